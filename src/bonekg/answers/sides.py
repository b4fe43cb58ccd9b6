"""The sides of a question: its claims sorted, strongest first, with all that is told of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from bonekg.answers import scope
from bonekg.answers.backing import Backing, backing
from bonekg.answers.columns import row
from bonekg.answers.library import Library
from bonekg.answers.question import Asked
from bonekg.answers.scope import SIDES, Found, Route
from bonekg.answers.wording import Source, ends, facts, plural, source
from bonekg.answers.works import Work, works
from bonekg.model import Claim, Conflict, Thing
from bonekg.store.rows import Value

__all__ = ["Passages", "Side", "Voice", "marked", "sort_sides"]

# Of how many other things than was asked a side may be for these to be named with it.
_ENDS = 2
_VERBS = ("lowers", "raises")

Passages = Callable[[Iterable[Claim]], dict[str, str]]


class Voice(NamedTuple):
    """A claim of an answer, with all that is told of it.

    Attributes:
        claim: the claim.
        ways: what its subject and its object are to the things asked about, where they are others
            than these; empty for one that is not.
        apart: how it is of more than the thing asked about, as a combination or too much of it is.
        turned: whether its subject means less of the thing asked about.
        told: subject, predicate and object, in words.
        facts: what qualifies it, in words.
        source: the chain of its sources, in words.
        works: the studies and publications that stand behind it.
        conflicts: the keys of the reviewed conflicts that hold it.
        passage: its full passage, where the texts are at hand.
        columns: the claim as a row of columns.
    """

    claim: Claim
    ways: tuple[str, str]
    apart: str
    turned: bool
    told: str
    facts: tuple[str, ...]
    source: Source
    works: tuple[Work, ...]
    conflicts: tuple[str, ...]
    passage: str | None
    columns: tuple[Value, ...]

    @property
    def route(self) -> tuple[str, ...]:
        """What is told of the ways."""
        return tuple(filter(None, self.ways))


class Side(NamedTuple):
    """The claims of one side, strongest first.

    Attributes:
        name: `for`, `against`, `null`, `speculative`, `open` or `related`.
        means: what the side means in this answer, in a few words.
        holds: what claims it holds, where the few words leave that open.
        alone: how far it goes, where all its claims are of a kind that goes no further.
        voices: its claims.
        backing: who stands behind them.
    """

    name: str
    means: str
    holds: str
    alone: str
    voices: tuple[Voice, ...]
    backing: Backing

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims alone."""
        return tuple(voice.claim for voice in self.voices)

    @property
    def told(self) -> str:
        """Who stands behind the side, and how many of its claims are of more than was asked."""
        apart = Counter(voice.apart for voice in self.voices if voice.apart)
        words = [f"{count} of {how}" for how, count in sorted(apart.items())]
        meant = {study.id for claim in self.claims for study in claim.likely_study}
        if meant and not self.backing.studies:
            words.append(f"{plural(len(meant), 'study', 'studies')} probably meant")
        return "; ".join([str(self.backing), *words])


def sort_sides(
    library: Library,
    two: Asked,
    found: list[Found],
    records: dict[str, Claim],
    passages: Passages | None,
) -> dict[str, Side]:
    """Sort the claims that a question takes in into sides.

    Args:
        library: the graph.
        two: the thing acted upon.
        found: the claims, as `scope.between` gives them.
        records: the same by key.
        passages: gives the full passages of claims, where the texts are at hand.

    Returns:
        Side → its claims, those of the thing itself and the strongest first; every side is there.
    """
    judged = scope.judged(library, two.term)
    held: dict[str, list[Found]] = {name: [] for name in SIDES}
    for one in found:
        held[scope.side_of(one, judged)].append(one)
    texts = passages(records.values()) if passages and found else {}
    means = _meanings(judged, two.name)
    behind = works(library, records.values())
    sides = {}
    for name, members in held.items():
        members.sort(key=lambda f: _strength(f, records[f.id]))
        voices = tuple(
            _voice(library, f, records[f.id], behind[f.id], texts.get(f.id)) for f in members
        )
        stands = backing(library, (voice.claim for voice in voices))
        denied = _denied(name, voices, means)
        alone = "" if denied else _alone(library, members, voices)
        sides[name] = Side(name, *(denied or means[name]), alone, voices, stands)
    return sides


def _denied(
    name: str, voices: tuple[Voice, ...], means: dict[str, tuple[str, str]]
) -> tuple[str, str] | None:
    """Say what a side means that only denies: to deny help is not to say that there is harm."""
    other = {"for": "against", "against": "for"}.get(name)
    if other is None or not voices or not all(voice.claim.denied for voice in voices):
        return None
    says = means[other][0]
    verb, _, thing = says.partition(" ")
    said = f"does not {verb.removesuffix('s')} {thing}" if verb in _VERBS else f"not {says}"
    return said, "a denial, which does not say the contrary"


def _alone(library: Library, members: list[Found], voices: tuple[Voice, ...]) -> str:
    """Say how far a side goes: of what else than was asked, or of a sort that proves less."""
    ends = {voice.claim.object_name or "" for voice in voices}
    only = ends if len(ends) <= _ENDS and all(found.two.how for found in members) else set()
    sites = {voice.claim.site for voice in voices}
    (site,) = sites if len(sites) == 1 else (None,)
    kinds = {voice.claim.kind for voice in voices}
    told = [how for kind, how in library.alone.items() if {kind} == kinds]
    at = f" at the {site}" if site else ""
    said = [f"said of {' and '.join(sorted(only))}{at}"] if all(only) and only else []
    return ", ".join([*said, *told])


def _strength(found: Found, claim: Claim) -> tuple[bool, int, int, int, str]:
    """Order claims: those of the thing itself before those of more, then the strongest first."""
    far = bool(found.one.how) + bool(found.two.how)
    return found.one.apart, -claim.evidence_rank, -claim.certainty_rank, far, claim.id


def _voice(
    library: Library, found: Found, claim: Claim, behind: tuple[Work, ...], passage: str | None
) -> Voice:
    ways = _way(found.one, claim.subject), _way(found.two, claim.object)
    return Voice(
        claim, ways, found.one.how if found.one.apart else "", found.one.turned,
        ends(library, claim), tuple(facts(library, claim)), source(library, claim), behind, (),
        passage, row(library, claim),
    )  # fmt: skip


def _way(route: Route, end: Thing | None) -> str:
    """Say what an end of a claim is to the thing asked about, where it is another one."""
    told = route.how and end is not None and route.name == end.name
    return f"{route.name}: {route.how}" if told else ""


def marked(side: Side, conflicts: list[Conflict]) -> Side:
    """Give each claim of a side the keys of its conflicts."""
    marked = tuple(
        voice._replace(conflicts=tuple(c.id for c in conflicts if voice.claim.id in c.claims))
        for voice in side.voices
    )
    return side._replace(voices=marked)


def _meanings(asked: scope.Question, name: str) -> dict[str, tuple[str, str]]:
    """Say what each side means for what is acted upon, and what claims it holds."""
    sides = {
        "null": (f"no difference to {name}", "or none in the direction that was looked for"),
        "speculative": ("guessed, hoped for or announced", "no evidence"),
        "open": ("asked, or said to be unknown", ""),
        "related": (f"taking no side on {name}", ""),
    }
    if asked.good == "lower":
        good = "prevents or eases it, goes with less of it, or is advised"
        bad = "brings it about, goes with more of it, or is warned of"
        return {"for": (f"lowers {name}", good), "against": (f"raises {name}", bad), **sides}
    if asked.good == "higher" or asked.fares:
        return {"for": (f"good for {name}", ""), "against": (f"bad for {name}", ""), **sides}
    return {
        "for": (f"raises {name}", "or good for it"),
        "against": (f"lowers {name}", "or bad for it"),
        **sides,
    }
