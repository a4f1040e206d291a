/** Every metric by system, year and group, as the page carries it. */

/**
 * @typedef {number[]|null} Estimate  mean, low and high end of its 95 % interval, NaN without one; null for nothing
 */

const exact = (value) => Number(value.toPrecision(12)); // without the noise of a subtraction

/** @param {number[]|null|undefined} cell  mean, and how far below and above it the interval ends @returns {Estimate} */
function estimateOf(cell) {
  if (!cell) return null;
  const [mean, below, above = below] = cell;
  return below === undefined ? [mean, NaN, NaN] : [mean, exact(mean - below), exact(mean + above)];
}

export class Measures {
  /** @param {object} content  the page's JSON */
  constructor(content) {
    this.systems = content.systems;
    this.baseline = content.baseline;
    this.others = content.systems.filter((system) => system !== content.baseline);
    this.years = content.years;
    this.groups = content.groups;
    this.metrics = content.metrics;
    this.labels = content.labels ?? {};
    this.found = {values: this.#byName(content.values ?? []), differences: this.#byName(content.differences ?? [])};
  }

  #byName(entries) {
    const named = (list, entry) => (typeof entry === "number" ? list[entry] : entry);
    const names = this.metrics.map((metric) => metric.name);
    return new Map(
      entries.map(([metric, group, estimates]) => [`${named(names, metric)}\n${named(this.groups, group)}`, estimates]),
    );
  }

  /** @param {string} system @returns {string} what readers call it */
  label(system) {
    return this.labels[system] ?? system.replaceAll("_", " ");
  }

  /** @param {string} name @returns {object|undefined} {name, unit, definition, topic} */
  metric(name) {
    return this.metrics.find((metric) => metric.name === name);
  }

  /**
   * @param {"values"|"differences"} what
   * @param {string} metric
   * @param {string} group   "" for everybody
   * @param {string} system
   * @param {string} year    "" for the whole period
   * @returns {Estimate}
   */
  find(what, metric, group, system, year) {
    const systems = what === "values" ? this.systems : this.others;
    const estimates = this.found[what].get(`${metric}\n${group}`)?.[systems.indexOf(system)];
    return estimateOf(estimates?.[year === "" ? 0 : this.years.indexOf(year) + 1]);
  }
}

/**
 * Unpacks what the page carries.
 * @returns {Promise<Measures|null>} null if it carries none
 * @throws if this browser cannot unpack it
 */
export async function readMeasures() {
  const text = document.querySelector("script#measures")?.textContent.trim();
  if (!text) return null;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Measures(await new Response(unpacked).json());
}
