"""What was asked for, in words: a term, a term with a site, a term with a dose."""

from __future__ import annotations

import re
from typing import NamedTuple

from bonekg.answers.facts import Facts
from bonekg.errors import UnknownTermError
from bonekg.flat import Claim
from bonekg.store.rows import IRI

__all__ = ["Asked", "ask", "at_dose"]

_DOSE = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>mg|µg|ug|mcg|g|IU|iu)\b(?:\s*(?:/|per|a)\s*(?:day|d)\b)?",
)
_UNITS = {"iu": "[iU]", "IU": "[iU]", "mcg": "ug", "µg": "ug"}
_LINKS = re.compile(r"\s+(?:of the|at the|in the|of|at|in)\s+")


class Asked(NamedTuple):
    """A term, and what restricts it.

    Attributes:
        term: its IRI.
        name: our name for it.
        site: a site named with it (`hip BMD`), or None.
        dose: a dose named with it (`3 mg melatonin`) as value and UCUM unit, or None.
    """

    term: IRI
    name: str
    site: IRI | None = None
    dose: tuple[float, str] | None = None

    def label(self, facts: Facts) -> str:
        """Name it with what restricts it."""
        dose = f" {self.dose[0]:g} {self.dose[1].replace('[iU]', 'IU')}" if self.dose else ""
        site = f" at {facts.name(self.site)}" if self.site else ""
        return f"{self.name}{dose}{site}"


def ask(facts: Facts, words: str) -> Asked:
    """Settle what is meant by some words.

    Args:
        facts: the graph.
        words: a name, synonym or CURIE; before or behind it may stand a site or a dose.

    Raises:
        UnknownTermError: if no term goes by the words.
        AmbiguousTermError: if several do.
    """
    lexicon = facts.lexicon
    try:
        term = lexicon.resolve(words)
        return Asked(term, lexicon.names[term])
    except UnknownTermError as unknown:
        found = _with_dose(facts, words) or _with_site(facts, words)
        if found is None:
            raise unknown from None
        return found


def _with_dose(facts: Facts, words: str) -> Asked | None:
    match = _DOSE.search(words)
    if not match:
        return None
    rest = f"{words[: match.start()]} {words[match.end() :]}".strip()
    rest = re.sub(r"^of\s+", "", " ".join(rest.split()))
    try:
        asked = ask(facts, rest)
    except UnknownTermError:
        return None
    unit = _UNITS.get(match["unit"], match["unit"])
    return asked._replace(dose=(float(match["value"]), unit))


def _with_site(facts: Facts, words: str) -> Asked | None:
    parts = [_LINKS.split(words, maxsplit=1)[::-1]] if _LINKS.search(words) else []
    pieces = words.split()
    for cut in range(1, len(pieces)):
        parts += [[" ".join(pieces[:cut]), " ".join(pieces[cut:])]]
    parts += [part[::-1] for part in parts]
    for site_words, term_words in parts:
        try:
            site = facts.lexicon.resolve(site_words)
            term = facts.lexicon.resolve(term_words)
        except UnknownTermError:
            continue
        if facts.is_a(site, "AnatomicalSite"):
            return Asked(term, facts.lexicon.names[term], site=site)
    return None


def at_dose(claim: Claim, dose: tuple[float, str]) -> bool:
    """Whether a claim is about this dose, or a range that holds it."""
    told = claim.dose
    if told is None or told["unit"] != dose[1]:
        return False
    if told["value"] is not None:
        return float(told["value"]) == dose[0]
    low, high = told["min"], told["max"]
    if low is None and high is None:
        return False
    return (low is None or float(low) <= dose[0]) and (high is None or dose[0] <= float(high))
