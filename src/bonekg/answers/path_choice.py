"""Which of the paths found are shown, and in which order: the documents' words, different ways."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from bonekg.paths.links import CAUSAL, Link, Select, values
from bonekg.paths.search import Path, product
from bonekg.paths.steps import Step

__all__ = ["Choice", "Kinds", "choose", "read_kinds"]

Kinds = dict[str, frozenset[str]]
"""For each term the classes right above it, without the categories."""

_SAME_WAY_COST = 1.5  # a path along terms that are shown already stands behind one more hop
_KINDS = """
SELECT ?term ?kind WHERE {{
  VALUES ?term {{ {terms} }}
  ?term rdfs:subClassOf ?kind .
  ?kind rdfs:subClassOf ?above .
  FILTER(?kind != ?term)
  FILTER NOT EXISTS {{ ?kind rdfs:subClassOf ?top . FILTER(?top = bkg:Entity) }}
}}
"""


class Choice(NamedTuple):
    """What is shown.

    Attributes:
        paths: the paths, in their order.
        variants: for a path the IRIs of terms by way of which the same goes, too.
        stated_sign: the sign of all that documents alone give; None where they give none or both.
        known_sign: the sign of all single relations with a direction; None for none and for both.
        counter: those of the paths that run against a single relation that is known, of the two
            themselves or of two terms on the way.
        more: how many paths that count a higher limit would give.
        uncounted: how many paths run against a known relation, shown or not.
    """

    paths: tuple[Path, ...]
    variants: dict[Path, tuple[str, ...]]
    stated_sign: str | None
    known_sign: str | None
    counter: frozenset[Path]
    more: int
    uncounted: int


def read_kinds(select: Select, paths: Iterable[Path]) -> Kinds:
    """Read of which classes the terms on the way of some paths are kinds.

    Args:
        select: what runs a SELECT over the union of the graphs.
        paths: the paths.
    """
    terms = {term for path in paths for term in _middle(path)}
    found: dict[str, set[str]] = {term: set() for term in terms}
    if terms:
        for term, kind in select(_KINDS.format(terms=values(terms))):
            found[str(term)].add(str(kind))
    return {term: frozenset(kinds) for term, kinds in found.items()}


def choose(
    kept: Sequence[Path],
    limit: int,
    kinds: Kinds,
    out: Callable[[str], Iterable[Link]],
    up: Callable[[str], Iterable[Step]],
    extremes: Collection[str] = (),
    said: Callable[[str], str | None] = lambda term: None,
) -> Choice:
    """Choose the best paths, but leave half of the room to those of more than one link.

    Where paths with a direction are found, composed ones without a direction are left out: they
    only say that one thing has to do with another. Where one relation with a direction is known,
    composed paths of background by way of an association are left out. Counter paths stand last: a
    feedback that only undoes the effect it starts from has the other sign than the relation that
    is known, of the two or of two terms on the way, and is not stated as a whole. What goes by way
    of a sister of a term is told with the path; of the others, different ways come first.

    Args:
        kept: the paths that answer the question, the best first.
        limit: how many are given.
        kinds: the classes right above each term on the way.
        out: gives the links from a term.
        up: gives the steps from a term to what it speaks of.
        extremes: what is a lack or an excess of the thing that is acted on. What goes through one
            and comes back to the thing is the answer to the effect and not the effect.
        said: gives the sign of all that documents say of a term, or of a kind of it, and the end.
    """
    if any(path.sign in ("+", "-") for path in kept):
        kept = [path for path in kept if path.direct or path.sign != "?"]
    if any(path.plain for path in kept):
        kept = [path for path in kept if path.direct or path.stated or not path.association]
    sign = _only_sign(path for path in kept if all(link.stated for link in path.links))
    known = _only_sign(path for path in kept if path.plain)
    distinct, variants = _without_sisters(_distinct(kept), kinds)
    direct = [path for path in distinct if path.direct]
    longer = _varied([path for path in distinct if not path.direct])
    counter = {
        path
        for path in distinct
        if not path.direct
        and (
            _contradicts(path, known)
            or _crosses(path, out, up)
            or _denies(path, said)
            or any(hop.link and hop.object in extremes for hop in path.hops[:-2])
        )
    }
    longer = [path for path in longer if path not in counter] + [
        path for path in longer if path in counter
    ]
    room = max(limit - len(longer), (limit + 1) // 2)
    chosen = [*direct[:room], *longer[: limit - len(direct[:room])]]
    chosen.sort(
        key=lambda path: (
            _contradicts(path, sign),
            path in counter,
            path.tier,
        )
    )
    told = {path: variants[path] for path in chosen if path in variants}
    counted = frozenset(counter & set(chosen))
    more = len(distinct) - len(counter) - (len(chosen) - len(counted))
    return Choice(tuple(chosen), told, sign, known, counted, more, len(counter))


def _crosses(
    path: Path, out: Callable[[str], Iterable[Link]], up: Callable[[str], Iterable[Step]]
) -> bool:
    """Whether a part of a path has the other sign than the effect that is known of its ends.

    What is known of the thing of which the first end is the activity, the level or the use is known
    of that end. The part rests at least partly on background: what documents state in a row stands
    for itself.
    """
    for first, start in enumerate(path.hops):
        effects = _effects(start.subject, "+", out)
        for step in up(start.subject):
            if not step.last:
                effects = _effects(step.to, step.sign, out) | effects
        for last in range(first + 1, len(path.hops)):
            part = path.hops[first : last + 1]
            links = [hop.link for hop in part if hop.link is not None]
            if len(links) < 2 or all(link.stated for link in links):
                continue
            signs = {effects.get(part[-1].object), product([hop.sign for hop in part])}
            if signs == {"+", "-"}:
                return True
    return False


def _denies(path: Path, said: Callable[[str], str | None]) -> bool:
    """Whether a path has the other sign than all that documents say of what its first link is of.

    A step from a term to a wider one passes over the kinds between them, of which more may be said.
    """
    if all(link.stated for link in path.links):
        return False
    linked = next(at for at, hop in enumerate(path.hops) if hop.link is not None)
    signs = {
        said(path.hops[linked].subject),
        product([hop.sign for hop in path.hops[linked:]]),
    }
    return signs == {"+", "-"}


def _effects(term: str, turn: str, out: Callable[[str], Iterable[Link]]) -> dict[str, str]:
    """Give what a term is known to raise and to lower, turned round for what means less of it.

    Where sources disagree, it is what all documents say.
    """
    signs = {
        link.object: link.sign if link.sign in ("+", "-") else link.stated_sign
        for link in out(term)
        if link.kind == CAUSAL and not link.bound
    }
    return {term: product([turn, sign]) for term, sign in signs.items() if sign}


def _only_sign(paths: Iterable[Path]) -> str | None:
    """Give the sign that some paths have, but for those without one; None for none and for both."""
    signs = {path.sign for path in paths} & {"+", "-"}
    return signs.pop() if len(signs) == 1 else None


def _contradicts(path: Path, sign: str | None) -> bool:
    """Whether a path that rests on background has not the sign of all that is stated."""
    return sign is not None and path.sign != sign and not all(link.stated for link in path.links)


def _middle(path: Path) -> tuple[str, ...]:
    """Give the terms between the ends, without those that only name an end in another way."""
    hops = list(path.hops)
    while len(hops) > 1 and hops[0].link is None:
        hops.pop(0)
    while len(hops) > 1 and hops[-1].link is None:
        hops.pop()
    return tuple(hop.object for hop in hops[:-1])


def _distinct(kept: Iterable[Path]) -> list[Path]:
    """Leave out paths that only put a kind, a level or an activity into a better path."""
    found: list[Path] = []
    for path in kept:
        by_step = {
            term for hop in path.hops if hop.link is None for term in (hop.subject, hop.object)
        }
        if not any(
            other.sign == path.sign
            and (
                (
                    len(path.links) <= len(other.links)  # one more says something more
                    and set(path.terms) - set(other.terms) <= by_step
                    and [term for term in path.terms if term in other.terms] == list(other.terms)
                )
                or (not path.direct and _middle(path) == _middle(other))
            )
            for other in found
        ):
            found.append(path)
    return found


def _without_sisters(
    kept: Iterable[Path], kinds: Kinds
) -> tuple[list[Path], dict[Path, tuple[str, ...]]]:
    """Take paths together that differ in one term on the way, both kinds of one class."""
    found: list[Path] = []
    variants: dict[Path, tuple[str, ...]] = {}
    for path in kept:
        for other in found:
            sister = _sister(path, other, kinds)
            if sister is not None:
                variants[other] = tuple(dict.fromkeys((*variants.get(other, ()), sister)))
                break
        else:
            found.append(path)
    return found, variants


def _sister(path: Path, other: Path, kinds: Kinds) -> str | None:
    one, two = _middle(path), _middle(other)
    if path.direct or path.tier != other.tier or len(one) != len(two):
        return None
    if [hop.sign for hop in path.hops] != [hop.sign for hop in other.hops]:
        return None
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1 or not kinds[differing[0][0]] & kinds[differing[0][1]]:
        return None
    return differing[0][0]


def _varied(kept: Iterable[Path]) -> list[Path]:
    """Within each sort, put what goes another way than the paths before it first."""
    found: list[Path] = []
    for _, group in groupby(kept, key=lambda path: path.tier):
        left = list(group)
        while left:
            best = min(left, key=lambda path: (_cost(path, found), path.rank))
            left.remove(best)
            found.append(best)
    return found


def _cost(path: Path, shown: Iterable[Path]) -> float:
    middle = set(_middle(path))
    shared = max((len(middle & set(_middle(other))) for other in shown), default=0)
    return round(path.cost + (_SAME_WAY_COST * shared / len(middle) if middle else 0.0), 3)
