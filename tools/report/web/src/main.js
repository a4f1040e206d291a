import {bar} from "./bar.js";
import {element} from "./dom.js";
import {closedExplorer, Explorer} from "./explorer.js";
import {Figure} from "./figure.js";
import {readMeasures} from "./measures.js";
import {preparePrint} from "./print.js";
import {parseHash, Selection, toHash} from "./selection.js";
import {keepSign, placeHatches} from "./signs.js";

/** @param {import("./measures.js").Measures|null} measures @param {boolean} isClosed  whether they cannot be opened */
function start(measures, isClosed) {
  const figures = [...document.querySelectorAll("main figure")].map((figure) => new Figure(figure));

  const all = (dimension, more = []) => [
    ...new Set([...more, ...figures.flatMap((figure) => figure.options(dimension))]),
  ];
  const areas = measures?.groups.filter((group) => group.startsWith("area=")).map((group) => group.slice(5));
  const selection = new Selection({
    metric: measures?.metrics.map((metric) => metric.name) ?? [],
    year: all("year", measures?.years),
    agency: all("agency"),
    area: all("area", areas),
  });

  // A system keeps its sign from chart to chart, whether a table has its name or its label.
  for (const system of measures?.systems ?? []) keepSign([system, measures.label(system)]);
  for (const {rows} of figures) for (const row of rows) if (row.text("system")) keepSign([row.text("system")]);
  placeHatches();

  const main = document.getElementById("main");
  const form = bar(selection, measures);
  if (form) main.before(form);

  const links = figures.map(({figure, heading}) => {
    const link = element("a", {class: "anchor", "aria-label": `Link to this figure: ${heading.textContent}`}, "\u00b6");
    heading.after(link);
    return {link, id: figure.id};
  });

  const explorer = measures && new Explorer(measures, selection);
  const section = explorer?.section ?? (isClosed ? closedExplorer() : null);
  if (section) {
    main.append(section);
    const entry = element("li", {}, element("a", {href: "#explorer"}, "Your own question"));
    document.querySelector("nav ol")?.append(entry);
  }

  const follow = (choice) => {
    for (const figure of figures) figure.follow(choice);
    for (const {link, id} of links) link.setAttribute("href", toHash(choice, id));
  };
  const goTo = (id) => document.getElementById(id)?.scrollIntoView();

  selection.onChange(follow);
  selection.onChange((choice) => history.replaceState(null, "", toHash(choice) || location.pathname + location.search));
  const open = ({first = false} = {}) => {
    const {choice, at} = parseHash(location.hash);
    if (choice) selection.choose(choice);
    if (at) history.replaceState(null, "", toHash(selection.choice, at)); // what is chosen stays in the address
    if (at || (first && choice?.metric)) goTo(at || "explorer");
  };

  follow(selection.choice);
  explorer?.show(selection.choice);
  for (const figure of figures) figure.draw();
  preparePrint(() => [...figures, ...(explorer?.figures ?? [])]);
  open({first: true});
  window.addEventListener("hashchange", () => open());
}

readMeasures().then(
  (measures) => start(measures, false),
  () => start(null, true),
);
