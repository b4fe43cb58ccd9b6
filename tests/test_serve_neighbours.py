"""The drawing around a term: each pair that claims relate is a line, none is summed up."""

from __future__ import annotations

import html
import re

import pytest

import bonekg
from bonekg.model import Thing
from bonekg.serve.pages.neighbours import draw_neighbours


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def test_lines_are_the_pairs_of_the_claims(kg: bonekg.KnowledgeGraph) -> None:
    everything = [c for c in kg.claims() if c.object is not None and c.object != c.subject]
    tried = 0
    for own in dict.fromkeys(c.subject for c in everything):
        claims = [c for c in everything if own in (c.subject, c.object)]
        made = draw_neighbours(own, claims)
        pairs = {(c.subject.name, str(c.object)) for c in claims}
        assert (made is None) == (len(pairs) < 2)
        if made is None or made[1]:
            continue
        titles = re.findall(r"<title>([^<]* → [^<]*): ([^<:]*)</title>", made[0])
        assert {tuple(html.unescape(pair).split(" → ")) for pair, _ in titles} == pairs
        ways = [int(way.split()[0]) for _, told in titles for way in told.split(", ")]
        assert sum(ways) == len(claims)
        tried += 1
    assert tried > 50


def test_denials_and_both_ways_stand_side_by_side(kg: bonekg.KnowledgeGraph) -> None:
    claim = next(c for c in kg.claims() if c.bearing == "raises" and c.object is not None)
    assert claim.object is not None
    other = claim._replace(object=Thing("bkg:Other", "<other>"))
    changed = [claim, claim._replace(bearing="lowers"), claim._replace(denied=True), other]
    made = draw_neighbours(claim.subject, changed)
    assert made is not None
    assert "1 raises, 1 lowers, 1 denied" in made[0]
    assert "&lt;other&gt;" in made[0]
    assert "<other>" not in made[0]


def test_one_neighbour_is_no_drawing(kg: bonekg.KnowledgeGraph) -> None:
    claim = next(c for c in kg.claims() if c.object is not None)
    assert draw_neighbours(claim.subject, [claim]) is None


def test_what_has_no_room_is_counted(kg: bonekg.KnowledgeGraph) -> None:
    claim = next(c for c in kg.claims() if c.object is not None)
    many = [claim._replace(object=Thing(f"bkg:N{n}", f"thing {n}")) for n in range(20)]
    made = draw_neighbours(claim.subject, many)
    assert made is not None
    assert made[1] == 6
