"""Things side by side, as an answer: what documents compare, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from bonekg.answers.backing import Backing
from bonekg.answers.columns import COLUMNS
from bonekg.answers.render import NOT_ADVICE, Answer, Sheet, count_rest
from bonekg.answers.wording import conflict_reason, plural
from bonekg.model import Claim, Conflict, as_dict
from bonekg.store.rows import Rows, Value

__all__ = ["Aspect", "Cell", "Comparison", "Thing"]

_SHOWN = 24
_BEST = 3  # how many claims of one thing in one respect the short answer shows


class Cell(NamedTuple):
    """A claim about one of the things.

    Attributes:
        claim: the claim.
        brief: what it says of the thing, in words.
        source: the chain of its sources, in words.
        columns: the claim as a row of columns.
    """

    claim: Claim
    brief: str
    source: str
    columns: tuple[Value, ...]


class Aspect(NamedTuple):
    """One thing that is said of several: a property, an outcome at a site, a use.

    Attributes:
        name: what it is.
        cells: what is compared → what is said.
    """

    name: str
    cells: dict[str, tuple[Cell, ...]]


class Thing(NamedTuple):
    """One of the things that are compared.

    Attributes:
        name: its name, with its dose.
        backing: who speaks of it.
        elsewhere: of a thing of which nothing is said in this respect, how many claims there are
            in others.
    """

    name: str
    backing: Backing
    elsewhere: int


@dataclass(frozen=True)
class Comparison(Answer):
    """Things side by side.

    Attributes:
        things: what is compared.
        stated: claims that themselves set one against another, or against its kind.
        aspects: what is said of each, aligned; what is said of most comes first.
        others: what else is said of a thing: of one of which nothing is said in the respect asked
            for, all; of another, the claims in which it has another part, if they are few.
        conflicts: reviewed conflicts that hold a claim of the comparison.
        on: what the comparison was restricted to, or None.
        notes: what was read otherwise than written.
    """

    things: tuple[Thing, ...]
    stated: tuple[Cell, ...]
    aspects: tuple[Aspect, ...]
    others: dict[str, tuple[Cell, ...]]
    conflicts: tuple[Conflict, ...]
    on: str | None
    notes: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """What is compared, by name."""
        return [thing.name for thing in self.things]

    def claims_of(self, name: str) -> list[Claim]:
        """Give all claims about one of those compared."""
        cells = (cell for aspect in self.aspects for cell in aspect.cells.get(name, ()))
        return list({cell.claim.id: cell.claim for cell in cells}.values())

    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read; see `Answer.sheet`."""
        sheet = Sheet(" against ".join(self.names) + (f", on {self.on}" if self.on else ""))
        for note in self.notes:
            sheet.line(f"{note}.")
        for thing in self.things:
            sheet.line(self._told(thing))
        if self.stated:
            sheet.section(f"Set against each other by the documents: {len(self.stated)}")
            for cell in self.stated:
                lines = [cell.brief, cell.source] if full else [cell.brief]
                sheet.item(f"{cell.claim.id}  {cell.claim.states}", lines)
        else:
            sheet.line("No claim compares them; what is said of each follows.")
        shown = self.aspects if all else self.aspects[:_SHOWN]
        if shown:
            sheet.section("Side by side")
            table = [
                [
                    aspect.name,
                    *(self._cell(aspect.cells.get(name, ()), all, full) for name in self.names),
                ]
                for aspect in shown
            ]
            sheet.table(["", *self.names], table)
        for line in count_rest(len(shown), len(self.aspects), "--all"):
            sheet.item(line)
        for name, cells in self.others.items():
            sheet.section(f"Said of {name} in other respects")
            for cell in cells if all else cells[:_SHOWN]:
                sheet.item(f"{cell.claim.id}  {cell.claim.states}", [cell.brief])
            for line in count_rest(min(len(cells), _SHOWN), len(cells), "--all") if not all else ():
                sheet.item(line)
        if self.conflicts:
            sheet.section("Conflicts among these claims")
        for conflict in self.conflicts:
            more = f"{conflict_reason(conflict)}; bonekg show {conflict.id}"
            sheet.item(f"{conflict.id}: {conflict.states}", [more])
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def _told(self, thing: Thing) -> str:
        if thing.backing.claims:
            return f"{thing.name}: {thing.backing}."
        if thing.elsewhere:
            others = plural(thing.elsewhere, "claim")
            return f"{thing.name}: nothing on {self.on}; in other respects {others}."
        return f"{thing.name}: the documents say nothing of it as such."

    @staticmethod
    def _cell(cells: tuple[Cell, ...], all: bool, full: bool) -> str:
        shown = cells if all or len(cells) == _BEST + 1 else cells[:_BEST]
        told = [
            f"{cell.brief} [{cell.claim.id}]{f' | {cell.source}' if full else ''}" for cell in shown
        ]
        return "\n".join((*told, *count_rest(len(shown), len(cells), "--all")))

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "compared": self.names,
            "on": self.on,
            "notes": list(self.notes),
            "stated": [as_dict(cell.claim) for cell in self.stated],
            "aspects": [
                {
                    "aspect": aspect.name,
                    "claims": {
                        name: [as_dict(cell.claim) for cell in aspect.cells.get(name, ())]
                        for name in self.names
                    },
                }
                for aspect in self.aspects
            ],
            "others": {
                name: [as_dict(cell.claim) for cell in cells] for name, cells in self.others.items()
            },
            "conflicts": [as_dict(conflict) for conflict in self.conflicts],
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per aspect, thing and claim; what documents compare is `compared`."""
        rows: list[tuple[Value, ...]] = [("compared", None, *cell.columns) for cell in self.stated]
        rows += [
            (aspect.name, name, *cell.columns)
            for aspect in self.aspects
            for name in self.names
            for cell in aspect.cells.get(name, ())
        ]
        rows += [("other", name, *c.columns) for name, cells in self.others.items() for c in cells]
        return Rows(("aspect", "of", *COLUMNS), rows)
