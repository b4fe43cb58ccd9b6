// Pages of claims, studies and conflicts narrow their lists by themselves, as the server does.
import { downloads as files, forms, records } from "./files.js";
import { check, fitting, listQuery, queryText, sections, split } from "./narrowing.js";

const PAGE = 50; // claims on a page
const ONES = { claims: "claim", studies: "study", conflicts: "conflict" };

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// A line with the files of some rows.
export function downloads(columns, rows, name = "claims") {
  const line = element("p", rows.length + (rows.length === 1 ? " row" : " rows") + " as ");
  line.append(files(forms(columns, rows, () => records(columns, rows)), name));
  return line;
}

// What the list is about, and the conditions of its query that say so.
async function asked(told, values, termOf) {
  const all = [...told.things.keys()];
  if (!values.about) return { all, conditions: [] };
  const term = await termOf(values.about);
  const name = term ? term.title : values.about;
  const [iri, places] = told.about[name] || [null, []];
  if (!iri) throw new Error("nothing here is about " + values.about);
  values.about = name;
  document.querySelector("main [name=about]").value = name;
  if (!told.ends) document.querySelector("h1").append(" about " + name);
  const direct = Boolean(values.direct && told.ends);
  const conditions = [told.conditions.about, ...(direct ? [told.conditions.direct] : [])];
  return { all: direct ? places.filter((place) => told.ends[place].includes(name)) : places, conditions: conditions.map((one) => one.replaceAll("%s", iri)) };
}

function pagesOf(count, page, state) {
  const nav = element("nav", undefined, "pages");
  nav.setAttribute("aria-label", "Pages of the list");
  for (let number = 1; number <= count; number++) {
    const one = element("a", String(number));
    one.href = "?" + new URLSearchParams({ ...state, page: number });
    if (number === page) one.setAttribute("aria-current", "page");
    nav.append(one, " ");
  }
  return nav;
}

// The cards of claims are in the file of the list, since its page has the first of them only.
function showClaims(box, told, held, state) {
  const pages = Math.max(1, Math.ceil(held.length / PAGE));
  const page = Math.min(pages, Math.max(1, +state.page || 1));
  const shown = held.slice(PAGE * (page - 1), PAGE * page);
  const cards = shown.map((place) => document.createRange().createContextualFragment(told.cards[place]));
  const parts = held.length ? cards : [element("p", "No claim fits. Take back a choice, or ask of a broader term.")];
  box.replaceChildren(...box.querySelectorAll(":scope > .note"), ...parts, ...(pages > 1 ? [pagesOf(pages, page, state)] : []));
  return pages > 1 ? "; here " + (PAGE * (page - 1) + 1) + " to " + (PAGE * (page - 1) + shown.length) : "";
}

// Other pages have all that they list.
function showHeld(box, held) {
  const kept = new Set(held);
  box.querySelectorAll("[data-listed]").forEach((item, at) => { item.hidden = !kept.has(at); });
  box.querySelectorAll(":scope > p:not(.note), :scope > details.query").forEach((part) => part.remove());
  return "";
}

export async function narrowList(name, { load, termOf, to }) {
  const { values, chosen } = split(new URLSearchParams(location.search));
  if (values.document) chosen.document ??= values.document;
  delete values.document;
  if (!Object.keys(values).length && !Object.keys(chosen).length) return;
  const told = await load(name + ".json");
  const box = document.querySelector(".list > div");
  const odd = Object.keys(values).filter((one) => !["about", "direct", "page"].includes(one));
  if (odd.length) box.prepend(element("p", "This list is narrowed here by what it is about and by the choices beside it, not by: " + odd.join(", ") + ".", "note"));
  for (const one of odd) delete values[one];
  const names = Object.keys(told.list.facets);
  const values_ = told.things.map(([, own]) => Object.fromEntries(names.map((facet, at) => [facet, own[at]])));
  check(names, values_, chosen);
  const { all, conditions } = await asked(told, values, termOf);
  const things = all.map((place) => values_[place]);
  document.querySelector(".list > aside").replaceChildren(...sections(names, things, { values, chosen }));
  const held = fitting(things, chosen).map((at) => all[at]);
  const state = { ...values, ...Object.fromEntries(Object.entries(chosen).map(([facet, value]) => ["is-" + facet, value])) };
  const here = told.cards ? showClaims(box, told, held, state) : showHeld(box, held);
  const line = element("p"), count = element("strong", String(held.length));
  count.dataset.count = name;
  const rows = held.flatMap((place) => told.things[place][2]);
  line.append(count, (held.length === all.length ? "" : " of " + all.length) + " " + (all.length === 1 ? ONES[name] : name) + here + ". ", ...downloads(told.columns, rows, name).childNodes);
  const last = box.querySelector(":scope > .note:last-of-type");
  if (last) last.after(line); else box.prepend(line);
  box.append(queryText(listQuery(told.list, conditions, chosen), to));
  const direct = document.querySelector("main [name=direct]");
  if (direct) direct.checked = Boolean(values.direct);
}
