// The page for SPARQL: names are completed while a query is written, results are seen as a table, a
// chart or a graph, and taken along. On a static site the graph is asked in the page itself.
import { edit } from "./editor.js";
import { askHere, loaded, pageOf, root } from "./engine.js";
import { draw } from "./results.js";

const form = document.querySelector("form.editor");
const area = document.getElementById("query");
const answer = document.getElementById("answer");
const words = JSON.parse(document.getElementById("vocabulary").textContent);
const editor = edit(area, words, () => run());

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
  if (address.href !== location.href) history.pushState(null, "", address);
  answer.setAttribute("aria-busy", "true");
  answer.textContent = root && !loaded() ? "Loading the graph…" : "Asking…";
  const begun = performance.now();
  const found = await (root ? askHere(query) : askServer(query));
  draw(answer, found, { prefixes: words.prefixes, page: pageOf, milliseconds: performance.now() - begun });
  answer.removeAttribute("aria-busy");
}

function fromAddress() {
  const given = new URLSearchParams(location.search).get("query");
  if (given) { editor.set(given); run(); }
}
// An example is put into the editor, as the page of the query has it; the page itself stays a click away.
for (const link of document.querySelectorAll("#queries a")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "edit";
  button.setAttribute("aria-label", "Edit: " + link.textContent);
  button.addEventListener("click", async () => {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    editor.set(page.querySelector("#answer details pre").textContent);
    form.scrollIntoView();
    run();
  });
  link.parentElement.append(" ", button);
}

form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
addEventListener("popstate", fromAddress);
fromAddress();
