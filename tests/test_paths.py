"""Paths: signs and limits by law, rules by case in an invented world, and what the graph gives."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bonekg
from bonekg.answers.path_lines import weakest
from bonekg.answers.paths import Paths
from bonekg.paths.network import Network
from bonekg.paths.search import Path as Found
from bonekg.paths.search import product, search
from bonekg.store.rows import Rows
from pond_world import graph, says

SIGNS = st.lists(st.sampled_from("+-"), min_size=1, max_size=6)


@cache
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def ways(found: Paths) -> list[tuple[str, list[str]]]:
    """Give each path as its sign and the names of its terms."""
    return [(path.sign, [found.names[term] for term in path.terms]) for path in found.paths]


def keys(grounds: Any) -> list[str]:
    return [ground.id.rpartition("/")[2] for ground in grounds]


@given(SIGNS)
def test_a_product_does_not_depend_on_the_order_and_plus_is_neutral(signs: list[str]) -> None:
    assert product(signs) == product(signs[::-1]) == product([*signs, "+"])
    assert product([product(signs[:1]), *signs[1:]]) == product(signs)


@given(SIGNS)
def test_turning_one_hop_turns_the_product(signs: list[str]) -> None:
    turned = [{"+": "-", "-": "+"}[signs[0]], *signs[1:]]
    assert product(turned) != product(signs)


@given(SIGNS, st.sampled_from("?±"))
def test_one_hop_without_a_sign_leaves_the_product_without_one(signs: list[str], odd: str) -> None:
    assert product([*signs, odd]) == odd
    assert product([*signs, "±", "?"]) == "?"


# What a textbook of bone biology says, and what the documents say, each read apart from the code.
EXPECTED = [
    ("melatonin", "bone resorption", "-"),
    ("melatonin", "bone mineral density", "+"),
    ("melatonin", "fracture", "-"),
    ("vitamin D", "fracture", "-"),
    ("vitamin D", "calcium absorption", "+"),
    ("PTH", "osteoclast", "+"),
    ("PTH", "bone resorption", "+"),
    ("magnesium", "osteoblast", "+"),
    ("magnesium", "calcium absorption", "+"),
    ("magnesium", "bone mineral density", "+"),
    ("magnesium deficiency", "osteoporosis", "+"),
    ("sclerostin", "bone formation", "-"),
    ("RANKL", "bone resorption", "+"),
    ("RANKL", "bone mineral density", "-"),
    ("osteoprotegerin", "osteoclast", "-"),
    ("denosumab", "bone resorption", "-"),
    ("zoledronic acid", "bone resorption", "-"),
    ("alendronic acid", "bone resorption", "-"),
    ("raloxifene", "bone mineral density", "+"),
    ("estrogen", "bone mineral density", "+"),
    ("estrogen", "bone resorption", "-"),
    ("estrogen decline", "fracture", "+"),
    ("calcitonin", "bone resorption", "-"),
    ("calcium", "PTH", "-"),
    ("FGF23", "calcitriol", "-"),
    ("smoking", "bone formation", "-"),
    ("exercise", "bone formation", "+"),
    ("aging", "bone formation", "-"),
    ("vitamin K", "bone mineralization", "+"),
    ("tumor necrosis factor", "bone resorption", "+"),
]


@pytest.mark.parametrize(("a", "b", "sign"), EXPECTED, ids=lambda value: str(value))
def test_the_best_signed_path_has_the_sign_that_bone_biology_gives(
    a: str, b: str, sign: str
) -> None:
    found = kg().paths(a, b)
    counted = [path for path in found.paths if path not in found.counter]
    assert found.paths[: len(counted)] == tuple(counted)  # counter paths stand last
    signed = [path.sign for path in counted if path.sign in "+-"]
    assert signed
    assert signed[0] == sign
    assert found.mixed or set(signed) == {sign}


@pytest.mark.parametrize(
    ("a", "b"), [("osteocalcin", "bone mineralization"), ("osteocyte", "bone remodeling")]
)
def test_what_is_only_said_to_regulate_has_no_sign(a: str, b: str) -> None:
    best = kg().paths(a, b).paths[0]
    assert best.sign == "?"
    assert best.links[0].kind == "unsigned"


_BUSIEST = """
SELECT ?term (COUNT(DISTINCT ?claim) AS ?n) {
  ?claim a bkg:Claim ; bkg:subject|bkg:object ?term . ?term bkg:kindOf bkg:Entity
} GROUP BY ?term ORDER BY DESC(?n) ?term LIMIT 16
"""


def test_every_path_of_a_sample_of_the_busiest_terms_keeps_the_rules() -> None:
    """Every twenty-fifth pair, so that the time stays short."""
    assert all_keep_the_rules(busiest_pairs()[::25]) > 20


@pytest.mark.slow
def test_every_path_of_the_busiest_terms_keeps_the_rules() -> None:
    assert all_keep_the_rules(busiest_pairs()) > 300


def busiest_pairs() -> list[tuple[str, str]]:
    terms = [str(term) for term, _ in kg().store.select(_BUSIEST)]
    return [(a, b) for a in terms for b in terms if a != b]


def all_keep_the_rules(pairs: list[tuple[str, str]]) -> int:
    seen = 0
    for a, b in pairs:
        found = kg().paths(a, b, limit=30)
        # of equal rank, different ways come first
        ranks = [path.rank[:3] for path in found.paths if path.direct]
        assert ranks == sorted(ranks)
        for path in found.paths:
            seen += 1
            keeps_the_rules(path, a, b)
    return seen


def keeps_the_rules(path: Found, a: str, b: str) -> None:
    assert (path.terms[0], path.terms[-1]) == (a, b)
    assert len(set(path.terms)) == len(path.terms)
    assert all(
        one.object == two.subject for one, two in zip(path.hops, path.hops[1:], strict=False)
    )
    assert 1 <= len(path.links) <= 4
    assert path.sign == product([hop.sign for hop in path.hops])
    for number, link in enumerate(path.links):
        assert link.grounds
        assert not any(g.denied or g.sign in ("0", "open") for g in link.grounds)
        # A claim under a condition stands alone; a background relation may end a path.
        last, alone = number == len(path.links) - 1, len(path.links) == 1
        assert not link.bound or alone or (last and not link.stated)
        assert link.sign != "±" or number == len(path.links) - 1
    people = {frozenset(link.populations) for link in path.links if link.populations}
    assert bool(people) == bool(path.populations)


def test_a_substance_found_along_with_a_process_leads_nowhere() -> None:
    """Resorption goes with calcium in the blood; estrogen does not drive osteoclasts that way."""
    found = ways(kg().paths("estrogen", "osteoclast", limit=50))
    assert found[0][0] == "-"
    through = {name for sign, names in found if sign == "+" for name in names}
    assert not through & {"calcium", "blood calcium level", "bone resorption"}


@pytest.mark.parametrize("a", ["calcitriol", "vitamin D receptor", "CYP27B1", "vitamin D"])
def test_a_loop_of_feedback_turns_no_sign(a: str) -> None:
    """The enzyme that breaks calcitriol down keeps it in bounds; calcium is still absorbed."""
    assert "-" not in kg().paths(a, "calcium absorption", limit=50).signs


def test_a_loop_is_not_gone_through(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | slime", kind="mechanism"),
            says("slime | decreases | kelp", kind="mechanism"),
            says("kelp | increases | brine", kind="mechanism"),
            says("kelp | increases | shell growth", kind="mechanism"),
        ],
    )
    assert [path.sign for path in made.paths("brine", "kelp").paths] == ["-"]
    assert not made.paths("brine", "shell growth").paths


def test_stated_outranks_composed_and_association_comes_last(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell growth", kind="mechanism"),
            says("shell growth | increases | shell thickness"),
            says("brine | associated with higher | shell thickness", kind="association"),
            says("brine | decreases | shell wear", kind="mechanism"),
            says("shell wear | associated with lower | shell thickness", kind="association"),
        ],
    )
    found = made.paths("brine", "shell thickness")
    assert ways(found) == [
        ("+", ["brine", "shell thickness"]),
        ("+", ["brine", "shell growth", "shell thickness"]),
        ("+", ["brine", "shell wear", "shell thickness"]),
    ]
    assert [path.association for path in found.paths] == [True, False, True]
    assert weakest(found.paths[2]).kind == "association"
    assert any("says nothing of cause" in warning for warning in found.warnings)


def test_the_fall_of_a_level_that_goes_down_is_gone_through(tmp_path: Path) -> None:
    claims = [
        says("brine | associated with lower | slime level", kind="association"),
        says("kelp | associated with higher | slime level", kind="association"),
        says("slime decline | decreases | shell thickness"),
    ]
    made = graph(tmp_path, claims)
    fall = ["brine", "slime level", "slime decline", "shell thickness"]
    assert ways(made.paths("brine", "shell thickness")) == [("-", fall)]
    assert not made.paths("kelp", "shell thickness").paths


def test_the_documents_words_stand_before_background_and_what_is_composed_of_both(
    tmp_path: Path,
) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell growth", kind="mechanism"),
            says("shell growth | increases | shell thickness"),
            says("brine | increases | slime", kind="mechanism"),
        ],
        ["brine | increases | shell thickness", "slime | increases | shell thickness"],
    )
    assert [path.tier for path in made.paths("brine", "shell thickness").paths] == [2, 3, 5]


def test_what_opposes_all_that_is_stated_is_marked_and_stands_last(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell growth", kind="mechanism"),
            says("shell growth | increases | shell thickness"),
        ],
        ["brine | increases | slime", "slime | decreases | shell thickness"],
    )
    found = made.paths("brine", "shell thickness")
    assert [found.contradicts(path) for path in found.paths] == [False, True]
    assert "AGAINST WHAT IS STATED, which has the sign +" in str(found)
    assert found.as_dict()["paths"][1]["against_what_is_stated"] is True


def test_a_way_by_a_sister_is_told_with_the_path(tmp_path: Path) -> None:
    told = [
        end
        for signal in ("foot signal", "siphon signal", "kelp")
        for end in (f"brine | increases | {signal}", f"{signal} | increases | shell thickness")
    ]
    found = graph(tmp_path, [says("brine | increases | slime")], told).paths(
        "brine", "shell thickness"
    )
    assert [names[1] for _, names in ways(found)] == ["foot signal", "kelp"]
    assert list(found.variants.values()) == [("siphon signal",)]
    assert "also by way of siphon signal" in str(found)


def test_a_hop_on_which_claims_disagree_is_marked_and_ends_its_path(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell growth", kind="mechanism"),
            says("brine | decreases | shell growth", kind="mechanism"),
            says("shell growth | increases | shell thickness"),
        ],
    )
    found = made.paths("brine", "shell growth")
    assert [path.sign for path in found.paths] == ["±"]
    assert found.mixed
    assert "CLAIMS DISAGREE" in str(found)
    assert not made.paths("brine", "shell thickness").paths


def test_opposite_paths_are_warned_of(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell growth", kind="mechanism"),
            says("shell growth | increases | shell thickness"),
            says("brine | increases | shell wear", kind="mechanism"),
            says("shell wear | decreases | shell thickness"),
        ],
    )
    found = made.paths("brine", "shell thickness")
    assert found.signs == {"+": 1, "-": 1}
    assert found.mixed
    assert not made.paths("brine", "shell growth").mixed


def test_what_denies_and_what_asks_is_told_but_never_used(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell growth", kind="mechanism", certainty="hedged"),
            says("brine | has no effect on | shell growth", kind="mechanism"),
            says("brine | increases | shell growth", kind="mechanism", polarity="denied"),
            says("brine | increases | shell growth", kind="open question", certainty="question"),
            says("brine | decreases | shell wear", kind="open question", certainty="question"),
        ],
    )
    found = made.paths("brine", "shell growth")
    (link,) = found.paths[0].links
    assert keys(link.grounds) == ["pond-001"]
    assert "hedged" in str(found)
    assert keys(link.against) == ["pond-002", "pond-003"]
    assert [claim.id for claim in found.asked] == ["pond-004"]
    assert [claim.id for claim in found.against] == ["pond-002", "pond-003"]
    nothing = made.paths("brine", "shell wear")
    assert not nothing.paths
    assert "pond-005" in " ".join(nothing.warnings)


def test_two_populations_are_not_put_in_a_row_but_the_narrower_is_carried(tmp_path: Path) -> None:
    claims = [
        says("brine | increases | slime", kind="mechanism", population="old snails"),
        says("slime | increases | shell growth", kind="mechanism", population="mussels"),
        says("slime | decreases | shell wear", kind="mechanism", population="snails"),
    ]
    made = graph(tmp_path, claims)
    assert not made.paths("brine", "shell growth").paths
    found = made.paths("brine", "shell wear")
    (path,), path_names = found.paths, found.names
    assert {path_names[group] for group in path.populations} == {"old snails"}
    assert "holds, if at all, in: old snails" in str(made.paths("brine", "shell wear"))


def test_a_combination_is_not_its_component(tmp_path: Path) -> None:
    made = graph(tmp_path, [says("brine with kelp | increases | shell thickness")])
    for part in ("brine", "kelp"):
        found = made.paths(part, "shell thickness")
        assert not found.paths
        assert "brine with kelp" in found.apart
    assert made.paths("brine with kelp", "shell thickness").paths[0].sign == "+"


def test_too_much_is_a_thing_of_its_own_and_a_u_shape_is_not_gone_through(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("kelp deficiency | impairs | shell growth", kind="mechanism"),
            says("kelp excess | impairs | shell growth", kind="mechanism"),
            says("kelp | increases | shell thickness"),
            says("heavy kelp intake | decreases | shell thickness"),
            says("brine | increases | kelp", kind="mechanism"),
        ],
    )
    across = made.paths("brine", "shell thickness")
    assert not across.paths
    assert [across.names[bend.term] for bend in across.bends] == ["kelp"]
    assert made.paths("brine", "kelp").paths[0].sign == "+"
    found = made.paths("kelp supplementation", "shell thickness")
    assert not found.paths
    (bend,) = found.bends
    assert made.paths("kelp supplementation", "shell thickness", longest=1).bends == (bend,)
    assert (bend.lack[0][-8:], bend.excess[0][-8:]) == ("pond-001", "pond-002")
    plain = made.paths("kelp", "shell thickness")
    assert [path.sign for path in plain.paths] == ["+"]
    assert plain.apart == ("brine with kelp", "heavy kelp intake", "kelp excess")
    (turned,) = made.paths("kelp", "shell growth").paths
    assert (turned.sign, turned.turned) == ("+", True)


def test_what_is_said_of_one_dose_only_is_shown_but_not_composed(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("slime | inhibits | shell growth", kind="mechanism",
                 condition="at pharmacological concentrations"),
            says("shell growth | increases | shell thickness"),
            says("brine | increases | slime", kind="mechanism"),
            says("slime | decreases | shell wear", kind="mechanism",
                 context="even at high levels of brine"),
        ],
    )  # fmt: skip
    found = made.paths("slime", "shell growth")
    assert found.paths[0].links[0].bound
    assert "only at pharmacological concentrations" in str(found)
    assert not made.paths("slime", "shell thickness").paths
    assert not made.paths("brine", "shell growth").paths
    assert made.paths("brine", "shell wear").paths


def test_roll_up_steps_are_shown_and_can_be_left_out(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell gland cell activity", kind="mechanism"),
            says("brine | increases | slime level", kind="effect"),
            says("slime signaling | decreases | shell wear", kind="mechanism"),
            says("brine | prevents | rim crack"),
        ],
        ["shell gland cell | increases | shell growth"],
    )
    cell = ["brine", "shell gland cell activity", "shell gland cell", "shell growth"]
    assert ways(made.paths("brine", "shell growth")) == [("+", cell)]
    wear = ["brine", "slime level", "slime", "slime signaling", "shell wear"]
    assert ways(made.paths("brine", "shell wear")) == [("-", wear)]
    crack = ["brine", "rim crack", "shell crack"]
    assert ways(made.paths("brine", "shell crack")) == [("-", crack)]
    assert not made.paths("brine", "shell growth", steps=False).paths
    assert not made.paths("brine", "shell growth", background=False).paths
    assert not made.paths("brine", "shell growth", stated=False).paths
    assert made.paths("shell gland cell", "shell growth", stated=False).paths[0].stated is False


def test_a_need_has_a_sign_but_is_marked(tmp_path: Path) -> None:
    made = graph(tmp_path, [says("brine | required for | shell growth", kind="requirement")])
    found = made.paths("brine", "shell growth")
    assert [path.sign for path in found.paths] == ["+"]
    assert "needed: its lack lowers" in str(found)


def test_a_cell_does_not_stand_for_what_it_makes(tmp_path: Path) -> None:
    """That cells die, work or are fewer says nothing of how much of one product there is."""
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell gland cell activity", kind="mechanism"),
            says("kelp | decreases | shell gland cell", kind="mechanism"),
            says("shell gland cell | produces | slime", kind="mechanism"),
            says("shell gland cell | increases | shell growth", kind="mechanism"),
        ],
    )
    assert ways(made.paths("shell gland cell", "slime")) == [("+", ["shell gland cell", "slime"])]
    assert not made.paths("shell gland cell activity", "slime").paths
    assert not made.paths("brine", "slime").paths
    assert not made.paths("kelp", "slime").paths
    assert made.paths("brine", "shell growth").paths[0].sign == "+"
    assert made.paths("kelp", "shell growth").paths[0].sign == "-"


def test_a_known_relation_under_a_condition_ends_a_path_and_is_told_with_it(
    tmp_path: Path,
) -> None:
    """What a document says under a condition stays out; see the test of doses."""
    made = graph(
        tmp_path,
        [says("kelp intake | increases | rim thickness")],
        [
            "brine | decreases | shell wear",
            {**says("shell wear | increases | slime level"), "condition": "in still water"},
            "slime level | increases | shell crack",
        ],
    )
    found = made.paths("brine", "slime level")
    assert ways(found) == [("-", ["brine", "shell wear", "slime level"])]
    assert found.paths[0].tier == 8
    assert "seen: in still water" in str(found)
    assert "only in still water" in made.paths("brine", "slime level").to_markdown(full=True)
    assert not made.paths("brine", "shell crack").paths
    assert not made.paths("shell wear", "shell crack").paths


def test_what_is_known_of_a_thing_is_known_of_its_signal(tmp_path: Path) -> None:
    """A way by the counter-regulation is told after the effect itself and does not count."""
    made = graph(
        tmp_path,
        [says("kelp intake | increases | rim thickness")],
        [
            "kelp | required for | slime signaling",
            "slime | decreases | brine",
            "slime signaling | inhibits | signal",
            "signal | decreases | brine",
        ],
    )
    found = made.paths("kelp", "brine")
    assert found.signs == {"-": 1}
    assert [path.sign for path in found.paths] == ["-", "+"]
    assert found.counter == {found.paths[1]}
    assert not found.mixed


def test_what_holds_a_process_back_does_what_its_failing_does(tmp_path: Path) -> None:
    claims = [
        says("brine | inhibits | shell growth", kind="mechanism"),
        says("signal | increases | shell growth", kind="mechanism"),
        says("stunted shell growth | causes | shell crack"),
    ]
    made = graph(tmp_path, claims)
    found = made.paths("brine", "shell crack")
    way = ["brine", "shell growth", "stunted shell growth", "shell crack"]
    assert ways(found) == [("+", way)]
    assert not made.paths("signal", "shell crack").paths


def test_a_way_through_what_documents_say_the_other_way_round_of_does_not_count(
    tmp_path: Path,
) -> None:
    """Of brine and slime sources disagree, while the document says that it lowers."""
    known = ["brine | increases | signal", "signal | increases | slime"]
    known += ["slime | increases | shell growth"]
    claims = [says("brine | decreases | slime", kind="mechanism")]
    made = graph(tmp_path, claims, [*known, "brine | increases | slime"])
    found = made.paths("brine", "shell growth")
    assert ways(found) == [("+", ["brine", "signal", "slime", "shell growth"])]
    assert found.counter == {found.paths[0]}
    link = made.paths("brine", "slime").paths[0]
    assert link.sign == "±"
    assert "CLAIM AND BACKGROUND DISAGREE" in str(made.paths("brine", "slime"))


@pytest.mark.parametrize(
    ("said", "end", "counts"),
    [
        ("siphon signal | increases | shell growth", "shell growth", False),
        ("siphon signal | decreases | shell growth", "shell growth", True),
        ("foot signal | increases | mantle repair", "mantle", False),
        ("foot signal | decreases | mantle repair", "mantle", True),
    ],
)
def test_a_way_against_all_that_documents_say_of_kinds_of_its_first_term_does_not_count(
    tmp_path: Path, said: str, end: str, counts: bool
) -> None:
    """The first step passes over kinds; of a part of the body the aspects tell how it fares."""
    known = ["signal | increases | slime", f"slime | decreases | {end}"]
    made = graph(tmp_path, [says(said, kind="mechanism")], known)
    found = made.paths("left foot signal", end)
    way = ("-", ["left foot signal", "signal", "slime", end])
    assert way in ways(found)
    assert (found.paths[ways(found).index(way)] not in found.counter) == counts
    alone = made.paths("left foot signal", end, steps=False)
    assert not alone.paths


@pytest.mark.parametrize(("predicate", "found"), [("treats", 0), ("decreases", 1)])
def test_what_a_lack_is_treated_with_is_not_said_to_raise_the_thing(
    tmp_path: Path, predicate: str, found: int
) -> None:
    made = graph(tmp_path, [says(f"brine | {predicate} | kelp deficiency")])
    assert len(made.paths("brine", "kelp deficiency").paths) == 1
    assert len(made.paths("brine", "kelp").paths) == found


def test_a_path_upon_a_part_of_the_body_ends_at_how_it_fares_where_no_other_leads_to_it(
    tmp_path: Path,
) -> None:
    claims = [
        says("brine | increases | slime", kind="mechanism"),
        says("slime | decreases | mantle repair", kind="mechanism"),
    ]
    made = graph(tmp_path, claims)
    found = made.paths("brine", "mantle")
    assert ways(found) == [("-", ["brine", "slime", "mantle repair", "mantle"])]
    assert found.paths[0].hops[-1].how == "tells how it fares"
    assert not made.paths("brine", "mantle", steps=False).paths
    more = [*claims, says("slime | decreases | mantle", kind="mechanism")]
    found = graph(tmp_path / "more", more).paths("brine", "mantle")
    assert ways(found) == [("-", ["brine", "slime", "mantle"])]


def test_kinds_of_which_documents_say_both_make_nothing_known(tmp_path: Path) -> None:
    claims = [
        says("siphon signal | increases | shell growth", kind="mechanism"),
        says("foot signal | decreases | shell growth", kind="mechanism"),
    ]
    made = graph(tmp_path, claims, ["signal | increases | slime", "slime | decreases | shell wear"])
    assert not made.paths("signal", "shell wear").counter
    more = ["signal | increases | slime", "slime | decreases | shell growth"]
    assert not graph(tmp_path / "more", claims, more).paths("signal", "shell growth").counter


def test_one_known_effect_of_which_sources_disagree_stands_before_what_is_composed(
    tmp_path: Path,
) -> None:
    made = graph(
        tmp_path,
        [says("kelp intake | increases | rim thickness")],
        [
            {**says("brine | increases | slime"), "condition": "in spring"},
            {**says("brine | decreases | slime"), "condition": "in autumn"},
            "brine | increases | signal",
            "signal | decreases | slime",
        ],
    )
    found = made.paths("brine", "slime")
    assert [path.sign for path in found.paths] == ["±", "-"]
    assert found.mixed


def test_what_brings_about_an_excess_raises_and_what_answers_it_does_not_count(
    tmp_path: Path,
) -> None:
    made = graph(
        tmp_path,
        [says("brine | causes | kelp excess", kind="effect")],
        ["kelp excess | increases | signal", "signal | decreases | kelp"],
    )
    found = made.paths("brine", "kelp")
    assert ways(found) == [
        ("+", ["brine", "kelp excess", "kelp"]),
        ("-", ["brine", "kelp excess", "signal", "kelp"]),
    ]
    assert found.counter == {found.paths[1]}
    assert not made.paths("kelp excess", "shell growth").paths


def test_a_path_from_a_lack_does_not_come_back_to_the_thing(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [says("kelp intake | increases | rim thickness")],
        [
            "slime decline | decreases | brine",
            "brine | decreases | slime level",
            "slime | increases | shell growth",
            "brine | increases | signal",
            "signal | increases | shell growth",
        ],
    )
    found = made.paths("slime decline", "shell growth")
    assert found.signs == {"-": 1}
    assert not any("slime level" in names for _, names in ways(found))


def test_the_state_of_a_thing_leads_to_no_disease_of_it(tmp_path: Path) -> None:
    """A disease is known by a lack and is more than that; the disease does bring the lack."""
    made = graph(
        tmp_path,
        [says("kelp intake | increases | rim thickness")],
        [
            "brine | causes | kelp deficiency",
            "kelp rot | increases | shell wear",
            "kelp deficiency | increases | shell crack",
        ],
    )
    assert made.paths("kelp rot", "shell crack").paths
    assert not made.paths("brine", "shell wear").paths


def test_an_organ_is_no_link_of_a_chain(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("brine | increases | mantle", kind="mechanism"),
            says("mantle | produces | slime", kind="mechanism"),
        ],
    )
    assert not made.paths("brine", "slime").paths
    assert made.paths("mantle", "slime").paths


def _asked(place: Path, between: list[str]) -> int:
    """Give how many queries a search asks where so many ways are beside each other."""
    known = [f"brine | increases | {term}" for term in between]
    known += [f"{term} | increases | shell growth" for term in between]
    made = graph(place, [says("kelp intake | increases | rim thickness")], known)
    asked: list[str] = []

    def select(query: str) -> Rows:
        asked.append(query)
        return made.store.select(query)

    start, end = (made.lexicon.mend(name).term for name in ("brine", "shell growth"))
    found = search(Network(select), start, end, longest=3, most=10)
    assert len(found.paths) == len(between)
    return len(asked)


def test_a_search_asks_about_all_terms_at_once(tmp_path: Path) -> None:
    ways = ["siphon signal", "shell gland cell", "foot signal", "shell wear"]
    fewer, more = _asked(tmp_path / "2", ways[:2]), _asked(tmp_path / "4", ways)
    assert more - fewer == 2  # for each, whether a lack and an excess of it act alike
