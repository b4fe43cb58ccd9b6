"""Which things do two texts name? For what a sentence may name only where a passage does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bonekg.checks.wording import occurrences
from bonekg.sources.vocabulary import Vocabulary, term_iri
from bonekg.sources.yaml import Listing, Mapping, Node, Scalar, read_yaml

__all__ = ["NamedTerms"]

_NAMES = ("name", "label", "synonym", "related synonym", "abbreviation")


class _Term(NamedTuple):
    iri: str
    parents: tuple[str, ...]
    names: tuple[str, ...]


class NamedTerms:
    """The terms of a source tree with all their names.

    Args:
        vocabulary: of the source tree.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._terms = {term.names[0]: term for term in _terms(vocabulary)}
        marked = vocabulary.marked("bkg:namedWhereStated")
        self._stated_only = sorted(
            name
            for name, term in self._terms.items()
            if not marked.isdisjoint(self._within(term, vocabulary))
        )

    def _within(self, term: _Term, vocabulary: Vocabulary) -> set[str]:
        """Give the IRIs of a term and of all above it."""
        categories = vocabulary.enumeration("parent")
        found: set[str] = set()
        waiting = [term.names[0]]
        while waiting:
            name = waiting.pop()
            above = self._terms.get(name)
            iri = above.iri if above else categories.get(name)
            if iri is not None and iri not in found:
                found.add(iri)
                waiting += above.parents if above else ()
        return found

    def unsupported(self, sentence: str, passages: Sequence[str]) -> Iterator[str]:
        """Give the terms, of those to be named only where stated, that no passage names.

        Args:
            sentence: of ours.
            passages: the words of the document on which it rests.
        """
        for name in self._stated_only:
            names = self._terms[name].names
            if _names_one(sentence, names) and not any(
                _names_one(passage, names) for passage in passages
            ):
                yield name


def _names_one(text: str, names: Iterable[str]) -> bool:
    return any(occurrences(text, name) for name in names)


def _terms(vocabulary: Vocabulary) -> Iterator[_Term]:
    for file in vocabulary.term_files:
        node = read_yaml(file)
        for record in node.mappings(file) if isinstance(node, Listing) else ():
            identity = record.get("id")
            if isinstance(identity, Scalar):
                names = tuple(text for key in _NAMES for text in _texts(record, key))
                yield _Term(term_iri(identity, file), tuple(_texts(record, "parent")), names)


def _texts(record: Mapping, key: str) -> Iterator[str]:
    value: Node | None = record.get(key)
    for item in value.items if isinstance(value, Listing) else [value]:
        if isinstance(item, Scalar):
            yield item.text
