/**
 * A dot with its 95 % interval for every row. Channels: label, x, low, high; target_low, target_high: a band behind the
 * dot, or a mark where both are the same, called target_label; rule: a number; series: dots of one label beneath each
 * other; facet.
 */
import {barX, dot, ruleY, text, tickX} from "@observablehq/plot";
import {roomFor} from "../labels.js";
import {legend, targetLegend} from "../legend.js";
import {extentOf, inPanels} from "../panels.js";
import {keptSign, sign, signsOf} from "../signs.js";
import {tip, withInterval} from "../tip.js";
import {airy, frameOfRows, namesAlongY, ruleAtX, valuesAlongX} from "./frame.js";

const mark = {stroke: "var(--ink)", strokeWidth: 2, strokeDasharray: "4 3"};

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function intervals(drawing) {
  const {channels: c, rows, all, columns, kind} = drawing;
  const signs = signsOf(c.series ? all.map((row) => row.text(c.series)) : [""]);
  const signOf = (row) => (c.series ? signs.get(row.text(c.series)) : (keptSign(row.text(c.label)) ?? sign(0)));
  const shown = new Set(rows.map((row) => row.text(c.series)));
  const series = c.series ? [...signs.keys()].filter((name) => shown.has(name)) : [""];
  const crowded = new Set(rows.map((row) => `${row.text(c.facet)}\n${row.text(c.label)}`)).size < rows.length;
  const abreast = crowded ? series.length : 1; // dots beneath each other in a row
  const rule = c.rule === undefined ? [] : [Number(c.rule)];
  const extent = (some) => extentOf(some, [c.x, c.low, c.high, c.target_low, c.target_high], rule);

  const targets =
    c.target_low && c.target_high
      ? rows.filter((row) => Number.isFinite(row.number(c.target_low)) && Number.isFinite(row.number(c.target_high)))
      : [];
  const isPoint = (row) => row.number(c.target_low) === row.number(c.target_high);

  const draw = (some, width, range) => {
    const known = some.filter((row) => Number.isFinite(row.number(c.x)));
    const names = [...new Set(some.map((row) => row.text(c.label)))];
    const room = roomFor(
      rows.map((row) => row.text(c.label)),
      width,
    );
    const height = Math.max(30, 14 * abreast + 14, 15 * room.lines + 10);
    const domain = airy(range);
    const value = (key) => (row) => row.number(key);
    const label = (row) => row.text(c.label);
    const offset = (i) => (crowded ? (i - (abreast - 1) / 2) * 14 : 0);
    const marks = series.flatMap((name, i) => {
      const own = known.filter((row) => !c.series || row.text(c.series) === name);
      const at = {y: label, stroke: (row) => signOf(row).colour, dy: offset(i)};
      return [
        c.low && c.high ? ruleY(own, {...at, x1: value(c.low), x2: value(c.high), strokeWidth: 2.5}) : null,
        dot(own, {
          ...at,
          x: value(c.x),
          r: 5,
          fill: (row) => signOf(row).colour,
          stroke: "var(--paper)",
          symbol: (row) => signOf(row).symbol,
        }),
        tip(
          own,
          {y: label, dy: offset(i), x: value(c.x)},
          (row) => [label(row), c.series && name, withInterval(row, c.x, c.low, c.high)].filter(Boolean).join("\n"),
          "y",
        ),
      ];
    });
    const unknown = names.filter((name) => !known.some((row) => row.text(c.label) === name));
    const own = targets.filter((row) => some.includes(row));
    return frameOfRows(
      names,
      {width, height, margin: room.margin, padding: 0.1, domain},
      {
        symbol: {type: "identity"},
        marks: [
          barX(own, {y: label, x1: value(c.target_low), x2: value(c.target_high), fill: "var(--target)"}),
          tickX(own.filter(isPoint), {y: label, x: value(c.target_low), ...mark}),
          valuesAlongX(kind(c.x), domain, width - room.margin),
          ruleAtX(rule[0] ?? NaN, domain),
          namesAlongY(room),
          marks,
          text(unknown, {y: (name) => name, text: () => "no figure", frameAnchor: "left", dx: 8, fill: "var(--muted)"}),
        ],
      },
    );
  };
  const title = columns.find((column) => column.key === c.target_low)?.title;
  const aim =
    targets.length === 0
      ? []
      : targets.every(isPoint)
        ? targetLegend(c.target_label ?? title, true)
        : targetLegend(c.target_label ?? "target", false);
  const named = legend(new Map(series.map((name) => [name, signs.get(name)])), "dot");
  return [...named, ...aim, ...inPanels(drawing, extent, draw, 340)];
}
