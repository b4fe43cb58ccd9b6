"""The words of a passage: hedges, negations, numbers, quoted and copied stretches.

Nothing here knows of claims. Texts come in, places and numbers go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

__all__ = [
    "Place",
    "copied",
    "covered_words",
    "ends_in_mark",
    "figures",
    "force_words",
    "hedges",
    "negations",
    "numbers",
    "occurrences",
    "runs",
]


class Place(NamedTuple):
    """Where a word stands in a text, and the word as it stands there."""

    start: int
    end: int
    word: str

    def within(self, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether one of the spans holds all of it."""
        return any(start <= self.start and self.end <= end for start, end in spans)


_HEDGE = re.compile(
    r"\b(?:may|might|could|would|possibl[ey]|possibility|perhaps|maybe|probabl[ey]|presumably"
    r"|apparently|suggest(?:s|ed|ing)?|appear(?:s|ed)?|seem(?:s|ed|ingly)?|potential(?:ly)?"
    r"|likely|unlikely|unclear|uncertain|whether|imagine|wonder)\b",
    re.IGNORECASE,
)
# The end of a text that speaks of the month.
_MONTH = re.compile(r"\b(?i:in|of|on|by|since|until|last|early|mid|late|\d+)[\s-]May\Z")
# What tells how far a statement goes that nothing weakens: it can be so, helps, or tends to be.
_FORCE = re.compile(
    r"\b(?:can(?!['’]t|\s+not\b)|able\s+to|(?:help|aid|assist)(?:s|ed|ing)?|helpful"
    r"|contribut(?:e|es|ed|ing)|support(?:s|ed|ing)?|play(?:s|ed|ing)?\s+(?:\w+\s+){0,4}(?:role|part)|role\s+in"
    r"|tend(?:s|ed|ing)?\s+to|generally|commonly|often|usually|typically)\b",
    re.IGNORECASE,
)
# A mark glued to a word or to the end of a sentence ("bone.12", "cost284"), or in brackets. A name
# with a number (K2, MT2) has a capital before it.
_MARK = re.compile(
    r"(?:(?:[a-z]{2}|[)\]”\"’])[.,]?\d{1,3}(?:[,–-]\d{1,3})*"
    r"|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\])[.,;]?\Z"
)
_NEGATION = re.compile(
    r"\b(?:not|no|none|never|nothing|nobody|nowhere|cannot|without|neither|nor|\w+n['’]t)\b",
    re.IGNORECASE,
)


def hedges(text: str) -> list[Place]:
    """Find the words that weaken a statement.

    Examples:
        >>> [place.word for place in hedges("It may help, and it seems safe in May.")]
        ['may', 'seems']
    """
    return [place for place in _places(_HEDGE, text) if not _MONTH.search(text, 0, place.end)]


def force_words(text: str) -> list[Place]:
    """Find the words that say that something can be so, helps or tends to be.

    Examples:
        >>> [place.word for place in force_words("It can't hurt, often helps, plays a role in it.")]
        ['often', 'helps', 'plays a role']
    """
    return _places(_FORCE, text)


def ends_in_mark(text: str) -> bool:
    """Whether a text runs into the mark of a reference.

    Examples:
        >>> ends_in_mark("It thickens bone.12"), ends_in_mark("It is rich in vitamin K2")
        (True, False)
    """
    return _MARK.search(text) is not None


def negations(text: str) -> list[Place]:
    """Find the words that turn a statement round.

    Examples:
        >>> [place.word for place in negations("Without it they don’t grow.")]
        ['Without', 'don’t']
    """
    return _places(_NEGATION, text)


def occurrences(text: str, words: str) -> list[Place]:
    """Find some words as whole words, in capitals or not.

    Examples:
        >>> occurrences("Nothing is not noted", "not")
        [Place(start=11, end=14, word='not')]
    """
    return _places(re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE), text)


def _places(pattern: re.Pattern[str], text: str) -> list[Place]:
    return [Place(found.start(), found.end(), found[0]) for found in pattern.finditer(text)]


_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {
    "": 1,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "k": 1000,
    "m": 10**6,
}
_WORDS = {
    **{word: Decimal(value) for value, word in enumerate(_SMALL)},
    **{word: Decimal(value * 10) for value, word in enumerate(_TENS, 2)},
    **dict.fromkeys(("once", "single"), Decimal(1)),
    **dict.fromkeys(("twice", "double", "doubled", "doubles", "couple", "twofold"), Decimal(2)),
    **dict.fromkeys(("thrice", "triple", "tripled", "triples", "threefold"), Decimal(3)),
    **dict.fromkeys(("half", "halved", "halves"), Decimal("0.5")),
    "dozen": Decimal(12),
}
_SCALED = r"(?:[\s-](?P<{0}>hundred|thousand|million|billion)\b)"
# Digits after a letter belong to a name (K2, NCT01152580); digits after a letter or a bracket and
# a full stop are a reference mark. A sign counts only where no range can be meant.
_DIGITS = re.compile(
    r"(?<![\w])(?<![A-Za-z)”\"][.,])(?P<sign>(?<![\w)%])[-−])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:{_SCALED.format('long')}|(?P<short>[kM])\b)?",
)
_SPELT = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<ones>{'|'.join(_SMALL[1:10])})\b)?"
    rf"|(?P<plain>{'|'.join(sorted(set(_WORDS) - set(_TENS), key=len, reverse=True))})"
    r"|(?P<article>an?)(?=[\s](?:hundred|thousand|million|billion)\b))"
    rf"\b{_SCALED.format('scale')}?",
    re.IGNORECASE,
)
_ONE_OR_TWO = re.compile(r"\ban?\s+\w+\s+or\s+two\b", re.IGNORECASE)


def figures(text: str) -> set[Decimal]:
    """Read the numbers that a text writes in digits.

    Examples:
        >>> sorted(map(int, figures("Two of 81 had 1,000 mg")))
        [81, 1000]
    """
    found: set[Decimal] = set()
    for match in _DIGITS.finditer(text):
        scale = (match["long"] or match["short"] or "").lower()
        value = Decimal(match["digits"].replace(",", "")) * _SCALES[scale]
        found.add(-value if match["sign"] else value)
    return found


def numbers(text: str) -> set[Decimal]:
    """Read the numbers of a text, be they digits or words.

    Examples:
        >>> sorted(map(int, numbers("Ten million took 800-1000 IU for two years; now -3, 60%")))
        [-3, 2, 60, 800, 1000, 10000000]
    """
    found = figures(text)
    for match in _SPELT.finditer(text):
        if match["tens"]:
            value = _WORDS[match["tens"].lower()] + _WORDS[(match["ones"] or "zero").lower()]
        else:
            value = _WORDS[match["plain"].lower()] if match["plain"] else Decimal(1)
        found.add(value * _SCALES[(match["scale"] or "").lower()])
    if _ONE_OR_TWO.search(text):
        found.add(Decimal(1))
    return found


_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def _tokens(text: str) -> list[str]:
    return [token.replace("’", "'").casefold() for token in _TOKEN.findall(text)]


def runs(text: str, length: int) -> frozenset[tuple[str, ...]]:
    """Give every run of so many words, in small letters and without punctuation.

    Examples:
        >>> sorted(runs("Bone, by bone", 2))
        [('bone', 'by'), ('by', 'bone')]
    """
    words = _tokens(text)
    return frozenset(tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def copied(wording: str, known: frozenset[tuple[str, ...]], length: int) -> str | None:
    """Give the first stretch of a wording that the known runs hold, or None.

    Args:
        wording: a sentence of ours.
        known: what `runs` gave for a document.
        length: the length with which it was asked.

    Examples:
        >>> copied("It says: bone by bone!", runs("Bone, by bone", 2), 2)
        'bone by bone'
    """
    words = _tokens(wording)
    hits = [tuple(words[at : at + length]) in known for at in range(len(words) - length + 1)]
    if True not in hits:
        return None
    first = hits.index(True)
    last = first
    while last + 1 < len(hits) and hits[last + 1]:
        last += 1
    return " ".join(words[first : last + length])


def covered_words(text: str, spans: Iterable[tuple[int, int]]) -> int:
    """Count the words of a text, split at white space, that the spans touch.

    Examples:
        >>> covered_words("one two three", [(0, 3), (1, 5)])
        2
    """
    ordered = sorted(spans)
    return sum(1 for word in _split(text) if any(s < word[1] and word[0] < e for s, e in ordered))


def _split(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\S+", text):
        yield match.span()
