/** The bar at the top: metric, year, agency and area, as far as there is something to choose. */
import {element} from "./dom.js";
import {choiceLabel, metricLabel, sentenceCase} from "./format.js";

/**
 * @param {import("./selection.js").Selection} selection
 * @param {import("./measures.js").Measures|null} measures
 * @returns {HTMLFormElement|null} null if there is nothing to choose
 */
export function bar(selection, measures) {
  const fields = [];
  const controls = {};
  const add = (key, label, options) => {
    controls[key] = element("select", {id: `choose-${key}`, name: key}, ...options);
    controls[key].addEventListener("change", () => selection.choose({[key]: controls[key].value}));
    fields.push(
      element("div", {class: `field ${key}`}, element("label", {for: `choose-${key}`}, label), controls[key]),
    );
  };
  for (const dimension of ["year", "agency", "area"]) {
    const values = selection.options[dimension] ?? [];
    if (values.length > 0)
      add(
        dimension,
        sentenceCase(dimension),
        ["", ...values].map((value) => element("option", {value}, sentenceCase(choiceLabel(dimension, value)))),
      );
  }
  if (measures) {
    add("metric", "Metric", [
      element("option", {value: ""}, "Choose a metric\u2026"),
      ...metricOptions(measures.metrics),
    ]);
    const link = element("a", {href: "#explorer", class: "to-explorer"}, "See the metric");
    fields.push(element("p", {class: "field"}, link));
  }
  if (fields.length === 0) return null;

  const clear = element("button", {type: "button"}, "Clear");
  clear.addEventListener("click", () => selection.choose({metric: "", year: "", agency: "", area: ""}));
  const status = element("p", {role: "status", class: "status"});
  const form = element(
    "form",
    {class: "choices", "aria-label": "Choose what the charts show"},
    ...fields,
    clear,
    status,
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  const show = (choice) => {
    for (const [key, control] of Object.entries(controls)) control.value = choice[key];
    const held = ["year", "agency", "area"].filter((key) => choice[key]).map((key) => choiceLabel(key, choice[key]));
    if (choice.metric) held.unshift(metricLabel(choice.metric));
    status.textContent = held.length > 0 ? `Shown where there are such figures: ${held.join(", ")}.` : "";
  };
  selection.onChange(show);
  show(selection.choice);
  return form;
}

/** Metrics under their topics. */
function metricOptions(metrics) {
  const topics = new Map();
  for (const {name, topic} of metrics) {
    const group = topic || "Other";
    if (!topics.has(group)) topics.set(group, element("optgroup", {label: sentenceCase(group)}));
    topics.get(group).append(element("option", {value: name}, metricLabel(name)));
  }
  return topics.size > 1 ? [...topics.values()] : [...topics.values()].flatMap((group) => [...group.children]);
}
