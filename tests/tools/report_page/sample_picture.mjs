/** A picture that is too large to be read where it is fitted to the page. @param {string} id @returns {string} HTML */
export const picture = (id) => `<figure id="${id}" data-subject="About ${id}"><h3>A large picture</h3>
<div class="chart picture" tabindex="0" role="region" aria-label="A large picture"><svg viewBox="0 0 3000 1500"
 width="3000pt" height="1500pt" font-size="11" aria-labelledby="${id}-name"><title id="${id}-name">Boxes</title>
<rect width="3000" height="1500" fill="white"/>${Array.from(
  {length: 60},
  (_, i) => `<text x="${40 + 290 * (i % 10)}"
 y="${80 + 250 * Math.floor(i / 10)}">box ${i + 1}</text>`,
).join("")}</svg></div>
<p class="description" id="${id}-description">Sixty boxes.</p></figure>`;
