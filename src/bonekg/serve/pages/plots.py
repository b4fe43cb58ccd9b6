"""Figures drawn in SVG on the server: side by side with their intervals, and along the dose."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from bonekg.answers.wording import number
from bonekg.serve.pages.figures import KINDS, Figures, Point

__all__ = ["draw_along_dose", "draw_beside", "draw_mark"]

_NAMES, _WIDE, _SAID, _ROW = 300, 380, 150, 26
_HIGH = 220


def draw_mark(kind: str) -> Markup:
    """Draw the mark of a kind alone, for the legend.

    Args:
        kind: one of `KINDS`.
    """
    return Markup(  # noqa: S704  # numbers and names of ours
        f'<svg class="plot mark" width="18" height="16" viewBox="0 0 18 16" aria-hidden="true">'
        f"{_mark(9, 8, kind, False)}</svg>"
    )


def draw_beside(held: Figures) -> Markup:
    """Draw figures below each other on one axis, each with its interval where one is stated.

    Args:
        held: the figures.
    """
    ends = [n for p in held.points for n in (p.value, p.low, p.high) if n is not None]
    to, ticks = _axis([*ends, 0.0] if held.signed else ends, _NAMES, _WIDE)
    bottom = _ROW * len(held.points) + 8
    parts = [_grid(to, ticks, 4, bottom, held.signed)]
    parts += [
        f'<text x="{to(tick):.0f}" y="{bottom + 16}" text-anchor="middle" class="tick">'
        f"{number(tick)}</text>"
        for tick in ticks
    ]
    parts += [_row(point, to, _ROW * at + 17) for at, point in enumerate(held.points)]
    unit = held.unit or "a bare number, as it is stated"
    parts.append(
        f'<text x="{_NAMES + _WIDE / 2:.0f}" y="{bottom + 34}" text-anchor="middle" class="tick">'
        f"{escape(unit)}</text>"
    )
    told = f"{held.outcome}: {len(held.points)} figures, {unit}"
    return _svg(parts, told, _NAMES + _WIDE + _SAID, bottom + 42)


def draw_along_dose(held: Figures) -> Markup | None:
    """Draw figures along the dose that they are of.

    Args:
        held: the figures.

    Returns:
        The drawing; None unless two figures are of different doses of one unit.
    """
    units: dict[str, list[tuple[float, Point]]] = {}
    for point in held.points:
        if point.amount is not None and point.value is not None:
            units.setdefault(point.amount[1], []).append((point.amount[0], point))
    fits = [(unit, dosed) for unit, dosed in units.items() if len({dose for dose, _ in dosed}) > 1]
    if not fits:
        return None
    unit, dosed = max(fits, key=lambda item: len(item[1]))
    across, doses = _axis([0.0, *(dose for dose, _ in dosed)], 60, 420)
    values = [n for _, p in dosed for n in (p.value, p.low, p.high) if n is not None]
    up, ticks = _axis([*values, 0.0] if held.signed else values, 0, _HIGH - 20)

    def down(value: float) -> float:
        return _HIGH - up(value)

    parts = [
        f'<line x1="60" x2="480" y1="{down(t):.1f}" y2="{down(t):.1f}" '
        f'class="{"zero" if held.signed and not t else "grid"}"/>'
        f'<text x="52" y="{down(t) + 4:.1f}" text-anchor="end" class="tick">{number(t)}</text>'
        for t in ticks
    ]
    parts += [
        f'<text x="{across(d):.1f}" y="{_HIGH + 18}" text-anchor="middle" class="tick">'
        f"{number(d)}</text>"
        for d in doses
    ]
    for dose, point in dosed:
        x = across(dose)
        parts.append(f'<a href="{escape(point.address)}"><title>{escape(_told(point))}</title>')
        if point.low is not None and point.high is not None:
            ends = f'y1="{down(point.low):.1f}" y2="{down(point.high):.1f}"'
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" {ends} class="interval"/>')
        y = down(point.value or 0.0)
        name_at = f'x="{x + 12:.1f}" y="{y + (16 if point.study else -8):.1f}"'
        parts.append(
            f'{_mark(x, y, point.kind, point.study)}<text {name_at} class="name">'
            f"{escape(point.key)}</text></a>"
        )
    parts.append(
        f'<text x="270" y="{_HIGH + 36}" text-anchor="middle" class="tick">'
        f"dose, {escape(unit)}</text>"
        f'<text x="4" y="10" class="tick">{escape(held.unit)}</text>'
    )
    told = f"{held.outcome} by dose: {len(dosed)} figures, doses in {unit}"
    return _svg(parts, told, 620, _HIGH + 44)


def _svg(parts: Sequence[str], told: str, wide: int, high: int) -> Markup:
    return Markup(  # noqa: S704  # every text in it is escaped
        f'<svg class="plot" role="group" aria-label="{escape(told)}" width="{wide}" '
        f'height="{high}" viewBox="0 0 {wide} {high}">{"".join(parts)}</svg>'
    )


def _row(point: Point, to: Callable[[float], float], y: int) -> str:
    name = f"{point.key}  {point.dose or point.subject}"
    shown = name if len(name) <= 42 else f"{name[:41]}…"
    made = [
        f'<a href="{escape(point.address)}"><title>{escape(_told(point))}</title>'
        f'<text x="0" y="{y + 4}" class="name{" study" if point.study else ""}">'
        f"{escape(shown)}</text>"
    ]
    if point.low is not None and point.high is not None:
        made.append(
            f'<line x1="{to(point.low):.1f}" x2="{to(point.high):.1f}" y1="{y}" y2="{y}" '
            f'class="interval"/>'
        )
    if point.value is not None:
        made.append(_mark(to(point.value), y, point.kind, point.study))
    said = _numbers(point)
    made.append(
        f'<text x="{_NAMES + _WIDE + 14}" y="{y + 4}" class="said">{escape(said)}</text></a>'
    )
    return "".join(made)


def _numbers(point: Point) -> str:
    told = "" if point.value is None else number(point.value)
    if point.low is not None and point.high is not None:
        told = f"{told} ({number(point.low)} to {number(point.high)})".strip()
    return told.replace("-", "−")


def _told(point: Point) -> str:
    who = "the study itself" if point.study else "the document"
    dose = f", {point.dose}" if point.dose else ""
    return f"{point.key}, {who}: {point.subject}{dose}: {point.said}; {KINDS[point.kind]}"


def _mark(x: float, y: float, kind: str, study: bool) -> str:
    """Draw a mark: the shape says the kind; a study's own is smaller, so that both can be seen."""
    of = f"mark {kind}{' study' if study else ''}"
    half = 3.5 if study else 6
    if kind in ("significant", "unstated"):
        return (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" '
            f'height="{2 * half}" class="{of}"/>'
        )
    if kind == "insignificant":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half}" class="{of}"/>'
    strokes = {
        "null": f"M{x - half:.1f} {y - 2.5:.1f} h{2 * half} m{-2 * half} 5 h{2 * half}",
        "denied": f"M{x - half:.1f} {y - half:.1f} l{2 * half} {2 * half} "
        f"m0 {-2 * half} l{-2 * half} {2 * half}",
    }
    return f'<path d="{strokes[kind]}" class="{of}"/>'


def _grid(
    to: Callable[[float], float], ticks: Sequence[float], top: int, bottom: int, signed: bool
) -> str:
    return "".join(
        f'<line x1="{to(tick):.1f}" x2="{to(tick):.1f}" y1="{top}" y2="{bottom}" '
        f'class="{"zero" if signed and not tick else "grid"}"/>'
        for tick in ticks
    )


def _axis(
    values: Sequence[float], start: float, length: float
) -> tuple[Callable[[float], float], list[float]]:
    """Lay values along an axis: value → place, and round values to mark on it.

    Examples:
        >>> place, ticks = _axis([0.0, 2.3], 0, 100)
        >>> ticks, place(2.5)
        ([0.0, 0.5, 1.0, 1.5, 2.0, 2.5], 100.0)
    """
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    ticks = [round(at * step, 10) for at in range(first, last + 1)]

    def place(value: float) -> float:
        return start + length * (value - ticks[0]) / (ticks[-1] - ticks[0])

    return place, ticks
