/** Small multiples: one panel for each value of a column, on one scale unless that would flatten most of them. */
import {group} from "d3";
import {element} from "./dom.js";

const narrowest = 270; // pixels
const gap = 24;
const flattened = 6; // so many times longer is the longest scale than the shortest

/**
 * @typedef {[number, number]|undefined} Domain  of the axis of values; undefined: of what is drawn
 * @typedef {function(import("./table.js").Row[], number, Domain): Node} Draw  rows, width in pixels, domain
 */

/**
 * @param {object} drawing           what a chart is drawn from, see figure.js
 * @param {function(import("./table.js").Row[]): [number, number]} extent  what the axis of values must hold
 * @param {Draw} draw
 * @param {number} [room=narrowest]  narrowest useful panel, pixels
 * @returns {Node[]}
 */
export function inPanels({rows, channels, width}, extent, draw, room = narrowest) {
  if (!channels.facet) return [draw(rows, width, extent(rows))];
  const panels = group(rows, (row) => row.text(channels.facet));
  const domains = [...panels.values()].map(extent);
  const lengths = domains.map(([low, high]) => high - low).filter((length) => length > 0);
  const own = Math.max(...lengths) > flattened * Math.min(...lengths);
  const shared = [Math.min(...domains.map((d) => d[0])), Math.max(...domains.map((d) => d[1]))];
  const columns = Math.max(1, Math.min(panels.size, Math.floor((width + gap) / (room + gap))));
  const each = Math.floor((width - gap * (columns - 1)) / columns);
  const drawn = [...panels].map(([name, rowsOfPanel], i) =>
    element(
      "div",
      {class: "panel"},
      element("p", {class: "panel-title"}, name),
      draw(rowsOfPanel, each, own ? domains[i] : shared),
    ),
  );
  const grid = element(
    "div",
    {class: "panels", style: `grid-template-columns: repeat(${columns}, minmax(0, 1fr))`},
    ...drawn,
  );
  return own ? [grid, element("p", {class: "panel-note"}, "Each panel has its own scale.")] : [grid];
}

/**
 * @param {import("./table.js").Row[]} rows
 * @param {(string|undefined)[]} keys  columns
 * @param {number[]} [also]            values to hold as well
 * @returns {[number, number]} least and greatest known value; 0 and 1 without any
 */
export function extentOf(rows, keys, also = []) {
  const values = [...also, ...keys.filter(Boolean).flatMap((key) => rows.map((row) => row.number(key)))];
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
}
