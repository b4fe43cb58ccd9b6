"""Shapes and checks over a loaded graph, whatever it was built from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bonekg.checks.report import Finding, Report
from bonekg.checks.rules import read_checks
from bonekg.checks.shapes import CHECKED_GRAPHS, read_shapes, violations
from bonekg.rdf import GRAPHS, compact
from bonekg.resources import root

if TYPE_CHECKING:
    from pyoxigraph import Triple

__all__ = ["review_graph"]
__all__ += ["Graph", "Table"]


class Table(Protocol):
    """What a SELECT gives."""

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the rows as dictionaries."""
        ...


class Graph(Protocol):
    """A graph that can be asked and written out."""

    def select(self, sparql: str) -> Table:
        """Run a SELECT."""
        ...

    def nquads(self) -> bytes:
        """Give the whole graph as N-Quads."""
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
    shapes = read_shapes(folder)
    findings = [
        Finding(
            "", 0, compact(found.focus), compact(found.path), found.shape,
            shapes.rules[found.shape][0] + _value(found.value), shapes.rules[found.shape][1],
        )
        for found in violations(_triples(graph), shapes)
    ]  # fmt: skip
    checks = read_checks(folder)
    for check in checks:
        for row in graph.select(check.query).to_dicts():
            focus, path, value = (_text(row.get(name)) for name in ("focus", "path", "value"))
            message = check.message + _value(value)
            findings.append(
                Finding("", 0, compact(focus), compact(path), check.name, message, check.hint)
            )
    return Report.of(findings, len(shapes.rules) + len(checks))


def _triples(graph: Graph) -> Iterator[Triple]:
    import pyoxigraph

    names = {GRAPHS[name] for name in CHECKED_GRAPHS}
    for quad in pyoxigraph.parse(graph.nquads(), format=pyoxigraph.RdfFormat.N_QUADS):
        if getattr(quad.graph_name, "value", None) in names:
            yield quad.triple


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _value(value: str) -> str:
    return f" (found: {compact(value)})" if value else ""
