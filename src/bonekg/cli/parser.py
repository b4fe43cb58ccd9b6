"""The commands, their arguments and their help, in one place."""

from __future__ import annotations

import argparse

from bonekg.cli import ask, keep
from bonekg.rows import FORMATS

__all__ = ["make_parser"]

_ADVICE = "Not medical advice: the graph holds what five web texts state, not what is so."


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of `bonekg`."""
    parser = argparse.ArgumentParser(
        prog="bonekg",
        description="Ask, check and build the evidence graph of bone health.",
        epilog=f"{_ADVICE} Exit codes: 0 fine, 1 findings, 2 usage or bad input.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _ask_commands(commands)
    _answer_commands(commands)
    _keep_commands(commands)
    return parser


class _Version(argparse.Action):
    """Read the version only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from bonekg import __version__

        print(f"bonekg {__version__}")
        parser.exit()


_Commands = argparse._SubParsersAction  # the type that argparse gives no public name


def _command(
    commands: _Commands[argparse.ArgumentParser], name: str, help_: str, rows: bool = False
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
    if rows:
        command.add_argument(
            "--format", choices=FORMATS, default="table", help="how to print (default: table)"
        )
    return command


def _ask_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    query = _command(commands, "query", "Run a SPARQL query; our prefixes are known.", rows=True)
    query.add_argument("sparql", help="the query, or - to read it from standard input")
    query.set_defaults(handler=ask.query)

    queries = _command(commands, "queries", "List the query catalogue.", rows=True)
    queries.add_argument("name", nargs="?", help="show one query whole")
    queries.set_defaults(handler=ask.queries)

    run = _command(commands, "run", "Run a query of the catalogue.", rows=True)
    run.add_argument("name", help="the query's name; `bonekg queries` lists them")
    run.add_argument(
        "parameters",
        nargs=argparse.REMAINDER,
        metavar="--PARAMETER VALUE",
        help="the query's parameters, such as --entity melatonin",
    )
    run.set_defaults(handler=ask.run)

    find = _command(commands, "find", "Look for a term, misspelt or not.", rows=True)
    find.add_argument("text", help="name, synonym, abbreviation or CURIE")
    find.add_argument("--limit", type=int, default=10, help="how many at most (default: 10)")
    find.set_defaults(handler=ask.find)

    claims = _command(commands, "claims", "List claims.", rows=True)
    claims.add_argument("--subject", help="what the claims are about")
    claims.add_argument("--object", help="what the claims relate it to")
    claims.add_argument("--about", help="a term on either side")
    claims.add_argument("--document", help="a document's slug, such as 001")
    claims.add_argument("--kind", help="a kind of claim, such as effect")
    claims.set_defaults(handler=ask.claims)

    stats = _command(commands, "stats", "Count what the graph holds.", rows=True)
    stats.set_defaults(handler=ask.stats)


def _answer_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    why = _command(commands, "why", "Say what is held for, against and open, and by whom.")
    why.add_argument("subject", help="a term, such as melatonin")
    why.add_argument("object", help="a term, such as 'bone mineral density'")
    why.add_argument("--documents", metavar="DIR", help="folder of the texts, for full passages")
    why.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    why.set_defaults(handler=ask.why)

    conflicts = _command(commands, "conflicts", "List claims that oppose each other.", rows=True)
    conflicts.add_argument("--about", help="a term that the claims are about")
    conflicts.set_defaults(handler=ask.conflicts)


def _keep_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    validate = _command(commands, "validate", "Check the sources against shapes and checks.")
    validate.set_defaults(handler=keep.validate)

    verify = _command(commands, "verify", "Check passages and quotes against the texts.")
    verify.add_argument("--documents", metavar="DIR", help="folder of the texts")
    verify.set_defaults(handler=keep.verify)

    build = _command(commands, "build", "Build the release from the sources (in a checkout).")
    build.add_argument("--check", action="store_true", help="only say whether it is up to date")
    build.set_defaults(handler=keep.build)

    locate = _command(commands, "locate", "Find words in a document; print the YAML to paste.")
    locate.add_argument("document", help="a document's slug, such as 001")
    locate.add_argument("words", help="the exact words")
    locate.add_argument("--documents", metavar="DIR", help="folder of the texts")
    locate.set_defaults(handler=keep.locate)

    stamp = _command(commands, "stamp", "Write the hashes of all passages (in a checkout).")
    stamp.add_argument("--documents", metavar="DIR", help="folder of the texts")
    stamp.set_defaults(handler=keep.stamp)

    export = _command(commands, "export", "Write the graph in another format.")
    export.add_argument("name", metavar="FORMAT", nargs="?", help="a format; none lists them")
    export.add_argument("path", metavar="PATH", nargs="?", help="file or folder, or - for output")
    export.set_defaults(handler=keep.export)
