"""KGX: nodes and edges in the terms of the Biolink Model 4.4, as TSV and as JSON Lines.

An edge is one statement: a current claim, a background relation, a derived edge, or a term's
parent; `statement_type` says which. A reader who looks at Biolink's own columns only is never told
more than the document says: what is denied or without effect is negated, what is weakened is a
`prediction`, and a question relates its ends by no more than `biolink:related_to`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from bonekg.exports.biolink import RELATED, Biolink, id_of, node_id
from bonekg.exports.registry import Format
from bonekg.rdf import BASE, compact

if TYPE_CHECKING:
    from bonekg.flat import Claim
    from bonekg.graph import KnowledgeGraph

__all__ = ["EDGE_KEYS", "FORMATS", "NODE_KEYS", "edges", "nodes", "write"]

NODE_KEYS = (
    "id", "category", "name", "full_name", "description", "synonym", "xref", "iri", "kinds", "year",
    "citation",
)  # fmt: skip
EDGE_KEYS = (
    "id", "category", "subject", "predicate", "object", "qualified_predicate",
    "object_aspect_qualifier", "object_direction_qualifier", "anatomical_context_qualifier",
    "population_context_qualifier", "negated", "knowledge_level", "agent_type",
    "primary_knowledge_source", "aggregator_knowledge_source", "publications", "supporting_text",
    "has_supporting_studies", "has_evidence_of_type", "original_predicate", "statement_type",
    "claim", "document", "start", "end", "states", "kind", "certainty", "cue", "evidence",
    "speaker_role", "arm", "dose", "effect", "comparator", "context", "via", "object_value",
    "other_passages", "repeated_at", "not_stated", "grounds", "relation_source",
)  # fmt: skip
_LISTS = {
    "category", "synonym", "xref", "anatomical_context_qualifier", "aggregator_knowledge_source",
    "publications", "supporting_text", "has_supporting_studies", "has_evidence_of_type", "kinds",
    "via", "not_stated", "grounds", "relation_source", "other_passages", "repeated_at",
}  # fmt: skip
_SELF = "infores:bonekg"  # not in the public catalogue of knowledge sources
_SOURCES = {
    "CL": "infores:cl", "ChEBI": "infores:chebi", "DrugMechDB": "infores:drugmechdb",
    "GO": "infores:go", "Reactome": "infores:reactome", "WikiPathways": "infores:wikipathways",
}  # fmt: skip
# A program helped to read the documents, and no person is on record as having approved each claim.
_READING = "text_mining_agent"
_STUDIED = ("meta-analysis", "systematic review", "randomized controlled trial",
            "observational study", "unspecified study")  # fmt: skip

_QUALIFIERS = """
SELECT ?claim ?site ?population WHERE {
  ?claim a bkg:Claim .
  OPTIONAL { ?claim bkg:site ?site } OPTIONAL { ?claim bkg:population ?population }
}
"""
_RELATIONS = """
SELECT ?relation ?s ?p ?o ?site ?context ?source WHERE {
  ?relation a bkg:BackgroundRelation ; bkg:subject ?s ; bkg:predicate ?p ; bkg:object ?o ;
    dcterms:source ?source .
  OPTIONAL { ?relation bkg:site ?site } OPTIONAL { ?relation bkg:context ?context }
}
"""
_DERIVED = """
SELECT ?edge ?s ?p ?o ?certainty ?evidence ?ground WHERE {
  ?edge a bkg:DerivedEdge ; bkg:subject ?s ; bkg:predicate ?p ; bkg:object ?o ; bkg:ground ?ground ;
    bkg:certainty/skos:prefLabel ?certainty ; bkg:evidence/skos:prefLabel ?evidence .
}
"""
_PARENTS = """
SELECT ?child ?parent WHERE {
  ?child rdfs:subClassOf ?parent ; bkg:kindOf bkg:Entity . ?parent bkg:kindOf bkg:Entity .
}
"""


def nodes(graph: KnowledgeGraph) -> list[dict[str, Any]]:
    """Give all terms, studies, and what claims say of a thing in words or figures, by id."""
    tables = Biolink(graph)
    synonyms, exact = defaultdict(list), defaultdict(list)
    names = "SELECT ?t ?n WHERE { ?t oboInOwl:hasExactSynonym|bkg:abbreviation ?n }"
    for term, name in graph.store.select(names):
        synonyms[id_of(term)].append(str(name))
    for term, other in graph.store.select("SELECT ?t ?o WHERE { ?t skos:exactMatch ?o }"):
        exact[id_of(term)].append(compact(str(other)))
    found = {**tables.terms, **tables.studies}
    for claim in graph.all_claims:
        if claim.object_id is None and claim.status == "current":
            found[_value_id(claim)] = {
                "category": ["biolink:NamedThing"],
                "kinds": ["value or words of a claim"],
                "name": claim.object_value,
                "iri": f"{BASE}claim/{claim.id}",
            }
    rows = []
    for key, known in found.items():
        row = {**known, "id": key, "synonym": sorted(synonyms[key])}
        row["xref"] = sorted({*known.get("xref", ()), *exact[key]})
        rows.append(_same_keys(row, NODE_KEYS))
    return sorted(rows, key=lambda row: str(row["id"]))


def edges(graph: KnowledgeGraph) -> list[dict[str, Any]]:
    """Give all statements: stated, background, derived, and the parents of terms; by id."""
    tables = Biolink(graph)
    made = [*_stated(tables), *_background(tables), *_derived(tables), *_parents(tables)]
    rows = [_same_keys({**row, "category": ["biolink:Association"]}, EDGE_KEYS) for row in made]
    return sorted(rows, key=lambda row: str(row["id"]))


def _value_id(claim: Claim) -> str:
    return f"bkg.claim:{claim.id}.object"


def _stated(tables: Biolink) -> Iterator[dict[str, Any]]:
    where = {
        str(claim).rpartition("/")[2]: (site, population)
        for claim, site, population in tables.select(_QUALIFIERS)
    }
    for claim in tables.graph.all_claims:
        if claim.status != "current":
            continue
        obj = _value_id(claim) if claim.object_id is None else node_id(claim.object_id)
        row = tables.statement(claim.predicate, node_id(claim.subject_id), obj)
        if claim.certainty == "question":
            row = {key: row[key] for key in ("subject", "object", "original_predicate")}
            row["predicate"] = RELATED
        site, population = where[claim.id]
        study = None if claim.study_id is None else node_id(claim.study_id)
        known = tables.studies.get(study or "", {}).get("xref", [])
        yield {
            **{key: getattr(claim, key) for key in EDGE_KEYS if key in claim._fields},
            **row,
            "id": f"bkg.claim:{claim.id}",
            "statement_type": "stated",
            "claim": claim.id,
            "anatomical_context_qualifier": [] if site is None else [id_of(site)],
            "population_context_qualifier": None if population is None else id_of(population),
            "negated": claim.certainty != "question"
            and (claim.polarity == "denied" or claim.predicate == "has no effect on"),
            "knowledge_level": _level(claim),
            "agent_type": _READING,
            "primary_knowledge_source": _SELF,
            "publications": [curie for curie in known if not curie.startswith("CLINICALTRIALS")],
            "supporting_text": [] if claim.quote is None else [claim.quote],
            "has_supporting_studies": [] if study is None else [study],
            "has_evidence_of_type": tables.evidence.get(claim.evidence, []),
            "dose": _packed(claim.dose),
            "effect": _packed(claim.effect),
            "other_passages": [f"{start}-{end}" for start, end in claim.other_passages],
            "repeated_at": [f"{start}-{end}" for start, end in claim.repeated_at],
        }


def _level(claim: Claim) -> str:
    """Give Biolink's level of knowledge; nothing weakened or asked counts as asserted."""
    if claim.certainty == "question":
        return "not_provided"
    if claim.certainty != "asserted":
        return "prediction"
    if claim.kind == "personal report":
        return "observation"
    if claim.kind in ("association", "risk") and claim.evidence in _STUDIED:
        return "statistical_association"
    return "knowledge_assertion"


def _background(tables: Biolink) -> Iterator[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for relation, s, p, o, site, context, source in tables.select(_RELATIONS):
        row = found.setdefault(
            id_of(relation),
            {
                **tables.statement(str(p), id_of(s), id_of(o)),
                "id": id_of(relation),
                "statement_type": "background",
                "knowledge_level": "knowledge_assertion",
                "agent_type": "not_provided",
                "aggregator_knowledge_source": [_SELF],
                "anatomical_context_qualifier": [] if site is None else [id_of(site)],
                "context": None if context is None else str(context),
                "relation_source": set(),
            },
        )
        row["relation_source"].add(str(source))
    for row in found.values():
        sources = sorted(row["relation_source"])
        row["relation_source"] = sources
        row["primary_knowledge_source"] = _SOURCES.get(sources[0].split()[0], _SELF)
        yield row


def _derived(tables: Biolink) -> Iterator[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for edge, s, p, o, certainty, evidence, ground in tables.select(_DERIVED):
        row = found.setdefault(
            id_of(edge),
            {
                **tables.statement(str(p), id_of(s), id_of(o)),
                "id": id_of(edge),
                "statement_type": "derived",
                "knowledge_level": "prediction",
                "agent_type": "computational_model",
                "primary_knowledge_source": _SELF,
                "certainty": str(certainty),
                "evidence": str(evidence),
                "grounds": [],
            },
        )
        row["grounds"] = sorted({*row["grounds"], id_of(ground)})
    yield from found.values()


def _parents(tables: Biolink) -> Iterator[dict[str, Any]]:
    for child, parent in tables.select(_PARENTS):
        subject, obj = id_of(child), id_of(parent)
        yield {
            "id": f"bkg.axiom:{subject.replace(':', '_')}.{obj.replace(':', '_')}",
            "statement_type": "axiom",
            "subject": subject,
            "predicate": "biolink:subclass_of",
            "object": obj,
            "original_predicate": "rdfs:subClassOf",
            "knowledge_level": "knowledge_assertion",
            "agent_type": "not_provided",
            "primary_knowledge_source": _SELF,
        }


def _packed(values: dict[str, Any] | None) -> str | None:
    if values is None:
        return None
    known = {key: str(value) for key, value in values.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, sort_keys=True)


def _same_keys(row: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Give a row all keys in their order: lists empty, flags false, the rest null where unknown."""
    found: dict[str, Any] = {}
    for key in keys:
        value = row.get(key)
        if key in _LISTS:
            value = [] if value is None else [value] if isinstance(value, str) else list(value)
        elif key == "negated":
            value = bool(value)
        found[key] = None if value == "" else value
    return found


def write(graph: KnowledgeGraph, form: str) -> dict[str, bytes]:
    """Write nodes and edges as `tsv` or `jsonl`."""
    tables = {"nodes": (NODE_KEYS, nodes(graph)), "edges": (EDGE_KEYS, edges(graph))}
    written = {}
    for name, (keys, rows) in tables.items():
        if form == "jsonl":
            lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        else:
            lines = ["\t".join(keys), *("\t".join(_cell(row[key]) for key in keys) for row in rows)]
        written[f"{name}.{form}"] = ("\n".join(lines) + "\n").encode("utf-8")
    return written


def _cell(value: object) -> str:
    """Write a cell. KGX reads every word as true, so what is false is left empty."""
    if isinstance(value, list):
        return "|".join(_cell(item).replace("|", "¦") for item in value)
    text = "" if value is None or value is False else "true" if value is True else str(value)
    return " ".join(text.replace("|", "¦").split())


_CARRIES = (
    "terms, studies, current claims with context and passage, background, derived edges, parents"
)
_LOSES = (
    "null results, which Biolink has no predicate for, become negated `affects`; withdrawn claims, "
    "conflicts, who spoke, inexact mappings; other relations between terms than parents; where "
    "Biolink has no counterpart a predicate is `related_to`, ours stands in `original_predicate`"
)
FORMATS = (
    Format(
        "kgx-jsonl",
        "nodes and edges for KGX, by the Biolink Model 4.4, as JSON Lines",
        ("nodes.jsonl", "edges.jsonl"),
        _CARRIES,
        _LOSES,
        lambda graph: write(graph, "jsonl"),
        "KGX",
    ),
    Format(
        "kgx-tsv",
        "nodes and edges for KGX, by the Biolink Model 4.4, as TSV",
        ("nodes.tsv", "edges.tsv"),
        _CARRIES,
        f"{_LOSES}; `negated` is `true` or empty; a bar within a text is written ¦",
        lambda graph: write(graph, "tsv"),
        "KGX",
    ),
)
