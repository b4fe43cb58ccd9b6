"""Amounts in a question: a number with its unit, or the words in which claims describe a dose."""

from __future__ import annotations

import re
from typing import NamedTuple

from bonekg.answers.library import Library, Unit
from bonekg.answers.wording import number
from bonekg.lexicon.spelling import key
from bonekg.model import Claim, Dose

__all__ = ["Amount", "at_dose", "is_met", "read_amount"]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# A bound such as "at least 800" is met by what is up to so many times as much, and no more.
_WITHIN = 2.0
_DESCRIBED = """
SELECT DISTINCT ?words WHERE {
  ?dose a bkg:Dose ; bkg:described ?words . FILTER NOT EXISTS { ?dose bkg:value ?number }
} ORDER BY ?words
"""


class Amount(NamedTuple):
    """An amount as a question gives it.

    Attributes:
        low: the number, or the least of a range.
        high: the number, or the most of a range.
        unit: the UCUM code.
        per: the period, a UCUM code of time, or None.
        words: as it is written for people.
        described: the key of the words of a dose without a number, or None.
    """

    low: float
    high: float
    unit: str
    per: str | None
    words: str
    described: str | None = None


def read_amount(library: Library, text: str) -> tuple[Amount, str] | None:
    """Find an amount among some words.

    Args:
        library: the graph, which knows units, and how claims describe doses without a number.
        text: such as `3 mg melatonin` or `pharmacological concentrations of vitamin D`.

    Returns:
        The amount, and the words without it; None if there is no amount, or nothing else.
    """
    return _in_numbers(library, text) or _in_words(library, text)


def _in_words(library: Library, text: str) -> tuple[Amount, str] | None:
    """Find the longest description of a dose, as claims have them, among some words."""
    asked = f" {key(text)} "
    known = {key(str(words)): str(words) for (words,) in library.select(_DESCRIBED)}
    met = max((each for each in known if f" {each} " in asked), key=len, default=None)
    if met is None:
        return None
    rest = re.sub(r"^of\s+", "", " ".join(asked.replace(f" {met} ", " ", 1).split()))
    return (Amount(0, 0, "", None, known[met], met), rest) if rest else None


def _in_numbers(library: Library, text: str) -> tuple[Amount, str] | None:
    names = {name.lower(): unit for unit in library.units.values() for name in unit.names}
    known = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    period = rf"(?:/|\b(?:per|an?|each|every)\b)?\s*\b(?P<per>{known})\b"
    match = re.search(
        rf"(?P<low>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?\s*(?P<unit>{known})\b"
        rf"(?:\s*{period})?",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    often = names[match["per"].lower()] if match["per"] else None
    if often is None and (later := re.search(rf"{period}\s*$", rest, re.IGNORECASE)):
        often, rest = names[later["per"].lower()], rest[: later.start()]
    rest = re.sub(r"^of\s+", "", " ".join(rest.split()))
    if not rest:
        return None
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    return _amount(low, high, names[match["unit"].lower()], often), rest


def _amount(low: float, high: float, unit: Unit, per: Unit | None) -> Amount:
    numbers = number(low) if low == high else f"{number(low)}-{number(high)}"
    often = f" per {per.one}" if per else ""
    shown = unit.one if low == high == 1 else unit.many
    return Amount(low, high, unit.code, per.code if per else None, f"{numbers} {shown}{often}")


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def at_dose(claim: Claim, asked: Amount) -> bool:
    """Whether a claim is of the dose that is asked for, or only holds at it."""
    return any(is_met(dose, asked) for dose in (claim.dose, claim.condition_dose))


def is_met(dose: Dose | None, asked: Amount) -> bool:
    """Whether a dose is the one that is asked for, or a range that holds it.

    A bound on one side only is met by what is of its order; what is far beyond it is not meant.

    Examples:
        >>> told = Dose(None, 800, None, "[iU]", None, None, "d", None, None, None, None)
        >>> is_met(told, Amount(1000, 1000, "[iU]", None, "1000 IU"))
        True
        >>> is_met(told, Amount(50000, 50000, "[iU]", None, "50000 IU"))
        False
    """
    if dose is not None and asked.described is not None:
        return dose.described is not None and asked.described == key(dose.described)
    if dose is None or dose.unit != asked.unit:
        return False
    if asked.per and dose.per and asked.per != dose.per:
        return False
    if dose.value is not None:
        return asked.low <= dose.value <= asked.high
    low, high = dose.min, dose.max
    if low is None and high is None:
        return False
    if low is None:
        low = 0 if high is None else high / _WITHIN
    if high is None:
        high = low * _WITHIN
    return low <= asked.high and asked.low <= high
