/** Pictures larger than the screen: their size is chosen by keys and buttons, and they are moved about in. */

const sizeOf = (page) =>
  page.evaluate(() => {
    const box = document.querySelector(".picture");
    const svg = box.querySelector("svg");
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return {scale, width: svg.getBoundingClientRect().width, room: box.clientWidth, left: box.scrollLeft};
  });

export async function pictures({open, expect, address}) {
  const {page, context} = await open(address);
  const box = page.locator(".picture").first();
  const sizes = page.locator(".sizes").first();
  const fitted = await sizeOf(page);
  expect("a picture is fitted to the page", Math.abs(fitted.width - fitted.room) <= 2, fitted);
  const press = async (text) => {
    await sizes.getByRole("button", {name: new RegExp(`^${text}:`)}).press("Enter");
    return sizeOf(page);
  };
  const read = await press("Size to read");
  expect("its words are made large enough to read", read.scale >= 1.15, read);
  expect("the size is said", /^\d+ % of the width$/.test(await sizes.getByRole("status").innerText()));
  expect("it gets larger", (await press("Larger")).width > read.width);
  expect("and smaller", Math.abs((await press("Smaller")).width - read.width) < 3);
  await box.focus();
  const before = await sizeOf(page);
  await page.keyboard.press("ArrowRight");
  await page
    .waitForFunction((left) => document.querySelector(".picture").scrollLeft > left, before.left, {timeout: 3000})
    .catch(() => {});
  expect("arrow keys move about in it", (await sizeOf(page)).left > before.left, before);
  await page.keyboard.press("+");
  expect("+ enlarges it", (await sizeOf(page)).width > before.width);
  await page.keyboard.press("0");
  const again = await sizeOf(page);
  expect("0 fits it again", again.width === fitted.width, again);
  expect(
    "it has a name",
    Boolean(await box.getAttribute("aria-label")) && (await box.getAttribute("role")) === "region",
  );
  await page.setViewportSize({width: 900, height: 900});
  const narrower = await sizeOf(page);
  expect("it stays fitted", Math.abs(narrower.width - narrower.room) <= 2, narrower);
  await context.close();

  const phone = await open(address, {viewport: {width: 360, height: 740}});
  const there = await sizeOf(phone.page);
  expect("on a phone it can be read at once", there.scale >= 1 && there.room < 360, there);
  await phone.context.close();
}
