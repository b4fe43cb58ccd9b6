"""What stands under what, by name, as the terms' parents say; and which sign a predicate gives."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from bonekg.rdf import expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

__all__ = ["Hierarchy", "reached"]

_Node = TypeVar("_Node", bound=Hashable)


def reached(start: _Node, links: Mapping[_Node, Collection[_Node]]) -> set[_Node]:
    """Give a node and all that links lead to from it.

    Examples:
        >>> sorted(reached("a", {"a": ["b"], "b": ["c", "a"], "d": ["a"]}))
        ['a', 'b', 'c']
    """
    found: set[_Node] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += links.get(here, ())
    return found


class Hierarchy:
    """The terms of a build and the signs of its predicates.

    Args:
        terms: the JSON-LD records of the domain terms.
        ontology: the triples of the vocabulary.
    """

    def __init__(self, terms: list[dict[str, Any]], ontology: set[Triple]) -> None:
        self._terms = {str(term["name"]): term for term in terms}
        self._ontology = ontology

    def _listed(self, name: str, key: str) -> list[str]:
        value = self._terms.get(name, {}).get(key, [])
        return list(value) if isinstance(value, list) else [value]

    def ancestors(self, name: str) -> set[str]:
        """Give a term and all that it stands under, categories included."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += self._listed(here, "parent") + self._categories.get(here, [])
        return found

    def related(self, one: str, other: str) -> bool:
        """Say whether two terms are the same or one stands under the other."""
        return one in self.ancestors(other) or other in self.ancestors(one)

    def concerns(self, name: str) -> set[str]:
        """Give what a level, state, intake, regimen or form is about."""
        return {thing for way in self._ways for thing in self._listed(name, way)}

    def sign(self, predicate: str, obj: str) -> str:
        """Give the sign of a predicate towards an object: `+`, `-`, `0`, or empty for none.

        *improves* and *impairs* take theirs from the object's favourable direction; of a
        condition or a risk, less is favourable.
        """
        sign = self._signs.get(predicate, "")
        if sign in ("+", "-", "0"):
            return sign
        if sign not in ("favourable", "unfavourable"):
            return ""
        good = str(self._terms.get(obj, {}).get("favourable", ""))
        if not good:
            above = self.ancestors(obj)
            good = "lower" if above & {"condition", "risk"} else "higher"
        if good == "neither":
            return ""
        return "+" if (sign == "favourable") == (good == "higher") else "-"

    @cached_property
    def _ways(self) -> list[str]:
        wanted, concerns = expand("rdfs:subPropertyOf"), expand("bkg:concerns")
        names = self._values("skos:prefLabel")
        return [
            names[str(getattr(t.subject, "value", ""))]
            for t in self._ontology
            if t.predicate.value == wanted and getattr(t.object, "value", "") == concerns
        ]

    @cached_property
    def _signs(self) -> dict[str, str]:
        names = self._values("skos:prefLabel")
        return {names[p]: sign for p, sign in self._values("bkg:sign").items()}

    @cached_property
    def _categories(self) -> dict[str, list[str]]:
        names = self._values("skos:prefLabel")
        found: dict[str, list[str]] = {}
        for child, parent in self._values("rdfs:subClassOf").items():
            if child in names and parent in names:
                found.setdefault(names[child], []).append(names[parent])
        return found

    def _values(self, curie: str) -> dict[str, str]:
        """Give subject → object of one property of the vocabulary."""
        wanted = expand(curie)
        base = expand("bkg:")
        return {
            subject: str(t.object.value)
            for t in self._ontology
            if t.predicate.value == wanted
            and (subject := str(getattr(t.subject, "value", ""))).startswith(base)
            and hasattr(t.object, "value")
        }
