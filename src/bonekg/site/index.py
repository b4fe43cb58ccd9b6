"""What the scripts of a static site look up: names of things, pages with parameters, lists."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.answers.backing import voice
from bonekg.answers.works import Work, works
from bonekg.catalogue.formats import plain_question
from bonekg.catalogue.lists import list_values, load_lists
from bonekg.catalogue.queries import load_catalogue
from bonekg.model import Claim, Term
from bonekg.rdf import expand
from bonekg.serve.pages.groups import behind
from bonekg.serve.pages.lists import CONDITIONS
from bonekg.serve.pages.manual import Manual
from bonekg.serve.pages.shelf import studies_by_name
from bonekg.site.addresses import Address, file_of, read_address

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph
    from bonekg.serve.problems import Reply

__all__ = ["list_indexes", "pages_index", "search_index"]

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


class _Held(NamedTuple):
    """What a list of the site holds: keys, and for each term the keys of what is about it."""

    keys: list[str]
    about: dict[str, list[str]]


def _claims(graph: KnowledgeGraph) -> _Held:
    about = {
        term.name: [claim.id for claim in graph.claims(about=term.id)] for term in graph.terms()
    }
    return _Held([claim.id for claim in graph.claims()], {n: k for n, k in about.items() if k})


def _conflicts(graph: KnowledgeGraph, claims: _Held) -> _Held:
    found = list(graph.conflicts())
    about = {
        name: [one.id for one in found if not {*keys}.isdisjoint(one.claims)]
        for name, keys in claims.about.items()
    }
    return _Held([one.id for one in found], about)


def list_indexes(
    graph: KnowledgeGraph, found: Mapping[Address, Reply], to: Callable[[str, str], str]
) -> dict[str, bytes]:
    """Give all that pages of lists need to narrow them by themselves.

    Args:
        graph: the graph that the site is of.
        found: what was written; the list of claims has their cards, tables have the rows.
        to: HTML and the file that it will stand in → the same with its links led there.

    Returns:
        List → JSON: what it can be narrowed by, conditions, the columns of its table; of each thing
        its key, values and rows; of each term its IRI and the things about it; of claims what
        `_told` gives, too.
    """
    claims = _claims(graph)
    studies = [study.id.partition(":")[2] for study in studies_by_name(graph)]
    held = {"claims": claims, "conflicts": _conflicts(graph, claims), "studies": _Held(studies, {})}
    iris = {term.name: expand(term.id) for term in graph.terms()}
    return {
        name: _json({
            **_things(graph, name, one, found, iris),
            **(_told(graph, found, to) if name == "claims" else {}),
        })
        for name, one in held.items()
    }  # fmt: skip


def _told(
    graph: KnowledgeGraph, found: Mapping[Address, Reply], to: Callable[[str, str], str]
) -> dict[str, Any]:
    """Give of each claim its card, its ends and what stands behind it, in their order.

    Beside them stand how each study or reference mark is told, and the voices that are unsigned.
    """
    claims = list(graph.claims())
    cards = {one[1]: one[0] for page in _pages(found, "/claims") for one in _CARD.finditer(page)}
    held_by = works(graph.library, claims)
    speakers = graph.library.speakers(voice(claim).id for claim in claims)
    return {
        "cards": [to(cards[claim.id], "claims.html") for claim in claims],
        "ends": [[c.subject.name, c.object.name if c.object else None] for c in claims],
        "stands": [_stands(claim, held_by[claim.id]) for claim in claims],
        "works": _works(found, held_by, to),
        "unsigned": [speaker.id for speaker in speakers if not speaker.identified],
    }


def _things(
    graph: KnowledgeGraph,
    name: str,
    held: _Held,
    found: Mapping[Address, Reply],
    iris: Mapping[str, str],
) -> dict[str, Any]:
    listed = load_lists()[name]
    values = list_values(graph.store, listed)
    table = found[read_address(f"/{name}?format=csv")].body.decode()
    columns, *rows = csv.reader(io.StringIO(table))
    of: dict[str, list[list[str]]] = {key: [] for key in held.keys}
    for row in rows:
        of[row[0].rpartition(":")[2]].append(row)
    at = {key: place for place, key in enumerate(held.keys)}
    return {
        "list": {"gives": listed.gives, "pattern": listed.pattern, "facets": listed.facets},
        "conditions": CONDITIONS[name],
        "columns": columns,
        "things": [[key, list(values[key].values()), of[key]] for key in held.keys],
        "about": {n: [iris[n], [at[key] for key in keys]] for n, keys in held.about.items()},
    }


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
