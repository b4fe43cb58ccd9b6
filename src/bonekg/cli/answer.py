"""Commands that answer: why, conflicts, compare, gaps, show, claims, find."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from bonekg.errors import QueryError

if TYPE_CHECKING:
    from bonekg.answers.render import Answer, Records

__all__ = ["FORMATS", "claims", "compare", "conflicts", "find", "gaps", "show", "why"]

FORMATS = ("text", "markdown", "json", "table", "csv", "tsv")


def _width() -> int | None:
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _print(answer: Answer, given: argparse.Namespace) -> int:
    if given.format == "text":
        print(answer.to_text(_width(), all=given.all, full=given.full))
    elif given.format == "markdown":
        print(answer.to_markdown(all=given.all, full=given.full))
    elif given.format == "json":
        print(answer.to_json())
    else:
        print(answer.to_rows().to_text(given.format, _width()))
    return 0


def _print_records(records: Records[Any], form: str) -> int:
    print(records.to_text(form, _width() if form == "table" else None))
    return 0


def _restrictions(given: argparse.Namespace) -> dict[str, str | None]:
    names = ("site", "population", "document", "evidence")
    return {name: getattr(given, name) for name in names}


def why(given: argparse.Namespace) -> int:
    """Say what is held for, against and open."""
    from bonekg.cli.remote import opened

    answer = opened(given).why(
        given.subject, given.object, given.documents, direct=given.direct, **_restrictions(given)
    )
    return _print(answer, given)


def conflicts(given: argparse.Namespace) -> int:
    """Show claims that oppose each other."""
    from bonekg.cli.remote import opened

    if len(given.about) > 2:
        raise QueryError(f"conflicts takes one term or two, not {len(given.about)}")
    about = given.about[0] if len(given.about) == 1 else None
    between = tuple(given.about) if len(given.about) == 2 else None
    return _print(opened(given).conflicts(about, between), given)


def compare(given: argparse.Namespace) -> int:
    """Put things side by side."""
    from bonekg.cli.remote import opened

    answer = opened(given).compare(*given.things, on=given.on, **_restrictions(given))
    return _print(answer, given)


def gaps(given: argparse.Namespace) -> int:
    """Show what is left open."""
    from bonekg.cli.remote import opened

    return _print(opened(given).gaps(given.about), given)


def show(given: argparse.Namespace) -> int:
    """Show the page of a term, claim, study, document, conflict or predicate."""
    from bonekg.cli.remote import opened

    return _print(opened(given).show(given.thing, given.documents), given)


def claims(given: argparse.Namespace) -> int:
    """List claims."""
    from bonekg.cli.printing import print_claims
    from bonekg.cli.remote import opened

    found = opened(given).claims(
        given.subject, given.object, given.about, kind=given.kind, **_restrictions(given)
    )
    print_claims(found.to_rows(), given.format, given.columns)
    return 0


def find(given: argparse.Namespace) -> int:
    """Look for terms."""
    from bonekg.cli.remote import opened

    if given.limit < 1:
        raise QueryError(f"--limit takes a number from 1, not {given.limit}")
    return _print_records(opened(given).find(given.text, given.limit), given.format)
