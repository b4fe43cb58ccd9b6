"""Spelling: the key under which a name is found, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["key", "phrases", "trigrams"]

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ω": "omega",
}  # fmt: skip
# British to American, at the level of the key only: both sides of a comparison pass through it.
_VARIANTS = (
    (re.compile(r"(?<=[a-z])ae(?=[a-z])"), "e"),
    (re.compile(r"oe(?=str|d|so|t)"), "e"),
    (re.compile(r"(?<=rrh)oe"), "e"),
    (re.compile(r"(?<=[a-z]{3})is(?=ation|ing\b|ed?\b|es\b)"), "iz"),
    (re.compile(r"our(?=s?\b|al|ed|ing|less)"), "or"),
    (re.compile(r"(?<=[a-z]{3})ll(?=ing|ed\b)"), "l"),
    (re.compile(r"\bageing\b"), "aging"),
    (re.compile(r"\b(cent|fib|lit)re"), r"\1er"),
    (re.compile(r"program(?:me)?"), "program"),
    (re.compile(r"\banti(?=[a-z]{4})"), "anti "),
    (re.compile(r"\bside effect"), "adverse effect"),
    (re.compile(r"\bvit(?:amin)?\.?\s?(?=[a-k]\d*\b)"), "vitamin "),
)
_SHORT = {
    "vit": "vitamin", "mag": "magnesium", "supp": "supplement",
    "med": "drug", "medication": "drug", "medicine": "drug", "ca2+": "calcium",
    "mg2+": "magnesium", "exercising": "exercise", "smoke": "smoking", "milligram": "mg",
    "women": "woman", "men": "man", "vertebrae": "vertebra",
}  # fmt: skip
_PAUSE = re.compile(r"[-‐-―−_/,;.()\[\]{}\"“”?!]+")
# A prefix is one with its word, be there a hyphen, a blank or nothing between; but anti- stands
# apart, so that what it is against is still found.
_PREFIX = re.compile(r"\b(auto|co|hyper|hypo|micro|multi|non|osteo|peri|post|pre)\s+(?=[a-z]{3})")
_POSSESSIVE = re.compile(r"['’`]s?\b|(?<=s)['’`]")
_OPENING = re.compile(r"^(?:(?:an?|her|his|my|our|the|their|your)\s+)+(?=\S)")

# Turns of phrase that many things share. The wordings that mean what the pattern says, the surest
# first; a term must go by one of them, so nothing is made up.
_LACKING = ("{} deficiency", "lack of {}", "low {} level", "low {}", "{} decline")
_INSUFFICIENT = ("{} insufficiency", "insufficient {}", "low {} level", "low {}", *_LACKING[:2])
_LITTLE = ("too little {}", "not enough {}", *_INSUFFICIENT[2:])
_LOW = ("low {} level", "low {}", "{} deficiency", "{} decline")
_FALLING = ("{} decline", "{} loss", "loss of {}")
_HIGH = ("high {} level", "elevated {} level", "high {}")
_TOO_MUCH = ("{} excess", "excess {}", "too much {}")
_PEOPLE = "people|person|patient|individual|adult|anyone|someone|those|sufferer"
_TURNS = tuple(
    (re.compile(pattern), wordings)
    for pattern, wordings in (
        (r"(?:lack|shortage|deficit|deficiency|absence) (?:of|in) (?P<x>.+)", _LACKING),
        (r"(?:lacking|deficient in|short of) (?P<x>.+)", _LACKING),
        (r"(?P<x>.+) (?:lack|shortage|deficit|deficiency)", _LACKING),
        (r"(?:too little|not enough|too low) (?P<x>.+)", _LITTLE),
        (r"(?:insufficient|inadequate) (?P<x>.+)", _INSUFFICIENT),
        (r"(?P<x>.+) insufficiency", _INSUFFICIENT),
        (r"(?:low|lower|reduced) (?:level of )?(?P<x>.+?)(?: level| status)?", _LOW),
        (r"(?:falling|declining|decreasing|dropping) (?P<x>.+?)(?: level)?", _FALLING),
        (r"(?:decline|drop|fall|decrease) (?:of|in) (?P<x>.+?)(?: level)?", _FALLING),
        (r"loss of (?P<x>.+)", _FALLING),
        (r"(?P<x>.+?)(?: level)? (?:loss|drop|fall|decline)", _FALLING),
        (r"(?:high|higher|elevated|raised) (?:level of )?(?P<x>.+?)(?: level)?", _HIGH),
        (r"(?:too much|too high|excess(?: of)?|excessive|surplus(?: of)?) (?P<x>.+)", _TOO_MUCH),
        (r"(?:overdose|overdosing|overload|toxicity) (?:of|on|from|with) (?P<x>.+)", _TOO_MUCH),
        (r"(?P<x>.+) (?:excess|surplus|overdose|overload|toxicity|poisoning)", _TOO_MUCH),
        (r"(?:chance|danger|likelihood|odd|probability) of (?P<x>.+)", ("risk of {}",)),
        (r"(?P<x>.+) (?:chance|danger|likelihood|odd|probability|risk)", ("risk of {}",)),
        (
            r"(?:taking|supplementing|supplementation)(?: with| of)? (?P<x>.+)",
            ("{} supplementation", "{} treatment"),
        ),
        (
            r"(?P<x>.+) (?:capsule|drop|pill|powder|supplement|tablet|therapy)",
            ("{} supplementation", "{} treatment"),
        ),
        (
            r"(?:blood|serum) (?P<x>.+?)(?: level)?",
            ("serum {} level", "blood {} level", "{} level"),
        ),
        (
            r"(?P<x>.+?)(?: level)? in (?:the )?(?:blood|serum)",
            ("serum {} level", "blood {} level", "{} level"),
        ),
        (r"(?:amount|level|status) of (?P<x>.+)", ("{} level",)),
        (r"(?P<x>.+) (?:amount|status)", ("{} level",)),
        (r"dietary (?P<x>.+)", ("dietary {} intake", "{} intake")),
        (r"(?:eating|consumption of|intake of) (?P<x>.+)", ("{} intake", "{} drinking")),
        (r"(?P<x>.+) consumption", ("{} intake", "{} drinking")),
        (
            rf"(?:{_PEOPLE}) (?:with|having|who have|living with|suffering from) (?P<x>.+)",
            ("people with {}",),
        ),
        (rf"(?P<x>.+) (?:{_PEOPLE})", ("people with {}",)),
    )
)


def key(text: str) -> str:
    """Give the key of a name: no case, accents, hyphens, plurals, Greek letters or subscripts.

    Examples:
        >>> key("Vit. D₃") == key("vitamin D3")
        True
        >>> key("β-Carotenes") == key("beta carotene")
        True
        >>> key("Oestrogen") == key("estrogens")
        True
        >>> key("post-menopausal women") == key("postmenopausal woman")
        True
    """
    lowered = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(
        _GREEK.get(letter, letter) for letter in lowered if not unicodedata.combining(letter)
    )
    for pattern, instead in _VARIANTS:
        plain = pattern.sub(instead, plain)
    plain = _PAUSE.sub(" ", _POSSESSIVE.sub("", plain)).strip()
    words = _OPENING.sub("", _PREFIX.sub(r"\1", plain)).split()
    return " ".join(_whole(word) for word in words)


def phrases(at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read a key as a thing with a turn of phrase, in every way that it can be read.

    Args:
        at: what `key` gives.

    Yields:
        What the turn is said of, and the wordings that a term of this meaning may have, with
        `{}` for the thing, the surest first.

    Examples:
        >>> thing, wordings = next(phrases("shortage of magnesium"))
        >>> wordings[0].format(thing)
        'magnesium deficiency'
        >>> [thing for thing, _ in phrases("density of bone")]
        ['bone density']
    """
    for pattern, wordings in _TURNS:
        match = pattern.fullmatch(at)
        if match:
            yield _OPENING.sub("", match["x"]), wordings
    what, of, whole = at.partition(" of ")
    if of:
        yield f"{_OPENING.sub('', whole)} {what}", ("{}",)
    elif " " in at:
        rest, _, last = at.rpartition(" ")
        yield f"{last} of {rest}", ("{}",)


def _whole(word: str) -> str:
    single = _singular(word)
    return _SHORT.get(word) or _SHORT.get(single) or single


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "shes", "xes")):
        return word[:-2]
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
