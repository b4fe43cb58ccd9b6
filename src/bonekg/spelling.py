"""Spelling: the key under which a name is found, however it is written."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["key", "trigrams"]

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ω": "omega",
}  # fmt: skip
# British to American, at the level of the key only: both sides of a comparison pass through it.
_VARIANTS = (
    (re.compile(r"aemia\b"), "emia"),
    (re.compile(r"aemic\b"), "emic"),
    (re.compile(r"oe(?=str|d)"), "e"),
    (re.compile(r"(?<=[a-z]{3})is(?=ation|ing\b|ed?\b|es\b)"), "iz"),
    (re.compile(r"our(?=s?\b|al|ed|ing|less)"), "or"),
    (re.compile(r"(?<=[a-z]{3})ll(?=ing|ed\b)"), "l"),
    (re.compile(r"\bageing\b"), "aging"),
    (re.compile(r"fibre"), "fiber"),
    (re.compile(r"\bside effect"), "adverse effect"),
    (re.compile(r"\bvit(?:amin)?\.?\s?(?=[a-k]\d*\b)"), "vitamin "),
)
_SHORT = {
    "vit": "vitamin", "vits": "vitamin", "mag": "magnesium", "supp": "supplement",
    "supps": "supplement", "meds": "drug", "ca2+": "calcium", "mg2+": "magnesium",
    "exercising": "exercise", "smoke": "smoking", "milligram": "mg",
}  # fmt: skip
_PAUSE = re.compile(r"[-‐-―−_/,;.()\[\]{}\"“”?!]+")
_POSSESSIVE = re.compile(r"['’`]s?\b")


def key(text: str) -> str:
    """Give the key of a name: no case, accents, hyphens, plurals, Greek letters or subscripts.

    Examples:
        >>> key("Vit. D₃") == key("vitamin D3")
        True
        >>> key("β-Carotenes") == key("beta carotene")
        True
        >>> key("Oestrogen") == key("estrogens")
        True
    """
    lowered = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(
        _GREEK.get(letter, letter) for letter in lowered if not unicodedata.combining(letter)
    )
    for pattern, instead in _VARIANTS:
        plain = pattern.sub(instead, plain)
    words = _PAUSE.sub(" ", _POSSESSIVE.sub("", plain)).split()
    return " ".join(_singular(_SHORT.get(word, word)) for word in words)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
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
