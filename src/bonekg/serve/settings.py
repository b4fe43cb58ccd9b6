"""What a server allows: where it listens, and its limits, each with its name."""

from __future__ import annotations

import os
from typing import NamedTuple

from bonekg.errors import ServeError

__all__ = ["LOOPBACK", "Settings", "check_settings"]

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Settings(NamedTuple):
    """What a server allows.

    Attributes:
        host: the address that it listens on.
        port: the port; 0 for any that is free.
        anyone: whether an address that other machines reach is meant.
        seconds: the time that one request may take.
        workers: processes that answer short requests.
        long: requests at a time that take longer than `quick`, in processes of their own.
        quick: seconds after which a request is a long one, if it had a processor for half of them.
        waiting: requests that may wait for a worker, in all.
        per_client: requests that one client may have open at a time.
        body: bytes of a request.
        result: bytes of an answer.
        kept: bytes of answers that are kept in all; 0 to have each made anew.
        slow: seconds that a client may take to send a request, or to take up a piece of an answer.
        connections: connections at a time.
    """

    host: str = "127.0.0.1"
    port: int = 7878
    anyone: bool = False
    seconds: float = 30.0
    workers: int = max(2, min(8, os.cpu_count() or 2))
    long: int = 4
    quick: float = 0.1
    waiting: int = 1024
    per_client: int = 512
    body: int = 1 << 20
    result: int = 64 << 20
    kept: int = 64 << 20
    slow: float = 15.0
    connections: int = 4096


def check_settings(settings: Settings) -> None:
    """Refuse settings that make no sense, or that open the server to others unasked.

    Args:
        settings: what is wanted.

    Raises:
        ServeError: if a number is out of bounds, or other machines would reach the server and
            nobody has said that they may.

    Examples:
        >>> check_settings(Settings())
        >>> check_settings(Settings(host="0.0.0.0"))
        Traceback (most recent call last):
        ...
        bonekg.errors.ServeError: 0.0.0.0 is no address of this machine alone: everyone who can \
reach it could ask anything, without a password and without encryption; say --anyone if that is \
meant, and put a server with TLS in front
    """
    if not hasattr(os, "fork"):
        raise ServeError("serve needs a system with fork, such as Linux or macOS")
    if settings.host not in LOOPBACK and not settings.anyone:
        raise ServeError(
            f"{settings.host} is no address of this machine alone: everyone who can reach it could "
            "ask anything, without a password and without encryption; say --anyone if that is "
            "meant, and put a server with TLS in front"
        )
    if not 0 <= settings.port <= 65535:
        raise ServeError(f"--port takes a number from 0 to 65535, not {settings.port}")
    if settings.workers < 1:
        raise ServeError(f"--workers takes a number from 1, not {settings.workers}")
    if settings.kept < 0:
        raise ServeError(f"kept takes a number of bytes from 0, not {settings.kept}")
    if not 0 < settings.seconds < 1e6:
        raise ServeError(f"--timeout takes a number of seconds above 0, not {settings.seconds}")
