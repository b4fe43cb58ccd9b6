"""In which ways terms are of things, as far as the reading of words needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Protocol

from bonekg.store.rows import IRI, Rows

__all__ = ["Ways"]

_HELD = """
SELECT ?term ?way ?thing WHERE {
  ?property rdfs:subPropertyOf bkg:concerns ; skos:prefLabel ?way .
  ?term ?property ?thing .
}
"""
_TURNING = """
SELECT ?way WHERE {
  ?property rdfs:subPropertyOf bkg:concerns ; bkg:turns true ; skos:prefLabel ?way .
}
"""
_KINDS = "SELECT ?term ?above WHERE { ?term bkg:kindOf ?above FILTER(?term != ?above) }"
_PARENTS = (
    "SELECT ?term ?parent WHERE { ?term rdfs:subClassOf ?parent . ?parent bkg:checkedIn ?file }"
)


class _Selects(Protocol):
    def select(self, sparql: str) -> Rows: ...


class Ways:
    """The pairs of terms that the ontology puts together in some way, and the kinds of terms.

    Args:
        store: where the terms are.
        named: gives the term of a name.
    """

    def __init__(self, store: _Selects, named: Callable[[str], IRI | None]) -> None:
        self._store, self._named = store, named
        self._held: dict[tuple[str, IRI], set[IRI]] = defaultdict(set)
        self._things: dict[IRI, set[tuple[str, IRI]]] = defaultdict(set)
        for term, way, thing in store.select(_HELD):
            holder, of = IRI(str(term)), IRI(str(thing))
            self._held[str(way), of].add(holder)
            self._things[holder].add((str(way), of))

    @cached_property
    def turning(self) -> frozenset[str]:
        """The names of the ways by which a term is less of the thing."""
        return frozenset(str(way) for (way,) in self._store.select(_TURNING))

    @cached_property
    def _above(self) -> dict[IRI, set[IRI]]:
        table: dict[IRI, set[IRI]] = defaultdict(set)
        for term, above in self._store.select(_KINDS):
            table[IRI(str(term))].add(IRI(str(above)))
        return table

    @cached_property
    def _parents(self) -> dict[IRI, set[IRI]]:
        table: dict[IRI, set[IRI]] = defaultdict(set)
        for term, parent in self._store.select(_PARENTS):
            table[IRI(str(term))].add(IRI(str(parent)))
        return table

    def terms(self, ways: Sequence[str], asked: Sequence[set[IRI]]) -> dict[IRI, int]:
        """Give the terms that are of things in one of some ways.

        Args:
            ways: the names of the ways, the likeliest first.
            asked: per thing that the term must be of, the terms which the thing may be.

        Returns:
            Term → the place of its way in `ways`.
        """
        found: dict[IRI, int] = {}
        for place, way in enumerate(ways):
            per_thing = [{t for thing in one for t in self._held[way, thing]} for one in asked]
            for term in set.intersection(*per_thing):
                found.setdefault(term, place)
        return found

    def others(self, term: IRI, ways: Sequence[str]) -> int:
        """Count the things that a term is of beside the first, and its other ways."""
        pairs = self._things[term]
        return len({thing for _, thing in pairs}) - 1 + len({way for way, _ in pairs} - set(ways))

    def preference(self, term: IRI, kind: str, not_kind: str) -> int:
        """Give 0 for a term of the kind that is preferred, 2 for one of the other, else 1."""
        if kind and self.belongs(term, kind):
            return 0
        return 2 if not_kind and self.belongs(term, not_kind) else 1

    def belongs(self, term: IRI, kind: str) -> bool:
        """Say whether a term is of the class with some name."""
        return self._named(kind) in self._above.get(term, ())

    def things(self, term: IRI) -> set[IRI]:
        """Give the things that a term is of, in any way."""
        return {thing for _, thing in self._things[term]}

    def above(self, term: IRI) -> set[IRI]:
        """Give what a term is a kind of."""
        return self._above.get(term, set())

    def classes(self, term: IRI) -> list[IRI]:
        """Give the terms above a term, upwards, as long as there is one parent only.

        A form of a vitamin is that vitamin; a mineral that is an electrolyte and a nutrient, too,
        stands for neither.
        """
        found: list[IRI] = []
        while len(parents := self._parents.get(term, set())) == 1:
            (term,) = parents
            found.append(term)
        return found

    def below(self, term: IRI) -> Iterable[IRI]:
        """Give the kinds of a term."""
        return sorted(one for one, above in self._above.items() if term in above)
