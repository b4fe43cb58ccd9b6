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
from bonekg.model import Claim, Dose, Effect, Thing, flatten
from bonekg.rdf import BASE, PREFIXES, compact

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

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
    "speaker", "speaker_role", "force", "stance", "aim", "arm", "dose", "effect", "figure",
    "comparator", "condition", "context", "via", "object_value", "bearing", "other_passages",
    "repeated_at", "not_stated", "grounds", "relation_source",
)  # fmt: skip
_LISTS = {
    "category", "synonym", "xref", "anatomical_context_qualifier", "aggregator_knowledge_source",
    "publications", "supporting_text", "has_supporting_studies", "has_evidence_of_type", "kinds",
    "via", "not_stated", "evidence", "grounds", "relation_source", "other_passages", "repeated_at",
}  # fmt: skip
_SELF = "infores:bonekg"  # not in the public catalogue of knowledge sources
_SOURCES = {
    "CL": "infores:cl", "ChEBI": "infores:chebi", "DrugMechDB": "infores:drugmechdb",
    "GO": "infores:go", "Reactome": "infores:reactome", "WikiPathways": "infores:wikipathways",
}  # fmt: skip
_ELSEWHERE = {
    "CLINICALTRIALS": "https://clinicaltrials.gov/study/", "PMC": "https://identifiers.org/pmc:",
    "PMID": "https://identifiers.org/pubmed:", "doi": "https://doi.org/",
}  # fmt: skip
# A program helped to read the documents, and no person is on record as having approved each claim.
_READING = "text_mining_agent"
# Sign → the direction of the object, and of what is denied.
_DIRECTIONS = {"+": "increased", "-": "decreased", "0": "none"}
_DENIED = {"+": "decreased", "-": "increased"}

_PARENTS = """
SELECT ?child ?parent WHERE {
  ?child rdfs:subClassOf ?parent ; bkg:kindOf bkg:Entity . ?parent bkg:kindOf bkg:Entity .
  FILTER(?parent != bkg:Entity)
}
"""


def nodes(graph: Exported) -> list[dict[str, Any]]:
    """Give all terms, studies, and what claims say of a thing in words or figures, by id."""
    tables = Biolink(graph)
    exact = defaultdict(list)
    for term, other in graph.store.select("SELECT ?t ?o WHERE { ?t skos:exactMatch ?o }"):
        exact[id_of(term)].append(compact(str(other)))
    found = {**tables.terms, **tables.studies}
    for claim in graph.reader.claims():
        if claim.object is None and claim.status == "current":
            found[_value_id(claim)] = {
                "category": ["biolink:NamedThing"],
                "kinds": ["value or words of a claim"],
                "name": claim.object_name,
                "iri": f"{BASE}claim/{claim.id}",
            }
    rows = []
    for key, known in found.items():
        row = {**known, "id": key, "xref": sorted({*known.get("xref", ()), *exact[key]})}
        rows.append(_same_keys(row, NODE_KEYS))
    return sorted(rows, key=lambda row: str(row["id"]))


def edges(graph: Exported) -> list[dict[str, Any]]:
    """Give all statements: stated, background, derived, and the parents of terms; by id."""
    tables = Biolink(graph)
    made = [*_stated(tables), *_background(tables), *_derived(tables), *_parents(tables)]
    rows = [_same_keys({**row, "category": ["biolink:Association"]}, EDGE_KEYS) for row in made]
    return sorted(rows, key=lambda row: str(row["id"]))


def _value_id(claim: Claim) -> str:
    return f"bkg.claim:{claim.id}.object"


def _stated(tables: Biolink) -> Iterator[dict[str, Any]]:
    for claim in tables.graph.reader.claims():
        if claim.status != "current":
            continue
        obj = _value_id(claim) if claim.object is None else node_id(claim.object.id)
        denied = claim.polarity == "denied"
        # The bearing of what is denied is turned round already; a negated edge says it as denied.
        sign = tables.signs.get(claim.bearing or "", "")
        direction = (_DENIED if denied else _DIRECTIONS).get(sign)
        row = tables.statement(claim.predicate, node_id(claim.subject.id), obj, direction)
        if claim.certainty == "question":
            row = {key: row[key] for key in ("subject", "object", "original_predicate")}
            row["predicate"] = RELATED
        study = None if claim.study is None else node_id(claim.study.id)
        known = tables.studies.get(study or "", {}).get("xref", [])
        eco = {curie for kind in claim.evidence for curie in tables.evidence.get(kind, [])}
        yield {
            **{key: getattr(claim, key) for key in EDGE_KEYS if key in claim._fields},
            **row,
            "id": f"bkg.claim:{claim.id}",
            "statement_type": "stated",
            "claim": claim.id,
            "anatomical_context_qualifier": [node_id(claim.site.id)] if claim.site else [],
            "population_context_qualifier": _id(claim.population),
            "negated": claim.certainty != "question" and (denied or direction == "none"),
            "knowledge_level": _level(claim, tables),
            "agent_type": _READING,
            "primary_knowledge_source": _SELF,
            "publications": [curie for curie in known if not curie.startswith("CLINICALTRIALS")],
            "supporting_text": [] if claim.quote is None else [claim.quote],
            "has_supporting_studies": [] if study is None else [study],
            "has_evidence_of_type": sorted(eco),
            "speaker": _id(claim.speaker),
            "arm": _id(claim.arm),
            "comparator": _id(claim.comparator),
            "condition": claim.condition_words,
            "context": claim.context_words,
            "object_value": None if claim.object else claim.object_name,
            "figure": str(claim.figure) if claim.figure else None,
            "dose": _packed(claim.dose),
            "effect": _packed(claim.effect),
            "via": [" and ".join(thing.name for thing in step) for step in claim.via],
            "other_passages": [f"{span.start}-{span.end}" for span in claim.other_passages],
            "repeated_at": [f"{span.start}-{span.end}" for span in claim.repeated_at],
        }


def _id(thing: Thing | None) -> str | None:
    return None if thing is None else node_id(thing.id)


def _level(claim: Claim, tables: Biolink) -> str:
    """Give Biolink's level of knowledge; nothing weakened or asked counts as asserted."""
    if claim.certainty == "question":
        return "not_provided"
    if claim.certainty != "asserted":
        return "prediction"
    level = tables.levels.get(claim.kind, "knowledge_assertion")
    if level == "statistical_association" and not tables.research & set(claim.evidence):
        return "knowledge_assertion"
    return level


def _background(tables: Biolink) -> Iterator[dict[str, Any]]:
    for relation in tables.graph.reader.relations():
        direction = _DIRECTIONS.get(tables.signs.get(relation.bearing or "", ""))
        ends = node_id(relation.subject.id), node_id(relation.object.id)
        yield {
            **tables.statement(relation.predicate, *ends, direction),
            "id": node_id(relation.id),
            "statement_type": "background",
            "negated": direction == "none",
            "knowledge_level": "knowledge_assertion",
            "agent_type": "not_provided",
            "primary_knowledge_source": _SOURCES.get(relation.sources[0].split()[0], _SELF),
            "aggregator_knowledge_source": [_SELF],
            "anatomical_context_qualifier": [node_id(relation.site.id)] if relation.site else [],
            "context": relation.context,
            "bearing": relation.bearing,
            "relation_source": relation.sources,
        }


def _derived(tables: Biolink) -> Iterator[dict[str, Any]]:
    for edge in tables.graph.reader.derived():
        ends = node_id(edge.subject.id), node_id(edge.object.id)
        yield {
            **tables.statement(edge.predicate, *ends, _DIRECTIONS.get(edge.sign)),
            "id": node_id(edge.id),
            "statement_type": "derived",
            "population_context_qualifier": _id(edge.population),
            "knowledge_level": "prediction",
            "agent_type": "computational_model",
            "primary_knowledge_source": _SELF,
            "certainty": edge.certainty,
            "force": edge.force,
            "evidence": [edge.evidence],
            "via": [thing.name for step in edge.via for thing in step],
            "grounds": [node_id(ground) for ground in edge.grounds],
        }


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


def _packed(record: Dose | Effect | None) -> str | None:
    """Write a dose or an effect as JSON text, what it does not have left out."""
    if record is None:
        return None
    known = {key: str(value) for key, value in flatten(record).items() if value is not None}
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


def write(graph: Exported, form: str) -> dict[str, bytes]:
    """Write nodes and edges as `tsv` or `jsonl`, and the map of their prefixes."""
    tables = {"nodes": (NODE_KEYS, nodes(graph)), "edges": (EDGE_KEYS, edges(graph))}
    written = {}
    for name, (keys, rows) in tables.items():
        if form == "jsonl":
            lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        else:
            lines = ["\t".join(keys), *("\t".join(_cell(row[key]) for key in keys) for row in rows)]
        written[f"{name}.{form}"] = ("\n".join(lines) + "\n").encode("utf-8")
    written["prefixes.json"] = _prefixes(tables["nodes"][1], tables["edges"][1])
    return written


def _prefixes(*tables: list[dict[str, Any]]) -> bytes:
    """Write the map of every prefix in use, as KGX and curies take it."""
    ids = {str(row[key]) for rows in tables for row in rows for key in ("id", "subject", "object")
           if row.get(key)}  # fmt: skip
    ids |= {str(curie) for rows in tables for row in rows for curie in row.get("xref", ())}
    used = {curie.partition(":")[0] for curie in ids if not curie.startswith("http")}
    known = {**PREFIXES, **_ELSEWHERE}
    families = {p: f"{BASE}{p.partition('.')[2]}/" for p in used if p.startswith("bkg.")}
    found = {prefix: known[prefix] for prefix in used if prefix in known} | families
    return (json.dumps(dict(sorted(found.items())), indent=2) + "\n").encode("utf-8")


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
    "null results, one-sided ones too, for which Biolink has no predicate, become negated "
    "`affects`; questions become `related_to` with `not_provided` knowledge, and what was asked "
    "stands in `original_predicate`; withdrawn claims, conflicts, inexact mappings; relations "
    "between terms other than parents; a predicate without a counterpart is `related_to`. "
    "KGX keeps one edge for each subject, predicate and object unless it is called with `--stream`"
)
FORMATS = (
    Format(
        "kgx-jsonl",
        "nodes and edges for KGX, by the Biolink Model 4.4, as JSON Lines",
        ("nodes.jsonl", "edges.jsonl", "prefixes.json"),
        _CARRIES,
        _LOSES,
        lambda graph: write(graph, "jsonl"),
        "KGX",
    ),
    Format(
        "kgx-tsv",
        "nodes and edges for KGX, by the Biolink Model 4.4, as TSV",
        ("nodes.tsv", "edges.tsv", "prefixes.json"),
        _CARRIES,
        f"{_LOSES}; `negated` is `true` or empty; a bar within a text is written ¦",
        lambda graph: write(graph, "tsv"),
        "KGX",
    ),
)
