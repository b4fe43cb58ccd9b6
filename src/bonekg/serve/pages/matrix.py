"""The evidence matrix: what is said to act on what, by how many claims, and on what evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bonekg.answers.backing import voice
from bonekg.model import Claim, Thing

__all__ = ["Cell", "Matrix", "matrix"]

_ROWS, _COLUMNS = 30, 12


class Cell(NamedTuple):
    """The claims of one thing on another.

    Attributes:
        ways: which way they go → how many claims; never summed up.
        claims: how many there are.
        voices: how many people or bodies say so.
        strongest: the strongest evidence.
        denied: how many are denials.
    """

    ways: tuple[tuple[str, int], ...]
    claims: int
    voices: int
    strongest: str
    denied: int


class Matrix(NamedTuple):
    """A table of things that act and things that are acted on.

    Attributes:
        columns: what is acted on, the most spoken of first.
        rows: what acts, each with its cells.
        subjects: how many things act, in all.
        objects: how many are acted on, in all.
        claims: how many claims the cells hold.
        total: how many claims relate two things, in all.
    """

    columns: tuple[Thing, ...]
    rows: tuple[tuple[Thing, tuple[Cell | None, ...]], ...]
    subjects: int
    objects: int
    claims: int
    total: int


def matrix(claims: Iterable[Claim], terms: Collection[str]) -> Matrix:
    """Make the matrix of some claims: those with a subject and an object that are terms.

    Args:
        claims: the claims.
        terms: the CURIEs of all terms; studies and documents act on nothing.
    """
    held: dict[tuple[Thing, Thing], list[Claim]] = {}
    for claim in claims:
        obj = claim.object
        if obj is not None and claim.subject.id in terms and obj.id in terms:
            held.setdefault((claim.subject, obj), []).append(claim)
    total = sum(map(len, held.values()))
    objects = Counter({obj: 0 for _, obj in held})
    subjects: Counter[Thing] = Counter()
    for (_, obj), found in held.items():
        objects[obj] += len(found)
    columns = _first(objects, _COLUMNS)
    for (subject, obj), found in held.items():
        if obj in columns:
            subjects[subject] += len(found)
    rows = _first(subjects, _ROWS)
    made = tuple(
        (subject, tuple(_cell(held.get((subject, obj), ())) for obj in columns)) for subject in rows
    )
    shown = sum(cell.claims for _, cells in made for cell in cells if cell is not None)
    return Matrix(tuple(columns), made, len({s for s, _ in held}), len(objects), shown, total)


def _first(counted: Counter[Thing], most: int) -> list[Thing]:
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0].name))
    return [thing for thing, _ in ranked[:most]]


def _cell(claims: Sequence[Claim]) -> Cell | None:
    if not claims:
        return None
    ways = Counter(claim.bearing or "" for claim in claims)
    best = max(claims, key=lambda claim: claim.evidence_rank)
    return Cell(
        tuple(sorted(ways.items(), key=lambda item: (-item[1], item[0]))),
        len(claims),
        len({voice(claim).id for claim in claims}),
        best.evidence[0],
        sum(claim.denied for claim in claims),
    )
