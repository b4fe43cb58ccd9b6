// The graph asked in the page itself, on a static site: by Oxigraph in a thread of its own.
const SECONDS = 30;
export const root = document.documentElement.dataset.root && new URL(document.documentElement.dataset.root, location.href);

let worker = null;
let last = 0;

export const loaded = () => worker !== null;

// One question at a time; one that takes too long ends with its thread.
export function askHere(query) {
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

// The page of a thing, by its CURIE. On a static site only some have one.
let files = null;
export async function pageOf(curie) {
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
