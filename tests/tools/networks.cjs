// Load the Cytoscape JSON, GraphML and GEXF where people load them in JavaScript, and count.
const fs = require("node:fs");
const path = require("node:path");
const cytoscape = require("cytoscape");
const Graph = require("graphology");
const gexf = require("graphology-gexf");
const graphml = require("graphology-graphml");

const folder = process.argv[2];
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");

function count(nodes, edges) {
  const bases = {};
  for (const edge of edges) bases[edge.basis] = (bases[edge.basis] || 0) + 1;
  return {
    nodes,
    edges: edges.length,
    claims: edges.filter((edge) => edge.claim).length,
    bases,
    negated: edges.filter((edge) => edge.negated === true).length,
  };
}

const json = JSON.parse(read("bonekg.cyjs"));
const cy = cytoscape({ headless: true, elements: json.elements });
const melatonin = cy.getElementById("CHEBI:16796");
if (melatonin.data("name") !== "melatonin" || melatonin.degree() === 0) {
  throw new Error("melatonin has no edge in Cytoscape.js");
}
const of = (graph) => count(graph.order, graph.mapEdges((_, attributes) => attributes));
process.stdout.write(
  JSON.stringify({
    cytoscape: count(cy.nodes().length, cy.edges().map((edge) => edge.data())),
    "graphology graphml": of(graphml.parse(Graph, read("bonekg.graphml"))),
    "graphology gexf": of(gexf.parse(Graph, read("bonekg.gexf"))),
  }),
);
