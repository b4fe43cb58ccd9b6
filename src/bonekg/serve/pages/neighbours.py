"""What stands around a term, drawn: what is said to act on it, and on what it is said to act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from bonekg.model import Claim, Thing
from bonekg.serve.pages.links import address, thing_address

__all__ = ["draw_neighbours"]

_MOST = 14  # things on each side
_ROW, _BOX, _GAP = 30, 210, 150
_WIDE = 3 * _BOX + 2 * _GAP
_SIGNS = {"raises": "↑", "lowers": "↓", "unchanged": "=", "open": "?"}  # of bearings


def draw_neighbours(term: Thing, claims: Sequence[Claim]) -> tuple[Markup, int] | None:
    """Draw a term between the things that claims relate it to; each line leads to its claims.

    Args:
        term: the term.
        claims: the claims that name it.

    Returns:
        The drawing, and how many things there was no room for; None where less than two are there.
    """
    before: dict[Thing, list[Claim]] = {}
    after: dict[Thing, list[Claim]] = {}
    for claim in claims:
        if claim.object is None or claim.object == claim.subject:
            continue
        if claim.object.id == term.id:
            before.setdefault(claim.subject, []).append(claim)
        elif claim.subject.id == term.id:
            after.setdefault(claim.object, []).append(claim)
    if len(before) + len(after) < 2:
        return None
    sides = [
        sorted(side.items(), key=lambda item: (-len(item[1]), item[0].name))
        for side in (before, after)
    ]
    left, right = (side[:_MOST] for side in sides)
    high = _ROW * max(len(left), len(right)) + 12
    middle = high / 2
    parts = [_box((_WIDE - _BOX) / 2, middle, term.name, None)]
    for side, at in ((left, 0.0), (right, _WIDE - _BOX)):
        first = middle - _ROW * (len(side) - 1) / 2
        for place, (thing, held) in enumerate(side):
            y = first + _ROW * place
            ends = (thing, term) if not at else (term, thing)
            parts.append(_line(ends, held, y, middle, at))
            parts.append(_box(at, y, thing.name, thing))
    told = f"{len(left)} things act on {term.name}, which acts on {len(right)}"
    drawn = Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="around" role="group" aria-label="{escape(told)}" width="{_WIDE}" '
        f'height="{high}" viewBox="0 0 {_WIDE} {high}">{"".join(parts)}</svg>'
    )
    return drawn, sum(map(len, sides)) - len(left) - len(right)


def _box(x: float, y: float, name: str, thing: Thing | None) -> str:
    shown = name if len(name) <= 30 else f"{name[:29]}…"
    box = (
        f'<rect x="{x:.0f}" y="{y - 12:.0f}" rx="6" width="{_BOX}" height="24" class="term"/>'
        f'<text x="{x + _BOX / 2:.0f}" y="{y + 4:.0f}" text-anchor="middle">{escape(shown)}</text>'
    )
    if thing is None:
        return f'<g class="self">{box}</g>'
    return f'<a href="{escape(thing_address(thing.id))}"><title>{escape(name)}</title>{box}</a>'


def _line(
    ends: tuple[Thing, Thing], claims: Sequence[Claim], y: float, middle: float, at: float
) -> str:
    """Draw the claims of a pair as a line: how many go which way, never summed up."""
    ways = Counter(("denied" if c.denied else c.bearing or "other") for c in claims)
    told = ", ".join(f"{count} {way}" for way, count in ways.most_common())
    short = " ".join(f"{_SIGNS.get(way, '•')}{count}" for way, count in ways.most_common())
    kind = ways.most_common(1)[0][0] if len(ways) == 1 else "mixed"
    inner, outer = ((_WIDE - _BOX) / 2, _BOX) if not at else ((_WIDE + _BOX) / 2, at)
    bend = (inner + outer) / 2
    turn = f"C{bend:.0f} {y:.0f} {bend:.0f} {middle:.0f}"
    path = f"M{outer:.0f} {y:.0f} {turn} {inner:.0f} {middle:.0f}"
    link = address("/why", subject=ends[0].name, object=ends[1].name)
    label_x, anchor = (outer - 6, "end") if at else (outer + 6, "start")
    label_y = y + 12 if y > middle else y - 4  # on the side that the line leaves
    return (
        f'<a href="{escape(link)}"><title>{escape(f"{ends[0]} → {ends[1]}: {told}")}</title>'
        f'<path d="{path}" class="edge bearing-{escape(kind)}"/>'
        f'<text x="{label_x:.0f}" y="{label_y:.0f}" text-anchor="{anchor}" '
        f'class="count bearing-{escape(kind)}">{escape(short)}</text></a>'
    )
