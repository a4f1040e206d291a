/** Accessibility, by axe-core. */
import {createRequire} from "node:module";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export async function accessible({open, expect, address}) {
  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 1440],
    ["light", 360],
  ]) {
    const {page, context} = await open(address, {colorScheme, viewport: {width, height: 900}});
    await page.addScriptTag({path: axe});
    // Closed tables are looked at too, the first rows of each: the others are like them.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const body of document.querySelectorAll("tbody")) [...body.rows].slice(5).forEach((row) => row.remove());
    });
    const violations = await page.evaluate(async () =>
      (await axe.run()).violations.map(({id, impact, nodes}) => ({
        id,
        impact,
        at: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)),
      })),
    );
    const grave = violations.filter(({impact}) => ["serious", "critical"].includes(impact));
    expect(`axe-core finds nothing serious, ${colorScheme}, ${width} pixels`, grave.length === 0, grave);
    await context.close();
  }
}
