"""Paths from one thing to another: a best-first search, bounded in length, number and work."""

from __future__ import annotations

import heapq
from itertools import count
from typing import NamedTuple

from bonekg.answers.facts import Facts
from bonekg.answers.paths.links import ASSOCIATION, Link
from bonekg.answers.paths.map import Map
from bonekg.answers.paths.steps import Step
from bonekg.flat import Claim

__all__ = ["Found", "Hop", "Path", "product", "search"]

_MOST_WORK = 5000  # how many beginnings of paths are looked at
_MOST_ASSOCIATIONS = 2


class Hop(NamedTuple):
    """One hop of a path: something that acts, or a roll-up step.

    Attributes:
        subject: the term that it leads from.
        object: the term that it leads to.
        sign: `+`, `-`, `±` or `?`.
        link: what is said of the two, or None for a roll-up step.
        how: for a roll-up step, what the first is to the second.
    """

    subject: str
    object: str
    sign: str
    link: Link | None
    how: str = ""


class Path(NamedTuple):
    """Hops in a row.

    Attributes:
        hops: the hops.
        populations: whom all of it is said of; empty if anybody.
        cost: the less, the better it is grounded.
    """

    hops: tuple[Hop, ...]
    populations: frozenset[str]
    cost: float

    @property
    def links(self) -> tuple[Link, ...]:
        """The hops that act, without the roll-up steps."""
        return tuple(hop.link for hop in self.hops if hop.link is not None)

    @property
    def sign(self) -> str:
        """The product of the signs; `?` where a hop has none, `±` where claims of one disagree."""
        return product([hop.sign for hop in self.hops])

    @property
    def direct(self) -> bool:
        """Whether but one hop acts, so that nothing is composed."""
        return len(self.links) == 1

    @property
    def stated(self) -> bool:
        """Whether a document states a hop of it."""
        return any(link.claims for link in self.links)

    @property
    def association(self) -> bool:
        """Whether a hop of it is an association only."""
        return any(link.kind == ASSOCIATION for link in self.links)

    @property
    def turned(self) -> bool:
        """Whether it is read from the lack of what was asked about."""
        return self.hops[0].link is None and self.hops[0].sign == "-"

    @property
    def rank(self) -> tuple[int, float, int, tuple[str, ...]]:
        """What it is sorted by: stated, background, composed; signed; causal; well grounded."""
        signed = self.sign in "+-"
        if self.direct:
            plain = signed and not (self.association or self.turned or self.links[0].conditional)
            tier = (0 if plain else 1) if self.stated else (2 if plain else 3)
        else:
            unsure = not signed or any(link.lay for link in self.links)
            tier = 6 if self.association else 5 if unsure else 4
        terms = tuple(hop.object for hop in self.hops)
        return tier, round(self.cost, 3), len(self.hops), terms


def product(signs: list[str]) -> str:
    """Multiply signs.

    Examples:
        >>> product(["+", "-", "-"]), product(["-", "?"]), product(["±", "-"])
        ('+', '?', '±')
    """
    if "?" in signs:
        return "?"
    if "±" in signs:
        return "±"
    return "-" if signs.count("-") % 2 else "+"


class Found(NamedTuple):
    """What a search gives.

    Attributes:
        paths: the paths, the best first.
        stopped: U-shaped exposures that paths would have gone through.
        whole: whether all paths were looked at.
    """

    paths: list[Path]
    stopped: tuple[str, ...]
    whole: bool


def search(map_: Map, start: str, end: str, longest: int, most: int) -> Found:
    """Look for paths.

    Args:
        map_: the links and steps.
        start: the term that acts.
        end: the term that it acts on.
        longest: how many links a path may have.
        most: how many paths are enough.
    """
    endings = map_.endings(end)
    away = _distances(map_, set(endings), longest)
    serial = count()
    waiting: list[tuple[float, int, Path, bool]] = []
    found: list[Path] = []
    stopped: set[str] = set()
    seen: set[tuple[str, ...]] = set()

    def push(path: Path, done: bool) -> None:
        left = 0 if done else away.get(path.hops[-1].object, 0)
        heapq.heappush(waiting, (path.cost + left, next(serial), path, done))

    for way in map_.aliases(start):
        begun = _rolled(Path((), frozenset(), 0.0), start, way)
        term = way[-1].to if way else start
        if way and term in map_.shapes:
            if away.get(term, longest + 1) <= longest:
                stopped.add(term)
        elif not way or map_.through(term):
            for path in _onward(map_, begun, term, away, longest):
                push(path, False)
    work = 0
    while waiting and work < _MOST_WORK and len(found) < most:
        _, _, path, done = heapq.heappop(waiting)
        work += 1
        if done:
            at = (path.sign, *(link.subject for link in path.links))
            if path.direct or path.hops[-1].link is not None:
                at += (path.links[-1].object,)
            if at not in seen:
                seen.add(at)
                found.append(path)
            continue
        here = path.hops[-1].object
        if here in endings:
            step = endings[here]
            if step is None:
                push(path, True)
            elif end not in {hop.subject for hop in path.hops}:
                push(_rolled(path, here, (step,)), True)
        if here == end or _feeds_back(map_, path, here):
            continue
        for place, rolled in _places(map_, path, here, start, end):
            if place in map_.shapes:
                if len(path.links) + away.get(place, longest) <= longest:
                    stopped.add(place)
            elif map_.through(place):
                for longer in _onward(map_, rolled, place, away, longest):
                    push(longer, False)
    return Found(sorted(found, key=lambda p: p.rank), tuple(sorted(stopped)), not waiting)


def _places(map_: Map, path: Path, here: str, start: str, end: str) -> list[tuple[str, Path]]:
    """Give from where a path may go on: from where it is, or from a roll-up step further."""
    found = [(here, path)]
    met = {start, end, *(hop.object for hop in path.hops)}
    # What an earlier term is a kind or a form of would only be that term again.
    same = {to for term in met - {here, end} for to in map_.steps.up.get(term, ())}
    for way in map_.rolls.get(here, []):
        rolled = _rolled(path, here, way)
        if not (met | same) & {step.to for step in way} and not _feeds_back(
            map_, rolled, way[-1].to
        ):
            found.append((way[-1].to, rolled))
    return found


def _feeds_back(map_: Map, path: Path, here: str) -> bool:
    """Whether a thing, or a kind of it, acts back on what the path came from: it closes a loop.

    What a loop holds in bounds is not lowered by it: calcitriol activates its receptor, the
    receptor the enzyme that breaks calcitriol down. A substance closes a loop by going together
    with an earlier one, too: calcium holds down the making of calcitriol, which goes with calcium.
    """
    earlier = {hop.subject for hop in path.hops} - {here}
    substance = map_.facts.is_a(here, "Substance")
    return any(
        link.object in earlier
        and link.sign in "+-"
        and (link.kind == "causal" or (substance and link.kind == ASSOCIATION))
        for term in (here, *map_.steps.down.get(here, ()))
        for link in map_.links.get(term, ())
    )


def _rolled(path: Path, here: str, way: tuple[Step, ...]) -> Path:
    hops, cost = list(path.hops), path.cost
    for step in way:
        hops.append(Hop(here, step.to, "+" if step.sign > 0 else "-", None, step.how))
        cost += 0.4 if step.sign > 0 else 0.6
        here = step.to
    return Path(tuple(hops), path.populations, cost)


def _onward(map_: Map, path: Path, here: str, away: dict[str, int], longest: int) -> list[Path]:
    """Lengthen a path by each link that may follow."""
    before = path.links
    if before and (before[-1].sign == "±" or before[-1].conditional):
        return []  # of both signs, or of one dose only: nothing follows from it
    met = {hop.subject for hop in path.hops} | {here}
    related = [link.kind == ASSOCIATION for link in before]
    if related[-1:] == [True] and _idle(map_.facts, before[-1].object, all(related)):
        return []
    found = []
    for link in map_.links.get(here, ()):
        if link.object in met or len(before) + 1 + away.get(link.object, longest) > longest:
            continue
        if link.conditional and path.hops:
            continue
        if link.kind == ASSOCIATION and sum(related) == _MOST_ASSOCIATIONS:
            continue
        people = _together(map_.facts, path.populations, link.populations)
        if people is None:
            continue
        hop = Hop(here, link.object, link.sign, link)
        found.append(Path((*path.hops, hop), people, path.cost + _cost(map_.facts, link)))
    return found


def _idle(facts: Facts, term: str, first: bool) -> bool:
    """Whether nothing follows from a thing that only goes together with another.

    A substance that is found along with a thing need not come from it. A lack or an excess may
    begin a path by an association (menopause and the decline of estrogen), but not end one.
    """
    return facts.is_a(term, "Substance") or (not first and facts.is_a(term, "NutrientState"))


def _together(facts: Facts, one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    """Give whom both are said of, the narrower of two groups; None if they share nobody."""
    if not one or not other or one == other:
        return one or other
    narrow = set()
    for a in one:
        for b in other:
            first, second = facts.lexicon.exact(a), facts.lexicon.exact(b)
            if first and second and second in facts.above(first):
                narrow.add(a)
            elif first and second and first in facts.above(second):
                narrow.add(b)
    return frozenset(narrow) or None


def _cost(facts: Facts, link: Link) -> float:
    kinds = {"causal": 0.0, "needed": 0.2, "unsigned": 1.2, ASSOCIATION: 3.0}
    cost = 1 + kinds[link.kind] + (1.5 if link.sign == "±" else 0.0)
    if link.background:
        return cost + 0.1
    best: Claim = link.claims[0]
    top = max(facts.ranks.values())
    unsure = {"asserted": 0.0, "hedged": 0.3, "speculative": 0.8}[best.certainty]
    return cost + unsure + 0.4 * (1 - facts.ranks[best.evidence] / top)


def _distances(map_: Map, ends: set[str], longest: int) -> dict[str, int]:
    """Give the fewest links from each term to an end; a term that is too far is left out."""
    away = dict.fromkeys(ends, 0)
    edge = set(ends)
    for distance in range(1, longest + 1):
        before: set[str] = set()
        for term in edge:
            for link in map_.into.get(term, ()):
                near = {link.subject, *map_.under.get(link.subject, ())}
                before |= {t for t in near if t not in away}
        away.update(dict.fromkeys(before, distance))
        edge = before
    return away
