/** One figure of the report: its table, what of it is chosen, and the chart of that. */
import {kinds} from "./charts/kinds.js";
import {element} from "./dom.js";
import {choiceLabel} from "./format.js";
import {canBeEnlarged} from "./picture.js";
import {chosenRows, readTable} from "./table.js";

/**
 * @typedef {object} Drawing  what a chart is drawn from
 * @property {import("./table.js").Row[]} rows        chosen
 * @property {import("./table.js").Row[]} all         whatever is chosen: series keep their signs
 * @property {import("./table.js").Column[]} columns
 * @property {Object<string, string>} channels
 * @property {number} width                           pixels
 * @property {function(string): string} kind          of the numbers in a column
 */

export class Figure {
  /** @param {HTMLElement} figure  as the page has it, or made the same way */
  constructor(figure) {
    this.figure = figure;
    this.chart = figure.querySelector(".chart");
    this.heading = figure.querySelector("h3");
    this.finding = this.heading.textContent;
    this.details = figure.querySelector("details");
    this.spec = figure.dataset.chart ? JSON.parse(figure.dataset.chart) : null;
    this.dimensions = (figure.dataset.follows ?? "").split(/\s+/).filter(Boolean);
    const table = figure.querySelector("table");
    Object.assign(this, table ? readTable(table) : {columns: [], rows: []});
    this.chosen = this.rows;
    if (table) this.#alignNumbers();
    if (this.spec || this.chart?.firstElementChild) this.#showPictureFirst();
    if (this.dimensions.length > 0)
      this.hint = this.heading.insertAdjacentElement("afterend", element("p", {class: "hint"}));
    if (this.spec) {
      this.observer = new ResizeObserver(() => requestAnimationFrame(() => this.draw()));
      this.observer.observe(this.chart);
    }
  }

  /** What a reader can choose here. @param {string} dimension @returns {string[]} without "" */
  options(dimension) {
    if (!this.dimensions.includes(dimension)) return [];
    return [...new Set(this.rows.map((row) => row.value(dimension)))].filter((value) => value !== "");
  }

  /** Shows those rows, in table and chart. @param {Object<string, string>} choice  dimension to value, "" for all */
  follow(choice) {
    if (this.dimensions.length === 0) return;
    const {rows, taken} = chosenRows(this.rows, this.dimensions, choice);
    this.chosen = rows;
    const kept = new Set(rows);
    for (const row of this.rows) row.line.hidden = !kept.has(row);
    const held = this.dimensions.filter((dimension) => taken[dimension]);
    const words = held.map((dimension) => choiceLabel(dimension, taken[dimension])).join(", ");
    const subject = this.figure.dataset.subject || this.finding;
    this.heading.textContent = held.length > 0 ? `${subject}: ${words}` : this.finding;
    const without = this.dimensions.filter((dimension) => choice[dimension] && taken[dimension] === "");
    this.hint.textContent = without
      .map(
        (dimension) =>
          `Nothing by ${choiceLabel(dimension, choice[dimension])} here: ${choiceLabel(dimension, "")} shown.`,
      )
      .join(" ");
    this.draw(undefined, true);
  }

  /**
   * @param {number} [width]         pixels; of the room there is by default
   * @param {boolean} [again=false]  even if that was the width before
   */
  draw(width = this.chart?.clientWidth, again = false) {
    const kind = this.spec && kinds[this.spec.kind];
    if (!kind || !width || (!again && width === this.width)) return;
    this.width = width;
    const channels = this.spec.channels ?? {};
    const kindOf = (key) => {
      const found = this.columns.find((column) => column.key === key)?.kind ?? "number";
      return found === "text" ? "number" : found;
    };
    const drawing = {rows: this.chosen, all: this.rows, columns: this.columns, channels, width, kind: kindOf};
    const axis = (text, side) => (text ? [element("p", {class: `axis-title ${side}`}, text)] : []);
    this.chart.replaceChildren(...axis(channels.y_axis, "y"), ...kind(drawing), ...axis(channels.x_axis, "x"));
  }

  /** Lets go of the page. */
  release() {
    this.observer?.disconnect();
  }

  /** A picture with a name and a text alternative; its numbers one key press away. */
  #showPictureFirst() {
    const description = this.figure.querySelector(".description");
    this.heading.id ||= `${this.figure.id}-title`;
    if (!this.spec) canBeEnlarged(this.chart, this.figure.dataset.subject || this.finding);
    const picture = this.spec ? this.chart : this.chart.firstElementChild;
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-labelledby", this.heading.id);
    if (description) {
      description.id ||= `${this.figure.id}-description`;
      picture.setAttribute("aria-describedby", description.id);
    }
    this.figure.classList.add("drawn");
    if (this.details) this.details.open = false;
  }

  /** Cells of numbers stand to the right, those that are not known too. */
  #alignNumbers() {
    const numbers = this.columns.filter((column) => column.kind !== "text").map((column) => column.key);
    for (const row of this.rows) for (const key of numbers) row.cells.get(key)?.classList.add("number");
  }
}
