// Answers that no file holds, made in the page: queries of the catalogue with any values, questions in
// words, for and against of any two terms, restricted or not. What cannot be made here is said.
import { runQuery } from "./catalogue.js";
import { pageOf } from "./engine.js";
import { backing, cardAt, claimsOf, grouped } from "./groups.js";
import { check, fitting, narrowedText, queryText, repeating, rowValues, split, strip } from "./narrowing.js";
import { draw, shortener } from "./results.js";
import { edges, sides } from "./sides.js";

const ORDER = ["for", "against", "null", "speculative", "open", "related"];
const BARE = /^[\w.-]+$/;

function fill(form, given) {
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    form.querySelectorAll("[name=" + CSS.escape(name) + "]").forEach((field, at) => {
      if (field.type === "checkbox") field.checked = field.value === values[at];
      else field.value = values[at] || "";
      if (values[at]) field.closest("details")?.setAttribute("open", "");
    });
  }
}

const call = (words) => "bonekg " + words.map((word) => (BARE.test(word) || word.startsWith("--") ? word : '"' + word.replaceAll('"', "") + '"')).join(" ");

function plainly({ element }, text, words) {
  const box = document.createElement("div");
  box.append(element("p", text), element("pre", call(words)));
  box.firstChild.className = "note";
  return box;
}

// Words such as *causes of osteoporosis*: the query that answers them, and what it is asked about.
export async function questionOf(words, tools) {
  const questions = await tools.load("questions.json");
  const single = (word) => {
    if (word.length > 4 && word.endsWith("ies")) return word.slice(0, -3) + "y";
    if (word.length > 5 && /(?:sses|shes|xes)$/.test(word)) return word.slice(0, -2);
    return word.length > 2 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
  };
  const key = " " + words.normalize("NFKD").toLowerCase().replace(/[^\w\s]/g, " ").trim().split(/\s+/).map((word) => questions.words[word] || questions.words[single(word)] || single(word)).join(" ");
  for (const [pattern, name] of questions.leads) {
    const match = new RegExp("^(?:" + pattern + ")$").exec(key);
    const term = match && (await tools.termOf(match[1].trim()));
    if (term) return { name, query: questions.catalogue[name], term };
  }
  return null;
}

export async function answerWords(words, tools) {
  const asked = await questionOf(words, tools);
  if (!asked) return null;
  const [parameter] = asked.query.parameters.filter((one) => one.required);
  const questions = await tools.load("questions.json");
  const { found, title } = await runQuery(asked.query, { [parameter.name]: asked.term.title }, { ...tools, questions });
  if (found.problem) throw new Error(found.problem);
  const keys = [...new Set(found.rows.results.bindings.map((row) => row.claim.value.replace(/.*\//, "")))];
  const box = document.createElement("section");
  const { things, cards, columns } = await tools.load("claims.json");
  const { downloads } = await import("./lists.js");
  const by = new Map(things.map(([key, , rows], at) => [key, { card: cards[at], rows }]));
  const shown = keys.map((key) => cardAt({ card: by.get(key).card }, 3, tools));
  const line = downloads(columns, keys.flatMap((key) => by.get(key).rows));
  const heading = tools.element("h2", title + " ");
  const count = tools.element("span", keys.length + (keys.length === 1 ? " claim" : " claims"));
  count.className = "facts";
  heading.append(count);
  box.append(heading, line, ...shown);
  return box;
}

async function answerQuery(name, given, tools) {
  const questions = await tools.load("questions.json");
  const query = questions.catalogue[name];
  const { values, chosen } = split(given);
  const { sparql, title, found } = await runQuery(query, values, { ...tools, questions });
  document.querySelector("h1").textContent = title;
  const { prefixes } = await tools.load("graph.json");
  const box = document.createElement("div"), rows = document.createElement("div");
  if (found.problem) throw new Error(found.problem);
  const things = rowValues(found.rows, shortener(prefixes));
  const columns = query.columns.map(([column]) => column);
  check(columns, things, chosen);
  const offered = [...repeating(query.columns, things), ...Object.keys(chosen)];
  const held = fitting(things, chosen).map((at) => found.rows.results.bindings[at]);
  const shown = { rows: { ...found.rows, results: { bindings: held } } };
  draw(rows, shown, { prefixes, page: pageOf, milliseconds: 0, curies: true, of: things.length });
  box.append(strip(columns.filter((column) => offered.includes(column)), things, { values, chosen }), rows);
  if (!things.length) {
    const words = Object.entries(values).flatMap(([parameter, value]) => ["--" + parameter, value]);
    box.append(plainly(tools, "Nothing here; why, and what has some, is told by", ["run", name, ...words]));
    for (const other of query.empty) {
      const line = tools.element("p");
      line.append("Or ask ", tools.element("a", questions.catalogue[other].question, tools.to("catalogue/" + other + ".html")));
      box.append(line);
    }
  }
  box.append(queryText(narrowedText(sparql, found.rows, things, chosen), tools.to));
  return box;
}

// The terms that parameters name.
async function namedBy(given, names, questions, { termOf }) {
  const named = {};
  for (const name of names.filter((one) => given.get(one))) {
    const term = await termOf(given.get(name));
    if (!term) throw new Error("no term is called " + given.get(name));
    named[name] = { name: term.title, iri: questions.terms[term.title] };
  }
  return named;
}

// Ways from one thing to another: what follows by rule and what is known, each with its grounds.
async function answerPaths(given, tools) {
  const questions = await tools.load("questions.json");
  const { a, b } = await namedBy(given, ["a", "b"], questions, tools);
  document.querySelector("h1").textContent = a.name + " → " + b.name;
  const box = document.createElement("div");
  for (const [kind, title] of [["DerivedEdge", "Derived: follows by rule, stated by nobody"], ["BackgroundRelation", "Background: known, with a public source"]]) {
    const found = await edges(questions.why, a, b, kind);
    if (!found.length) continue;
    box.append(tools.element("h2", title));
    for (const { from, does, to, steps, grounds } of found) {
      const item = tools.element("section");
      item.className = "item";
      item.append(tools.element("p", from + " " + does + " " + to + (steps.length ? ", by way of " + steps.join(", ") : "")));
      for (const [ground, states] of grounds) {
        const line = tools.element("p");
        line.className = "facts";
        const claim = /\/claim\/([^/]+)$/.exec(ground);
        line.append(claim ? tools.element("a", claim[1], tools.to("claim/" + claim[1] + ".html")) : "known", " ", states);
        item.append(line);
      }
      box.append(item);
    }
  }
  if (!box.children.length) box.append(tools.element("p", "Nothing follows by rule from the one to the other, and nothing is known without a document."));
  const line = tools.element("p");
  line.append(tools.element("a", "What is claimed of the two", tools.to("why.html", new URLSearchParams({ subject: a.name, object: b.name }).toString())));
  const options = [...given].filter(([name, value]) => value && !["a", "b"].includes(name)).flatMap(([name, value]) => (value === "true" ? ["--" + name.replaceAll("_", "-")] : ["--" + name, value]));
  box.append(line, plainly(tools, "These are the ways that stand in the graph. All ways, step by step and weighed, are told by", ["paths", a.name, b.name, ...options]));
  return box;
}

async function answerWhy(given, tools) {
  const questions = await tools.load("questions.json");
  const named = await namedBy(given, ["subject", "object", "site", "population"], questions, tools);
  const only = {
    site: named.site && named.site.iri, population: named.population && named.population.iri, document: given.get("document") || "",
    evidence: given.get("evidence") ? questions.evidence[given.get("evidence")] : undefined, direct: Boolean(given.get("direct")),
  };
  const data = await tools.load("claims.json");
  const { downloads } = await import("./lists.js");
  const held = await sides(questions.why, named.subject, named.object, only);
  const box = document.createElement("div");
  document.querySelector("h1").textContent = named.subject.name + " → " + named.object.name;
  const counts = ORDER.filter((side) => held[side]).map((side) => held[side].length + " " + side);
  const lead = tools.element("p", counts.length ? "Claims: " + counts.join(", ") + "." : "No claim relates the two.");
  lead.className = "lead";
  box.append(lead);
  const grid = tools.element("div");
  grid.className = "sides";
  for (const side of ORDER.filter((one) => held[one])) {
    const claims = claimsOf(held[side], data);
    const section = tools.element("section");
    section.className = "side side-" + side;
    section.dataset.side = side;
    const heading = tools.element("h2");
    const sign = tools.element("span");
    sign.className = "sign";
    sign.setAttribute("aria-hidden", "true");
    heading.append(sign, side);
    const stands = tools.element("p", backing(claims, data));
    const line = downloads(data.columns, claims.flatMap(({ rows }) => rows));
    stands.className = line.className = "facts";
    section.append(heading, stands, line, ...grouped(claims, data, 3, tools));
    grid.append(section);
  }
  box.append(grid);
  const words = ["why", named.subject.name, named.object.name];
  for (const name of ["site", "population", "document", "evidence"]) if (given.get(name)) words.push("--" + name, given.get(name));
  if (given.get("direct")) words.push("--direct");
  box.append(plainly(tools, "These are all claims that the question takes in, each on its side. Background, what follows by rule and what is said near by are told by", words));
  return box;
}

const COMMANDS = { compare: ["thing"], gaps: ["about"], matrix: ["about"] };

function notHere(page, given, tools) {
  const values = [...given].filter(([name]) => (COMMANDS[page] || []).includes(name)).map(([, value]) => value);
  const rest = [...given].filter(([name, value]) => !(COMMANDS[page] || []).includes(name) && value);
  const options = rest.flatMap(([name, value]) => (value === "true" ? ["--" + name.replaceAll("_", "-")] : ["--" + name, value]));
  if (page === "matrix") {
    const box = tools.element("p", "This site has the matrix of all claims only. ");
    box.className = "note";
    box.append(tools.element("a", "The claims about " + values[0], tools.to("claims.html", new URLSearchParams({ about: values[0] }).toString())));
    return box;
  }
  return plainly(tools, "This site has no file for these values, and the page cannot make this answer. It is given by bonekg serve, and by", [page, ...values, ...options]);
}

// page: `why`, `catalogue/NAME`, …; given: its parameters.
export async function answer(page, given, tools) {
  const box = document.getElementById("answer");
  const form = document.querySelector("main form.ask");
  if (form) fill(form, given);
  box?.setAttribute("aria-busy", "true");
  box?.replaceChildren(tools.element("p", "Asking the graph…"));
  try {
    let made;
    if (page.startsWith("catalogue/")) made = await answerQuery(page.slice("catalogue/".length), given, tools);
    else if (page === "why" && given.get("subject") && given.get("object")) made = await answerWhy(given, tools);
    else if (page === "paths" && given.get("a") && given.get("b")) made = await answerPaths(given, tools);
    else made = notHere(page, given, tools);
    if (box) box.replaceChildren(made);
    else document.getElementById("main").prepend(made);
  } catch (error) {
    tools.tell(box || document.getElementById("main"), error);
  }
  box?.removeAttribute("aria-busy");
}
