/** A figure's numbers are read from the table beneath it, so that chart and table cannot differ. */

/**
 * @typedef {object} Column
 * @property {string} key    what charts call it
 * @property {string} title  its heading
 * @property {string} kind   "text", "number", "money" or "share"
 */

/** A row of a table on the page. */
export class Row {
  /** @param {HTMLTableRowElement} line @param {Column[]} columns */
  constructor(line, columns) {
    this.line = line;
    this.cells = new Map(columns.map((column, i) => [column.key, line.cells[i]]));
  }

  /** @param {string} key @returns {string} what the cell stands for: a day, a name; "" without such a cell */
  value(key) {
    const cell = this.cells.get(key);
    return cell ? (cell.dataset.v ?? cell.textContent).trim() : "";
  }

  /** @param {string} key @returns {string} what the reader sees */
  text(key) {
    return this.cells.get(key)?.textContent.trim() ?? "";
  }

  /** @param {string} key @returns {number} NaN for what is not known */
  number(key) {
    const value = this.cells.get(key)?.dataset.v;
    return value === undefined || value === "" ? NaN : Number(value);
  }
}

/**
 * @param {HTMLTableElement} table
 * @returns {{columns: Column[], rows: Row[]}}
 */
export function readTable(table) {
  const columns = [...table.tHead.rows[0].cells].map((heading) => ({
    key: heading.dataset.key ?? "",
    title: heading.textContent.trim(),
    kind: heading.dataset.kind ?? "text",
  }));
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((line) => new Row(line, columns));
  return {columns, rows};
}

/**
 * Those rows that a choice leaves. A dimension without a row for what is chosen falls back to the row for all; one that
 * has no such row either is not chosen by.
 * @param {Row[]} rows
 * @param {string[]} dimensions            keys of columns, "year"
 * @param {Object<string, string>} choice  dimension to value; "" or absent for all
 * @returns {{rows: Row[], taken: Object<string, string>}} taken: what each dimension was held at
 */
export function chosenRows(rows, dimensions, choice) {
  const taken = {};
  for (const dimension of dimensions) {
    const wanted = [choice[dimension] ?? "", ""].find((value) => rows.some((row) => row.value(dimension) === value));
    if (wanted === undefined) continue;
    taken[dimension] = wanted;
    rows = rows.filter((row) => row.value(dimension) === wanted);
  }
  return {rows, taken};
}
