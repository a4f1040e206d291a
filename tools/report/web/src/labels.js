/** Room for the names of rows, which may be long, beside a chart which may be narrow. */

const font = '12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const em = 12;
let canvas;

/** @param {string} text @returns {number} pixels */
export function textWidth(text) {
  canvas ??= document.createElement("canvas").getContext("2d");
  canvas.font = font;
  return canvas.measureText(text).width;
}

/**
 * @typedef {object} Room
 * @property {number} margin     left of the axis, pixels
 * @property {number} lineWidth  where names are wrapped, ems
 * @property {number} lines      that the longest takes
 * @property {function(string): string} breakable  a name that can be broken in words too long for a line
 */

/**
 * @param {string[]} names  of rows
 * @param {number} width    of the chart, pixels
 * @returns {Room}
 */
export function roomFor(names, width) {
  const longest = Math.max(0, ...names.map(textWidth));
  const room = Math.max(40, Math.min(longest + 4, 0.4 * width, 320));
  // The library takes letters for narrower than some fonts have them.
  const line = longest + 4 <= room ? 1e3 : 0.9 * room;
  const breakable = (name) =>
    name
      .split(/(\s+)/)
      .map((word) => broken(word, 0.8 * line))
      .join("");
  const lines = Math.max(1, ...names.map((name) => linesOf(breakable(name), line)));
  return {margin: Math.ceil(room) + 14, lineWidth: line / em, lines, breakable};
}

/** A word with soft hyphens where it would not fit. */
function broken(word, room) {
  let parts = "";
  let line = "";
  for (const character of word) {
    if (line !== "" && textWidth(line + character) > room) {
      parts += `${line}\u00ad`;
      line = "";
    }
    line += character;
  }
  return parts + line;
}

/** How many lines a text takes, broken at blanks and soft hyphens. */
function linesOf(text, room) {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/\s+|\u00ad/)) {
    const length = textWidth(`${word} `);
    if (used > 0 && used + length > room) {
      lines += 1;
      used = 0;
    }
    used += length;
  }
  return lines;
}
