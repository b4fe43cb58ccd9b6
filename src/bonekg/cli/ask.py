"""Commands that ask: query, queries, run, stats."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bonekg.errors import InvalidParameterError, UnknownParameterError
from bonekg.store.rows import Rows, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bonekg.catalogue.queries import Catalogued

_OPTIONS = ("format", "columns", "endpoint", "timeout", "user")  # those of `run` itself

__all__ = ["prefixes", "queries", "query", "run", "show", "stats"]


def show(rows: Rows, form: str) -> None:
    """Print rows; a table on a terminal is broken to its width."""
    from bonekg.cli.printing import width

    print(rows.to_text(form, width(form)))


def query(given: argparse.Namespace) -> int:
    """Run a SPARQL query."""
    from bonekg.cli.printing import print_result
    from bonekg.cli.remote import opened, seconds

    sparql = _standard_input() if given.sparql == "-" else given.sparql
    limit = seconds(given.timeout)
    graph = opened(given)
    result = graph.store.stream(sparql, timeout=limit, max_rows=given.max_rows)
    print_result(result, given.format)
    if result.kind == "rows" and not result.total:
        for name, near in graph.unknown_names(sparql).items():
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            print(f"bonekg: note: the graph has no {name}{hint}", file=sys.stderr)
    return 0


def _standard_input() -> str:
    """Read a query from standard input, no more of it than a query may have."""
    from bonekg.store.guard import MAX_CHARACTERS, decode_query

    if not hasattr(sys.stdin, "buffer"):
        return sys.stdin.read(MAX_CHARACTERS + 1)
    largest = 4 * MAX_CHARACTERS + 4  # bytes, in any encoding
    data = sys.stdin.buffer.read(largest + 1)
    # what is longer is refused for its length, wherever a character was cut
    return decode_query(data) if len(data) <= largest else "#" * len(data)


def prefixes(given: argparse.Namespace) -> int:
    """List the prefixes that every query knows."""
    from bonekg.rdf import PREFIXES

    show(Rows(("prefix", "iri"), sorted(PREFIXES.items())), given.format)
    return 0


def queries(given: argparse.Namespace) -> int:
    """List the catalogue, or show one query."""
    from bonekg.catalogue.queries import get_query, load_catalogue

    if given.name:
        print(get_query(given.name).text.rstrip())
        return 0
    rows = [
        (q.topic, q.name, ", ".join(p.usage for p in q.parameters), q.question)
        for q in load_catalogue().values()
    ]
    show(Rows(("topic", "name", "parameters", "question"), rows), given.format)
    return 0


def run(given: argparse.Namespace) -> int:
    """Run a query of the catalogue."""
    from bonekg.catalogue.help import explain
    from bonekg.catalogue.queries import get_query
    from bonekg.cli.printing import print_claims
    from bonekg.cli.remote import opened, seconds

    catalogued = get_query(given.name)
    if {"--help", "-h"} & set(given.parameters):
        print(explain(catalogued))
        return 0
    values = _parameters(catalogued, given)
    rows = opened(given).run(given.name, timeout=seconds(given.timeout), **values)
    print_claims(rows, given.format, given.columns, catalogued.table)
    return 0


def _parameters(catalogued: Catalogued, given: argparse.Namespace) -> dict[str, object]:
    """Read `--name value` pairs; the command's own options may stand among them."""
    values: dict[str, object] = {}
    words: Sequence[str] = given.parameters
    rest = [part for word in words for part in _split(word)]
    while rest:
        word = rest.pop(0)
        name = word[2:]
        if not word.startswith("--"):
            known = [parameter.name for parameter in catalogued.parameters]
            raise UnknownParameterError(catalogued.name, word, [f"--{k} VALUE" for k in known])
        if name not in _OPTIONS:
            catalogued.parameter(name)
        if not rest:
            raise InvalidParameterError(catalogued.name, name, "needs a value")
        value = rest.pop(0)
        if name in _OPTIONS:
            setattr(given, name, value)
        elif name in values:
            raise InvalidParameterError(catalogued.name, name, "is given twice")
        else:
            values[name] = value
    return values


def _split(word: str) -> list[str]:
    return word.split("=", 1) if word.startswith("--") and "=" in word else [word]


def stats(given: argparse.Namespace) -> int:
    """Count claims by document, kind, evidence, certainty, role; sentences covered; all else."""
    from bonekg.answers.counts import count_claims, count_sentences, read_coverage
    from bonekg.graph import load

    graph = load()
    claims = graph.reader.claims()
    rows: list[tuple[Value, ...]] = list(count_claims(claims))
    for slug, *numbers in count_sentences(read_coverage(claims)):
        whats = ("sentences", "sentences with claims", "sentences with a reason instead")
        rows += [(f"coverage of {slug}", what, n) for what, n in zip(whats, numbers, strict=False)]
    rows += [("all", what, n) for what, n in graph.run("counts").pick("counted", "number")]
    show(Rows(("aspect", "value", "n"), rows), given.format)
    return 0
