/**
 * What a result would be at both ends of each input. Channels: label, low, high: the result at the low and the high
 * end; base: the result as it is (a number); low_label, high_label: those ends; facet.
 */
import {barX, text} from "@observablehq/plot";
import {roomFor, textWidth} from "../labels.js";
import {legend} from "../legend.js";
import {extentOf, inPanels} from "../panels.js";
import {sign} from "../signs.js";
import {tip} from "../tip.js";
import {airy, frameOfRows, namesAlongY, ruleAtX, thin, valuesAlongX} from "./frame.js";

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function tornado(drawing) {
  const {channels: c, kind} = drawing;
  const base = Number(c.base ?? 0);
  const ends = [
    {key: c.low, label: c.low_label, sign: sign(0), words: "input at its low end"},
    {key: c.high, label: c.high_label, sign: sign(1), words: "input at its high end"},
  ];
  const extent = (some) => extentOf(some, [c.low, c.high], [base]);

  const draw = (some, width, range) => {
    const names = [...new Set(some.map((row) => row.text(c.label)))];
    const room = roomFor(
      drawing.rows.map((row) => row.text(c.label)),
      width,
    );
    const height = Math.max(26, 15 * room.lines + 8);
    const inner = width - room.margin;
    const widest = Math.max(
      0,
      ...ends.filter((end) => end.label).flatMap((end) => some.map((row) => textWidth(row.text(end.label)))),
    );
    const named = widest > 0 && widest < 0.22 * inner;
    const [low, high] = airy(range);
    const air = named ? ((high - low) * (widest + 10)) / (inner - 2 * widest - 20) : 0;
    const domain = [low - air, high + air];
    const y = (row) => row.text(c.label);
    const bars = ends.map(({key, sign: {colour, hatch}, label}) => {
      const known = some.filter((row) => Number.isFinite(row.number(key)));
      const place = {y, x1: () => base, x2: (row) => row.number(key), ...thin(height)};
      // At its end of the bar; where both ends are on one side, the nearer one on the other side of the base.
      const nearer = (row) =>
        ends.some(
          (other) =>
            other.key !== key &&
            (row.number(other.key) - base) * (row.number(key) - base) > 0 &&
            Math.abs(row.number(other.key) - base) > Math.abs(row.number(key) - base),
        );
      const toRight = (row) => row.number(key) >= base !== nearer(row);
      const side = (right) =>
        text(
          known.filter((row) => toRight(row) === right),
          {
            x: (row) => (nearer(row) ? base : row.number(key)),
            y,
            text: (row) => row.text(label),
            textAnchor: right ? "start" : "end",
            dx: right ? 5 : -5,
            fill: "var(--muted)",
          },
        );
      const both = (which) => [
        barX(known.filter(which), {...place, fill: colour}),
        hatch === "none" ? null : barX(known.filter(which), {...place, fill: hatch}),
      ];
      return {
        far: both((row) => !nearer(row)),
        near: both(nearer),
        words: named && label ? [side(true), side(false)] : null,
      };
    });
    const words = (row) =>
      [
        y(row),
        ...ends.map(({key, label, words: end}) => `${end}${label ? ` (${row.text(label)})` : ""}: ${row.text(key)}`),
      ].join("\n");
    return frameOfRows(
      names,
      {width, height, margin: room.margin, padding: 0.25, domain},
      {
        marks: [
          valuesAlongX(kind(c.low), domain, inner),
          bars.map((bar) => bar.far),
          bars.map((bar) => bar.near),
          bars.map((bar) => bar.words),
          ruleAtX(base, domain),
          namesAlongY(room),
          tip(some, {y, x: () => base}, words, "y"),
        ],
      },
    );
  };
  return [
    ...legend(new Map(ends.map((end) => [end.words, end.sign])), "area"),
    ...inPanels(drawing, extent, draw, 340),
  ];
}
