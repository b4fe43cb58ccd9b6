"""The figures that claims and studies state, as points of a drawing: as stated, none guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bonekg.answers.wording import dose_words, effect_words
from bonekg.model import Claim, Dose, Effect, Result, StudyClaim
from bonekg.serve.pages.links import thing_address

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["KINDS", "Figures", "Point", "figures"]

# What a mark stands for; each has a shape of its own.
KINDS = {
    "significant": "called significant",
    "unstated": "significance not stated",
    "insignificant": "not significant",
    "null": "no difference is said",
    "denied": "denied",
}
_SIGNIFICANCE = {"significant": "significant", "not significant": "insignificant"}
_NO_CHANGE, _LESS = "unchanged", "lowers"  # bearings
_PERCENT = "%"


class Point(NamedTuple):
    """A figure that somebody states.

    Attributes:
        key: what it is called.
        address: its page.
        study: whether the study says it itself, not a document.
        subject: what acts.
        kind: one of `KINDS`.
        value: the number, less than nothing where it is a decrease in percent; None for a range.
        low: the lower end of the interval or range, if one is stated.
        high: the upper end.
        said: the effect in words.
        dose: the dose in words.
        amount: the dose's number and what it counts, if it has one.
    """

    key: str
    address: str
    study: bool
    subject: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    said: str
    dose: str
    amount: tuple[float, str] | None


class Figures(NamedTuple):
    """The figures of one outcome in one unit.

    Attributes:
        outcome: what they are of.
        unit: in which unit, in words; empty for a bare number.
        signed: whether nothing is no effect; of a bare number that is not known.
        points: the figures, two or more.
        without: the claims of the same outcome that state none: key → how its effect is said.
    """

    outcome: str
    unit: str
    signed: bool
    points: tuple[Point, ...]
    without: dict[str, str]


def figures(graph: KnowledgeGraph, claims: Sequence[Claim]) -> list[Figures]:
    """Collect the figures of claims, and what the studies behind them state themselves.

    Args:
        graph: the graph.
        claims: the claims.

    Returns:
        For each outcome and unit with two figures or more, these; the most figures first.
    """
    groups: dict[tuple[str, str], list[Point]] = {}
    without: dict[str, dict[str, str]] = {}
    for claim in claims:
        point = _of_claim(graph, claim)
        outcome = claim.object_name or ""
        if point is None or claim.effect is None:
            without.setdefault(outcome, {})[claim.id] = (
                effect_words(graph.library, claim.effect) or ""
            )
        else:
            groups.setdefault((outcome, claim.effect.unit or ""), []).append(point)
    for told in _of_studies(graph, claims):
        point = _of_study(graph, told)
        if point is not None and told.result is not None:
            groups.setdefault((told.object.name, told.result.unit or ""), []).append(point)
    units = graph.library.units
    return [
        Figures(
            outcome, units[unit].many if unit in units and unit != "1" else "", unit == _PERCENT,
            tuple(points), without.get(outcome, {}),
        )
        for (outcome, unit), points in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))
        if len(points) > 1
    ]  # fmt: skip


def _of_studies(graph: KnowledgeGraph, claims: Iterable[Claim]) -> list[StudyClaim]:
    """Give what studies state of the claims, by the checks of these."""
    keys = [claim.id for claim in claims if claim.source_report]
    if not keys:
        return []
    checks = graph.reader.source_checks_of(keys)
    wanted = {key for check in checks for key in check.against if ".study-claim:" in key}
    return graph.reader.study_claims(sorted(wanted)) if wanted else []


def _of_claim(graph: KnowledgeGraph, claim: Claim) -> Point | None:
    effect = claim.effect
    if effect is None or not _numbered(effect):
        return None
    kind = "denied" if claim.denied else _kind(claim.bearing, effect.significance)
    value, low, high = _placed(effect, claim.bearing)
    return Point(
        claim.id, f"/claim/{claim.id}", False, claim.subject.name, kind, value, low, high,
        effect_words(graph.library, effect, claim.comparator) or "",
        dose_words(graph.library, claim.dose) or "", _amount(graph, claim.dose),
    )  # fmt: skip


def _of_study(graph: KnowledgeGraph, told: StudyClaim) -> Point | None:
    result = told.result
    if result is None or not (_numbered(result) or result.low is not None):
        return None
    value, low, high = _placed(result, told.bearing)
    ends = (result.low, result.high)
    if None not in ends:
        low, high = ends
    return Point(
        told.id.partition(":")[2], thing_address(told.id), True, told.subject.name,
        _kind(told.bearing, result.significance), value, low, high, told.told or told.states,
        dose_words(graph.library, told.dose) or "", _amount(graph, told.dose),
    )  # fmt: skip


def _numbered(effect: Effect | Result) -> bool:
    return effect.value is not None or (effect.min is not None and effect.max is not None)


def _kind(bearing: str | None, significance: str | None) -> str:
    if bearing == _NO_CHANGE:
        return "null"
    return _SIGNIFICANCE.get(significance or "", "unstated")


def _placed(
    effect: Effect | Result, bearing: str | None
) -> tuple[float | None, float | None, float | None]:
    """Give where a figure stands: a decrease in percent below nothing, all else as it is stated."""
    sign = -1 if bearing == _LESS and effect.unit == _PERCENT else 1
    low, high = effect.min, effect.max
    if low is not None and high is not None:
        low, high = sorted((sign * low, sign * high))
    else:
        low = high = None
    return (None if effect.value is None else sign * effect.value), low, high


def _amount(graph: KnowledgeGraph, dose: Dose | None) -> tuple[float, str] | None:
    if dose is None or dose.value is None:
        return None
    known = graph.library.units.get(dose.unit or "")
    period = graph.library.units.get(dose.per or "")
    unit = known.many if known else dose.unit or ""
    return dose.value * (dose.times or 1), f"{unit} per {period.one}" if period else unit
