/** Keyboard, what is chosen at the top, and links to it. */

export async function keyboard({open, expect, address}) {
  const {page, context} = await open(address);
  const controls = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")].filter(
      (control) => control.checkVisibility(),
    );
    all.forEach((control, i) => {
      control.dataset.control = String(i);
    });
    return all.map((control) => control.outerHTML.slice(0, 80));
  });
  const reached = new Set();
  const unseen = new Set();
  for (let i = 0; i < controls.length + 10; i += 1) {
    await page.keyboard.press("Tab");
    const [control, outlined] = await page.evaluate(() => [
      document.activeElement?.dataset.control ?? "",
      getComputedStyle(document.activeElement).outlineStyle !== "none",
    ]);
    if (control !== "" && !outlined) unseen.add(control);
    reached.add(control);
  }
  const missed = controls.filter((_, i) => !reached.has(String(i)));
  expect(`Tab reaches every one of ${controls.length} controls`, missed.length === 0, missed);
  expect(
    "focus is seen",
    unseen.size === 0,
    [...unseen].map((i) => controls[i]),
  );

  const summary = page.locator("figure[data-chart] summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  expect(
    "Enter opens the numbers",
    (await page.locator("figure[data-chart] details").first().getAttribute("open")) !== null,
  );
  await context.close();
}

const headings = (page) =>
  page.evaluate(() => [...document.querySelectorAll("main h3")].map((heading) => heading.textContent));
const hash = (page) => page.evaluate(() => location.hash);

/** What stands in every element that fits, shortened to a number each. */
const shortened = (page, selector) =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)].map((element) => {
        let sum = 0;
        for (const character of element.innerHTML) sum = (31 * sum + character.charCodeAt(0)) % 1000003;
        return sum;
      }),
    selector,
  );
const pictures = (page) => shortened(page, ".chart");
const tables = (page) => shortened(page, "tbody tr:not([hidden])");

export async function choices({open, expect, address}) {
  const {page, context} = await open(address);
  const selects = await page.locator(".choices select").evaluateAll((all) => all.map((select) => select.name));
  expect("there is something to choose", selects.includes("metric") && selects.includes("year"), selects);
  for (const name of selects) {
    const before = [await headings(page), await pictures(page), await tables(page)];
    await page.locator(`#choose-${name}`).focus();
    await page.keyboard.press("ArrowDown");
    if (name === "metric") await page.keyboard.press("ArrowDown"); // the first metric is shown anyway
    const chosen = await page.locator(`#choose-${name}`).inputValue();
    const after = [await headings(page), await pictures(page), await tables(page)];
    expect(`a ${name} is chosen by keyboard`, chosen !== "");
    expect(
      `the ${name} stands in the address`,
      (await hash(page)).includes(`${name}=${encodeURIComponent(chosen)}`),
      await hash(page),
    );
    // A single area has everybody's numbers, so that only what is said of them changes.
    const others = await page.locator(`#choose-${name} option`).count();
    const changing = name === "area" && others < 3 ? ["titles"] : ["titles", "charts", "tables"];
    for (const [i, what] of changing.entries())
      expect(`${what} follow the ${name}`, JSON.stringify(before[i]) !== JSON.stringify(after[i]));
    expect(`the ${name} is said`, (await page.locator(".choices [role=status]").innerText()) !== "");
  }
  const [link, titles, drawn] = [await hash(page), await headings(page), await pictures(page)];
  const again = await open(`${address}${link}`);
  expect("a link restores what was chosen", JSON.stringify(await headings(again.page)) === JSON.stringify(titles));
  expect("a link restores the charts", JSON.stringify(await pictures(again.page)) === JSON.stringify(drawn));
  expect(
    "a link to a metric leads to it",
    await again.page.locator("#explorer").evaluate((section) => section.getBoundingClientRect().top < innerHeight),
  );
  await again.context.close();

  await page.locator(".choices button").click();
  expect(
    "Clear takes the choice back",
    (await hash(page)) === "" && (await page.locator("#choose-year").inputValue()) === "",
  );
  const id = await page.locator("figure[data-chart]").nth(2).getAttribute("id");
  const to = await open(`${address}#${id}`);
  const off = await to.page
    .locator(`#${id}`)
    .evaluate(
      (it) => it.getBoundingClientRect().top - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop),
    );
  expect("a link to a figure leads to it", Math.abs(off) < 2, off);
  await to.context.close();
  const odd = await open(`${address}#metric=%E0%A4%A&year=1066&area=<b>`);
  expect(
    "an address of nothing known is no error",
    odd.said.length === 0 && (await odd.page.locator("#choose-year").inputValue()) === "",
    odd.said,
  );
  await odd.context.close();

  await page.locator("#find-metric").fill("incid");
  expect("metrics are found by their words", (await page.locator(".found button").count()) > 0);
  await page.locator(".found button").first().press("Enter");
  expect("a found metric is chosen", (await hash(page)).startsWith("#metric="));
  expect("it is drawn", (await page.locator("#explorer figure svg").count()) > 0);
  await context.close();
}
