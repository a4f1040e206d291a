/**
 * Flows. Channels: source, target, value; kind: what a flow is, by colour and stripes; facet. Where flows go both ways,
 * as between tiers, what they leave stands to the left and where they end to the right.
 */
import {group} from "d3";
import {sankey as layout, sankeyLinkHorizontal} from "d3-sankey";
import {drawn} from "../dom.js";
import {textWidth} from "../labels.js";
import {legend} from "../legend.js";
import {inPanels} from "../panels.js";
import {signsOf} from "../signs.js";

const nodeWidth = 10;
const lineHeight = 15;

/** @param {object} drawing  see figure.js @returns {Node[]} */
export function sankey(drawing) {
  const {channels: c, rows, all} = drawing;
  const signs = signsOf(all.map((row) => row.text(c.kind)));
  const shown = new Map([...signs].filter(([name]) => rows.some((row) => row.text(c.kind) === name)));
  const flowing = rows.filter((row) => row.number(c.value) > 0);
  const panels = [...group(flowing, (row) => row.text(c.facet)).values()];
  const deepest = Math.max(
    1,
    ...panels.flatMap((some) => [c.source, c.target].map((key) => new Set(some.map((row) => row.text(key))).size)),
  );
  const height = 80 * Math.max(3, Math.min(8, deepest));
  // One scale for all panels: of the one with the largest flows.
  const scale = Math.min(...panels.map((some) => scaleOf(arranged(some, c, 300, height))));
  const draw = (some, width) => {
    const own = some.filter((row) => row.number(c.value) > 0);
    if (own.length === 0) return drawn("svg", {width, height, viewBox: `0 0 ${width} ${height}`});
    const tallest = height * Math.min(1, scale / scaleOf(arranged(own, c, width, height)));
    return picture(arranged(own, c, width, Math.max(tallest, 60)), c, signs, width, height);
  };
  return [...legend(shown, "area"), ...inPanels({...drawing, rows: flowing}, () => [0, 1], draw, 300)];
}

/** Whether somebody could come back to where they were. */
function goesRound(edges) {
  const next = new Map();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map();
  const visit = (node) => {
    if (state.has(node)) return state.get(node) === "open";
    state.set(node, "open");
    const round = (next.get(node) ?? []).some(visit);
    state.set(node, "closed");
    return round;
  };
  return [...next.keys()].some(visit);
}

/** @returns {number} pixels for one of what flows */
const scaleOf = (graph) => Math.max(...graph.links.map((link) => link.width / link.value));

/** Where names and flows stand on that much room. */
function arranged(rows, c, width, height) {
  const twoSided = goesRound(rows.map((row) => [row.text(c.source), row.text(c.target)]));
  const nodes = new Map();
  const node = (name, side) => {
    const id = twoSided ? `${side}\n${name}` : name;
    if (!nodes.has(id)) nodes.set(id, {id, name});
    return id;
  };
  // Both sides in one order: by first mention.
  const names = [...new Set(rows.flatMap((row) => [row.text(c.source), row.text(c.target)]))];
  if (twoSided)
    for (const [key, side] of [
      [c.source, "from"],
      [c.target, "to"],
    ])
      for (const name of names) if (rows.some((row) => row.text(key) === name)) node(name, side);
  const links = rows.map((row) => ({
    source: node(row.text(c.source), "from"),
    target: node(row.text(c.target), "to"),
    value: row.number(c.value),
    row,
  }));
  return layout()
    .nodeId((n) => n.id)
    .nodeWidth(nodeWidth)
    .nodePadding(2 * lineHeight + 6)
    .nodeSort(null)
    .iterations(0)
    .extent([
      [1, 12],
      [width - 1, height - 12],
    ])({nodes: [...nodes.values()], links});
}

function picture(graph, c, signs, width, height) {
  const svg = drawn("svg", {width, height, viewBox: `0 0 ${width} ${height}`, class: "sankey"});
  const path = sankeyLinkHorizontal();
  for (const link of graph.links) {
    const {colour, hatch} = signs.get(link.row.text(c.kind));
    const words = `${link.source.name} to ${link.target.name}: ${link.row.text(c.value)}`;
    const stroke = {d: path(link), fill: "none", "stroke-width": Math.max(1, link.width)};
    const flow = drawn(
      "g",
      {class: "flow"},
      drawn("path", {...stroke, stroke: colour, "stroke-opacity": 0.65}),
      drawn("title", {}, c.kind ? `${link.row.text(c.kind)}: ${words}` : words),
    );
    if (hatch !== "none" && link.width > 3) flow.append(drawn("path", {...stroke, stroke: hatch}));
    svg.append(flow);
  }
  const most = Math.max(...graph.nodes.map((n) => n.layer));
  const named = [];
  for (const n of graph.nodes) {
    svg.append(
      drawn("rect", {x: n.x0, y: n.y0, width: nodeWidth, height: Math.max(1, n.y1 - n.y0), fill: "var(--ink)"}),
    );
    const last = n.layer === most;
    const text = fitted(n.name, width / (most + 1) - nodeWidth - 12);
    const half = textWidth(text) * 0.55;
    named.push({x: last ? n.x0 - 6 - half : n.x1 + 6 + half, y: (n.y0 + n.y1) / 2, half});
    svg.append(
      drawn(
        "text",
        {
          x: last ? n.x0 - 6 : n.x1 + 6,
          y: (n.y0 + n.y1) / 2,
          dy: "0.35em",
          "text-anchor": last ? "end" : "start",
          class: "node-name",
        },
        text,
      ),
    );
  }
  svg.append(...volumes(graph, c.value, named));
  return svg;
}

/** The volumes of flows that are wide enough, on their flow where neither a name nor another volume stands. */
function volumes(graph, key, names) {
  const placed = [...names];
  return graph.links
    .filter((link) => link.width >= lineHeight - 2)
    .flatMap((link) => {
      const text = link.row.text(key);
      const half = textWidth(text) / 2 + 3;
      const spots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((t) => ({
        x: link.source.x1 + t * (link.target.x0 - link.source.x1),
        y: link.y0 + t * t * (3 - 2 * t) * (link.y1 - link.y0),
      }));
      const isFree = ({x, y}) =>
        placed.every((other) => Math.abs(other.x - x) > half + other.half || Math.abs(other.y - y) > lineHeight);
      const spot = spots.find(isFree);
      if (!spot) return []; // it stands in the table
      placed.push({...spot, half});
      return drawn("text", {x: spot.x, y: spot.y, dy: "0.35em", "text-anchor": "middle", class: "volume"}, text);
    });
}

/** A text cut to the room there is. */
function fitted(text, room) {
  let fits = text;
  while (fits.length > 4 && textWidth(fits) > room) fits = `${fits.slice(0, -2).trimEnd()}\u2026`;
  return fits;
}
