"""Which form a client gets, by its `Accept` header or by the name of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["GRAPH_MEDIA", "RESULT_MEDIA", "choose", "content_type"]

# The first is given where a client has no wish.
RESULT_MEDIA = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/json",
    "application/xml",
    "text/xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPH_MEDIA = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
    "text/n3",
)
_QUALITY = re.compile(r";\s*q\s*=\s*([^;,\s]+)\s*$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """Choose the form that a client likes best.

    Args:
        accept: its `Accept` header; None or empty for no wish.
        offers: the media types that there are, the best first.

    Returns:
        One of the offers; None if it takes none of them.

    Examples:
        >>> choose("text/csv;q=0.5, application/xml", RESULT_MEDIA)
        'application/xml'
        >>> choose("image/png", RESULT_MEDIA) is None
        True
    """
    if not accept or not accept.strip():
        return offers[0]
    wishes = [_wish(part) for part in accept.split(",") if part.strip()]
    best, liked = None, 0.0
    for offer in offers:
        quality = _quality(offer, wishes)
        if quality > liked:
            best, liked = offer, quality
    return best


def _wish(part: str) -> tuple[str, float]:
    found = _QUALITY.search(part)
    try:
        quality = float(found[1]) if found else 1.0
    except ValueError:
        quality = 0.0
    return part.split(";")[0].strip().lower(), min(quality, 1.0)


def _quality(offer: str, wishes: Sequence[tuple[str, float]]) -> float:
    """Give how much an offer is liked: the most exact wish that it fits counts."""
    ranges = {f"{offer.split('/')[0]}/*": 1, offer: 2, "*/*": 0}
    fits = [(ranges[kind], quality) for kind, quality in wishes if kind in ranges]
    return max(fits)[1] if fits else 0.0


def content_type(media: str) -> str:
    """Give the header for a form: text has its character set with it.

    Examples:
        >>> content_type("text/csv")
        'text/csv; charset=utf-8'
    """
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
