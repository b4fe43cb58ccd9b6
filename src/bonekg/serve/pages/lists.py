"""Pages of lists: claims, conflicts and studies, narrowed by choices, and the query of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bonekg.answers import scope
from bonekg.answers.claims import conditions
from bonekg.answers.question import ask
from bonekg.catalogue.lists import list_query, load_lists
from bonekg.catalogue.narrowing import check_choices, fitting, split_fields
from bonekg.model import Claim
from bonekg.rdf import compact
from bonekg.serve.pages.cards import cards
from bonekg.serve.pages.facets import Facet, facets
from bonekg.serve.pages.shelf import Asked, Seen, Table, View
from bonekg.store.rows import IRI, Rows

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["CONDITIONS", "list_claims", "list_conflicts", "list_studies"]

# By list and parameter: what its things have in common, as SPARQL, for the IRI of a term.
CONDITIONS = {
    "claims": {
        "about": scope.is_about(IRI("%s")), "direct": "?claim bkg:subject|bkg:object <%s> .",
    },
    "conflicts": {
        "about": f"?conflict bkg:ground ?claim . {scope.is_about(IRI('%s'))} "
        "?claim bkg:status bkg:Current .",
    },
    "studies": {},
}  # fmt: skip

_PAGE = 50  # claims on a page of the list
_ROWS = 1000  # the most that a query of the catalogue gives
_CLAIMS = (
    "subject", "object", "about", "site", "population", "document", "evidence", "kind",
)  # fmt: skip


class _Part(NamedTuple):
    """What is left of a list: the places of its things, by what it can be narrowed, its query."""

    places: list[int]
    facets: list[Facet]
    sparql: str


def _narrowed(name: str, keys: Sequence[str], asked: Asked, condition: str = "") -> _Part:
    """Narrow a list by what an address gives.

    Args:
        name: the list.
        keys: what stands in it before it is narrowed.
        asked: what its page is asked for.
        condition: what these have in common, as SPARQL.
    """
    listed, held = load_lists()[name], asked.shelf.lists[name]
    values = {key: value for key, value in asked.values.items() if value}
    _, chosen = split_fields(name, (), list(listed.facets), values)
    check_choices(name, list(held.values()), chosen)
    things = [held[key] for key in keys]
    given = {key: value for key, value in values.items() if key != "format"}
    return _Part(
        fitting(things, chosen),
        facets(f"/{name}", list(listed.facets), things, given),
        list_query(listed, condition, chosen),
    )


def _given(asked: Asked) -> dict[str, str]:
    return {name: value for name, value in asked.values.items() if value and name != "page"}


def list_claims(graph: KnowledgeGraph, asked: Asked) -> Seen:
    """Show the claims that fit, a page at a time.

    Args:
        graph: what is asked.
        asked: what the page is asked for.
    """
    form = {name: asked.values.get(name, "").strip() for name in _CLAIMS}
    given = {name: value for name, value in form.items() if value}
    found = graph.claims(**given)
    everything, condition = list(enumerate(found)), conditions(graph.library, **given)
    direct = asked.values.get("direct") == "true" and form["about"]
    if direct:
        own = graph.lexicon.resolve(form["about"])
        everything = [(at, claim) for at, claim in everything if compact(own) in _ends(claim)]
        condition += f"\n{CONDITIONS['claims']['direct'] % own}"
    part = _narrowed("claims", [claim.id for _, claim in everything], asked, condition)
    held = [everything[place] for place in part.places]
    pages = max(1, -(-len(held) // _PAGE))
    page = min(_page(asked), pages)
    shown = held[_PAGE * (page - 1) : _PAGE * page]
    if "format" in asked.values:
        rows = found.to_rows()
        wanted = shown if "page" in asked.values else held
        return Table(Rows(rows.columns, [rows[at] for at, _ in wanted]), "claims")
    return View("claims", {
        "form": form, "direct": direct, "total": len(everything), "held": len(held),
        "cards": cards(graph.library, [claim for _, claim in shown], graph.passages),
        "facets": part.facets, "sparql": part.sparql, "page": page, "pages": pages,
        "first": _PAGE * (page - 1) + 1, "values": _given(asked),
    })  # fmt: skip


def _page(asked: Asked) -> int:
    number = asked.values.get("page", "1")
    fits = number.isascii() and number.isdigit() and len(number) < 5
    return max(1, int(number)) if fits else 1


def _ends(claim: Claim) -> set[str]:
    return {thing.id for thing in (claim.subject, claim.object) if thing is not None}


def list_conflicts(graph: KnowledgeGraph, asked: Asked) -> Seen:
    """Show the reviewed conflicts, each with its parties.

    Args:
        graph: what is asked.
        asked: what the page is asked for.
    """
    about = asked.values.get("about", "").strip()
    found = graph.conflicts(about or None)
    told = CONDITIONS["conflicts"]["about"]
    condition = told % ask(graph.library, about).term if about else ""
    part = _narrowed("conflicts", [one.id for one in found], asked, condition)
    held = tuple(found.found[place] for place in part.places)
    if "format" in asked.values:
        return Table(replace(found, found=held).to_rows(), "conflicts")
    return View("conflicts", {
        "found": found, "held": held, "about": about, "values": _given(asked),
        "facets": part.facets, "sparql": part.sparql,
    })  # fmt: skip


def list_studies(graph: KnowledgeGraph, asked: Asked) -> Seen:
    """Show the studies and publications that documents speak of.

    Args:
        graph: what is asked.
        asked: what the page is asked for.
    """
    everything = asked.shelf.studies
    part = _narrowed("studies", [study.id.partition(":")[2] for study in everything], asked)
    held = [everything[place] for place in part.places]
    if "format" in asked.values:
        # a study of two designs has two rows
        rows, kept = graph.run("studies", limit=_ROWS), {study.id for study in held}
        at = rows.columns.index("study")
        shown = [row for row in rows if compact(str(row[at])) in kept]
        return Table(Rows(rows.columns, shown), "studies")
    told: dict[str, int] = {}
    for claim in asked.shelf.claims:
        if claim.study is not None:
            told[claim.study.id] = told.get(claim.study.id, 0) + 1
    return View("studies", {
        "studies": held, "total": len(everything), "told": told, "values": _given(asked),
        "facets": part.facets, "sparql": part.sparql,
    })  # fmt: skip
