/**
 * On paper every chart is as wide as the page, and tables are open: short ones, those without a chart, and those that
 * the reader has opened. Fifty pages of weeks would hide the charts.
 */

const short = 60; // rows
const pageWidth = 680; // pixels: A4 less the margins that style.css gives it

/** @param {function(): import("./figure.js").Figure[]} figures  all there are now */
export function preparePrint(figures) {
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = figures()
      .filter((figure) => figure.details && !figure.details.open && figure.chosen.length <= short)
      .map((figure) => figure.details);
    for (const details of closed) details.open = true;
    for (const figure of figures()) figure.draw(pageWidth);
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    for (const figure of figures()) figure.draw();
  });
}
