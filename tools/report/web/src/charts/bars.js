/**
 * A bar from 0 for every row. Channels: label, x; low, high: an interval; series: bars of one label are stacked, those
 * below 0 to the left, without intervals; facet.
 */
import {barX, ruleY} from "@observablehq/plot";
import {roomFor} from "../labels.js";
import {legend} from "../legend.js";
import {extentOf, inPanels} from "../panels.js";
import {keptSign, sign, signsOf} from "../signs.js";
import {tip, withInterval} from "../tip.js";
import {airy, frameOfRows, namesAlongY, ruleAtX, thin, valuesAlongX, withZero} from "./frame.js";

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function bars(drawing) {
  const {channels: c, rows, all, kind} = drawing;
  const signs = c.series ? signsOf(all.map((row) => row.text(c.series))) : new Map();
  const signOf = (row) => (c.series ? signs.get(row.text(c.series)) : (keptSign(row.text(c.label)) ?? sign(0)));
  /** Rows whose bar is not part of a stack. */
  const alone = (some) => some.filter((row) => some.filter((r) => r.text(c.label) === row.text(c.label)).length === 1);
  const shown = new Set(rows.map((row) => row.text(c.series)));

  const extent = (some) => {
    const ends = endsOf(some, c);
    return withZero(
      extentOf(
        alone(some),
        [c.low, c.high],
        ends.flatMap(({from, to}) => [from, to]),
      ),
    );
  };
  const draw = (some, width, range) => {
    const names = [...new Set(some.map((row) => row.text(c.label)))];
    const room = roomFor(
      drawing.rows.map((row) => row.text(c.label)),
      width,
    );
    const height = Math.max(30, 15 * room.lines + 10);
    const domain = airy(range);
    const ends = endsOf(some, c);
    const place = {y: ({row}) => row.text(c.label), x1: "from", x2: "to", ...thin(height)};
    const interval =
      c.low && c.high
        ? [
            ruleY(alone(some), {
              y: (row) => row.text(c.label),
              x1: (row) => row.number(c.low),
              x2: (row) => row.number(c.high),
              stroke: "var(--ink)",
              strokeWidth: 1.5,
            }),
          ]
        : [];
    const words = ({row}) => [row.text(c.label), c.series && row.text(c.series), withInterval(row, c.x, c.low, c.high)];
    return frameOfRows(
      names,
      {width, height, margin: room.margin, padding: 0.25, domain},
      {
        marks: [
          valuesAlongX(kind(c.x), domain, width - room.margin),
          barX(ends, {...place, fill: ({row}) => signOf(row).colour, stroke: "var(--paper)", strokeWidth: 0.75}),
          [...new Set(ends.map(({row}) => signOf(row).hatch))]
            .filter((hatch) => hatch !== "none")
            .map((hatch) =>
              barX(
                ends.filter(({row}) => signOf(row).hatch === hatch),
                {...place, fill: hatch},
              ),
            ),
          interval,
          ruleAtX(0, domain),
          namesAlongY(room),
          tip(
            ends,
            {y: place.y, x: ({from, to}) => (from + to) / 2},
            (end) => words(end).filter(Boolean).join("\n"),
            "xy",
          ),
        ],
      },
    );
  };
  const named = new Map([...signs].filter(([name]) => shown.has(name)));
  return [...legend(named, "area"), ...inPanels(drawing, extent, draw, 340)];
}

/** Where each bar begins and ends: one upon the other with series, on its side of 0. */
function endsOf(rows, c) {
  const reached = new Map();
  return rows
    .filter((row) => Number.isFinite(row.number(c.x)))
    .map((row) => {
      const value = row.number(c.x);
      if (!c.series) return {row, from: 0, to: value};
      const side = `${row.text(c.label)}\n${value < 0}`;
      const from = reached.get(side) ?? 0;
      reached.set(side, from + value);
      return {row, from, to: from + value};
    });
}
