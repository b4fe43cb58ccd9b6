"""What the dataset says about itself is what it is: counts, digests, version, rights."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, parse
from pyoxigraph import Store as Engine
from rdflib.namespace import DCAT, DCTERMS, RDF, SDO, VOID

import bonekg
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.errors import ExportError
from bonekg.exports.descriptions import METADATA
from bonekg.exports.descriptions.header import DATASET, FILES, RIGHTS, SPDX
from bonekg.exports.formats.claims import csv_cell, data_package, write_table
from bonekg.exports.registry import get_format
from bonekg.model import Claim, Span, columns, flatten
from bonekg.rdf import BASE, GRAPHS, expand
from bonekg.resources import checkout
from real_tools import run_python
from small_tree import SmallTree

pytestmark = pytest.mark.slow

DCAT_VERSION = rdflib.URIRef(f"{DCAT}version")  # newer than rdflib's list
SPDX_TERMS = rdflib.Namespace("http://spdx.org/rdf/terms#")
# What the metadata and the table add to the package.
MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def release(exported: dict[str, bytes]) -> dict[str, bytes]:
    return exported


@pytest.fixture(scope="module")
def exported() -> dict[str, bytes]:
    return get_format("metadata").write(bonekg.load())


@pytest.fixture(scope="module", params=["export", "small tree"])
def files(
    request: pytest.FixtureRequest,
    exported: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, bytes]:
    """Folders that describe themselves: of our graph, and of one of invented claims."""
    if request.param == "small tree":
        tree = SmallTree(tmp_path_factory.mktemp("pond"), [{}, {"polarity": "denied"}])
        release = tree.folder / "release"
        write_release(build(tree.sources), release)
        return get_format("metadata").write(bonekg.load(release / "bonekg.nq"))
    return exported


def graph_of(files: dict[str, bytes], name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files[name], format="turtle")


def crate_of(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    graph = json.loads(files["ro-crate-metadata.json"])["@graph"]
    by_id = {entity["@id"]: entity for entity in graph}
    assert len(by_id) == len(graph)
    return by_id


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Counted:
    """The numbers of a graph, or of all, asked by SPARQL; nothing of the writer is used."""

    def __init__(self, quads: bytes, graph: str | None) -> None:
        self.engine = Engine()
        self.engine.bulk_load(input=quads, format=RdfFormat.N_QUADS)
        self.graph = graph

    def rows(self, sparql: str) -> list[tuple[str, ...]]:
        found = self.engine.query(
            sparql,
            use_default_graph_as_union=self.graph is None,
            default_graph=None if self.graph is None else NamedNode(self.graph),
        )
        assert isinstance(found, QuerySolutions)
        names = found.variables
        return [tuple(row[name].value for name in names) for row in found]

    def number(self, sparql: str) -> int:
        return int(self.rows(sparql)[0][0])


SINGLE = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
}
BY_CLASS = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c"
BY_PROPERTY = """
SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
WHERE { ?s ?p ?o } GROUP BY ?p
"""


def numbers(graph: rdflib.Graph, node: Any, *names: str) -> tuple[int, ...]:
    found = [list(graph.objects(node, VOID[name])) for name in names]
    assert all(len(values) == 1 for values in found)
    return tuple(int(str(values[0])) for values in found)


def test_void_counts_what_sparql_counts(files: dict[str, bytes]) -> None:
    graph = graph_of(files, "void.ttl")
    whole = rdflib.URIRef(DATASET)
    subsets = set(graph.objects(whole, VOID.subset))
    held = Counted(files["bonekg.nq"], None).rows("SELECT DISTINCT ?g WHERE { GRAPH ?g {} }")
    assert {str(subset) for subset in subsets} == {name for (name,) in held}
    assert len(subsets) > 4
    for node in [whole, *subsets]:
        counted = Counted(files["bonekg.nq"], None if node == whole else str(node))
        for name, sparql in SINGLE.items():
            assert numbers(graph, node, name) == (counted.number(sparql),), (node, name)
        classes = {
            str(graph.value(part, VOID["class"])): numbers(graph, part, "entities")
            for part in graph.objects(node, VOID.classPartition)
        }
        assert classes == {name: (int(n),) for name, n in counted.rows(BY_CLASS)}
        properties = {
            str(graph.value(part, VOID.property)): numbers(
                graph, part, "triples", "distinctSubjects", "distinctObjects"
            )
            for part in graph.objects(node, VOID.propertyPartition)
        }
        expected = {name: tuple(map(int, row)) for name, *row in counted.rows(BY_PROPERTY)}
        assert properties == expected
        assert len(properties) > 1 or node != whole


def test_void_counts_the_claims(files: dict[str, bytes]) -> None:
    graph = graph_of(files, "void.ttl")
    parts = list(graph.subjects(VOID["class"], rdflib.URIRef(expand("bkg:Claim"))))
    claims = len(list(csv.DictReader(io.StringIO(files["claims.csv"].decode("utf-8")))))
    assert {numbers(graph, part, "entities") for part in parts} == {(claims,)}


def test_void_links_are_the_mappings(exported: dict[str, bytes]) -> None:
    graph = graph_of(exported, "void.ttl")
    linksets = list(graph.subjects(RDF.type, VOID.Linkset))
    counted = Counted(exported["bonekg.nq"], GRAPHS["mappings"])
    assert len(linksets) > 20
    total = 0
    for linkset in linksets:
        match = graph.value(linkset, VOID.linkPredicate)
        target = graph.value(linkset, VOID.objectsTarget)
        assert graph.value(linkset, VOID.subjectsTarget) == rdflib.URIRef(DATASET)
        space = graph.value(target, VOID.uriSpace)
        (triples,) = numbers(graph, linkset, "triples")
        total += triples
        assert triples == counted.number(
            f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{match}> ?o "
            f'FILTER(STRSTARTS(STR(?o), "{space}")) }}'
        )
    kinds = ("exact", "close", "broad", "narrow", "related")
    matches = f"?p IN ({', '.join(f'skos:{kind}Match' for kind in kinds)})"
    assert total == counted.number(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o FILTER({matches}) }}"
    )


def test_void_examples_and_vocabularies_are_used(files: dict[str, bytes]) -> None:
    graph = graph_of(files, "void.ttl")
    counted = Counted(files["bonekg.nq"], None)
    examples = list(graph.objects(rdflib.URIRef(DATASET), VOID.exampleResource))
    assert len(examples) >= 3
    for example in examples:
        assert counted.number(f"SELECT (COUNT(*) AS ?n) WHERE {{ <{example}> ?p ?o }}") > 1
    vocabularies = {str(name) for name in graph.objects(rdflib.URIRef(DATASET), VOID.vocabulary)}
    assert {f"{BASE}bonekg.owl", "http://www.w3.org/ns/oa#"} <= vocabularies
    assert all(re.search(r"(owl|#|/)$", name) for name in vocabularies)


def test_dcat_distributions_are_the_files(files: dict[str, bytes]) -> None:
    graph = graph_of(files, "dcat.ttl")
    found = set(graph.subjects(RDF.type, DCAT.Distribution))
    assert {str(node).rpartition("/")[2] for node in found} == {
        name for name in files if name in FILES and FILES[name][2]
    }
    for node in found:
        name = str(node).rpartition("/")[2]
        checksum = graph.value(node, SPDX_TERMS.checksum)
        assert str(graph.value(checksum, SPDX_TERMS.checksumValue)).lower() == sha256(files[name])
        assert int(str(graph.value(node, DCAT.byteSize))) == len(files[name])
        assert str(graph.value(node, DCAT.mediaType)).endswith(FILES[name][0])
        assert len(list(graph.subjects(DCAT.distribution, node))) == 1


def test_schema_org_knows_every_word_and_file(files: dict[str, bytes]) -> None:
    record = json.loads(files["dataset.jsonld"])
    used = set(words(record))
    assert len(used) > 25
    assert {word for word in used if word not in SDO} == set()
    downloads = {download["name"]: download for download in record["distribution"]}
    assert set(downloads) == {name for name in files if name in FILES and FILES[name][2]}
    for name, download in downloads.items():
        assert download["sha256"] == sha256(files[name])
        assert download["contentSize"] == f"{len(files[name])} B"


def words(value: Any) -> Iterator[str]:
    """The properties and classes of a JSON-LD record."""
    if isinstance(value, dict):
        yield from (key for key in value if not key.startswith("@"))
        yield from ([value["@type"]] if "@type" in value else [])
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        yield from words(item)


def test_croissant_describes_every_column(files: dict[str, bytes]) -> None:
    record = json.loads(files["croissant.json"])
    (file,) = record["distribution"]
    assert (file["contentUrl"], file["sha256"]) == ("claims.csv", sha256(files["claims.csv"]))
    fields = [field["source"]["extract"]["column"] for field in record["recordSet"][0]["field"]]
    header = next(csv.reader(io.StringIO(files["claims.csv"].decode("utf-8"))))
    assert fields == header == list(columns(Claim))
    assert len(set(fields)) == len(fields) > 40


def test_the_crate_names_everything_in_its_folder(files: dict[str, bytes]) -> None:
    crate = crate_of(files)
    named = {name for name, entity in crate.items() if entity["@type"] == "File"}
    assert named == set(files) - {"ro-crate-metadata.json"}
    assert {part["@id"] for part in crate["./"]["hasPart"]} == named
    for name in named:
        assert crate[name]["sha256"] == sha256(files[name])
        assert crate[name]["contentSize"] == str(len(files[name]))
    references = {
        reference
        for entity in crate.values()
        for value in entity.values()
        for item in (value if isinstance(value, list) else [value])
        if isinstance(item, dict)
        for reference in item.values()
    }
    assert references - set(crate) == {"https://w3id.org/ro/crate/1.1"}


def test_the_descriptions_are_small(release: dict[str, bytes]) -> None:
    assert sum(len(release[name]) for name in (*METADATA, "claims.csv")) < MOST_BYTES


def test_one_version_title_licence_and_date_everywhere(release: dict[str, bytes]) -> None:
    citation = yaml.safe_load((checkout() / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((checkout() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    dcat, void = graph_of(release, "dcat.ttl"), graph_of(release, "void.ttl")
    croissant, schema = (json.loads(release[n]) for n in ("croissant.json", "dataset.jsonld"))
    root = crate_of(release)["./"]
    node = rdflib.URIRef(DATASET)
    owl = rdflib.Namespace("http://www.w3.org/2002/07/owl#")
    ontology = rdflib.Graph().parse(data=release["bonekg.owl"], format="xml")
    manifest = json.loads((checkout() / "data/release/manifest.json").read_text("utf-8"))
    versions = {
        *(str(version) for version in ontology.objects(None, owl.versionInfo)),
        *(str(version) for version in dcat.objects(None, DCAT_VERSION)),
        *(str(version) for version in void.objects(None, owl.versionInfo)),
        *(record["version"] for record in (croissant, schema, root, manifest, citation)),
    }
    assert versions == {bonekg.__version__}
    titles = {schema["name"], root["name"], citation["title"]}
    assert titles == {str(dcat.value(node, DCTERMS.title)), str(void.value(node, DCTERMS.title))}
    assert len(titles) == 1
    licences = {
        str(value) for graph in (dcat, void) for value in graph.objects(None, DCTERMS.license)
    }
    licences |= {croissant["license"], schema["license"], root["license"]["@id"]}
    assert {SPDX[licence] for licence in licences} == {citation["license"], manifest["license"]}
    assert citation["license"] in project["license"]
    dates = {str(date) for graph in (dcat, void) for date in graph.objects(None, DCTERMS.issued)}
    dates |= {record["datePublished"] for record in (croissant, schema, root)}
    assert dates == {str(citation["date-released"])}
    makers = {croissant["creator"]["name"], schema["creator"]["name"]}
    assert makers == {author["name"] for author in citation["authors"]}
    assert makers == {author["name"] for author in project["authors"]}
    keywords = {str(word) for word in dcat.objects(node, DCAT.keyword)}
    assert keywords == set(citation["keywords"]) == set(schema["keywords"])


def test_rights_in_the_texts_are_said(files: dict[str, bytes]) -> None:
    labels = {str(label) for label in graph_of(files, "dcat.ttl").objects(None, rdflib.RDFS.label)}
    assert RIGHTS in labels
    assert json.loads(files["dataset.jsonld"])["usageInfo"] == RIGHTS
    assert crate_of(files)["./"]["usageInfo"] == RIGHTS
    assert RIGHTS in json.loads(files["croissant.json"])["description"]


def test_no_clock_and_no_place_gets_in(files: dict[str, bytes]) -> None:
    places = [str(checkout()), f"{Path.home()}/", f"{tempfile.gettempdir()}/", "file:/"]
    for name in METADATA:
        text = files[name].decode("utf-8")
        assert not re.search(r"\d\d:\d\d:\d\d", text), name
        assert not any(place in text for place in places), name
        assert set(re.findall(r"\b20\d\d-\d\d-\d\d\b", text)) <= {"2026-11-21"}, name


def test_both_turtle_readers_read_the_same(files: dict[str, bytes]) -> None:
    for name in ("dcat.ttl", "void.ttl"):
        assert len(graph_of(files, name)) == len(list(parse(files[name], format=RdfFormat.TURTLE)))


def test_a_graph_without_header_is_not_described(tmp_path: Path) -> None:
    lines = [
        line
        for line in bonekg.load().nquads().splitlines(keepends=True)
        if b"bonekg.owl>" not in line.split(b" ")[0]
    ]
    (tmp_path / "headless.nq").write_bytes(b"".join(lines))
    graph = bonekg.load(tmp_path / "headless.nq")
    with pytest.raises(ExportError, match="no ontology header"):
        graph.export("metadata", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def rebuild(row: dict[str, str]) -> dict[str, Any]:
    """Read a row of the table as its schema says."""
    types = {f["name"]: f["type"] for f in data_package()["resources"][0]["schema"]["fields"]}
    readers: dict[str, Callable[[str], Any]] = {
        "integer": int, "number": float, "array": json.loads, "string": str,
        "boolean": lambda cell: {"true": True, "false": False}[cell],
    }  # fmt: skip
    return {name: readers[types[name]](cell) if cell else None for name, cell in row.items()}


def plain(claim: Claim) -> dict[str, Any]:
    """A claim's columns as JSON has them."""
    found: dict[str, Any] = json.loads(json.dumps(flatten(claim)))
    return found


def test_claims_come_back_from_the_table(release: dict[str, bytes]) -> None:
    claims = bonekg.load().reader.claims()
    rows = read_rows(release["claims.csv"])
    assert len(rows) == len(claims) > 100
    for claim, row in zip(claims, rows, strict=True):
        assert rebuild(row) == plain(claim)


def test_every_column_has_one_lexical_kind(release: dict[str, bytes]) -> None:
    """Else readers that look at the first rows only take a column for another."""
    kinds = columns(Claim)
    for row in read_rows(release["claims.csv"]):
        for name, cell in row.items():
            if cell and kinds[name].type is float and not kinds[name].many:
                assert re.fullmatch(r"-?\d+\.\d+(e[+-]\d+)?", cell), (name, cell)


@cache
def first_claim() -> Claim:
    return bonekg.load().reader.claims()[0]


@settings(deadline=None)  # the first example loads the graph
@given(
    st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))] * 3),
    st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers()),
    st.lists(st.builds(Span, st.integers(0), st.integers(0))).map(tuple),
)
def test_any_claim_comes_back_from_the_table(
    texts: tuple[str, str, str], value: float | None, spans: tuple[Span, ...]
) -> None:
    states, quote, context = texts
    claim = first_claim()._replace(
        states=states, quote=quote or None, context=context or None, repeated_at=spans
    )
    (row,) = read_rows(write_table([claim]))
    assert rebuild(row) | {"states": row["states"]} == plain(claim)
    cell = csv_cell(value, columns(Claim)["dose_value"])
    assert (float(cell) if cell else None) == (None if value is None else float(value))


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.tools
def test_mlcroissant_reads_every_record(
    folder: Path, files: dict[str, bytes], record_property: Callable[[str, object], None]
) -> None:
    found = run_python("metadata", "metadata.py", "croissant", folder)
    rows = read_rows(files["claims.csv"])
    assert (found["errors"], found["warnings"], found["version"]) == ([], [], "1.1")
    assert found["records"] == len(rows)
    assert found["fields"] == len(columns(Claim))
    assert found["cells"] == len(rows) * len(columns(Claim))
    # mlcroissant reads tables by pandas, which takes 004 for a number.
    lost = {"document"}
    assert set(found["columns read otherwise"]) <= lost
    assert found["cells that are the same"] >= found["cells"] - len(rows) * len(lost)
    record_property(
        "figure", f"mlcroissant: {found['records']} records of {found['fields']} fields"
    )


@pytest.mark.tools
def test_the_crate_is_valid(
    folder: Path, files: dict[str, bytes], record_property: Callable[[str, object], None]
) -> None:
    found = run_python("metadata", "metadata.py", "crate", folder)
    assert found["issues"] == {"required": [], "recommended": []}
    assert found["checks"] > 50
    assert found["files"] == len(files) - 1
    assert found["version"] == bonekg.__version__
    record_property(
        "figure", f"rocrate-validator: {found['checks']} checks; rocrate: {found['files']} files"
    )


@pytest.mark.tools
def test_dcat_conforms_to_dcat_ap(
    folder: Path, files: dict[str, bytes], record_property: Callable[[str, object], None]
) -> None:
    found = run_python("metadata", "metadata.py", "dcat", folder)
    assert (found["conforms"], found["words"]) == (True, "")
    assert found["shapes"] > 30
    assert found["distributions"] == sum(name in FILES and FILES[name][2] for name in files)
    record_property(
        "figure", f"DCAT-AP 3: {found['shapes']} shapes, {found['distributions']} distributions"
    )


@pytest.mark.tools
def test_the_validators_see_what_is_wrong(exported: dict[str, bytes], tmp_path: Path) -> None:
    """So that the three tests above cannot pass because nothing is looked at."""
    for name, content in exported.items():
        (tmp_path / name).write_bytes(content)
    dcat, left_out = re.subn(rb"[ \t]+dcterms:title [^\n]* ;\n", b"", exported["dcat.ttl"])
    assert left_out
    (tmp_path / "dcat.ttl").write_bytes(dcat)
    crate = json.loads(exported["ro-crate-metadata.json"])
    del crate["@graph"][1]["license"]
    (tmp_path / "ro-crate-metadata.json").write_text(json.dumps(crate), encoding="utf-8")
    croissant = json.loads(exported["croissant.json"])
    del croissant["recordSet"][0]["field"][0]["dataType"]
    (tmp_path / "croissant.json").write_text(json.dumps(croissant), encoding="utf-8")
    assert not run_python("metadata", "metadata.py", "dcat", tmp_path)["conforms"]
    assert run_python("metadata", "metadata.py", "crate", tmp_path)["issues"]["required"]
    assert run_python("metadata", "metadata.py", "croissant", tmp_path)["errors"]


@pytest.mark.tools
def test_cffconvert_accepts_the_citation(tmp_path: Path) -> None:
    shutil.copy(checkout() / "CITATION.cff", tmp_path)
    read = run_python("general", "citation.py", tmp_path / "CITATION.cff")
    assert (read["version"], read["datePublished"]) == (bonekg.__version__, "2026-11-21")
    assert read["license"].endswith("/CC-BY-4.0")
