/**
 * On paper every chart is as wide as the page, and tables are open: short ones, those without a chart, and those that
 * the reader has opened. Fifty pages of weeks would hide the charts. Pictures too large for a page come in parts.
 */

import {partsForPaper} from "./picture.js";

const short = 60; // rows
const pageWidth = 680; // pixels: A4 less the margins that style.css gives it

/** @param {function(): import("./figure.js").Figure[]} figures  all there are now */
export function preparePrint(figures) {
  let closed = [];
  let parts = [];
  window.addEventListener("beforeprint", () => {
    closed = figures()
      .filter((figure) => figure.details && !figure.details.open && figure.chosen.length <= short)
      .map((figure) => figure.details);
    for (const details of closed) details.open = true;
    for (const figure of figures()) figure.draw(pageWidth);
    for (const box of document.querySelectorAll(".picture")) {
      const title = box.closest("figure").querySelector("h3").textContent;
      const own = partsForPaper(box.querySelector("svg"), title);
      box.classList.toggle("in-parts", own.length > 0);
      box.after(...own);
      parts.push(...own);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    for (const part of parts) part.remove();
    parts = [];
    for (const figure of figures()) figure.draw();
  });
}
