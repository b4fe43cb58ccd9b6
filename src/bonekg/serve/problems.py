"""Errors as answers: an HTTP status, and what went wrong as JSON (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from bonekg import errors

__all__ = ["PROBLEM", "Reply", "Stop", "problem", "reply_to"]

PROBLEM = "application/problem+json"

# The first class that an error is of decides.
_STATUS: tuple[tuple[type[errors.BoneKGError], int, str | None], ...] = (
    (errors.QueryTimeoutError, 504, "seconds"),
    (errors.QueryMemoryError, 503, "memory"),
    (errors.ResultTooLargeError, 503, "result"),
    (errors.UnknownQueryError, 404, None),
    (errors.UnknownTermError, 404, None),
    (errors.QueryError, 400, None),
    (errors.TermError, 400, None),
    (errors.ExportError, 400, None),
)
_TITLES = {
    400: "Bad request",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    408: "Request timeout",
    413: "Content too large",
    415: "Unsupported media type",
    500: "Internal server error",
    503: "Service unavailable",
    504: "Gateway timeout",
}


class Reply(NamedTuple):
    """What is answered.

    Attributes:
        status: the HTTP status.
        kind: the content type.
        body: all of the content.
        headers: further headers.
    """

    status: int
    kind: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Stop(Exception):  # noqa: N818  # it carries an answer; not every one is an error
    """A request ends here, with an answer.

    Args:
        reply: the answer.
    """

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply.status)


def problem(
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    limit: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    carried: Mapping[str, Any] | None = None,
) -> Reply:
    """Make an answer of what went wrong.

    Args:
        status: the HTTP status.
        detail: what was wrong, and what to do.
        kind: the name of the error's class.
        limit: the name of the limit that was passed.
        headers: further headers.
        carried: further members.

    Examples:
        >>> problem(413, "too much", limit="body").body
        b'{"type": "about:blank", "title": "Content too large", "status": 413, \
"detail": "too much", "limit": "body"}'
    """
    told = {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": detail}
    told |= {"error": kind} if kind else {}
    told |= {"limit": limit} if limit else {}
    told |= {name: value for name, value in (carried or {}).items() if name not in told}
    return Reply(status, PROBLEM, json.dumps(told, ensure_ascii=False).encode(), headers)


def reply_to(error: errors.BoneKGError) -> Reply:
    """Make an answer of an error, with the values that it carries."""
    kind = type(error).__name__
    for of, status, limit in _STATUS:
        if isinstance(error, of):
            carried = {
                name: value
                for name, value in vars(error).items()
                if isinstance(value, str | int | float | list)
            }
            return problem(status, str(error), kind=kind, limit=limit, carried=carried)
    return problem(500, str(error), kind=kind)
