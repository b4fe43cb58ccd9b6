"""How the command line prints: results piece by piece, in any encoding of the terminal."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bonekg.errors import QueryError
from bonekg.store.forms import (
    GRAPH_FORMS,
    RESULT_FORMS,
    VALUE_FORMS,
    known_form,
    write_boolean,
    write_terms,
    write_triples,
    write_values,
)

if TYPE_CHECKING:
    from bonekg.store.result import Result
    from bonekg.store.rows import Rows

__all__ = [
    "COLUMNS_HELP",
    "RESULT_FORMATS",
    "plain_signs",
    "print_claims",
    "print_result",
    "width",
]

# What a table of claims shows, or of claims and background relations; the rest is there for
# --columns and for other formats.
_KEYS = ("claim", "statement")
_BRIEF = ("states", "speaker", "certainty")
_WIDTH = 100  # of a table of claims that goes to no terminal
COLUMNS_HELP = "the columns of the table, with commas between, or all (default: the main ones)"

RESULT_FORMATS = (*VALUE_FORMS, *RESULT_FORMS, *GRAPH_FORMS)
_PLAIN = {
    **{"→": "->", "←": "<-", "…": "...", "–": "-", "—": "-", "−": "-", "×": "x", "·": "-"},
    **{"≥": ">=", "≤": "<=", "≈": "~", "“": '"', "”": '"', "’": "'", "‘": "'", "µ": "u", "μ": "u"},
}


def plain_signs() -> None:
    """Have signs that the terminal's encoding lacks printed as plain ones, not end in an error."""
    codecs.register_error("bonekg-plain", _plain)
    codecs.register_error("bonekg-json", _escaped)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # in UTF-8, too: a file's name may be no characters
            stream.reconfigure(errors="bonekg-plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    signs = error.object[error.start : error.end]
    decomposed = (_PLAIN.get(s) or unicodedata.normalize("NFKD", s) for s in signs)
    text = "".join(decomposed).encode("ascii", "ignore").decode("ascii")
    return text or "?" * len(signs), error.end


def _escaped(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4)), error.end


def _chosen(rows: Rows, form: str, columns: str | None, own: Sequence[str] = ()) -> Rows:
    """Choose the columns that are printed; see `print_claims`."""
    if columns not in (None, "all"):
        names = [name.strip() for name in str(columns).split(",")]
        try:
            return rows.pick(*names)
        except KeyError as error:
            raise QueryError(str(error.args[0])) from error
    key = next((name for name in _KEYS if name in rows.columns), None)
    if form != "table" or columns == "all" or key is None or not {*_BRIEF} <= {*rows.columns}:
        return rows
    first, *rest = _BRIEF
    return rows.pick(*(name for name in (key, first, *own, *rest) if name in rows.columns))


def print_claims(rows: Rows, form: str, columns: str | None, own: Sequence[str] = ()) -> None:
    """Print rows that may be claims, with their notes and one on columns that are left out.

    Args:
        rows: what there is.
        form: the format; what is no table has all columns.
        columns: names with commas between, `all`, or None for the main ones.
        own: what is a main column of this table besides.

    Raises:
        QueryError: if there is no such column.
    """
    printed = _chosen(rows, form, columns, own)
    print(printed.to_text(form, width(form, claims=printed is not rows)))
    more = len(rows.columns) - len(printed.columns)
    if columns is None and more and len(rows):
        told = f"{more} more column{'' if more == 1 else 's'}: --columns all"
        print(f"bonekg: note: {told}", file=sys.stderr)
    for note in rows.notes:
        print(f"bonekg: note: {note}", file=sys.stderr)


def width(form: str, *, claims: bool = False) -> int | None:
    """Give the characters that a line of a table may have, None for any number.

    Args:
        form: the format.
        claims: whether the table is one of claims, whose sentences are long.
    """
    if form != "table":
        return None
    if not sys.stdout.isatty():
        return _WIDTH if claims else None
    import shutil

    return shutil.get_terminal_size().columns


def print_result(result: Result, form: str) -> None:
    """Print a result while it comes.

    Args:
        result: what a query gives.
        form: one of `RESULT_FORMATS`; triples are printed as Turtle where a table is asked for.

    Raises:
        ExportError: if what was found has no such form.
        QueryError: if the query fails or is stopped; what was printed before is then a part.
    """
    try:
        if result.kind == "boolean":
            form = known_form(form, (*VALUE_FORMS, *RESULT_FORMS), "a truth value")
            _write(result, [write_boolean(form, result.value)], exact=form in RESULT_FORMS)
        elif result.kind == "triples":
            form = "turtle" if form == "table" else known_form(form, GRAPH_FORMS, "triples")
            sys.stdout.flush()
            write_triples(form, result.triples(), sys.stdout.buffer)
        elif form in RESULT_FORMS:
            _write(result, write_terms(form, result.columns, result.terms()), exact=True)
        else:
            form = known_form(form, (*VALUE_FORMS, *RESULT_FORMS), "rows")
            _print_rows(result, form)
    except QueryError as error:
        if result.given and result.kind != "boolean":
            sys.stdout.flush()
            what = "rows" if result.kind == "rows" else "triples"
            print(f"bonekg: what was printed is not all of the {what}", file=sys.stderr)
        raise error
    if result.total is not None and result.total > result.given:
        note = f"{result.given:,} of {result.total:,}; a higher --max-rows gives more"
        print(f"bonekg: note: {note}", file=sys.stderr)


def _print_rows(result: Result, form: str) -> None:
    if form in ("json", "jsonl") and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="bonekg-json")  # what it cannot write, JSON can escape
    pieces = write_values(form, result.columns, result.values(), width(form))
    _write(result, (f"{piece}\n" for piece in pieces))
    if form == "table":
        total = result.total or 0
        of = f"{result.given} of " if result.given < total else ""
        print(f"{of}{total} row{'' if total == 1 else 's'}")


def _write(result: Result, pieces: Iterable[str], exact: bool = False) -> None:
    """Write text; exactly as it is, in UTF-8, where a standard says so.

    The query's time stands still while the reader of the output takes his.
    """
    sys.stdout.flush()
    for piece in _larger(pieces):
        with result.held():
            if exact and hasattr(sys.stdout, "buffer"):
                sys.stdout.buffer.write(piece.encode("utf-8"))
            else:
                sys.stdout.write(piece)


def _larger(pieces: Iterable[str]) -> Iterator[str]:
    """Join small pieces, since each write to a terminal costs a call."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > 1 << 15:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
