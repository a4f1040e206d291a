/** Whether the numbers of the page are those of the files of the result folder. */
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";

/** @param {string} text @returns {Object<string, string>[]} rows by the names of the columns */
export function parseCsv(text) {
  const rows = [[""]];
  for (let i = 0, quoted = false; i < text.length; i += 1) {
    const c = text[i];
    const row = rows.at(-1);
    if (quoted && c === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ",") row.push("");
    else if (!quoted && c === "\n") rows.push([""]);
    else if (quoted || c !== "\r") row[row.length - 1] += c;
  }
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  const [names, ...lines] = rows;
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i] ?? ""])));
}

const triple = (mean, low, high) => `${Number(mean)} ${Number(low)} ${Number(high)}`;

/** Whether that is the number of a file, to six figures: ends may be unknown in both. */
function sixFigures(rounded, cell) {
  if (rounded === null || cell === "") return rounded === null && cell === "";
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(Number(cell)) || 1)) - 5);
  return Math.abs(rounded - Number(cell)) <= 0.501 * unit;
}

/**
 * @param {object} bench   open, expect and the address of the page
 * @param {string} folder  the result folder it is of
 */
export async function numbers({open, expect, address}, folder) {
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".csv"))
      .map((name) => [name, parseCsv(readFileSync(join(folder, name), "utf8"))]),
  );
  const {page, context} = await open(address, {javaScriptEnabled: false});
  const content = await page.evaluate(() => ({
    measures: JSON.parse(document.querySelector("script#measures").textContent),
    tables: [...document.querySelectorAll("figure")]
      .filter((figure) => figure.querySelector("table"))
      .map((figure) => ({
        id: figure.id,
        keys: [...figure.querySelectorAll("thead th")].map((heading) => heading.dataset.key),
        rows: [...figure.querySelectorAll("tbody tr")].map((line) =>
          [...line.cells].map((cell) => [cell.textContent, cell.dataset.v]),
        ),
      })),
  }));
  await context.close();
  measuresAreTheFiles(content.measures, files, expect);
  tablesAreTheFiles(content.tables, files, expect);
  shownAsTheyAre(content.tables, expect);
}

/** What the explorer draws from, to its six figures. */
function measuresAreTheFiles(measures, files, expect) {
  for (const [part, name, systems] of [
    ["values", "summary.csv", measures.systems],
    ["differences", "differences.csv", measures.systems.filter((system) => system !== measures.baseline)],
  ]) {
    const found = new Map(files[name].map((row) => [[row.system, row.metric, row.year, row.group].join("\n"), row]));
    let compared = 0;
    const wrong = [];
    for (const [metric, group, estimates] of measures[part]) {
      systems.forEach((system, s) =>
        estimates[s].forEach((estimate, period) => {
          const key = [
            system,
            measures.metrics[metric].name,
            period === 0 ? "" : measures.years[period - 1],
            measures.groups[group],
          ];
          const row = found.get(key.join("\n"));
          const same =
            estimate === null
              ? !row || row.mean === ""
              : row && ["mean", "ci_low", "ci_high"].every((column, i) => sixFigures(estimate[i], row[column]));
          compared += 1;
          if (!same) wrong.push([key, estimate, row]);
        }),
      );
    }
    expect(
      `${compared} of the explorer's ${part} are those of ${name}`,
      compared > 1000 && wrong.length === 0,
      wrong.slice(0, 3),
    );
  }
}

/** Where rows are put together from several of a file: their numbers stand in none. */
const puttingTogether = "quarter";

/** A mean with its interval stands together in some file, and the means by system are those of summary.csv. */
function tablesAreTheFiles(tables, files, expect) {
  const known = new Set(
    Object.values(files)
      .flat()
      .filter((row) => "mean" in row && "ci_low" in row)
      .map((row) => triple(row.mean, row.ci_low, row.ci_high)),
  );
  const means = new Map(
    files["summary.csv"]
      .filter((row) => row.group === "" && row.year === "")
      .map((row) => [`${row.system}\n${row.metric}`, Number(row.mean)]),
  );
  const systems = new Set(files["summary.csv"].map((row) => row.system));
  for (const {id, keys, rows} of tables) {
    const [mean, low, high] = ["mean", "ci_low", "ci_high"].map((key) => keys.indexOf(key));
    if (mean >= 0 && low >= 0 && high >= 0 && !keys.includes(puttingTogether)) {
      const stated = rows.filter((row) => row[mean][1] !== undefined && row[low][1] !== undefined);
      const strange = stated.filter((row) => !known.has(triple(row[mean][1], row[low][1], row[high][1])));
      expect(`${stated.length} intervals of ${id} stand in a file`, strange.length === 0, strange.slice(0, 3));
    }
    const metric = keys.indexOf("metric");
    const columns = keys.map((key, i) => [key, i]).filter(([key]) => systems.has(key));
    if (metric < 0 || columns.length === 0) continue;
    const wrong = rows.flatMap((row) =>
      columns
        .filter(
          ([system, i]) => row[i][1] !== undefined && Number(row[i][1]) !== means.get(`${system}\n${row[metric][0]}`),
        )
        .map(([system]) => [row[metric][0], system]),
    );
    expect(`${rows.length} rows of ${id} are those of summary.csv`, wrong.length === 0, wrong.slice(0, 3));
  }
}

const sizes = {"": 1, "%": 0.01, k: 1e3, m: 1e6, bn: 1e9};

/**
 * A shown number, and what its last figure counts. Noughts before the point are taken to be rounding; how far a nought
 * alone was rounded it does not say.
 * @returns {{shown: number, last: number} | null}  null if it is no number
 */
function numberIn(text) {
  const parts = /^([-\u2212+]?)£?([\d,.]+)(e[-+]?\d+)?\s*(%|k|m|bn)?$/.exec(text);
  if (!parts) return null;
  const [, sign, digits, exponent = "", unit = ""] = parts;
  const size = sizes[unit] * Number(`1${exponent}`);
  const [whole, decimals = ""] = digits.replaceAll(",", "").split(".");
  const noughts = /0*$/.exec(whole)[0].length % Math.max(1, whole.length);
  const shown = (/[-\u2212]/.test(sign) ? -1 : 1) * Number(digits.replaceAll(",", "")) * size;
  return {shown, last: size * (decimals === "" ? 10 ** noughts : 10 ** -decimals.length)};
}

/** What is shown is what the cell holds, rounded at its last figure that is not 0; a nought, as coarsely as its row. */
function shownAsTheyAre(tables, expect) {
  for (const {id, rows} of tables) {
    const wrong = [];
    for (const row of rows) {
      const cells = row.filter(([text, value]) => Number.isFinite(Number(value ?? NaN)) && /^\W*\d/.test(text));
      const read = cells.map(([text]) => numberIn(text));
      const coarsest = Math.max(...read.filter((number) => number?.shown).map((number) => number.last));
      cells.forEach(([text, value], i) => {
        const last = read[i]?.shown === 0 && Number.isFinite(coarsest) ? coarsest : read[i]?.last;
        if (!read[i] || !(Math.abs(read[i].shown - Number(value)) <= 0.5001 * last)) wrong.push([text, value]);
      });
    }
    expect(`${id} shows what its cells hold`, wrong.length === 0, wrong.slice(0, 5));
  }
}
