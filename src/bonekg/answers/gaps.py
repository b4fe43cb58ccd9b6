"""What is left open: questions, what the sources do not state, what rests on little."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from bonekg.answers.asked import ask
from bonekg.answers.facts import Edge, Facts
from bonekg.answers.reach import about, claim_ends
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import details, edge_dict, edge_lines, plural
from bonekg.flat import Claim
from bonekg.store.rows import Rows

__all__ = ["Gaps", "gaps"]

_LAY = ("lay report", "product label")
# What could rest on a study: not what a thing is, nor who has what, nor what a work is about.
_TESTABLE = frozenset(("effect", "mechanism", "association", "risk", "requirement", "guidance"))
_RESULTS = ("effect", "association", "risk")
_WEAK = ("hedged", "speculative")


class Gaps(Answer):
    """What is left open.

    Attributes:
        about: the term asked about by our name, or None for all.
        questions: claims that ask, or say that it is unknown.
        answered: question → the other claims about the same two things.
        studied: question → what the study that asks it is said to have found.
        unstated: qualifier → the claims that need it and whose source does not give it.
        hedged: pairs of terms that nobody relates without a hedge → their claims.
        lay: pairs that only participants, commenters or labels relate → their claims.
        unsupported: claims that could rest on a study and name none.
        unresolved: claims whose only references are numbers without a list.
        derived: edges between two things that nobody relates.
    """

    def __init__(self, facts: Facts, name: str | None, claims: list[Claim], derived: list[Edge]):
        self._facts, self.about, self.derived = facts, name, derived
        self.examined = len(claims)
        self.questions = [c for c in claims if c.certainty == "question"]
        self.answered = {
            question.id: tuple(
                c.id
                for c in facts.claims
                if question.object_id
                and c.certainty != "question"
                and (c.subject_id, c.object_id) == (question.subject_id, question.object_id)
            )
            for question in self.questions
        }
        self.studied = {
            question.id: tuple(
                c.id
                for c in facts.claims
                if c.study_id is not None
                and c.study_id == question.study_id
                and c.kind in _RESULTS
                and c.certainty != "question"
            )
            for question in self.questions
        }
        self.unstated: dict[str, tuple[Claim, ...]] = {}
        wanting: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            for qualifier in claim.not_stated:
                wanting[qualifier].append(claim)
        for qualifier, held in sorted(wanting.items(), key=lambda i: (-len(i[1]), i[0])):
            self.unstated[qualifier] = tuple(held)
        firm = [c for c in claims if c.certainty != "question" and c.kind in _TESTABLE]
        self.hedged = _pairs(firm, lambda c: c.certainty in _WEAK)
        self.lay = _pairs(firm, lambda c: c.evidence in _LAY)
        without = [c for c in firm if c.study_id is None]
        self.unsupported = [c for c in without if not c.references]
        self.unresolved = [c for c in firm if c.references and _all_unresolved(facts, c)]

    def sheet(self) -> Sheet:
        """Give the page that people read."""
        sheet = Sheet(f"What is left open{f' about {self.about}' if self.about else ''}")
        sheet.line(f"{plural(self.examined, 'claim')} examined.")
        if not self.examined:
            sheet.line("The documents say nothing of it.")
        if self.questions:
            sheet.section(f"Open questions ({len(self.questions)})")
            for claim in self.questions:
                lines = details(self._facts, claim)
                if others := self.answered[claim.id]:
                    lines.append(f"said of the same two elsewhere: {', '.join(others)}")
                if results := self.studied[claim.id]:
                    lines.append(f"what the study is said to have found: {', '.join(results)}")
                sheet.item(f"{claim.id}  {claim.states}", lines)
        if self.unstated:
            sheet.section("Not stated in the source, though the kind of claim asks for it")
            for qualifier, held in self.unstated.items():
                keys = ", ".join(claim.id for claim in held)
                sheet.item(f"{qualifier}: {plural(len(held), 'claim')}", [keys])
        self._pairs(sheet, "Said only with a hedge", self.hedged)
        self._pairs(sheet, "Said only by participants, commenters or labels", self.lay)
        for title, claims in (
            ("Without a study or reference behind it", self.unsupported),
            ("With references that lead nowhere (numbers without a list)", self.unresolved),
        ):
            if claims:
                sheet.section(f"{title} ({plural(len(claims), 'claim')})")
                counts = Counter(claim.evidence for claim in claims)
                for evidence, n in sorted(counts.items()):
                    keys = ", ".join(c.id for c in claims if c.evidence == evidence)
                    sheet.item(f"{evidence}: {plural(n, 'claim')}", [keys])
        if self.derived:
            sheet.section(f"Derived by rule, stated by nobody ({len(self.derived)})")
            for edge in self.derived:
                sheet.item(edge.states, edge_lines(edge))
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def _pairs(
        self, sheet: Sheet, title: str, pairs: dict[tuple[str, str], tuple[Claim, ...]]
    ) -> None:
        if pairs:
            sheet.section(f"{title} ({plural(len(pairs), 'pair')})")
        for (subject, obj), claims in pairs.items():
            lines = [
                f"{c.id}  {c.predicate}; {c.certainty}"
                f"{f' (“{c.cue}”)' if c.cue else ''}; {c.evidence}: {c.states}"
                for c in claims
            ]
            sheet.item(f"{subject} → {obj}", lines)

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""

        def pairs(held: dict[tuple[str, str], tuple[Claim, ...]]) -> list[dict[str, Any]]:
            return [
                {"subject": a, "object": b, "claims": [claim.id for claim in claims]}
                for (a, b), claims in held.items()
            ]

        return {
            "about": self.about,
            "examined": self.examined,
            "questions": [
                {
                    **claim.as_dict(),
                    "said_elsewhere": list(self.answered[claim.id]),
                    "found_by_the_study": list(self.studied[claim.id]),
                }
                for claim in self.questions
            ],
            "unstated": {name: [c.id for c in held] for name, held in self.unstated.items()},
            "hedged_only": pairs(self.hedged),
            "lay_only": pairs(self.lay),
            "without_study": [claim.id for claim in self.unsupported],
            "unresolved_references": [claim.id for claim in self.unresolved],
            "derived_only": [edge_dict(edge) for edge in self.derived],
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per gap: its sort, its claim or edge, what is missing, and the words."""
        rows: list[tuple[str, str, str | None, str | None, str | None, str]] = []

        def add(gap: str, claim: Claim, detail: str | None = None) -> None:
            rows.append(
                (gap, claim.id, detail, claim.subject_label, claim.object_label, claim.states)
            )

        for claim in self.questions:
            add("open question", claim, ", ".join(self.answered[claim.id]) or None)
        for qualifier, held in self.unstated.items():
            for claim in held:
                add("not stated", claim, qualifier)
        for gap, pairs in (("hedged only", self.hedged), ("lay only", self.lay)):
            for held in pairs.values():
                for claim in held:
                    add(gap, claim, claim.cue if gap == "hedged only" else claim.evidence)
        for claim in self.unsupported:
            add("no study", claim, claim.evidence)
        for claim in self.unresolved:
            add("unresolved reference", claim, ", ".join(claim.references))
        for edge in self.derived:
            rows.append(
                ("derived only", edge.id.curie, ", ".join(edge.grounds), edge.subject,
                 edge.object, edge.states)
            )  # fmt: skip
        return Rows(("gap", "claim", "detail", "subject", "object", "states"), rows)


def gaps(facts: Facts, about_: str | None = None) -> Gaps:
    """Collect what is left open.

    Args:
        facts: the graph.
        about_: a term on either side of the claims, with what is under it or about it.

    Raises:
        TermError: if the name is unknown or ambiguous.
    """
    derived = [edge for edge in facts.edges if edge.kind == "derived"]
    derived.sort(key=lambda edge: edge.states)
    if about_ is None:
        return Gaps(facts, None, facts.claims, derived)
    asked = ask(facts, about_)
    reach = about(facts, asked.term)
    sites = facts.within(asked.term) if facts.is_a(asked.term, "AnatomicalSite") else set()
    names = {facts.name(term) for term in reach | sites}
    claims = [
        c for c in facts.claims
        if set(claim_ends(c)) & reach or c.population in names or c.site in names
    ]  # fmt: skip
    near = [edge for edge in derived if {str(edge.subject_iri), str(edge.object_iri)} & reach]
    return Gaps(facts, asked.name, claims, near)


def _pairs(claims: list[Claim], weak: Any) -> dict[tuple[str, str], tuple[Claim, ...]]:
    """Give the pairs of terms whose claims are all weak."""
    held: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.object_label is not None:
            held[claim.subject_label, claim.object_label].append(claim)
    return {pair: tuple(found) for pair, found in sorted(held.items()) if all(map(weak, found))}


def _all_unresolved(facts: Facts, claim: Claim) -> bool:
    return all((claim.document, name) in facts.unresolved for name in claim.references)
