/** What differences show, in words. The interval decides. */
import {kindOfUnit, metricLabel, sentenceCase, show} from "./format.js";

/**
 * @param {{name: string, unit: string}} metric
 * @param {{system: string, estimate: number[]}[]} rows  differences of systems to the baseline
 * @param {string} baseline  its label
 * @returns {string} "Arrests: lower in option 1 than in six route, by 12 (95 % interval 10 to 14); no clear difference
 *   in option 2"
 */
export function finding(metric, rows, baseline) {
  const kind = kindOfUnit(metric.unit);
  const size = (value) => show(value, kind).replace("%", "points");
  let named = false;
  const parts = rows.map(({system, estimate: [mean, low, high]}) => {
    if (!(low > 0 || high < 0)) return `no clear difference in ${system}`;
    const [from, to] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
    const than = named ? "" : ` than in ${baseline}`;
    const interval = named ? "" : "95\u00a0% interval ";
    named = true;
    const by = `${size(Math.abs(mean))} (${interval}${size(from)} to ${size(to)})`;
    return `${mean < 0 ? "lower" : "higher"} in ${system}${than}, by ${by}`;
  });
  return `${sentenceCase(metricLabel(metric.name))}: ${parts.join("; ")}`;
}
