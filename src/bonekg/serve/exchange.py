"""Requests read and answers sent, each within its limits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from bonekg.serve.pool import Receive
from bonekg.serve.problems import Reply, Stop, problem

__all__ = [
    "Fields",
    "Message",
    "Scope",
    "Send",
    "header",
    "parse_fields",
    "read_body",
    "send_reply",
]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Fields = list[tuple[str, str]]

_MOST_FIELDS = 100
_PIECE = 1 << 18  # bytes that are handed to the network at a time
_ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"*"),
    (b"vary", b"accept, accept-encoding"),
    (b"x-content-type-options", b"nosniff"),
)


def header(scope: Scope, name: bytes) -> str | None:
    """Give a header of a request; several of one name are joined by commas."""
    found = [value for key, value in scope["headers"] if key == name]
    return b", ".join(found).decode("latin-1") if found else None


def parse_fields(data: bytes) -> Fields:
    """Read the fields of a query string or a form.

    Args:
        data: percent-encoded UTF-8.

    Raises:
        Stop: if it is no UTF-8, or has too many fields.

    Examples:
        >>> parse_fields(b"query=ASK+%7B%7D&query=")
        [('query', 'ASK {}'), ('query', '')]
    """
    try:
        return parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise Stop(problem(400, "the parameters are not percent-encoded UTF-8")) from None
    except ValueError:
        raise Stop(problem(400, f"more than {_MOST_FIELDS} parameters are given")) from None


async def read_body(scope: Scope, receive: Receive, most: int, seconds: float) -> bytes:
    """Read the body of a request.

    Args:
        scope: the request.
        receive: gives its parts.
        most: bytes that it may have.
        seconds: the time that the client may take to send it.

    Raises:
        Stop: if it is too large, as soon as that is known, or comes too slowly.
    """
    declared = header(scope, b"content-length")
    if declared is not None and declared.isdigit() and int(declared) > most:
        raise Stop(_too_large(most))
    if header(scope, b"content-encoding") not in (None, "identity"):
        raise Stop(problem(415, "a compressed body is not taken; send it as it is"))
    got = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Stop(problem(400, "the request ended early"))
                got += message.get("body", b"")
                if len(got) > most:
                    raise Stop(_too_large(most))
                if not message.get("more_body", False):
                    return bytes(got)
    except TimeoutError:
        detail = f"the request was not sent within {seconds:g} s"
        raise Stop(problem(408, detail, limit="slow", headers=_CLOSE)) from None


_CLOSE = (("connection", "close"),)


def _too_large(most: int) -> Reply:
    detail = f"the request has more than {most:,} bytes; ask in parts"
    return problem(413, detail, limit="body", headers=_CLOSE)


async def send_reply(send: Send, reply: Reply, seconds: float) -> None:
    """Send an answer, whose length is known before its first byte.

    Args:
        send: takes its parts.
        reply: the answer.
        seconds: the time that the client may take for each part.

    Raises:
        TimeoutError: if the client does not take it up.
    """
    headers = [
        *_ALWAYS,
        *((name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers),
    ]
    if reply.status != 304:
        headers.append((b"content-type", reply.kind.encode("latin-1")))
        headers.append((b"content-length", b"%d" % len(reply.body)))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    if len(reply.body) <= _PIECE:
        await send({"type": "http.response.body", "body": reply.body})
        return
    for start in range(0, len(reply.body), _PIECE):
        piece = reply.body[start : start + _PIECE]
        more = start + _PIECE < len(reply.body)
        async with asyncio.timeout(seconds):
            await send({"type": "http.response.body", "body": piece, "more_body": more})
