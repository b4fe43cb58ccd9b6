"""Conflicts and derived edges, by law and by case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonekg.build import Build
from bonekg.conflicts import opposed_pairs, unreviewed
from bonekg.namespaces import expand
from bonekg.reasoning import MOST_HOPS, Hop, compose, hops


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
        {**base, **one, "id": f"{expand('bkg:claim/x-1')}"},
        {**base, **other, "id": f"{expand('bkg:claim/x-2')}"},
    ]
    assert bool(opposed_pairs(claims, built.hierarchy)) is opposed


def _node(curie: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(expand(curie))
