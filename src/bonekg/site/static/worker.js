// The graph and Oxigraph, in a thread of their own: a query that takes too long is ended with it.
import init, { Store } from "../vendor/oxigraph/web.js";

const root = new URL("..", import.meta.url);

// Hosts may have unpacked a file already.
async function unpacked(address, digest) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address + ": " + answer.status);
  const bytes = await answer.arrayBuffer();
  const head = new Uint8Array(bytes, 0, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return bytes;
  if (digest && crypto.subtle) {
    const own = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
    if (own !== digest) throw new Error(address + " is damaged: its SHA-256 is " + own);
  }
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function open() {
  const told = await (await fetch(new URL("data/graph.json", root))).json();
  const [engine, quads] = await Promise.all([
    unpacked(new URL("vendor/oxigraph/web_bg.wasm.gz", root)),
    unpacked(new URL("data/" + told.file, root), told.sha256),
  ]);
  await init({ module_or_path: engine });
  const store = new Store();
  store.load(new Uint8Array(quads), { format: "application/n-quads", no_transaction: true });
  const prefixes = Object.entries(told.prefixes).map(([name, iri]) => "PREFIX " + name + ": <" + iri + ">\n").join("");
  return { store, prefixes };
}

const opened = open();

const ASIDE = /<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/.source;

function form(query) {
  const bare = query.replace(new RegExp(ASIDE, "g"), " ");
  return (/\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare) || ["SELECT"])[0].toUpperCase();
}

// White space that SPARQL allows before these brackets and the engine does not goes behind them.
function asTheEngineReads(query) {
  const spaced = new RegExp(ASIDE + "|\\b(CONCAT|COALESCE)(\\s+)\\(", "gi");
  return query.replace(spaced, (all, name, space) => (name ? name + "(" + space : all));
}

self.onmessage = async ({ data: { id, query } }) => {
  try {
    const { store, prefixes } = await opened;
    const kind = form(query);
    const results_format = { SELECT: "application/sparql-results+json", CONSTRUCT: "text/turtle", DESCRIBE: "text/turtle" }[kind];
    const answer = store.query(prefixes + asTheEngineReads(query), { use_default_graph_as_union: true, ...(results_format && { results_format }) });
    if (kind === "SELECT") self.postMessage({ id, rows: JSON.parse(answer) });
    else if (kind === "ASK") self.postMessage({ id, truth: answer });
    else self.postMessage({ id, graph: answer });
  } catch (error) {
    self.postMessage({ id, problem: String(error.message || error) });
  }
};
