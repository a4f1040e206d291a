/** The page printed to PDF. */
import {execFileSync} from "node:child_process";
import {join} from "node:path";

const plain = (text) => text.replace(/[\s\u00ad\u2060]+/g, "").replaceAll("\u2010", "-");

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
  // The browser would print everything smaller for one table that is wider than the paper.
  await page.emulateMedia({media: "print"});
  await page.setViewportSize({width: 680, height: 900});
  const wide = await page.evaluate(() => {
    const closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
    const found = [...document.querySelectorAll("table")].filter((table) => table.scrollWidth > 681);
    for (const details of closed) details.open = false;
    return found.map((table) => [table.closest("figure").id, table.scrollWidth]);
  });
  expect("no table is wider than the paper", wide.length === 0, wide);
  await page.emulateMedia({media: null});
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
  const pages = execFileSync("pdfinfo", ["-l", "1000", file], {encoding: "utf8"});
  const sizes = [...pages.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+)/g)];
  const across = sizes.filter(([, width, height]) => Number(width) > Number(height)).length;
  const large = await page.locator(".picture").count();
  expect(`${large} large pictures are printed across the page, in parts`, across >= 3 * large, across);
  expect("the parts are gone from the screen", (await page.locator(".part").count()) === 0);
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
