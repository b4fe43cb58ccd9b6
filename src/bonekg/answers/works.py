"""The studies and publications that stand behind claims, each once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bonekg.answers.library import Library
from bonekg.model import Claim, Reference, Study

__all__ = ["Work", "work", "works"]


class Work(NamedTuple):
    """A study or publication, or the reference mark that stands for one.

    Attributes:
        id: its CURIE, or the IRI of the mark.
        name: its name.
        known: its design and its size, in words.
        study: whether the graph holds it as a study.
        listed: whether more is known of it than the number of a mark.
    """

    id: str
    name: str
    known: str
    study: bool = True
    listed: bool = True

    def __str__(self) -> str:
        return f"{self.name} ({self.known})" if self.known else self.name


def works(library: Library, claims: Iterable[Claim]) -> dict[str, tuple[Work, ...]]:
    """Give what stands behind claims: what each reports first, then what it cites.

    Args:
        library: the graph.
        claims: the claims.

    Returns:
        The key of a claim → its works, each once; none where it names none.
    """
    held = list(claims)
    marks = library.references({mark.id for claim in held for mark in claim.reference})
    of_mark = {mark.id: mark for mark in marks}
    wanted = {claim.study.id for claim in held if claim.study}
    wanted |= {mark.study.id for mark in marks if mark.study}
    of_study = {study.id: work(study) for study in library.studies(wanted)}
    cited = {
        key: of_study[mark.study.id] if mark.study else _of_mark(mark)
        for key, mark in of_mark.items()
    }
    found = {}
    for claim in held:
        own = [of_study[claim.study.id]] if claim.study else []
        own += [cited[mark.id] for mark in claim.reference]
        found[claim.id] = tuple({one.id: one for one in own}.values())
    return found


def work(study: Study) -> Work:
    """Give a study as what stands behind a claim."""
    size = [f"n = {study.n}"] if study.n else []
    return Work(study.id, study.name, ", ".join([*map(str, study.design), *size]))


def _of_mark(mark: Reference) -> Work:
    return Work(mark.id, mark.name, "", study=False, listed=mark.citation is not None)
