"""The graph as a network: terms, studies and values as nodes; claims and relations as edges.

Every edge says in `basis` what it rests on: a claim (stated), a public source (background), a rule
(derived) or the ontology (hierarchy). Its `relation` is the bare predicate only where somebody
affirms it; what is denied or asked says so there too, so that no reader takes it for a plain edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.flat import DOSE_KEYS, EFFECT_KEYS, Claim
from bonekg.rdf import BASE, compact, expand

if TYPE_CHECKING:
    import networkx

    from bonekg.graph import KnowledgeGraph

__all__ = [
    "BASES",
    "EDGE_TYPES",
    "NODE_TYPES",
    "Edge",
    "knowledge_network",
    "read_edges",
    "read_nodes",
    "relation_of",
]

BASES = ("stated", "background", "derived", "hierarchy")

_EFFECT = (*EFFECT_KEYS, "text")
_NUMBERS = ("value", "min", "max")
# The attributes of an edge, each always of one type; what does not apply is left out.
EDGE_TYPES: dict[str, type] = {
    **dict.fromkeys(("basis", "relation", "predicate", "claim", "states", "kind", "polarity"), str),
    "negated": bool,
    **dict.fromkeys(("certainty", "cue", "evidence", "speaker_role", "speaker", "relayed_by"), str),
    "document": str,
    "start": int,
    "end": int,
    **dict.fromkeys(("quote", "status", "study", "arm", "population", "comparator", "site"), str),
    "context": str,
    "dose": str,
    **{f"dose_{key}": float if key in _NUMBERS else str for key in DOSE_KEYS[1:]},
    **{f"effect_{key}": float if key in _NUMBERS else str for key in _EFFECT},
    "object_value": str,
    **dict.fromkeys(("via", "references", "not_stated", "repeated_at", "other_passages"), list),
    "sign": str,
    "grounds": list,
    "sources": list,
    "note": str,
}
NODE_TYPES: dict[str, type] = {
    **dict.fromkeys(("name", "category", "label", "definition", "iri"), str),
    "categories": list,
}

_TERMS = """
SELECT ?term ?name ?label ?category ?gloss WHERE {
  ?term a owl:Class ; skos:prefLabel ?name ; rdfs:subClassOf* ?direct .
  ?direct rdfs:subClassOf bkg:Entity ; skos:prefLabel ?category .
  OPTIONAL { ?term rdfs:label ?label }
  OPTIONAL { ?term skos:definition|IAO:0000115 ?gloss }
}
"""
_PARENTS = "SELECT ?child ?parent WHERE { ?child rdfs:subClassOf ?parent }"
_STUDIES = """
SELECT ?x ?name ?title {
  ?x a bkg:Study ; skos:prefLabel ?name OPTIONAL { ?x dcterms:title ?title }
}
"""
_RELATIONS = """
SELECT ?x ?s ?predicate ?o ?key ?value WHERE {
  ?x a bkg:KIND ; bkg:subject ?s ; bkg:predicate/skos:prefLabel ?predicate ; bkg:object ?o .
  OPTIONAL { VALUES ?key { KEYS } ?x ?key ?value }
}
"""
_STEPS = """
SELECT ?x ?position ?name WHERE {
  ?x a bkg:DerivedEdge ; bkg:via ?step .
  ?step bkg:position ?position ; bkg:item/skos:prefLabel ?name
}
"""
_NAMES = """
SELECT ?x ?name {
  VALUES ?type { bkg:Certainty bkg:Evidence owl:Class } ?x a ?type ; skos:prefLabel ?name
}
"""


class Edge(NamedTuple):
    """One edge.

    Attributes:
        id: the claim's key, or the CURIE of a background relation or a derived edge; unique.
        source: the subject's node.
        target: the object's node.
        attributes: what `EDGE_TYPES` names, without what does not apply.
    """

    id: str
    source: str
    target: str
    attributes: dict[str, Any]


def knowledge_network(
    graph: KnowledgeGraph, bases: Collection[str] = BASES
) -> networkx.MultiDiGraph[Any]:
    """Make a MultiDiGraph of a graph.

    Args:
        graph: the graph.
        bases: which edges to take, some of `BASES`.

    Returns:
        Nodes are CURIEs with the attributes `NODE_TYPES`, edges have the attributes `EDGE_TYPES`;
        an edge's key is its id, for a stated edge the claim's key. An attribute that does not apply
        is left out. Each current claim is one stated edge; where its object is a quantity or a
        definition, a node of the category *value* stands for that.

    Raises:
        ValueError: if there is no such basis.
    """
    import networkx

    unknown = sorted(set(bases) - set(BASES))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no basis of an edge; there are {', '.join(BASES)}")
    network: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(name="bonekg")
    network.add_nodes_from(sorted(read_nodes(graph).items()))
    for edge in read_edges(graph):
        if edge.attributes["basis"] in bases:
            network.add_edge(edge.source, edge.target, key=edge.id, **edge.attributes)
    return network


def read_nodes(graph: KnowledgeGraph) -> dict[str, dict[str, Any]]:
    """Read the nodes: all terms, all studies, and the values that claims have as objects.

    Returns:
        CURIE → attributes.
    """
    nodes: dict[str, dict[str, Any]] = {}
    for term, name, label, category, gloss in graph.store.select(_TERMS):
        known = nodes.setdefault(
            compact(str(term)),
            {"name": str(name), "categories": [], "label": str(label), "iri": str(term)},
        )
        known["categories"] = sorted({*known["categories"], str(category)})
        known["category"] = known["categories"][0]
        if gloss is not None:
            known["definition"] = min(str(gloss), known.get("definition", str(gloss)))
    for study, name, title in graph.store.select(_STUDIES):
        nodes[compact(str(study))] = {
            **{"name": str(name), "category": "study", "categories": ["study"]},
            **{"label": str(title or name), "iri": str(study)},
        }
    for claim in graph.all_claims:
        nodes.setdefault(claim.subject_id, _other(claim.subject_id, claim.subject_label, "other"))
        if claim.object_id is not None:
            nodes.setdefault(
                claim.object_id, _other(claim.object_id, str(claim.object_label), "other")
            )
        elif claim.status == "current":
            node = _value_node(claim)
            nodes[node] = _other(node, str(claim.object_value), "value")
    return nodes


def _other(curie: str, name: str, category: str) -> dict[str, Any]:
    iri = expand(curie) if not curie.startswith("http") else curie
    return {
        "name": name,
        "category": category,
        "categories": [category],
        "label": name,
        "iri": iri,
    }


def _value_node(claim: Claim) -> str:
    return f"{BASE}claim/{claim.id}/object"


def read_edges(graph: KnowledgeGraph) -> list[Edge]:
    """Read all edges, in the order of `BASES`, within it by id."""
    names = {compact(str(x)): str(name) for x, name in graph.store.select(_NAMES)}
    edges = [_stated(claim) for claim in graph.all_claims if claim.status == "current"]
    edges += sorted(_background(graph, names), key=lambda edge: edge.id)
    edges += sorted(_derived(graph, names), key=lambda edge: edge.id)
    known = read_nodes(graph)
    for child, parent in sorted(
        (compact(str(a)), compact(str(b))) for a, b in graph.store.select(_PARENTS)
    ):
        if child in known and parent in known:
            words = {"basis": "hierarchy", "relation": "kind of", "predicate": "kind of"}
            edges.append(Edge(f"{child} kind of {parent}", child, parent, words))
    return edges


def relation_of(predicate: str, polarity: str, certainty: str) -> str:
    """Say how a predicate stands: bare if affirmed, else with what is done to it.

    Examples:
        >>> relation_of("increases", "affirmed", "hedged")
        'increases'
        >>> relation_of("increases", "denied", "question")
        'asked: denied: increases'
    """
    denied = f"denied: {predicate}" if polarity == "denied" else predicate
    return f"asked: {denied}" if certainty == "question" else denied


def _stated(claim: Claim) -> Edge:
    values: dict[str, Any] = {
        key: value for key, value in claim.as_dict().items() if key in EDGE_TYPES
    }
    values |= {
        "basis": "stated",
        "relation": relation_of(claim.predicate, claim.polarity, claim.certainty),
        "claim": claim.id,
        "negated": claim.polarity == "denied",
        "study": claim.study_id,
        "dose": claim.dose["text"] if claim.dose else None,
    }
    for part, keys in (("dose", DOSE_KEYS[1:]), ("effect", _EFFECT)):
        given = getattr(claim, part) or {}
        values |= {f"{part}_{key}": given.get(key) for key in keys}
    target = claim.object_id if claim.object_id is not None else _value_node(claim)
    return Edge(claim.id, claim.subject_id, target, _typed(values))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Keep what applies, each of its type, in one order."""
    return {
        key: float(values[key]) if kind is float else values[key]
        for key, kind in EDGE_TYPES.items()
        if values.get(key) not in (None, [])
    }


def _relations(graph: KnowledgeGraph, kind: str, keys: str) -> Iterator[tuple[str, Any, Any]]:
    """Give id, the two nodes with the predicate, and the values by key of each relation."""
    ends: dict[str, tuple[str, str, str]] = {}
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = _RELATIONS.replace("KIND", kind).replace("KEYS", keys)
    for x, subject, predicate, obj, key, value in graph.store.select(query):
        name = compact(str(x))
        ends[name] = (compact(str(subject)), str(predicate), compact(str(obj)))
        if key is not None:
            values[name][compact(str(key))].append(compact(str(value)))
    for name, end in ends.items():
        yield name, end, {key: sorted(found) for key, found in values[name].items()}


def _background(graph: KnowledgeGraph, names: dict[str, str]) -> Iterator[Edge]:
    keys = "dcterms:source bkg:registryLabel bkg:note bkg:context bkg:site"
    for name, (subject, predicate, obj), given in _relations(graph, "BackgroundRelation", keys):
        site = given.get("bkg:site")
        words = {
            **{"basis": "background", "relation": predicate, "predicate": predicate},
            "states": _first(given, "bkg:registryLabel"),
            "context": _first(given, "bkg:context"),
            "site": names.get(site[0], site[0]) if site else None,
            "sources": given.get("dcterms:source"),
            "note": _first(given, "bkg:note"),
        }
        yield Edge(name, subject, obj, _typed(words))


def _derived(graph: KnowledgeGraph, names: dict[str, str]) -> Iterator[Edge]:
    steps: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for x, position, item in graph.store.select(_STEPS):
        steps[compact(str(x))].append((int(str(position)), str(item)))
    keys = "bkg:edgeSign bkg:certainty bkg:evidence bkg:ground"
    for name, (subject, predicate, obj), given in _relations(graph, "DerivedEdge", keys):
        words = {
            **{"basis": "derived", "relation": predicate, "predicate": predicate},
            "certainty": names[given["bkg:certainty"][0]],
            "evidence": names[given["bkg:evidence"][0]],
            "sign": _first(given, "bkg:edgeSign"),
            "via": [item for _, item in sorted(steps[name])],
            "grounds": [ground.removeprefix("bkg.claim:") for ground in given["bkg:ground"]],
        }
        yield Edge(name, subject, obj, _typed(words))


def _first(given: dict[str, list[str]], key: str) -> str | None:
    return "; ".join(given[key]) if key in given else None
