"""Checks: queries of `ontology/checks` that must return nothing.

A check's file is named after the fault that it looks for. Its `#+` lines say what is wrong
(`message`) and what to do (`hint`); the query gives `?focus`, and `?path` and `?value` where
they help.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bonekg.build.graphs import Build
from bonekg.checks.report import Finding, Report, place_of
from bonekg.errors import InvalidValueError, ResourceError
from bonekg.rdf import compact, prefix_header

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

__all__ = ["Check", "Hit", "read_checks", "run_check", "run_checks"]

_KEYS = ("message", "hint")
_VARIABLES = {"focus", "path", "value"}


class Check(NamedTuple):
    """One check.

    Attributes:
        name: the fault; the file's name.
        message: what is wrong.
        hint: what to do.
        query: SPARQL, without the prefixes that every query has.
        file: where it stands.
    """

    name: str
    message: str
    hint: str
    query: str
    file: Path


class Hit(NamedTuple):
    """One row of a check, as text; path and value are empty where the check gives none."""

    focus: str
    path: str
    value: str


def run_checks(build: Build) -> Report:
    """Run all checks of a build's source tree over the union of its graphs.

    Args:
        build: what `bonekg.build.graphs.build` gave.

    Returns:
        The findings, and how many checks were run.

    Raises:
        ResourceError: if the tree has no checks.
        InvalidValueError: if a check is not written as one.
    """
    sources = build.vocabulary.sources
    checks = read_checks(sources)
    store = build.store
    findings = []
    for check in checks:
        for hit in run_check(check, store):
            file, line = place_of(hit.focus, build.places, sources)
            found = f" (found: {compact(hit.value)})" if hit.value else ""
            findings.append(
                Finding(
                    file,
                    line,
                    compact(hit.focus),
                    compact(hit.path),
                    check.name,
                    check.message + found,
                    check.hint,
                )
            )
    return Report.of(findings, len(checks))


def read_checks(sources: Path) -> list[Check]:
    """Read the checks of a source tree, sorted by name.

    Args:
        sources: the folder that holds `ontology/`.

    Raises:
        ResourceError: if there is none.
        InvalidValueError: if one lacks its message or its hint.

    Examples:
        >>> from bonekg.resources import root
        >>> "parent-cycle" in [check.name for check in read_checks(root())]
        True
    """
    folder = sources / "ontology" / "checks"
    checks = [_read(file) for file in sorted(folder.glob("*.rq"))]
    if not checks:
        raise ResourceError(folder, "holds no checks; reinstall the package")
    return checks


def run_check(check: Check, store: Store) -> Iterator[Hit]:
    """Run one check over the union of a store's graphs.

    Args:
        check: what `read_checks` gave.
        store: the graphs.

    Yields:
        Each thing that is at fault, once per row.

    Raises:
        InvalidValueError: if the query is not SPARQL, or gives other columns than a check may.
    """
    import pyoxigraph

    try:
        rows = store.query(f"{prefix_header()}\n{check.query}", use_default_graph_as_union=True)
    except SyntaxError as error:
        raise InvalidValueError(check.file, None, f"not SPARQL: {error.msg}") from error
    if not isinstance(rows, pyoxigraph.QuerySolutions):
        raise InvalidValueError(check.file, None, "a check is a SELECT query")
    columns = {variable.value for variable in rows.variables}
    if "focus" not in columns or columns - _VARIABLES:
        raise InvalidValueError(check.file, None, "a check gives ?focus, ?path and ?value only")
    for row in rows:
        cells = {name: _text(row[name]) if name in columns else "" for name in _VARIABLES}
        yield Hit(cells["focus"], cells["path"], cells["value"])


def _read(file: Path) -> Check:
    header: dict[str, str] = {}
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.startswith("#+"):
            continue
        key, colon, text = line.removeprefix("#+").partition(":")
        key = key.strip()
        if not colon or key not in _KEYS or key in header or not text.strip():
            raise InvalidValueError(
                file, number, f"expected '#+ {' | '.join(_KEYS)}: …', once each"
            )
        header[key] = text.strip()
    for key in _KEYS:
        if key not in header:
            raise InvalidValueError(file, 1, f"a check needs a line '#+ {key}: …'")
    query = "\n".join(line for line in lines if not line.startswith("#+"))
    return Check(file.stem, header["message"], header["hint"], query, file)


def _text(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    if term is None:
        return ""
    text = getattr(term, "value", None) or str(term)
    return text if len(text) <= 80 or "/" in text else f"{text[:77]}..."
