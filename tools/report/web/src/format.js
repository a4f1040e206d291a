/** How numbers, days and names are written, as in the tables of the page. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const sign = (value) => (value < 0 ? "\u2212" : "");

/**
 * @param {string} name  "option_1", "area=west_cheshire"
 * @returns {string} "option 1", "west cheshire"
 */
export const readable = (name) => name.slice(name.indexOf("=") + 1).replaceAll("_", " ");

/**
 * @param {string} unit  of a metric: "£", "£ a year", "share", "incidents"
 * @returns {"money"|"share"|"number"}
 */
export const kindOfUnit = (unit) => (unit.startsWith("£") ? "money" : unit === "share" ? "share" : "number");

/**
 * A number with all its figures.
 * @param {number} value  a share is of one
 * @param {string} kind   "money", "share" or "number"
 * @returns {string} "£813,000", "27.5\u00a0%", "0.42"; a dash for what is not known
 */
export function show(value, kind) {
  if (!Number.isFinite(value)) return "\u2013";
  const figures = (size) => size.toLocaleString("en-GB", {maximumSignificantDigits: 12});
  const size = Math.abs(value);
  if (kind === "share") return `${sign(value)}${figures(100 * size)}\u00a0%`;
  const joined = value < 0 ? "\u2060" : ""; // no line ends after the sign
  return `${sign(value)}${kind === "money" ? `${joined}£` : ""}${figures(size)}`;
}

/**
 * What the ticks of an axis say.
 * @param {string} kind  "money", "share" or "number"
 * @returns {function(number): string} "£1.5m", "20 %", "12k"
 */
export function tick(kind) {
  const short = (size) => {
    for (const [unit, letter] of [
      [1e9, "bn"],
      [1e6, "m"],
      [1e3, "k"],
    ])
      if (size >= unit && (kind === "money" || size >= 1e4)) return `${tidy(size / unit)}${letter}`;
    return tidy(size);
  };
  if (kind === "share") return (value) => `${sign(value)}${tidy(100 * Math.abs(value))} %`;
  return (value) => `${sign(value)}${kind === "money" ? "£" : ""}${short(Math.abs(value))}`;
}

const tidy = (value) => value.toLocaleString("en-GB", {maximumSignificantDigits: 6});

/**
 * @param {string} text  "2014-11-01"
 * @returns {Date|null} midnight UTC; null if it is no day
 */
export const day = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00Z`) : null);

/** @param {Date} date @returns {string} "Nov 2014" */
export const month = (date) => `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;

/**
 * @param {string} first  first day of a year, "2014-11-01"
 * @returns {string} "Nov 2014 to Oct 2015"; the text itself if it is no day
 */
export function yearLabel(first) {
  const from = day(first);
  if (from === null) return first;
  const last = new Date(Date.UTC(from.getUTCFullYear() + 1, from.getUTCMonth(), from.getUTCDate() - 1));
  return `${month(from)} to ${month(last)}`;
}

/**
 * @param {string} dimension  "year", "area", "agency"
 * @param {string} value      as a table has it; "" for all of them
 * @returns {string}
 */
export function choiceLabel(dimension, value) {
  if (value !== "") return dimension === "year" ? yearLabel(value) : readable(value);
  return {year: "whole period", area: "all areas", agency: "all agencies"}[dimension] ?? "all";
}

/** @param {string} text @returns {string} with a capital first letter */
export const sentenceCase = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {string} name  of a metric, "cost_agency.police" @returns {string} "cost agency: police" */
export const metricLabel = (name) => name.replaceAll("_", " ").replaceAll(".", ": ");
