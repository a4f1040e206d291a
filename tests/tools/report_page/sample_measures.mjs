import {deflateSync} from "node:zlib";

const readable = (name) => name.replaceAll("_", " ");

/**
 * What the explorer draws from, made up, as report.html carries it.
 * @param {string[]} systems  the baseline first
 * @param {string[]} years
 * @returns {string} deflated, in base64
 */
export function packedMeasures(systems, years) {
  const groups = ["", "area=north_town", "area=rural_south", "age=16-24", "age=25-34", "sex=female", "sex=male"];
  const metrics = [
    ["incidents", "incidents", "Main"],
    ["repeat_share", "share", "Main"],
    ["cost_agency.police", "£", "Money"],
  ].map(([name, unit, topic]) => ({name, unit, topic, definition: `what ${readable(name)} means`}));
  const periods = (g) => (g < 3 ? [0, 1, 2, 3, 4, 5] : [0]);
  const level = (m, g, s, p) => [
    (((m === 1 ? 0.3 : 1000) * (1 + 0.1 * s)) / (1 + g)) * (p === 0 ? 5 : 1 + 0.1 * p),
    0.02,
  ];
  const all = (entry) => metrics.flatMap((_, m) => groups.map((_, g) => [m, g, entry(m, g)]));
  const content = {
    baseline: systems[0],
    systems,
    labels: Object.fromEntries(systems.map((name) => [name, readable(name)])),
    years,
    groups,
    metrics,
    values: all((m, g) => systems.map((_, s) => periods(g).map((p) => level(m, g, s, p)))),
    differences: all((m, g) =>
      systems
        .slice(1)
        .map((_, s) => periods(g).map((p) => (p === 3 ? null : [(m === 2 ? 0 : 0.1) * (s + 1), 0.02, 0.03]))),
    ),
  };
  return deflateSync(JSON.stringify(content)).toString("base64");
}
