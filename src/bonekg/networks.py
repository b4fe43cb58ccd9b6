"""The graph as a network: terms as nodes, claims as edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from bonekg.kg import KnowledgeGraph

__all__ = ["claims_network"]

_NODES = """
SELECT ?term ?name ?category WHERE {
  ?term a owl:Class ; skos:prefLabel ?name ; rdfs:subClassOf* ?direct .
  ?direct rdfs:subClassOf bkg:Entity ; skos:prefLabel ?category .
}
"""


def claims_network(graph: KnowledgeGraph) -> networkx.MultiDiGraph[Any]:
    """Make a MultiDiGraph of a graph's claims between terms.

    Returns:
        Nodes are CURIEs with `name` and `category`; each edge is one claim, its key the claim's
        key, with predicate, polarity, certainty, evidence, population, site, dose, document,
        offsets and study as attributes, and `negated` for quick filters. Claims whose object is no
        term are not edges.
    """
    import networkx

    network: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(name="bonekg")
    details: dict[str, dict[str, str]] = {}
    for term, name, category in graph.store.select(_NODES):
        known = details.setdefault(_curie(term), {"name": str(name), "category": str(category)})
        known["category"] = min(known["category"], str(category))
    for claim in graph.all_claims:
        if claim.object_id is None:
            continue
        for curie, label in (
            (claim.subject_id, claim.subject_label),
            (claim.object_id, str(claim.object_label)),
        ):
            network.add_node(curie, **details.get(curie, {"name": label, "category": "study"}))
        network.add_edge(
            claim.subject_id,
            claim.object_id,
            key=claim.id,
            predicate=claim.predicate,
            states=claim.states,
            kind=claim.kind,
            polarity=claim.polarity,
            negated=claim.polarity == "denied",
            certainty=claim.certainty,
            evidence=claim.evidence,
            speaker_role=claim.speaker_role,
            population=claim.population,
            site=claim.site,
            dose=claim.dose["text"] if claim.dose else None,
            document=claim.document,
            start=claim.start,
            end=claim.end,
            study=claim.study_id,
        )
    return network


def _curie(value: object) -> str:
    from bonekg.namespaces import compact

    return compact(str(value))
