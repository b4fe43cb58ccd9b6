"""What each page shows, taken from the answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bonekg.answers.conflicts import Opposed, opposed
from bonekg.answers.sides import Side
from bonekg.answers.source_checks import check_lines, checks_of_study, held_against
from bonekg.answers.wording import dose_words, facts
from bonekg.catalogue.formats import plain_question
from bonekg.catalogue.queries import Catalogued, load_catalogue
from bonekg.errors import UnknownTermError
from bonekg.model import Claim, SourceCheck, Study, Term, Thing
from bonekg.rdf import compact, expand
from bonekg.serve.answering import examples, read_values
from bonekg.serve.pages.cards import Card, cards, of_voice, without
from bonekg.serve.pages.checking import digests, stretches
from bonekg.serve.pages.drawing import draw_path, draw_places
from bonekg.serve.pages.figures import KINDS, figures
from bonekg.serve.pages.groups import Group, grouped
from bonekg.serve.pages.links import address, thing_address
from bonekg.serve.pages.lists import list_claims, list_conflicts, list_studies
from bonekg.serve.pages.matrix import matrix
from bonekg.serve.pages.neighbours import draw_neighbours
from bonekg.serve.pages.plots import draw_along_dose, draw_beside, draw_mark
from bonekg.serve.pages.queries import ask_sparql, list_queries, run_one
from bonekg.serve.pages.reading import read
from bonekg.serve.pages.record import record
from bonekg.serve.pages.shelf import Asked, Moved, Seen, View

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["VIEWS"]

_IRI = re.compile(r"[^<>\"{}|^`\\\x00-\x20]+")
_ONLY = ("site", "population", "document", "evidence")  # what an answer may be restricted to
_USES = 200  # statements with a thing that its page shows
_SHOWN = 30  # claims in full on the page of a term


def _cards(graph: KnowledgeGraph, claims: list[Claim]) -> list[Card]:
    return cards(graph.library, claims, graph.passages)


def _drawn(graph: KnowledgeGraph, claims: list[Claim]) -> dict[str, Any]:
    """Give the drawings of what claims state in figures, and the marks in them."""
    held = figures(graph, claims)
    kinds = {point.kind for one in held for point in one.points}
    return {
        "figures": [(one, draw_beside(one), draw_along_dose(one)) for one in held],
        "kinds": [(draw_mark(kind), told) for kind, told in KINDS.items() if kind in kinds],
        "told": KINDS,
    }


def _start(graph: KnowledgeGraph, asked: Asked) -> Seen:
    first: dict[str, Catalogued] = {}
    for query in load_catalogue().values():
        first.setdefault(query.topic, query)
    return View("start", {
        "counts": {
            "claims": len(asked.shelf.claims), "documents": len(graph.library.documents),
            "terms": len(asked.shelf.terms), "studies": len(asked.shelf.studies),
            "conflicts": len(asked.shelf.conflicts),
        },
        "examples": [(q, plain_question(q)) for q in first.values()],
        "documents": asked.shelf.documents,
        "conflicts": asked.shelf.conflicts,
        "why": examples("why"),
    })  # fmt: skip


def _search(graph: KnowledgeGraph, asked: Asked) -> Seen:
    text = asked.values.get("q", "").strip()
    if not text:
        return View("search", {"q": "", "found": (), "question": None, "answer": (), "about": 0})
    found = graph.find(text, limit=20)
    return View("search", {
        "q": text, "found": found, "question": found.question,
        "answer": _cards(graph, list(found.answer.claims)),
        "about": len(found.about),
    })  # fmt: skip


def _show(graph: KnowledgeGraph, asked: Asked) -> Seen:
    thing = asked.values.get("thing", "")
    page = graph.show(thing)
    if page.kind == "term":
        name = None if thing.casefold() == page.name.casefold() else thing
        return Moved(address(thing_address(str(page.data["id"])), asked=name))
    if page.kind in ("claim", "conflict", "document", "study"):
        key = page.data["id"] if page.kind == "document" else page.name
        return Moved(f"/{page.kind}/{str(key).rpartition(':')[2]}")
    return _sheet(page.name, page, asked)


def _sheet(title: str, answer: Any, asked: Asked, **more: Any) -> View:
    """Show an answer as the command line tells it, with links."""
    values = {"title": title, "blocks": answer.sheet(all=True).blocks, "api": None, "form": None}
    return View("sheet", {**values, "rows": answer.to_rows() if more.get("api") else None, **more})


def _term(graph: KnowledgeGraph, asked: Asked) -> Seen:
    try:
        iri = expand(asked.key)
    except ValueError:
        raise UnknownTermError(asked.key, []) from None
    if iri not in graph.lexicon.names:
        return _thing(graph, iri)
    try:
        page = graph.show(asked.key)
    except UnknownTermError:  # the category of all terms, which is none itself
        return _thing(graph, iri)
    if page.kind != "term":
        return _sheet(page.name, page, asked)
    claims = graph.library.claims(page.data["claims"])
    claims.sort(key=lambda claim: (-claim.evidence_rank, -claim.certainty_rank, claim.id))
    between_terms = [claim for claim in claims if _ends(claim) <= asked.shelf.known]
    return View("term", {
        "name": page.name, "data": page.data, "shown": len(claims[:_SHOWN]),
        "groups": grouped(_cards(graph, claims[:_SHOWN])), "asked": asked.values.get("asked"),
        "around": draw_neighbours(Thing(page.data["id"], page.name), between_terms),
        "plots": _drawn(graph, claims),
        "links": asked.shelf.addresses,
    })  # fmt: skip


_TOLD = """
SELECT ?property ?property_name ?value ?value_name WHERE {{
  <{iri}> ?property ?value .
  OPTIONAL {{ ?property skos:prefLabel|rdfs:label ?property_name }}
  OPTIONAL {{ ?value skos:prefLabel|rdfs:label ?value_name }}
}} ORDER BY ?property ?value
"""
_USED = """
SELECT ?thing ?thing_name ?property ?property_name WHERE {{
  {{ ?thing ?property <{iri}> }} UNION {{ ?thing <{iri}> ?other . BIND(<{iri}> AS ?property) }}
  OPTIONAL {{ ?thing skos:prefLabel|rdfs:label ?thing_name }}
  OPTIONAL {{ ?property skos:prefLabel|rdfs:label ?property_name }}
}} LIMIT {most}
"""


def _thing(graph: KnowledgeGraph, iri: str) -> View:
    """Show what the graph holds of something that is no term: a value, a property, a match."""
    if not _IRI.fullmatch(iri):
        raise UnknownTermError(iri, [])
    rows = graph.store.select(_TOLD.format(iri=iri))
    used = graph.store.select(_USED.format(iri=iri, most=_USES))
    if not len(rows) and not len(used):
        raise UnknownTermError(compact(iri), [])
    values = {"name": compact(iri), "iri": iri, "rows": rows, "used": used, "most": _USES}
    return View("thing", values)


def _terms(graph: KnowledgeGraph, asked: Asked) -> Seen:
    held: dict[str, list[Term]] = {}
    for term in asked.shelf.terms:
        for category in term.categories or (None,):
            held.setdefault(category.name if category else "no category", []).append(term)
    groups = [(name, sorted(found, key=lambda t: t.name)) for name, found in sorted(held.items())]
    return View("terms", {"groups": groups, "total": len(asked.shelf.terms)})


def _claim(graph: KnowledgeGraph, asked: Asked) -> Seen:
    claim = graph.claim(asked.key)
    conflicts = [opposed(graph.library, c) for c in graph.reader.conflicts([claim.id])]
    return View("claim", {
        "claim": claim, "record": record(graph.library, claim),
        "read": read(claim, graph.texts or {}),
        "conflicts": _against(graph, claim, conflicts),
        "pair": claim.object is not None and _ends(claim) <= asked.shelf.known,
    })  # fmt: skip


def _against(graph: KnowledgeGraph, claim: Claim, found: list[Opposed]) -> list[dict[str, Any]]:
    """Give the parties of a claim's conflicts, what each of the other claims says told once."""
    told = {claim.id}
    made = []
    for one in found:
        parties = []
        for party in one.parties:
            new = {c.id: " · ".join(facts(graph.library, c)) for c in party.claims}
            parties.append((party, [(c, "" if c.id in told else new[c.id]) for c in party.claims]))
            told |= set(new)
        made.append({"conflict": one.conflict, "parties": parties})
    return made


def _conflict(graph: KnowledgeGraph, asked: Asked) -> Seen:
    for one in graph.conflicts().found:
        if one.conflict.id == asked.key:
            return View("conflict", {"conflict": one.conflict, "parties": [
                (party, grouped(without(_cards(graph, list(party.claims)), conflict=asked.key)))
                for party in one.parties
            ]})  # fmt: skip
    raise UnknownTermError(asked.key, [])


def _documents(graph: KnowledgeGraph, asked: Asked) -> Seen:
    return View("documents", {"documents": asked.shelf.documents})


def _document(graph: KnowledgeGraph, asked: Asked) -> Seen:
    document = graph.library.documents.get(asked.key)
    if document is None:
        raise UnknownTermError(asked.key, sorted(graph.library.documents))
    page = graph.show(document.id)
    claims = sorted(graph.library.claims(page.data["claims"]), key=lambda c: (c.start, c.id))
    return View("document", {
        "document": document, "data": page.data, "cards": _cards(graph, claims),
        "places": draw_places(claims, document.characters),
    })  # fmt: skip


def _study(graph: KnowledgeGraph, asked: Asked) -> Seen:
    study = next(iter(graph.library.studies([f"bkg.study:{asked.key}"])), None)
    if study is None:
        raise UnknownTermError(asked.key, [])
    claims = graph.library.claims(graph.show(asked.key).data["claims"])
    checks = checks_of_study(graph.reader, expand(study.id))
    elsewhere = graph.reader.source_checks_of([claim.id for claim in claims])
    reported = {key for check in checks for key in check.claims}
    reported -= {key for check in elsewhere if check not in checks for key in check.claims}
    return View("study", {
        "study": study, "record": _published(study),
        "arms": [(arm, dose_words(graph.library, arm.dose)) for arm in study.arms],
        "checks": _compared(checks),
        "held_against": held_against(checks),
        "cards": without(_cards(graph, claims), reports=reported),
        "plots": _drawn(graph, claims),
    })  # fmt: skip


def _compared(
    checks: list[SourceCheck],
) -> dict[tuple[str, ...], list[tuple[SourceCheck, str, str]]]:
    """Give checks by what the study itself says: each with its verdict and the reason for it."""
    held: dict[tuple[str, ...], list[tuple[SourceCheck, str, str]]] = {}
    for check in checks:
        verdict, reason, *rest = check_lines(check)
        held.setdefault(tuple(rest), []).append((check, verdict, reason))
    return held


_PUBLISHED = (
    "citation", "journal", "published", "volume", "issue", "pages", "year", "pmid", "pmc", "doi",
    "nct", "note",
)  # fmt: skip


def _published(study: Study) -> list[tuple[str, str]]:
    """Give where a study appeared, without what its citation says already."""
    held = [(name, getattr(study, name)) for name in _PUBLISHED]
    return [
        (name, str(value))
        for name, value in held
        if value is not None and (name == "citation" or str(value) not in (study.citation or ""))
    ]


def _grouped(side: Side) -> list[Group]:
    return grouped(of_voice(side.voices))


_WHY = ("subject", "object", *_ONLY, "direct")


def _filled(asked: Asked, names: tuple[str, ...]) -> dict[str, str]:
    return {name: asked.values.get(name, "").strip() for name in names}


def _why(graph: KnowledgeGraph, asked: Asked) -> Seen:
    form = _filled(asked, _WHY)
    values: dict[str, Any] = {
        "form": form, "answer": None, "problem": None, "evidence": list(graph.library.evidence),
        "documents": sorted(graph.library.documents), "grouped": _grouped,
        "pairs": asked.shelf.pairs,
    }  # fmt: skip
    if form["subject"] and form["object"]:
        given = {name: value for name, value in form.items() if value}
        values["answer"] = graph.why(**read_values("why", list(given.items())))
        sides = values["answer"].sides.values()
        values["plots"] = _drawn(graph, [claim for side in sides for claim in side.claims])
        values["api"] = {
            kind: address("/api/why", **given, format=kind) for kind in ("csv", "json", "markdown")
        }
    return View("why", values)


def _paths(graph: KnowledgeGraph, asked: Asked) -> Seen:
    form = {**_filled(asked, ("a", "b", "longest", "only_stated"))}
    values: dict[str, Any] = {"form": form, "answer": None, "drawn": []}
    if form["a"] and form["b"]:
        given = [(name, value) for name, value in form.items() if value]
        read = read_values("paths", given)
        stated = read.pop("only_stated", False)
        answer = graph.paths(read.pop("a"), read.pop("b"), background=not stated, **read)
        items = [block for block in answer.sheet().blocks if block.kind == "item"]
        drawn = [
            (draw_path(answer.names, path), path, items[number].text, items[number].details)
            for number, path in enumerate(answer.paths)
        ]
        told = () if answer.paths else answer.sheet().blocks
        rest = [block for block in told if block.kind in ("section", "item")]
        kinds = ("csv", "json", "markdown")
        api = {kind: address("/api/paths", **dict(given), format=kind) for kind in kinds}
        values |= {"answer": answer, "drawn": drawn, "api": api, "rest": rest}
        values["rows"] = answer.to_rows()
        values["beside"] = _cards(graph, list(answer.beside))
    return View("paths", values)


def _compare(graph: KnowledgeGraph, asked: Asked) -> Seen:
    things = [value for name, value in asked.fields if name == "thing" and value.strip()]
    on = asked.values.get("on", "").strip()
    form = {"things": things, "on": on}
    if not things:
        values = {"title": "Compare", "blocks": (), "api": None, "form": form, "rows": None}
        return View("sheet", values)
    answer = graph.compare(*things, on=on or None)
    api = {
        kind: address("/api/compare", thing=things, on=on, format=kind)
        for kind in ("csv", "json", "markdown")
    }
    return _sheet("Compare", answer, asked, form=form, api=api)


def _gaps(graph: KnowledgeGraph, asked: Asked) -> Seen:
    about = asked.values.get("about", "").strip()
    answer = graph.gaps(about or None)
    api = {
        kind: address("/api/gaps", about=about, format=kind) for kind in ("csv", "json", "markdown")
    }
    return _sheet("What is left open", answer, asked, form={"about": about}, api=api)


def _ends(claim: Claim) -> set[str]:
    return {thing.id for thing in (claim.subject, claim.object) if thing is not None}


def _matrix(graph: KnowledgeGraph, asked: Asked) -> Seen:
    about = asked.values.get("about", "").strip()
    claims = list(graph.claims(about=about)) if about else asked.shelf.claims
    return View("matrix", {"about": about, "matrix": matrix(claims, asked.shelf.known)})


def _check(graph: KnowledgeGraph, asked: Asked) -> Seen:
    held = digests(graph)
    return View("check", {"documents": asked.shelf.documents, "digests": held, "one": None})


def _checked(graph: KnowledgeGraph, asked: Asked) -> Seen:
    document = graph.library.documents.get(asked.key)
    if document is None:
        raise UnknownTermError(asked.key, sorted(graph.library.documents))
    return View("check", {
        "documents": [{"document": document}], "digests": digests(graph), "one": document,
        "stretches": stretches(graph, document.id),
    })  # fmt: skip


def _docs(graph: KnowledgeGraph, asked: Asked) -> Seen:
    return View("docs", {"groups": asked.shelf.manual.groups, "page": None})


def _doc(graph: KnowledgeGraph, asked: Asked) -> Seen:
    page = asked.shelf.manual.page(asked.key)
    if page is None:
        raise UnknownTermError(asked.key, [])
    return View("docs", {"groups": asked.shelf.manual.groups, "page": page})


VIEWS: dict[str, tuple[str, Callable[[KnowledgeGraph, Asked], Seen]]] = {
    "start": ("/", _start),
    "search": ("/search", _search),
    "show": ("/show", _show),
    "term": ("/term/{key:path}", _term),
    "terms": ("/terms", _terms),
    "claim": ("/claim/{key}", _claim),
    "claims": ("/claims", list_claims),
    "conflict": ("/conflict/{key}", _conflict),
    "conflicts": ("/conflicts", list_conflicts),
    "document": ("/document/{key}", _document),
    "documents": ("/documents", _documents),
    "study": ("/study/{key}", _study),
    "studies": ("/studies", list_studies),
    "why": ("/why", _why),
    "paths": ("/paths", _paths),
    "compare": ("/compare", _compare),
    "gaps": ("/gaps", _gaps),
    "matrix": ("/matrix", _matrix),
    "catalogue": ("/catalogue", list_queries),
    "query": ("/catalogue/{key}", run_one),
    "sparql-form": ("/query", ask_sparql),
    "check": ("/check", _check),
    "checked": ("/check/{key}", _checked),
    "docs": ("/docs", _docs),
    "doc": ("/docs/{key:path}", _doc),
}
