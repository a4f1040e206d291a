/**
 * Lines over time or over a number. Channels: x (a day, a number or a name), y; low, high: a band; series; facet; rule:
 * a number.
 */
import {areaY, axisX, dot, line} from "@observablehq/plot";
import {day, month, tick} from "../format.js";
import {textWidth} from "../labels.js";
import {legend} from "../legend.js";
import {extentOf, inPanels} from "../panels.js";
import {signsOf} from "../signs.js";
import {tip, withInterval} from "../tip.js";
import {airy, frame, marginFor, ruleAtY, valuesAlongY} from "./frame.js";

const few = 15; // so many places on the x axis are marked with dots

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function lines(drawing) {
  const {channels: c, rows, all, kind} = drawing;
  const signs = signsOf(all.map((row) => row.text(c.series)));
  const shown = [...signs].filter(([name]) => rows.some((row) => row.text(c.series) === name));
  const place = placesOf(rows, c.x, kind(c.x));
  const places = new Set(rows.map((row) => row.value(c.x))).size;
  const also = c.rule === undefined ? [] : [Number(c.rule)];
  const extent = (some) => {
    const [low, high] = extentOf(some, [c.y, c.low, c.high], also);
    return low > 0 && (c.facet || low < 0.6 * high) ? [0, high] : [low, high]; // panels are compared: from 0
  };

  const drawPanel = (some, width, range) => {
    const known = some.filter((row) => Number.isFinite(row.number(c.y)));
    const height = Math.round(Math.max(180, Math.min(340, 0.5 * width)));
    const domain = airy(range);
    const marginLeft = marginFor(kind(c.y), domain, height);
    const y = (row) => row.number(c.y);
    const marks = shown.flatMap(([name, sign]) => {
      const own = known.filter((row) => row.text(c.series) === name);
      const path = own.map((row) => ({row, x: place.at(row)}));
      const band =
        c.low && c.high
          ? [
              areaY(path, {
                x: "x",
                y1: ({row}) => row.number(c.low),
                y2: ({row}) => row.number(c.high),
                fill: sign.colour,
                fillOpacity: 0.18,
              }),
            ]
          : [];
      const dots = places <= few ? [dot(own, {x: place.at, y, fill: sign.colour, symbol: sign.symbol, r: 3.5})] : [];
      return [
        ...band,
        line(path, {
          x: "x",
          y: ({row}) => y(row),
          stroke: sign.colour,
          strokeWidth: 2,
          strokeDasharray: sign.dash,
        }),
        ...dots,
      ];
    });
    const words = (row) => [c.series && row.text(c.series), row.text(c.x), withInterval(row, c.y, c.low, c.high)];
    return frame({
      width,
      height,
      marginLeft,
      marginRight: 18,
      marginTop: 8,
      marginBottom: 36,
      x: {type: place.type, domain: place.domain, label: null},
      y: {domain, label: null},
      symbol: {type: "identity"},
      marks: [
        valuesAlongY(kind(c.y), height),
        axisX({...place.axis(width - marginLeft), tickSize: 4, label: null}),
        ruleAtY(also[0] ?? NaN, domain),
        marks,
        tip(known, {x: place.at, y}, (row) => words(row).filter(Boolean).join("\n")),
      ],
    });
  };
  return [...legend(new Map(shown), "line"), ...inPanels(drawing, extent, drawPanel)];
}

/** How the places on the x axis are read: days, numbers, or names in their order. */
function placesOf(rows, key, kind) {
  const ticks = (width) => Math.max(2, Math.min(9, Math.floor(width / 75)));
  const thinned = (list, each, width) => {
    const step = Math.ceil((list.length * each) / Math.max(width, each));
    return list.filter((_, i) => i % step === 0);
  };
  if (rows.every((row) => day(row.value(key)) !== null)) {
    const days = [...new Set(rows.map((row) => row.value(key)))].sort().map(day);
    return {
      type: "utc",
      domain: [days[0], days.at(-1)],
      at: (row) => day(row.value(key)),
      axis: (width) =>
        days.length > few
          ? {ticks: ticks(width)}
          : {ticks: thinned(days, textWidth("Nov 2012") + 16, width), tickFormat: month},
    };
  }
  if (rows.every((row) => Number.isFinite(row.number(key)))) {
    const values = [...new Set(rows.map((row) => row.number(key)))].sort((a, b) => a - b);
    return {
      type: "linear",
      domain: [values[0], values.at(-1)],
      at: (row) => row.number(key),
      axis: (width) => ({ticks: ticks(width), tickFormat: tick(kind)}),
    };
  }
  const names = [...new Set(rows.map((row) => row.text(key)))];
  const widest = Math.max(...names.map(textWidth), 1) + 8;
  return {
    type: "point",
    domain: names,
    at: (row) => row.text(key),
    axis: (width) => ({ticks: thinned(names, widest, width)}),
  };
}
