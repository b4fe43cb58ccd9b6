"""Pages of a claim, a study, a document, a conflict and a predicate; and which page is meant."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from bonekg.answers.asked import ask
from bonekg.answers.facts import Facts, full
from bonekg.answers.opposed import Conflicts
from bonekg.answers.page import Page, term_page
from bonekg.answers.sheet import Sheet
from bonekg.answers.telling import COLUMNS, chain, conflict_lines, details, plural, row
from bonekg.errors import UnknownTermError, nearest
from bonekg.flat import Claim
from bonekg.rdf import PREFIXES, compact
from bonekg.store.rows import IRI, Rows

__all__ = ["show"]

_ALL = "SELECT ?p ?o WHERE { <%s> ?p ?o } ORDER BY ?p ?o"
_ARMS = """
SELECT ?name ?treatment ?value ?unit WHERE {
  <%s> bkg:hasArm ?arm . ?arm skos:prefLabel ?name .
  OPTIONAL { ?arm bkg:armTreatment/skos:prefLabel ?treatment }
  OPTIONAL { ?arm bkg:dose ?dose . ?dose bkg:value ?value ; bkg:unit ?unit }
} ORDER BY ?name
"""
_CHECKS = "SELECT ?says WHERE { <%s> bkg:sourceCheck/dcterms:description ?says }"
_PREDICATES = "SELECT ?predicate ?name WHERE { ?predicate a bkg:Predicate ; skos:prefLabel ?name }"
_KEY = re.compile(r"(?:bkg:)?(?:(?P<sort>claim|study|conflict|document)/)?(?P<key>[\w.-]+)")


def show(facts: Facts, thing: str, passages: dict[str, str] | None = None) -> Page:
    """Give the page of a thing.

    Args:
        facts: the graph.
        thing: a term, or the key of a claim (`001-042`), study, document (`001`) or conflict, or
            a predicate; a term by name, synonym or CURIE.
        passages: claim id → full passage, where the texts are at hand.

    Raises:
        UnknownTermError: if nothing goes by it; the nearest names are given.
        AmbiguousTermError: if several terms go by it.
    """
    words = " ".join(thing.split())
    key = compact(words).removeprefix("bkg.").removeprefix("bkg:")
    key = re.sub(r"^(?:claim|study|conflict|document)[:/ ]", "", key)
    if key in facts.by_id:
        return _claim_page(facts, facts.by_id[key], (passages or {}).get(key))
    for conflict in facts.conflicts:
        if conflict.id == key:
            return _conflict_page(facts, conflict.id)
    for file, (name, _, _) in facts.documents.items():
        if key in (file, name.removeprefix("document ")):
            return _document_page(facts, file)
    studies = {curie.partition(":")[2]: curie for curie in facts.studies}
    if key.lower() in studies:
        return _study_page(facts, studies[key.lower()])
    predicates = {name: iri for iri, name in facts.select(_PREDICATES)}
    predicates |= {compact(iri).partition(":")[2]: iri for iri in predicates.values()}
    if key in predicates:
        return _predicate_page(facts, IRI(predicates[key]))
    try:
        return term_page(facts, ask(facts, words).term)
    except UnknownTermError as unknown:
        others = [*facts.by_id, *studies, *predicates, *(c.id for c in facts.conflicts)]
        near = unknown.candidates or nearest(key, others)
        raise UnknownTermError(thing, near) from None


def _claim_page(facts: Facts, claim: Claim, passage: str | None) -> Page:
    sheet = Sheet(f"Claim {claim.id}")
    sheet.line(claim.states)
    for line in details(facts, claim, passage=passage):
        sheet.item(line)
    held = [c for c in facts.conflicts if claim.id in c.claims]
    data: dict[str, Any] = {
        **claim.as_dict(),
        "chain": chain(facts, claim),
        "passage": passage,
        "conflicts": [conflict.id for conflict in held],
    }
    sheet.section("All that the graph holds of it")
    for name, value in claim.as_dict().items():
        if value not in (None, [], {}):
            sheet.line(f"{name.replace('_', ' ')}: {_plain(value)}")
    for conflict in held:
        sheet.section(f"In conflict: {conflict.id}: {conflict.states}")
        for line in conflict_lines(conflict, facts):
            sheet.item(line)
    rows = [(name, _plain(value)) for name, value in data.items() if value not in (None, [], {})]
    return Page("claim", claim.id, data, sheet, Rows(("field", "value"), rows))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{k} {v}" for k, v in value.items() if v is not None)
    if isinstance(value, list):
        return ", ".join("-".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
    return str(value)


def _conflict_page(facts: Facts, key: str) -> Page:
    found = [conflict for conflict in facts.conflicts if conflict.id == key]
    answer = Conflicts(facts, key, found)
    data = answer.as_dict()["conflicts"][0]
    claims = [facts.by_id[k] for k in found[0].claims if k in facts.by_id]
    rows = Rows(COLUMNS, [row(claim) for claim in claims])
    return Page("conflict", key, data, answer.sheet(), rows, advice=False)


def _document_page(facts: Facts, file: str) -> Page:
    name, title, kind = facts.documents[file]
    iri = full(f"bkg.document:{name.removeprefix('document ')}")
    claims = [claim for claim in facts.claims if claim.document == file]
    record = _record(facts, iri)
    sheet = Sheet(f"{name}: {title}")
    sheet.line(f"{kind}; {plural(len(claims), 'claim')}")
    data: dict[str, Any] = {"id": iri.curie, "title": title, "document_kind": kind, **record}
    for field, value in record.items():
        sheet.line(f"{field}: {value}")
    for aspect in ("speaker", "kind", "evidence", "certainty"):
        counts = Counter(str(getattr(claim, aspect)) for claim in claims)
        data[f"claims_by_{aspect}"] = dict(sorted(counts.items()))
        sheet.section(f"Claims by {aspect}")
        for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            sheet.item(f"{value}: {n}")
    data["claims"] = [claim.id for claim in claims]
    return Page("document", name, data, sheet, Rows(COLUMNS, [row(c) for c in claims]))


def _study_page(facts: Facts, curie: str) -> Page:
    iri = full(curie)
    claims = [claim for claim in facts.claims if claim.study_id == curie]
    record = _record(facts, iri)
    arms = [
        " ".join(filter(None, (name, f"({treatment})" if treatment else "", value, unit)))
        for name, treatment, value, unit in facts.select(_ARMS % iri)
    ]
    checks = [says for (says,) in facts.select(_CHECKS % iri)]
    sheet = Sheet(facts.studies[curie])
    for field, value in record.items():
        sheet.line(f"{field}: {value}")
    for title, held in (("Arms", arms), ("What the study's own record says", checks)):
        if held:
            sheet.section(title)
            for text in held:
                sheet.item(text)
    documents = sorted({c.document for c in claims})
    sheet.section(
        f"What is said from it ({plural(len(claims), 'claim')}, "
        f"{plural(len(documents), 'document')})"
    )
    for claim in claims:
        sheet.item(f"{claim.id}  {claim.states}", details(facts, claim)[1:3])
    data = {
        "id": curie, **record, "arms": arms, "source_check": checks, "documents": documents,
        "claims": [claim.id for claim in claims],
    }  # fmt: skip
    name = curie.partition(":")[2]
    return Page("study", name, data, sheet, Rows(COLUMNS, [row(c) for c in claims]))


def _predicate_page(facts: Facts, iri: IRI) -> Page:
    record = _record(facts, iri)
    name = record.get("name", iri.curie)
    claims = [claim for claim in facts.claims if claim.predicate == name]
    sheet = Sheet(f"{name} ({iri.curie})")
    for field, value in record.items():
        sheet.line(f"{field}: {value}")
    sheet.section(plural(len(claims), "claim"))
    for claim in claims:
        denied = " (denied)" if claim.polarity == "denied" else ""
        ends = f"{claim.subject_label} → {claim.object_label or claim.object_value}{denied}"
        sheet.item(f"{claim.id}  {ends}")
    data = {"id": iri.curie, **record, "claims": [claim.id for claim in claims]}
    return Page("predicate", name, data, sheet, Rows(COLUMNS, [row(c) for c in claims]))


_NAMED = {"0000115": "definition", "prefLabel": "name"}
_PARTS = ("type", "hasArm", "sourceCheck", "documentKind", "fileName")


def _record(facts: Facts, iri: IRI) -> dict[str, str]:
    """Give all literals and names that the graph holds of a thing, by field."""
    found: dict[str, list[str]] = {}
    for predicate, value in facts.select(_ALL % iri):
        local = re.split(r"[/#:]", compact(predicate))[-1]
        if local in _PARTS:
            continue
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()
        field = _NAMED.get(local, spaced)
        known = value.startswith(tuple(PREFIXES.values()))
        found.setdefault(field, []).append(facts.name(value) if known else value)
    return {field: ", ".join(dict.fromkeys(values)) for field, values in sorted(found.items())}
