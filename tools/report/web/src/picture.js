/** A picture that came with the page, often larger than a screen: fitted to it, or larger, to be moved about in. */
import {drawn, element} from "./dom.js";

const small = 700; // so wide, a picture can be read as it is
const step = 1.5;
const readable = 1.2; // times the picture's own size, whose words are ten pixels high
const largest = 3;
const phone = 600;

/** @param {HTMLElement} box  that holds the picture @param {string} title */
export function canBeEnlarged(box, title) {
  const picture = box.querySelector("svg");
  const own = picture?.viewBox.baseVal.width ?? 0;
  if (own <= small) return;
  const fitted = () => Math.min(readable, box.clientWidth / own);
  let scale = null; // null: fitted
  const button = (text, act) => {
    const made = element("button", {type: "button", "aria-label": `${text}: ${title}`}, text);
    made.addEventListener("click", act);
    return made;
  };
  const size = element("span", {role: "status", class: "size"});
  const show = (next) => {
    const before = picture.getBoundingClientRect().width || 1;
    const middle = [(box.scrollLeft + box.clientWidth / 2) / before, (box.scrollTop + box.clientHeight / 2) / before];
    scale = next !== null && next > fitted() ? Math.min(next, largest) : null;
    box.classList.toggle("larger", scale !== null);
    picture.style.width = scale === null ? "100%" : `${Math.round(scale * own)}px`;
    const now = picture.getBoundingClientRect().width;
    box.scrollTo({
      left: middle[0] * now - box.clientWidth / 2,
      top: middle[1] * now - box.clientHeight / 2,
      behavior: "instant",
    });
    size.textContent =
      scale === null ? "Fitted to the width" : `${Math.round((100 * scale) / fitted())} % of the width`;
    for (const [control, isOff] of [
      [smaller, scale === null],
      [fit, scale === null],
      [larger, scale === largest],
      [read, scale === readable],
    ])
      control.setAttribute("aria-disabled", String(isOff)); // not `disabled`, which would take the focus away
  };
  const fit = button("Fit to width", () => show(null));
  const smaller = button("Smaller", () => show((scale ?? 0) / step));
  const larger = button("Larger", () => show((scale ?? fitted()) * step));
  const read = button("Size to read", () => show(readable));
  const keys = {"+": larger, "=": larger, "-": smaller, 0: fit};
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key].click();
  });
  const group = element("div", {class: "sizes", role: "group", "aria-label": "Size of the picture"});
  group.append(read, larger, smaller, fit, size);
  box.before(group);
  dragged(box);
  show(box.clientWidth < phone ? readable : null);
  box.scrollTo(0, 0);
}

/** Moved about with a mouse; fingers and keys scroll it anyway. */
function dragged(box) {
  let from = null;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = {x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop};
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", (event) => {
    if (from) box.scrollTo({left: from.x - event.clientX, top: from.y - event.clientY, behavior: "instant"});
  });
  for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => (from = null));
}

const paper = {width: 980, height: 620}; // pixels of an A4 page across, less its margins and the words above
const least = 0.62; // of the picture's own size: words of six pixels, 4.7 points, are read on paper
const overlap = 0.02;
const caption = 24;

/**
 * The picture in parts that can be read on paper, each on a page of its own.
 * @param {SVGSVGElement} picture
 * @param {string} title
 * @returns {HTMLElement[]} none if it can be read on one page
 */
export function partsForPaper(picture, title) {
  const {width, height} = picture.viewBox.baseVal;
  const columns = Math.ceil((width * least) / paper.width);
  const rows = Math.ceil((height * least) / paper.height);
  if (columns * rows < 2) return [];
  const parts = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const part = picture.cloneNode(true);
      for (const named of [part, ...part.querySelectorAll("[id]")]) named.removeAttribute("id");
      for (const name of ["aria-labelledby", "aria-describedby", "style"]) part.removeAttribute(name);
      const [w, h] = [(1 / columns + 2 * overlap) * width, (1 / rows + 2 * overlap) * height];
      const [x, y] = [(column / columns - overlap) * width, (row / rows - overlap) * height];
      const place = {viewBox: `${x} ${y} ${w} ${h}`, x: 0, y: caption, width: w, height: h};
      for (const [name, value] of Object.entries(place)) part.setAttribute(name, String(value));
      const words = `${title}: part ${parts.length + 1} of ${columns * rows}, row ${row + 1}, column ${column + 1}`;
      // Turned within the drawing: a box turned by its style would make the whole page print smaller.
      const turned = drawn(
        "g",
        {transform: `translate(${h + caption} 0) rotate(90)`},
        drawn("text", {y: 14, "font-size": 14}, words),
        part,
      );
      parts.push(element("div", {class: "part"}, drawn("svg", {viewBox: `0 0 ${h + caption} ${w}`}, turned)));
    }
  return parts;
}
