/** What tells series apart: a colour, and a second sign for who cannot tell the colours apart. */
import {drawn} from "./dom.js";

const dashes = ["none", "7 3", "2 3", "9 3 2 3", "12 4", "1 4", "5 2 1 2", "4 4"];
const symbols = ["circle", "diamond", "square", "triangle", "star", "cross", "wye", "plus"];
const size = 8;

/** What each hatch is made of, on a square of `size`; the first colour has none. */
const hatches = [
  "",
  "M-2 2L2 -2M0 8L8 0M6 10L10 6",
  "M2 2h.01M6 6h.01",
  "M-2 2L2 -2M0 8L8 0M6 10L10 6M-2 6L2 10M0 0L8 8M6 -2L10 2",
  "M0 4H8",
  "M-2 6L2 10M0 0L8 8M6 -2L10 2",
  "M4 0V8",
  "M4 0V8M0 4H8",
];

/**
 * @typedef {object} Sign
 * @property {string} colour
 * @property {string} dash     of a line
 * @property {string} symbol   of a dot
 * @property {string} hatch    laid over an area: "none" or a pattern of this page
 */

/** @param {number} index  from 0 @returns {Sign} */
export const sign = (index) => ({
  colour: `var(--series-${(index % size) + 1})`,
  dash: dashes[index % size],
  symbol: symbols[index % size],
  hatch: index % size === 0 ? "none" : `url(#hatch-${index % size})`,
});

const known = new Map();
let kept = 0;

/**
 * Gives a series the same sign in every chart. Called for the systems in their order before anything is drawn.
 * @param {string[]} names  all that the series is called in tables
 */
export function keepSign(names) {
  if (names.some((name) => known.has(name))) return;
  for (const name of names) known.set(name, kept);
  kept += 1;
}

/** @param {string} name @returns {Sign|undefined} its sign if it has one on the whole page */
export const keptSign = (name) => (known.has(name) ? sign(known.get(name)) : undefined);

/**
 * @param {string[]} names  series of one chart in their order, repeated or not
 * @returns {Map<string, Sign>}
 */
export function signsOf(names) {
  const distinct = [...new Set(names)];
  const all = distinct.every((name) => known.has(name));
  return new Map(distinct.map((name, i) => [name, sign(all ? known.get(name) : i)]));
}

/** Puts the hatches on the page, for charts to refer to. */
export function placeHatches() {
  const patterns = hatches.map((path, i) =>
    drawn(
      "pattern",
      {id: `hatch-${i}`, width: size, height: size, patternUnits: "userSpaceOnUse"},
      drawn("path", {d: path, class: "hatch"}),
    ),
  );
  document.body.append(
    drawn(
      "svg",
      {class: "hatches", width: 0, height: 0, "aria-hidden": "true"},
      drawn("defs", {}, ...patterns.slice(1)),
    ),
  );
}
