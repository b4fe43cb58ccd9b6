"""The commands, their arguments and their help, in one place."""

from __future__ import annotations

import argparse

from bonekg.cli import answer, ask, explore, keep, remote, serve
from bonekg.cli.printing import COLUMNS_HELP, RESULT_FORMATS
from bonekg.store.rows import FORMATS

__all__ = ["make_parser"]

_REMOTE = (
    "query", "run", "find", "claims", "why", "conflicts", "compare", "gaps", "show", "paths",
)  # fmt: skip
_TIMEOUT = (
    "seconds for a server's answer (default: 30)",
    "seconds after which the query is stopped (default: 30)",
)
_ADVICE = "Not medical advice: the graph holds what web texts state, not what is so."


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
    _explore_commands(commands)
    _keep_commands(commands)
    _remote_commands(commands)
    _serve_commands(commands)
    return parser


def _path(given: str) -> str:
    """Refuse an empty path, which would mean this folder, or that no path is given."""
    if not given:
        raise argparse.ArgumentTypeError("an empty path names nothing; . is this folder")
    return given


class _Version(argparse.Action):
    """Read the version only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from bonekg._version import __version__

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
    query = _command(commands, "query", "Run a SPARQL query; our prefixes are known.")
    query.add_argument("sparql", help="the query, or - to read it from standard input")
    query.add_argument(
        "--format",
        choices=RESULT_FORMATS,
        default="table",
        help="how to print: CURIEs for people, full IRIs with sparql-…, RDF for CONSTRUCT and "
        "DESCRIBE (default: table, or turtle)",
    )
    query.add_argument("--max-rows", type=int, help="how many rows at most; the others are counted")
    query.set_defaults(handler=ask.query)

    queries = _command(commands, "queries", "List the query catalogue.", rows=True)
    queries.add_argument("name", nargs="?", help="show one query whole")
    queries.set_defaults(handler=ask.queries)

    prefixes = _command(commands, "prefixes", "List the prefixes that queries know.", rows=True)
    prefixes.set_defaults(handler=ask.prefixes)

    run = _command(commands, "run", "Run a query of the catalogue.", rows=True)
    run.add_argument("name", help="the query's name; `bonekg queries` lists them")
    run.add_argument(
        "parameters",
        nargs=argparse.REMAINDER,
        metavar="--PARAMETER VALUE",
        help="the query's parameters, such as --entity melatonin",
    )
    run.add_argument("--columns", help=COLUMNS_HELP)
    run.set_defaults(handler=ask.run)

    stats = _command(commands, "stats", "Count what the graph holds.", rows=True)
    stats.set_defaults(handler=ask.stats)


def _answer_command(
    commands: _Commands[argparse.ArgumentParser], name: str, help_: str
) -> argparse.ArgumentParser:
    command = _command(commands, name, help_)
    command.add_argument(
        "--format", choices=answer.FORMATS, default="text", help="how to print (default: text)"
    )
    command.add_argument(
        "--all", action="store_true", help="show everything, not the first of each"
    )
    command.add_argument(
        "--full", action="store_true", help="with passages, chains of sources, what is not stated"
    )
    command.set_defaults(handler=getattr(answer, name))
    return command


def _restrictions(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", help="only claims at this site or a part of it")
    command.add_argument("--population", help="only claims about these people or a part of them")
    command.add_argument("--document", help="only claims of this document, such as 001")
    command.add_argument(
        "--evidence", help="only claims of this evidence or a stronger one, such as RCT"
    )


def _answer_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    why = _answer_command(commands, "why", "Say what is held for, against and open, and by whom.")
    why.add_argument("subject", help="a term, such as melatonin, or with a dose '3 mg melatonin'")
    why.add_argument("object", help="a term, such as osteoporosis, or with a site 'hip BMD'")
    why.add_argument(
        "--documents", type=_path, metavar="DIR", help="folder of the texts, for full passages"
    )
    _restrictions(why)
    why.add_argument(
        "--direct", action="store_true", help="only claims of the two terms themselves"
    )

    about = "a term; what a question about it takes in counts"
    conflicts = _answer_command(commands, "conflicts", "Show claims that oppose each other.")
    conflicts.add_argument(
        "about", metavar="TERM", nargs="*", help=f"{about}; or two that one of the claims relates"
    )

    compare = _answer_command(commands, "compare", "Put things side by side.")
    compare.add_argument(
        "things", nargs="+", help="terms, a dose may stand with each; one alone: its forms or doses"
    )
    compare.add_argument("--on", help="only what is said with regard to this term")
    _restrictions(compare)

    gaps = _answer_command(
        commands, "gaps", "Show open questions, what sources do not state, what rests on little."
    )
    gaps.add_argument("about", metavar="TERM", nargs="?", help=about)

    show = _answer_command(
        commands, "show", "Show a term, claim, study, document, conflict or predicate."
    )
    show.add_argument("thing", help="a term or a key, such as melatonin, 001-070 or amstrup-2015")
    show.add_argument(
        "--documents", type=_path, metavar="DIR", help="folder of the texts, for full passages"
    )

    claims = _command(commands, "claims", "List claims, with what a question takes in.", rows=True)
    claims.add_argument("--subject", help="whose action the claims are about")
    claims.add_argument("--object", help="to what something is done, by the claims")
    claims.add_argument("about", metavar="TERM", nargs="?", help="on either side, or involved")
    claims.add_argument("--kind", help="a kind of claim, such as effect")
    claims.add_argument("--columns", help=COLUMNS_HELP)
    _restrictions(claims)
    claims.set_defaults(handler=answer.claims)

    find = _command(commands, "find", "Look for a term, misspelt or not.", rows=True)
    find.add_argument("text", help="name, synonym, abbreviation or CURIE")
    find.add_argument("--limit", type=int, default=10, help="how many at most (default: 10)")
    find.set_defaults(handler=answer.find)


def _explore_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    paths = _command(commands, "paths", "Find how one thing may act on another, hop by hop.")
    paths.add_argument("a", help="a term, such as melatonin, or with a dose '3 mg melatonin'")
    paths.add_argument("b", help="a term, such as 'bone resorption', or with a site 'hip BMD'")
    paths.add_argument("--longest", type=int, default=4, help="most hops that act (default: 4)")
    paths.add_argument("--limit", type=int, default=10, help="how many paths (default: 10)")
    paths.add_argument("--only-stated", action="store_true", help="only what documents state")
    paths.add_argument(
        "--full", action="store_true", help="with all claims and sources of each hop"
    )
    paths.add_argument(
        "--format", choices=explore.FORMATS, default="text", help="how to print (default: text)"
    )
    paths.set_defaults(handler=explore.paths)


def _keep_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    validate = _command(commands, "validate", "Check the sources against shapes and checks.")
    validate.set_defaults(handler=keep.validate)

    verify = _command(commands, "verify", "Check passages and quotes against the texts.")
    verify.add_argument("--documents", type=_path, metavar="DIR", help="folder of the texts")
    verify.set_defaults(handler=keep.verify)

    build = _command(commands, "build", "Build the release from the sources (in a checkout).")
    build.add_argument("--check", action="store_true", help="only say whether it is up to date")
    build.add_argument(
        "--store",
        type=_path,
        metavar="DIR",
        help="save the release, or --file, as a store that opens at once",
    )
    build.add_argument(
        "--file", type=_path, metavar="RDF", help="another file to save; only with --store"
    )
    build.set_defaults(handler=keep.build)

    diff = _command(commands, "diff", "Say what changed between two releases.")
    diff.add_argument(
        "old", type=_path, help="the earlier N-Quads file, or the folder of its release"
    )
    diff.add_argument("new", type=_path, help="the later one")
    diff.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="how to print"
    )
    diff.set_defaults(handler=keep.diff)

    locate = _command(commands, "locate", "Find words in a document; print the YAML to paste.")
    locate.add_argument("document", help="a document's slug, such as 001")
    locate.add_argument("words", help="the exact words")
    locate.add_argument("--documents", type=_path, metavar="DIR", help="folder of the texts")
    locate.set_defaults(handler=keep.locate)

    stamp = _command(commands, "stamp", "Write the hashes of passages (in a checkout).")
    stamp.add_argument(
        "document", metavar="DOCUMENT", nargs="*", help="only these, such as 001; all if none"
    )
    stamp.add_argument("--documents", type=_path, metavar="DIR", help="folder of the texts")
    stamp.set_defaults(handler=keep.stamp)

    export = _command(commands, "export", "Write the graph in another format.")
    export.add_argument("name", metavar="FORMAT", nargs="?", help="a format; none lists them")
    export.add_argument(
        "path", type=_path, metavar="PATH", nargs="?", help="file or folder, or - for output"
    )
    export.set_defaults(handler=keep.export)


def _remote_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    publish = _command(commands, "publish", "Put the release into a server's graph store.")
    publish.add_argument("url", metavar="URL", help="the graph store, such as Oxigraph's /store")
    publish.add_argument(
        "--file", type=_path, metavar="NQUADS", help="another file than the release"
    )
    publish.add_argument("--timeout", default=120, help="seconds per graph (default: 120)")
    publish.set_defaults(handler=remote.publish)
    for name in _REMOTE:
        command = commands.choices[name]
        command.add_argument("--endpoint", metavar="URL", help="ask a SPARQL server instead")
        command.add_argument("--timeout", default=30, help=_TIMEOUT[name in ("query", "run")])
    user = "who asks, where the server wants to know; the password: BONEKG_PASSWORD"
    for name in (*_REMOTE, "publish"):
        commands.choices[name].add_argument("--user", help=user)


def _serve_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    made = _command(commands, "serve", "Serve the graph over HTTP: SPARQL and a web API.")
    made.add_argument("--host", default="127.0.0.1", help="the address (default: 127.0.0.1)")
    made.add_argument("--port", type=int, default=7878, help="the port; 0: any (default: 7878)")
    made.add_argument(
        "--anyone", action="store_true", help="allow a --host that other machines can reach"
    )
    made.add_argument(
        "--timeout", type=float, default=30.0, help="seconds per request (default: 30)"
    )
    made.add_argument("--workers", type=int, help="processes that answer (default: one per core)")
    made.add_argument(
        "--kept", type=int, metavar="MB", help="answers kept, 0 for none (default: 64)"
    )
    made.add_argument("--file", type=_path, metavar="RDF", help="another graph than the release")
    made.set_defaults(handler=serve.serve)

    site = _command(commands, "site", "Write the explorer as a static site, for any web host.")
    site.add_argument(
        "out", type=_path, metavar="OUT", help="a folder: empty, not there, or a site before"
    )
    site.add_argument("--file", type=_path, metavar="RDF", help="another graph than the release")
    site.add_argument(
        "--documents", type=_path, metavar="DIR",
        help="show passages whole, from the texts in this folder, if they may be published",
    )  # fmt: skip
    site.set_defaults(handler=serve.site)

    mcp = _command(commands, "mcp", "Answer an assistant over the Model Context Protocol (stdio).")
    mcp.add_argument("--file", type=_path, metavar="RDF", help="another graph than the release")
    mcp.set_defaults(handler=serve.mcp, waits=True)
