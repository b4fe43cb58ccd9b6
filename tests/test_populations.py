"""Populations: what makes their members is said, so that questions roll up to it."""

from __future__ import annotations

import re

import pytest

import bonekg

GRAPH = bonekg.load()
CONCERNS = """
SELECT ?name ?thing WHERE {
  ?term bkg:kindOf ?kind ; skos:prefLabel ?name ; bkg:concerns/skos:prefLabel ?thing .
  VALUES ?kind { bkg:Population bkg:Organism bkg:Exposure }
}
"""
WITH_WAY = """
SELECT ?name ?wording ?thing WHERE {
  ?way rdfs:subPropertyOf bkg:concerns ; rdfs:label ?wording .
  ?term bkg:kindOf bkg:Population ; skos:prefLabel ?name ; ?way ?what .
  ?what skos:prefLabel ?thing .
}
"""
POPULATIONS = "SELECT DISTINCT ?name { ?t bkg:kindOf bkg:Population ; skos:prefLabel ?name }"
MADE = {(str(name), str(thing)) for name, thing in GRAPH.store.select(CONCERNS)}
WAYS = {(str(who), str(way), str(what)) for who, way, what in GRAPH.store.select(WITH_WAY)}
NAMES = sorted(str(name) for (name,) in GRAPH.store.select(POPULATIONS))
# Named after what none of them has.
NOT_SO = ("people without",)


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("people with osteoporosis", "osteoporosis"),
        ("postmenopausal women with osteopenia", "osteopenia"),
        ("postmenopausal women", "menopause"),
        ("menopausal women", "menopause"),
        ("women after hip fracture", "hip fracture"),
        ("people with a fragility fracture", "osteoporotic fracture"),
        ("patients receiving glucocorticoids", "glucocorticoid treatment"),
        ("people who drink alcohol", "alcohol drinking"),
        ("people with inadequate dietary magnesium", "low magnesium intake"),
        # A mixed group: what is said of it answers questions about either.
        ("people with osteoporosis or osteopenia", "osteoporosis"),
        ("people with osteoporosis or osteopenia", "osteopenia"),
        ("mice with low oxytocin level", "low oxytocin level"),
        ("shift workers", "shift work"),
        ("smokers", "smoking"),
        ("women giving birth", "childbirth"),
        ("hibernating animal", "hibernation"),
        ("smoking cessation", "smoking"),
        ("sedentary behaviour", "physical activity"),
    ],
)
def test_what_makes_its_members_is_said(name: str, thing: str) -> None:
    assert (name, thing) in MADE


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("people without osteoporosis", "osteoporosis"),
        ("postmenopausal women without osteoporosis", "osteoporosis"),
    ],
)
def test_what_need_not_be_so_of_its_members_is_not_said(name: str, thing: str) -> None:
    assert name in NAMES
    assert (name, thing) not in MADE


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("people aiming to prevent osteoporosis", "osteoporosis"),
        ("people aiming to prevent osteopenia", "osteopenia"),
        ("people at risk of bone loss", "bone loss"),
    ],
)
def test_those_who_may_get_it_are_not_said_to_have_it(name: str, thing: str) -> None:
    ways = {way for who, way, what in WAYS if (who, what) == (name, thing)}
    assert ways == {"population at risk of"}


def test_no_population_named_after_something_is_left_out() -> None:
    assert len(NAMES) > 50
    named = [name for name in NAMES if re.search(r" (with|after|who|receiving) ", name)]
    assert len(named) > 25
    told = {name for name, _ in MADE}
    assert [name for name in named if name not in told and not name.startswith(NOT_SO)] == []
