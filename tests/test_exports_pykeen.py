"""Triples for PyKEEN and the dataset that it finds."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bonekg
from bonekg.exports import embedding
from bonekg.exports.formats.pykeen import Triple, read_triples, split
from bonekg.exports.network import read_edges, read_nodes
from bonekg.exports.registry import get_format
from bonekg.resources import checkout
from real_tools import run_python

pytestmark = pytest.mark.slow

ENTRY = tomllib.loads((checkout() / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
]["pykeen.datasets"]


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def _rows(content: bytes) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in content.decode().splitlines()]


def test_the_parts_are_the_triples_and_lead_back_to_claims(kg: bonekg.KnowledgeGraph) -> None:
    files = {name: _rows(content) for name, content in get_format("pykeen").write(kg).items()}
    parts = [files[f"{name}.tsv"] for name in ("train", "test", "valid")]
    assert sorted(row for part in parts for row in part) == sorted(files["triples.tsv"])
    assert len(set(files["triples.tsv"])) == len(files["triples.tsv"]) == len(read_triples(kg))
    behind: dict[tuple[str, ...], list[str]] = {}
    for *triple, edge in files["edges.tsv"]:
        behind.setdefault(tuple(triple), []).append(edge)
    assert set(behind) == set(files["triples.tsv"])
    edges = {e.id: e for e in read_edges(kg) if e.attributes["basis"] != "derived"}
    assert sorted(edge for ids in behind.values() for edge in ids) == sorted(edges)
    named = {row[0]: row[1] for row in files["entities.tsv"]}
    nodes = read_nodes(kg)
    assert named == {row: nodes[row]["name"] for h, _, t in files["triples.tsv"] for row in (h, t)}


def test_denied_and_asked_claims_make_no_plain_triple(kg: bonekg.KnowledgeGraph) -> None:
    triples = read_triples(kg)
    plain = {
        claim.id
        for claim in kg.reader.claims()
        if claim.polarity == "affirmed" and claim.certainty != "question"
    }
    claims = {claim.id for claim in kg.reader.claims()}
    for (_, relation, _), edges in triples.items():
        stated = set(edges) & claims
        assert (":" in relation) == bool(stated - plain), edges


def _check_split(triples: dict[Triple, list[str]]) -> None:
    parts = split(triples)
    assert sorted(t for part in parts for t in part) == sorted(triples)
    ends = {end for head, _, tail in parts.training for end in (head, tail)}
    relations = {relation for _, relation, _ in parts.training}
    for head, relation, tail in [*parts.testing, *parts.validation]:
        assert {head, tail} <= ends
        assert relation in relations
        assert relation != "kind of"
    assert abs(len(parts.testing) - len(parts.validation)) <= 1
    assert split(dict(reversed(triples.items()))) == parts


def test_the_split_of_the_graph(kg: bonekg.KnowledgeGraph) -> None:
    triples = read_triples(kg)
    _check_split(triples)
    parts = split(triples)
    assert len(parts.testing) == len(parts.validation) == int(0.1 * len(triples)) > 100


_NAMES = st.sampled_from("abcdefg")
_TRIPLES = st.sets(st.tuples(_NAMES, st.sampled_from(["r", "s", "kind of"]), _NAMES), max_size=60)


@given(_TRIPLES)
@settings(max_examples=200, deadline=None)
def test_any_split(found: set[Triple]) -> None:
    _check_split({triple: ["x"] for triple in sorted(found)})


def test_the_class_is_made_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pykeen", None)
    with pytest.raises(ImportError):
        _ = embedding.BoneKG
    with pytest.raises(AttributeError, match="no attribute 'Bone'"):
        _ = embedding.Bone


@pytest.mark.tools
def test_pykeen_finds_the_dataset_and_trains_on_it(
    kg: bonekg.KnowledgeGraph, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The installation's own note of its entry points is written as an installer does it."""
    note = tmp_path / "site" / f"bonekg-{bonekg.__version__}.dist-info"
    note.mkdir(parents=True)
    lines = [f"{name} = {target}" for name, target in ENTRY.items()]
    (note / "entry_points.txt").write_text("\n".join(["[pykeen.datasets]", *lines]), "utf-8")
    about = f"Metadata-Version: 2.1\nName: bonekg\nVersion: {bonekg.__version__}\n"
    (note / "METADATA").write_text(about, encoding="utf-8")
    kg.export("pykeen", tmp_path / "triples")
    arguments = (checkout() / "src", tmp_path / "site", tmp_path / "triples")
    found = run_python("pykeen", "pykeen_dataset.py", *arguments)
    record_property("figure", f"PyKEEN: {found}")
    triples = read_triples(kg)
    parts = split(triples)
    relations = {relation for _, relation, _ in triples}
    assert found["class"] == "bonekg.exports.embedding"
    assert found["entities"] == len({end for head, _, tail in triples for end in (head, tail)})
    assert found["relations"] == len(relations)
    assert found["inverse"] == 2 * len(relations)
    assert found["parts"] == [len(part) for part in parts]
    assert found["files"] == [len(triples), len(parts.training)]
    assert found["losses"] == 1
    assert tuple(found["first"]) in parts.training
