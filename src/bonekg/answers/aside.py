"""Claims that stand near an answer and are no part of it, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bonekg.answers import scope
from bonekg.answers.library import Library, claim_iri
from bonekg.answers.nearby import Near, quoted
from bonekg.answers.question import Asked, Only
from bonekg.answers.wording import plural
from bonekg.store.rows import IRI

__all__ = ["Aside", "advised", "asides"]

# Claims whose passages are at most so many characters apart stand in one sentence, or in two that
# follow each other.
_GAP = 8
_SHOWN = 20
# How many claims of the second thing alone, read from the same words, are told.
_ALONE = 3
# How many claims of each near question are told; how many of a thing's others are few, all told;
# how many are told of the first thing's, if they are many.
_BEST, _FEW, _SOME = 4, 12, 8
# The claims in their order; what is shown of them is asked for afterwards, since few are shown.
_ORDER = """
SELECT ?claim ?subject ?weighs WHERE {
  VALUES ?claim { %s }
  ?claim bkg:subject ?subject ; bkg:kind ?kind ; bkg:bearing ?bearing ;
    bkg:strength ?strength ; bkg:sureness ?sureness .
  OPTIONAL { ?kind bkg:weighs ?weighs }
  BIND(?bearing != bkg:Relates AS ?sided)
} ORDER BY DESC(?weighs) DESC(?sided) DESC(?strength) DESC(?sureness) ?claim
"""
_TOLD = """
SELECT ?claim ?states ?evidence WHERE {
  VALUES ?claim { %s }
  ?claim bkg:states ?states ; bkg:strength ?strength ; bkg:evidence ?kind .
  ?kind bkg:rank ?strength ; skos:prefLabel ?evidence .
}
"""
# What is advised to a wider group of people than was asked about.
_ADVISED = """
SELECT DISTINCT ?claim WHERE {
  <%(asked)s> bkg:advisedLike ?wider .
  ?claim bkg:population ?wider ; bkg:predicateFamily "guidance" ; bkg:status bkg:Current . %(only)s
}
"""


class Aside(NamedTuple):
    """Claims that stand near an answer for one reason.

    Attributes:
        how: what they are to the answer.
        lines: the claims that are told: key → what it says and its strongest kind of evidence.
        claims: how many there are; some may be told elsewhere in the answer.
        call: the command that shows them; empty if all are told.
    """

    how: str
    lines: dict[str, str]
    claims: int
    call: str

    @property
    def counted(self) -> str:
        """How many claims there are, and how many are told here, where these are not all."""
        told = plural(self.claims, "claim")
        return (
            told if len(self.lines) in (0, self.claims) else f"{told}, {len(self.lines)} told here"
        )


def asides(
    library: Library, one: Asked, two: Asked, only: Only, kept: set[str], near: Iterable[Near]
) -> tuple[Aside, ...]:
    """Give what stands near an answer: each claim once, under the nearest reason.

    Args:
        library: the graph.
        one: the thing whose action was asked for.
        two: the thing acted upon.
        only: what the answer is restricted to.
        kept: the keys of the claims in the answer.
        near: other words for the question that have claims.
    """
    about = {
        asked: scope.about(library, asked.term, only.sparql) - kept
        for asked in dict.fromkeys((one, two))
    }
    groups: list[tuple[str, list[str], int, str]] = []
    if kept:
        beside = _beside(library, kept, about[one], about.get(two, set()))
        if only.sparql:
            allowed = scope.any_claims(library, only.sparql)
            beside = [key for key in beside if key in allowed]
        groups.append(("said next to these claims", beside, _SHOWN, ""))
    call = f"bonekg run advice-for-people --entity {quoted(two.name)}"
    wider = f"advised to a wider group, and so for {two.name}"
    groups.append(
        (wider, _in_same(library, kept, advised(library, two.term, only.sparql)), _BEST, call)
    )
    groups += [(each.how, list(each.keys), _BEST, each.call) for each in near]
    for asked, others in about.items():
        call = f"bonekg claims {quoted(asked.name)}"
        if len(others) <= _FEW or asked == one:
            most = _FEW if len(others) <= _FEW else _SOME
            groups.append((f"else said of {asked.name}", sorted(others), most, call))
    ranked = _ranked(library, {key for _, keys, _, _ in groups for key in keys} - kept)
    seen = set(kept)
    found = []
    for how, keys, most, call in groups:
        order = list(filter(set(keys).__contains__, ranked)) if call else keys
        best = sorted(order, key=lambda key: not ranked[key].weighs)
        fresh = [key for key in best if key not in seen]
        left = _varied(fresh, ranked)[:most]
        seen |= set(left)
        rest = bool(call) and not seen.issuperset(keys)
        if left or rest:
            more = bool(call) and len(left) < len(keys)
            found.append((how, left, len(keys) if more else len(fresh), call if more else ""))
    told = _told(library, seen - kept)
    return tuple(
        Aside(how, {key: told[key] for key in left}, count, call)
        for how, left, count, call in found
    )


def _varied(keys: list[str], ranked: dict[str, _Ranked]) -> list[str]:
    """Put the first claim of each subject before the second of any: many may say one thing."""
    met: Counter[str] = Counter()
    places = []
    for key in keys:
        places.append((met[ranked[key].subject], key))
        met[ranked[key].subject] += 1
    return [key for _, key in sorted(places, key=lambda place: place[0])]


class _Ranked(NamedTuple):
    subject: str
    weighs: bool  # whether claims of its kind can speak for or against


def _ranked(library: Library, keys: Iterable[str]) -> dict[str, _Ranked]:
    """Put claims in order, the best backed first."""
    values = _values(keys)
    return {
        _key(claim): _Ranked(str(subject), str(weighs).lower() in ("true", "1"))
        for claim, subject, weighs in (library.select(_ORDER % values) if values else ())
    }


def _told(library: Library, keys: Iterable[str]) -> dict[str, str]:
    """Say what each claim says, and by what evidence, the strongest that it has."""
    values = _values(keys)
    return {
        _key(claim): f"{states} [{evidence}]"
        for claim, states, evidence in (library.select(_TOLD % values) if values else ())
    }


def _values(keys: Iterable[str]) -> str:
    return " ".join(f"<{claim_iri(key)}>" for key in sorted(keys))


def _beside(library: Library, kept: set[str], ones: set[str], twos: set[str]) -> list[str]:
    """Give the claims that stand next to some others in the texts, the nearest first.

    What is said of the second thing alone is left out, unless it is little and in the very words of
    an answer: in a list of its causes, each stands next to the others. What is about neither must
    share words with a claim of the answer. A claim that needs the words of one of the answer
    besides its own passage is near, whatever it is about.
    """
    gaps: dict[str, int] = {}
    alone: dict[str, int] = {}
    for document in {claim.document for claim in library.claims(kept)}:
        there = library.spans(document)
        own = [span for span in there if span.claim in kept and span.own]
        for span in there:
            key = span.claim
            if key in kept:
                continue
            gap = min(max(span.start - at.end, at.start - span.end, 0) for at in own)
            if span.own and key in twos and key not in ones:
                if gap == 0:
                    alone[key] = gap
            elif gap <= (_GAP if key in ones and span.own else 0):
                gaps[key] = min(gap, gaps.get(key, gap))
    if len(alone) <= _ALONE:
        gaps |= alone
    return sorted(gaps, key=lambda key: (key not in ones, gaps[key], key))


def _in_same(library: Library, kept: set[str], keys: set[str]) -> list[str]:
    """Keep what stands in the same documents as some claims, where there are any."""
    documents = {claim.document for claim in library.claims(kept)}
    found = library.claims(keys)
    return sorted(claim.id for claim in found if not kept or claim.document in documents)


def advised(library: Library, term: IRI, only: str = "") -> set[str]:
    """Give the claims that advise a wider group of people, whose advice holds for a term.

    Args:
        library: the graph.
        term: a group of people, or the condition that makes one.
        only: further conditions on `?claim`, as SPARQL.
    """
    rows = library.select(_ADVISED % {"asked": term, "only": only})
    return {_key(claim) for (claim,) in rows}


def _key(claim: object) -> str:
    return str(claim).rpartition("/")[2]
