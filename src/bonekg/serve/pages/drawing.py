"""Drawings in SVG, made on the server: paths, and where in a document its claims stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from markupsafe import Markup

from bonekg.answers.path_lines import key, relation
from bonekg.model import Claim
from bonekg.paths.search import Path
from bonekg.rdf import compact
from bonekg.serve.pages.links import thing_address

__all__ = ["draw_path", "draw_places"]

_LETTER = 7.2  # the width of a letter, about
_HIGH = 64
_LEAST = 110  # of an arrow


def _text(x: float, y: float, text: str, kind: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" text-anchor="middle">{escape(text)}</text>'
    )


def draw_path(names: Mapping[str, str], path: Path) -> Markup:
    """Draw a path from left to right: a box for each term, an arrow with its sign for each hop.

    Args:
        names: IRI → name, of all that the path meets.
        path: the path.
    """
    parts: list[str] = []
    x = 2.0
    first = path.hops[0].subject
    x = _box(parts, x, names[first], first)
    for hop in path.hops:
        said = relation(names, hop)
        said = said if len(said) <= 34 else f"{said[:33]}…"
        stated = "step" if hop.link is None else "known" if not hop.link.stated else "stated"
        claims = [] if hop.link is None else [key(g.id) for g in hop.link.grounds if g.stated]
        ground = "" if hop.link is None else _grounds(hop.sign, claims)
        wide = max(_LEAST, len(said) * 6.4 + 24, len(ground) * 6.4 + 24)
        middle, end = x + wide / 2, x + wide
        arrow = (
            f'<line x1="{x:.0f}" y1="32" x2="{end - 9:.0f}" y2="32" class="hop {stated}"/>'
            f'<path d="M{end - 9:.0f} 27 L{end:.0f} 32 L{end - 9:.0f} 37 Z" class="head"/>'
            + _text(middle, 24, said, "said")
            + _text(middle, 50, ground, "sign")
        )
        parts.append(f'<a href="/claim/{claims[0]}">{arrow}</a>' if claims else arrow)
        x = _box(parts, end, names[hop.object], hop.object)
    told = " → ".join([names[first], *(names[hop.object] for hop in path.hops)])
    return Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="path" role="group" aria-label="{escape(told)}" width="{x + 2:.0f}" '
        f'height="{_HIGH}" viewBox="0 0 {x + 2:.0f} {_HIGH}">{"".join(parts)}</svg>'
    )


def _grounds(sign: str, claims: Sequence[str]) -> str:
    """Tell a hop's sign and the first of its claims; without claims it is background."""
    if not claims:
        return f"[{sign}] background"
    rest = f" and {len(claims) - 2} more" if len(claims) > 2 else ""
    return f"[{sign}] {', '.join(claims[:2])}{rest}"


def _box(parts: list[str], x: float, name: str, iri: str) -> float:
    wide = len(name) * _LETTER + 20
    parts.append(
        f'<a href="{escape(thing_address(compact(iri)))}"><rect x="{x:.0f}" y="18" rx="6" '
        f'width="{wide:.0f}" height="28" class="term"/>{_text(x + wide / 2, 37, name, "name")}</a>'
    )
    return x + wide


def draw_places(claims: Sequence[Claim], characters: int) -> Markup:
    """Draw where in a document its claims stand, each a mark that leads to it.

    Args:
        claims: the claims of the document.
        characters: its length.
    """
    marks = "".join(
        f'<a href="/claim/{claim.id}"><title>{claim.id}: {escape(claim.states)}</title>'
        f'<rect x="{1000 * claim.start / characters:.1f}" y="0" height="28" '
        f'width="{max(2.0, 1000 * (claim.end - claim.start) / characters):.1f}" '
        f'class="place bearing-{escape(claim.bearing or "none")}"/></a>'
        for claim in claims
    )
    told = f"{len(claims)} claims along {characters:,} characters"
    return Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="places" role="group" aria-label="{told}" viewBox="0 0 1000 28" '
        f'preserveAspectRatio="none">{marks}</svg>'
    )
