"""The page of one thing: a term, a claim, a study, a document, a conflict, a check, a predicate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bonekg.answers.columns import COLUMNS, row
from bonekg.answers.conflicts import Opposed, conflict_dict, opposed, tell_conflict
from bonekg.answers.leads import Lead, answered, no_term, tell_lead
from bonekg.answers.library import Library, claim_iri
from bonekg.answers.question import ask
from bonekg.answers.render import NOT_ADVICE, Answer, Sheet, count_rest
from bonekg.answers.sides import Passages
from bonekg.answers.source_checks import (
    check_lines,
    checks_of_study,
    held_against,
    tell_check,
    tell_checks,
)
from bonekg.answers.term_page import tell_term, term_data
from bonekg.answers.wording import dose_words, ends, facts, plural, source
from bonekg.errors import UnknownTermError, nearest
from bonekg.lexicon.lexicon import check_words
from bonekg.lexicon.spelling import key as spelled
from bonekg.model import Claim, Document, SourceCheck, Study, as_dict
from bonekg.rdf import BASE, compact, expand
from bonekg.store.rows import IRI, Rows

__all__ = ["Page", "show"]

_SHOWN = 12
_KEYED = """
SELECT ?x WHERE {
  VALUES ?kind { bkg:Claim bkg:Study bkg:Conflict bkg:SourceCheck } ?x a ?kind
}
"""
_KEY = re.compile(r"[\w.-]+")
_PREDICATES = """
SELECT ?predicate ?name WHERE { ?predicate a bkg:Predicate ; skos:prefLabel ?name } ORDER BY ?name
"""
_RECORD = """
SELECT ?field ?value ?name WHERE {
  <%s> ?property ?value . ?property skos:prefLabel|rdfs:label ?field .
  OPTIONAL { ?value skos:prefLabel ?name }
} ORDER BY ?field ?value
"""
_WITH = """
SELECT ?claim WHERE { ?claim <%s> <%s> ; a bkg:Claim ; bkg:status bkg:Current } ORDER BY ?claim
"""


@dataclass(frozen=True)
class Page(Answer):
    """A page about one thing of the graph.

    Attributes:
        kind: `term`, `claim`, `study`, `document`, `conflict`, `source check`, `predicate`, or
            `question` for words such as *causes of X*, which a query of the catalogue answers.
        name: what the thing is called.
        data: all that the page says, as plain data.
        short: the page with the first of each list.
        long: the whole page.
        rows: one row per claim that the page is about; for a claim one per field.
    """

    kind: str
    name: str
    data: dict[str, Any]
    short: Sheet
    long: Sheet
    rows: Rows

    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read; see `Answer.sheet`."""
        return self.long if all or full else self.short

    def as_dict(self) -> dict[str, Any]:
        """Give the page as plain data."""
        return {"kind": self.kind, "name": self.name, **self.data, "note": NOT_ADVICE}

    def to_rows(self) -> Rows:
        """Give one row per claim that the page is about."""
        return self.rows


def show(library: Library, thing: str, passages: Passages | None = None) -> Page:
    """Give the page of a thing.

    Args:
        library: the graph.
        thing: a term, or the key of a claim (`001-042`), study, document (`001`), conflict or
            source check, or a predicate; a term by name, synonym or CURIE; or words that a query
            of the catalogue answers, such as *causes of X*.
        passages: gives the full passages of claims, where the texts are at hand.

    Raises:
        UnknownTermError: if nothing goes by it; the nearest names are given.
        AmbiguousTermError: if several terms go by it.
        TermTooLongError: if it is longer than names are.
    """
    check_words(thing)
    words = " ".join(thing.split())
    page = _record_page(library, words, passages)
    if page is not None:
        return page
    question = no_term(library, words)
    if question is not None:
        return _question_page(library, question)
    try:
        asked = ask(library, words)
    except UnknownTermError as unknown:
        study = _study_of(library, words)
        if study is not None:
            return _study_page(library, study)
        near = unknown.candidates or nearest(words, _keys(library))
        raise UnknownTermError(thing, near) from None
    data, claims = term_data(library, asked.term)
    rows = Rows(("role", *COLUMNS), [(role, *row(library, claim)) for role, claim in claims])
    short, long = (tell_term(data, asked.notes, all=all_) for all_ in (False, True))
    return Page("term", asked.name, data, short, long, rows)


def _record_page(library: Library, words: str, passages: Passages | None) -> Page | None:
    """Give the page of what has a key: claim, conflict, document, study, predicate; or None."""
    for key in _candidates(words):
        for document in library.documents.values():
            if key in (document.id, document.name, document.file, document.title):
                return _document_page(library, document)
        if (name := _predicate_of(library, key)) is not None:
            return _predicate_page(library, name)
        if not _KEY.fullmatch(key):
            continue
        if claims := library.claims([key]):
            return _claim_page(library, claims[0], (passages or _no_passages)(claims))
        if conflicts := [c for c in library.reader.conflicts() if c.id == key]:
            return _conflict_page(opposed(library, conflicts[0]))
        if studies := library.studies([compact(f"{BASE}study/{key.lower()}")]):
            return _study_page(library, studies[0])
        if checks := library.reader.source_checks([f"{BASE}source-check/{key}"]):
            return _check_page(library, checks[0])
    return None


def _question_page(library: Library, asked: Lead) -> Page:
    found = answered(library, asked)
    claims = found.claims
    short, long = (tell_lead(library, asked, found, all=all_) for all_ in (False, True))
    data = {
        "query": asked.query,
        "about": {"id": asked.term.curie, "name": asked.name},
        "call": asked.call,
        "claims": [claim.id for claim in claims],
        "notes": found.notes,
    }
    rows = Rows(COLUMNS, [row(library, claim) for claim in claims])
    return Page("question", asked.asked, data, short, long, rows)


def _predicate_of(library: Library, key: str) -> tuple[IRI, str] | None:
    """Give the predicate of a name or of the last part of its IRI."""
    for iri, name in library.select(_PREDICATES):
        if key in (str(name), str(iri).removeprefix(BASE)):
            return IRI(str(iri)), str(name)
    return None


def _candidates(words: str) -> list[str]:
    """Give the keys that words may be: as they stand, and the last part of an IRI or a CURIE."""
    iri = words
    if ":" in words and not words.startswith("http"):
        try:
            iri = expand(words)
        except ValueError:
            iri = words
    if iri.startswith(BASE):
        return [iri.removeprefix(BASE).partition("/")[2] or iri.removeprefix(BASE)]
    return [words]


def _no_passages(claims: Iterable[Claim]) -> dict[str, str]:
    return {}


def _study_of(library: Library, words: str) -> Study | None:
    """Give the one study whose key holds all of some words, such as an author; else None."""
    wanted = set(spelled(words).split())
    found = [
        study
        for study in library.reader.studies()
        if wanted <= set(spelled(study.id.partition(":")[2]).split())
    ]
    return found[0] if len(found) == 1 else None


def _keys(library: Library) -> list[str]:
    rows = library.select(_KEYED)
    return [str(row_[0]).rpartition("/")[2] for row_ in rows]


def _claim_page(library: Library, claim: Claim, passages: dict[str, str]) -> Page:
    passage = passages.get(claim.id)
    conflicts = [opposed(library, conflict) for conflict in library.reader.conflicts([claim.id])]
    checks = library.reader.source_checks_of([claim.id])
    short, long = (
        _tell_claim(library, claim, passage, conflicts, checks, all=all_) for all_ in (False, True)
    )
    data = {
        **as_dict(claim),
        "source": str(source(library, claim)),
        "passage": passage,
        "conflicts": [one.conflict.id for one in conflicts],
        "source_checks": [as_dict(check) for check in checks],
    }
    filled = dict(zip(COLUMNS, row(library, claim), strict=True))
    rows = [(name, value) for name, value in filled.items() if value is not None]
    return Page("claim", claim.id, data, short, long, Rows(("field", "value"), rows))


def _tell_claim(
    library: Library,
    claim: Claim,
    passage: str | None,
    conflicts: list[Opposed],
    checks: list[SourceCheck],
    *,
    all: bool,
) -> Sheet:
    taken_back = claim.withdrawn_because
    sheet = Sheet(f"Claim {claim.id}" + (f", {claim.status}" if taken_back else ""))
    if taken_back:
        sheet.line(f"It does not stand: {taken_back}")
    sheet.line(claim.states)
    sheet.item(ends(library, claim))
    sheet.item(" · ".join(facts(library, claim)))
    sheet.item(str(source(library, claim)))
    if claim.not_stated:
        sheet.item(f"not stated in the document: {', '.join(claim.not_stated)}")
    words = passage or claim.quote
    if words:
        sheet.item(f"“{' '.join(words.split())}”")
    tell_checks(sheet, checks)
    if all:
        sheet.section("All that the graph holds of it")
        for name, value in zip(COLUMNS, row(library, claim), strict=True):
            if value is not None:
                shown = value.curie if isinstance(value, IRI) else value
                sheet.line(f"{name.replace('_', ' ')}: {shown}")
    if conflicts:
        sheet.section("In conflict")
        for one in conflicts:
            tell_conflict(sheet, one, all=all, full=False)
    return _advised(sheet)


def _conflict_page(one: Opposed) -> Page:
    data = conflict_dict(one)
    sheet = Sheet(f"Conflict {one.conflict.id}")
    tell_conflict(sheet, one, all=True, full=True)
    _advised(sheet)
    claims = [claim for party in one.parties for claim in party.claims]
    rows = [(claim_iri(claim.id), claim.states, claim.predicate) for claim in claims]
    rows_ = Rows(("claim", "states", "predicate"), rows)
    return Page("conflict", one.conflict.id, data, sheet, sheet, rows_)


def _document_page(library: Library, document: Document) -> Page:
    claims = _claims_with(library, f"{BASE}inDocument", f"{BASE}document/{document.id}")
    record = {name: value for name, value in as_dict(document).items() if value is not None}
    counts = {
        "speaker": Counter(claim.speaker.name for claim in claims),
        "kind": Counter(claim.kind for claim in claims),
        "evidence": Counter(claim.evidence_words for claim in claims),
        "certainty": Counter(claim.certainty for claim in claims),
    }
    sheet = Sheet(f"{document.name}: {document.title}")
    sheet.line(f"{document.kind}; {plural(len(claims), 'claim')}")
    for field, value in record.items():
        sheet.line(f"{field}: {value}")
    for aspect, counted in counts.items():
        sheet.section(f"Claims by {aspect}")
        for name, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            sheet.item(f"{name}: {n}")
    data = {
        **record,
        **{f"claims_by_{aspect}": dict(sorted(c.items())) for aspect, c in counts.items()},
        "claims": [claim.id for claim in claims],
    }
    rows = Rows(COLUMNS, [row(library, claim) for claim in claims])
    return Page("document", document.name, data, _advised(sheet), sheet, rows)


def _study_page(library: Library, study: Study) -> Page:
    iri = expand(study.id)
    claims = _claims_with(library, f"{BASE}study", iri)
    checks = checks_of_study(library.reader, iri)
    record = {
        name: value
        for name, value in as_dict(study).items()
        if value not in (None, []) and name != "arms"
    }
    sheet = Sheet(study.name)
    for field, value in record.items():
        if field not in ("name", "documents", "more_authors"):
            others = " and others" if field == "authors" and study.more_authors else ""
            sheet.line(f"{field}: {_plain(value)}{others}")
    if study.arms:
        sheet.section("Arms")
    for arm in study.arms:
        parts = (
            str(arm.treatment) if arm.treatment and arm.treatment.name != arm.name else None,
            dose_words(library, arm.dose),
            f"n = {arm.n}" if arm.n else None,
        )
        told = ", ".join(part for part in parts if part)
        sheet.item(f"{arm.name}: {told}" if told else arm.name)
    if checks:
        sheet.section(held_against(checks))
    for check in checks:
        first, *rest = check_lines(check)
        held = [f"checked: {claim.id}  {claim.states}" for claim in library.claims(check.claims)]
        sheet.item(f"{check.id.partition(':')[2]}: {first}", [*held, *rest])
    documents = sorted({claim.document for claim in claims})
    sheet.section(
        f"What is said from it: {plural(len(claims), 'claim')}, "
        f"{plural(len(documents), 'document')}"
    )
    for claim in claims:
        sheet.item(f"{claim.id}  {claim.states}", [" · ".join(facts(library, claim))])
    data = {
        **record,
        "arms": [as_dict(arm) for arm in study.arms],
        "source_checks": [as_dict(check) for check in checks],
        "documents": documents,
        "claims": [claim.id for claim in claims],
    }
    rows = Rows(COLUMNS, [row(library, claim) for claim in claims])
    return Page("study", study.id.partition(":")[2], data, _advised(sheet), sheet, rows)


def _check_page(library: Library, check: SourceCheck) -> Page:
    claims = library.claims(check.claims)
    records = library.reader.source_records(check.records) if check.records else []
    told = [f"{claim.id}  {claim.states}" for claim in claims]
    sheet = _advised(tell_check(check, records, told))
    data = {**as_dict(check), "read": [as_dict(record) for record in records]}
    rows = Rows(COLUMNS, [row(library, claim) for claim in claims])
    return Page("source check", check.id.partition(":")[2], data, sheet, sheet, rows)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value["name"]) if isinstance(value, dict) else str(value)


def _predicate_page(library: Library, predicate: tuple[IRI, str]) -> Page:
    iri, name = predicate
    record: dict[str, list[str]] = {}
    for field, value, named in library.select(_RECORD % iri):
        shown = str(named) if named is not None else compact(str(value))
        record.setdefault(str(field), []).append(shown)
    claims = _claims_with(library, f"{BASE}predicate", iri)
    fields = {field: ", ".join(dict.fromkeys(values)) for field, values in sorted(record.items())}

    def tell(all_: bool) -> Sheet:
        sheet = Sheet(f"{name} ({iri.curie})")
        for field, value in fields.items():
            sheet.line(f"{field}: {value}")
        sheet.section(plural(len(claims), "claim"))
        shown = claims if all_ else claims[:_SHOWN]
        for claim in shown:
            sheet.item(f"{claim.id}  {ends(library, claim)}")
        for line in count_rest(len(shown), len(claims), "--all"):
            sheet.item(line)
        return _advised(sheet)

    data = {"id": iri.curie, **fields, "claims": [claim.id for claim in claims]}
    rows = Rows(COLUMNS, [row(library, claim) for claim in claims])
    return Page("predicate", name, data, tell(False), tell(True), rows)


def _claims_with(library: Library, role: str, iri: str) -> list[Claim]:
    rows = library.select(_WITH % (role, iri))
    return library.claims(str(row_[0]).rpartition("/")[2] for row_ in rows)


def _advised(sheet: Sheet) -> Sheet:
    sheet.line("")
    sheet.line(NOT_ADVICE)
    return sheet
