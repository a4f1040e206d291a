/** A picture that came with the page, often larger than a screen: fitted to it, or in full to be moved about in. */
import {element} from "./dom.js";

const small = 700; // so wide, a picture can be read as it is

/** @param {HTMLElement} box  that holds the picture */
export function canBeEnlarged(box) {
  if (!(box.querySelector("svg")?.viewBox.baseVal.width > small)) return;
  const button = element("button", {type: "button", "aria-pressed": "false", class: "enlarge"}, "Show in full size");
  button.addEventListener("click", () => {
    const full = box.classList.toggle("full");
    button.setAttribute("aria-pressed", String(full));
  });
  box.before(button);
}
