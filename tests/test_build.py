"""Sources → named graphs → release, the same to the byte whatever the circumstances."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Quad, RdfFormat, parse

import bonekg
from bonekg.build.graphs import Build, build
from bonekg.build.release import differences, release_files, write_release
from bonekg.rdf import GRAPHS, expand
from bonekg.sources.records import to_quads
from small_tree import SmallTree

pytestmark = pytest.mark.slow


def test_the_committed_release_is_what_the_sources_give(built: Build) -> None:
    assert differences(built) == []


def test_every_graph_holds_something(built: Build) -> None:
    empty = [name for name, triples in built.graphs.items() if not triples]
    assert not empty
    assert set(built.graphs) == set(GRAPHS)


def test_no_triple_stands_in_two_graphs(built: Build) -> None:
    total = sum(len(triples) for triples in built.graphs.values())
    assert total == len(set().union(*built.graphs.values()))


def test_blank_nodes_stand_in_the_ontology_only(built: Build) -> None:
    outside = [
        triple
        for name, triples in built.graphs.items()
        if name != "ontology"
        for triple in triples
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
    ]
    assert outside == []


def test_store_in_is_store_out(built: Build) -> None:
    """Literals are canonical already: loading and dumping changes nothing."""
    assert bonekg.load().nquads() == release_files(built)["bonekg.nq"]


def test_the_release_is_graph_ontology_and_manifest(built: Build) -> None:
    assert set(release_files(built)) == {"bonekg.nq", "bonekg.owl", "manifest.json"}


def test_the_stated_graph_has_what_is_affirmed_sure_enough_and_unconditional(
    built: Build,
) -> None:
    def holds(claim: dict[str, Any]) -> bool:
        return (
            claim["polarity"] == "affirmed"
            and claim["certainty"] in ("asserted", "hedged")
            and claim.get("status", "current") == "current"
            and not {"condition", "condition term", "condition dose"} & set(claim)
        )

    claims = [claim for claim in built.records["claims"] if "object" in claim]
    triples = {c["id"]: (c["subject"], c["predicate"], c["object"]) for c in claims}
    kept = {triples[claim["id"]] for claim in claims if holds(claim)}
    assert len(built.graphs["stated"]) == len(kept)
    assert set(triples.values()) - kept


def test_pyld_reads_the_same_from_the_records_with_the_released_context(built: Build) -> None:
    from pyld import jsonld

    graphs = [{"@id": GRAPHS[name], "@graph": made} for name, made in built.records.items()]
    document = {"@context": built.vocabulary.context(), "@graph": graphs}
    read = jsonld.to_rdf(document, {"format": "application/n-quads"})
    given = {GRAPHS[name]: made for name, made in built.records.items()}
    expected = set(to_quads(given, built.vocabulary))
    assert len(expected) > 40_000
    assert set(parse(read, format=RdfFormat.N_QUADS)) == expected


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "C"},
    ],
    ids=lambda e: ",".join(e),
)
def test_the_release_does_not_depend_on_hash_seed_zone_or_locale(
    environment: dict[str, str], built: Build
) -> None:
    script = (
        "import hashlib\nfrom bonekg.build.graphs import build\n"
        "from bonekg.build.release import release_files\n"
        "for name, content in sorted(release_files(build()).items()):\n"
        "    print(name, hashlib.sha256(content).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    import hashlib

    expected = [
        f"{name} {hashlib.sha256(content).hexdigest()}"
        for name, content in sorted(release_files(built).items())
    ]
    assert done.stdout.splitlines() == expected


def test_the_release_does_not_depend_on_the_order_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = SmallTree(tmp_path, [{}, {"certainty": "question", "kind": "open question"}]).sources
    before = release_files(build(tree))
    listed = Path.glob

    def backwards(self: Path, pattern: str) -> list[Path]:
        return sorted(listed(self, pattern), reverse=True)

    monkeypatch.setattr(Path, "glob", backwards)
    assert release_files(build(tree)) == before


def test_a_changed_source_makes_the_check_fail(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [{}, {"certainty": "question", "kind": "open question"}]).sources
    release = tree / "data" / "release"
    write_release(build(tree), release)
    assert differences(build(tree), release) == []
    terms = sorted((tree / "ontology" / "terms").glob("*.yaml"))[0]
    text = terms.read_text(encoding="utf-8")
    terms.write_text(text.replace("label: ", "label: changed ", 1), encoding="utf-8")
    changed = differences(build(tree), release)
    assert "bonekg.nq is not what the sources give" in changed
    (release / "bonekg.owl").unlink()
    shutil.copy(release / "bonekg.nq", release / "extra.nq")
    lines = differences(build(tree), release)
    assert "bonekg.owl is missing" in lines
    assert "extra.nq should not be there" in lines


def test_the_manifest_counts_what_the_quads_hold(built: Build) -> None:
    files = release_files(built)
    manifest = json.loads(files["manifest.json"])
    quads: list[Quad] = list(parse(files["bonekg.nq"], format=RdfFormat.N_QUADS))
    assert sum(manifest["graphs"].values()) == len(quads)
    for iri, count in manifest["graphs"].items():
        assert count == sum(str(quad.graph_name) == f"<{iri}>" for quad in quads)
    claim = expand("bkg:Claim")
    typed = sum(getattr(quad.object, "value", "") == claim for quad in quads
                if quad.predicate.value == expand("rdf:type"))  # fmt: skip
    assert manifest["claims"] == typed > 100
