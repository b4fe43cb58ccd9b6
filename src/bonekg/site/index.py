"""What the scripts of a static site look up: names of things, pages with parameters, lists."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bonekg.answers.backing import voice
from bonekg.answers.works import Work, works
from bonekg.catalogue.formats import plain_question
from bonekg.catalogue.queries import load_catalogue
from bonekg.model import Claim, Term
from bonekg.rdf import expand
from bonekg.serve.pages.facets import FACETS
from bonekg.serve.pages.groups import behind
from bonekg.serve.pages.manual import Manual
from bonekg.site.addresses import Address, file_of, read_address

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph
    from bonekg.serve.problems import Reply

__all__ = ["claim_lists", "pages_index", "search_index"]

_CARD = re.compile(
    r'<article class="card(?:(?!</article>).)*?<a href="/claim/([^"]+)".*?</article>', re.DOTALL
)
_WORK = re.compile(r'<cite class="work" data-work="([^"]*)">.*?</cite>')


def search_index(graph: KnowledgeGraph, found: Mapping[Address, Reply]) -> bytes:
    """Give what can be found by words: title, file, kind, and other names of each.

    Args:
        graph: the graph that the site is of.
        found: what was written.
    """
    held: list[list[Any]] = []

    def add(title: str, path: str, kind: str, names: list[str]) -> None:
        others = [name for name in dict.fromkeys(names) if name != title]
        if Address(path) in found:
            held.append([title, file_of(Address(path)), kind, others])

    def names_of(term: Term) -> list[str]:
        return [*graph.lexicon.forms(expand(term.id)), *term.related_synonyms]

    for term in graph.terms():
        add(term.name, f"/term/{term.id}", "term", names_of(term))
    for document in graph.library.documents.values():
        add(document.title, f"/document/{document.id}", "document", [document.id, document.name])
    for study in graph.reader.studies():
        key = study.id.partition(":")[2]
        add(study.name, f"/study/{key}", "study", [study.title] if study.title else [])
    for conflict in graph.conflicts():
        add(conflict.states, f"/conflict/{conflict.id}", "conflict", [conflict.id])
    for query in load_catalogue().values():
        add(plain_question(query), f"/catalogue/{query.name}", "question", [query.name])
    for claim in graph.claims():
        add(claim.states, f"/claim/{claim.id}", "claim", [claim.id])
    for leaf in (leaf for leaves in Manual().groups.values() for leaf in leaves):
        add(leaf.title, f"/docs/{leaf.key}", "page", [])
    return _json(held)


def pages_index(found: Mapping[Address, Reply], moved: Mapping[Address, Address]) -> bytes:
    """Give the pages that have parameters: address → file.

    Args:
        found: what was written.
        moved: addresses that send elsewhere.
    """
    held = {str(address): file_of(address) for address in found if address.fields}
    held |= {str(a): file_of(to) for a, to in moved.items() if a.fields and to in found}
    return _json(dict(sorted((a, f) for a, f in held.items() if f.endswith(".html"))))


def claim_lists(
    graph: KnowledgeGraph, found: Mapping[Address, Reply], to: Callable[[str, str], str]
) -> bytes:
    """Give all that the page of claims needs to narrow its list by itself.

    Args:
        graph: the graph that the site is of.
        found: what was written; the list of claims has their cards.
        to: HTML and the file that it will stand in → the same with its links led there.

    Returns:
        JSON: the columns of the table of claims; of each claim its key, values, card, row, ends
        and what stands behind it; of each study or reference mark how it is told; the voices that
        are unsigned; of each term the claims about it; of each conflict its claims.
    """
    claims = list(graph.claims())
    table = found[read_address("/claims?format=csv")].body.decode()
    columns, *rows = csv.reader(io.StringIO(table))
    cards = {one[1]: one[0] for page in _pages(found, "/claims") for one in _CARD.finditer(page)}
    held_by = works(graph.library, claims)
    told = []
    for claim, row in zip(claims, rows, strict=True):
        values = [values(claim) for values in FACETS.values()]
        ends = [claim.subject.name, claim.object.name if claim.object else None]
        card = to(cards[claim.id], "claims.html")
        told.append([claim.id, values, card, row, ends, _stands(claim, held_by[claim.id])])
    at = {claim.id: place for place, claim in enumerate(claims)}
    lists = {
        term.name: [at[claim.id] for claim in graph.claims(about=term.id)] for term in graph.terms()
    }
    conflicts = {
        conflict.id: [at[key] for key in conflict.claims if key in at]
        for conflict in graph.conflicts()
    }
    held = {name: places for name, places in lists.items() if places}
    speakers = graph.library.speakers(voice(claim).id for claim in claims)
    return _json({
        "facets": list(FACETS), "columns": columns, "claims": told, "about": held,
        "conflicts": conflicts, "works": _works(found, held_by, to),
        "unsigned": [speaker.id for speaker in speakers if not speaker.identified],
    })  # fmt: skip


def _stands(claim: Claim, held: Sequence[Work]) -> dict[str, Any]:
    """Give what stands behind a claim, by which the sides of a question group and order it."""
    return {
        "behind": behind(claim, held), "works": [work.id for work in held],
        "voice": voice(claim).id, "document": claim.document, "lay": claim.lay,
        "strength": [claim.evidence_rank, claim.certainty_rank],
    }  # fmt: skip


def _works(
    found: Mapping[Address, Reply],
    held: Mapping[str, Sequence[Work]],
    to: Callable[[str, str], str],
) -> dict[str, dict[str, Any]]:
    """Give how each work is told, as the pages of claims have it, and whether it is listed."""
    told = {
        one[1]: to(one[0], "claims.html")
        for key in held
        for one in _WORK.finditer(found[Address(f"/claim/{key}")].body.decode())
    }
    every = {work.id: work for own in held.values() for work in own}
    return {
        key: {"told": told[key], "study": work.study, "listed": work.listed}
        for key, work in every.items()
    }


def _pages(found: Mapping[Address, Reply], path: str) -> Iterator[str]:
    """Give all pages of a list."""
    for address, reply in found.items():
        if address.path == path and reply.kind.startswith("text/html"):
            yield reply.body.decode()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
