"""What the documents say of one thing's effect on another: for, against, null, open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bonekg.answers import scope
from bonekg.answers.amount import at_dose
from bonekg.answers.aside import Aside, asides
from bonekg.answers.columns import COLUMNS
from bonekg.answers.library import Library
from bonekg.answers.nearby import broader_pairs, near_claims, quoted, silence
from bonekg.answers.path_drawings import LEGEND
from bonekg.answers.question import Asked, Only, ask, restrict
from bonekg.answers.render import NOT_ADVICE, Answer, Sheet, count_rest
from bonekg.answers.scope import SIDES
from bonekg.answers.sides import Passages, Side, marked, sort_sides
from bonekg.answers.wording import conflict_reason, edge_line, plural, relation_line
from bonekg.model import BackgroundRelation, Conflict, DerivedEdge, as_dict
from bonekg.store.rows import Rows

__all__ = ["Why", "why"]

# How many claims of a side the short answer shows with their facts, and how many in one line.
_SHOWN = 8
_SPARE = 5
_LINES = 40
_EDGES = 4
_ROUTES = 8
_PATHS = 3


@dataclass(frozen=True)
class Why(Answer):
    """An answer to what one thing does to another.

    Attributes:
        subject: what was asked about, with its dose and site.
        object: what it acts on.
        notes: what was read otherwise than written.
        only: option → value, what the answer is restricted to.
        sides: side → its claims; every side is there, empty ones too.
        conflicts: the reviewed conflicts that hold a claim of the answer.
        beyond: the key of a conflict → what its claims say that the answer does not hold.
        background: relations with a public source between the two.
        derived: edges that follow from what is stated, between the two.
        grounds: the key of a claim on which such an edge rests → what it says, where the answer
            does not hold it.
        near: what is said close by.
        silent: why there is nothing, where there is nothing; and what has an answer.
        broader: where no claim takes a side, the answer for the nearest broader terms that has
            claims that do; where nothing is said, for the nearest of which something is.
        paths: where no claim relates the two, the best ways from the one to the other, drawn.
        beside: where nothing is said of the two and no path joins them, or little is said of the
            first, what is said of its action.
    """

    subject: str
    object: str
    notes: tuple[str, ...]
    only: tuple[tuple[str, str], ...]
    sides: dict[str, Side]
    conflicts: tuple[Conflict, ...]
    beyond: dict[str, tuple[str, ...]]
    background: tuple[BackgroundRelation, ...]
    derived: tuple[DerivedEdge, ...]
    grounds: dict[str, str]
    near: tuple[Aside, ...]
    silent: tuple[str, ...]
    broader: Why | None = None
    paths: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether a claim takes a side, or says that there is none."""
        return any(self.sides[name].voices for name in ("for", "against", "null", "open"))

    @property
    def answered(self) -> bool:
        """Whether the documents say anything of the two."""
        return any(side.voices for side in self.sides.values())

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its claims."""
        return frozenset(claim.id for side in self.sides.values() for claim in side.claims)

    @property
    def routes(self) -> tuple[str, ...]:
        """What claims are really about where this is not the very thing asked, and why."""
        found = (part for side in self.sides.values() for v in side.voices for part in v.route)
        return tuple(sorted(set(found)))

    @property
    def summary(self) -> str:
        """The answer in one line."""
        if not self.answered:
            return " ".join(self.silent)
        held = [side for side in self.sides.values() if side.voices]
        names = {side.name for side in held}
        if {"for", "against"} <= names:
            verdict = "Claims stand on both sides."
        elif names & {"for", "against"}:
            verdict = self._one_sided("for" if "for" in names else "against")
        elif "null" in names:
            null = self.sides["null"]
            says = ", ".join(filter(None, (null.means, null.alone)))
            verdict = f"{self.subject} is said to make {says}."
            if self.sides["related"].voices:
                verdict = f"Claims relate the two; {plural(len(null.voices), 'claim')}: {says}."
        elif names == {"open"}:
            verdict = "The documents only ask."
        elif names <= {"speculative", "open"}:
            verdict = "It is only asked, guessed or hoped for."
        else:
            verdict = f"Claims relate the two; none takes a side.{self._directions()}"
        deciding = [side for side in held if side.name in ("for", "against", "null")] or held
        strongest = max(deciding, key=lambda s: max(c.evidence_rank for c in s.claims))
        counts = ", ".join(f"{len(side.voices)} {side.name}" for side in held)
        best = strongest.backing.strongest
        return f"{verdict} Claims: {counts}. Strongest evidence: {best}."

    def _directions(self) -> str:
        """Count the directions of what is seen under a condition that nobody names as its cause."""
        claims = [claim for claim in self.sides["related"].claims if claim.condition_terms]
        seen = [claim.effect for claim in claims if claim.effect and not claim.effect.measure]
        told = Counter(effect.direction for effect in seen if effect.direction)
        counts = ", ".join(f"{direction}: {count}" for direction, count in told.items())
        return f" Seen where it is a condition, not named as the cause: {counts}." if counts else ""

    def _one_sided(self, name: str) -> str:
        """Say what the claims of the one side that has some say, and what stands beside it."""
        side, null = self.sides[name], self.sides["null"]
        other = self.sides["against" if name == "for" else "for"]
        says, same = (", ".join(filter(None, (s.means, s.alone))) for s in (side, null))
        if null.voices:
            counts = [plural(len(each.voices), "claim") for each in (side, null)]
            return f"Not all say the same: {says}: {counts[0]}; {same}: {counts[1]}."
        takes = "One claim takes a side" if len(side.voices) == 1 else "All that take a side say"
        verdict = f"{takes}: {says}."
        return verdict if self.sides["open"].voices else f"{verdict} No claim says: {other.means}."

    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read; see `Answer.sheet`."""
        sheet = Sheet(f"{self.subject} → {self.object}")
        for note in self.notes:
            sheet.line(f"{note}.")
        if self.only:
            sheet.line(f"Only: {', '.join(f'{name} {value}' for name, value in self.only)}.")
        sheet.line(self.summary)
        self._tell_routes(sheet, all=all)
        for name in SIDES:
            if self.sides[name].voices:
                self._tell_side(sheet, self.sides[name], all=all, full=full)
        if self.beside:
            sheet.section(f"What {self.subject} is said to do")
            for text in self.beside:
                sheet.item(text)
        if self.broader is not None:
            broader = self.broader
            sheet.section(f"More broadly, {broader.subject} → {broader.object}: {broader.summary}")
            broader._tell_routes(sheet, all=all)
            for name in SIDES:
                if broader.sides[name].voices:
                    broader._tell_side(
                        sheet, broader.sides[name], all=all, full=full, above=self.keys
                    )
        if self.paths:
            sheet.section(self.steps_title)
            for path in self.paths:
                sheet.item(path)
            sheet.line(LEGEND)
            sheet.line(f"Each step with its claims or its source: {self.call('paths')}")
        conflicts = self.conflicts or (self.broader.conflicts if self.broader else ())
        if conflicts:
            sheet.section("Conflicts among these claims")
            for conflict in conflicts:
                rest = [f"also in it: {told}" for told in self.beyond.get(conflict.id, ())]
                sheet.item(
                    f"{conflict.id}: {conflict.states}",
                    [f"{conflict_reason(conflict)}; bonekg show {conflict.id}", *rest],
                )
        self._tell_edges(sheet, all=all or not self.answered)
        self._tell_near(sheet)
        sheet.line("")
        sheet.line(NOT_ADVICE)
        return sheet

    @property
    def steps_title(self) -> str:
        """What stands over the paths: that no claim says it, and whether their signs differ."""
        mixed = len({path.partition("]")[0] for path in self.paths}) > 1
        return "No claim says it, but step by step" + (", in ways that disagree" if mixed else "")

    def call(self, command: str) -> str:
        """Give the command that asks the same two things otherwise."""
        return f"bonekg {command} {quoted(self.subject)} {quoted(self.object)}"

    def _tell_routes(self, sheet: Sheet, *, all: bool) -> None:
        voices = [voice for side in self.sides.values() for voice in side.voices]
        for end, asked in enumerate((self.subject, self.object)):
            routes = sorted({voice.ways[end] for voice in voices if voice.ways[end]})
            shown = routes if all else routes[:_ROUTES]
            rest = count_rest(len(shown), len(routes), "--all")
            if shown:
                sheet.line(f"Taken in with {asked}: {'; '.join((*shown, *rest))}.")

    def _tell_side(
        self,
        sheet: Sheet,
        side: Side,
        *,
        all: bool,
        full: bool,
        above: frozenset[str] = frozenset(),  # claims that are told further up
    ) -> None:
        means = "; ".join(filter(None, (side.means, side.alone or side.holds)))
        sheet.section(f"{side.name.capitalize()} ({means}): {side.told}")
        # A few more are shown rather than counted.
        every = all or len(side.voices) <= _SHOWN + _SPARE
        shown = side.voices if every else side.voices[:_SHOWN]
        for voice in shown:
            if voice.claim.id in above:
                sheet.item(f"{voice.claim.id}  told above")
                continue
            report = voice.claim.source_report
            lines = [" · ".join(fact for fact in voice.facts if fact != report)]
            lines += [report] if report else []
            if voice.route and (voice.apart or voice.turned or full):
                lines.append(f"[{'; '.join(voice.route)}]")
            if voice.conflicts:
                lines.append(f"in conflict: {', '.join(voice.conflicts)}")
            if full:
                lines += [voice.told, str(voice.source)]
                if voice.claim.not_stated:
                    lines.append(f"not stated: {', '.join(voice.claim.not_stated)}")
                words = voice.passage or voice.claim.quote
                lines += [f"“{' '.join(words.split())}”"] if words else []
            sheet.item(f"{voice.claim.id}  {voice.claim.states}", lines)
        for voice in side.voices[len(shown) : _LINES]:
            sheet.item(f"{voice.claim.id}  {voice.claim.states} [{voice.claim.evidence[0]}]")
        for line in count_rest(max(len(shown), _LINES), len(side.voices), "--all"):
            sheet.item(line)

    def _tell_edges(self, sheet: Sheet, *, all: bool) -> None:
        """Tell relations from elsewhere; in short only what follows from claims alone is shown."""
        background: dict[str, list[str]] = {relation_line(edge): [] for edge in self.background}
        stated = sum(map(_stated, self.derived))
        derived = self._with_grounds(sorted(self.derived, key=lambda edge: not _stated(edge)))
        sections = (
            ("Background: known, with a public source, not stated here", background, _EDGES),
            ("Derived: follows by rule, stated by nobody", derived, min(_EDGES, stated)),
        )
        for title, lines, most in sections:
            shown = list(lines)[: None if all else most]
            if lines and not shown:
                sheet.line(f"Also: {plural(len(lines), 'derived edge')}: --all")
                continue
            if lines:
                sheet.section(title)
            for line in shown:
                sheet.item(line, lines[line])
            for line in count_rest(len(shown), len(lines), "--all"):
                sheet.item(line)

    def _with_grounds(self, edges: list[DerivedEdge]) -> dict[str, list[str]]:
        """Write derived edges, each with what its grounds say that is told nowhere above it."""
        untold = dict(self.grounds)
        return {
            edge_line(edge): [
                f"{key}  {untold.pop(key)}"
                for key in map(_claim_key, edge.grounds)
                if key in untold
            ]
            for edge in edges
        }

    def _tell_near(self, sheet: Sheet) -> None:
        if not self.near:
            return
        sheet.section("Near by")
        for near in self.near:
            call = f": {near.call}" if near.call else ""
            sheet.item(
                f"{near.how}: {near.counted}{call}",
                [f"{key}  {told}" for key, told in near.lines.items()],
            )

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "subject": self.subject,
            "object": self.object,
            "answered": self.answered,
            "summary": self.summary,
            "notes": list(self.notes),
            "only": dict(self.only),
            "sides": {
                name: {
                    "means": side.means,
                    "holds": side.holds or None,
                    "alone": side.alone or None,
                    **side.backing._asdict(),
                    "claims": [
                        {
                            **as_dict(voice.claim),
                            "route": list(voice.route),
                            "apart": voice.apart,
                            "turned": voice.turned,
                            "source": str(voice.source),
                            "conflicts": list(voice.conflicts),
                            "passage": voice.passage,
                        }
                        for voice in side.voices
                    ],
                }
                for name, side in self.sides.items()
            },
            "conflicts": [as_dict(conflict) for conflict in self.conflicts],
            "beyond": {key: list(told) for key, told in self.beyond.items()},
            "background": [as_dict(edge) for edge in self.background],
            "derived": [as_dict(edge) for edge in self.derived],
            "grounds": self.grounds,
            "near": [aside._asdict() for aside in self.near],
            "silent": list(self.silent),
            "broader": self.broader.as_dict() if self.broader else None,
            "paths": list(self.paths),
            "beside": list(self.beside),
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per claim: its side, its columns, how it was reached, its conflicts."""
        rows = [
            (
                name,
                *voice.columns,
                "; ".join(voice.route) or None,
                ", ".join(voice.conflicts) or None,
            )
            for name in SIDES
            for voice in self.sides[name].voices
        ]
        return Rows(("side", *COLUMNS, "route", "conflicts"), rows)


def _stated(edge: DerivedEdge) -> bool:
    """Whether a document states every step of an edge."""
    return all(ground.startswith("bkg.claim:") for ground in edge.grounds)


def why(
    library: Library,
    subject: str,
    obj: str,
    *,
    site: str | None = None,
    population: str | None = None,
    document: str | None = None,
    evidence: str | None = None,
    direct: bool = False,
    passages: Passages | None = None,
) -> Why:
    """Answer what the documents say of one thing's effect on another.

    Args:
        library: the graph.
        subject: a term by name, synonym or CURIE; a dose may stand with it (`3 mg melatonin`).
        obj: a term by name, synonym or CURIE; a site or people may stand with it (`hip BMD`).
        site: only claims at this site or a part of it.
        population: only claims about these people or a part of them.
        document: only claims of the document with this short name.
        evidence: only claims of this evidence or a stronger one.
        direct: only claims that relate the two terms themselves, not what a question about them
            takes in, such as their kinds.
        passages: gives the full passages of claims, where the texts are at hand.

    Raises:
        TermError: if a name is unknown or ambiguous.
        QueryError: if there is no such evidence or document.
    """
    one, two = ask(library, subject), ask(library, obj)
    only = restrict(
        library, site=site, population=population, document=document, evidence=evidence,
        direct=direct, asked=(one, two),
    )  # fmt: skip
    answer = _answer(library, one, two, only, passages)
    if answer.decided or one.dose is not None or direct:
        return answer
    few = () if answer.answered or only.sparql else _does(library, one, _ROUTES)
    answer, nearest = replace(answer, beside=few), None
    for first, second in broader_pairs(library, one, two):
        broader = _answer(library, first, second, only, passages)
        if broader.decided:
            return _with_broader(library, answer, broader, (first, second), only)
        nearest = nearest or (broader if broader.answered else None)
    if nearest is not None and not answer.answered:
        return replace(answer, broader=nearest)
    if answer.answered or only.sparql or one.term == two.term:
        return answer
    paths = _ways(library, one, two)
    return replace(answer, paths=paths, beside=few if paths else _does(library, one))


def _answer(library: Library, one: Asked, two: Asked, only: Only, passages: Passages | None) -> Why:
    found = scope.between(library, one.term, two.term, only.sparql)
    records = {claim.id: claim for claim in library.claims(f.id for f in found)}
    if one.dose is not None:
        found = [f for f in found if at_dose(records[f.id], one.dose)]
    sides = sort_sides(library, two, found, records, passages)
    kept = {claim.id for side in sides.values() for claim in side.claims}
    conflicts = library.reader.conflicts(kept) if kept else []
    restricted = bool(only.sparql) or one.dose is not None
    derived = () if restricted else tuple(scope.derived(library, one.term, two.term))
    return Why(
        one.label(library),
        two.label(library),
        tuple(dict.fromkeys((*one.notes, *two.notes, *only.notes))),
        only.named,
        {name: marked(side, conflicts) for name, side in sides.items()},
        tuple(conflicts),
        {conflict.id: _beyond(library, conflict, kept) for conflict in conflicts},
        () if restricted else tuple(scope.background(library, one.term, two.term)),
        derived,
        _grounds(library, derived, kept),
        asides(library, one, two, only, kept, near_claims(library, one, two, only)),
        () if kept else silence(library, one, two, only, tuple(records.values())),
    )


def _grounds(library: Library, edges: Iterable[DerivedEdge], kept: set[str]) -> dict[str, str]:
    """Say what the claims say on which derived edges rest, but for those of the answer."""
    grounds = {_claim_key(ground) for edge in edges if _stated(edge) for ground in edge.grounds}
    return {claim.id: claim.states for claim in library.claims(sorted(grounds - kept))}


def _claim_key(ground: str) -> str:
    return ground.partition(":")[2]


def _with_broader(
    library: Library, answer: Why, broader: Why, asked: tuple[Asked, Asked], only: Only
) -> Why:
    """Join a broader answer, tell no claim twice, and name the next broader question with more."""
    wider = {claim.id for side in broader.sides.values() for claim in side.claims}
    told = wider | {text.partition(" ")[0] for text in answer.beside}
    near = []
    for aside in answer.near:
        lines = {key: words for key, words in aside.lines.items() if key not in told}
        if (lines or aside.call) and aside.call != broader.call("why"):
            claims = aside.claims if aside.call else len(lines)
            near.append(aside._replace(lines=lines, claims=claims))
    for one, two in broader_pairs(library, *asked):
        count = len(scope.between(library, one.term, two.term, only.sparql))
        if count > len(wider):
            call = f"bonekg why {quoted(one.name)} {quoted(two.name)}"
            near.append(Aside(f"still more broadly, {one.name} → {two.name}", {}, count, call))
            break
    return replace(answer, broader=broader, near=tuple(near))


def _beyond(library: Library, conflict: Conflict, kept: set[str]) -> tuple[str, ...]:
    """Give what the claims of a conflict say that an answer does not hold."""
    others = library.claims(key for key in conflict.claims if key not in kept)
    return tuple(f"{claim.id}  {claim.states}" for claim in others)


def _does(library: Library, one: Asked, most: int | None = None) -> tuple[str, ...]:
    """Give the first of what is said of a thing's action, and how much more there is.

    Args:
        library: the graph.
        one: the thing.
        most: nothing is given where there are more claims than that.
    """
    claims = library.claims(scope.acting(library, one.term))
    if most is not None and len(claims) > most:
        return ()
    claims.sort(key=lambda claim: (-claim.evidence_rank, -claim.certainty_rank, claim.id))
    shown = tuple(f"{claim.id}  {claim.states}" for claim in claims[:_ROUTES])
    rest = count_rest(len(shown), len(claims), f"bonekg claims --subject {quoted(one.name)}")
    return (*shown, *rest)


def _ways(library: Library, one: Asked, two: Asked) -> tuple[str, ...]:
    """Draw the best paths from the one to the other, where there are any."""
    from bonekg.answers.path_drawings import line
    from bonekg.answers.paths import End, find_paths

    ends = (End(one.term, one.name), End(two.term, two.name))
    found = find_paths(library.store, library.networks, *ends, limit=_PATHS)
    return tuple(f"[{path.sign}] {line(found.names, path)}" for path in found.paths)
