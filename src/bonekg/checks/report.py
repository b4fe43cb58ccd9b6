"""Findings: what a validation, a check or a verification has to say against the sources."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bonekg.sources.records import Place

__all__ = ["Finding", "Report", "place_of"]


class Finding(NamedTuple):
    """One fault, in the order in which findings are sorted and printed.

    Attributes:
        file: the source file, relative to the source tree; empty if none is known.
        line: its line, from one; 0 if none is known.
        focus: the resource that is at fault, as a CURIE.
        path: the property concerned, as a CURIE or key; empty if none.
        rule: the shape, check or rule that fired.
        message: what is wrong.
        hint: what to do.
    """

    file: str
    line: int
    focus: str
    path: str
    rule: str
    message: str
    hint: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file else ""
        path = f" {self.path}" if self.path else ""
        return f"{place}{self.focus}{path}: {self.message} [{self.rule}] {self.hint}".rstrip()


class Report(NamedTuple):
    """Findings, sorted and without repeats, and how many rules or spans were looked at."""

    findings: tuple[Finding, ...]
    examined: int

    @classmethod
    def of(cls, findings: Iterable[Finding], examined: int) -> Report:
        """Sort findings into a report."""
        return cls(tuple(sorted(set(findings))), examined)

    @property
    def ok(self) -> bool:
        """Whether something was examined and nothing was found."""
        return self.examined > 0 and not self.findings


def place_of(iri: str, places: dict[str, Place], sources: Path) -> tuple[str, int]:
    """Give file and line of a resource, or of the nearest one that holds it.

    Examples:
        >>> place_of("https://example.org/none", {}, Path("."))
        ('', 0)
    """
    while iri not in places:
        head, slash, _ = iri.rpartition("/")
        if not slash or head.endswith(":/"):
            return "", 0
        iri = head
    place = places[iri]
    file = place.file
    return (
        str(file.relative_to(sources)) if file.is_relative_to(sources) else str(file)
    ), place.line
