// For and against, in the page: the queries of the answers (`answers/scope.py`) asked of the same
// triples, and their rows put together as there. A test holds the sides of both against each other.
import { askHere } from "./engine.js";

async function select(sparql) {
  const found = await askHere(sparql);
  if (found.problem) throw new Error(found.problem);
  return found.rows.results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.value])));
}

const filled = (sparql, values) => sparql.replace(/%\((\w+)\)s/g, (_, name) => values[name]).replace(/%s/g, () => values.it);

// What a question about a term takes in: term → how it was reached.
async function takenIn(queries, asked, side) {
  const found = new Map();
  for (const row of await select(filled(queries.taken, { asked: asked.iri, side: queries.base + "takesInAs" + side }))) {
    const kind = row.kind === "true", turned = row.turned === "true";
    // What is the same use or state of one thing is no more of the thing that was asked about.
    const sister = row.same === "true" && row.partial !== "true";
    const beyond = row.partial === "true" || (row.apart === "true" && !sister);
    let how = "";
    if (row.term !== asked.iri && (kind || row.wording === undefined)) how = (kind ? "a kind of " : "part of ") + asked.name + (turned ? ", which is less of it" : "");
    else if (row.term !== asked.iri) how = (sister ? "likewise " : "") + row.wording.replace("{}", asked.name);
    const known = found.get(row.term);
    if (!known || (!known.apart && (beyond || (turned && row.turns === "true")))) found.set(row.term, { term: row.term, name: row.name, how, kind, turned, apart: beyond });
  }
  return found;
}

const far = ([start, end, directed]) => [directed ? 0 : 1, 2 * start.apart + !!start.how + !!end.how, start.name, end.name];

function nearer(found, known) {
  if (!known) return true;
  const [one, other] = [far(found), far(known)];
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return one[at] < other[at];
  return false;
}

async function between(queries, one, two, only) {
  const acting = await takenIn(queries, one, "Agent");
  const agents = new Map([...(await takenIn(queries, one, "Target")), ...acting]);
  const targets = await takenIn(queries, two, "Target");
  const both = agents.has(two.iri) || targets.has(one.iri) ? "" : filled(queries.both, { it: two.iri });
  const ends = new Map();
  for (const row of await select(filled(queries.two, { asked: two.iri, both }))) {
    if (!ends.has(row.claim)) ends.set(row.claim, []);
    ends.get(row.claim).push([targets.get(row.term), row.acted === "true", row.shared === "true"]);
  }
  const met = new Map();
  for (const row of await select(filled(queries.one, { asked: one.iri, only }))) {
    const start = agents.get(row.term);
    for (const [end, acted, shared] of ends.get(row.claim) || []) {
      const found = [start, end, row.acts === "true" && acted];
      if ((start.term === end.term) === shared && nearer(found, met.get(row.claim))) met.set(row.claim, found);
    }
  }
  return met;
}

function sideOf({ start, end, directed, bearing, outcome, weighs }, { good, fares }) {
  if (bearing === "Open") return "open";
  if (!directed) return "related";
  if (bearing === "Null") return "null";
  let sense = { Good: true, Bad: false }[outcome];
  let turned = start.turned;
  if (!(good || fares === "true")) {
    sense = { Raises: true, Lowers: false }[bearing] ?? sense;
    turned = turned !== end.turned;
  }
  if (sense === undefined) return "related";
  if (!weighs) return "speculative";
  return sense !== turned ? "for" : "against";
}

// Conditions on a claim, as `answers/question.py` writes them.
function conditions(queries, one, two, { site, population, document, evidence, direct }) {
  const parts = [];
  if (site) parts.push(filled(queries.at_site, { it: site }));
  if (population) parts.push(filled(queries.in_people, { it: population }));
  if (document) parts.push("?claim bkg:inDocument <" + queries.base + "document/" + document + "> .");
  if (evidence !== undefined) parts.push("?claim bkg:evidence/bkg:rank ?rank . FILTER(?rank >= " + evidence + ")");
  if (direct) parts.push("?claim bkg:subject <" + one.iri + "> ; bkg:object <" + two.iri + "> .");
  return parts.join(" ");
}

const TOLD = `
SELECT ?edge ?from ?does ?to ?position ?step WHERE {
  VALUES ?edge { %s }
  ?edge bkg:subject/skos:prefLabel ?from ; bkg:predicate/skos:prefLabel ?does ; bkg:object/skos:prefLabel ?to .
  OPTIONAL { ?edge bkg:via ?via . ?via bkg:position ?position ; bkg:item/skos:prefLabel ?step }
} ORDER BY ?edge ?position ?step`;
const GROUNDS = "SELECT ?edge ?ground ?states WHERE { VALUES ?edge { %s } ?edge bkg:ground ?ground . ?ground bkg:states|rdfs:label ?states } ORDER BY ?edge ?ground";

// Relations between two things that no claim states: kind is DerivedEdge or BackgroundRelation.
export async function edges(queries, one, two, kind) {
  const found = await select(filled(queries.edges, { one: one.iri, two: two.iri, kind }));
  const held = new Map(found.map(({ edge }) => [edge, { steps: [], grounds: new Map() }]));
  if (!held.size) return [];
  const it = [...held.keys()].map((edge) => "<" + edge + ">").join(" ");
  for (const { edge, from, does, to, step } of await select(filled(TOLD, { it }))) {
    Object.assign(held.get(edge), { from, does, to });
    if (step) held.get(edge).steps.push(step);
  }
  for (const { edge, ground, states } of await select(filled(GROUNDS, { it }))) held.get(edge).grounds.set(ground, states);
  return [...held.values()];
}

// one, two: terms as {iri, name}. Gives the claims of each side: {side: [{key, routes, apart, far}]}, with how the
// subject and the object were reached, what more than was asked it is of, and over how many ends.
export async function sides(queries, one, two, only) {
  const met = await between(queries, one, two, conditions(queries, one, two, only));
  const held = {};
  if (!met.size) return held;
  const values = [...met.keys()].sort().map((claim) => "<" + claim + ">").join(" ");
  const [asked] = await select(filled(queries.asked, { asked: two.iri }));
  const telling = new Set((await select(filled(queries.kin, { it: values }))).map((row) => row.claim));
  const judged = new Map();
  for (const row of await select(filled(queries.facts, { it: values }))) {
    const [start, end, directed] = met.get(row.claim);
    const bearing = row.bearing.slice(queries.base.length), outcome = row.outcome && row.outcome.slice(queries.base.length);
    const aside = !end.kind && end.term === row.population && row.population !== row.object && !telling.has(row.claim);
    const weighs = row.sorts === "true" && row.surely === "true";
    judged.set(row.claim, { start, end, directed: directed && !(aside && bearing === "Relates"), bearing, outcome, weighs });
  }
  for (const [claim, found] of judged) {
    const side = sideOf(found, asked);
    const { start, end } = found;
    const routes = [start, end].map((each) => (each.how ? [each.name, each.how] : []));
    const key = claim.slice(claim.lastIndexOf("/") + 1);
    (held[side] ??= []).push({ key, routes, apart: start.apart ? start.how : "", far: !!start.how + !!end.how });
  }
  return held;
}
