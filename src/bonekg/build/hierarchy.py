"""What stands under what, by name, as the terms' parents say; and which sign a predicate gives."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from bonekg.rdf import BASE, expand

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Triple

__all__ = ["Hierarchy", "kinds", "reached", "within"]

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


def kinds(ontology: set[Triple]) -> set[Triple]:
    """Write out `rdfs:subClassOf*` between domain terms as `bkg:kindOf`.

    A direct triple is found at once in any engine; a path of any length is not, and some engines
    refuse one whose ends are given by `VALUES`.

    Args:
        ontology: the triples of the vocabulary and the terms.

    Returns:
        A triple from each term below `bkg:Entity` to itself and to each term above it.
    """
    from pyoxigraph import NamedNode, Triple

    above: dict[NamedNode, set[NamedNode]] = {}
    for subject, predicate, obj in ontology:
        named = isinstance(subject, NamedNode) and isinstance(obj, NamedNode)
        if named and predicate.value == expand("rdfs:subClassOf"):
            above.setdefault(subject, set()).add(obj)
    root, kind_of = NamedNode(f"{BASE}Entity"), NamedNode(expand("bkg:kindOf"))
    found: set[Triple] = set()
    for term in {root, *above}:
        met = reached(term, above)
        if root in met:
            # What is above a term but not below the root is no domain term: an upper ontology's.
            found |= {Triple(term, kind_of, one) for one in met if _under(one, root, above)}
    return found


def _under(term: NamedNode, root: NamedNode, above: dict[NamedNode, set[NamedNode]]) -> bool:
    return term == root or any(_under(one, root, above) for one in above.get(term, ()))


def within(ontology: set[Triple]) -> set[Triple]:
    """Write out of which sites each site is a kind or a part, as `bkg:within`.

    Args:
        ontology: the triples of the vocabulary and the terms.

    Returns:
        A triple from each site to itself and to each site around it.
    """
    from pyoxigraph import NamedNode, Triple

    kind, part = expand("rdfs:subClassOf"), expand("BFO:0000050")
    around: dict[NamedNode, set[NamedNode]] = {}
    for subject, predicate, obj in ontology:
        named = isinstance(subject, NamedNode) and isinstance(obj, NamedNode)
        if named and predicate.value in (kind, part):
            around.setdefault(subject, set()).add(obj)
    root, prop = NamedNode(f"{BASE}AnatomicalSite"), NamedNode(expand("bkg:within"))

    sites = {site for site in around if root in reached(site, around)} - {root}
    return {
        Triple(site, prop, one) for site in sites for one in reached(site, around) if one in sites
    }
