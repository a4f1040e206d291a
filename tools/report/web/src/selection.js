/** What the reader has chosen, and its place in the address, so that a link shows the same. */

const keys = ["metric", "year", "agency", "area"];

/**
 * @param {string} hash  of an address: "#metric=incidents&year=2014-11-01" or "#net-saving"
 * @returns {{choice: Object<string, string>|null, at: string}} choice: null if the address says nothing of it; at: id
 *   of the place to go to, "" if none
 */
export function parseHash(hash) {
  const text = hash.replace(/^#/, "");
  if (!text.includes("=")) return {choice: null, at: decode(text)};
  const found = new URLSearchParams(text);
  return {choice: Object.fromEntries(keys.map((key) => [key, found.get(key) ?? ""])), at: found.get("at") ?? ""};
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // no address of ours
  }
}

/**
 * @param {Object<string, string>} choice
 * @param {string} [at]  id of a place
 * @returns {string} "#year=2014-11-01&at=net-saving", "#net-saving" or ""
 */
export function toHash(choice, at = "") {
  const parts = new URLSearchParams(keys.filter((key) => choice[key]).map((key) => [key, choice[key]]));
  if (parts.size === 0) return at === "" ? "" : `#${at}`;
  if (at !== "") parts.set("at", at);
  return `#${parts}`;
}

/** The choice, told to all who follow it. */
export class Selection {
  /** @param {Object<string, string[]>} options  what can be chosen; anything else is taken as nothing */
  constructor(options) {
    this.options = options;
    this.choice = Object.fromEntries(keys.map((key) => [key, ""]));
    this.followers = [];
  }

  /** @param {function(Object<string, string>): void} follower  called at every change */
  onChange(follower) {
    this.followers.push(follower);
  }

  /** @param {Object<string, string>} change  some of the choice */
  choose(change) {
    const wanted = {...this.choice, ...change};
    const next = Object.fromEntries(
      keys.map((key) => [key, this.options[key]?.includes(wanted[key]) ? wanted[key] : ""]),
    );
    if (keys.every((key) => next[key] === this.choice[key])) return;
    this.choice = next;
    for (const follower of this.followers) follower(next);
  }
}
