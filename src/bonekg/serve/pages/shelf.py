"""What a page is asked for, what it is made from, and what comes of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.catalogue.lists import list_values, load_lists
from bonekg.model import Claim, Study, Term
from bonekg.rdf import compact
from bonekg.serve.pages.links import thing_address
from bonekg.serve.pages.manual import Manual
from bonekg.store.rows import Rows

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["Asked", "Moved", "Seen", "Shelf", "Table", "View", "studies_by_name"]


class Shelf:
    """What many pages list, read once, before a worker is forked.

    Args:
        graph: what is shown.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.claims: list[Claim] = list(graph.claims())
        self.terms: list[Term] = list(graph.terms())
        self.known = {term.id for term in self.terms}
        self.studies = studies_by_name(graph)
        self.documents = [
            {"document": document, "claims": sum(c.document == key for c in self.claims)}
            for key, document in sorted(graph.library.documents.items())
        ]
        self.conflicts = list(graph.conflicts())
        self.lists = {name: list_values(graph.store, one) for name, one in load_lists().items()}
        self.pairs = _pairs(self.claims, self.known)
        self.manual = Manual()
        names = graph.lexicon.names.items()
        self.addresses = {name: thing_address(compact(iri)) for iri, name in names}


def studies_by_name(graph: KnowledgeGraph) -> list[Study]:
    """Give all studies in the order of their list."""
    return sorted(graph.reader.studies(), key=lambda study: study.name)


def _pairs(claims: list[Claim], terms: set[str]) -> dict[str, dict[str, int]]:
    """Give what each thing is said to act on, and by how many claims."""
    counts = Counter(
        (claim.subject.name, claim.object.name)
        for claim in claims
        if claim.object and claim.subject.id in terms and claim.object.id in terms
    )
    held: dict[str, dict[str, int]] = {}
    for (subject, obj), count in sorted(counts.items()):
        held.setdefault(subject, {})[obj] = count
    return held


class Asked(NamedTuple):
    """What a page is asked for.

    Attributes:
        key: the last part of its path.
        values: its parameters, each once.
        fields: its parameters as they were sent.
        shelf: what many pages list.
    """

    key: str
    values: dict[str, str]
    fields: list[tuple[str, str]]
    shelf: Shelf


class View(NamedTuple):
    """A page: its template, what that shows, and the HTTP status."""

    template: str
    values: dict[str, Any]
    status: int = 200


class Table(NamedTuple):
    """Rows to be downloaded, and the name of their file."""

    rows: Rows
    name: str


class Moved(NamedTuple):
    """Another page, to which the client is sent."""

    address: str


Seen = View | Table | Moved
