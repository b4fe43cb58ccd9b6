"""Shapes and checks over a loaded graph, whatever it was built from."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bonekg.build.collector import uncollected
from bonekg.checks.report import Finding, Report
from bonekg.checks.rules import Check, read_checks
from bonekg.checks.shapes import CHECKED_GRAPHS, Shapes, read_shapes, violations
from bonekg.rdf import GRAPHS, compact
from bonekg.resources import root

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

__all__ = ["Graph", "Table", "review_graph"]


class Table(Protocol):
    """What a SELECT gives."""

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the rows as dictionaries."""
        ...


class Graph(Protocol):
    """A graph that can be asked and read through."""

    def select(self, sparql: str) -> Table:
        """Run a SELECT."""
        ...

    def quads(self, graphs: Iterable[str]) -> Iterator[Quad]:
        """Give the statements of some named graphs, by their IRIs."""
        ...


def review_graph(graph: Graph, sources: Path | None = None) -> Report:
    """Run all shapes and all checks over a loaded graph.

    Args:
        graph: the graph.
        sources: the folder that holds the shapes and the checks; the package's own by default.

    Returns:
        The findings of both, without the places of sources, and how many rules were applied.
    """
    folder = sources or root()
    names = [GRAPHS[name] for name in CHECKED_GRAPHS]
    with uncollected(), ThreadPoolExecutor(1) as beside:
        # The engine reads a saved graph into memory while Python reads the shapes and pySHACL.
        read = beside.submit(lambda: [quad.triple for quad in graph.quads(names)])
        shapes, checks = read_shapes(folder), read_checks(folder)
        importlib.import_module("pyshacl")
        triples = read.result()
        # The engine, or a server, answers the checks while pySHACL is at work.
        checked = beside.submit(_checked, graph, checks)
        findings = list(_shaped(triples, shapes))
    return Report.of([*findings, *checked.result()], len(shapes.rules) + len(checks))


def _shaped(triples: Iterable[Triple], shapes: Shapes) -> Iterator[Finding]:
    for found in violations(triples, shapes):
        message, hint = shapes.rules[found.shape]
        focus, path = compact(found.focus), compact(found.path)
        yield Finding("", 0, focus, path, found.shape, message + _value(found.value), hint)


def _checked(graph: Graph, checks: list[Check]) -> list[Finding]:
    findings = []
    for check in checks:
        for row in graph.select(check.query).to_dicts():
            focus, path, value = (_text(row.get(name)) for name in ("focus", "path", "value"))
            message = check.message + _value(value)
            findings.append(
                Finding("", 0, compact(focus), compact(path), check.name, message, check.hint)
            )
    return findings


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _value(value: str) -> str:
    return f" (found: {compact(value)})" if value else ""
