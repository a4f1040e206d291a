/** Finds a metric among a thousand by some of its words. */
import {element} from "./dom.js";
import {metricLabel} from "./format.js";

const most = 12; // shown at a time

/**
 * @param {{name: string, definition: string, unit: string}[]} metrics
 * @param {function(string): void} choose  told the name
 * @returns {HTMLElement}
 */
export function finder(metrics, choose) {
  const words = metrics.map((metric) =>
    `${metric.name} ${metricLabel(metric.name)} ${metric.definition ?? ""}`.toLowerCase(),
  );
  const input = element("input", {type: "search", id: "find-metric", autocomplete: "off", spellcheck: "false"});
  const count = element("p", {role: "status", class: "status"});
  const list = element("ul", {class: "found"});
  const find = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found =
      wanted.length === 0
        ? []
        : metrics
            .filter((_, i) => wanted.every((word) => words[i].includes(word)))
            .sort((a, b) => rank(a, wanted) - rank(b, wanted));
    list.replaceChildren(
      ...found.slice(0, most).map((metric) => {
        const button = element("button", {type: "button"}, metricLabel(metric.name));
        button.addEventListener("click", () => choose(metric.name));
        return element("li", {}, button);
      }),
    );
    const all = found.length === 1 ? "1 metric" : `${found.length} metrics`;
    count.textContent = wanted.length === 0 ? "" : found.length > most ? `${all}; the first ${most}:` : `${all}.`;
  };
  input.addEventListener("input", find);
  return element("div", {class: "finder"}, element("label", {for: "find-metric"}, "Find a metric"), input, count, list);
}

/** Names that have all the words come before definitions that have them, short ones first. */
const rank = (metric, wanted) =>
  (wanted.every((word) => metricLabel(metric.name).toLowerCase().includes(word)) ? 0 : 1000) + metric.name.length;
