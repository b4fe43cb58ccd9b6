"""The file of spelling and turns of phrase, read as it stands.

`ontology/phrases.yaml` says how people write what the terms mean. It is read when a name is not
found as it was written, and not before.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from bonekg import resources
from bonekg.errors import YamlSyntaxError
from bonekg.sources.yaml import Listing, Mapping, Node, Scalar, read_yaml

__all__ = ["PhraseCase", "Phrases", "QueryText", "SpellingCase", "TurnText", "read_phrases"]

_SPELLING = {"letters", "rules", "prefixes", "openings", "words", "cases"}
_TURN = {"words", "ways", "kind", "not kind", "of", "loosely"}
_QUERY = {"words", "query"}
_FILE = {"spelling", "turns", "orders", "between", "other words", "unnamed", "cases",
         "queries", "left out"}  # fmt: skip


class TurnText(NamedTuple):
    """A turn of phrase as the file has it.

    Attributes:
        words: the patterns of words that mean it.
        ways: the names of the ways in which the term meant is of the thing, the likeliest first.
        kind: the name of the class whose terms are preferred, if any.
        not_kind: the name of the class whose terms are put behind, if any.
        of: the name of the class that the thing must be of, if any.
        loosely: true if the term says less than the words, so that a reader must be told.
    """

    words: tuple[str, ...]
    ways: tuple[str, ...]
    kind: str
    not_kind: str
    of: str
    loosely: bool


class SpellingCase(NamedTuple):
    """Two spellings and whether they are of one word."""

    one: str
    other: str
    same: bool


class QueryText(NamedTuple):
    """A turn of phrase that a query of the catalogue answers.

    Attributes:
        words: the patterns of words that mean it.
        query: the name of the query.
    """

    words: tuple[str, ...]
    query: str


class PhraseCase(NamedTuple):
    """A phrase, and the term and the query that it leads to by name; empty if to none."""

    given: str
    term: str
    query: str


class Phrases(NamedTuple):
    """What the file holds; its own comments say what each part means."""

    letters: dict[str, str]
    rules: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    openings: tuple[str, ...]
    words: dict[str, str]
    spelling_cases: tuple[SpellingCase, ...]
    turns: tuple[TurnText, ...]
    queries: tuple[QueryText, ...]
    orders: tuple[tuple[str, str], ...]
    between: tuple[str, ...]
    left_out: tuple[str, ...]
    other_words: tuple[str, ...]
    unnamed: dict[str, tuple[str, ...]]
    cases: tuple[PhraseCase, ...]


@cache
def read_phrases(file: Path | None = None) -> Phrases:
    """Read a file of phrases.

    Args:
        file: the file; the package's own by default.

    Raises:
        ResourceError: if there is no such file.
        YamlSyntaxError: if it lacks a part, has an unknown one, or one of another shape.

    Examples:
        >>> read_phrases().orders[0]
        ('{a} of the? {b}', '{b} {a}')
    """
    return _Reader(file or resources.root() / "ontology" / "phrases.yaml").read()


class _Reader:
    """Reads one file; every complaint names it and the line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> Phrases:
        parts = self._parts(read_yaml(self._file), _FILE, _FILE)
        spelling = self._parts(parts["spelling"], _SPELLING, _SPELLING)
        return Phrases(
            letters=self._pairs(spelling["letters"]),
            rules=self._couples(spelling["rules"]),
            prefixes=self._texts(spelling["prefixes"]),
            openings=self._texts(spelling["openings"]),
            words=self._pairs(spelling["words"]),
            spelling_cases=tuple(
                SpellingCase(case["one"], case["other"], case["same"] == "yes")
                for case in map(self._pairs, self._items(spelling["cases"]))
            ),
            turns=tuple(self._turn(item) for item in self._items(parts["turns"])),
            queries=tuple(self._query(item) for item in self._items(parts["queries"])),
            orders=self._couples(parts["orders"]),
            between=self._texts(parts["between"]),
            left_out=self._texts(parts["left out"]),
            other_words=self._texts(parts["other words"]),
            unnamed=self._lists(parts["unnamed"]),
            cases=tuple(map(self._case, self._items(parts["cases"]))),
        )

    def _turn(self, node: Node) -> TurnText:
        parts = self._parts(node, {"words", "ways"}, _TURN)
        kind, behind, of = (
            self._text(parts[k]) if k in parts else "" for k in ("kind", "not kind", "of")
        )
        return TurnText(
            self._texts(parts["words"]),
            self._texts(parts["ways"]),
            kind,
            behind,
            of,
            "loosely" in parts and self._text(parts["loosely"]) == "yes",
        )

    def _query(self, node: Node) -> QueryText:
        parts = self._parts(node, _QUERY, _QUERY)
        return QueryText(self._texts(parts["words"]), self._text(parts["query"]))

    def _case(self, node: Node) -> PhraseCase:
        case = {"query": "none", **self._pairs(node)}
        term, query = ("" if case[k] == "none" else case[k] for k in ("term", "query"))
        return PhraseCase(case["given"], term, query)

    def _parts(self, node: Node, needed: set[str], known: set[str]) -> dict[str, Node]:
        if not isinstance(node, Mapping):
            raise YamlSyntaxError(self._file, node.line, "expected keys and values here")
        parts = {entry.key: entry.value for entry in node.entries}
        for wrong in sorted((needed - set(parts)) | (set(parts) - known)):
            problem = "is missing here" if wrong in known else "is no key of this part"
            raise YamlSyntaxError(self._file, node.line, f"{wrong!r} {problem}")
        return parts

    def _items(self, node: Node) -> list[Node]:
        if not isinstance(node, Listing):
            raise YamlSyntaxError(self._file, node.line, "expected a list here")
        return node.items

    def _text(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise YamlSyntaxError(self._file, node.line, "expected a text here")
        return node.text

    def _texts(self, node: Node) -> tuple[str, ...]:
        return tuple(self._text(item) for item in self._items(node))

    def _pairs(self, node: Node) -> dict[str, str]:
        if not isinstance(node, Mapping):
            raise YamlSyntaxError(self._file, node.line, "expected keys and texts here")
        return {entry.key: self._text(entry.value) for entry in node.entries}

    def _lists(self, node: Node) -> dict[str, tuple[str, ...]]:
        if not isinstance(node, Mapping):
            raise YamlSyntaxError(self._file, node.line, "expected keys and lists here")
        return {entry.key: self._texts(entry.value) for entry in node.entries}

    def _couples(self, node: Node) -> tuple[tuple[str, str], ...]:
        couples = []
        for item in self._items(node):
            texts = self._texts(item)
            if len(texts) != 2:
                raise YamlSyntaxError(self._file, item.line, "expected two texts here")
            couples.append((texts[0], texts[1]))
        return tuple(couples)
