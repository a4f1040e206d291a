/** The page printed to PDF. */
import {execFileSync} from "node:child_process";
import {join} from "node:path";

const plain = (text) => text.replace(/[\s\u00ad]+/g, "").replaceAll("\u2010", "-");

export async function paper({open, expect, address, scratch}) {
  const {page, context} = await open(address, {colorScheme: "dark"});
  // What charts are while they are printed, noted after the page has prepared itself.
  await page.evaluate(() =>
    addEventListener("beforeprint", () => {
      window.printed = [...document.querySelectorAll("figure[data-chart]")].map((figure) => ({
        id: figure.id,
        width: Math.max(...[...figure.querySelectorAll(".chart svg")].map((svg) => Number(svg.getAttribute("width")))),
        open: figure.querySelector("details").open,
        rows: [...figure.querySelectorAll("tbody tr")].filter((row) => !row.hidden).length,
      }));
    }),
  );
  const file = join(scratch, "page.pdf");
  await page.pdf({path: file, preferCSSPageSize: true});
  const printed = await page.evaluate(() => window.printed ?? []);
  expect(
    "charts are drawn to the width of the paper",
    printed.length > 0 && printed.every(({width}) => width > 150 && width <= 700),
    printed,
  );
  expect(
    "short tables are open on paper",
    printed.every(({open: isOpen, rows}) => isOpen || rows > 60),
    printed,
  );
  const text = plain(execFileSync("pdftotext", ["-layout", file, "-"], {encoding: "utf8", maxBuffer: 1 << 28}));
  const titles = await page.evaluate(() =>
    [...document.querySelectorAll("main h3")].map((heading) => heading.textContent),
  );
  const missing = titles.filter((title) => !text.includes(plain(title)));
  expect(`all ${titles.length} titles are on paper`, missing.length === 0, missing);
  const labels = await page.evaluate(() =>
    [...document.querySelectorAll("figure[data-chart]")].map((figure) => [
      figure.id,
      [...figure.querySelectorAll(".chart text")].map((word) => word.textContent).filter((word) => word.trim() !== ""),
    ]),
  );
  const empty = labels.filter(([, words]) => !words.some((word) => text.includes(plain(word)))).map(([id]) => id);
  expect("every chart has its words on paper", empty.length === 0, empty);
  expect("tables are closed again afterwards", (await page.locator("figure[data-chart] details[open]").count()) === 0);
  await context.close();
}
