"""Derived edges, opposition, corroboration and sites: by law over invented links, and by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any, NamedTuple

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonekg.build.graphs import Build
from bonekg.paths.derive import MOST_LINKS, compose
from bonekg.rdf import expand, prefix_header
from pond_world import says, world

_TINY = "https://example.org/"
# What the rules of the build would have written of a small invented graph.
_VOCABULARY = """
bkg:pushes bkg:link "causal" ; bkg:composes true .
bkg:goesWith bkg:link "association" .
bkg:Hedged bkg:rank 3 . bkg:Asserted bkg:rank 4 . bkg:Speculative bkg:rank 2 .
bkg:Denied bkg:rejects true .
bkg:Weak a bkg:Evidence ; bkg:rank 1 . bkg:Strong a bkg:Evidence ; bkg:rank 9 .
bkg:Testable bkg:testable true .
"""


class Edge(NamedTuple):
    """One relation of an invented graph."""

    subject: str
    sign: str
    object: str
    stated: bool = True
    certainty: str = "Asserted"
    evidence: str = "Strong"
    population: str = ""
    kind: str = "Testable"
    predicate: str = "pushes"
    condition: bool = False
    polarity: str = "Affirmed"


def tiny(edges: list[Edge]) -> Callable[[str], Iterator[tuple[str | None, ...]]]:
    """Give what runs a SELECT over an invented graph of a few relations."""
    lines = [_VOCABULARY]
    for number, edge in enumerate(edges):
        bearing = {"+": "Raises", "-": "Lowers", "0": "Null", "?": "Relates"}[edge.sign]
        lines.append(
            f"<{_TINY}g{number}> bkg:subject <{_TINY}{edge.subject}> ; bkg:bearing bkg:{bearing} ; "
            f"bkg:predicate bkg:{edge.predicate} ; bkg:object <{_TINY}{edge.object}> ."
        )
        if edge.stated:
            lines.append(
                f"<{_TINY}g{number}> a bkg:Claim ; bkg:certainty bkg:{edge.certainty} ; "
                f"bkg:evidence bkg:{edge.evidence} ; bkg:polarity bkg:{edge.polarity} ; "
                f"bkg:kind bkg:{edge.kind} ."
            )
        if edge.population:
            lines.append(f"<{_TINY}g{number}> bkg:population <{_TINY}{edge.population}> .")
            lines.append(f"<{_TINY}{edge.population}> bkg:kindOf <{_TINY}{edge.population}> .")
        if edge.condition:
            lines.append(f'<{_TINY}g{number}> bkg:condition "at a high dose" .')
    store = pyoxigraph.Store()
    store.update(f"{prefix_header()} INSERT DATA {{ {' '.join(lines)} }}")

    def select(sparql: str) -> Iterator[tuple[str | None, ...]]:
        rows = store.query(f"{prefix_header()} {sparql}")
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        for row in rows:
            yield tuple(None if cell is None else cell.value for cell in row)

    return select


def signs(edges: list[Edge]) -> dict[tuple[str, str], str]:
    """Give what is composed of some relations: the ends of each edge and its sign."""
    found = compose(tiny(edges))
    return {(a[len(_TINY) :], b[len(_TINY) :]): path.sign for (a, b), path in found.items()}


def test_signs_multiply() -> None:
    assert signs([Edge("a", "+", "b"), Edge("b", "-", "c"), Edge("c", "-", "d")]) == {
        ("a", "c"): "-",
        ("a", "d"): "+",
        ("b", "d"): "+",
    }


def test_mixed_signs_derive_nothing() -> None:
    edges = [Edge("a", "+", "b"), Edge("b", "+", "d"), Edge("a", "+", "c"), Edge("c", "-", "d")]
    assert ("a", "d") not in signs(edges)
    assert ("a", "d") in signs(edges[:2])


def test_background_alone_derives_nothing() -> None:
    known = [Edge("a", "+", "b", stated=False), Edge("b", "+", "c", stated=False)]
    assert signs(known) == {}
    assert signs([known[0], Edge("b", "+", "c")]) == {("a", "c"): "+"}


def test_two_populations_are_not_composed_across() -> None:
    one = Edge("a", "+", "b", population="mice")
    assert signs([one, Edge("b", "+", "c", population="women")]) == {}
    assert signs([one, Edge("b", "+", "c", population="mice")])
    assert signs([one, Edge("b", "+", "c")])


def test_a_link_of_which_claims_disagree_is_not_gone_through() -> None:
    edges = [Edge("a", "+", "b"), Edge("b", "+", "c"), Edge("b", "-", "c"), Edge("c", "+", "d")]
    assert signs(edges) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"certainty": "Speculative"},
        {"kind": "Untestable"},
        {"condition": True},
        {"predicate": "goesWith"},
        {"polarity": "Denied"},
        {"sign": "0"},
        {"sign": "?"},
    ],
    ids=str,
)
def test_what_does_not_compose(changes: dict[str, Any]) -> None:
    row = [Edge("a", "+", "b"), Edge("b", "+", "c")]
    assert signs(row) == {("a", "c"): "+"}
    for at in (0, 1):
        changed = [edge._replace(**changes) if n == at else edge for n, edge in enumerate(row)]
        assert signs(changed) == {}


_EDGES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("+-"), st.sampled_from("abcdef")).filter(
        lambda edge: edge[0] != edge[2]
    ),
    max_size=9,
)


@given(_EDGES)
def test_every_path_is_short_simple_and_of_its_own_sign(edges: list[tuple[str, str, str]]) -> None:
    for (start, end), path in compose(tiny([Edge(*edge) for edge in edges])).items():
        assert 2 <= len(path.hops) <= MOST_LINKS
        assert len(set(path.terms)) == len(path.terms)
        assert (path.terms[0], path.terms[-1]) == (start, end)
        turns = sum(hop.sign == "-" for hop in path.hops)
        assert path.sign == ("-" if turns % 2 else "+")


@given(_EDGES, st.randoms())
def test_the_order_of_relations_does_not_matter(
    edges: list[tuple[str, str, str]], random: Any
) -> None:
    relations = sorted({Edge(*edge) for edge in edges})
    before = signs(relations)
    random.shuffle(relations)
    assert signs(relations) == before


@given(st.lists(st.sampled_from("+-"), min_size=2, max_size=4), st.integers(0, 3))
def test_turning_one_link_turns_the_edge(row: list[str], at: int) -> None:
    edges = [Edge(str(n), sign, str(n + 1)) for n, sign in enumerate(row)]
    end = ("0", str(len(row)))
    before = signs(edges)[end]
    at %= len(edges)
    edges[at] = edges[at]._replace(sign="-" if edges[at].sign == "+" else "+")
    assert signs(edges)[end] != before


@given(_EDGES)
def test_an_opposing_path_leaves_nothing_asserted(edges: list[tuple[str, str, str]]) -> None:
    relations = [Edge(*edge) for edge in edges]
    for (start, end), sign in signs(relations).items():
        against = "-" if sign == "+" else "+"
        opposing = [Edge(start, "+", "new"), Edge("new", against, end)]
        assert (start, end) not in signs([*relations, *opposing])


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


@pytest.mark.parametrize(
    ("forces", "expected"),
    [
        (("does", "does"), set()),
        (("can", "does"), {"bkg:Can"}),
        (("tends", "can"), {"bkg:Can"}),
        (("does", "tends"), {"bkg:Tends"}),
    ],
)
def test_an_edge_has_the_weakest_force_of_its_grounds(
    forces: tuple[str, str], expected: set[str], tmp_path: File
) -> None:
    row = [{**claim, "force": force} for claim, force in zip(_ROW, forces, strict=True)]
    made = world(tmp_path, row)
    assert derived(made) == {_PAIR: "-"}
    given = {t.object for t in made.graphs["derived"] if t.predicate == _node("bkg:force")}
    assert given == {_node(curie) for curie in expected}


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        ("decreases", ("-", "bkg:decreases", "bkg:Lowers")),
        ("increases", ("+", "bkg:increases", "bkg:Raises")),
    ],
)
def test_the_predicate_and_the_bearing_of_an_edge_are_those_of_its_sign(
    predicate: str, said: tuple[str, str, str], tmp_path: File
) -> None:
    row = [
        says("brine | increases | slime", kind="mechanism"),
        says(f"slime | {predicate} | shell growth", kind="mechanism"),
    ]
    made = world(tmp_path, row).graphs["derived"]
    (edge,) = {t.subject for t in made if t.predicate == _node("bkg:edgeSign")}
    told = {t.predicate: t.object for t in made if t.subject == edge}
    sign, relation, bearing = said
    assert told[_node("bkg:edgeSign")] == pyoxigraph.Literal(sign)
    assert told[_node("bkg:predicate")] == _node(relation)
    assert told[_node("bkg:bearing")] == _node(bearing)


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
        says("slime | inhibits | shell growth", kind="mechanism", condition="at high doses"),
    ]
    made = world(tmp_path, claims)
    assert derived(made) == {
        ("brine", "shell wear"): "- in old snails",
        ("kelp deficiency", "rim crack"): "+",
        ("kelp excess", "rim crack"): "+",
    }


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
                 passage="Their shells grew 2.3 percent thicker, and none broke.",
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
            for t in made.graphs["takes-in"]
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


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("brine | increases | shell thickness", "brine | decreases | shell thickness", True),
        ("brine | increases | shell thickness", "brine | has no effect on | shell thickness", True),
        ("brine | improves | shell thickness", "brine | decreases | shell thickness", True),
        ("brine | increases | shell thickness", "brine | improves | shell thickness", False),
        ("brine | increases | shell thickness", "brine | affects | shell thickness", False),
        ("brine | increases | shell thickness", "brine | decreases | rim thickness", True),
        ("brine | increases | shell thickness", "kelp | decreases | shell thickness", False),
        ("brine | increases | shell thickness", "brine | decreases | shell crack", False),
        ("brine | required for | shell thickness", "brine | decreases | shell thickness", False),
        ("brine | recommended for | snails", "brine | contraindicated in | snails", True),
        ("brine | treats | shell crack", "brine | contraindicated in | shell crack", True),
    ],
)
@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({}, True),
        ({"certainty": "question"}, False),
        ({"status": "withdrawn", "withdrawn because": "misread"}, False),
    ],
    ids=str,
)
def test_what_opposes_what(
    one: str, other: str, opposed: bool, changes: dict[str, str], stays: bool, tmp_path: File
) -> None:
    made = world(tmp_path, [says(one), {**says(other), **changes}])
    pairs = {
        (str(t.subject)[-9:-1], str(t.object)[-9:-1])
        for t in made.graphs["bearings"]
        if t.predicate == _node("bkg:opposedTo")
    }
    both = {("pond-001", "pond-002"), ("pond-002", "pond-001")}
    assert pairs == (both if opposed and stays else set())


@pytest.mark.parametrize("predicate", ["increases", "has no effect on"])
def test_what_one_denies_and_another_affirms_is_opposed(predicate: str, tmp_path: File) -> None:
    denied = says(f"brine | {predicate} | shell thickness", polarity="denied")
    made = world(tmp_path, [says(f"brine | {predicate} | shell thickness"), denied])
    assert any(t.predicate == _node("bkg:opposedTo") for t in made.graphs["bearings"])


def _node(curie: str) -> Any:
    return pyoxigraph.NamedNode(expand(curie))
