"""The application asked within this process, as a server would hand requests to it."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from bonekg.serve.problems import Reply

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["visit"]


async def visit(app: Starlette, address: str, accept: str = "text/html") -> Reply:
    """Ask for an address.

    Args:
        app: the application, whose lifespan has begun.
        address: path and query.
        accept: the form that is wanted.

    Returns:
        What was answered, its headers' names in small letters.
    """
    parts = urlsplit(address)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", b"site"), (b"accept", accept.encode())],
        "client": ("site", 0),
        "server": ("site", 80),
    }
    asked = False
    got: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # this client does not go away
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        got.append(message)

    await app(scope, receive, send)
    headers = tuple((n.decode().lower(), v.decode("latin-1")) for n, v in got[0]["headers"])
    body = b"".join(message.get("body", b"") for message in got[1:])
    return Reply(got[0]["status"], dict(headers)["content-type"], body, headers)
