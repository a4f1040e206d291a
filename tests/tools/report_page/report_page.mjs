// What must hold of report.html in a browser. Last line of the output: how many expectations held, how many did not.
//   CHROMIUM=PROGRAM node report_page.mjs RESULT_FOLDER FRONT_END_FOLDER
import {chromium} from "playwright-core";
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {accessible} from "./accessible.mjs";
import {choices, keyboard} from "./choices.mjs";
import {numbers} from "./numbers.mjs";
import {paper} from "./paper.mjs";
import {rendering, withoutScript, withoutUnpacking} from "./rendering.mjs";
import {pictures} from "./pictures.mjs";
import {sample, strange} from "./sample.mjs";

const [folder, frontEnd] = process.argv.slice(2).map((each) => resolve(each));
const counts = {held: 0, broken: 0};
let part = "";

/** One line of the count. @param {string} what @param {boolean} holds @param {*} [found]  shown if it does not hold */
function expect(what, holds, found) {
  if (holds) counts.held += 1;
  else {
    counts.broken += 1;
    console.log(`FAILED: ${part}: ${what}`, found === undefined ? "" : JSON.stringify(found).slice(0, 600));
  }
}

const scratch = mkdtempSync(join(tmpdir(), "report-page-"));
const browser = await chromium.launch({executablePath: process.env.CHROMIUM, chromiumSandbox: false});

/** Opens a page and watches it. @param {function(): void} [prepare]  runs in the page before its own script */
async function open(address, options = {}, prepare = null) {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options});
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  if (prepare) await page.addInitScript(prepare);
  await page.goto(address);
  if (options.javaScriptEnabled !== false) {
    await page.waitForSelector("figure.drawn");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  return {page, context, said, asked};
}

async function pageHolds(file) {
  const address = `file://${file}`;
  const bench = {open, expect, address, scratch};
  await rendering(bench);
  await accessible(bench);
  await keyboard(bench);
  await choices(bench);
  await paper(bench);
  await pictures(bench);
  await withoutScript(bench);
  await withoutUnpacking(bench);
}

try {
  part = "sample";
  const file = join(scratch, "sample.html");
  const [script, style] = ["report.js", "report.css"].map((name) => readFileSync(join(frontEnd, name), "utf8"));
  writeFileSync(file, sample(script, style));
  await pageHolds(file);
  const {page, context} = await open(`file://${file}`);
  expect("names are shown as text", (await page.locator("main").innerText()).includes(strange));
  expect(
    "names are no markup",
    await page.evaluate(
      () => document.querySelector("[onclick]") === null && document.title === "A sample of the report",
    ),
  );
  await context.close();

  part = "report.html";
  const report = join(folder, "report.html");
  expect("it is under 1.5 MB", statSync(report).size < 1.5e6, statSync(report).size);
  await pageHolds(report);
  await numbers({open, expect, address: `file://${report}`}, folder);
} finally {
  await browser.close();
  rmSync(scratch, {recursive: true});
}
console.log(`${counts.held} ${counts.broken}`);
