"""The answer to "how may one thing act on another": ranked, signed paths, each hop with its ground.

A path is read off, not proved: each hop is what somebody states or what a public source holds, and
the sign of the whole is the product of the signs. What is asked or denied of the two themselves
stands first, for no path overrides it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from bonekg.answers.asked import Asked, ask, at_dose
from bonekg.answers.facts import Facts, full
from bonekg.answers.paths import drawing, telling
from bonekg.answers.paths.links import Link, make_link
from bonekg.answers.paths.map import Map
from bonekg.answers.paths.search import Hop, Path, search
from bonekg.answers.reach import claim_ends
from bonekg.answers.restrict import at_site
from bonekg.answers.sheet import NOT_ADVICE, Answer, Sheet
from bonekg.answers.telling import edge_lines, plural
from bonekg.errors import QueryError
from bonekg.flat import Claim
from bonekg.store.rows import Rows

__all__ = ["LONGEST", "MOST", "Nearest", "Paths", "paths"]

LONGEST = 6
MOST = 100
_NEAR = 5


class Nearest(NamedTuple):
    """What stands closest where no path is found, each as a drawing.

    Attributes:
        acts_on: what the first is said to act on.
        acted_on_by: what is said to act on the second.
        reverse: the best path the other way round, if there is one.
    """

    acts_on: tuple[str, ...]
    acted_on_by: tuple[str, ...]
    reverse: str | None


class Paths(Answer):
    """An answer.

    Attributes:
        subject: what was asked about, by our name.
        object: what it acts on, by our name.
        paths: the paths, the best first.
        more: how many further paths there are.
        whole: whether the search looked at all of them.
        asked: claims that ask whether the one acts on the other.
        against: null results and denials of it.
        stopped: U-shaped exposures that no path goes through: name → claims of lack and of excess.
        apart: doses and combinations of the subject, which act for themselves.
        derived: edges of the graph that were derived between the two when it was built.
        nearest: what stands closest, where there is no path.
    """

    def __init__(
        self,
        facts: Facts,
        subject: str,
        obj: str,
        found: list[Path],
        more: int,
        whole: bool,
        said: tuple[list[Claim], list[Claim]],
        stopped: dict[str, tuple[tuple[str, ...], tuple[str, ...]]],
        apart: list[str],
        derived: list[str],
        nearest: Nearest | None,
    ) -> None:
        self._facts = facts
        self.subject, self.object = subject, obj
        self.paths, self.more, self.whole = tuple(found), more, whole
        self.asked, self.against = said
        self.stopped, self.apart, self.derived, self.nearest = stopped, apart, derived, nearest

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def signs(self) -> dict[str, int]:
        """How many of the paths have which sign: `+`, `-`, `±`, `?`."""
        found = [path.sign for path in self.paths]
        return {sign: found.count(sign) for sign in ("+", "-", "±", "?") if sign in found}

    @property
    def mixed(self) -> bool:
        """Whether paths, or the claims of one hop, point both ways."""
        both = {"+", "-"} <= set(self.signs)
        return both or any(link.sign == "±" for path in self.paths for link in path.links)

    @property
    def summary(self) -> str:
        """The answer in one line."""
        if not self.paths:
            return "No path: nothing that is stated or known puts the two in a row."
        words = {"+": "raising", "-": "lowering", "±": "disputed", "?": "without a direction"}
        told = ", ".join(f"{n} {words[sign]}" for sign, n in self.signs.items())
        kept = f" of {len(self.paths) + self.more}" if self.more else ""
        if not self.whole:
            kept += " and more"
        return f"{plural(len(self.paths), 'path')}{kept}: {told}."

    @property
    def warnings(self) -> list[str]:
        """What a reader must know before trusting any of the paths."""
        found = []
        if self.asked:
            told = "; ".join(map(telling.brief, self.asked))
            found.append(f"Asked and left open in the documents, which no path overrides: {told}.")
        if self.against:
            told = "; ".join(map(telling.brief, self.against))
            found.append(f"Said to make no difference, or denied: {told}.")
        if self.mixed:
            found.append(
                "The signs are mixed: the paths, or the claims of one hop, point both ways."
            )
        for name, (lack, excess) in self.stopped.items():
            found.append(
                f"Nothing is taken through {name}: its lack ({', '.join(lack)}) and its excess "
                f"({', '.join(excess)}) are said to act alike."
            )
        if self.apart:
            found.append(
                f"Apart from {self.subject}: {', '.join(self.apart)}. Ask for them by name."
            )
        if any(path.turned for path in self.paths):
            found.append(
                "What is read from a lack holds where there is one, not of more than enough."
            )
        if any(path.association for path in self.paths):
            found.append("An association says nothing of cause; nor does a path through one.")
        return found

    def sheet(self) -> Sheet:
        """Give the page that people read, the paths drawn."""
        sheet = Sheet(f"{self.subject} → {self.object}")
        sheet.line(self.summary)
        for warning in self.warnings:
            sheet.line(f"! {warning}")
        before = ""
        for number, path in enumerate(self.paths, 1):
            heading = telling.heading(path)
            if heading != before:
                sheet.section(heading)
                before = heading
            text = f"{number}. [{path.sign}] {drawing.line(self._facts, path)}"
            sheet.item(text, telling.lines(self._facts, path))
        if self.derived:
            sheet.section("Derived when the graph was built: follows by rule, stated by nobody")
            for told in self.derived:
                sheet.item(told)
        if self.nearest is not None:
            self._tell_nearest(sheet, self.nearest)
        sheet.line("")
        sheet.line(f"{drawing.LEGEND}")
        sheet.line(NOT_ADVICE)
        return sheet

    def _tell_nearest(self, sheet: Sheet, nearest: Nearest) -> None:
        if nearest.acts_on:
            sheet.section(f"Nearest: {self.subject} acts on")
            for told in nearest.acts_on:
                sheet.item(told)
        if nearest.acted_on_by:
            sheet.section(f"Nearest: what acts on {self.object}")
            for told in nearest.acted_on_by:
                sheet.item(told)
        if nearest.reverse:
            sheet.section("The other way round")
            sheet.item(nearest.reverse)

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data, terms as CURIEs with their names."""
        return {
            "subject": self.subject,
            "object": self.object,
            "summary": self.summary,
            "warnings": self.warnings,
            "mixed": self.mixed,
            "signs": self.signs,
            "more": self.more,
            "whole": self.whole,
            "paths": [telling.path_dict(self._facts, path) for path in self.paths],
            "asked": [claim.as_dict() for claim in self.asked],
            "against": [claim.as_dict() for claim in self.against],
            "stopped": {
                name: {"lack": list(lack), "excess": list(excess)}
                for name, (lack, excess) in self.stopped.items()
            },
            "apart": self.apart,
            "derived": self.derived,
            "nearest": None
            if self.nearest is None
            else {
                "acts_on": list(self.nearest.acts_on),
                "acted_on_by": list(self.nearest.acted_on_by),
                "reverse": self.nearest.reverse,
            },
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per hop, in the order of the paths."""
        rows = [
            row
            for number, path in enumerate(self.paths, 1)
            for row in telling.rows(self._facts, number, path)
        ]
        return Rows(telling.COLUMNS, rows)

    def to_mermaid(self) -> str:
        """Draw the paths as a Mermaid flowchart."""
        return drawing.mermaid(self._facts, self.paths)

    def to_dot(self) -> str:
        """Draw the paths in Graphviz's language."""
        return drawing.dot(self._facts, self.paths)


def _number(name: str, value: object, top: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= top:
        raise QueryError(f"{name} takes a whole number from 1 to {top}, not {value!r}")
    return value


def paths(map_: Map, subject: str, obj: str, *, longest: int = 4, limit: int = 10) -> Paths:
    """Find how one thing may act on another.

    Args:
        map_: what acts on what.
        subject: a term by name, synonym or CURIE; a dose may stand with it (`3 mg melatonin`).
        obj: a term by name, synonym or CURIE; a site may stand with it (`hip BMD`).
        longest: how many hops that act a path may have, at most 6.
        limit: how many paths are given, at most 100.

    Raises:
        TermError: if a name is unknown or ambiguous.
        QueryError: if both are one term, or a number is out of bounds.
    """
    facts = map_.facts
    longest, limit = _number("longest", longest, LONGEST), _number("limit", limit, MOST)
    one, two = ask(facts, subject), ask(facts, obj)
    if one.term == two.term:
        raise QueryError(f"{subject!r} and {obj!r} are one term, {one.name}; a path needs two")
    found = search(map_, one.term, two.term, longest, max(4 * limit, 40))
    kept = [path for p in found.paths if (path := _restricted(facts, p, one, two)) is not None]
    kept.sort(key=lambda path: path.rank)
    shown = _chosen(kept, limit)
    starts = {way[-1].to if way else one.term for way in map_.aliases(one.term)}
    ends = set(map_.endings(two.term))
    edges = [e for e in facts.edges if e.kind == "derived"]
    dosed = map_.steps.dosed.get(one.term, set())
    mixed = {
        term
        for term, things in facts.concerns.items()
        if one.term in things and facts.is_a(term, "CombinationRegimen")
    }
    return Paths(
        facts,
        one.label(facts),
        two.label(facts),
        shown,
        len(kept) - len(shown),
        found.whole,
        _said(facts, starts | dosed, ends, one, two),
        {facts.name(t): (map_.shapes[t].lack, map_.shapes[t].excess) for t in found.stopped},
        sorted(facts.name(term) for term in dosed | mixed),
        [
            f"{e.states}; {edge_lines(e)[0]}"
            for e in sorted(edges, key=lambda e: e.states)
            if map_.derived and e.subject_iri == one.term and e.object_iri == two.term
        ],
        None if shown else _nearest(map_, one.term, two.term, starts, ends, longest),
    )


def _chosen(kept: list[Path], limit: int) -> list[Path]:
    """Choose the best, but leave half of the room to paths of more than one hop that acts."""
    direct = [path for path in kept if path.direct]
    longer = [path for path in kept if not path.direct]
    room = max(limit - len(longer), (limit + 1) // 2)
    return [*direct[:room], *longer[: limit - len(direct[:room])]]


def _said(
    facts: Facts, starts: set[str], ends: set[str], one: Asked, two: Asked
) -> tuple[list[Claim], list[Claim]]:
    """Collect what is asked of the two themselves, and what denies or finds nothing."""
    asked, against = [], []
    sites = facts.within(two.site) if two.site else None
    for claim in facts.claims:
        if one.dose is not None and not at_dose(claim, one.dose):
            continue
        if sites is not None and not at_site(facts, claim, sites):
            continue
        start, end = claim_ends(claim)
        if start in starts and end in ends:
            if claim.certainty == "question":
                asked.append(claim)
            elif claim.predicate == "has no effect on" or claim.polarity == "denied":
                against.append(claim)
    return asked, against


def _restricted(facts: Facts, path: Path, one: Asked, two: Asked) -> Path | None:
    """Keep of a path what is said of the dose and the site asked for; None if nothing is."""
    if one.dose is None and two.site is None:
        return path
    hops = list(path.hops)
    acting = [number for number, hop in enumerate(hops) if hop.link is not None]
    sites = facts.within(two.site) if two.site else None
    for at, last in ((acting[0], False), (acting[-1], True)):
        link = hops[at].link
        assert link is not None  # only such hops are in `acting`
        claims = list(link.claims)
        if not last and one.dose is not None:
            claims = [claim for claim in claims if at_dose(claim, one.dose)]
        elif last and sites is not None:
            claims = [claim for claim in claims if at_site(facts, claim, sites)]
        else:
            continue
        made = make_link(facts, link.subject, link.object, claims, [])
        if not made:
            return None
        hops[at] = Hop(link.subject, link.object, made[0].sign, made[0])
    people = {p for hop in hops if hop.link is not None for p in hop.link.populations}
    return Path(tuple(hops), path.populations or frozenset(people), path.cost)


def _nearest(
    map_: Map, one: str, two: str, starts: set[str], ends: set[str], longest: int
) -> Nearest:
    """Tell what stands closest to a question without a path."""
    out = [link for term in sorted(starts) for link in map_.links.get(term, ())]
    into = [link for term in sorted(ends) for link in map_.into.get(term, ())]
    back = search(map_, two, one, longest, 1).paths
    return Nearest(
        _best(map_.facts, out),
        _best(map_.facts, into),
        drawing.line(map_.facts, back[0]) if back else None,
    )


def _best(facts: Facts, links: list[Link]) -> tuple[str, ...]:
    kinds = ("causal", "needed", "unsigned", "association")
    ranked = sorted(
        links,
        key=lambda link: (
            kinds.index(link.kind),
            -max((facts.ranks[c.evidence] for c in link.claims), default=0),
            full(link.subject),
            full(link.object),
        ),
    )
    told = [
        drawing.line(facts, Path((Hop(k.subject, k.object, k.sign, k),), k.populations, 0.0))
        for k in ranked[:_NEAR]
    ]
    rest = len(ranked) - len(told)
    return (*told, f"and {rest} more") if rest else tuple(told)
