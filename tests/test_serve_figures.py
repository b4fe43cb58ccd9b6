"""Figures drawn: as they are stated, each kind with a mark of its own, none guessed."""

from __future__ import annotations

import re
from typing import Any

import pytest

import bonekg
from bonekg.model import Claim, Effect
from bonekg.serve.pages.figures import KINDS, Figures, Point, figures
from bonekg.serve.pages.plots import draw_along_dose, draw_beside, draw_mark


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def trial(kg: bonekg.KnowledgeGraph) -> list[Claim]:
    """Two doses against placebo, as a document tells them, and a claim without a figure."""
    return [kg.claim(key) for key in ("001-069", "001-070", "001-064")]


def test_figures_are_those_of_the_claims_and_of_the_study(
    kg: bonekg.KnowledgeGraph, trial: list[Claim]
) -> None:
    (held,) = figures(kg, trial)
    own = {p.key: (p.value, p.kind, p.amount) for p in held.points if not p.study}
    assert own == {
        "001-069": (0.5, "unstated", (1.0, "mg per day")),
        "001-070": (2.3, "unstated", (3.0, "mg per day")),
    }
    said = {s.id.partition(":")[2]: s.result for s in kg.reader.study_claims()}
    for point in (p for p in held.points if p.study):
        result = said[point.key]
        assert result is not None
        assert (point.value, point.low, point.high) == (result.value, result.low, result.high)
    kinds = {p.key: p.kind for p in held.points if p.study}
    assert kinds["amstrup-2015-1-mg"] == "insignificant"
    assert kinds["amstrup-2015-3-mg"] == "significant"
    assert (held.signed, held.unit, list(held.without)) == (True, "%", ["001-064"])


def test_one_figure_is_no_drawing(kg: bonekg.KnowledgeGraph, trial: list[Claim]) -> None:
    bare = [claim._replace(source_report=None) for claim in trial]
    assert len(figures(kg, bare)) == 1
    assert figures(kg, bare[1:]) == []
    assert figures(kg, []) == []


@pytest.mark.parametrize(
    ("bearing", "denied", "significance", "kind", "value"),
    [
        ("raises", False, "significant", "significant", 2.3),
        ("raises", False, "not significant", "insignificant", 2.3),
        ("raises", False, None, "unstated", 2.3),
        ("lowers", False, None, "unstated", -2.3),
        ("unchanged", False, None, "null", 2.3),
        ("raises", True, "significant", "denied", 2.3),
    ],
)
def test_each_kind_is_told_apart(
    kg: bonekg.KnowledgeGraph, trial: list[Claim], bearing: str, denied: bool,
    significance: str | None, kind: str, value: float,
) -> None:  # fmt: skip
    effect = trial[1].effect
    assert isinstance(effect, Effect)
    changed = trial[1]._replace(
        bearing=bearing, denied=denied, source_report=None,
        effect=effect._replace(significance=significance),
    )  # fmt: skip
    (held,) = figures(kg, [changed, trial[0]._replace(source_report=None)])
    assert (held.points[0].kind, held.points[0].value) == (kind, value)


def test_every_kind_has_a_mark_of_its_own() -> None:
    marks = [re.sub(r'class="[^"]*"', "", draw_mark(kind)) for kind in KINDS]
    filled = {"significant", "unstated"}  # one shape, full and empty
    assert len(set(marks)) == len(KINDS) - len(filled) + 1
    assert all(f"mark {kind}" in draw_mark(kind) for kind in KINDS)


def _point(**changes: Any) -> Point:
    plain = Point("a-1", "/claim/a-1", False, "gas", "unstated", 1.0, None, None, "1 %", "", None)
    return plain._replace(**changes)


def test_intervals_and_ranges_stand_where_they_are_stated() -> None:
    points = (_point(low=0.5, high=1.5), _point(value=None, low=2.0, high=3.0), _point(value=0.0))
    drawn = draw_beside(Figures("lift", "%", True, points, {}))
    lines = re.findall(r'<line x1="([\d.]+)" x2="([\d.]+)"[^>]*class="interval"', drawn)
    assert len(lines) == 2
    left, right = ([float(end) for end in line] for line in lines)
    scale = right[1] - right[0]
    assert left[1] - left[0] == pytest.approx(scale, abs=0.2)
    assert right[0] - left[0] == pytest.approx(1.5 * scale, abs=0.2)
    assert drawn.count('class="mark') == 2  # a range has no middle
    assert drawn.count('class="zero"') == 1
    assert 'role="group"' in drawn
    assert "lift: 3 figures" in drawn


def test_a_bare_number_has_no_line_of_no_effect() -> None:
    drawn = draw_beside(Figures("lift", "", False, (_point(value=0.8), _point(value=2.0)), {}))
    assert 'class="zero"' not in drawn


def test_doses_are_drawn_only_where_two_of_one_unit_differ() -> None:
    def drawn(*amounts: tuple[float, str] | None) -> str | None:
        points = tuple(_point(amount=amount) for amount in amounts)
        return draw_along_dose(Figures("lift", "%", True, points, {}))

    assert drawn((1.0, "mg"), None) is None
    assert drawn((1.0, "mg"), (1.0, "mg")) is None
    assert drawn((1.0, "mg"), (2.0, "drops")) is None
    made = drawn((1.0, "mg"), (3.0, "mg"))
    assert made is not None
    assert "dose, mg" in made


def test_texts_are_no_markup() -> None:
    nasty = _point(key="<b>", subject='"><script>', said="<i>", address='/claim/"x')
    drawn = draw_beside(Figures("<u>", "%", True, (nasty, nasty), {}))
    assert not re.search(r"<(?:b|i|u|script)>", drawn)
    assert 'href="/claim/&quot;x"' in drawn
