"""Spelling: the key under which a name is found, however it is written.

The rules are data, in `ontology/phrases.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from bonekg.lexicon.phrases import read_phrases

__all__ = ["Spelling", "key", "spelling", "trigrams"]

_PAUSE = re.compile(r"[-‐-―−_/,;.()\[\]{}\"“”?!]+")
_POSSESSIVE = re.compile(r"['’`]s?\b|(?<=s)['’`]")


class Spelling(NamedTuple):
    """The rules of spelling, ready for use.

    Attributes:
        letters: letter → the word that stands for it.
        rules: regular expression → what stands instead, in the order of use.
        prefixes: finds a prefix that is written apart from its word.
        openings: finds words that say nothing at the beginning of a name.
        words: word → another form of it.
    """

    letters: dict[str, str]
    rules: tuple[tuple[re.Pattern[str], str], ...]
    prefixes: re.Pattern[str]
    openings: re.Pattern[str]
    words: dict[str, str]

    def key(self, text: str) -> str:
        """Give the key of a name."""
        lowered = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(
            self.letters.get(letter, letter)
            for letter in lowered
            if not unicodedata.combining(letter)
        )
        for pattern, instead in self.rules:
            plain = pattern.sub(instead, plain)
        plain = _PAUSE.sub(" ", _POSSESSIVE.sub("", plain)).strip()
        words = self.openings.sub("", self.prefixes.sub(r"\1", plain)).split()
        return " ".join(self._whole(word) for word in words)

    def _whole(self, word: str) -> str:
        single = _singular(word)
        return self.words.get(word) or self.words.get(single) or single


@cache
def spelling() -> Spelling:
    """Make the package's rules of spelling ready for use."""
    given = read_phrases()
    prefixes, openings = "|".join(given.prefixes), "|".join(given.openings)
    return Spelling(
        letters=given.letters,
        rules=tuple((re.compile(pattern), instead) for pattern, instead in given.rules),
        prefixes=re.compile(rf"\b({prefixes})\s+(?=[a-z]{{3}})"),
        openings=re.compile(rf"^(?:(?:{openings})\s+)+(?=\S)"),
        words=given.words,
    )


def key(text: str) -> str:
    """Give the key of a name: no case, accents, hyphens, plurals, Greek letters or subscripts.

    Examples:
        >>> key("Vit. D₃") == key("vitamin D3")
        True
        >>> key("post-menopausal women") == key("postmenopausal woman")
        True
    """
    return spelling().key(text)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "shes", "xes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def trigrams(text: str) -> frozenset[str]:
    """Give the runs of three letters of a text, its edges marked.

    Examples:
        >>> sorted(trigrams("ca"))
        ['  c', ' ca', 'ca ']
    """
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
