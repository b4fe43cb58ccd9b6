"""Each study once on a page, what repeats it folded, and as many as the answers count."""

from __future__ import annotations

import re
from html import unescape

import pytest

import bonekg
from bonekg.answers.sides import Side
from bonekg.answers.works import Work
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.serve.pages.cards import of_voice
from bonekg.serve.pages.groups import Group, grouped
from bonekg.serve.pages.site import Site
from harbour_studies import GROUPS, studied_harbour

_ASKED = [("subject", "gas"), ("object", "lift")]


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    tree = studied_harbour(tmp_path_factory.mktemp("harbour"))
    folder = write_release(build(tree.sources), tmp_path_factory.mktemp("release"))
    return bonekg.load(folder / "bonekg.nq")


@pytest.fixture(scope="module")
def side(kg: bonekg.KnowledgeGraph) -> Side:
    return kg.why("gas", "lift").sides["for"]


def side_of(page: str, name: str) -> str:
    """The HTML of a side of a page."""
    _, _, rest = page.partition(f'data-side="{name}">')
    return rest.partition('<section class="side ')[0]


def number(group: Group) -> set[int]:
    return {int(card.claim.id[-3:]) for card in (group.first, *group.rest)}


def test_claims_are_grouped_by_the_study_behind_them(side: Side) -> None:
    groups = grouped(of_voice(side.voices))
    with_works = [({work.name for work in g.works}, number(g)) for g in groups if g.works]
    assert sorted(with_works, key=str) == sorted(GROUPS, key=str)
    assert all(not group.rest for group in groups if not group.works)
    told = [card.claim.id for group in groups for card in (group.first, *group.rest)]
    assert sorted(told) == sorted(claim.id for claim in side.claims)


def test_groups_keep_the_order_of_their_first_claims(side: Side) -> None:
    order = [claim.id for claim in side.claims]
    firsts = [order.index(group.first.claim.id) for group in grouped(of_voice(side.voices))]
    assert firsts == sorted(firsts)
    for group in grouped(of_voice(side.voices)):
        held = [order.index(card.claim.id) for card in (group.first, *group.rest)]
        assert held == sorted(held)


def test_the_page_has_as_many_studies_as_the_answer_counts(
    side: Side, kg: bonekg.KnowledgeGraph
) -> None:
    shown = side_of(Site(kg).page("why", "", _ASKED).body.decode(), "for")
    assert unescape(shown).count(f'<p class="facts">{side.told}</p>') == 1
    assert len(set(re.findall(r'data-work="([^"]*)"', shown))) == side.backing.studies == 3
    assert shown.count("<article") == side.backing.claims == len(side.voices)
    assert shown.count('<section class="study">') == len(GROUPS)


def test_what_repeats_a_study_is_folded_and_does_not_name_it_again(
    kg: bonekg.KnowledgeGraph,
) -> None:
    body = Site(kg).page("why", "", _ASKED).body.decode()
    rows = re.findall(r'<section class="study">(.*?)</section>', body, re.DOTALL)
    (ten,) = [row for row in rows if "pond-017" in row]
    first, _, folded = ten.partition('<details class="folded">')
    assert re.findall(r'<h4><a href="/claim/([^"]*)"', first) == ["pond-017"]
    assert re.findall(r'<h4><a href="/claim/([^"]*)"', folded) == ["pond-002", "pond-018"]
    assert "2 more from it" in folded
    for row in rows:
        assert row.count("(n = 10)") == 0  # the chain of sources ends before the study
        assert row.count("n = 10") == row.count('data-work="bkg.study:ten-airships"')


def test_marks_are_named_over_a_claim_that_has_them_all_else_with_it(
    kg: bonekg.KnowledgeGraph,
) -> None:
    body = Site(kg).page("why", "", _ASKED).body.decode()
    rows = re.findall(r'<section class="study">(.*?)</section>', body, re.DOTALL)
    (twelve,) = [row for row in rows if "pond-020" in row]
    assert twelve.count("reference 9") == 1
    card = of_voice(kg.why("gas", "lift").sides["for"].voices)[0]
    mark = Work("mark", "reference 8", "", study=False, listed=False)
    group = Group((*card.works, mark), card, ())
    assert not group.cited(card)
    assert group.cited(card._replace(works=group.works))


def test_a_term_and_a_conflict_have_the_same_rows(kg: bonekg.KnowledgeGraph) -> None:
    term = Site(kg).page("term", "bkg:Gas", []).body.decode()
    rows = re.findall(r'<section class="study">(.*?)</section>', term, re.DOTALL)
    assert sum("pond-017" in row for row in rows) == 1
    conflict = Site(kg).page("conflict", "wet-or-dry", []).body.decode()
    assert len(re.findall(r'data-work="bkg.study:ten-airships"', conflict)) == 1
    assert "in conflict" not in conflict


@pytest.mark.parametrize("pair", [("gas", "lift"), ("balm", "lift"), ("gas", "hum")])
def test_a_count_is_the_same_on_every_page(
    pair: tuple[str, str], kg: bonekg.KnowledgeGraph
) -> None:
    """In the answer, in its text, as JSON, and on the page."""
    answer = kg.why(*pair)
    asked = list(zip(("subject", "object"), pair, strict=True))
    body = unescape(Site(kg).page("why", "", asked).body.decode())
    for name, side in answer.sides.items():
        if side.voices:
            assert side.told in answer.to_text()
            assert body.count(f">{side.told}</p>") >= 1
            told = answer.as_dict()["sides"][name]
            assert told["claims"] is not None
            assert told["studies"] == side.backing.studies
            groups = grouped(of_voice(side.voices))
            assert len({work for group in groups for work in group.works}) == told["studies"]
