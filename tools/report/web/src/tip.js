/** What is shown when a pointer comes near: the words of the table. */
import {pointer, pointerX, pointerY, tip as box} from "@observablehq/plot";

const pointers = {x: pointerX, y: pointerY, xy: pointer};

/**
 * @param {import("./table.js").Row[]} rows
 * @param {object} options              channels of the mark
 * @param {function(import("./table.js").Row): string} words
 * @param {"x"|"y"|"xy"} [along="xy"]   the direction in which near is measured
 */
export const tip = (rows, options, words, along = "xy") =>
  box(rows, pointers[along]({...options, title: words, lineWidth: 22, fill: "var(--paper)", stroke: "var(--rule)"}));

/**
 * @param {import("./table.js").Row} row
 * @param {string} key    the number
 * @param {string} [low]  ends of its interval
 * @param {string} [high]
 * @returns {string} "£813,000 (£672,000 to £937,000)"
 */
export function withInterval(row, key, low, high) {
  const known = low && high && Number.isFinite(row.number(low)) && Number.isFinite(row.number(high));
  return known ? `${row.text(key)} (${row.text(low)} to ${row.text(high)})` : row.text(key);
}
