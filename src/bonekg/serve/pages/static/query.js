// The page for SPARQL: names are completed while a query is written, results are seen as a table, a
// chart or a graph, and taken along. On a static site the graph is asked in the page itself.
import { edit } from "./editor.js";
import { draw } from "./results.js";

const SECONDS = 30;
const root = document.documentElement.dataset.root && new URL(document.documentElement.dataset.root, location.href);
const form = document.querySelector("form.editor");
const area = document.getElementById("query");
const answer = document.getElementById("answer");
const words = JSON.parse(document.getElementById("vocabulary").textContent);
const editor = edit(area, words, () => run());

let worker = null;
let last = 0;

// One question at a time; one that takes too long ends with its thread.
function askHere(query) {
  worker ??= new Worker(new URL("static/worker.js", root), { type: "module" });
  const id = (last += 1);
  return new Promise((resolve) => {
    const stop = (problem) => { worker.terminate(); worker = null; resolve({ problem }); };
    const timer = setTimeout(() => stop("The query was stopped after " + SECONDS + " s; ask for less."), SECONDS * 1000);
    worker.onerror = (event) => { clearTimeout(timer); stop("The engine failed: " + (event.message || "it cannot be loaded")); };
    worker.onmessage = ({ data }) => { if (data.id === id) { clearTimeout(timer); resolve(data); } };
    worker.postMessage({ id, query });
  });
}

async function askServer(query) {
  const made = await fetch("/sparql", {
    method: "POST",
    headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9", "Content-Type": "application/sparql-query" },
    body: query,
  });
  const kind = made.headers.get("content-type") || "";
  if (!made.ok) return { problem: kind.includes("json") ? (await made.json()).detail : String(made.status) };
  if (!kind.includes("json")) return { graph: await made.text() };
  const told = await made.json();
  return "boolean" in told ? { truth: told.boolean } : { rows: told };
}

async function run() {
  const query = editor.text();
  if (!query.trim()) return;
  const address = new URL(location.href);
  address.search = new URLSearchParams({ query }).toString();
  history.replaceState(null, "", address);
  answer.setAttribute("aria-busy", "true");
  answer.textContent = root && !worker ? "Loading the graph…" : "Asking…";
  const begun = performance.now();
  const found = await (root ? askHere(query) : askServer(query));
  draw(answer, found, { prefixes: words.prefixes, page, milliseconds: performance.now() - begun });
  answer.removeAttribute("aria-busy");
}

// The page of a thing, by its CURIE. On a static site only some have one.
let files = null;
async function page(curie) {
  const [prefix, rest] = [curie.slice(0, curie.indexOf(":")), curie.slice(curie.indexOf(":") + 1)];
  const family = prefix.replace(/^bkg\./, "");
  const own = prefix !== family && ["claim", "conflict", "document", "study"].includes(family);
  if (own && rest.includes("/")) return null;
  const path = own ? family + "/" + rest : "term/" + curie;
  if (!root) return "/" + path;
  files ??= fetch(new URL("data/search.json", root)).then((told) => told.json()).then((all) => new Set(all.map(([, file]) => file)));
  const file = path.replaceAll(":", "_") + ".html";
  return (await files).has(file) ? new URL(file, root).href : null;
}

form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
const given = new URLSearchParams(location.search).get("query");
if (given) { editor.set(given); run(); }
