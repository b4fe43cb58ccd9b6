"""Claims that oppose each other: both sides in their words, why, and whether both can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bonekg.answers.asked import ask
from bonekg.answers.facts import Conflict, Facts
from bonekg.answers.reach import about, claim_ends
from bonekg.answers.sense import said
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import backing, details, plural
from bonekg.flat import Claim
from bonekg.store.rows import Rows

__all__ = ["Conflicts", "conflicts", "opposed"]

_WORDS = {
    "good": "said to be good for it", "bad": "said to be bad for it",
    "raises": "said to raise it", "lowers": "said to lower it",
    "null": "said to make no difference", "open": "asked",
    "related": "said without a direction",
}  # fmt: skip


class Conflicts(Answer):
    """Reviewed conflicts.

    Attributes:
        asked: what they are about, in words; empty for all.
        conflicts: the conflicts.
    """

    def __init__(self, facts: Facts, asked: str, found: list[Conflict]) -> None:
        self._facts, self.asked, self.conflicts = facts, asked, found

    def __len__(self) -> int:
        return len(self.conflicts)

    def __iter__(self) -> Iterator[Conflict]:
        return iter(self.conflicts)

    def sides(self, conflict: Conflict) -> list[tuple[str, tuple[Claim, ...]]]:
        """Sort a conflict's claims into sides, each with its name.

        Claims are parted by what they say; where all say alike, by document; else each stands
        alone.
        """
        claims = [self._facts.by_id[key] for key in conflict.claims if key in self._facts.by_id]
        for part in (self._says, lambda c: str(c.document), lambda c: str(c.id)):
            groups: dict[str, list[Claim]] = {}
            for claim in claims:
                groups.setdefault(part(claim), []).append(claim)
            if len(groups) > 1:
                break
        return [(name, tuple(held)) for name, held in groups.items()]

    def _says(self, claim: Claim) -> str:
        denied = ", denied" if claim.polarity == "denied" else ""
        word = said(self._facts, claim)
        return _WORDS[word] if word != "related" else f"{claim.predicate}{denied}"

    def sheet(self) -> Sheet:
        """Give the page that people read."""
        sheet = Sheet(f"Conflicts{f' about {self.asked}' if self.asked else ''}")
        sheet.line(f"{plural(len(self), 'conflict')}.")
        for conflict in self:
            sheet.section(f"{conflict.id}: {conflict.states}")
            holds = "apparent only: both sides can hold" if conflict.apparent else "not resolved"
            sheet.line(f"Reason: {conflict.reason}; {holds}.")
            if conflict.note:
                sheet.line(conflict.note)
            for name, claims in self.sides(conflict):
                sheet.line(f"{name[0].upper()}{name[1:]} ({backing(list(claims))})")
                for claim in claims:
                    sheet.item(f"{claim.id}  {claim.states}", details(self._facts, claim))
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "about": self.asked or None,
            "conflicts": [
                {
                    **conflict._asdict(),
                    "claims": list(conflict.claims),
                    "sides": [
                        {"side": name, "claims": [claim.as_dict() for claim in claims]}
                        for name, claims in self.sides(conflict)
                    ],
                }
                for conflict in self
            ],
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per conflict: its key, reason, whether apparent, words, and claims."""
        rows = [(c.id, c.reason, c.apparent, c.states, ", ".join(c.claims)) for c in self.conflicts]
        return Rows(("conflict", "reason", "apparent", "states", "claims"), rows)


def conflicts(
    facts: Facts, about_: str | None = None, between: tuple[str, str] | None = None
) -> Conflicts:
    """Give the reviewed conflicts.

    Args:
        facts: the graph.
        about_: a term that at least one of the claims is about, with what is under or about it.
        between: two terms; at least one of the claims speaks of both.

    Raises:
        TermError: if a name is unknown or ambiguous.
    """
    found, words = facts.conflicts, []
    if about_ is not None:
        asked = ask(facts, about_)
        wanted = _ids_about(facts, asked.term)
        found = [conflict for conflict in found if wanted & set(conflict.claims)]
        words.append(asked.name)
    if between is not None:
        one, two = (ask(facts, name) for name in between)
        both = opposed(facts, about(facts, one.term), about(facts, two.term))
        found = [conflict for conflict in found if conflict in both]
        words.append(f"{one.name} and {two.name}")
    return Conflicts(facts, ", ".join(words), found)


def _ids_about(facts: Facts, term: str) -> set[str]:
    reach = about(facts, term)
    sites = facts.within(term) if facts.is_a(term, "AnatomicalSite") else set()
    names = {facts.name(t) for t in reach | sites}
    return {
        c.id for c in facts.claims
        if set(claim_ends(c)) & reach or c.population in names or c.site in names
    }  # fmt: skip


def opposed(facts: Facts, ones: set[str], twos: set[str]) -> list[Conflict]:
    """Give the conflicts in which one claim speaks of the one thing and of the other.

    Args:
        facts: the graph.
        ones: the terms that speak of the one.
        twos: the terms that speak of the other.
    """
    names = [{facts.name(term) for term in terms} for terms in (ones, twos)]

    def speaks(claim: Claim, terms: set[str], called: set[str]) -> bool:
        told = {claim.population, claim.site, claim.comparator, *claim.via}
        return bool(set(claim_ends(claim)) & terms) or bool(told & called)

    wanted = {
        claim.id
        for claim in facts.claims
        if speaks(claim, ones, names[0]) and speaks(claim, twos, names[1])
    }
    return [conflict for conflict in facts.conflicts if wanted & set(conflict.claims)]
