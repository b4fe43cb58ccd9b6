"""Commands that ask: query, run, find, claims, why, conflicts, stats."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bonekg.errors import InvalidParameterError, QueryError, UnknownParameterError
from bonekg.rows import IRI, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bonekg.queries import Catalogued

__all__ = ["claims", "conflicts", "find", "queries", "query", "run", "show", "stats", "why"]


def show(rows: Rows, form: str) -> None:
    """Print rows; a table on a terminal is cut to its width."""
    width = None
    if form == "table" and sys.stdout.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
    print(rows.to_text(form, width))


def query(given: argparse.Namespace) -> int:
    """Run a SPARQL query."""
    from bonekg.kg import load

    sparql = sys.stdin.read() if given.sparql == "-" else given.sparql
    graph = load()
    result = graph.query(sparql)
    if isinstance(result, Rows):
        show(result, given.format)
        if not result:
            for name, near in graph.unknown_names(sparql).items():
                hint = f"; did you mean {' or '.join(near)}?" if near else ""
                print(f"bonekg: note: the graph has no {name}{hint}", file=sys.stderr)
    elif isinstance(result, bool):
        print("true" if result else "false")
    else:
        print("\n".join(sorted(f"{triple} ." for triple in result)))
    return 0


def queries(given: argparse.Namespace) -> int:
    """List the catalogue, or show one query."""
    from bonekg.queries import get_query, load_catalogue

    if given.name:
        print(get_query(given.name).text.rstrip())
        return 0
    rows = [
        (q.topic, q.name, ", ".join(f"--{p.name}" for p in q.parameters), q.question)
        for q in load_catalogue().values()
    ]
    show(Rows(("topic", "name", "parameters", "question"), rows), given.format)
    return 0


def run(given: argparse.Namespace) -> int:
    """Run a query of the catalogue."""
    from bonekg.kg import load
    from bonekg.queries import get_query

    catalogued = get_query(given.name)
    values, form = _parameters(catalogued, given.parameters, given.format)
    show(load().run(given.name, **values), form)
    return 0


def _parameters(
    catalogued: Catalogued, words: Sequence[str], form: str
) -> tuple[dict[str, object], str]:
    """Read `--name value` pairs; --format may stand among them."""
    values: dict[str, object] = {}
    rest = [part for word in words for part in _split(word)]
    while rest:
        word = rest.pop(0)
        name = word[2:]
        if not word.startswith("--"):
            known = [parameter.name for parameter in catalogued.parameters]
            raise UnknownParameterError(catalogued.name, word, [f"--{k} VALUE" for k in known])
        if name != "format":
            catalogued.parameter(name)
        if not rest:
            raise InvalidParameterError(catalogued.name, name, "needs a value")
        value = rest.pop(0)
        if name == "format":
            form = value
        elif name in values:
            raise InvalidParameterError(catalogued.name, name, "is given twice")
        else:
            values[name] = value
    return values, form


def _split(word: str) -> list[str]:
    return word.split("=", 1) if word.startswith("--") and "=" in word else [word]


def find(given: argparse.Namespace) -> int:
    """Look for terms."""
    from bonekg.kg import load

    if given.limit < 1:
        raise QueryError(f"--limit takes a number from 1, not {given.limit}")
    hits = load().find(given.text, given.limit)
    rows = [(hit.term, hit.name, hit.form, hit.matched, hit.score) for hit in hits]
    show(Rows(("term", "name", "form", "matched", "score"), rows), given.format)
    return 0


def claims(given: argparse.Namespace) -> int:
    """List claims."""
    from bonekg.kg import load

    found = load().claims(
        subject=given.subject,
        object=given.object,
        about=given.about,
        document=given.document,
        kind=given.kind,
    )
    columns = ("id", "certainty", "evidence", "speaker_role", "states")
    rows = [tuple(getattr(claim, column) for column in columns) for claim in found]
    show(Rows(columns, rows), given.format)
    return 0


def why(given: argparse.Namespace) -> int:
    """Say what is held for, against and open."""
    from bonekg.kg import load

    answer = load().why(given.subject, given.object, given.documents)
    if given.format == "json":
        import json

        print(json.dumps(answer.as_dict(), indent=2, ensure_ascii=False))
    else:
        print(answer)
    return 0


def conflicts(given: argparse.Namespace) -> int:
    """List claims that oppose each other."""
    from bonekg.kg import load

    show(load().conflicts(given.about), given.format)
    return 0


def stats(given: argparse.Namespace) -> int:
    """Count claims by document, kind, evidence, certainty and speaker role."""
    from collections import Counter

    from bonekg.kg import load

    graph = load()
    rows: list[tuple[IRI | str | int, ...]] = []
    for aspect in ("document", "kind", "evidence", "certainty", "speaker_role", "polarity"):
        counts = Counter(str(getattr(claim, aspect)) for claim in graph.all_claims)
        rows += [(aspect, value, n) for value, n in sorted(counts.items())]
    rows.append(("all", "claims", len(graph.all_claims)))
    rows.append(("all", "terms", len(graph.lexicon.names)))
    show(Rows(("aspect", "value", "n"), rows), given.format)
    return 0
