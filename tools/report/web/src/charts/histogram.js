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
    const head = 6 + 18 * marks.length;
    const height = head + Math.round(Math.max(150, Math.min(260, 0.35 * width)));
    const marginLeft = marginFor(kind(c.count), [0, most], height - head);
    const scale = (x) => marginLeft + ((x - low) / (high - low || 1)) * (width - marginLeft - 16);
    const middle = (row) => (row.number(c.from) + row.number(c.to)) / 2;
    const named = marks.map((mark, i) => {
      const left = scale(mark.x) + textWidth(mark.label) + 10 > width; // words to the left of their rule
      return [
        ruleX([mark.x], {stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3", insetTop: 18 * i - head + 6}),
        text([mark], {
          x: "x",
          text: "label",
          frameAnchor: "top",
          dx: left ? -6 : 6,
          dy: 18 * i - head + 12,
          textAnchor: left ? "end" : "start",
          fill: "var(--ink)",
          stroke: "var(--paper)",
          strokeWidth: 4,
        }),
      ];
    });
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
