"""Write the pages that come from the code: command line, errors and query catalogue.

`python docs/generate.py` writes docs/cli.md, docs/errors.md and docs/queries/*.md. A test compares
them with what this script gives.
"""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from bonekg import errors
from bonekg.cli.parser import make_parser
from bonekg.exports import formats
from bonekg.queries import Catalogued, Parameter, load_catalogue
from bonekg.resources import checkout, write_aside

_NOTE = "<!-- Written by docs/generate.py; do not edit. -->"


def pages() -> dict[str, str]:
    """Make all pages.

    Returns:
        Path below docs/ → content.
    """
    made = {"cli.md": command_line(make_parser()), "errors.md": _errors()}
    catalogue = list(load_catalogue().values())
    made["queries/README.md"] = _index(catalogue)
    for topic, queries in groupby(catalogue, key=lambda query: query.topic):
        made[f"queries/{topic}.md"] = _topic(topic, list(queries))
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
    lines += [
        f"| `{f.name}` | {', '.join(f.files)} | {f.help} | {f.loses} |" for f in formats().values()
    ]
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
    return "\n".join(lines) + "\n"


def _index(catalogue: list[Catalogued]) -> str:
    lines = [_NOTE, "", "# The query catalogue", ""]
    lines += [
        "Each query is one file, `queries/<topic>/<name>.rq`, that runs as it stands. In Python:"
    ]
    lines += [
        "`kg.run(NAME, parameter=value)`; at the command line: `bonekg run NAME --parameter value`."
    ]
    lines += ["A term is given by name, synonym, abbreviation or CURIE.", ""]
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
            lines += ["| parameter | type | default | meaning |", "| --- | --- | --- | --- |"]
            lines += [
                f"| `{p.name}` | {p.type} | {p.default} | {p.help} |" for p in query.parameters
            ]
            lines.append("")
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.help} |" for c in query.columns]
        lines += ["", "```sh", f"bonekg run {query.name}{_options(query.parameters)}", "```", ""]
        body = [line for line in query.text.splitlines() if not line.startswith("#+")]
        lines += ["```sparql", *body, "```", ""]
    return "\n".join(lines)


def _options(parameters: tuple[Parameter, ...]) -> str:
    """Give the defaults of a query's parameters as one would write them, the row limit left out."""
    given = [p for p in parameters if p.name != "limit" and p.default]
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
    for path in docs.glob("queries/*.md"):
        if path not in kept:
            path.unlink()
    print(f"{len(made)} pages written to {Path('docs')}")


if __name__ == "__main__":
    main()
