"""A term's page: what it is, what stands around it, what is said of it, by whom."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from bonekg.answers.facts import Edge, Facts
from bonekg.answers.reach import about, claim_ends
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import COLUMNS, edge_dict, edge_lines, plural, row
from bonekg.flat import Claim
from bonekg.rdf import BASE, compact
from bonekg.store.rows import IRI, Rows

__all__ = ["Page", "term_page"]

_RECORD = """
SELECT ?p ?o WHERE {
  VALUES ?p { rdfs:label skos:definition IAO:0000115 IAO:0000119 bkg:checkedIn bkg:favourable
    oboInOwl:hasExactSynonym oboInOwl:hasRelatedSynonym bkg:abbreviation skos:exactMatch
    skos:closeMatch skos:narrowMatch skos:broadMatch }
  <%s> ?p ?o .
} ORDER BY ?p ?o
"""


class Page(Answer):
    """A page about one thing of the graph.

    Attributes:
        kind: `term`, `claim`, `study`, `document`, `conflict` or `predicate`.
        name: what the thing is called.
        data: all that the page says, as plain data.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        data: dict[str, Any],
        page: Sheet,
        rows: Rows,
        advice: bool = True,
    ) -> None:
        self.kind, self.name, self.data = kind, name, data
        self._page, self._rows = page, rows
        if advice:
            page.line("")
            page.line(NOT_ADVICE)

    def sheet(self) -> Sheet:
        """Give the page that people read."""
        return self._page

    def as_dict(self) -> dict[str, Any]:
        """Give the page as plain data."""
        return {"kind": self.kind, "name": self.name, **self.data, "note": NOT_ADVICE}

    def to_rows(self) -> Rows:
        """Give one row per claim that the page is about."""
        return self._rows


def term_page(facts: Facts, term: IRI) -> Page:
    """Make the page of a term.

    Args:
        facts: the graph.
        term: the term.
    """
    record: dict[str, list[str]] = defaultdict(list)
    for predicate, value in facts.select(_RECORD % term):
        record[compact(predicate).partition(":")[2]].append(value)
    name = facts.name(term)
    acts, acted = _acts(facts, term, 0), _acts(facts, term, 1)
    claims = [c for c in facts.claims if term in claim_ends(c)]
    edges = [e for e in facts.edges if term in (e.subject_iri, e.object_iri)]
    reach = about(facts, term)
    mappings = {
        kind: [compact(v) for v in record[kind]]
        for kind in ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")
        if record[kind]
    }
    ids = {c.id for c in facts.claims if set(claim_ends(c)) & reach}
    data: dict[str, Any] = {
        "id": term.curie,
        "label": _first(record["label"]),
        "gloss": _first(record["gloss"]) or _first(record["0000115"]),
        "source": _first(record["checkedIn"]) or _first(record["0000119"]),
        "category": _category(facts, term),
        "parents": _names(facts, facts.parents.get(term, set())),
        "children": _names(facts, facts.children.get(term, set())),
        "synonyms": record["hasExactSynonym"],
        "related_synonyms": record["hasRelatedSynonym"],
        "abbreviations": record["abbreviation"],
        "concerns": _names(facts, facts.concerns.get(term, set())),
        "concerned_by": _names(facts, {t for t, of in facts.concerns.items() if term in of}),
        "part_of": _names(facts, facts.wholes.get(term, set())),
        "favourable": _first(record["favourable"]),
        "mappings": mappings,
        "acts_on": _grouped(acts),
        "acted_on_by": _grouped(acted),
        "background": [edge_dict(e) for e in edges if e.kind == "background"],
        "derived": [edge_dict(e) for e in edges if e.kind == "derived"],
        "studies": sorted({c.study_id for c in claims if c.study_id}),
        "conflicts": [c.id for c in facts.conflicts if ids & set(c.claims)],
        "questions": sorted(
            c.id for c in facts.claims if c.id in ids and c.certainty == "question"
        ),
        "said_of": {
            facts.name(t): facts.lexicon.counts[t]
            for t in sorted(reach - {term}, key=facts.name)
            if t in facts.lexicon.counts
        },
        "claims": [c.id for c in claims],
    }
    sheet = _sheet(facts, name, data, edges)
    rows = Rows(
        ("role", *COLUMNS),
        [("subject" if claim_ends(c)[0] == term else "object", *row(c)) for c in claims],
    )
    return Page("term", name, data, sheet, rows)


def _sheet(facts: Facts, name: str, data: dict[str, Any], edges: list[Edge]) -> Sheet:
    sheet = Sheet(f"{name} ({data['id']})")
    if data["gloss"]:
        sheet.line(data["gloss"])
    called = ", ".join([*data["abbreviations"], *data["synonyms"]])
    mapped = "; ".join(f"{kind}: {', '.join(to)}" for kind, to in data["mappings"].items())
    for title, value in (
        ("public label", data["label"] if data["label"] != name else None),
        ("identifier read in", data["source"]),
        ("category", ", ".join(data["category"])),
        ("under", ", ".join(data["parents"])),
        ("above", ", ".join(data["children"])),
        ("also called", called),
        ("found by", ", ".join(data["related_synonyms"])),
        ("is about", ", ".join(data["concerns"])),
        ("terms about it", ", ".join(data["concerned_by"])),
        ("part of", ", ".join(data["part_of"])),
        ("good direction", data["favourable"]),
        ("mapped to", mapped),
    ):
        if value:
            sheet.line(f"{title}: {value}")
    for title, key in (
        ("What it acts on, as stated", "acts_on"),
        ("What acts on it, as stated", "acted_on_by"),
    ):
        if data[key]:
            sheet.section(title)
        for predicate, others in data[key].items():
            count = sum(map(len, others.values()))
            lines = [f"{other}: {', '.join(keys)}" for other, keys in others.items()]
            sheet.item(f"{predicate} ({plural(count, 'claim')})", lines)
    if not data["claims"]:
        sheet.section("The documents say nothing of it by itself")
    if data["said_of"]:
        sheet.section("Said of its kinds, forms, levels and what is called after it")
        for other, count in data["said_of"].items():
            sheet.item(f"{other}: {plural(count, 'claim')}")
    for title, kind in (
        ("Background, with its source", "background"),
        ("Derived by rule, stated by nobody", "derived"),
    ):
        chosen = [e for e in edges if e.kind == kind]
        if chosen:
            sheet.section(title)
        for edge in sorted(chosen, key=lambda e: e.states):
            sheet.item(edge.states, edge_lines(edge))
    if data["studies"]:
        sheet.section("Studies and publications")
        for study in data["studies"]:
            sheet.item(facts.studies.get(study, study))
    if data["conflicts"]:
        sheet.section("Conflicts, with what is under it or about it")
        for conflict in facts.conflicts:
            if conflict.id in data["conflicts"]:
                sheet.item(f"{conflict.id}: {conflict.states}", [f"reason: {conflict.reason}"])
    if data["questions"]:
        sheet.section("Open questions, with what is under it or about it")
        for key in data["questions"]:
            sheet.item(f"{key}  {facts.by_id[key].states}")
    return sheet


def _first(values: list[str]) -> str | None:
    return values[0] if values else None


def _names(facts: Facts, terms: set[str]) -> list[str]:
    plain = (facts.name(term) for term in terms)
    return sorted(name.removeprefix("bkg:") for name in plain)


def _category(facts: Facts, term: str) -> list[str]:
    """Give the top categories that a term stands under."""
    tops = facts.children.get(BASE + "Entity", set())
    return _names(facts, set(facts.above(term)) & tops)


def _acts(facts: Facts, term: str, end: int) -> list[tuple[str, str, Claim]]:
    found = []
    for claim in facts.claims:
        ends = claim_ends(claim)
        if ends[end] != term or claim.certainty == "question":
            continue
        other = claim.subject_label if end else claim.object_label or claim.object_value or ""
        if claim.site:
            other = f"{other}, {claim.site}"
        denied = " (denied)" if claim.polarity == "denied" else ""
        found.append((claim.predicate + denied, other, claim))
    return found


def _grouped(found: list[tuple[str, str, Claim]]) -> dict[str, dict[str, list[str]]]:
    groups: dict[str, dict[str, list[str]]] = {}
    for predicate, other, claim in sorted(found, key=lambda item: (item[0], item[1], item[2].id)):
        groups.setdefault(predicate, {}).setdefault(other, []).append(claim.id)
    return groups
