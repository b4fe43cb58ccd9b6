"""The endpoint keeps to the SPARQL 1.1 Protocol: requests, forms, errors, graphs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.rdf import GRAPHS
from bonekg.serve.negotiation import GRAPH_MEDIA, RESULT_MEDIA, choose
from bonekg.store.base import release_path
from bonekg.store.results import read_results
from serving import Served, serving

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

ONE, TWO, THREE = (f"http://example.org/{name}" for name in ("one", "two", "three"))
FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
BOTH = f"ASK {{ <{ONE}> a ?x . <{TWO}> a ?x }}"
NAMED = f"ASK {{ GRAPH ?a {{ <{ONE}> a ?x }} GRAPH ?b {{ <{TWO}> a ?x }} }}"
FULL = NAMED.replace("ASK {", f"ASK {{ <{THREE}> a ?x")


class Case(NamedTuple):
    """A request and what must come: the status, or the kind of the answer."""

    name: str
    method: str
    expected: str
    fields: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    kind: str | None = None
    accept: str | None = None


def case(name: str, expected: str, *fields: tuple[str, str], **more: str | bytes) -> Case:
    body = more.get("body")
    body = body.encode() if isinstance(body, str) else body
    method = str(more.get("method", "GET" if body is None else "POST"))
    kind, accept = more.get("kind"), more.get("accept")
    return Case(
        name, method, expected, fields, body,
        str(kind) if kind else None, str(accept) if accept else None,
    )  # fmt: skip


def q(text: str) -> tuple[str, str]:
    return "query", text


def form(*fields: tuple[str, str]) -> str:
    return urlencode(fields)


DEFAULT = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
GRAPHS_NAMED = [("named-graph-uri", ONE), ("named-graph-uri", TWO)]
# What the tests of the W3C's `sparql11/protocol` manifest ask of an endpoint that only reads, in
# requests of our own: one for each of its thirteen query and seven bad-query tests.
CASES = [
    case("form", "true", ("default-graph-uri", "http://example.org/none"),
         body=form(q("ASK {}")), kind=FORM),
    case("default graphs by GET", "true", q(BOTH), *DEFAULT),
    case("default graphs by POST", "true", *DEFAULT, body=BOTH, kind=QUERY),
    case("named graphs by POST", "true", *GRAPHS_NAMED, body=NAMED, kind=QUERY),
    case("named graphs by GET", "true", q(NAMED), *GRAPHS_NAMED),
    case("whole dataset", "true", ("default-graph-uri", THREE), *GRAPHS_NAMED,
         body=FULL, kind=QUERY),
    case("the request's graphs go before the query's", "true", *GRAPHS_NAMED,
         body=NAMED.replace("ASK", f"ASK FROM <{THREE}>"), kind=QUERY),
    case("by GET", "true", q("ASK {}")),
    case("select", "table", q("SELECT (1 AS ?value) {}"), accept="application/sparql-results+xml"),
    case("ask", "true", q("ASK {}"), accept="application/sparql-results+json"),
    case("describe", "graph", q(f"DESCRIBE <{ONE}>"), accept="text/turtle"),
    case("construct", "graph", q("CONSTRUCT { <u:s> <u:p> 1 } WHERE {}"),
         accept="application/rdf+xml"),
    case("direct POST", "true", body="ASK {}", kind=QUERY),
    case("PUT", "405", q("ASK {}"), method="PUT"),
    case("two queries", "400", q("ASK {}"), q("SELECT * {}")),
    case("another type", "415", body="ASK {}", kind="text/plain"),
    case("form without a type", "415", body=form(q("ASK {}"))),
    case("query without a type", "415", body="ASK {}"),
    case("UTF-16", "415", body="ASK {}".encode("utf-16"), kind=f"{QUERY}; charset=UTF-16"),
    case("no SPARQL", "400", q("ASK {")),
]  # fmt: skip
UPDATES = [
    case("update by form", "403", body=form(("update", "CLEAR ALL")), kind=FORM),
    case("update by POST", "403", body="CLEAR ALL", kind=UPDATE),
    case("update in a dataset", "403", ("using-graph-uri", ONE), body="CLEAR ALL", kind=UPDATE),
    case("update by GET", "403", ("update", "CLEAR ALL")),
    case("two updates", "403", body=form(("update", "a"), ("update", "b")), kind=FORM),
    case("update of another type", "415", body="CLEAR ALL", kind="text/plain"),
    case("update without a type", "415", body="CLEAR ALL"),
    case("update as a query", "400", q("CLEAR ALL")),
    case("update in UTF-16", "403", body="CLEAR ALL".encode("utf-16"),
         kind=f"{UPDATE}; charset=UTF-16"),
]  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the release and three small graphs."""
    file = tmp_path_factory.mktemp("graphs") / "all.nq"
    lines = [f"<{iri}> a_type <http://example.org/Document> <{iri}> ." for iri in (ONE, TWO, THREE)]
    own = "\n".join(lines).replace("a_type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
    release = release_path().read_text(encoding="utf-8")
    file.write_text(f"{release}{own}\n", encoding="utf-8")
    with serving(file=file) as started:
        yield started


def send(served: Served, case: Case) -> httpx.Response:
    headers = {"Content-Type": case.kind} if case.kind else {}
    headers |= {"Accept": case.accept} if case.accept else {}
    address = f"{served.url}/sparql?{urlencode(case.fields)}"
    return httpx.request(case.method, address, content=case.body, headers=headers, timeout=30)


def read_table(body: bytes, media: str) -> tuple[list[str], list[tuple[object, ...]]]:
    form = ox.QueryResultsFormat.from_media_type(media)
    assert form is not None
    found = ox.parse_query_results(body, form)
    assert isinstance(found, ox.QuerySolutions)
    return [variable.value for variable in found.variables], [tuple(row) for row in found]


def test_as_many_cases_as_the_w3c_has() -> None:
    assert len(CASES) == 20


@pytest.mark.parametrize("case", [*CASES, *UPDATES], ids=lambda c: c.name)
def test_protocol(served: Served, case: Case) -> None:
    response = send(served, case)
    if case.expected.isdigit():
        assert response.status_code == int(case.expected), response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == int(case.expected)
        assert response.json()["detail"]
        return
    assert response.status_code == 200, response.text
    kind = response.headers["content-type"].split(";")[0]
    if case.expected == "true":
        assert response.json()["boolean"] is True
    elif case.expected == "table":
        columns, rows = read_table(response.content, kind)
        assert (columns, len(rows)) == (["value"], 1)
    else:
        made_graph = ox.RdfFormat.from_media_type(kind)
        assert len(list(ox.parse(response.content, format=made_graph))) == 1
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("media", RESULT_MEDIA)
def test_every_form_of_results(served: Served, media: str) -> None:
    sparql = "SELECT ?c ?s { ?c a bkg:Conflict ; bkg:states ?s } ORDER BY ?c"
    response = served.ask(sparql, media)
    assert response.headers["content-type"].split(";")[0] == media
    expected = bonekg.load().query(sparql)
    assert isinstance(expected, bonekg.Rows)
    if media == "text/csv":
        assert len(response.text.splitlines()) == len(expected) + 1
        return
    assert read_table(response.content, media)[1] == expected.terms()
    truth = served.ask("ASK { ?x a bkg:Claim }", media)
    assert truth.status_code == 200
    assert "true" in truth.text


@pytest.mark.parametrize("media", GRAPH_MEDIA)
def test_every_form_of_graphs(served: Served, media: str) -> None:
    sparql = "CONSTRUCT WHERE { ?c a bkg:Conflict ; bkg:states ?s }"
    response = served.ask(sparql, media)
    assert response.headers["content-type"].split(";")[0] == media
    found = {
        q.triple for q in ox.parse(response.content, format=ox.RdfFormat.from_media_type(media))
    }
    expected = bonekg.load().query(sparql)
    assert isinstance(expected, list)
    assert found == set(expected)


def test_forms_by_wish() -> None:
    assert choose(None, RESULT_MEDIA) == choose("*/*", RESULT_MEDIA) == RESULT_MEDIA[0]
    assert choose("text/*;q=0.3, application/json;q=0.2", RESULT_MEDIA) == "text/xml"
    assert choose("text/csv;q=0, */*;q=0.1", ("text/csv", "text/turtle")) == "text/turtle"
    assert choose("text/csv;q=nonsense", ("text/csv",)) is None


def test_a_form_that_there_is_not(served: Served) -> None:
    for sparql, accept in (("ASK {}", "text/turtle"), ("DESCRIBE bkg:Claim", "text/csv")):
        response = served.ask(sparql, accept)
        assert response.status_code == 406
        assert "no form" in response.json()["detail"]
    named = served.get("/sparql", query="DESCRIBE bkg:Claim", format="xml")
    assert named.headers["content-type"] == "application/rdf+xml"
    assert served.get("/sparql", query="ASK {}", format="pdf").status_code == 400


def test_a_graph_is_an_iri(served: Served) -> None:
    for iri in ("not absolute", "http://example.org/> FROM <http://example.org/one"):
        response = served.get("/sparql", **{"query": "ASK {}", "default-graph-uri": iri})
        assert response.status_code == 400, iri


def test_no_query_reaches_another_server(served: Served) -> None:
    response = served.ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert response.status_code == 400
    assert response.json()["error"] == "QueryRefusedError"


def test_service_description(served: Served) -> None:
    data = served.get("/sparql", "text/turtle")
    store = ox.Store()
    store.bulk_load(data.content, format=ox.RdfFormat.TURTLE)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    counted = {
        row["name"].value: int(row["n"].value)
        for row in store.query(  # type: ignore[union-attr]
            f"SELECT ?name ?n {{ ?g <{sd}name> ?name ; <{sd}graph> ?c . "
            "?c <http://rdfs.org/ns/void#triples> ?n }"
        )
    }
    assert set(GRAPHS.values()) <= set(counted)
    for name, number in counted.items():
        said = served.ask(
            f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", "text/csv"
        )
        assert int(said.text.split()[1]) == number
    assert f"{served.url}/sparql" in data.text
    assert len(list(store.quads_for_pattern(None, ox.NamedNode(f"{sd}resultFormat"), None))) >= 8


def test_void_and_examples(served: Served) -> None:
    void = served.get("/.well-known/void", "application/n-triples")
    assert "<http://rdfs.org/ns/void#Dataset>" in void.text
    examples = served.get("/.well-known/sparql-examples")
    assert examples.headers["content-type"].startswith("text/turtle")
    store = ox.Store()
    store.bulk_load(examples.content, format=ox.RdfFormat.TURTLE)
    told = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?text ?target { ?q sh:select ?text ; "
        "<https://schema.org/target> ?target }"
    )
    rows = list(told)  # type: ignore[arg-type]
    assert len(rows) == len(load_catalogue())
    assert {row["target"].value for row in rows} == {f"{served.url}/sparql"}
    answered = served.ask(rows[0]["text"].value)
    assert answered.status_code == 200


def test_preflight_and_head(served: Served) -> None:
    asked = httpx.options(f"{served.url}/sparql")
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    head = httpx.head(f"{served.url}/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 10


def test_the_same_rows_as_in_python(served: Served) -> None:
    kg = bonekg.load()
    for query in load_catalogue().values():
        expected = kg.query(query.text)
        assert isinstance(expected, bonekg.Rows)
        found = read_results(served.ask(query.text).content, "application/sparql-results+json")
        assert found == (list(expected.columns), expected.terms()), query.name


def test_our_own_client(served: Served) -> None:
    remote = bonekg.connect(f"{served.url}/sparql")
    assert json.loads(remote.why("melatonin", "bone mineral density").to_json()) == json.loads(
        bonekg.load().why("melatonin", "bone mineral density").to_json()
    )


@pytest.fixture
def manifest_folder() -> Path:
    """The W3C's manifest, where it is at hand: it is not part of the project."""
    named = os.environ.get("BONEKG_PROTOCOL_TESTS")
    if not named:
        pytest.skip("BONEKG_PROTOCOL_TESTS does not name the folder of sparql11/protocol")
    return Path(named)


_REQUESTS = """
PREFIX ht: <http://www.w3.org/2011/http#> PREFIX cnt: <http://www.w3.org/2011/content#>
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT * {
  ?test mf:action/ht:requests/rdf:first ?request .
  ?request ht:absolutePath ?path ; ht:methodName ?method ; ht:resp ?response .
  OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName ?kinds ; ht:fieldValue ?kind ]
    FILTER(LCASE(?kinds) = "content-type") }
  OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first
    [ ht:fieldName ?accepts ; ht:fieldValue ?accept ] FILTER(LCASE(?accepts) = "accept") }
  OPTIONAL { ?request ht:body [ cnt:chars ?body ; cnt:characterEncoding ?encoding ] }
  OPTIONAL { ?response mf:expectedBoolean ?boolean }
}
"""


def test_the_requests_of_the_w3c(manifest_folder: Path, tmp_path: Path) -> None:
    manifest, data = ox.Store(), ox.Store()
    file = manifest_folder / "manifest.ttl"
    manifest.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri="http://m/")
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        part = str(manifest_folder / f"data{number}.nt")
        data.load(path=part, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    both = tmp_path / "both.nq"
    own = data.dump(format=ox.RdfFormat.N_QUADS) or b""
    both.write_bytes(release_path().read_bytes() + own)
    rows = list(manifest.query(_REQUESTS))  # type: ignore[arg-type]
    assert len({row["test"] for row in rows}) == 34
    with serving(file=both) as started:
        assert [told for row in rows if (told := _failure(started, row))] == []


def _failure(served: Served, row: ox.QuerySolution) -> str | None:
    """Send a request of the manifest; say what is wrong with the answer, None if nothing."""
    given = {name: str(getattr(row[name], "value", "")) for name in ("test", "path", "method")}
    name = given["test"].rpartition("#")[2]
    body = row["body"].value.encode(row["encoding"].value) if row["body"] else None
    headers = {"Content-Type": str(row["kind"].value)} if row["kind"] else {}
    headers |= {"Accept": str(row["accept"].value)} if row["accept"] else {}
    address = served.url + given["path"].replace("/sparql/", "/sparql", 1)
    response = httpx.request(given["method"], address, content=body, headers=headers, timeout=30)
    refused = name.startswith("bad_") or name.startswith("update_")
    well = 400 <= response.status_code < 500 if refused else response.status_code == 200
    if well and not refused and row["boolean"] is not None:
        well = response.json()["boolean"] == (row["boolean"].value == "true")
    return None if well else f"{name}: {response.status_code} {response.text[:200]}"
