"""Reviewed conflicts: which claims oppose each other, why, and whether both sides can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from bonekg.answers import scope
from bonekg.answers.backing import Backing, backing
from bonekg.answers.library import Library
from bonekg.answers.nearby import leading_on, quoted
from bonekg.answers.question import Asked, ask
from bonekg.answers.render import NOT_ADVICE, Answer, Sheet
from bonekg.answers.wording import conflict_reason, facts, plural, source
from bonekg.model import Claim, Conflict, as_dict
from bonekg.store.rows import IRI, Rows

__all__ = ["Conflicts", "Opposed", "Party", "conflicts", "opposed"]
__all__ += ["conflict_dict", "tell_conflict"]

_FEW = 30  # claims that are told in sentences at once


class Party(NamedTuple):
    """The claims of a conflict that say alike.

    Attributes:
        says: what they say, in a few words.
        claims: the claims.
        facts: what qualifies each, in words.
        sources: the chain of sources of each, in words.
        backing: who stands behind them.
    """

    says: str
    claims: tuple[Claim, ...]
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    backing: Backing

    @property
    def who(self) -> str:
        """Who speaks, with the claims of each."""
        held: dict[str, list[str]] = {}
        for claim in self.claims:
            held.setdefault(f"{claim.speaker.name} of {claim.document}", []).append(claim.id)
        return "; ".join(f"{name} ({', '.join(keys)})" for name, keys in held.items())


class Opposed(NamedTuple):
    """A conflict with its parties.

    Attributes:
        conflict: the conflict.
        parties: who says what.
    """

    conflict: Conflict
    parties: tuple[Party, ...]


@dataclass(frozen=True)
class Conflicts(Answer):
    """Reviewed conflicts.

    Attributes:
        asked: what they are about, in words; empty for all.
        found: the conflicts, each with its parties.
        notes: what was read otherwise than written.
        silent: why there are none, where there are none.
        further: how much else is said of what was asked, with the command that shows it.
    """

    asked: str
    found: tuple[Opposed, ...]
    notes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    further: str = ""

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Conflict]:
        return iter(opposed.conflict for opposed in self.found)

    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read; see `Answer.sheet`."""
        sheet = Sheet(f"Conflicts{f' about {self.asked}' if self.asked else ''}")
        for note in self.notes:
            sheet.line(f"{note}.")
        apparent = sum(conflict.apparent for conflict in self)
        can = f", in {apparent} of which both sides can hold" if apparent else ""
        sheet.line(f"{plural(len(self), 'conflict')}{can}.")
        for line in self.silent:
            sheet.line(line)
        few = len(self) == 1 or sum(len(conflict.claims) for conflict in self) <= _FEW
        for one in self.found:
            tell_conflict(sheet, one, all=all or few, full=full)
        if not (all or few):
            sheet.line("In sentences: --all, or one of them: bonekg show KEY")
        if self.further:
            sheet.line(self.further)
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "about": self.asked or None,
            "notes": list(self.notes),
            "silent": list(self.silent),
            "conflicts": [conflict_dict(one) for one in self.found],
            "further": self.further or None,
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per conflict: its key, reason, whether both can hold, words, claims."""
        rows = [(c.id, c.reason, c.apparent, c.states, ", ".join(c.claims), c.note) for c in self]
        return Rows(("conflict", "reason", "apparent", "states", "claims", "note"), rows)


def conflict_dict(one: Opposed) -> dict[str, Any]:
    """Give a conflict with its parties as plain data."""
    return {
        **as_dict(one.conflict),
        "sides": [
            {
                "side": party.says,
                **party.backing._asdict(),
                "claims": [as_dict(claim) for claim in party.claims],
            }
            for party in one.parties
        ],
    }


def tell_conflict(sheet: Sheet, one: Opposed, *, all: bool, full: bool) -> None:
    """Write a conflict: in two lines, or with who says what."""
    conflict = one.conflict
    if not all:
        who = [f"{party.says}: {party.who}" for party in one.parties]
        details = [conflict_reason(conflict), *who]
        sheet.item(f"{conflict.id}: {conflict.states}", details)
        return
    sheet.section(f"{conflict.id}: {conflict.states}")
    reason = conflict_reason(conflict)
    sheet.line(f"{reason[0].upper()}{reason[1:]}.")
    if conflict.note:
        sheet.line(conflict.note)
    for party in one.parties:
        sheet.line(f"{party.says[0].upper()}{party.says[1:]}: {party.backing}")
        for claim, facts_, source_ in zip(party.claims, party.facts, party.sources, strict=True):
            sheet.item(f"{claim.id}  {claim.states}", [facts_, source_] if full else [facts_])


def opposed(library: Library, conflict: Conflict) -> Opposed:
    """Sort a conflict's claims into parties by what they say.

    Claims are parted by how they bear; where all bear alike, by document; else each stands alone.
    """
    claims = library.claims(conflict.claims)
    groups: dict[str, list[Claim]] = {}
    for part in (_says, lambda c: f"document {c.document}", lambda c: str(c.id)):
        groups = {}
        for claim in claims:
            groups.setdefault(part(claim), []).append(claim)
        if len(groups) > 1:
            break
    parties = tuple(
        Party(
            says,
            tuple(held),
            tuple(" · ".join(facts(library, claim)) for claim in held),
            tuple(str(source(library, claim)) for claim in held),
            backing(library, held),
        )
        for says, held in groups.items()
    )
    return Opposed(conflict, parties)


def _says(claim: Claim) -> str:
    denied = "denied: " if claim.denied else ""
    outcome = f" ({claim.outcome})" if claim.outcome else ""
    return f"{denied}{claim.predicate}{outcome}"


def conflicts(
    library: Library, about: str | None = None, between: tuple[str, str] | None = None
) -> Conflicts:
    """Give the reviewed conflicts.

    Args:
        library: the graph.
        about: a term; conflicts with a claim about it, by what a question about it takes in.
        between: two terms; conflicts with a claim that relates them.

    Raises:
        TermError: if a name is unknown or ambiguous.
    """
    if about is None and between is None:
        found = library.reader.conflicts()
        return Conflicts("", tuple(opposed(library, conflict) for conflict in found))
    asked = [ask(library, name) for name in between or (about or "",)]
    if between is None:
        keys = scope.about(library, asked[0].term)
    else:
        one, two = (each.term for each in asked)
        keys = {f.id for pair in ((one, two), (two, one)) for f in scope.between(library, *pair)}
    found = library.reader.conflicts(keys) if keys else []
    names = " and ".join(each.label(library) for each in asked)
    silent = () if found else (
        f"{plural(len(keys), 'claim')} about {names}, none in a reviewed conflict."
        if keys else f"The documents say nothing of {names} as such.",
        *(line for each in asked for line in leading_on(
            library, each.term, partial(_held, library), "conflicts", "conflict")),
    )  # fmt: skip
    return Conflicts(
        names,
        tuple(opposed(library, conflict) for conflict in found),
        tuple(note for each in asked for note in each.notes),
        silent,
        _further(keys, found, asked),
    )


def _held(library: Library, term: IRI) -> list[Conflict]:
    """Give the conflicts with a claim about a term."""
    keys = scope.about(library, term)
    return library.reader.conflicts(keys) if keys else []


def _further(keys: set[str], found: list[Conflict], asked: list[Asked]) -> str:
    """Say how many claims of what was asked stand in no conflict: they may take a side, too."""
    others = len(keys - {key for conflict in found for key in conflict.claims})
    if not found or not others:
        return ""
    names = " ".join(quoted(each.name) for each in asked)
    command = "claims" if len(asked) == 1 else "why"
    return f"In no conflict: {plural(others, 'claim')} more: bonekg {command} {names}"
