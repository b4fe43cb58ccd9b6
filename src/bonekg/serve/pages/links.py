"""Addresses of pages, and texts whose keys and commands become links to them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Container
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from bonekg.catalogue.queries import load_catalogue

__all__ = ["address", "linked", "thing_address"]

_KEY = r"(?<![\w.-])\d{3}-\d{3}(?![\w-])"
_COMMAND = r"bonekg (?:why|paths|show|claims|run|find) (?:'[^']*'|\"[^\"]*\"|[\w.:/+-])+(?: (?:'[^']*'|\"[^\"]*\"|--?[\w-]+|[\w.:/+-]+))*"  # noqa: E501
_LINKED = re.compile(f'(?P<command>{_COMMAND})|(?P<key>{_KEY})|(?P<url>https?://[^\\s)\\]>,;"]+)')


def address(path: str, **values: Any) -> str:
    """Give the address of a page.

    Args:
        path: its path.
        values: its parameters; those that are None are left out.

    Examples:
        >>> address("/why", subject="melatonin", object="hip BMD", site=None)
        '/why?subject=melatonin&object=hip+BMD'
    """
    given = {name: value for name, value in values.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def thing_address(curie: str) -> str:
    """Give the address of the page of a thing.

    Args:
        curie: its CURIE.

    Examples:
        >>> thing_address("CHEBI:16796"), thing_address("bkg.study:amstrup-2015")
        ('/term/CHEBI:16796', '/study/amstrup-2015')
    """
    prefix, _, rest = curie.partition(":")
    family = prefix.removeprefix("bkg.")
    if prefix != family and family in ("claim", "conflict", "document", "study"):
        return f"/{family}/{quote(rest)}"
    return f"/term/{quote(curie, safe=':')}"


def linked(text: str, claims: Container[str]) -> Markup:
    """Write a text as HTML, with links where it names a claim, a command or an address.

    Args:
        text: the text.
        claims: the keys of all claims; the pages of a journal may look like one.

    Examples:
        >>> linked("001-070 & more: bonekg why wine bone", {"001-070"})
        Markup('<a href="/claim/001-070">001-070</a> &amp; more: \
<a href="/why?subject=wine&amp;object=bone">wine → bone</a>')
    """
    made, at = [], 0
    for match in _LINKED.finditer(text):
        made += [escape(text[at : match.start()]), _link(match, claims)]
        at = match.end()
    return Markup("".join([*made, escape(text[at:])]))  # noqa: S704  # every part is escaped


def _link(match: re.Match[str], claims: Container[str]) -> str:
    text = match[0]
    if match["key"]:
        return f'<a href="/claim/{text}">{text}</a>' if text in claims else text
    if match["url"]:
        return f'<a href="{escape(text)}" rel="noreferrer">{escape(text)}</a>'
    try:
        target, shown = _of_command(shlex.split(text)[1:])
    except (ValueError, IndexError):
        return escape(text)
    return f'<a href="{escape(target)}">{escape(shown)}</a>'


def _of_command(words: list[str]) -> tuple[str, str]:
    """Give the page that shows what a command prints, and what to call it."""
    command, *rest = words
    if command in ("why", "paths"):
        names = ("subject", "object") if command == "why" else ("a", "b")
        return address(f"/{command}", **dict(zip(names, rest[:2], strict=True))), " → ".join(
            rest[:2]
        )
    if command == "show":
        return address("/show", thing=rest[0]), rest[0]
    if command == "find":
        return address("/search", q=rest[0]), rest[0]
    options = rest[1:] if command == "run" else rest
    values = dict(zip([o.lstrip("-") for o in options[::2]], options[1::2], strict=True))
    told = ", ".join(values.values())
    if command == "run":
        if rest[0] not in load_catalogue():
            raise ValueError(rest[0])
        return address(f"/catalogue/{rest[0]}", **values), f"{rest[0]}: {told}"
    return address("/claims", **values), f"claims: {told}"
