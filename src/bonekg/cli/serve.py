"""The graph for browsers and other programs at the command line: serve, site, mcp."""

from __future__ import annotations

import argparse
from pathlib import Path

from bonekg.errors import ServeError, SiteError

__all__ = ["mcp", "serve", "site"]


def serve(given: argparse.Namespace) -> int:
    """Serve the graph until the process is told to end."""
    from bonekg.graph import load

    try:
        from bonekg.serve.settings import Settings
        from bonekg.serve.starting import serve as start
    except ImportError as error:
        raise ServeError(
            f'{error.name} is not installed; pip install "bonekg[serve]" installs what serve needs'
        ) from error

    settings = Settings(
        host=given.host,
        port=given.port,
        anyone=given.anyone,
        seconds=given.timeout,
        workers=given.workers or Settings().workers,
        kept=Settings().kept if given.kept is None else given.kept << 20,
    )
    start(load(given.file), settings, lambda address: print(f"bonekg: {address}", flush=True))
    return 0


def site(given: argparse.Namespace) -> int:
    """Write the explorer as a static site."""
    from bonekg.graph import load

    try:
        from bonekg.site.writing import write_site
    except ImportError as error:
        raise SiteError(
            f'{error.name} is not installed; pip install "bonekg[serve]" installs what site needs'
        ) from error

    graph = load(given.file)
    if given.documents is not None:
        graph.keep_texts(given.documents)
    made = write_site(graph, Path(given.out))
    told = f"{made.pages} pages, {made.files} files, {made.size / 1e6:.0f} MB"
    print(f"{told} written to {given.out}")
    if made.lost:
        some = ", ".join(made.lost[:3])
        print(f"{len(made.lost)} addresses that pages name give an error: {some}, …")
    return 0


def mcp(given: argparse.Namespace) -> int:
    """Answer an assistant on standard input and output until it ends."""
    from bonekg.graph import load

    try:
        from bonekg.mcp.server import serve as start
    except ImportError as error:
        raise ServeError(
            f'{error.name} is not installed; pip install "bonekg[mcp]" installs what mcp needs'
        ) from error

    start(lambda: load(given.file))
    return 0
