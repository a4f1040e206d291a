/**
 * One dot for every row, a replication say. Channels: x, y; series; facet; sampled: what the dots are a sample of.
 */
import {dot} from "@observablehq/plot";
import {legend} from "../legend.js";
import {extentOf, inPanels} from "../panels.js";
import {keptSign, sign, signsOf} from "../signs.js";
import {tip} from "../tip.js";
import {airy, frame, marginFor, ruleAtX, ruleAtY, valuesAlongX, valuesAlongY, withZero} from "./frame.js";
import {element} from "../dom.js";

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function points(drawing) {
  const {channels: c, rows, all, columns, kind} = drawing;
  const signs = c.series ? signsOf(all.map((row) => row.text(c.series))) : new Map();
  const x = (row) => row.number(c.x);
  const y = (row) => row.number(c.y);
  const across = airy(withZero(extentOf(rows, [c.x])));
  const title = (key) => columns.find((column) => column.key === key)?.title ?? key;

  const draw = (some, width, range) => {
    const height = Math.round(Math.max(220, Math.min(420, 0.6 * width)));
    const domain = airy(range);
    const marginLeft = marginFor(kind(c.y), domain, height);
    const signOf = (row) => signs.get(row.text(c.series)) ?? (c.facet && keptSign(row.text(c.facet))) ?? sign(0);
    const words = (row) => [
      c.series && row.text(c.series),
      `${title(c.x)}: ${row.text(c.x)}`,
      `${title(c.y)}: ${row.text(c.y)}`,
    ];
    return frame({
      width,
      height,
      marginLeft,
      marginRight: 16,
      marginTop: 8,
      marginBottom: 30,
      x: {domain: across},
      y: {domain, label: null},
      color: {type: "identity"},
      symbol: {type: "identity"},
      marks: [
        valuesAlongX(kind(c.x), across, width - marginLeft),
        valuesAlongY(kind(c.y), height),
        ruleAtX(0, across),
        ruleAtY(0, domain),
        dot(some, {
          x,
          y,
          fill: (row) => signOf(row).colour,
          symbol: (row) => signOf(row).symbol,
          fillOpacity: 0.65,
          r: 2.5,
        }),
        tip(some, {x, y}, (row) => words(row).filter(Boolean).join("\n")),
      ],
    });
  };
  const note = c.sampled ? [element("p", {class: "panel-note"}, c.sampled)] : [];
  return [...legend(signs, "dot"), ...inPanels(drawing, (some) => withZero(extentOf(some, [c.y])), draw, 320), ...note];
}
