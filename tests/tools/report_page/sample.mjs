/** A page in the markup of report.html with every kind of chart, on made-up numbers, and names that are no markup. */

import {packedMeasures} from "./sample_measures.mjs";
import {picture} from "./sample_picture.mjs";

const systems = ["six_route", "option_1", "option_2"];
const years = ["2012-11-01", "2013-11-01", "2014-11-01", "2015-11-01", "2016-11-01"];
const hostile = 'a <b onclick="alert(1)">service</b> & \'the rest\' <script>document.title = "spoilt"</script>';
export const strange = hostile;

const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const readable = (name) => name.replaceAll("_", " ");
const wave = (i, k) => Math.sin(1.7 * i + 0.9 * k);

/** A figure of the page. columns: [key, title, kind]; a row's cell is a text, a number, or NaN. */
function figure({id, title, chart, follows, columns, rows}) {
  const cell = (value) =>
    typeof value === "string"
      ? `<td>${escaped(value)}</td>`
      : Number.isFinite(value)
        ? `<td data-v="${value}">${value.toLocaleString("en-GB", {maximumSignificantDigits: 3})}</td>`
        : "<td>–</td>";
  const hasDays = (column) => rows.some((row) => /^\d{4}-\d\d-\d\d$/.test(row[column]));
  const heading = ([key, text, kind], column) =>
    `<th scope="col" data-key="${key}"${kind ? ` data-kind="${kind}"` : ""}${hasDays(column) ? ' class="days"' : ""}>${escaped(text)}</th>`;
  const chosenBy = follows ? ` data-follows="${follows}"` : "";
  const drawn = chart ? ` data-chart="${escaped(JSON.stringify(chart))}"` : "";
  const lines = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  return `<figure id="${id}"${drawn}${chosenBy} data-subject="${escaped(`About ${id}`)}">
<h3>${escaped(title)}</h3>${chart ? '<div class="chart"></div>' : ""}
<p class="description" id="${id}-description">What ${id} looks like.</p><p class="note">A note on ${id}.</p>
<details open><summary>The numbers</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${escaped(`The numbers: ${id}`)}">
<table><thead><tr>${columns.map(heading).join("")}</tr></thead><tbody>${lines}</tbody></table></div></details></figure>`;
}

const interval = (mean, half) => [mean, mean - half, mean + half];
const estimate = [
  ["mean", "Mean", "number"],
  ["low", "from", "number"],
  ["high", "to", "number"],
];
const weeks = Array.from({length: 52}, (_, i) => new Date(Date.UTC(2012, 10, 1 + 7 * i)).toISOString().slice(0, 10));
const areas = ["", "north_town", "rural_south"];

const figures = () => [
  figure({
    id: "intervals",
    title: "Option 2 saves more than option 1",
    follows: "year area",
    chart: {
      kind: "intervals",
      channels: {label: "system", x: "mean", low: "low", high: "high", rule: "0", x_axis: "Net saving, £"},
    },
    columns: [
      ["system", "System"],
      ["year", "Year"],
      ["area", "Area"],
      ["mean", "Mean", "money"],
      ["low", "from", "money"],
      ["high", "to", "money"],
    ],
    rows: systems
      .slice(1)
      .flatMap((system, s) =>
        ["", ...years].flatMap((year, y) =>
          areas.map((area, a) => [
            readable(system),
            year,
            area,
            ...interval(((y === 0 ? 8e5 : 1.6e5 + 2e4 * y) * (1 + s)) / (1 + a), 5e4),
          ]),
        ),
      ),
  }),
  figure({
    id: "fit",
    title: "Three of four local targets are met",
    chart: {
      kind: "intervals",
      channels: {
        label: "quantity",
        series: "system",
        x: "mean",
        low: "low",
        high: "high",
        target_low: "least",
        target_high: "most",
        facet: "unit",
        x_axis: "Share of the target",
      },
    },
    columns: [
      ["quantity", "Quantity"],
      ["system", "System"],
      ["unit", "Unit"],
      ...estimate,
      ["least", "Least", "number"],
      ["most", "Most", "number"],
    ],
    rows: [
      "police incidents in a year and much more, a name that takes several lines",
      "referrals",
      hostile,
      "unknown",
    ].flatMap((quantity, q) =>
      systems.map((system, s) => [
        quantity,
        readable(system),
        q < 2 ? "incidents" : "people",
        ...(q === 3 ? [NaN, NaN, NaN] : interval(1 + 0.1 * wave(q, s), 0.04)),
        0.95,
        1.05,
      ]),
    ),
  }),
  figure({
    id: "bars",
    title: "Two agencies pay, four gain",
    follows: "year",
    chart: {kind: "bars", channels: {label: "agency", x: "net", low: "low", high: "high", x_axis: "Net gain, £"}},
    columns: [
      ["agency", "Agency"],
      ["year", "Year"],
      ["net", "Net", "money"],
      ["low", "from", "money"],
      ["high", "to", "money"],
    ],
    rows: ["police", "health", "council", "probation", hostile].flatMap((agency, a) =>
      ["", ...years].map((year, y) => [agency, year, ...interval(4e5 * wave(a, y), 3e4)]),
    ),
  }),
  figure({
    id: "stacked",
    title: "Most of the cost is reactive",
    follows: "agency",
    chart: {kind: "bars", channels: {label: "year", series: "kind", x: "cost", x_axis: "Cost, £"}},
    columns: [
      ["year", "Year"],
      ["agency", "Agency"],
      ["kind", "Kind"],
      ["cost", "Cost", "money"],
    ],
    rows: years.flatMap((year, y) =>
      ["", "police", "health"].flatMap((agency, a) =>
        ["reactive", "specialist", "new model", "transfers"].map((kind, k) => [
          `Year ${y + 1}`,
          agency,
          kind,
          ((((k === 3 ? -1 : 1) * 3e6) / (1 + a)) * (1 + 0.2 * wave(y, k))) / (k + 1),
        ]),
      ),
    ),
  }),
  figure({
    id: "lines",
    title: "Waits fall in three of four services",
    chart: {
      kind: "lines",
      channels: {
        x: "week",
        y: "mean",
        low: "low",
        high: "high",
        series: "system",
        facet: "service",
        y_axis: "Waiting, people",
      },
    },
    columns: [["system", "System"], ["service", "Service"], ["week", "Week"], ...estimate],
    rows: systems.flatMap((system, s) =>
      ["refuge", "helpline", "court support", hostile].flatMap((service, v) =>
        weeks.map((week, w) => [
          readable(system),
          service,
          week,
          ...interval((12 * v + 3 + s) * (1.2 + wave(w / 9, s)), 1 + v),
        ]),
      ),
    ),
  }),
  figure({
    id: "curve",
    title: "Acceptability rises with what is paid",
    chart: {
      kind: "lines",
      channels: {
        x: "threshold",
        y: "mean",
        series: "system",
        x_axis: "£ for a year free of harm",
        y_axis: "Probability",
      },
    },
    columns: [
      ["system", "System"],
      ["threshold", "Threshold", "money"],
      ["mean", "Probability", "share"],
    ],
    rows: systems.flatMap((system, s) =>
      Array.from({length: 21}, (_, i) => [readable(system), 1000 * i, 1 / (1 + Math.exp(s - i / 4))]),
    ),
  }),
  figure({
    id: "histogram",
    title: "The plan's figure was not reached",
    chart: {
      kind: "histogram",
      channels: {
        from: "from",
        to: "to",
        count: "count",
        facet: "system",
        x_axis: "Net saving, £",
        y_axis: "Replications",
        marks: JSON.stringify([
          {x: 3.6e6, label: "the plan: £3.6m"},
          {x: 0, label: "no saving"},
        ]),
      },
    },
    columns: [
      ["system", "System"],
      ["from", "From", "money"],
      ["to", "To", "money"],
      ["count", "Replications", "number"],
    ],
    rows: systems
      .slice(1)
      .flatMap((system, s) =>
        Array.from({length: 24}, (_, i) => [
          readable(system),
          1e5 * (i - 5),
          1e5 * (i - 4),
          Math.round(30 * Math.exp(-((i - 11 - 3 * s) ** 2) / 20)),
        ]),
      ),
  }),
  figure({
    id: "tornado",
    title: "The price of a high-risk case decides most",
    chart: {
      kind: "tornado",
      channels: {
        label: "input",
        low: "low",
        high: "high",
        base: "800000",
        low_label: "at_low",
        high_label: "at_high",
        x_axis: "Net saving, £",
      },
    },
    columns: [
      ["input", "Input"],
      ["at_low", "Low end"],
      ["at_high", "High end"],
      ["low", "Result", "money"],
      ["high", "Result", "money"],
    ],
    rows: [
      "price of a high-risk case",
      "share of calls that are repeats",
      "days in refuge",
      "discount rate",
      hostile,
    ].map((input, i) => [
      input,
      `${i + 1} %`,
      `${2 * i + 4} %`,
      8e5 - 5e5 / (i + 1),
      8e5 + (i === 1 ? -2e5 : 4e5 / (i + 1)),
    ]),
  }),
  figure({
    id: "sankey",
    title: "One escalation in four is false",
    chart: {kind: "sankey", channels: {source: "from", target: "to", value: "people", kind: "kind", facet: "system"}},
    columns: [
      ["system", "System"],
      ["from", "From"],
      ["to", "To"],
      ["kind", "Kind"],
      ["people", "People", "number"],
    ],
    rows: systems.flatMap((system, s) =>
      [
        ["standard", "medium", "true", 120],
        ["medium", "high", "true", 60],
        ["standard", "medium", "false", 30],
        ["medium", "standard", "true", 80],
        ["high", "medium", "mistaken", 25 + 9 * s],
        ["high", "standard", "true", 40],
      ].map((row) => [readable(system), ...row]),
    ),
  }),
  figure({
    id: "points",
    title: "Most replications save and help",
    chart: {
      kind: "points",
      channels: {
        x: "saving",
        y: "effect",
        series: "system",
        sampled: "40 of 200 replications",
        x_axis: "Net saving, £",
        y_axis: "Harm averted, days",
      },
    },
    columns: [
      ["system", "System"],
      ["saving", "Saving", "money"],
      ["effect", "Effect", "number"],
    ],
    rows: systems
      .slice(1)
      .flatMap((system, s) =>
        Array.from({length: 40}, (_, i) => [readable(system), 8e5 * (1 + s + wave(i, 1)), 7e4 * (1 + wave(i, 2))]),
      ),
  }),
  figure({
    id: "payback",
    title: "Option 2 pays back in the fourth year",
    chart: {
      kind: "lines",
      channels: {
        x: "year",
        y: "mean",
        low: "low",
        high: "high",
        series: "system",
        rule: "0",
        y_axis: "Net saving so far, £",
      },
    },
    columns: [
      ["system", "System"],
      ["year", "Year"],
      ["mean", "Mean", "money"],
      ["low", "from", "money"],
      ["high", "to", "money"],
    ],
    rows: systems
      .slice(1)
      .flatMap((system, s) =>
        years.map((year, y) => [readable(system), year, ...interval(-3e5 + 1.8e5 * y + 9e4 * s * y, 8e4)]),
      ),
  }),
  figure({
    id: "table-only",
    title: "What was assumed",
    columns: [
      ["name", "Name"],
      ["source", "Source"],
      ["value", "Value", "number"],
    ],
    rows: [
      ["price", hostile, 1234567.25],
      ["=cmd()", "a long source ".repeat(12), -0.5],
    ],
  }),
];

/** @param {string} script @param {string} style  the front end @returns {string} HTML */
export function sample(script, style) {
  const packed = packedMeasures(systems, years);
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A sample of the report</title>
<style>${style}</style></head><body><a class="skip" href="#main">Skip to the content</a>
<header><h1>A sample of the report: <bdi>${escaped(hostile)}</bdi></h1><p class="subtitle">Made-up numbers.</p></header>
<nav aria-label="Sections"><ol><li><a href="#first">What was found</a></li></ol></nav>
<main id="main"><section id="first" aria-labelledby="first-title"><h2 id="first-title">What was found</h2>
<p>Every kind of chart.</p>${figures().join("\n")}${picture("picture")}</section></main>
<script type="text/plain" id="measures">${packed}</script><script>${script}</script></body></html>`;
}
