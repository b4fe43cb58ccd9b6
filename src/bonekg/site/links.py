"""Links of a page: read, and led to files of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

__all__ = ["lead", "links_of"]

# The templates write attributes in double quotes only, and escape them in texts.
_LINK = re.compile(r'(?<=[\s])(href|src|action)="([^"]*)"')


def links_of(page: str) -> Iterator[str]:
    """Give the addresses within the application that a page names.

    Examples:
        >>> list(links_of('<a href="/why?a=1&amp;b=2">x</a> <a href="https://example.org/">y</a>'))
        ['/why?a=1&b=2']
    """
    for _, found in _LINK.findall(page):
        if found.startswith("/"):
            yield unescape(found)


def lead(page: str, to: Callable[[str], str]) -> str:
    """Give a page with its links within the application led elsewhere.

    Args:
        page: HTML.
        to: an address of the application → where it leads.

    Examples:
        >>> lead('<a href="/claims">x</a> <a href="#y">y</a>', lambda address: "../claims.html")
        '<a href="../claims.html">x</a> <a href="#y">y</a>'
    """

    def led(match: re.Match[str]) -> str:
        name, found = match.groups()
        if not found.startswith("/"):
            return match[0]
        return f'{name}="{escape(to(unescape(found)))}"'

    return _LINK.sub(led, page)
