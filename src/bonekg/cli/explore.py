"""Commands that explore: paths."""

from __future__ import annotations

import argparse
import sys

__all__ = ["FORMATS", "paths"]

FORMATS = ("text", "markdown", "json", "mermaid", "dot", "table", "csv", "tsv")


def paths(given: argparse.Namespace) -> int:
    """Find how one thing may act on another."""
    from bonekg.cli.remote import opened

    found = opened(given).paths(
        given.a,
        given.b,
        longest=given.longest,
        limit=given.limit,
        background=not given.only_stated,
    )
    width = None
    if sys.stdout.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
    writers = {
        "text": lambda: found.to_text(width, full=given.full),
        "markdown": lambda: found.to_markdown(full=given.full),
        "json": found.to_json,
        "mermaid": found.to_mermaid,
        "dot": found.to_dot,
    }
    write = writers.get(given.format)
    print(write() if write else found.to_rows().to_text(given.format, width))
    return 0
