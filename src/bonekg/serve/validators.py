"""Replies that a client may keep: each has a validator; who has one already is told so."""

from __future__ import annotations

import hashlib

from bonekg.serve.exchange import Scope, header
from bonekg.serve.problems import Reply

__all__ = ["unless_held", "with_validator"]

_ASK_AGAIN = ("cache-control", "no-cache")  # keep it, and ask whether it still holds
_VALIDATOR = "etag"


def with_validator(reply: Reply) -> Reply:
    """Give a reply with its `ETag`, a digest of its body: whatever changes that changes it.

    Args:
        reply: one that was fine; others are given as they are.

    Examples:
        >>> with_validator(Reply(200, "text/plain", b"true")).headers
        (('etag', '"b30ee95ec6cda01eb712d912431fe867"'), ('cache-control', 'no-cache'))
    """
    if reply.status != 200:
        return reply
    digest = hashlib.blake2b(reply.body, digest_size=16).hexdigest()
    own = [(_VALIDATOR, f'"{digest}"')]
    if not any(name == "cache-control" for name, _ in reply.headers):
        own.append(_ASK_AGAIN)
    return reply._replace(headers=(*reply.headers, *own))


def unless_held(scope: Scope, reply: Reply) -> Reply:
    """Give a reply, or only that it still holds (304), where the client says that it has it.

    Args:
        scope: the request.
        reply: the answer to it.
    """
    asked = header(scope, b"if-none-match")
    if asked is None or reply.status != 200 or scope["method"] not in ("GET", "HEAD"):
        return reply
    tag = next((value for name, value in reply.headers if name == _VALIDATOR), None)
    if tag is None:
        return reply
    held = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return Reply(304, "", b"", reply.headers) if held & {tag, "*"} else reply
