// What a page lists, narrowed by choices: the same choices, counts and addresses as the server's
// (`catalogue/narrowing.py`, `serve/pages/facets.py`). The state is the address.
const MARK = "is-";
const MOST = 12; // choices of a facet that are seen at once
const EMPTY = "empty";
const OFTEN = 2, OFTEN_NUMBER = 4; // rows that have a value, on average, where it is worth a choice

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// Part what an address gives: values of parameters, and what was chosen.
export function split(given) {
  const values = {}, chosen = {};
  for (const [name, value] of given) if (value) (name.startsWith(MARK) ? chosen : values)[name.replace(MARK, "")] = value;
  return { values, chosen };
}

// things: the values of each, name → values; chosen: name → value. Gives places.
export const fitting = (things, chosen) => [...things.keys()].filter((at) => Object.entries(chosen).every(([name, value]) => (things[at][name] || []).includes(value)));

export function check(known, things, chosen) {
  for (const [name, value] of Object.entries(chosen)) {
    if (!known.includes(name)) throw new Error("this cannot be narrowed by " + name + "; by " + known.join(", "));
    const there = [...new Set(things.flatMap((values) => values[name] || []))];
    if (!there.includes(value)) throw new Error(MARK + name + (there.length ? " is one of " + there.slice(0, MOST).join(", ") : " has no value here") + ", not " + value);
  }
}

function facetsOf(names, things, { values, chosen }) {
  const made = [];
  for (const name of names) {
    const { [name]: mine, ...others } = chosen;
    const counts = new Map();
    for (const at of fitting(things, others)) for (const value of things[at][name]) counts.set(value, (counts.get(value) || 0) + 1);
    if (counts.size < 2 && mine === undefined) continue;
    const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const choices = ranked.map(([value, count]) => {
      const state = value === mine ? others : { ...others, [name]: value };
      const taken = names.filter((one) => one in state).map((one) => [MARK + one, state[one]]);
      return { value, count, chosen: value === mine, to: new URLSearchParams([...Object.entries(values), ...taken]).toString() };
    });
    const seen = choices.filter((one, at) => at < MOST || one.chosen);
    made.push({ name, chosen: mine !== undefined, seen, more: choices.filter((one) => !seen.includes(one)) });
  }
  return made;
}

function taken({ value, count, chosen, to }) {
  const link = element("a", value, chosen ? "chosen" : "");
  link.href = to ? "?" + to : location.pathname;
  if (chosen) link.setAttribute("aria-current", "true");
  const item = element("li");
  item.append(link, " ", element("span", String(count), "facts"));
  return item;
}

function choices({ seen, more }) {
  const listed = (all) => { const list = element("ul", undefined, "plain"); list.append(...all.map(taken)); return list; };
  if (!more.length) return [listed(seen)];
  const rest = element("details");
  rest.append(element("summary", more.length + " more"), listed(more));
  return [listed(seen), rest];
}

const label = (name) => name.replace(/_name$/, "");

// Beside a list.
export function sections(names, things, state) {
  const { page, ...values } = state.values;
  return facetsOf(names, things, { ...state, values }).map((facet) => {
    const section = element("section");
    section.append(element("h2", label(facet.name)), ...choices(facet));
    return section;
  });
}

// Above a table.
export function strip(names, things, state) {
  const facets = facetsOf(names, things, state);
  const box = element("div", undefined, "facets");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Narrow");
  box.append(element("span", "Narrow by", "facts"));
  box.hidden = !facets.length;
  for (const facet of facets) {
    const part = element("details");
    part.open = facet.chosen;
    part.append(element("summary", label(facet.name)), ...choices(facet));
    box.append(part);
  }
  return box;
}

// The values of each row of an answer of SPARQL; short: how IRIs are written.
export function rowValues({ head, results }, short) {
  const text = (cell) => (!cell ? EMPTY : cell.type === "uri" ? short(cell.value) : cell.value);
  return results.bindings.map((row) => Object.fromEntries(head.vars.map((name) => [name, [text(row[name])]])));
}

// The columns by which rows are worth narrowing; columns: [name, type].
export function repeating(columns, things) {
  const found = new Map();
  for (const [name, type] of columns) {
    if (columns.some(([other]) => other === name + "_name")) continue;
    const places = new Map();
    const parted = things.map(({ [name]: [value] }) => { if (!places.has(value)) places.set(value, places.size); return places.get(value); }).join();
    const often = type === "number" ? OFTEN_NUMBER : OFTEN;
    if (places.size > 1 && places.size <= things.length / often && !found.has(parted)) found.set(parted, name);
  }
  return [...found.values()];
}

const escaped = (value) => '"' + value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r") + '"';

function term({ type, value, datatype, "xml:lang": language }) {
  if (type === "uri") return "<" + value + ">";
  return escaped(value) + (language ? "@" + language : datatype && !datatype.endsWith("#string") ? "^^<" + datatype + ">" : "");
}

// The query that gives the rows with what was chosen: the query itself within a filter.
export function narrowedText(sparql, { head, results }, things, chosen) {
  if (!Object.keys(chosen).length) return sparql;
  const begin = sparql.search(/^SELECT\b/m);
  const filters = Object.entries(chosen).map(([name, value]) => {
    const cells = results.bindings.filter((_, at) => things[at][name][0] === value).map((row) => row[name]);
    const tests = new Set(cells.map((cell) => (cell ? "sameTerm(?" + name + ", " + term(cell) + ")" : "!BOUND(?" + name + ")")));
    return "  FILTER(" + [...tests].sort().join(" || ") + ")";
  });
  const select = "SELECT " + head.vars.map((name) => "?" + name).join(" ") + " WHERE {";
  return [sparql.slice(0, begin) + select, "  {", "  " + sparql.slice(begin).trimEnd().replaceAll("\n", "\n  "), "  }", ...filters, "}\n"].join("\n");
}

// The query of a list; listed: what it gives, its pattern, the patterns of its facets.
export function listQuery({ gives, pattern, facets }, conditions, chosen) {
  const filters = Object.entries(chosen).map(([name, value]) => facets[name] + " FILTER(STR(?" + name + ") = " + escaped(value) + ")");
  const select = "SELECT DISTINCT " + gives.map((name) => "?" + name).join(" ") + " WHERE {";
  return [select, ...[pattern, ...conditions, ...filters].map((line) => "  " + line), "}", "ORDER BY ?" + gives[0]].join("\n");
}

// A query to read, to be changed at the page for SPARQL.
export function queryText(sparql, to) {
  const box = element("details", undefined, "query"), text = element("pre", sparql), line = element("p"), link = element("a", "Change it");
  text.tabIndex = 0;
  link.href = to("query.html", new URLSearchParams({ query: sparql }).toString());
  line.append(link);
  box.append(element("summary", "The query"), text, line);
  return box;
}
