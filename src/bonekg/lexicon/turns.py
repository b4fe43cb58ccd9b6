"""Turns of phrase: words around the name of a thing that say in which way a term is of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bonekg.lexicon.phrases import TurnText, read_phrases
from bonekg.lexicon.spelling import key

__all__ = ["Turn", "queries_of", "query_patterns", "reorder", "turns_of"]

_SLOT = re.compile(r"\{(\w*)\}")


class Turn(NamedTuple):
    """A turn of phrase that was met.

    Attributes:
        things: the keys of the things that it is said of.
        said: what is left of the phrase without them.
        text: the turn as the file of phrases has it.
    """

    things: tuple[str, ...]
    said: str
    text: TurnText


def turns_of(at: str, *, loosely: bool = False) -> Iterator[Turn]:
    """Read a key as a turn of phrase, in every way in which it can be read.

    Args:
        at: what `key` gives.
        loosely: with those whose term says less than the words.

    Examples:
        >>> turn = next(turns_of("shortage of magnesium"))
        >>> turn.things, turn.said, turn.text.ways
        (('magnesium',), 'shortage of', ('lack of', 'loss of'))
    """
    for pattern, text in _patterns():
        match = pattern.fullmatch(f" {at}") if loosely or not text.loosely else None
        if match:
            found = match.groupdict()
            said = " ".join(_without(f" {at}", [match.span(name) for name in found]).split())
            yield Turn(tuple(key(thing) for thing in found.values()), said, text)


def queries_of(at: str) -> Iterator[tuple[str, str]]:
    """Read a key as a question for a query of the catalogue: what is asked about, and the query.

    Args:
        at: what `key` gives.

    Examples:
        >>> list(queries_of("cause of falls"))
        [('fall', 'risk-factors')]
    """
    for pattern, query in query_patterns():
        match = pattern.fullmatch(f" {at}")
        if match:
            (thing,) = match.groups()
            yield key(thing), query


def reorder(at: str) -> Iterator[str]:
    """Give a key with its words in the other orders that mean the same.

    Examples:
        >>> next(reorder("density of bone"))
        'bone density'
        >>> list(reorder("bone mineral density"))
        ['mineral density of bone', 'density of bone mineral']
    """
    found: dict[str, None] = {}
    for pattern, instead in _orders():
        match = pattern.fullmatch(f" {at}")
        if match:
            parts = {name: key(part) for name, part in match.groupdict().items()}
            found[instead.format(**parts)] = None
    yield from found


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], TurnText], ...]:
    return tuple((_compiled(words), turn) for turn in read_phrases().turns for words in turn.words)


@cache
def query_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Give the turns of phrase that queries of the catalogue answer: pattern of a key, query."""
    return tuple(
        (_compiled(w), asked.query) for asked in read_phrases().queries for w in asked.words
    )


@cache
def _orders() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (_compiled(words, some), instead)
        for words, instead in read_phrases().orders
        for some in (".+?", ".+")
    )


def _compiled(words: str, some: str = ".+?") -> re.Pattern[str]:
    parts = []
    for number, word in enumerate(words.split()):
        slot = _SLOT.fullmatch(word)
        if slot:
            parts.append(f" (?P<{slot[1] or f'thing{number}'}>{some})")
            continue
        choices = [key(choice.replace("_", " ")) for choice in word.rstrip("?").split("|")]
        found = f"(?: (?:{'|'.join(map(re.escape, choices))}))"
        parts.append(f"{found}?" if word.endswith("?") else found)
    return re.compile("".join(parts))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
