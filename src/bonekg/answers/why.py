"""What the documents say of one thing's effect on another: for, against, null, open.

Claims are sorted by what they say of the object's good. The lack of the subject turns the sense
round; a kind, a form, a level or a combination is taken in, and each claim says by which route.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from bonekg.answers.asked import Asked, ask, at_dose
from bonekg.answers.facts import Conflict, Edge, Facts
from bonekg.answers.near import Near, near
from bonekg.answers.reach import Route, claim_ends, in_form, object_reach, sites_of, subject_reach
from bonekg.answers.restrict import at_site, restrict
from bonekg.answers.sense import SIDES, said, side, titles, valence
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import (
    COLUMNS,
    Backing,
    backing,
    chain,
    conflict_lines,
    details,
    edge_dict,
    edge_lines,
    plural,
    row,
)
from bonekg.flat import Claim
from bonekg.rows import Rows

__all__ = ["Side", "Voice", "Why", "why"]

_SURE = {"asserted": 0, "hedged": 1, "speculative": 2, "question": 3}


class Voice(NamedTuple):
    """A claim of an answer.

    Attributes:
        claim: the claim.
        says: `good`, `bad`, `raises`, `lowers`, `null`, `open` or `related`.
        rolled_up: by which route it was reached; empty if it is about the very terms.
        combined: whether its subject is a combination of which the one asked for is a part.
        reverse: whether its subject is the lack of what was asked about.
        direct: how near it is to what was asked; 0 is the very terms.
    """

    claim: Claim
    says: str
    rolled_up: str
    combined: bool
    reverse: bool
    direct: int


class Side(NamedTuple):
    """The claims of one side, strongest first.

    Attributes:
        voices: the claims with what they say and how they were reached.
    """

    voices: tuple[Voice, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims alone."""
        return tuple(voice.claim for voice in self.voices)

    @property
    def backing(self) -> Backing:
        """Who stands behind them."""
        return backing(list(self.claims))

    @property
    def told(self) -> str:
        """Who stands behind them, in words, and how many speak of a combination only."""
        mixed = sum(voice.combined for voice in self.voices)
        if not mixed:
            return str(self.backing)
        which = "all" if mixed == len(self.voices) else str(mixed)
        return f"{self.backing}; {which} of a combination, not of it alone"

    @property
    def studies(self) -> int:
        """How many different studies or publications they name."""
        return self.backing.studies

    @property
    def documents(self) -> int:
        """How many documents they stand in."""
        return self.backing.documents

    @property
    def speakers(self) -> int:
        """How many speakers say so."""
        return self.backing.speakers


class Why(Answer):
    """An answer.

    Attributes:
        subject: what was asked about, by our name.
        object: what it acts on, by our name.
        sides: `for`, `against`, `null`, `open`, `other` → claims.
        titles: what each side means here.
        background: relations with a public source between the two.
        derived: edges that follow from what is stated, between the two.
        conflicts: reviewed conflicts among the claims shown.
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
        passages: dict[str, str],
        only: dict[str, str],
    ) -> None:
        self._facts = facts
        self.subject, self.object, self.sides, self.titles = subject, obj, sides, side_titles
        self.background = [edge for edge in edges if edge.kind == "background"]
        self.derived = [edge for edge in edges if edge.kind == "derived"]
        self.near, self.passages, self.only = close, passages, only
        shown = {claim.id for side_ in sides.values() for claim in side_.claims}
        self.conflicts: list[Conflict] = [c for c in facts.conflicts if shown & set(c.claims)]

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
        """Tell what is near: in full where nothing else answers, else by its keys."""
        if self.answered and self.near:
            sheet.section("Near, but no answer")
            for group in self.near:
                keys = ", ".join(claim.id for claim in group.claims)
                more = f" and {group.more} more" if group.more else ""
                sheet.item(f"{group.how}: {keys}{more}")
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
    sites = facts.within(two.site) if two.site else None
    places = facts.within(two.term) if facts.is_a(two.term, "AnatomicalSite") else set()
    living = any(facts.is_a(two.term, c) for c in ("Population", "Organism"))
    groups = facts.below(two.term) if living else set()
    # A site and a group of people fare well or badly, as a measure does.
    good = valence(facts, two.term) or ("higher" if places or groups else "")
    found: dict[str, list[Voice]] = {name: [] for name in SIDES}
    for claim in kept:
        start = _start(facts, claim, subjects)
        end = _end(facts, claim, objects, places, groups)
        if start is None or end is None:
            continue
        if one.dose and not at_dose(claim, one.dose):
            continue
        if sites is not None and not at_site(facts, claim, sites):
            continue
        word = said(facts, claim, start.reverse)
        voice = _voice(facts, one, two, claim, start, end, word)
        found[side(word, bool(good))].append(voice)
    shown = {voice.claim.id for voices in found.values() for voice in voices}
    edges = [e for e in facts.edges if e.subject_iri in subjects and e.object_iri in objects]
    return Why(
        facts,
        one.label(facts),
        two.label(facts),
        {name: Side(tuple(sorted(voices, key=_order(facts)))) for name, voices in found.items()},
        titles(good),
        sorted(edges, key=lambda e: (e.kind, len(e.via), e.states)),
        near(facts, one.term, two.term, subjects, objects, shown, kept),
        {key: text for key, text in (passages or {}).items() if key in shown},
        only,
    )


def _start(facts: Facts, claim: Claim, subjects: dict[str, Route]) -> Route | None:
    route = subjects.get(claim_ends(claim)[0])
    if route is None and in_form(facts, claim, subjects):
        return Route(f"taken as {(claim.dose or {}).get('form')}")
    return route


def _end(
    facts: Facts, claim: Claim, objects: dict[str, Route], places: set[str], groups: set[str]
) -> Route | None:
    route = objects.get(claim_ends(claim)[1])
    if route is None and places and sites_of(facts, claim) in places:
        return Route(f"at the {claim.site}")
    people = facts.lexicon.exact(claim.population) if groups and claim.population else None
    if route is None and people in groups:
        return Route(f"in {claim.population}")
    return route


def _voice(
    facts: Facts, one: Asked, two: Asked, claim: Claim, start: Route, end: Route, word: str
) -> Voice:
    parts = []
    subject, obj = claim_ends(claim)
    if subject != one.term:
        parts.append(f"{claim.subject_label}: {start.how}")
    if obj != two.term and end.how:
        parts.append(f"{claim.object_label or claim.object_value}: {end.how}")
    far = len(parts) + 2 * start.combined
    return Voice(claim, word, "; ".join(parts), start.combined, start.reverse, far)


def _order(facts: Facts) -> Any:
    def key(voice: Voice) -> tuple[int, int, int, str]:
        claim = voice.claim
        return -facts.ranks[claim.evidence], _SURE[claim.certainty], voice.direct, claim.id

    return key
