"""A new predicate, document, query and export, added by data or by one file, work everywhere.

Beside the project's own sources stand a predicate that is declared in the edited ontology alone, a
document whose file is called otherwise than the document, three terms, a query and an export.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import bonekg
from bonekg import resources
from bonekg.answers.counts import count_claims, count_sentences, read_coverage
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.catalogue import queries
from bonekg.checks.review import review
from bonekg.cli import main
from bonekg.exports import formats as exports_formats
from bonekg.exports.registry import get_format
from bonekg.sources.passages import stamp_all
from bonekg.sources.vocabulary import Vocabulary
from small_tree import claim

pytestmark = pytest.mark.slow

TEXT = """Zinnias delay wilting, and wilting causes drooping. \
Asters delay wilting, some say. Others find that asters cause it.
"""
_PREDICATE = """
bkg:delays a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ; rdfs:label "delays" ;
    skos:prefLabel "delays" ; IAO:0000115 "The subject makes the object come later or less." ;
    bkg:family "effect" ; bkg:sign "-" ; bkg:link "causal" ; bkg:composes true ;
    bkg:subjectIn bkg:Substance ; bkg:objectIn bkg:Condition ; skos:broadMatch biolink:affects .
bkg:EffectKind bkg:allowsPredicate bkg:delays .
"""
_TERMS = [
    {"id": f"bkg:{name.capitalize()}", "name": name, "label": name, "parent": [parent],
     "definition": meaning, "checked in": "no exact public term",
     "note": "No public term is near it."}
    for name, parent, meaning in (
        ("zinnia", "mineral", "An invented mineral."), ("aster", "mineral", "Another one."),
        ("wilt", "condition", "An invented condition."), ("droop", "condition", "What follows."),
    )
]  # fmt: skip
_SAID = [
    ("zinnia", "delays", "wilt", "Zinnias delay wilting"),
    ("wilt", "causes", "droop", "wilting causes drooping"),
    ("aster", "delays", "wilt", "Asters delay wilting"),
    ("aster", "causes", "wilt", "Others find that asters cause it."),
]
_CONFLICT = {
    "id": "aster-and-wilt", "claims": ["garden-003", "garden-004"],
    "reason": "direct contradiction",
    "apparent": False, "states": "Asters are said to delay wilting, and to cause it.",
}  # fmt: skip
_QUERY = """\
#+ question: What is said to delay {entity}?
#+ required: entity | entity | osteoporosis | what comes later
#+ parameter: limit | integer 1..1000 | 200 | how many rows at most
#+ key: claim
#+ tags: effect
PREFIX bkg: <https://w3id.org/bonekg/>
PREFIX MONDO: <http://purl.obolibrary.org/obo/MONDO_>
SELECT ?claim ?states WHERE {
  VALUES ?entity { MONDO:0005298 } #+ entity
  ?entity bkg:takesInAsTarget ?met .
  ?claim bkg:target ?met ; bkg:predicate bkg:delays ; bkg:states ?states .
}
ORDER BY ?claim
LIMIT 200 #+ limit
"""
_EXPORT = '''
"""One line a claim: its key and what it states."""

from __future__ import annotations

from bonekg.exports.registry import Format


def _write(graph):
    lines = [f"{claim.id}\\t{claim.states}" for claim in graph.reader.claims()]
    return {"lines.txt": "\\n".join(lines).encode("utf-8")}


FORMATS = (Format("lines", "one line a claim", ("lines.txt",), "keys", "the rest", _write),)
'''


def _claims() -> list[dict[str, Any]]:
    made = []
    for number, (subject, predicate, obj, passage) in enumerate(_SAID, 1):
        changes = {
            "states": f"It is said that {subject} {predicate} {obj}.",
            "subject": subject, "predicate": predicate, "object": obj, "passage": passage,
            "not stated": ["population", "effect", *(["dose"] if subject != "wilt" else [])],
        }  # fmt: skip
        made.append({**claim(number, changes, TEXT), "id": f"garden-{number:03}"})
    return made


def _append(file: Path, records: list[dict[str, Any]]) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write("\n" + yaml.safe_dump(records, sort_keys=False))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's sources with what is new; only the new text is at hand."""
    place = tmp_path_factory.mktemp("garden")
    sources, folder = place / "tree", place / "texts"
    for name in ("ontology", "data", "queries"):
        skipped = shutil.ignore_patterns("release", "readings")
        shutil.copytree(resources.root() / name, sources / name, ignore=skipped)
    folder.mkdir()
    (folder / "potassium.txt").write_bytes(TEXT.encode("utf-8"))
    with (sources / "ontology" / "bonekg-edit.ttl").open("a", encoding="utf-8") as out:
        out.write(_PREDICATE)
    (sources / "ontology" / "terms" / "garden.yaml").write_text(yaml.safe_dump(_TERMS))
    document = {
        "id": "garden", "name": "document garden", "title": "On wilting", "file": "potassium.txt",
        "document kind": "article", "rights": "An invented text.",
        "sha256": hashlib.sha256(TEXT.encode("utf-8")).hexdigest(), "characters": len(TEXT),
        "word count": len(TEXT.split()),
        "speakers": [{"name": "author", "role": "article author", "identified": "true"}],
    }  # fmt: skip
    _append(sources / "data" / "documents.yaml", [document])
    _append(sources / "data" / "conflicts.yaml", [_CONFLICT])
    listed = {
        "document": "document garden", "defaults": {"speaker": "author"}, "claims": _claims(),
    }  # fmt: skip
    (sources / "data" / "claims" / "garden.yaml").write_text(yaml.safe_dump(listed))
    (sources / "data" / "uncovered" / "garden.yaml").write_text("[]\n")
    (sources / "queries" / "risk" / "delayers.rq").write_text(_QUERY)
    written = stamp_all(Vocabulary(sources), folder, ["garden"])
    assert [path.stem for path in written] == ["garden"]
    return sources


@pytest.fixture(scope="module")
def kg(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bonekg.KnowledgeGraph]:
    """The graph of the tree, which stands in the place of the package's own sources."""
    with pytest.MonkeyPatch.context() as patch:
        made = build(tree)
        found = review(made)
        assert found.ok, found.findings
        patch.setattr(resources, "_CHECKOUT", tree)
        _forget_queries()
        write_release(made, tree / "data" / "release")
        yield bonekg.load(tree / "data" / "release" / "bonekg.nq")
    _forget_queries()


def _forget_queries() -> None:
    """The catalogue is read once in a process, from where it stood then."""
    for read in (queries.load_catalogue, queries.get_query):
        read.cache_clear()


def numbers(ids: Any) -> list[int]:
    return sorted(int(str(getattr(item, "id", item))[-3:]) for item in ids)


def test_a_predicate_counts_in_answers(kg: bonekg.KnowledgeGraph) -> None:
    sides = kg.why("zinnia", "wilt").sides
    assert numbers(sides["for"].claims) == [1]  # less of a condition is good
    sides = kg.why("aster", "wilt").sides
    assert {n: numbers(s.claims) for n, s in sides.items() if s.claims} == {
        "for": [3],
        "against": [4],
    }
    compared = kg.compare("zinnia", "aster", on="wilt")
    assert numbers(compared.claims_of("zinnia")) == [1]
    assert kg.gaps("zinnia").examined == 1
    assert "delays" in str(kg.show("zinnia"))
    assert kg.show("delays").kind == "predicate"


def test_a_predicate_counts_in_paths_and_derived_edges(kg: bonekg.KnowledgeGraph) -> None:
    found = kg.paths("zinnia", "droop").paths
    assert [path.sign for path in found] == ["-"]
    edges = [e for e in kg.reader.derived() if e.subject.name == "zinnia"]
    assert [(e.sign, e.object.name, numbers(e.grounds)) for e in edges] == [("-", "droop", [1, 2])]
    # What is said of asters is of both signs, so nothing follows from it.
    assert not [e for e in kg.reader.derived() if e.subject.name == "aster"]


def test_a_predicate_counts_in_conflicts(kg: bonekg.KnowledgeGraph) -> None:
    opposed = "SELECT ?a ?b { ?a bkg:opposedTo ?b ; bkg:inDocument <%s> }"
    document = "https://w3id.org/bonekg/document/garden"
    assert {tuple(numbers(pair)) for pair in kg.store.select(opposed % document)} == {(3, 4)}
    assert len(kg.conflicts("aster")) == 1


def test_a_predicate_counts_in_exports(kg: bonekg.KnowledgeGraph) -> None:
    lines = get_format("kgx-jsonl").write(kg)["edges.jsonl"].decode().splitlines()
    edges = {edge["id"]: edge for edge in map(json.loads, lines)}
    edge = edges["bkg.claim:garden-001"]
    assert edge["predicate"] == "biolink:affects"
    assert edge["object_direction_qualifier"] == "decreased"
    assert edge["original_predicate"] == "bkg:delays"
    network = kg.to_networkx("stated")
    assert network.edges["bkg:Zinnia", "bkg:Wilt", "garden-001"]["relation"] == "delays"


def test_a_predicate_counts_in_the_catalogue(kg: bonekg.KnowledgeGraph) -> None:
    def keys(name: str, **asked: Any) -> list[int]:
        return numbers(row["claim"] for row in kg.run(name, **asked).to_dicts())

    assert keys("claims-about", entity="wilt") == [1, 2, 3, 4]
    assert keys("for-and-against", entity="zinnia", target="wilt") == [1]
    assert keys("effects-on", entity="wilt") == [1, 3, 4]
    assert keys("opposite-claims", entity="aster") == [3, 4]
    listed = {row["predicate"]: row for row in kg.run("predicates").to_dicts()}
    assert listed["delays"]["sign"] == "-"


def test_a_document_is_known_by_its_short_name(kg: bonekg.KnowledgeGraph) -> None:
    assert numbers(kg.claims(document="garden")) == [1, 2, 3, 4]
    assert numbers(kg.claims(document="potassium.txt")) == [1, 2, 3, 4]
    assert kg.claim("garden-001").document == "garden"
    assert numbers(kg.why("aster", "wilt", document="garden").sides["for"].claims) == [3]
    assert kg.show("garden").kind == "document"
    rows = kg.run("claims-in-document", document="garden").to_dicts()
    assert numbers(row["claim"] for row in rows) == [1, 2, 3, 4]


def test_a_document_is_counted(kg: bonekg.KnowledgeGraph, tree: Path) -> None:
    claims = kg.reader.claims()
    counted = {(aspect, value): n for aspect, value, n in count_claims(claims)}
    assert counted["document", "garden"] == 4
    sentences = {row[0]: row for row in count_sentences(read_coverage(claims, tree))}
    assert sentences["garden"][1] == 3
    (documents,) = next(iter(kg.store.select("SELECT (COUNT(*) AS ?n) { ?d a bkg:Document }")))
    assert f"{documents} documents" in str(
        get_format("metadata").write(kg)["dataset.jsonld"].decode()
    )


def test_the_command_line_knows_what_is_new(
    kg: bonekg.KnowledgeGraph, tree: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    # Only the new text is at hand; what is said elsewhere is shown without its passage.
    monkeypatch.setenv("BONEKG_DOCUMENTS", str(tree.parent / "texts"))
    assert main(["stats"]) == 0
    assert "coverage of garden" in capsys.readouterr().out
    assert main(["why", "zinnia", "wilt", "--full"]) == 0
    assert "Zinnias delay wilting" in capsys.readouterr().out
    assert main(["why", "melatonin", "bone mineral density", "--full"]) == 0
    assert "001-070" in capsys.readouterr().out


def test_a_query_is_found(kg: bonekg.KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    rows = kg.run("delayers", entity="wilt").to_dicts()
    assert numbers(row["claim"] for row in rows) == [1, 3]
    assert main(["queries"]) == 0
    assert "delayers" in capsys.readouterr().out
    assert main(["run", "delayers", "--entity", "wilt"]) == 0
    assert "zinnia delays wilt" in capsys.readouterr().out


def test_an_export_is_found(
    kg: bonekg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lines_of_claims.py").write_text(_EXPORT, encoding="utf-8")
    folders = [*exports_formats.__path__, str(tmp_path)]
    monkeypatch.setattr(exports_formats, "__path__", folders)
    (written,) = kg.export("lines", tmp_path / "lines.txt")
    assert "garden-001\tIt is said that zinnia delays wilt." in written.read_text("utf-8")
    assert main(["export", "lines", str(tmp_path / "more.txt")]) == 0
    assert (tmp_path / "more.txt").is_file()
