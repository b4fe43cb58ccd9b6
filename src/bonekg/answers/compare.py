"""Things side by side: what is said of each, aligned by what it acts on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from bonekg.answers.asked import Asked, ask, at_dose
from bonekg.answers.facts import Conflict, Facts
from bonekg.answers.reach import Route, claim_ends, in_form, object_reach, subject_reach
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import (
    COLUMNS,
    backing,
    conflict_lines,
    details,
    figures,
    measured,
    row,
)
from bonekg.errors import QueryError
from bonekg.flat import Claim
from bonekg.store.rows import Rows

__all__ = ["Aspect", "Comparison", "compare"]

_BARE = ("increase", "decrease", "higher", "lower", "no change")
_SILENT = ("cited for", "studies")


class Aspect(NamedTuple):
    """One thing that is said of several: a property, an outcome at a site, a use.

    Attributes:
        name: what it is.
        claims: what is compared → the claims.
    """

    name: str
    claims: dict[str, tuple[Claim, ...]]


class Comparison(Answer):
    """Things side by side.

    Attributes:
        names: what is compared.
        stated: claims that themselves compare one with another, or with its kind.
        aspects: what is said of each, aligned; those said of most come first.
        conflicts: reviewed conflicts among the claims.
        on: what the comparison was restricted to, or None.
    """

    def __init__(
        self,
        facts: Facts,
        names: list[str],
        stated: list[Claim],
        aspects: list[Aspect],
        on: str | None,
    ) -> None:
        self._facts = facts
        self.names, self.stated, self.aspects, self.on = names, stated, aspects, on
        used = {c.id for a in aspects for held in a.claims.values() for c in held}
        used |= {claim.id for claim in stated}
        self.conflicts: list[Conflict] = [
            c for c in facts.conflicts if len(used & set(c.claims)) > 1
        ]

    def claims_of(self, name: str) -> list[Claim]:
        """Give all claims about one of those compared."""
        found = {c.id: c for a in self.aspects for c in a.claims.get(name, ())}
        return list(found.values())

    def sheet(self) -> Sheet:
        """Give the page that people read."""
        sheet = Sheet(" against ".join(self.names) + (f", on {self.on}" if self.on else ""))
        for name in self.names:
            held = self.claims_of(name)
            told = str(backing(held)) if held else "the documents do not say"
            sheet.line(f"{name}: {told}.")
        if self.stated:
            sheet.section("Compared by the documents themselves")
            for claim in self.stated:
                sheet.item(f"{claim.id}  {claim.states}", details(self._facts, claim))
        else:
            sheet.line("No document compares them with each other; what is said of each follows.")
        if self.aspects:
            sheet.section("Side by side")
            rows = [
                [
                    aspect.name,
                    *(
                        "\n".join(_brief(c, name) for c in aspect.claims.get(name, ()))
                        for name in self.names
                    ),
                ]
                for aspect in self.aspects
            ]
            sheet.table(["", *self.names], rows)
        if self.conflicts:
            sheet.section("Conflicts among these claims")
            for conflict in self.conflicts:
                lines = conflict_lines(conflict, self._facts)
                sheet.item(f"{conflict.id}: {conflict.states}", lines)
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "compared": self.names,
            "on": self.on,
            "stated": [claim.as_dict() for claim in self.stated],
            "aspects": [
                {
                    "aspect": aspect.name,
                    "claims": {
                        name: [claim.as_dict() for claim in aspect.claims.get(name, ())]
                        for name in self.names
                    },
                }
                for aspect in self.aspects
            ],
            "conflicts": [c._asdict() | {"claims": list(c.claims)} for c in self.conflicts],
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per aspect, thing and claim; what documents compare is `compared`."""
        rows = [("compared", None, *row(claim)) for claim in self.stated]
        rows += [
            (aspect.name, name, *row(claim))
            for aspect in self.aspects
            for name in self.names
            for claim in aspect.claims.get(name, ())
        ]
        return Rows(("aspect", "of", *COLUMNS), rows)


def _brief(claim: Claim, of: str) -> str:
    """Tell a claim in a cell: predicate, figures, dose, population, ground, key."""
    subject = "" if claim.subject_label == of else f"{claim.subject_label}: "
    told = figures(claim)
    if told in _BARE:  # the predicate says as much
        told = None
    value = measured(claim.object_value)
    parts = [
        f"{subject}{'does not hold: ' if claim.polarity == 'denied' else ''}{claim.predicate}",
        value,
        told,
        f"against {claim.comparator}" if claim.comparator else None,
        measured(claim.dose["text"]) if claim.dose else None,
        f"in {claim.population}" if claim.population else None,
        claim.context,
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said} ({claim.certainty}, {claim.evidence}) [{claim.id}]"


def compare(facts: Facts, things: list[str], on: str | None = None) -> Comparison:
    """Put things side by side.

    Args:
        facts: the graph.
        things: terms, each by name, synonym or CURIE, a dose may stand with it (`1 mg melatonin`).
            Of a single thing its forms are compared, or where it has none, its doses.
        on: only what is said of this term's effect on that.

    Raises:
        TermError: if a name is unknown or ambiguous.
        QueryError: if there are not two things to compare.
    """
    asked = [ask(facts, thing) for thing in things]
    if len(asked) == 1:
        asked = _parts(facts, asked[0])
    asked = list(dict.fromkeys(asked))
    if len(asked) < 2:
        raise QueryError("compare takes two things or more, or one that has several forms or doses")
    objects = None if on is None else object_reach(facts, (target := ask(facts, on)).term)
    table: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    labels = {thing: thing.label(facts) for thing in asked}
    reaches = _reaches(facts, asked)
    for thing, reach in zip(asked, reaches, strict=True):
        site = facts.is_a(thing.term, "AnatomicalSite")
        for claim in _claims_of(facts, thing, reach):
            ends = set(claim_ends(claim)) - set(reach)
            if objects is None or ends & set(objects):
                table[_aspect(claim, site)][labels[thing]].append(claim)
    aspects = [
        Aspect(name, {n: tuple(sorted(c, key=_strength(facts))) for n, c in held.items()})
        for name, held in table.items()
    ]
    aspects.sort(key=lambda a: (-len(a.claims), a.name))
    return Comparison(
        facts,
        list(labels.values()),
        _stated(facts, asked, [set(reach) for reach in reaches], objects),
        aspects,
        None if on is None else target.name,
    )


def _strength(facts: Facts) -> Any:
    return lambda claim: (-facts.ranks[claim.evidence], claim.id)


def _reaches(facts: Facts, asked: list[Asked]) -> list[dict[str, Route]]:
    """Give what each thing takes in, without what is another of them, or a kind of another."""
    kinds = [facts.below(thing.term) for thing in asked]
    found = []
    for thing, mine in zip(asked, kinds, strict=True):
        others = set().union(*(k for k in kinds if k is not mine)) - mine
        reach = subject_reach(facts, thing.term)
        found.append({term: route for term, route in reach.items() if term not in others})
    return found


def _claims_of(facts: Facts, thing: Asked, reach: dict[str, Route]) -> Iterator[Claim]:
    """Give the claims about a thing: of it, in it (a population), at it (a site)."""
    people = facts.below(thing.term) if facts.is_a(thing.term, "Population") else set()
    places = facts.within(thing.term) if facts.is_a(thing.term, "AnatomicalSite") else set()
    groups = {facts.name(term) for term in people}
    sites = {facts.name(term) for term in places}
    for claim in facts.claims:
        if claim.predicate in _SILENT or claim.predicate == "compared with":
            continue
        if thing.dose and not at_dose(claim, thing.dose):
            continue
        if thing.site and claim.site not in {facts.name(s) for s in facts.within(thing.site)}:
            continue
        of_it = claim_ends(claim)[0] in reach or in_form(facts, claim, reach)
        met = {claim.population, claim.comparator} & groups or set(claim_ends(claim)) & people
        if of_it or met or claim.site in sites:
            yield claim


def _aspect(claim: Claim, site: bool) -> str:
    if claim.object_label is None:
        return "in words"
    return f"{claim.object_label}, {claim.site}" if claim.site and not site else claim.object_label


def _parts(facts: Facts, thing: Asked) -> list[Asked]:
    """Give the forms of a thing that claims speak of, else its doses."""
    if not thing.dose:
        kinds = sorted(facts.children.get(thing.term, ()))
        concerned = sorted(
            term
            for term, things in facts.concerns.items()
            if thing.term in things
            and term not in kinds
            and facts.is_a(term, "Supplement")
            and not facts.is_a(term, "CombinationRegimen")
        )
        for terms in (kinds, concerned):
            spoken = [t for t in terms if any(claim_ends(c)[0] == t for c in facts.claims)]
            if len(spoken) > 1:
                return [ask(facts, name) for name in sorted(map(facts.name, spoken))]
    reach = subject_reach(facts, thing.term)
    doses = {
        (float(c.dose["value"]), str(c.dose["unit"]))
        for c in facts.claims
        if c.dose and c.dose["value"] is not None and c.dose["unit"]
        and claim_ends(c)[0] in reach
    }  # fmt: skip
    return [thing._replace(dose=dose) for dose in sorted(doses)] if len(doses) > 1 else [thing]


def _stated(
    facts: Facts, asked: list[Asked], reaches: list[set[str]], objects: dict[str, Any] | None
) -> list[Claim]:
    """Give the claims that compare one of the things with another, or with its own kind."""
    kinds = {t for thing in asked for t in facts.above(thing.term) if t in facts.lexicon.counts}
    pairs = [(one - other, other - one) for one, other in combinations(reaches, 2)]
    found = []
    for claim in facts.claims:
        subject, obj = claim_ends(claim)
        other = str(facts.lexicon.exact(claim.comparator)) if claim.comparator else ""
        if claim.predicate != "compared with" and not other:
            continue
        ends = {subject, obj, other}
        rest = {obj, other} if claim.predicate == "compared with" else {other}
        mine = any(subject in reach for reach in reaches)
        if not any(ends & one and ends & two for one, two in pairs) and not (mine and rest & kinds):
            continue
        measure = (claim.effect or {}).get("measure")
        met = {subject, obj, str(facts.lexicon.exact(measure)) if measure else ""}
        if objects is None or met & set(objects):
            found.append(claim)
    return found
