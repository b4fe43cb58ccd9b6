"""Commands that answer: why, conflicts, compare, gaps, show."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bonekg.answers.sheet import Answer

__all__ = ["FORMATS", "compare", "conflicts", "gaps", "show", "why"]

FORMATS = ("text", "markdown", "json", "table", "csv", "tsv")


def _print(answer: Answer, form: str) -> int:
    width = None
    if sys.stdout.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
    if form == "text":
        print(answer.sheet().to_text(width))
    elif form == "markdown":
        print(answer.to_markdown())
    elif form == "json":
        print(answer.to_json())
    else:
        print(answer.to_rows().to_text(form, width))
    return 0


def why(given: argparse.Namespace) -> int:
    """Say what is held for, against and open."""
    from bonekg.cli.remote import opened

    answer = opened(given).why(
        given.subject,
        given.object,
        given.documents,
        site=given.site,
        population=given.population,
        document=given.document,
        evidence=given.evidence,
    )
    return _print(answer, given.format)


def conflicts(given: argparse.Namespace) -> int:
    """Show claims that oppose each other."""
    from bonekg.cli.remote import opened

    between = tuple(given.between) if given.between else None
    return _print(opened(given).conflicts(given.about, between), given.format)


def compare(given: argparse.Namespace) -> int:
    """Put things side by side."""
    from bonekg.cli.remote import opened

    return _print(opened(given).compare(*given.things, on=given.on), given.format)


def gaps(given: argparse.Namespace) -> int:
    """Show what is left open."""
    from bonekg.cli.remote import opened

    return _print(opened(given).gaps(given.about), given.format)


def show(given: argparse.Namespace) -> int:
    """Show the page of a term, claim, study, document, conflict or predicate."""
    from bonekg.cli.remote import opened

    return _print(opened(given).show(given.thing, given.documents), given.format)
