// What a query gave: a table, a chart where there are numbers, a graph where things are related,
// and files to take along, of exactly these rows.
import { downloads, forms } from "./files.js";

const MOST = 1000; // rows that are shown
const BARS = 40;
const NODES = 80;

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function drawn(name, values, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

const LOCAL = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/; // what SPARQL takes behind a prefix

export function shortener(prefixes) {
  const known = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  return (iri) => {
    for (const [prefix, base] of known) if (iri.startsWith(base) && LOCAL.test(iri.slice(base.length))) return prefix + ":" + iri.slice(base.length);
    return iri;
  };
}

// curies: whether IRIs are written short, and JSON has records, as files of the catalogue do
function files(told, short, curies) {
  const columns = told.head.vars;
  const text = (value) => (curies && value.type === "uri" ? short(value.value) : value.value);
  const cells = told.results.bindings.map((row) => columns.map((name) => (row[name] ? text(row[name]) : "")));
  const typed = (value) => (!value ? null : value.type !== "uri" && /#(?:integer|decimal|double|float)$/.test(value.datatype) ? Number(value.value) : /#boolean$/.test(value.datatype) ? value.value === "true" : text(value));
  const all = () => told.results.bindings.map((row) => Object.fromEntries(columns.map((name) => [name, typed(row[name])])));
  return forms(columns, cells, () => (curies ? all() : told));
}

function table(told, short, page) {
  const made = element("table", "", "rows");
  const head = made.createTHead().insertRow();
  for (const name of told.head.vars) { const cell = element("th", name); cell.scope = "col"; head.append(cell); }
  const body = made.createTBody();
  for (const row of told.results.bindings.slice(0, MOST)) {
    const line = body.insertRow();
    for (const name of told.head.vars) {
      const cell = line.insertCell();
      const value = row[name];
      if (!value) continue;
      if (value.type !== "uri") { cell.textContent = value.value; if (value.value.length > 60) cell.className = "long"; continue; }
      const curie = short(value.value);
      cell.textContent = curie;
      page(curie).then((href) => {
        if (!href) return;
        const link = element("a", curie);
        link.href = href;
        cell.replaceChildren(link);
      });
    }
  }
  return made;
}

const number = (value) => (value && value.type !== "uri" && value.value.trim() !== "" ? Number(value.value) : NaN);

// Bars of the first column of numbers, named by the first other column.
function chart(told, short) {
  const rows = told.results.bindings;
  const columns = told.head.vars;
  const counted = columns.find((name) => rows.length && rows.every((row) => !row[name] || !isNaN(number(row[name]))) && rows.some((row) => row[name]));
  if (!counted || rows.length < 2) return null;
  const named = columns.find((name) => name !== counted && name.endsWith("name")) || columns.find((name) => name !== counted);
  const bars = rows.filter((row) => row[counted]).slice(0, BARS).map((row, at) => ({
    name: named && row[named] ? (row[named].type === "uri" ? short(row[named].value) : row[named].value) : "row " + (at + 1),
    size: number(row[counted]),
  }));
  const low = Math.min(0, ...bars.map((bar) => bar.size));
  const high = Math.max(0, ...bars.map((bar) => bar.size));
  const wide = (size) => (460 * size) / (high - low || 1);
  const made = drawn("svg", { viewBox: "0 0 860 " + (26 * bars.length + 30), class: "chart", role: "img", "aria-label": counted + " by " + (named || "row") });
  made.append(drawn("text", { x: 310, y: 16, class: "said" }, counted + (rows.length > BARS ? ", first " + BARS + " of " + rows.length + " rows" : "")));
  bars.forEach((bar, at) => {
    const y = 26 * at + 26;
    const label = bar.name.length > 42 ? bar.name.slice(0, 41) + "…" : bar.name;
    made.append(
      drawn("text", { x: 300, y: y + 15, "text-anchor": "end" }, label),
      drawn("rect", { x: 310 + wide(Math.min(bar.size, 0) - low), y, width: Math.max(1, Math.abs(wide(bar.size))), height: 20, class: "bar" }),
      drawn("text", { x: 316 + wide(Math.max(bar.size, 0) - low), y: y + 15, class: "said" }, String(bar.size)),
    );
  });
  return made;
}

// Things of two columns of a row are joined, in a circle; more than that no eye can read.
function graph(told, short, page) {
  const rows = told.results.bindings;
  const columns = told.head.vars.filter((name) => rows.some((row) => row[name] && row[name].type === "uri"));
  if (columns.length < 2) return null;
  const [from, to] = [columns[0], columns[columns.length - 1]];
  const nodes = new Map();
  const edges = [];
  for (const row of rows) {
    const ends = [row[from], row[to]];
    if (ends.some((end) => !end || end.type !== "uri")) continue;
    const curies = ends.map((end) => short(end.value));
    if (new Set([...nodes.keys(), ...curies]).size > NODES) continue;
    [from, to].forEach((name, at) => { if (!nodes.has(curies[at])) nodes.set(curies[at], row[name + "_name"] ? row[name + "_name"].value : curies[at]); });
    edges.push(curies);
  }
  const all = [...nodes.keys()];
  const radius = Math.max(90, all.length * 4.5);
  const longest = Math.min(32, Math.max(...[...nodes.values()].map((name) => name.length)));
  const middle = radius + 24 + 7.2 * longest;
  const turns = new Map(all.map((key, at) => [key, (2 * Math.PI * at) / all.length]));
  const at = (key, more = 0) => [Math.cos, Math.sin].map((side) => middle + (radius + more) * side(turns.get(key)));
  const made = drawn("svg", { viewBox: "0 0 " + 2 * middle + " " + 2 * middle, class: "net", role: "group", "aria-label": all.length + " things, " + edges.length + " rows" });
  for (const [one, other] of edges) {
    const [x1, y1] = at(one), [x2, y2] = at(other);
    made.append(drawn("path", { d: "M" + x1 + " " + y1 + " Q" + middle + " " + middle + " " + x2 + " " + y2, class: "edge" }));
  }
  for (const [key, name] of nodes) {
    const [x, y] = at(key, 10);
    const turn = (turns.get(key) * 180) / Math.PI;
    const left = turn > 90 && turn < 270;
    const text = drawn("text", { transform: "translate(" + x + " " + y + ") rotate(" + (left ? turn + 180 : turn) + ")", "text-anchor": left ? "end" : "start", dy: 4 }, name.length > 32 ? name.slice(0, 31) + "…" : name);
    const [cx, cy] = at(key);
    const link = drawn("a", {});
    link.append(drawn("circle", { cx, cy, r: 4, class: "node" }), text);
    page(key).then((href) => href && link.setAttribute("href", href));
    made.append(link);
  }
  const box = element("div");
  const rest = edges.length === rows.length ? "" : ", of " + rows.length + " rows; not drawn: rows without two ends, and more than " + NODES + " things";
  box.append(element("p", all.length + " things, " + edges.length + (edges.length === 1 ? " row" : " rows") + rest, "facts"), made);
  return box;
}

function views(parts) {
  const box = element("div");
  const bar = element("div", "", "views");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Shown as");
  const pane = element("div", "", "wide");
  pane.tabIndex = 0;
  pane.setAttribute("role", "region");
  pane.setAttribute("aria-label", "Rows");
  for (const [name, make] of Object.entries(parts)) {
    const button = element("button", name);
    button.type = "button";
    button.addEventListener("click", () => {
      for (const each of bar.children) each.setAttribute("aria-pressed", each === button);
      pane.replaceChildren(make());
    });
    bar.append(button);
  }
  box.append(...(bar.children.length > 1 ? [bar, pane] : [pane]));
  bar.firstChild.click();
  return box;
}

// curies: whether files are those of the catalogue; of: how many rows there are, if these are some of them
export function draw(box, found, { prefixes, page, milliseconds, curies, of }) {
  const short = shortener(prefixes);
  box.dataset.milliseconds = Math.round(milliseconds);
  if (found.problem) {
    const line = element("p", found.problem, "note problem");
    line.setAttribute("role", "alert");
    box.replaceChildren(line);
    return;
  }
  const time = element("span", " " + Math.round(milliseconds) + " ms", "facts");
  if ("truth" in found) {
    const line = element("p", String(found.truth), "lead");
    line.append(time);
    box.replaceChildren(line);
    return;
  }
  if ("graph" in found) {
    const line = element("p", "As ");
    line.append(downloads({ turtle: ["text/turtle", "ttl", () => found.graph] }, "graph"), time);
    const text = element("pre", found.graph);
    text.tabIndex = 0;
    box.replaceChildren(line, text);
    return;
  }
  const told = found.rows;
  const count = told.results.bindings.length;
  const line = element("p");
  const strong = element("strong", String(count));
  strong.dataset.count = "rows";
  line.append(strong, of > count ? " of " + of : "", (of || count) === 1 ? " row" : " rows", count > MOST ? ", the first " + MOST + " shown" : "", ". All " + count + " as ", downloads(files(told, short, curies), "rows"), time);
  const parts = { table: () => table(told, short, page) };
  const bars = chart(told, short), net = graph(told, short, page);
  if (bars) parts.chart = () => bars;
  if (net) parts.graph = () => net;
  box.replaceChildren(line, views(parts));
}
