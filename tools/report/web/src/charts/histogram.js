/**
 * How often values fell into each span. Channels: from, to, count; marks: JSON list of {x, label} to compare with;
 * facet.
 */
import {rectY, ruleX, ruleY, text} from "@observablehq/plot";
import {textWidth} from "../labels.js";
import {extentOf, inPanels} from "../panels.js";
import {keptSign, sign} from "../signs.js";
import {tip} from "../tip.js";
import {frame, marginFor, valuesAlongX, valuesAlongY} from "./frame.js";

const line = 18; // pixels, of one label
const air = 6;

/**
 * A line above the bars for the label of each rule, to the right or left of it, crossed by no rule that begins above.
 * @param {{x: number, label: string}[]} marks
 * @param {function(number): number} scale
 * @param {number} width  of the chart, pixels
 * @returns {{x: number, label: string, toLeft: boolean}[]} from the top
 */
function linesOf(marks, scale, width) {
  let best = null;
  for (const order of [marks, [...marks].reverse()]) {
    let crossed = 0;
    const lines = order.map((mark, i) => {
      const at = scale(mark.x);
      const length = textWidth(mark.label) + 2 * air;
      const crossings = (from, to) =>
        order.slice(0, i).filter(({x}) => scale(x) > from && scale(x) < to).length +
        (from < 0 || to > width ? marks.length : 0);
      const [right, left] = [crossings(at, at + length), crossings(at - length, at)];
      crossed += Math.min(right, left);
      return {...mark, toLeft: left < right};
    });
    if (!best || crossed < best.crossed) best = {lines, crossed};
  }
  return best.lines;
}

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function histogram(drawing) {
  const {channels: c, rows, kind} = drawing;
  const marks = (c.marks ? JSON.parse(c.marks) : []).filter((mark) => Number.isFinite(mark.x));
  const [low, high] = extentOf(
    rows,
    [c.from, c.to],
    marks.map((mark) => mark.x),
  );
  const extent = (some) => [0, extentOf(some, [c.count])[1]];

  const draw = (some, width, [, most]) => {
    const colour = ((c.facet && keptSign(some[0].text(c.facet))) || sign(0)).colour;
    const head = marks.length === 0 ? air : line * marks.length + 2 * air;
    const height = head + Math.round(Math.max(150, Math.min(260, 0.35 * width)));
    const marginLeft = marginFor(kind(c.count), [0, most], height - head);
    const scale = (x) => marginLeft + ((x - low) / (high - low || 1)) * (width - marginLeft - 16);
    const middle = (row) => (row.number(c.from) + row.number(c.to)) / 2;
    const named = linesOf(marks, scale, width).map((mark, i) => [
      ruleX([mark.x], {
        stroke: "var(--ink)",
        strokeWidth: 1.5,
        strokeDasharray: "5 3",
        insetTop: line * i - head + air,
      }),
      text([mark], {
        x: "x",
        text: "label",
        frameAnchor: "top",
        lineAnchor: "middle",
        dx: mark.toLeft ? -air : air,
        dy: line * (i + 0.5) - head + air,
        textAnchor: mark.toLeft ? "end" : "start",
        fill: "var(--ink)",
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
    ]);
    return frame({
      width,
      height,
      marginLeft,
      marginRight: 16,
      marginTop: head,
      marginBottom: 30,
      x: {domain: [low, high]},
      y: {domain: [0, most], label: null},
      color: {type: "identity"},
      marks: [
        valuesAlongY(kind(c.count), height - head),
        valuesAlongX(kind(c.from), [low, high], width - marginLeft).slice(1),
        rectY(some, {
          x1: (row) => row.number(c.from),
          x2: (row) => row.number(c.to),
          y: (row) => row.number(c.count),
          fill: colour,
          inset: 0.5,
        }),
        ruleY([0], {stroke: "var(--ink)"}),
        named,
        tip(
          some,
          {x: middle, y: (row) => row.number(c.count)},
          (row) => `${row.text(c.from)} to ${row.text(c.to)}\n${row.text(c.count)}`,
          "x",
        ),
      ],
    });
  };
  return inPanels(drawing, extent, draw, 300);
}
