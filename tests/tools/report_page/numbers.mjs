/** Whether the numbers of the page are those of the files of the result folder. */
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {inflateSync} from "node:zlib";

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

/**
 * Whether a cell of the explorer's data is what a file has: rounded at the last figure of its interval, that being two
 * figures of its half-width, or at its own third figure where that says more; at the sixth without an interval.
 * @param {number[]|null|undefined} cell     mean, how far below and above it the interval ends
 * @param {Object<string, string>} [row]     of the file
 */
function isRounded(cell, row) {
  if (!cell || !row || row.mean === "") return !cell && (!row || row.mean === "");
  const [mean, low, high] = ["mean", "ci_low", "ci_high"].map((column) =>
    row[column] === "" ? NaN : Number(row[column]),
  );
  const place = (value, figures) => Math.floor(Math.log10(Math.abs(value))) - figures + 1;
  const half = (high - low) / 2;
  const places =
    half > 1e-9 * Math.abs(mean) ? [place(half, 2), mean === 0 ? Infinity : place(mean, 3)] : [place(mean, 6)];
  const unit = mean === 0 && places.length === 1 ? 0 : 10 ** Math.min(...places);
  const [shown, below, above = below] = cell;
  const near = (a, b) => Math.abs(a - b) <= 0.5001 * unit + 1e-12 * Math.abs(b);
  if (!near(shown, mean)) return false;
  return Number.isNaN(half) ? below === undefined : near(shown - below, low) && near(shown + above, high);
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
    packed: document.querySelector("script#measures").textContent,
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
  const measures = JSON.parse(inflateSync(Buffer.from(content.packed, "base64")).toString("utf8"));
  measuresAreTheFiles(measures, files, expect);
  everythingIsThere(measures, files["summary.csv"], expect);
  await explorerShowsThem({open, expect, address}, measures, files["summary.csv"]);
  tablesAreTheFiles(content.tables, files, expect);
  shownAsTheyAre(content.tables, expect);
}

/** What the explorer draws from. */
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
          compared += 1;
          if (!isRounded(estimate, row)) wrong.push([key, estimate, row]);
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

const least = 0.6; // so much of what has years must have them on the page, in a run as large as the tests'

/** Every metric and group that is not nil in every system. */
function everythingIsThere(measures, rows, expect) {
  const wanted = new Set(rows.filter((row) => Number(row.mean) !== 0).map((row) => `${row.metric}\n${row.group}`));
  const found = measures.values.map(([metric, group]) => `${measures.metrics[metric].name}\n${measures.groups[group]}`);
  const missing = [...wanted].filter((each) => !found.includes(each));
  expect(`all ${wanted.size} measures of summary.csv can be chosen`, missing.length === 0, missing.slice(0, 5));
  const yearly = measures.values.filter(([, , systems]) => systems[0].length > 1).length;
  expect(`${yearly} of them by year`, yearly >= least * wanted.size, [yearly, wanted.size]);
  const kinds = new Set(
    measures.values.filter(([, , systems]) => systems[0].length > 1).map(([metric]) => measures.metrics[metric].topic),
  );
  expect("not only the main ones", kinds.size > 3 && [...kinds].some((topic) => topic.startsWith("Service")), [
    ...kinds,
  ]);
}

/** A detail that is chosen is told by year, as the file has it. */
async function explorerShowsThem({open, expect, address}, measures, rows) {
  const [metric] = measures.values.findLast(
    ([number, group, systems]) =>
      group === 0 && systems[0].length > 1 && measures.metrics[number].topic.startsWith("Service"),
  );
  const {name} = measures.metrics[metric];
  const {page, context} = await open(`${address}#metric=${encodeURIComponent(name)}`);
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll("#explorer-years tbody tr")].map((line) =>
      [...line.cells].map((cell) => cell.dataset.v ?? cell.textContent),
    ),
  );
  const wrong = shown.filter(([system, year, mean, low, high]) => {
    const label = (text) => measures.labels[text] === system;
    const row = rows.find(
      (each) => label(each.system) && each.metric === name && each.year === year && each.group === "",
    );
    const [m, l, h] = [mean, low, high].map((text) => (Number.isFinite(Number(text)) ? Number(text) : NaN));
    return !isRounded(Number.isNaN(m) ? null : Number.isNaN(l) ? [m] : [m, m - l, h - m], row);
  });
  const lines = measures.systems.length * measures.years.length;
  expect(`${name} is shown by year`, shown.length === lines && wrong.length === 0, [
    shown.length,
    lines,
    wrong.slice(0, 3),
  ]);
  await context.close();
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
