"""Write the pages that come from the code: command line, errors, completeness, query catalogue.

`python tools/generate_docs.py` writes docs/cli.md, docs/errors.md, docs/exports.md,
docs/completeness.md, docs/source-checks.md, docs/queries/*.md and, by tools/terms_pages.py,
docs/terms/*.md. A test compares them with what this script gives.
"""

from __future__ import annotations

import argparse
import inspect
import re
import runpy
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from bonekg import errors
from bonekg.answers.counts import ASPECTS, count_sentences, read_coverage
from bonekg.catalogue.queries import Catalogued, Parameter, load_catalogue
from bonekg.checks.texts import RULES
from bonekg.cli.parser import make_parser
from bonekg.exports.network import EDGE_TYPES, NODE_TYPES
from bonekg.exports.registry import formats
from bonekg.exports.tabular import TABLES
from bonekg.graph import load
from bonekg.rdf import EXAMPLES_GRAPH
from bonekg.resources import checkout, root, write_aside
from bonekg.sources.coverage import read_reasons, read_uncovered
from query_patterns import draw

_NOTE = "<!-- Written by tools/generate_docs.py; do not edit. -->"


def pages() -> dict[str, str]:
    """Make all pages.

    Returns:
        Path below docs/ → content.
    """
    made = {
        "cli.md": command_line(make_parser()),
        "errors.md": _errors(),
        "exports.md": _exports(),
        "completeness.md": _completeness(),
    }
    catalogue = list(load_catalogue().values())
    made["queries/README.md"] = _index(catalogue)
    for topic, queries in groupby(catalogue, key=lambda query: query.topic):
        made[f"queries/{topic}.md"] = _topic(topic, list(queries))
    terms = runpy.run_path(str(Path(__file__).with_name("terms_pages.py")))
    biology = runpy.run_path(str(Path(__file__).with_name("biology_page.py")))
    made["biology.md"] = biology["page"]()
    checks = runpy.run_path(str(Path(__file__).with_name("source_checks_page.py")))
    made["source-checks.md"] = checks["page"]()
    made |= terms["pages"](load())
    return made


def command_line(parser: argparse.ArgumentParser) -> str:
    """Make the page of a parser's commands, the same under every version of argparse."""
    commands = dict(_commands(parser))
    lines = [
        _NOTE,
        "",
        "# The command line",
        "",
        f"{parser.description}",
        "",
        f"{parser.epilog}",
        "",
    ]
    lines += ["| command | what it does |", "| --- | --- |"]
    lines += [f"| [`{name}`](#{name}) | {made.description} |" for name, made in commands.items()]
    for name, made in commands.items():
        lines += ["", f"## {name}", "", str(made.description), "", "```text"]
        lines += [" ".join([parser.prog, name, *map(_usage, _arguments(made))]), "```", ""]
        rows = [f"| `{_spelling(action)}` | {action.help} |" for action in _arguments(made)]
        lines += ["| argument | meaning |", "| --- | --- |", *rows] if rows else ["No arguments."]
    lines += [
        "",
        "### Formats",
        "",
        "| format | files | what | does not carry |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| `{f.name}` | {f.written} | {f.help} | {f.loses} |" for f in formats().values()]
    return "\n".join(lines) + "\n"


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]


def _spelling(action: argparse.Action) -> str:
    """Give an argument as it is written: its option strings with what they take, or its name."""
    if action.choices is not None:
        value = " or ".join(map(str, action.choices))
    else:
        value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {value}")


def _usage(action: argparse.Action) -> str:
    """Give an argument as the line of usage has it: in brackets if it may be left out."""
    value = str(action.metavar or action.dest.upper())
    if action.option_strings:
        return f"[{action.option_strings[0]}{'' if action.nargs == 0 else f' {value}'}]"
    if action.nargs == argparse.REMAINDER:
        return f"[{value}]…"
    return f"[{value}]" if action.nargs == "?" else value


_LOADING = {
    "cx2": "CX2Network().create_from_raw_cx2('bonekg.cx2')",
    "cytoscape": "cytoscape({elements: JSON.parse(text).elements})",
    "duckdb": "duckdb bonekg.duckdb",
    "grlc": "grlc-server, with [local] local_sparql_dir = folder in config.ini; then /api-local",
    "gexf": "networkx.read_gexf('bonekg.gexf')",
    "graphml": "igraph.Graph.Read_GraphML('bonekg.graphml')",
    "kuzu": "IMPORT DATABASE 'folder';",
    "metadata": "mlcroissant.Dataset('folder/croissant.json').records('claims')",
    "neo4j": "cd folder && neo4j-admin database import full @import.args neo4j",
    "node-link": "networkx.node_link_graph(json.load(file), edges='edges')",
    "parquet": "polars.read_parquet('folder/claims.parquet')",
    "pykeen": "pykeen.pipeline.pipeline(dataset='bonekg', model='TransE')",
    "sqlite": "sqlite3 bonekg.sqlite",
}


def _exports() -> str:
    known = formats()
    lines = [
        *(_NOTE, "", "# Exports", ""),
        "`kg.export(FORMAT, PATH)` or `bonekg export FORMAT PATH`; PATH is the file, or the folder",
        "where a format makes several. The same graph gives the same bytes, but for "
        + ", ".join(f"`{f.name}`" for f in known.values() if not f.exact)
        + ".",
        "What is counted as a term, a node, a thing or a mapping, and where: `bonekg run counts`.",
        "",
        "A file is written aside and renamed, so that nobody sees a part of it; a symbolic link is",
        "followed, and mode and owner stay. One that has further hard links is written within",
        "itself, so that its other names lead to the new content, too: for the time of that copy a",
        "reader may see a part, and a process that is killed then leaves the whole beside it,",
        "as `.NAME.PID.part`. Pipes and devices are written to as they are.",
        *("", "## Formats", ""),
        *("| format | what | files | proved by | needs |", "| --- | --- | --- | --- | --- |"),
    ]
    for f in known.values():
        needs = f'`pip install "bonekg[{f.extra}]"`' if f.extra else ""
        lines.append(f"| `{f.name}` | {f.help} | {f.written} | {f.tool} | {needs} |")
    lines += [
        *("", "## What each carries and loses", ""),
        *("| format | carries | does not carry |", "| --- | --- | --- |"),
        *(f"| `{f.name}` | {f.carries} | {f.loses} |" for f in known.values()),
        *("", "## How to load", "", "| format | |", "| --- | --- |"),
        *(f"| `{name}` | `{call}` |" for name, call in _LOADING.items()),
        *("", "## The network", ""),
        "Nodes are terms, studies, and the values that claims have as objects. An edge's `basis`",
        "is `stated` (a claim, its key in `claim`), `background` (a public source), `derived` (a",
        "rule) or `hierarchy` (a term and its parent). Its `relation` is the bare predicate only",
        "where somebody affirms it: else it begins with `denied:` or `asked:`.",
        "",
        f"Attributes of nodes: {', '.join(f'`{name}`' for name in NODE_TYPES)}.",
        "",
        f"Attributes of edges: {', '.join(f'`{name}`' for name in EDGE_TYPES)}.",
        *("", "## The tables", "", "| table | a row is | columns |", "| --- | --- | --- |"),
    ]
    for table in TABLES:
        columns = ", ".join(f"`{c.name}`" for c in table.columns)
        lines.append(f"| `{table.name}` | {table.help} | {columns} |")
    return "\n".join(lines) + "\n"


def _errors() -> str:
    """Make the page of errors: the tree that the module draws, and what each class says."""
    _, _, drawn = inspect.cleandoc(str(errors.__doc__)).partition("::\n")
    lines = [
        *(_NOTE, "", "# Errors", ""),
        "What `bonekg` raises is one tree; the names are in `bonekg.errors`. A message says what",
        "was wrong, where, and what to do. At the command line an error is one line on standard",
        "error, and the exit code is 2.",
        *("", "```text", inspect.cleandoc(drawn), "```", ""),
        "| error | when | carries, besides what its parent does |",
        "| --- | --- | --- |",
    ]
    names = [name for name in errors.__all__ if name.endswith("Error")]
    for name in sorted(names, key=lambda name: (name != "BoneKGError", name)):
        text = inspect.cleandoc(str(getattr(errors, name).__doc__))
        when, _, attributes = text.partition("Attributes:")
        carried = re.findall(r"^ *(\w+):", attributes, re.MULTILINE)
        lines.append(f"| `{name}` | {when.strip()} | {', '.join(f'`{c}`' for c in carried)} |")
    lines += [
        *("", "## What `bonekg verify` finds", ""),
        *("Each finding has its file and line, and says what to do:", ""),
        *("| finding | what to do |", "| --- | --- |"),
        *(f"| `{rule}` | {hint} |" for rule, hint in RULES.items()),
    ]
    return "\n".join(lines) + "\n"


def _completeness() -> str:
    """Make the page of counts: claims by aspect and document, sentences, those without claims."""
    claims = load().reader.claims()
    slugs = sorted({claim.document for claim in claims})
    lines = [
        *(_NOTE, "", "# Completeness", ""),
        f"{len(claims)} claims of {len(slugs)} documents. `bonekg stats` prints the same counts.",
        "Offsets count code points of a document's file; the texts are not redistributed.",
    ]
    head = " | ".join(["", *slugs, "all"])
    for aspect in ASPECTS[1:]:
        counts = Counter((str(getattr(c, aspect)), c.document) for c in claims)
        lines += ["", f"## Claims by {aspect.replace('_', ' ')}", "", f"| {head} |"]
        lines.append("| --- " * (len(slugs) + 2) + "|")
        for value in sorted({value for value, _ in counts}):
            numbers = [counts[value, slug] for slug in slugs]
            lines.append(f"| {value} | {' | '.join(map(str, [*numbers, sum(numbers)]))} |")
    covered = read_coverage(claims)
    lines += [
        "",
        "## Sentences",
        "",
        "A sentence counts as read when a claim's passage touches it.",
    ]
    lines += ["", count_sentences(covered).to_text("markdown"), "", "## Reasons", ""]
    lines += ["| reason | meaning |", "| --- | --- |"]
    lines += [f"| {name} | {meaning} |" for name, meaning in read_reasons(root()).items()]
    for slug, sentences in covered.items():
        notes = read_uncovered(root(), slug)
        lines += ["", f"## Sentences of {slug} without a claim", ""]
        lines += ["| sentence | reason | note |", "| --- | --- | --- |"]
        for sentence in (s for s in sentences if not s.claims):
            at = [u for u in notes if u.start < sentence.end and sentence.start < u.end]
            note = "; ".join(dict.fromkeys(u.note for u in at if u.note))
            why = "; ".join(sentence.reasons)
            lines.append(f"| {sentence.start}-{sentence.end} | {why} | {note} |")
    return "\n".join(lines) + "\n"


def _taken(parameter: Parameter) -> str:
    """Say what a parameter stands for if it is not given."""
    return "*required*" if parameter.required else parameter.default


def _index(catalogue: list[Catalogued]) -> str:
    lines = [_NOTE, "", "# The query catalogue", ""]
    lines += [
        "Each query is one file, `queries/<topic>/<name>.rq`, that runs as it stands. In Python:"
    ]
    lines += [
        "`kg.run(NAME, parameter=value)`; at the command line: `bonekg run NAME --parameter value`."
    ]
    lines += [
        "A term is given by name, synonym, abbreviation or CURIE.",
        "",
        "In the pictures a stadium is what a query takes, a box what it gives, a hexagon what is",
        "fixed; a dotted arrow may be missing, a crossed one must be.",
        "",
        f"The same as SPARQL examples stands in the graph `{EXAMPLES_GRAPH}`, and as operations of",
        "a web API in `bonekg export grlc FOLDER`.",
        "",
    ]
    for topic, queries in groupby(catalogue, key=lambda query: query.topic):
        lines += [f"## {topic}", "", "| query | question |", "| --- | --- |"]
        lines += [f"| [{q.name}]({topic}.md#{q.name}) | {q.question} |" for q in queries]
        lines.append("")
    return "\n".join(lines)


def _topic(topic: str, queries: list[Catalogued]) -> str:
    lines = [_NOTE, "", f"# Queries: {topic}", ""]
    for query in queries:
        lines += [f"## {query.name}", "", query.question, ""]
        if query.parameters:
            lines += ["| parameter | type | if not given | meaning |", "| --- | --- | --- | --- |"]
            lines += [
                f"| `{p.name}` | {p.type} | {_taken(p)} | {p.help} |" for p in query.parameters
            ]
            lines.append("")
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.help} |" for c in query.columns]
        lines += ["", "```sh", f"bonekg run {query.name}{_options(query.parameters)}", "```", ""]
        lines += ["```mermaid", draw(query), "```", ""]
        body = [line for line in query.text.splitlines() if not line.startswith("#+")]
        lines += ["```sparql", *body, "```", ""]
    return "\n".join(lines)


def _options(parameters: tuple[Parameter, ...]) -> str:
    """Give examples for the parameters that a query needs, as one would write them."""
    given = [p for p in parameters if p.required]
    return "".join(
        f' --{p.name} "{p.default}"' if " " in p.default else f" --{p.name} {p.default}"
        for p in given
    )


def main() -> None:
    """Write all pages, and take away those of topics that are gone."""
    docs = checkout() / "docs"
    made = pages()
    for name, content in made.items():
        write_aside(docs / name, content.encode("utf-8"))
    kept = {docs / name for name in made}
    for path in [*docs.glob("queries/*.md"), *docs.glob("terms/*.md")]:
        if path not in kept:
            path.unlink()
    print(f"{len(made)} pages written to {Path('docs')}")


if __name__ == "__main__":
    main()
