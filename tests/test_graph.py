"""The loaded graph: queries, lookups, claims, answers, conversions."""

from __future__ import annotations

import json
import pickle
import re
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st

import bonekg
from bonekg import errors
from bonekg.exports.dataset import rdflib_dataset
from bonekg.exports.formats.claims import KEYS, flat_record, json_schema
from bonekg.rdf import PREFIXES, compact, expand
from bonekg.store import base
from bonekg.store.rows import Rows


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def test_the_four_forms_of_query(kg: bonekg.KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?n { CHEBI:16796 skos:prefLabel ?n }")
    assert isinstance(rows, Rows)
    assert rows.to_dicts() == [{"n": "melatonin"}]
    assert kg.query("ASK { CHEBI:16796 rdfs:subClassOf* bkg:Hormone }") is True
    assert kg.query("ASK { CHEBI:16796 rdfs:subClassOf* bkg:Mineral }") is False
    made = kg.query("CONSTRUCT { ?s rdfs:label ?l } { VALUES ?s { CHEBI:16796 } ?s rdfs:label ?l }")
    assert isinstance(made, list)
    assert len(made) == 1
    described = kg.query("DESCRIBE CHEBI:16796")
    assert isinstance(described, list)
    assert len(described) > 3


@pytest.mark.parametrize(
    ("sparql", "error", "says"),
    [
        ("SELEC ?x {}", errors.QuerySyntaxError, "line 1"),
        ("SELECT ?x {\n ?x a nope:Thing }", errors.QuerySyntaxError, "line 2"),
        ("", errors.QuerySyntaxError, "empty"),
        ("INSERT DATA { bkg:a bkg:b bkg:c }", errors.QueryError, "read-only"),
        ("DELETE WHERE { ?a ?b ?c }", errors.QueryError, "read-only"),
    ],
)
def test_a_query_that_cannot_run(
    kg: bonekg.KnowledgeGraph, sparql: str, error: type[errors.QueryError], says: str
) -> None:
    with pytest.raises(error, match=says):
        kg.query(sparql)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("melatonin", "melatonin"),
        ("MELATONIN", "melatonin"),
        ("CHEBI:16796", "melatonin"),
        ("PTH", "parathyroid hormone"),
        ("melatonine", "melatonin"),
        ("osteoblasts", "osteoblast"),
        ("Wnt/β", "Wnt-beta-catenin signaling"),
    ],
)
def test_find(kg: bonekg.KnowledgeGraph, asked: str, found: str) -> None:
    hits = kg.find(asked)
    assert hits[0].name == found


@pytest.mark.parametrize("gap", ["", " ", "\n\t", " # of (\n "])
@pytest.mark.parametrize("name", ["CONCAT", "coalesce"])
def test_white_space_before_brackets(name: str, gap: str, kg: bonekg.KnowledgeGraph) -> None:
    """SPARQL allows it, the engine's own parser does not; what stands in texts stays."""
    rows = kg.query(f"SELECT ({name}{gap}('{name} (') AS ?x) {{}}")
    assert isinstance(rows, Rows)
    assert rows.column("x") == [f"{name} ("]


def test_errors_name_the_column_of_the_query_as_it_was_written(kg: bonekg.KnowledgeGraph) -> None:
    told = []
    for bracket in (" (", "( "):
        with pytest.raises(errors.QuerySyntaxError) as raised:
            kg.query(f"SELECT (CONCAT{bracket}'a') AS ?x) {{ ?? }}")
        told.append(str(raised.value))
    assert told[0] == told[1]


def test_find_nothing(kg: bonekg.KnowledgeGraph) -> None:
    assert not kg.find("")
    assert not kg.find("zzzzzz")


def test_resolve_says_what_is_near(kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.UnknownTermError) as unknown:
        kg.lexicon.resolve("melatonn")
    assert "melatonin" in unknown.value.candidates
    with pytest.raises(errors.UnknownTermError):
        kg.lexicon.resolve("CHEBI:1")


def test_an_ambiguous_name_names_its_candidates() -> None:
    from bonekg.lexicon.lexicon import Lexicon
    from bonekg.store.rows import IRI

    class Store:
        def select(self, sparql: str) -> Rows:
            if "COUNT" in sparql:
                return Rows(("term", "n"), [])
            forms = [("CHEBI:1", "calcium", 3, "one"), ("CHEBI:2", "calcium", 3, "two")]
            return Rows(
                ("term", "form", "kind", "name"),
                [(IRI(expand(curie)), form, kind, name) for curie, form, kind, name in forms],
            )

    with pytest.raises(errors.AmbiguousTermError, match=r"CHEBI:1 \(one\), CHEBI:2 \(two\)"):
        Lexicon(Store()).resolve("Calcium")


def test_claims_filters(kg: bonekg.KnowledgeGraph) -> None:
    trial = kg.claims(subject="melatonin supplementation", document="001", kind="effect")
    assert trial
    assert {c.subject.name for c in trial} == {"melatonin supplementation"}
    under = kg.claims(object="bone measure")
    assert {"areal bone mineral density"} <= {c.object_name for c in under}
    current = [claim for claim in kg.reader.claims() if claim.status == "current"]
    assert list(kg.claims()) == current


def test_the_trial_of_document_001(kg: bonekg.KnowledgeGraph) -> None:
    """Femoral neck against placebo: +0.5 % with 1 mg, +2.3 % with 3 mg (read in the text)."""
    told = {
        (c.dose.value, c.effect.value)
        for c in kg.claims(document="001", object="areal bone mineral density")
        if str(c.site) == "femoral neck"
        and str(c.comparator) == "placebo"
        and str(c.population) == "postmenopausal women with osteopenia"
        and c.evidence == ("randomized controlled trial",)
        and str(c.study) == "amstrup-2015"
        and c.dose
        and c.effect
    }
    assert told == {(1, 0.5), (3, 2.3)}


def test_why_sorts_the_sides_and_says_where(kg: bonekg.KnowledgeGraph) -> None:
    answer = kg.why("melatonin", "bone mineral density")
    strongest = answer.sides["for"].claims[0]
    assert strongest.evidence == ("randomized controlled trial",)
    assert answer.sides["for"].backing.documents >= 2
    assert any("melatonin supplementation" in route for route in answer.routes)
    assert "Not medical advice" in str(answer)
    assert json.loads(json.dumps(answer.as_dict()))["subject"] == "melatonin"


def test_why_says_when_the_documents_do_not_say(kg: bonekg.KnowledgeGraph) -> None:
    answer = kg.why("yoga", "bioavailability")
    assert not answer.answered
    assert "No claim relates yoga and bioavailability" in str(answer)


def test_why_shows_full_passages(kg: bonekg.KnowledgeGraph, documents: Path) -> None:
    answer = kg.why("melatonin", "bone mineral density", documents)
    voice = answer.sides["for"].voices[0]
    text = (documents / voice.claim.file).read_bytes().decode("utf-8")
    assert voice.passage == text[voice.claim.start : voice.claim.end]


def test_flat_claims_fit_their_schema(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    schema = json_schema(kg)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    file = kg.export("claims-jsonl", tmp_path / "claims.jsonl")[0]
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(kg.reader.claims()) > 100
    for line in lines:
        record = json.loads(line)
        assert list(record) == list(KEYS)
        validator.validate(record)
    broken = flat_record(kg.reader.claims()[0]) | {"certainty": "sure"}
    assert not validator.is_valid(broken)


def test_an_export_that_cannot_be_written(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(errors.ExportError, match="did you mean 'turtle'"):
        kg.export("turtel", tmp_path / "x")
    blocked = tmp_path / "file"
    blocked.write_text("here", encoding="utf-8")
    with pytest.raises(errors.ExportError, match="cannot be written"):
        kg.export("turtle", blocked / "x.ttl")
    assert blocked.read_text(encoding="utf-8") == "here"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.slow
def test_to_rdflib_holds_everything(kg: bonekg.KnowledgeGraph) -> None:
    dataset = kg.to_rdflib()
    assert len(list(dataset.quads())) == len(kg.nquads().splitlines())
    found = dataset.query("SELECT (COUNT(?c) AS ?n) { ?c a bkg:Claim }")
    assert [str(row[0]) for row in found] == [str(len(kg.reader.claims()))]  # type: ignore[index]  # rows


# What the type checker is told to pass over is wrong on purpose.
_WRONG: dict[str, Callable[[Any], object]] = {
    "sparql": lambda kg: kg.query(None),
    "sparql takes a text, not b'ASK {}'": lambda kg: kg.query(b"ASK {}"),
    "timeout": lambda kg: kg.query("ASK {}", timeout="soon"),
    "max_rows": lambda kg: kg.query("ASK {}", max_rows=1.5),
    "name takes": lambda kg: kg.run(None),
    "name takes a text, not None": lambda kg: kg.term(None),
    "key": lambda kg: kg.claim(1),
    "text": lambda kg: kg.find(None),
    "limit": lambda kg: kg.find("melatonin", limit=None),
    "subject takes a text, not 1": lambda kg: kg.why(1, 2),
    "object": lambda kg: kg.why("melatonin", ["bone"]),
    "site": lambda kg: kg.why("melatonin", "osteoporosis", site=3),
    "documents": lambda kg: kg.show("melatonin", documents=3),
    "thing takes": lambda kg: kg.show(None),
    "things": lambda kg: kg.compare("magnesium", None),
    "on": lambda kg: kg.compare("magnesium", on=3),
    "about": lambda kg: kg.conflicts(3),
    "between": lambda kg: kg.conflicts(between=("melatonin", None)),
    "about takes": lambda kg: kg.gaps(3),
    "evidence": lambda kg: kg.claims(evidence=3),
    "b takes": lambda kg: kg.paths("melatonin", None),
    "longest": lambda kg: kg.paths("melatonin", "osteoporosis", longest="4"),
    "form": lambda kg: kg.export(None, "x"),
    "path": lambda kg: kg.export("bibtex", None),
    "path takes a path: a text or a pathlib.Path, or None, not 3": lambda _: bonekg.load(
        3  # type: ignore[arg-type]
    ),
    "extra": lambda _: bonekg.load(extra=3),  # type: ignore[arg-type]
    "extra takes": lambda _: bonekg.load(extra=b"x.ttl"),  # type: ignore[arg-type]
    "extra takes a path": lambda _: bonekg.load(extra=[3]),  # type: ignore[list-item]
    "place": lambda _: bonekg.open(None),  # type: ignore[arg-type]
    "url": lambda _: bonekg.connect(None),  # type: ignore[arg-type]
    "headers takes a mapping": lambda _: bonekg.connect("http://x/", headers=5),  # type: ignore[arg-type]
    "headers takes names and": lambda _: bonekg.connect("http://x/", headers={"a": 1}),  # type: ignore[dict-item]
    "basis": lambda kg: kg.to_networkx(["stated"]),
    "sparql takes a text, not 7": lambda kg: kg.unknown_names(7),
    "documents takes a path": lambda _: bonekg.verify(5),  # type: ignore[arg-type]
    "sources": lambda _: bonekg.validate(5),  # type: ignore[arg-type]
    "form takes a text, not 2": lambda kg: kg.run("documents").to_text(2),
    "form takes a text, not 3": lambda kg: kg.run("documents").serialize(3),
    "form takes a text, not 4": lambda kg: kg.query("DESCRIBE bkg:Claim").serialize(4),
    "width": lambda kg: kg.run("documents").to_text("table", "wide"),
}


@pytest.mark.parametrize("says", _WRONG)
def test_a_value_of_the_wrong_type_is_named(says: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.WrongTypeError, match=f"^{re.escape(says)}") as wrong:
        _WRONG[says](kg)
    assert isinstance(wrong.value, TypeError)
    assert wrong.value.name == says.split()[0]
    assert wrong.value.value in str(wrong.value)


@pytest.mark.parametrize(
    "way",
    [bonekg.load, bonekg.open, bonekg.verify, bonekg.validate, lambda p: bonekg.load(extra=p)],
)
@pytest.mark.parametrize("path", ["", "x" * 5000, "a\0b"])
def test_a_path_that_no_file_can_have(way: Callable[[str], object], path: str) -> None:
    with pytest.raises(errors.StoreError, match="is no name") as wrong:
        way(path)
    assert f"{len(path):,} characters" in str(wrong.value)
    assert len(str(wrong.value)) < 200


def test_numbers_and_names_that_make_no_sense(kg: bonekg.KnowledgeGraph) -> None:
    for limit in (0, -1):
        with pytest.raises(errors.QueryError, match="from 1"):
            kg.find("melatonin", limit=limit)
    with pytest.raises(errors.ExportError, match="'statd' is no basis"):
        kg.to_networkx("statd")


def test_what_a_notebook_shows_of_graph_term_claim_and_paths(kg: bonekg.KnowledgeGraph) -> None:
    assert repr(kg) == f"<KnowledgeGraph of {kg.store.place}>"
    shown = kg._repr_html_()
    assert f"<td>terms</td><td>{len(kg.terms())}</td>" in shown
    assert f"<td>current claims</td><td>{len(kg.claims())}</td>" in shown
    claim = kg.claim("001-070")._repr_html_()
    assert "<td>subject_name</td><td>melatonin" in claim
    assert "<td>evidence</td><td>randomized controlled trial</td>" in claim
    assert "relayed_by" not in claim  # it has none
    term = kg.term("melatonin")
    assert f"<h3>{term.name}</h3>" in term._repr_html_()
    assert "&lt;b&gt;" in term._replace(note="<b>")._repr_html_()
    told = repr(kg.paths("denosumab", "osteoclast differentiation"))
    assert told.startswith("<Paths: denosumab → osteoclast differentiation; ")


_BLANK = """\
<u:a> <u:b> _:x <u:g> .
_:x <u:b> _:y <u:g> .
_:y <u:c> "last" .
<u:a> <u:b> <<( <u:a> <u:b> _:y )>> .
<u:a> <u:b> "new\\nline" .
"""


def test_canonical_lines_are_those_of_the_whole_dataset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_PIECE", 2)
    for text in (_BLANK, _BLANK.replace("_:x", "_:z"), "<u:a> <u:b> <u:c> .\n"):
        quads = list(ox.parse(text, format=ox.RdfFormat.N_QUADS))
        whole = ox.Dataset(quads)
        whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        data = ox.serialize(whole, format=ox.RdfFormat.N_QUADS)
        assert data is not None
        lines = b"".join(sorted(data.splitlines(keepends=True)))
        assert base.canonical_lines([*quads, *quads]) == lines


def test_only_statements_about_blank_nodes_are_held_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = ox.Dataset
    held: list[ox.Dataset] = []

    def watched(*given: Iterable[ox.Quad]) -> ox.Dataset:
        held.append(made(*given))
        return held[-1]

    monkeypatch.setattr(ox, "Dataset", watched)
    base.canonical_lines(ox.parse(_BLANK, format=ox.RdfFormat.N_QUADS))
    assert [len(dataset) for dataset in held] == [4]


_QUADS = b"""\
<u:a> <u:b> "text"@en <u:g> .
<u:a> <u:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <u:g> .
<u:a> <u:b> "plain" <u:h> .
<u:a> <u:b> _:x .
_:x <u:b> <u:c> <u:h> .
"""


def test_a_dataset_of_rdflib_warns_of_nothing() -> None:
    made, other = rdflib_dataset(_QUADS), rdflib_dataset(_QUADS)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # of pyparsing, which rdflib's older releases call by names that it deprecates
        warnings.filterwarnings("ignore", ".* deprecated( -|,) use ", DeprecationWarning)
        made = rdflib_dataset(_QUADS)
        assert len(list(made.query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))) == 4
        assert len(list(made.quads())) == len(made) == 5
        assert {str(graph.identifier) for graph in made.graphs()} >= {"u:g", "u:h"}
        assert len(pickle.loads(pickle.dumps(made))) == 5
        texts = [made.serialize(format=form) for form in ("nquads", "trig", "json-ld")]
    assert all('"plain"' in text for text in texts)
    assert not {*made.subjects()} & {*other.subjects()} - {rdflib.URIRef("u:a")}
    peer = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer.parse(data=_QUADS, format="nquads")
        assert rdflib.compare.isomorphic(_flat(peer), _flat(made))


def _flat(dataset: rdflib.Dataset) -> rdflib.Graph:
    flat = rdflib.Graph()
    for subject, predicate, object_, graph in dataset.quads():
        flat.add((subject, rdflib.URIRef(f"{predicate}{graph or ''}"), object_))
    return flat


def test_a_triple_term_is_nothing_for_rdflib() -> None:
    with pytest.raises(errors.ExportError, match="rdflib has no triple terms"):
        rdflib_dataset(b"<u:a> <u:b> <<( <u:a> <u:b> <u:c> )>> .")


def test_to_networkx_has_an_edge_per_claim_between_things(kg: bonekg.KnowledgeGraph) -> None:
    network = kg.to_networkx("stated")
    claims = [claim for claim in kg.reader.claims() if claim.status == "current"]
    assert network.number_of_edges() == len(claims)
    for claim in claims[:40]:
        if claim.object is None:
            continue
        edge = network.edges[claim.subject.id, claim.object.id, claim.id]
        assert (edge["predicate"], edge["subject_name"]) == (claim.predicate, claim.subject.name)
        if not claim.subject.id.startswith("bkg.study:"):
            assert network.nodes[claim.subject.id]["name"] == claim.subject.name


@pytest.mark.parametrize("content", [b"", b"not quads at all", b"<a> <b> ."])
def test_a_broken_release(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_bytes(content)
    with pytest.raises(errors.StoreError, match=r"x\.nq"):
        bonekg.load(file)
    with pytest.raises(errors.StoreError, match="cannot be read"):
        bonekg.load(tmp_path / "none.nq")


def test_rows_in_every_format() -> None:
    from bonekg.store.rows import FORMATS, IRI

    rows = Rows(("a", "b"), [(IRI(expand("CHEBI:16796")), "x|y,z"), (None, 2.5)])
    texts = {form: rows.to_text(form) for form in FORMATS}
    assert texts["csv"] == 'a,b\nCHEBI:16796,"x|y,z"\n,2.5'
    assert texts["tsv"] == "a\tb\nCHEBI:16796\tx|y,z\n\t2.5"
    assert json.loads(texts["json"]) == [{"a": "CHEBI:16796", "b": "x|y,z"}, {"a": None, "b": 2.5}]
    assert texts["markdown"].splitlines()[2] == "| CHEBI:16796 | x\\|y,z |"
    assert texts["table"].splitlines()[-1] == "2 rows"
    assert max(map(len, rows.to_text("table", 16).splitlines())) <= 20
    assert list(rows.to_pandas().columns) == ["a", "b"]
    assert rows.to_polars().shape == (2, 2)
    with pytest.raises(errors.ExportError):
        rows.to_text("xml")
    with pytest.raises(KeyError):
        rows.column("c")


@given(
    st.sampled_from(sorted(PREFIXES)), st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,12}", fullmatch=True)
)
def test_compact_undoes_expand(prefix: str, local: str) -> None:
    assert expand(compact(expand(f"{prefix}:{local}"))) == expand(f"{prefix}:{local}")
