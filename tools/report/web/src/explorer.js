/** The reader's own question: one metric by system over the years, its differences to the baseline, and by group. */
import {element} from "./dom.js";
import {Figure} from "./figure.js";
import {finder} from "./finder.js";
import {choiceLabel, kindOfUnit, metricLabel, readable, sentenceCase, show, yearLabel} from "./format.js";
import {finding} from "./finding.js";

export class Explorer {
  /**
   * @param {import("./measures.js").Measures} measures
   * @param {import("./selection.js").Selection} selection
   */
  constructor(measures, selection) {
    this.measures = measures;
    this.figures = [];
    this.open = new Set();
    this.results = element("div");
    this.section = element(
      "section",
      {id: "explorer", "aria-labelledby": "explorer-title"},
      element("h2", {id: "explorer-title"}, "Your own question"),
      element("p", {}, `Any of the ${measures.metrics.length} metrics of this run, by system, year, area and group.`),
      finder(measures.metrics, (metric) => selection.choose({metric})),
      this.results,
    );
    selection.onChange((choice) => this.show(choice));
  }

  /** @param {Object<string, string>} choice  metric, year, area; "": the first metric, whole period, all areas */
  show({metric: wanted, year, area}) {
    const {measures} = this;
    const metric = measures.metric(wanted) ?? measures.metrics[0];
    const group = area === "" ? "" : `area=${area}`;
    const parts = [this.#years(metric, group), this.#differences(metric, group, year), this.#groups(metric, year)];
    for (const figure of this.figures) {
      figure.details.open ? this.open.add(figure.figure.id) : this.open.delete(figure.figure.id);
      figure.release();
    }
    const shown = parts.filter(Boolean);
    const about = [metric.definition && sentenceCase(metric.definition), `Unit: ${metric.unit}.`];
    this.results.replaceChildren(
      element(
        "p",
        {class: "metric"},
        element("strong", {}, sentenceCase(metricLabel(metric.name))),
        ". ",
        about.filter(Boolean).join(". ").replace("..", "."),
      ),
      ...shown,
    );
    this.figures = shown.map((figure) => new Figure(figure));
    for (const figure of this.figures) {
      figure.details.open = this.open.has(figure.figure.id);
      figure.draw();
    }
  }

  #years(metric, group) {
    const {measures} = this;
    const rows = measures.systems.flatMap((system) =>
      measures.years.map((year) => ({
        system: measures.label(system),
        year,
        estimate: measures.find("values", metric.name, group, system, year),
      })),
    );
    const name = sentenceCase(metricLabel(metric.name));
    const where = group === "" ? "" : `, ${readable(group)}`;
    if (!rows.some((row) => row.estimate)) return this.#levels(metric, group, `${name}, whole period${where}`);
    return figure(
      "explorer-years",
      {
        kind: "lines",
        channels: {
          x: "year",
          y: "mean",
          low: "low",
          high: "high",
          series: "system",
          x_axis: "Year from",
          y_axis: unitOf(metric),
        },
      },
      `${name} a year${where}`,
      `Lines of ${metricLabel(metric.name)} by year, one for each system.`,
      ["system", "year"],
      rows,
      metric,
    );
  }

  /** What is shown of a metric that the page does not have by year. */
  #levels(metric, group, title) {
    const {measures} = this;
    const rows = measures.systems
      .map((system) => ({
        system: measures.label(system),
        estimate: measures.find("values", metric.name, group, system, ""),
      }))
      .filter((row) => row.estimate);
    if (rows.length === 0) return null;
    const channels = {label: "system", x: "mean", low: "low", high: "high", x_axis: unitOf(metric)};
    const description = "A dot with its 95 % interval for each system.";
    return figure("explorer-levels", {kind: "intervals", channels}, title, description, ["system"], rows, metric);
  }

  #differences(metric, group, year) {
    const {measures} = this;
    const periods = year === "" ? ["", ...measures.years] : [year];
    const rows = periods
      .flatMap((period) =>
        measures.others.map((system) => ({
          period: choiceLabel("year", period),
          system: measures.label(system),
          estimate: measures.find("differences", metric.name, group, system, period),
        })),
      )
      .filter((row) => row.estimate);
    if (rows.length === 0) return null;
    const first = rows.filter((row) => row.period === rows[0].period);
    const held = [rows[0].period, group && readable(group)].filter(Boolean).join(", ");
    return figure(
      "explorer-differences",
      {
        kind: "intervals",
        channels: {
          label: "period",
          series: "system",
          x: "mean",
          low: "low",
          high: "high",
          rule: "0",
          x_axis: `Difference to ${measures.label(measures.baseline)}, ${unitOf(metric)}`,
        },
      },
      `${finding(metric, first, measures.label(measures.baseline))} (${held})`,
      "Dots with 95 % intervals, each system less the baseline, paired by replication.",
      ["period", "system"],
      rows,
      metric,
    );
  }

  #groups(metric, year) {
    const {measures} = this;
    const of = (period) =>
      measures.groups
        .filter((group) => group !== "")
        .flatMap((group) =>
          measures.systems.map((system) => ({
            by: readable(group.split("=")[0]),
            group: readable(group),
            system: measures.label(system),
            estimate: measures.find("values", metric.name, group, system, period),
          })),
        )
        .filter((row) => row.estimate);
    const period = of(year).length > 0 ? year : "";
    const rows = of(period);
    const held = choiceLabel("year", period);
    if (rows.length === 0) return null;
    return figure(
      "explorer-groups",
      {
        kind: "intervals",
        channels: {
          facet: "by",
          label: "group",
          series: "system",
          x: "mean",
          low: "low",
          high: "high",
          x_axis: `${sentenceCase(held)}, ${unitOf(metric)}`,
        },
      },
      `${sentenceCase(metricLabel(metric.name))} by group (${held})`,
      "Dots with 95 % intervals by group, one for each system.",
      ["by", "group", "system"],
      rows,
      metric,
    );
  }
}

/** What stands in its place in a browser that cannot open it. @returns {HTMLElement} */
export const closedExplorer = () =>
  element(
    "section",
    {id: "explorer", "aria-labelledby": "explorer-title"},
    element("h2", {id: "explorer-title"}, "Your own question"),
    element(
      "p",
      {},
      "Here you could choose any metric of this run, but this browser is too old to unpack them. All that is above is " +
        "whole. A browser of 2023 or later opens this part; the same numbers stand in summary.csv and differences.csv.",
    ),
  );

const unitOf = (metric) => (metric.unit === "share" ? "%" : metric.unit);
const titles = {by: "By", group: "Group", period: "Period", system: "System", year: "Year"};

/** A figure in the markup of the page. @returns {HTMLElement} */
function figure(id, spec, title, description, names, rows, metric) {
  const kind = kindOfUnit(metric.unit);
  const heading = element(
    "tr",
    {},
    ...names.map((name) => element("th", {scope: "col", "data-key": name}, titles[name])),
    ...[
      ["mean", `Mean, ${unitOf(metric)}`],
      ["low", "95 % interval from"],
      ["high", "to"],
    ].map(([key, text]) => element("th", {scope: "col", "data-key": key, "data-kind": kind}, text)),
  );
  const cell = (value) => element("td", Number.isFinite(value) ? {"data-v": String(value)} : {}, show(value, kind));
  const named = (row, name) =>
    name === "year" ? element("td", {"data-v": row.year}, yearLabel(row.year)) : element("td", {}, row[name]);
  const lines = rows.map((row) =>
    element(
      "tr",
      {},
      ...names.map((name) => named(row, name)),
      ...[0, 1, 2].map((i) => cell(row.estimate?.[i] ?? NaN)),
    ),
  );
  const scroll = element(
    "div",
    {class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}: the numbers`},
    element("table", {}, element("thead", {}, heading), element("tbody", {}, ...lines)),
  );
  return element(
    "figure",
    {id, "data-chart": JSON.stringify(spec)},
    element("h3", {}, title),
    element("div", {class: "chart"}),
    element("p", {class: "description"}, description),
    element("details", {}, element("summary", {}, "The numbers"), scroll),
  );
}
