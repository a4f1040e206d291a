/** How the page looks: charts, widths, themes; and without script. */

/** Every figure with a chart, as the browser has it. */
const figures = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("figure[data-chart]")].map((figure) => {
      const {kind, channels} = JSON.parse(figure.dataset.chart);
      const key = channels[{bars: "x", histogram: "count", intervals: "x", points: "y", sankey: "value"}[kind]];
      const column = [...figure.querySelectorAll("thead th")].findIndex((heading) => heading.dataset.key === key);
      const drawings = [...figure.querySelectorAll(".chart svg:not(.legend svg)")];
      const marks = kind === "sankey" ? ".flow" : "path, rect, circle, line";
      return {
        id: figure.id,
        title: figure.querySelector("h3")?.textContent.trim(),
        pictures: figure.querySelectorAll("[role=img]").length,
        described: [...figure.querySelectorAll("[role=img]")].every((picture) =>
          ["aria-labelledby", "aria-describedby"].every((name) =>
            document.getElementById(picture.getAttribute(name))?.textContent.trim(),
          ),
        ),
        sizes: drawings.map((svg) => [svg.getBoundingClientRect().width, svg.getBoundingClientRect().height]),
        marks: drawings.reduce((sum, svg) => sum + svg.querySelectorAll(marks).length, 0),
        // Rows that must be seen; of lines and the like, one at least.
        rows:
          [...figure.querySelectorAll("tbody tr:not([hidden])")].filter(
            (row) => Math.abs(Number(row.cells[column]?.dataset.v ?? NaN)) > 0,
          ).length || 1,
      };
    }),
  );

/** Words of charts that stand outside the page. */
const cutWords = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".chart text")]
      .filter((text) => text.checkVisibility() && text.textContent.trim() !== "")
      .filter((text) => {
        const {left, right, width} = text.getBoundingClientRect();
        return width > 0 && (left < 0 || right > document.documentElement.clientWidth);
      })
      .map((text) => text.textContent),
  );

/** Words of a histogram that lie upon its bars or on other words. */
const hiddenWords = (page) =>
  page.evaluate(() => {
    const meet = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return [...document.querySelectorAll("figure[data-chart*='\"histogram\"'] .chart svg:not(.legend svg)")].flatMap(
      (svg) => {
        const boxes = (tag) =>
          [...svg.querySelectorAll(tag)].map((part) => [part.getBoundingClientRect(), part.textContent]);
        const [words, bars] = [boxes("text"), boxes("rect")];
        return words
          .filter(([box, text], i) =>
            [...bars, ...words.slice(i + 1)].some(([other]) => text.trim() !== "" && box.width > 0 && meet(box, other)),
          )
          .map(([, text]) => text);
      },
    );
  });

/** Bars that stand alone on their line: how many, and how many have an interval, which is a line along them. */
const barsWithIntervals = (page, id) =>
  page.evaluate((figure) => {
    const drawn = (tag) => [...document.querySelectorAll(`#${figure} svg[class^="plot"] ${tag}`)];
    const along = drawn("line").filter((line) => line.getAttribute("y1") === line.getAttribute("y2"));
    const labels = [...document.querySelectorAll(`#${figure} tbody tr`)].map((row) => row.cells[0].textContent);
    const alone = labels.filter((label) => labels.indexOf(label) === labels.lastIndexOf(label));
    return [alone.length, along.length];
  }, id);

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Tables that move sideways within their box, and columns that are less wide than their words want. */
const scrolled = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".scroll")].flatMap((box) => {
      const id = box.closest("figure").id;
      const thin = [...box.querySelectorAll("th.sentences")].filter((heading) => heading.offsetWidth < 120);
      const isWide = box.querySelectorAll("th").length <= 13 && box.scrollWidth > box.clientWidth + 1;
      return [...thin.map((heading) => `${id}: ${heading.textContent}`), ...(isWide ? [id] : [])];
    }),
  );

/** Days in tables that take more than one line. */
const brokenDays = (page) =>
  page.evaluate(() => {
    const days = [...document.querySelectorAll("td")].filter((cell) =>
      /^\d{4}-\d\d-\d\d$/.test(cell.textContent.trim()),
    );
    const lines = (cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top))).size;
    };
    return [...new Set(days.filter((cell) => lines(cell) > 1).map((cell) => cell.closest("figure").id))];
  });

export async function rendering({open, expect, address}) {
  const {page, context, said, asked} = await open(address);
  const found = await figures(page);
  expect("it has charts", found.length > 0);
  for (const {id, title, described, pictures, sizes, marks, rows} of found) {
    expect(`${id} has a title`, Boolean(title));
    expect(`${id} has a text alternative`, pictures === 1 && described);
    const large = sizes.length > 0 && sizes.every(([width, height]) => width > 50 && height > 25);
    expect(`${id} is drawn`, large && marks >= rows, [sizes, marks, rows]);
  }
  const [bars, ends] = found.some(({id}) => id === "money-baseline")
    ? await barsWithIntervals(page, "money-baseline")
    : [0, 0];
  expect("bars of several kinds that stand alone have their intervals", bars === ends, [bars, ends]);
  expect("the tables of charts are closed", (await page.locator("figure[data-chart] details[open]").count()) === 0);
  await page.setViewportSize({width: 800, height: 900});
  await page.waitForTimeout(150);
  const narrower = await figures(page);
  expect(
    "charts follow the width of the window",
    narrower.every(({sizes}) => sizes.every(([width]) => width <= 800)) &&
      narrower.some(({sizes}, i) => sizes[0][0] !== found[i].sizes[0][0]),
  );
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--series-1"));
  const light = await colour();
  await page.emulateMedia({colorScheme: "dark"});
  expect("charts follow the theme", (await colour()) !== light);
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({width, height: 900});
    await page.waitForTimeout(150);
    expect(`nothing overflows at ${width} pixels`, (await overflow(page)) <= 0, await overflow(page));
    const cut = await cutWords(page);
    expect(`no words of a chart are cut at ${width} pixels`, cut.length === 0, cut);
    const hidden = await hiddenWords(page);
    expect(`words and bars of histograms keep apart at ${width} pixels`, hidden.length === 0, hidden);
    await page.evaluate(() =>
      document.querySelectorAll("details").forEach((details) => {
        details.open = true;
      }),
    );
    const broken = await brokenDays(page);
    expect(`no day of a table is broken at ${width} pixels`, broken.length === 0, broken);
    const tooWide = await scrolled(page);
    if (width === 1440)
      expect("tables of up to 13 columns fit, and none has a thin column of sentences", tooWide.length === 0, tooWide);
    expect(
      `nothing overflows at ${width} pixels with all tables open`,
      (await overflow(page)) <= 0,
      await overflow(page),
    );
    await page.evaluate(() =>
      document.querySelectorAll("figure[data-chart] details").forEach((details) => {
        details.open = false;
      }),
    );
  }
  expect("the console stays empty", said.length === 0, said);
  expect("nothing is fetched", asked.length === 1 && asked[0] === address, asked);
  await context.close();
}

export async function withoutScript({open, expect, address}) {
  const {page, context} = await open(address, {javaScriptEnabled: false});
  const tables = page.locator("figure table");
  const count = await tables.count();
  expect("there are tables without script", count > 0);
  let visible = 0;
  for (let i = 0; i < count; i += 1) visible += (await tables.nth(i).isVisible()) ? 1 : 0;
  expect("all tables are visible without script", visible === count, [visible, count]);
  await context.close();
}

/** A browser that cannot unpack the measures still shows everything else, and says so. */
export async function withoutUnpacking({open, expect, address}) {
  const {page, context, said} = await open(address, {}, () => delete window.DecompressionStream);
  const charts = await page.locator("figure[data-chart] .chart svg").count();
  expect("charts are drawn where measures cannot be unpacked", charts > 0);
  expect(
    "which is said",
    (await page.locator("#explorer").innerText()).includes("this browser is too old to unpack them") &&
      (await page.locator("nav a[href='#explorer']").count()) === 1 &&
      (await page.locator("#choose-metric").count()) === 0,
  );
  expect("and is no error", said.length === 0, said);
  await context.close();
}
