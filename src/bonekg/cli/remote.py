"""Servers at the command line: where a command's graph is, and publish."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bonekg.errors import QueryError, StoreError

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph
    from bonekg.store.http import Login

__all__ = ["opened", "publish", "seconds"]

_PASSWORD = "BONEKG_PASSWORD"  # noqa: S105  # the name of a variable


def opened(given: argparse.Namespace) -> KnowledgeGraph:
    """Open the graph that a command asks: the server of --endpoint, else the package's own."""
    from bonekg.graph import connect, load

    if given.endpoint is None:
        return load()
    import warnings

    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always")
        login = _login(given.user)
        graph = connect(
            given.endpoint,
            timeout=seconds(given.timeout),
            user=login.user if login else None,
            password=login.password if login else None,
        )
    for note in notes:
        print(f"bonekg: note: {note.message}", file=sys.stderr)
    return graph


def seconds(given: str | float) -> float:
    """Give the number of seconds of --timeout.

    Raises:
        QueryError: if it is none.
    """
    try:
        found = float(given)
    except ValueError:
        found = 0.0
    if not 0 < found < 1e6:
        raise QueryError(f"--timeout takes a number of seconds above 0, not {given}")
    return found


def _login(user: str | None) -> Login | None:
    """Give the login: the password from the environment, or asked for on a terminal."""
    from bonekg.store.http import Login

    if user is None:
        return None
    password = os.environ.get(_PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            raise StoreError(f"--user needs a password: set {_PASSWORD}")
        from getpass import getpass

        password = getpass(f"Password of {user}: ")
    return Login(user, password)


def publish(given: argparse.Namespace) -> int:
    """Put the release into a server."""
    from bonekg.graph import catalogue_turtle
    from bonekg.store.publish import publish as put

    written = put(
        given.url,
        Path(given.file) if given.file else None,
        login=_login(given.user),
        timeout=seconds(given.timeout),
        told=lambda graph, triples: print(f"{graph}: {triples} triples", flush=True),
        # The catalogue asks of the release what the release has.
        examples=None if given.file else catalogue_turtle(),
    )
    print(f"{sum(written.values())} triples in {len(written)} graphs")
    return 0
