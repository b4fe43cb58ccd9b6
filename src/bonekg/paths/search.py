"""Paths from one term to another: a best-first search, bounded in length, number and work."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from bonekg.paths.links import ASSOCIATION, CAUSAL, NEEDED, UNSIGNED, Link
from bonekg.paths.network import Network
from bonekg.paths.steps import Step, read_aliases, read_endings, read_faring, read_origin

__all__ = ["Bend", "Found", "Hop", "Path", "aliases", "endings", "extend", "product", "search"]

_MOST_WORK = 5000  # how many beginnings of paths are looked at
_STEP_COST = 0.4
_TURN_COST = 0.6
_KIND_COST = {CAUSAL: 0.0, NEEDED: 0.2, UNSIGNED: 1.2, ASSOCIATION: 3.0}
_DISPUTED_COST = 1.5
_BACKGROUND_COST = 0.1


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a path: a link, or a step between terms that speak of one thing.

    Attributes:
        subject: the IRI of the term that it leads from.
        object: the IRI of the term that it leads to.
        sign: `+`, `-`, `±` or `?`.
        link: what is said of the two, or None for a step.
        how: for a step, what the first is to the second.
    """

    subject: str
    object: str
    sign: str
    link: Link | None
    how: str = ""


@dataclass(frozen=True)
class Path:
    """Hops in a row.

    Attributes:
        hops: the hops, at least one.
        populations: in whom all of it holds; empty if in anybody.
        cost: the less, the better it is grounded.
    """

    hops: tuple[Hop, ...]
    populations: frozenset[str] = frozenset()
    cost: float = 0.0

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links, without the steps."""
        return tuple(hop.link for hop in self.hops if hop.link is not None)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms on the way, the first and the last included."""
        return (self.hops[0].subject, *(hop.object for hop in self.hops))

    @cached_property
    def sign(self) -> str:
        """The product of the signs; `?` where a hop has none, `±` where grounds of one disagree."""
        return product([hop.sign for hop in self.hops])

    @property
    def direct(self) -> bool:
        """Whether it has one link only, so that nothing is composed."""
        return len(self.links) == 1

    @property
    def plain(self) -> bool:
        """Whether it is one link with a direction, without a reservation."""
        signed = self.direct and self.sign in ("+", "-")
        return signed and not (self.association or self.turned or self.links[0].bound)

    @property
    def stated(self) -> bool:
        """Whether a document states a link of it."""
        return any(link.stated for link in self.links)

    @property
    def association(self) -> bool:
        """Whether a link of it is only an association."""
        return any(link.kind == ASSOCIATION for link in self.links)

    @property
    def turned(self) -> bool:
        """Whether it is read from the lack of what was asked about."""
        return self.hops[0].link is None and self.hops[0].sign == "-"

    @cached_property
    def tier(self) -> int:
        """Its sort, from 0 (one stated link with a direction) to 9 (partly an association).

        The documents' own words stand first, composed or not; but one known relation stands before
        what is composed by way of a stated association. Then comes what is composed of both, and
        then what is composed of background alone. What is only needed further on ends the row of
        effects: enough of it may be there without the first hop, so such a path stands behind. So
        does one that ends with what holds under a condition only. One known effect stands before
        what is composed, even where its sources disagree or name a condition: composed ways settle
        nothing of it.
        """
        if self.direct:
            if self.stated:
                return 0 if self.plain else 1
            effect = self.links[0].kind == CAUSAL and self.sign != "?" and not self.turned
            return 3 if self.plain or effect else 7
        behind = any(link.kind == NEEDED or link.bound for link in self.links[1:])
        if self.sign not in ("+", "-") or behind or any(link.lay for link in self.links):
            return 8
        if all(link.stated for link in self.links):
            return 4 if self.association else 2
        if self.association:
            return 9
        return 5 if self.stated else 6

    @property
    def rank(self) -> tuple[int, float, int, tuple[str, ...]]:
        """What paths are sorted by: the sort, the cost, the length, the terms."""
        return self.tier, round(self.cost, 3), len(self.hops), self.terms


@dataclass(frozen=True, slots=True)
class Bend:
    """A thing of which the lack and the excess act alike, so that no path goes through it.

    Attributes:
        term: its IRI.
        lack: the IRIs of the statements about its lack.
        excess: the IRIs of the statements about its excess.
    """

    term: str
    lack: tuple[str, ...]
    excess: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives.

    Attributes:
        paths: the paths, the best first.
        bends: things that paths would have gone through, but for their bend.
        whole: whether all paths were looked at.
    """

    paths: tuple[Path, ...]
    bends: tuple[Bend, ...]
    whole: bool


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


def aliases(network: Network, term: str) -> list[Step | None]:
    """Give from where a question about a term's actions begins: itself (None), or by one step."""
    if not network.steps:
        return [None]
    found: dict[str, Step] = {step.to: step for step in read_aliases(network.select, term)}
    for step in network.up(term):
        if not step.last:
            found.setdefault(step.to, step)
    return [None, *(found[to] for to in sorted(found))]


def endings(network: Network, term: str) -> dict[str, Step | None]:
    """Give at what a question about actions upon a term ends: itself (None), or by one step."""
    found: dict[str, Step | None] = {term: None}
    if not network.steps:
        return found
    for step in read_endings(network.select, term):
        found.setdefault(step.start, step)
    for step in network.up(term):
        if step.last:  # what raises the thing raises the risk of it
            found.setdefault(step.to, Step(step.to, term, step.sign, step.how, last=True))
    return found


def extend(network: Network, path: Path | None, link: Link) -> frozenset[str] | None:
    """Say in whom a path with one more link holds.

    This is the one rule of composition, for derived edges and for paths: nothing follows a link of
    which the grounds disagree, or that holds under a condition only; what a document says under a
    condition follows nothing either, while a known relation may end a path and is told with its
    condition; what says of cells that they make a thing follows nothing; nothing follows what says
    for which condition a thing is given; a link that needs other people than those before does not
    follow; no term is met twice.

    Args:
        network: the graph around the question.
        path: what there is so far, or None at the beginning.
        link: what is to follow.

    Returns:
        Those in whom it holds, empty if in anybody; None if the link does not follow.
    """
    if path is None:
        return link.populations
    before = path.links
    if before and (before[-1].sign == "±" or before[-1].bound or before[-1].ends):
        return None
    if link.begins or (link.bound and link.stated) or link.object in path.terms:
        return None
    return network.narrower(path.populations, link.populations)


class _Search:
    """One search: its bounds, its ends, what is waiting."""

    def __init__(self, network: Network, start: str, end: str, longest: int, faring: bool) -> None:
        self.network, self.start, self.end, self.longest = network, start, end, longest
        self.endings = endings(network, end)
        for step in read_faring(network.select, end) if faring else ():
            self.endings.setdefault(step.start, step)
        # What the start is a lack or a level of: a path that acts on it undoes what it began with.
        self.origin = read_origin(network.select, start) - set(self.endings)
        self.away = self._distances()
        self.bends: dict[str, Bend] = {}
        self._serial = count()
        self.waiting: list[tuple[float, int, Path, bool]] = []

    def _distances(self) -> dict[str, int]:
        """Give the fewest links from each term to an end; a term that is too far is left out."""
        network = self.network
        away = dict.fromkeys(self.endings, 0)
        edge = set(self.endings)
        for distance in range(1, self.longest + 1):
            network.fetch_into(edge)
            subjects = {link.subject for term in edge for link in network.into(term)}
            network.fetch_before(subjects)
            # The thing of which a subject is the activity, and what is of that thing or of it.
            owners = {step.start for term in subjects for step in network.before(term)}
            near = subjects | owners
            network.fetch_down(near)
            near |= {step.start for term in near for step in network.down(term)}
            fresh = {term for term in near if term not in away}
            away.update(dict.fromkeys(fresh, distance))
            edge = fresh
        reached = [term for term, links in away.items() if links < self.longest or not links]
        network.fetch_out(away)
        network.fetch_up(away)
        network.fetch_closed({*reached, *away})
        return away

    def push(self, path: Path, done: bool = False) -> None:
        left = 0 if done else self.away.get(path.hops[-1].object, 0)
        heapq.heappush(self.waiting, (path.cost + left, next(self._serial), path, done))

    def begin(self) -> None:
        for step in aliases(self.network, self.start):
            if step is None:
                self.onward(None, self.start)
            elif not self.network.closed(step.to):
                begun = _by_step(None, step)
                if not self.stopped(step.to, 0):
                    self.onward(begun, step.to)

    def stopped(self, term: str, links: int) -> bool:
        """Whether a path may not go through a term because of its bend; noted if it would have."""
        bend = self.network.bent(term)
        if bend is None:
            return False
        if links + self.away.get(term, self.longest + 1) <= self.longest:
            self.bends[term] = Bend(term, tuple(sorted(bend[0])), tuple(sorted(bend[1])))
        return True

    def onward(self, path: Path | None, here: str) -> None:
        """Lengthen a path by each link that may follow."""
        before = path.links if path else ()
        if path and before and before[-1].kind == ASSOCIATION and not self._goes_on(path, here):
            return
        for link in self.network.out(here):
            # Membership or a bond says that two things meet; a second one in a row says nothing.
            if link.sign == "?" and any(one.sign == "?" for one in before):
                continue
            far = self.away.get(link.object)
            if far is None or len(before) + 1 + far > self.longest:
                continue
            if path is not None and self._returns(path, link.object):
                continue
            people = extend(self.network, path, link)
            if people is not None:
                hop = Hop(here, link.object, link.sign, link)
                hops = (*path.hops, hop) if path else (hop,)
                cost = (path.cost if path else 0.0) + _cost(link, self.network.top_strength)
                self.push(Path(hops, people, cost))

    def _returns(self, path: Path, term: str) -> bool:
        """Whether a term is a kind, a form or a level of something that the path came through.

        A path from the lack of a thing came from the thing, too.
        """
        if term in self.endings:
            return False
        met = self.origin.union(path.terms)
        return term in self.origin or any(step.to in met for step in self.network.up(term))

    def _goes_on(self, path: Path, here: str) -> bool:
        """Whether something follows from an association.

        It does where the path begins by it and what goes together is a state or a condition: of
        those who have the one, more have the other. It does, too, where a level goes down with the
        first and the fall of that level is such a state.
        """
        if len(path.links) != 1:
            return False
        fallen = path.hops[-1].link is None and path.hops[-1].sign == path.links[0].sign == "-"
        return self.network.present(here if fallen else path.links[0].object)

    def places(self, path: Path, here: str) -> Iterator[tuple[str, Path]]:
        """Give from where a path may go on.

        From where it is; from one step further; from a level or a use to the thing and on to the
        thing's activity.
        """
        yield here, path
        if path.hops[-1].link is None:
            return
        met = set(path.terms) | {self.end}
        # What an earlier term is a kind or a form of would only be that term again.
        same = {s.to for term in met - {here, self.end} for s in self.network.up(term)}
        # A level that goes up has not fallen, and what its fall would do is not undone by that.
        lowered = path.hops[-1].sign == "-"
        ways: list[tuple[Step, ...]] = [
            (step,) for step in self.network.after(here) if step.sign == "+" or lowered
        ]
        for step in self.network.up(here):
            if not step.last and step.to not in met | same:
                yield step.to, _by_step(path, step)
                ways += [
                    (step, further)
                    for further in self.network.after(step.to)
                    if further.sign == "+"
                ]
        for way in ways:
            if way[-1].to not in met:
                longer = path
                for step in way:
                    longer = _by_step(longer, step)
                yield way[-1].to, longer

    def feeds_back(self, path: Path, here: str) -> bool:
        """Whether a term, or what is of it, acts back on what the path came from.

        A loop holds a thing in bounds and does not lower it: calcitriol activates its receptor,
        the receptor the enzyme that breaks calcitriol down.
        """
        earlier = {hop.subject for hop in path.hops} - {here}
        around = (here, *(step.start for step in self.network.down(here)))
        self.network.fetch_out(around)
        return any(
            link.object in earlier and link.sign in "+-" and link.kind == CAUSAL
            for term in around
            for link in self.network.out(term)
        )


def _by_step(path: Path | None, step: Step) -> Path:
    hop = Hop(step.start, step.to, step.sign, None, step.how)
    cost = _STEP_COST if step.sign == "+" else _TURN_COST
    if path is None:
        return Path((hop,), frozenset(), cost)
    return Path((*path.hops, hop), path.populations, path.cost + cost)


def _cost(link: Link, top: int) -> float:
    cost = 1 + _KIND_COST[link.kind] + (_DISPUTED_COST if link.sign == "±" else 0.0)
    if link.known:
        return cost + _BACKGROUND_COST
    # ranks of certainty go from 1 (question) to 4 (asserted), of evidence from 1 to the top
    return cost + 0.4 * (4 - link.best.sure) + 0.4 * (1 - link.best.strength / top)


def search(
    network: Network, start: str, end: str, longest: int, most: int, *, faring: bool = False
) -> Found:
    """Look for paths from one term to another.

    Args:
        network: the graph around the question.
        start: the IRI of the term that acts.
        end: the IRI of the term that it acts on.
        longest: how many links a path may have.
        most: how many paths are enough.
        faring: whether a path upon a part of the body may also end at what tells how it fares.
    """
    state = _Search(network, start, end, longest, faring)
    state.begin()
    found: list[Path] = []
    seen: set[tuple[str, ...]] = set()
    for _ in range(_MOST_WORK):
        if not state.waiting or len(found) >= most:
            break
        _, _, path, done = heapq.heappop(state.waiting)
        if done:
            # The same links with another step before or after them are one path.
            at = (path.sign, *(f"{link.subject} {link.object}" for link in path.links))
            if at not in seen:
                seen.add(at)
                found.append(path)
            continue
        _look_around(state, path)
    bends = tuple(state.bends[term] for term in sorted(state.bends))
    return Found(tuple(sorted(found, key=lambda p: p.rank)), bends, not state.waiting)


def _look_around(state: _Search, path: Path) -> None:
    here = path.hops[-1].object
    closed = bool(path.links) and path.links[-1].ends
    if here in state.endings:
        step = state.endings[here]
        if step is None:
            state.push(path, done=True)
        elif state.end not in path.terms and not (closed and step.sign == "-"):
            state.push(_by_step(path, step), done=True)
    if closed or here == state.end or state.feeds_back(path, here):
        return
    for place, further in state.places(path, here):
        if state.network.closed(place) or state.stopped(place, len(path.links)):
            continue
        if place == here or not state.feeds_back(further, place):
            state.onward(further, place)
