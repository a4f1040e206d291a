/** What all charts share: type, axes of values and rules. Titles of axes stand outside, see figure.js. */
import {axisX, axisY, gridX, gridY, plot, ruleX, ruleY} from "@observablehq/plot";
import {ticks as ticksOf} from "d3";
import {tick} from "../format.js";
import {textWidth} from "../labels.js";

const style = {background: "none", color: "var(--ink)", fontSize: "12px", fontFamily: "inherit", overflow: "visible"};

/**
 * @param {object} options  of Observable Plot
 * @returns {SVGElement} without names of its parts: the figure names the whole
 */
export function frame(options) {
  const svg = plot({style, ...options});
  for (const part of svg.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  return svg;
}

/**
 * A frame with a row for each name, values from left to right.
 * @param {string[]} names   from top to bottom
 * @param {{width: number, height: number, margin: number, padding: number, domain: [number, number]}} size  height of
 *   a row; margin: left of the rows, for their names; padding: between them, as a part of a row
 * @param {object} options   further ones of Observable Plot
 * @returns {SVGElement}
 */
export const frameOfRows = (names, {width, height, margin, padding, domain}, options) =>
  frame({
    width,
    height: names.length * height + 34,
    marginLeft: margin,
    marginRight: 12,
    marginTop: 4,
    marginBottom: 30,
    x: {domain},
    y: {type: "band", domain: names, padding, label: null},
    color: {type: "identity"},
    ...options,
  });

/**
 * Values from left to right: ticks and grid, as many as there is room for.
 * @param {string} kind   of the values: "money", "share", "number"
 * @param {[number, number]} domain
 * @param {number} width  of the axis, pixels
 */
export const valuesAlongX = (kind, domain, width) => {
  const room = (count) => ticksOf(...domain, count).reduce((sum, value) => sum + textWidth(tick(kind)(value)) + 18, 0);
  const ticks = [8, 7, 6, 5, 4, 3].find((count) => room(count) <= width) ?? 2;
  return [
    gridX({ticks, stroke: "var(--grid)", strokeOpacity: 1}),
    axisX({ticks, tickFormat: tick(kind), tickSize: 0, label: null}),
  ];
};

const ticksAlong = (height) => Math.max(2, Math.floor(height / 45));

/**
 * Values from bottom to top: ticks and grid.
 * @param {string} kind
 * @param {number} height  of the chart, pixels
 */
export const valuesAlongY = (kind, height) => [
  gridY({ticks: ticksAlong(height), stroke: "var(--grid)", strokeOpacity: 1}),
  axisY({ticks: ticksAlong(height), tickFormat: tick(kind), tickSize: 0, label: null}),
];

/**
 * Left margin for the ticks of values from bottom to top.
 * @param {string} kind
 * @param {[number, number]} domain
 * @param {number} height  of the chart, pixels
 */
export const marginFor = (kind, domain, height) =>
  14 + Math.ceil(Math.max(...ticksOf(...domain, ticksAlong(height)).map((value) => textWidth(tick(kind)(value)))));

/** Names from top to bottom, wrapped. @param {import("../labels.js").Room} room */
export const namesAlongY = (room) =>
  axisY({tickSize: 0, tickPadding: 8, label: null, lineWidth: room.lineWidth, tickFormat: room.breakable});

/** @param {number} height  of a row, pixels @returns {object} insets that keep a bar in it no thicker than is good */
export const thin = (height) => {
  const inset = Math.max(0, (0.75 * height - 26) / 2);
  return {insetTop: inset, insetBottom: inset};
};

const ink = {stroke: "var(--ink)", strokeWidth: 1};
const within = (value, [low, high]) => value >= low && value <= high;

/** A rule where x is `value`, if that is within the domain. @param {number} value @param {[number, number]} domain */
export const ruleAtX = (value, domain) => (within(value, domain) ? [ruleX([value], ink)] : []);

/** A rule where y is `value`, if that is within the domain. @param {number} value @param {[number, number]} domain */
export const ruleAtY = (value, domain) => (within(value, domain) ? [ruleY([value], ink)] : []);

/** A domain with some air at both ends, none beyond 0. @param {[number, number]} domain @returns {[number, number]} */
export function airy([low, high]) {
  const air = 0.04 * (high - low || Math.abs(high) || 1);
  return [low === 0 ? 0 : low - air, high === 0 ? 0 : high + air];
}

/** @param {[number, number]} domain @returns {[number, number]} the domain, with 0 in it */
export const withZero = ([low, high]) => [Math.min(0, low), Math.max(0, high)];
