"""Conflicts, derived edges, roll-ups and corroboration, by law and by case."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonekg.build.conflicts import opposed_pairs, unreviewed
from bonekg.build.graphs import Build
from bonekg.build.inference import (
    MOST_HOPS,
    Hop,
    Path,
    ambiguous,
    bound_to_dose,
    compose,
    hops,
    u_shaped,
)
from bonekg.rdf import expand
from pond_world import says, world


def hop(subject: str, sign: str, obj: str, **changes: Any) -> Hop:
    made = Hop(subject, obj, 1 if sign == "+" else -1, f"{subject}{sign}{obj}", True, "asserted",
               "expert statement", "")  # fmt: skip
    return made._replace(**changes)


def test_signs_multiply() -> None:
    found = compose([hop("a", "+", "b"), hop("b", "-", "c"), hop("c", "-", "d")])
    assert {pair: path.sign for pair, path in found.items()} == {
        ("a", "c"): -1,
        ("a", "d"): 1,
        ("b", "d"): 1,
    }


def test_mixed_signs_derive_nothing() -> None:
    relations = [hop("a", "+", "b"), hop("b", "+", "d"), hop("a", "+", "c"), hop("c", "-", "d")]
    assert ("a", "d") not in compose(relations)


def test_background_alone_derives_nothing() -> None:
    relations = [hop("a", "+", "b", stated=False), hop("b", "+", "c", stated=False)]
    assert compose(relations) == {}
    assert compose([relations[0], hop("b", "+", "c")])


def test_two_populations_are_not_composed_across() -> None:
    one = hop("a", "+", "b", population="mice")
    assert compose([one, hop("b", "+", "c", population="women")]) == {}
    assert compose([one, hop("b", "+", "c", population="mice")])
    assert compose([one, hop("b", "+", "c")])


def test_a_u_shaped_exposure_is_not_gone_through() -> None:
    relations = [hop("a", "+", "b"), hop("b", "+", "c"), hop("b", "-", "c"), hop("c", "+", "d")]
    assert set(compose(relations)) == set()


def test_the_weakest_link_counts() -> None:
    weak = hop("b", "+", "c", certainty="hedged", evidence="lay report")
    path = compose([hop("a", "+", "b"), weak])["a", "c"]
    assert (path.certainty, path.evidence) == ("hedged", "lay report")


_EDGES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("+-"), st.sampled_from("abcdef")).filter(
        lambda e: e[0] != e[2]
    ),
    max_size=9,
)


@given(_EDGES)
def test_every_path_is_short_simple_and_of_its_own_sign(edges: list[tuple[str, str, str]]) -> None:
    for (start, end), path in compose([hop(*edge) for edge in edges]).items():
        terms = [start, *(h.object for h in path.hops)]
        assert 2 <= len(path.hops) <= MOST_HOPS
        assert len(set(terms)) == len(terms)
        assert terms[-1] == end
        product = 1
        for one in path.hops:
            product *= one.sign
        assert path.sign == product


@given(_EDGES, st.randoms())
def test_the_order_of_relations_does_not_matter(
    edges: list[tuple[str, str, str]], random: Any
) -> None:
    relations = sorted({hop(*edge) for edge in edges})
    signs = {pair: path.sign for pair, path in compose(relations).items()}
    random.shuffle(relations)
    assert {pair: path.sign for pair, path in compose(relations).items()} == signs


@given(st.lists(st.sampled_from("+-"), min_size=1, max_size=4))
def test_signs_compose_in_any_order_with_plus_as_identity(signs: list[str]) -> None:
    found = {
        Path(tuple(hop(str(n), sign, str(n + 1)) for n, sign in enumerate(order))).sign
        for order in permutations(signs)
    }
    assert found == {-1 if signs.count("-") % 2 else 1}
    longer = [hop(str(n), sign, str(n + 1)) for n, sign in enumerate([*signs, "+"])]
    assert Path(tuple(longer)).sign in found


@given(st.lists(st.sampled_from("+-"), min_size=2, max_size=4), st.integers(0, 3))
def test_turning_one_hop_turns_the_edge(signs: list[str], at: int) -> None:
    row = [hop(str(n), sign, str(n + 1)) for n, sign in enumerate(signs)]
    end = ("0", str(len(signs)))
    before = compose(row)[end].sign
    at %= len(row)
    row[at] = row[at]._replace(sign=-row[at].sign)
    assert compose(row)[end].sign == -before


@given(_EDGES)
def test_an_opposing_path_leaves_nothing_asserted(edges: list[tuple[str, str, str]]) -> None:
    relations = [hop(*edge) for edge in edges]
    for (start, end), path in compose(relations).items():
        opposing = [hop(start, "+", "new"), hop("new", "-" if path.sign > 0 else "+", end)]
        assert (start, end) not in compose([*relations, *opposing])
        assert (start, end) in ambiguous([*relations, *opposing])


@given(_EDGES, st.sampled_from("abcdef"))
def test_nothing_goes_through_what_is_closed(edges: list[tuple[str, str, str]], shut: str) -> None:
    relations = [hop(*edge) for edge in edges]
    for path in compose(relations, frozenset(shut)).values():
        assert shut not in [h.object for h in path.hops[:-1]]


def derived(made: Build) -> dict[tuple[str, str], str]:
    """Give the derived edges of a build by the names of their ends, with their signs."""
    names = {entry.iri: name for name, entry in made.vocabulary.names.items()}
    told: dict[str, dict[str, str]] = {}
    for triple in made.graphs["derived"]:
        key = triple.predicate.value.rpartition("/")[2]
        told.setdefault(str(triple.subject), {})[key] = str(getattr(triple.object, "value", ""))
    return {
        (names[row["subject"]], names[row["object"]]): row["edgeSign"]
        + (f" in {names[row['population']]}" if "population" in row else "")
        for row in told.values()
        if "edgeSign" in row
    }


_ROW = [
    says("brine | increases | slime", kind="mechanism"),
    says("slime | decreases | shell wear", kind="mechanism"),
]
_PAIR = ("brine", "shell wear")


@pytest.mark.parametrize(
    ("further", "stays"),
    [
        ([], True),
        ([says("brine | increases | shell wear", kind="mechanism")], False),
        ([says("brine | affects | shell wear", kind="mechanism")], False),
        ([says("brine | has no effect on | shell wear", kind="mechanism")], False),
        ([says("brine | decreases | shell wear", certainty="question", kind="open question")],
         False),
        ([says("brine | increases | shell growth", kind="mechanism")], True),
        ([says("brine | increases | kelp", kind="mechanism"),
          says("kelp | increases | shell wear", kind="mechanism")], False),
        ([says("slime | increases | shell wear", kind="mechanism")], False),
    ],
)  # fmt: skip
def test_what_is_said_of_a_pair_outranks_what_follows(
    further: list[dict[str, Any]], stays: bool, tmp_path: File
) -> None:
    assert (_PAIR in derived(world(tmp_path, [*_ROW, *further]))) is stays


@pytest.mark.parametrize(
    ("further", "stays"),
    [
        ([], True),
        ([says("brine | prevents | shell crack", certainty="question", kind="open question")],
         False),
        ([says("brine | has no effect on | rim crack")], True),
        ([says("brine | prevents | rim crack")], True),
    ],
)  # fmt: skip
def test_a_question_about_a_thing_leaves_its_risk_open(
    further: list[dict[str, Any]], stays: bool, tmp_path: File
) -> None:
    row = [_ROW[0], says("slime | decreases | risk of shell crack")]
    found = derived(world(tmp_path, [*row, *further]))
    assert (("brine", "risk of shell crack") in found) is stays


@pytest.mark.parametrize("said", ["has no effect on", "increases"])
def test_what_is_said_of_a_kind_speaks_against_an_edge(said: str, tmp_path: File) -> None:
    row = [_ROW[0], says("slime | prevents | shell crack")]
    assert derived(world(tmp_path / "a", row))["brine", "shell crack"] == "-"
    further = says(f"brine | {said} | rim crack")
    assert ("brine", "shell crack") not in derived(world(tmp_path / "b", [*row, further]))


def test_no_edge_is_composed_across_what_must_not_be(tmp_path: File) -> None:
    claims = [
        says("brine with kelp | increases | slime", kind="mechanism"),
        says("slime | decreases | shell wear", kind="mechanism", population="old snails"),
        says("shell wear | increases | shell crack", population="mussels"),
        says("slime | increases | mantle", kind="mechanism"),
        says("mantle | produces | kelp", kind="mechanism"),
        says("slime level | increases | kelp", kind="mechanism"),
        says("kelp | increases | shell thickness"),
        says("kelp deficiency | impairs | shell growth", kind="mechanism"),
        says("kelp excess | impairs | shell growth", kind="mechanism"),
        says("shell growth | prevents | rim crack"),
        says("brine | increases | slime", kind="mechanism"),
        says("slime | inhibits | shell growth", kind="mechanism", context="at high doses"),
    ]
    made = world(tmp_path, claims)
    assert u_shaped(made, hops(made)) == {"kelp"}
    assert derived(made) == {
        ("brine", "shell wear"): "- in old snails",
        ("kelp deficiency", "rim crack"): "+",
        ("kelp excess", "rim crack"): "+",
    }


@pytest.mark.parametrize(
    ("context", "bound"),
    [
        (None, False),
        ("at pharmacological concentrations", True),
        ("at high doses", True),
        ("even at high levels of calcium", False),
        ("at all doses", False),
        ("at rest", False),
        ("when the density is higher", False),
    ],
)
def test_what_binds_a_claim_to_a_dose(context: str | None, bound: bool) -> None:
    assert bound_to_dose(context) is bound


def test_an_edge_carries_its_grounds_and_its_weakest_link(tmp_path: File) -> None:
    weak = {"certainty": "hedged", "evidence": "lay report"}
    made = world(tmp_path, [_ROW[0], {**_ROW[1], **weak}])
    told: dict[str, set[str]] = {}
    for triple in made.graphs["derived"]:
        if "/derived/" in str(triple.subject):
            key = triple.predicate.value.rpartition("/")[2]
            told.setdefault(key, set()).add(str(getattr(triple.object, "value", "")))
    assert {ground.rpartition("/")[2] for ground in told["ground"]} == {"pond-001", "pond-002"}
    assert told["certainty"] == {expand("bkg:Hedged")}
    assert told["evidence"] == {expand("bkg:LayReportEvidence")}
    assert told["position"] == {"1", "2"}


def test_corroboration_counts_what_is_independent(tmp_path: File) -> None:
    made = world(
        tmp_path,
        [
            says("brine | increases | slime", kind="mechanism"),
            says("brine | increases | slime", kind="mechanism", population="snails",
                 repeated_at=["Brine thickens the shell of pond snails, as was said"]),
            says("brine | increases | slime", kind="mechanism", polarity="denied"),
            says("brine | increases | slime", kind="open question", certainty="question"),
            says("slime | decreases | shell wear", kind="mechanism"),
        ],
    )  # fmt: skip
    told: dict[str, set[str]] = {}
    for triple in made.graphs["derived"]:
        if "/corroboration/" in str(triple.subject):
            key = triple.predicate.value.rpartition("/")[2]
            told.setdefault(key, set()).add(str(getattr(triple.object, "value", "")))
    assert {ground.rpartition("/")[2] for ground in told["ground"]} == {"pond-001", "pond-002"}
    counts = [told[f"{name}Counted"] for name in ("studies", "documents", "speakers")]
    assert counts == [{"0"}, {"1"}, {"1"}]


def test_a_study_told_in_two_documents_counts_once(built: Build) -> None:
    """The trial of melatonin: article 001 tells it, and the thread 000 quotes it."""
    grounds: dict[str, set[str]] = {}
    counts: dict[str, dict[str, int]] = {}
    for triple in built.graphs["derived"]:
        if "/corroboration/" in str(triple.subject):
            key = triple.predicate.value.rpartition("/")[2]
            if key == "ground":
                ground = str(triple.object.value)  # type: ignore[union-attr]  # an IRI
                grounds.setdefault(str(triple.subject), set()).add(ground.rpartition("/")[2])
            elif key.endswith("Counted"):
                value = int(triple.object.value)  # type: ignore[union-attr]  # a number
                counts.setdefault(str(triple.subject), {})[key] = value
    claims = {c["id"].rpartition("/")[2]: c for c in built.records["claims"]}
    assert len(counts) > 20
    shared = 0
    for node, found in counts.items():
        held = [claims[key] for key in grounds[node]]
        assert len(held) > 1
        assert len({(c["subject"], c["predicate"], c["object"]) for c in held}) == 1
        assert found["documentsCounted"] == len({c["in document"] for c in held})
        assert found["speakersCounted"] >= found["documentsCounted"]
        shared += found["studiesCounted"] == 1 and found["documentsCounted"] > 1
    assert shared > 1


def test_sites_are_within_what_they_are_part_or_kind_of(built: Build, tmp_path: File) -> None:
    def held(made: Build) -> set[tuple[str, str]]:
        names = {entry.iri: name for name, entry in made.vocabulary.names.items()}
        return {
            (names[str(t.subject)[1:-1]], names[str(t.object)[1:-1]])
            for t in made.graphs["derived"]
            if t.predicate == _node("bkg:within")
        }

    assert {b for a, b in held(world(tmp_path, [{}])) if a == "upper mantle edge"} == {
        "upper mantle edge", "mantle edge", "mantle",
    }  # fmt: skip
    real = held(built)
    assert {("femoral neck", "hip"), ("femoral neck", "femur"), ("hip", "hip")} <= real
    assert ("hip", "femoral neck") not in real


def test_no_derived_edge_stands_beside_a_statement(built: Build) -> None:
    edges = {t.subject for t in built.graphs["derived"] if t.object == _node("bkg:DerivedEdge")}
    assert edges
    pairs = {
        (record["subject"], record.get("object"))
        for graph in ("claims", "background")
        for record in built.records[graph]
    }
    names = {entry.iri: name for name, entry in built.vocabulary.names.items()}
    ends: dict[str, dict[str, str]] = {}
    for triple in built.graphs["derived"]:
        if triple.predicate in (_node("bkg:subject"), _node("bkg:object")):
            key = triple.predicate.value.rpartition("/")[2]
            ends.setdefault(str(triple.subject), {})[key] = names[str(triple.object)[1:-1]]
    assert len(ends) == len(edges)
    assert not {(e["subject"], e["object"]) for e in ends.values()} & pairs


def test_hops_leave_out_what_is_not_causal(built: Build) -> None:
    grounds = {h.ground for h in hops(built)}
    claims = {c["id"]: c for c in built.records["claims"]}
    used = [claims[g] for g in grounds if g in claims]
    assert used
    assert all(c["polarity"] == "affirmed" and c["certainty"] != "question" for c in used)
    assert not {c["predicate"] for c in used} & {"associated with", "risk factor for"}


def test_every_opposed_pair_is_reviewed(built: Build) -> None:
    assert unreviewed(built) == []
    assert opposed_pairs(built.records["claims"], built.hierarchy)


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ({"predicate": "increases"}, {"predicate": "decreases"}, True),
        ({"predicate": "increases"}, {"predicate": "has no effect on"}, True),
        ({"predicate": "improves"}, {"predicate": "decreases"}, True),
        ({"predicate": "increases"}, {"predicate": "improves"}, False),
        ({"predicate": "increases"}, {"predicate": "increases", "polarity": "denied"}, True),
        ({"predicate": "recommended for"}, {"predicate": "contraindicated in"}, True),
        ({"predicate": "increases"}, {"predicate": "affects"}, False),
        ({"predicate": "increases"}, {"predicate": "decreases", "certainty": "question"}, False),
        ({"predicate": "increases"}, {"predicate": "decreases", "status": "withdrawn"}, False),
        ({"predicate": "increases"}, {"predicate": "decreases", "subject": "calcium"}, False),
        ({"predicate": "increases"}, {"predicate": "decreases", "object": "bone mass"}, False),
    ],
)
def test_what_opposes_what(
    one: dict[str, str], other: dict[str, str], opposed: bool, built: Build
) -> None:
    base = {"subject": "magnesium", "object": "bone mineral density", "polarity": "affirmed",
            "certainty": "asserted"}  # fmt: skip
    claims = [
        {**base, **one, "id": f"{expand('bkg.claim:x-1')}"},
        {**base, **other, "id": f"{expand('bkg.claim:x-2')}"},
    ]
    assert bool(opposed_pairs(claims, built.hierarchy)) is opposed


def _node(curie: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(expand(curie))
