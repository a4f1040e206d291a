/** What each sign of a chart means. */
import {
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolPlus,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  symbol,
} from "d3";
import {drawn, element} from "./dom.js";

const shapes = {
  circle: symbolCircle,
  cross: symbolCross,
  diamond: symbolDiamond,
  plus: symbolPlus,
  square: symbolSquare,
  star: symbolStar,
  triangle: symbolTriangle,
  wye: symbolWye,
};

const samples = {
  area: (sign) => [
    drawn("rect", {width: 20, height: 12, fill: sign.colour}),
    drawn("rect", {width: 20, height: 12, fill: sign.hatch}),
  ],
  dot: (sign) => [
    drawn("path", {d: symbol(shapes[sign.symbol], 56)(), transform: "translate(10 6)", fill: sign.colour}),
  ],
  line: (sign) => [
    drawn("path", {d: "M0 6H20", stroke: sign.colour, "stroke-width": 2.5, "stroke-dasharray": sign.dash}),
  ],
};

/**
 * @param {Map<string, import("./signs.js").Sign>} signs
 * @param {"area"|"dot"|"line"} what  kind of mark
 * @returns {HTMLElement[]} nothing for a single series
 */
export function legend(signs, what) {
  if (signs.size < 2) return [];
  const entries = [...signs].map(([name, sign]) =>
    element(
      "span",
      {},
      drawn("svg", {width: 20, height: 12, viewBox: "0 0 20 12"}, ...samples[what](sign)),
      name || "all",
    ),
  );
  return [element("p", {class: "legend"}, ...entries)];
}

/**
 * @param {string} name        what dots are compared with
 * @param {boolean} isPoint    marked by a dashed line, not by a band
 * @returns {HTMLElement[]}
 */
export const targetLegend = (name, isPoint) => [
  element(
    "p",
    {class: "legend"},
    element(
      "span",
      {},
      drawn(
        "svg",
        {width: 20, height: 12, viewBox: "0 0 20 12"},
        isPoint
          ? drawn("path", {d: "M10 -1V13", stroke: "var(--ink)", "stroke-width": 2, "stroke-dasharray": "4 3"})
          : drawn("rect", {width: 20, height: 12, fill: "var(--target)"}),
      ),
      name,
    ),
  ),
];
