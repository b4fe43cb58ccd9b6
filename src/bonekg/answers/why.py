"""What the documents say of one thing's effect on another: for, against, null, open.

Claims are sorted by what they say of the object's good. The lack of the subject turns the sense
round; a kind, a form, a level or a combination is taken in, and each claim says by which route.
"""

from __future__ import annotations

from typing import Any

from bonekg.answers.asked import ask
from bonekg.answers.facts import Conflict, Edge, Facts
from bonekg.answers.near import Near, near
from bonekg.answers.opposed import opposed
from bonekg.answers.reach import object_reach, subject_reach
from bonekg.answers.restrict import restrict
from bonekg.answers.sense import SIDES, titles
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import (
    COLUMNS,
    chain,
    conflict_lines,
    details,
    edge_dict,
    edge_lines,
    plural,
    row,
)
from bonekg.answers.voices import Side, valence_of, voices
from bonekg.store.rows import Rows

__all__ = ["Why", "why"]


class Why(Answer):
    """An answer.

    Attributes:
        subject: what was asked about, by our name.
        object: what it acts on, by our name.
        sides: `for`, `against`, `null`, `open`, `other` → claims.
        titles: what each side means here.
        background: relations with a public source between the two.
        derived: edges that follow from what is stated, between the two.
        conflicts: reviewed conflicts among the claims shown, or between the two.
        near: what is said close by: of broader or other things.
        passages: claim id → the full passage, where the texts are at hand.
    """

    def __init__(
        self,
        facts: Facts,
        subject: str,
        obj: str,
        sides: dict[str, Side],
        side_titles: dict[str, str],
        edges: list[Edge],
        close: list[Near],
        conflicts: list[Conflict],
        passages: dict[str, str],
        only: dict[str, str],
    ) -> None:
        self._facts = facts
        self.subject, self.object, self.sides, self.titles = subject, obj, sides, side_titles
        self.background = [edge for edge in edges if edge.kind == "background"]
        self.derived = [edge for edge in edges if edge.kind == "derived"]
        self.near, self.passages, self.only = close, passages, only
        self.conflicts = conflicts

    @property
    def answered(self) -> bool:
        """Whether the documents say anything of the two."""
        return any(side_.voices for side_ in self.sides.values())

    @property
    def rolled_up(self) -> tuple[str, ...]:
        """The terms that claims are really about, where these are others than asked."""
        names = {
            name
            for side_ in self.sides.values()
            for claim in side_.claims
            for name in (claim.subject_label, claim.object_label)
            if name and name not in (self.subject, self.object)
        }
        return tuple(sorted(names))

    @property
    def summary(self) -> str:
        """The answer in one line."""
        if not self.answered:
            close = [f"{g.how} ({plural(g.total, 'claim')})" for g in self.near if not g.far]
            edges = [f"{edge.kind}: {edge.states}" for edge in self.background + self.derived]
            told = f" Not stated, but {'; '.join(edges)}." if edges else ""
            if close:
                return f"No claim relates the two themselves.{told} Near it: {'; '.join(close)}."
            return f"The documents do not say.{told}"
        held = {name: self.sides[name] for name in SIDES if self.sides[name].voices}
        verdict = ""
        if "for" in held and "against" in held:
            verdict = "Claims stand on both sides. "
        elif set(held) == {"open"}:
            verdict = "The documents only ask. "
        parts = [
            f"{'Related' if name == 'other' else name.capitalize()}: {side_.told}"
            for name, side_ in held.items()
        ]
        return f"{verdict}{'. '.join(parts)}."

    def sheet(self) -> Sheet:
        """Give the page that people read."""
        sheet = Sheet(f"{self.subject} → {self.object}")
        sheet.line(self.summary)
        if self.only:
            kept = ", ".join(f"{name} {value}" for name, value in self.only.items())
            sheet.line(f"Only claims with {kept}.")
        marked = {key: c.id for c in self.conflicts for key in c.claims}
        above = {c.id for name in SIDES for c in self.sides[name].claims}
        for name in SIDES:
            held = self.sides[name]
            if not held.voices:
                continue
            sheet.section(f"{self.titles[name]} ({held.told})")
            for voice in held.voices:
                claim = voice.claim
                lines = details(self._facts, claim, voice.rolled_up, self.passages.get(claim.id))
                if voice.says in ("raises", "lowers") and (voice.reverse or name == "other"):
                    what = claim.object_label
                    lines.insert(1, f"so {self.subject} {voice.says} {what}, as this tells it")
                if claim.id in marked:
                    lines.append(f"in conflict: {marked[claim.id]}")
                sheet.item(f"{claim.id}  {claim.states}", lines)
        if self.conflicts:
            sheet.section("Conflicts among these claims")
            for conflict in self.conflicts:
                lines = conflict_lines(conflict, self._facts, frozenset(above))
                sheet.item(f"{conflict.id}: {conflict.states}", lines)
        if self.background:
            sheet.section("Background: held to be known, with a public source, not stated here")
            for edge in self.background:
                sheet.item(edge.states, edge_lines(edge))
        if self.derived:
            sheet.section("Derived: follows by rule from what is stated, stated by nobody")
            for edge in self.derived:
                sheet.item(edge.states, edge_lines(edge))
        self._tell_near(sheet)
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def _tell_near(self, sheet: Sheet) -> None:
        """Tell what is near: with all context where nothing else answers, else in one line each."""
        if self.answered and self.near:
            sheet.section("Near, but no answer")
            for group in self.near:
                lines = [f"{claim.id}  {claim.states}" for claim in group.claims]
                lines += [f"and {group.more} more"] if group.more else []
                sheet.item(group.how, lines)
            return
        for group in self.near:
            sheet.section(f"Near: {group.how}")
            for claim in group.claims:
                sheet.item(f"{claim.id}  {claim.states}", details(self._facts, claim)[:2])
            if group.more:
                sheet.item(f"and {group.more} more")

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "subject": self.subject,
            "object": self.object,
            "answered": self.answered,
            "summary": self.summary,
            "only": self.only,
            "sides": {
                name: {
                    "means": self.titles[name],
                    **held.backing._asdict(),
                    "claims": [
                        {
                            **voice.claim.as_dict(),
                            "says": voice.says,
                            "rolled_up": voice.rolled_up,
                            "chain": chain(self._facts, voice.claim),
                            "passage": self.passages.get(voice.claim.id),
                        }
                        for voice in held.voices
                    ],
                }
                for name, held in self.sides.items()
            },
            "rolled_up": list(self.rolled_up),
            "conflicts": [c._asdict() | {"claims": list(c.claims)} for c in self.conflicts],
            "background": [edge_dict(edge) for edge in self.background],
            "derived": [edge_dict(edge) for edge in self.derived],
            "near": [
                {"how": group.how, "claims": [claim.as_dict() for claim in group.claims]}
                for group in self.near
            ],
            "passages": self.passages,
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per claim: its side, what it says, its context, how it was reached."""
        against = {key: c.id for c in self.conflicts for key in c.claims}
        rows = [
            (name, voice.says, *row(voice.claim), voice.rolled_up or None,
             against.get(voice.claim.id))
            for name in SIDES
            for voice in self.sides[name].voices
        ]  # fmt: skip
        return Rows(("side", "says", *COLUMNS, "rolled_up", "conflict"), rows)


def why(
    facts: Facts,
    subject: str,
    obj: str,
    *,
    site: str | None = None,
    population: str | None = None,
    document: str | None = None,
    evidence: str | None = None,
    passages: dict[str, str] | None = None,
) -> Why:
    """Answer what the documents say of one thing's effect on another.

    Args:
        facts: the graph.
        subject: a term by name, synonym or CURIE; a dose may stand with it (`3 mg melatonin`).
        obj: a term by name, synonym or CURIE; a site may stand with it (`hip BMD`).
        site: only claims at this site or a part of it.
        population: only claims about this population or a part of it.
        document: only claims of the document with this slug.
        evidence: only claims of this evidence or a stronger one.
        passages: claim id → full passage, where the texts are at hand.

    Raises:
        TermError: if a name is unknown or ambiguous.
        QueryError: if there is no such evidence or document.
    """
    one, two = ask(facts, subject), ask(facts, obj)
    only = {
        name: value
        for name, value in (
            ("site", site), ("population", population), ("document", document),
            ("evidence from", evidence),
        )
        if value is not None
    }  # fmt: skip
    kept = restrict(facts, site, population, document, evidence)
    subjects, objects = subject_reach(facts, one.term), object_reach(facts, two.term)
    good = valence_of(facts, two.term)
    found = voices(facts, one, two, kept, subjects, objects)
    shown = {claim.id for held in found.values() for claim in held.claims}
    between = [] if only else opposed(facts, set(subjects), set(objects))
    edges = [e for e in facts.edges if e.subject_iri in subjects and e.object_iri in objects]
    return Why(
        facts,
        one.label(facts),
        two.label(facts),
        found,
        titles(good),
        sorted(edges, key=lambda e: (e.kind, len(e.via), e.states)),
        near(facts, one.term, two.term, subjects, objects, shown, kept),
        [c for c in facts.conflicts if shown & set(c.claims) or c in between],
        {key: text for key, text in (passages or {}).items() if key in shown},
        only,
    )
