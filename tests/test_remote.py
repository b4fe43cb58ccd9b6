"""The graph on a server: what is asked and how, and every way that it can fail.

Servers here are small ones of our own, in this process; those of others are in test_servers.py.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import bonekg
from bonekg import errors
from bonekg.cli import main
from bonekg.graph import catalogue_turtle
from bonekg.rdf import BASE, EXAMPLES_GRAPH, GRAPHS
from bonekg.store.base import EmbeddedStore, release_path
from bonekg.store.publish import publish
from bonekg.store.remote import RemoteStore
from servers import Asked, Reply, endpoint, listening

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

_GRAPHS = len(GRAPHS) + 1  # the catalogue's among them
_PROBE = "SELECT ?s { ?s a bkg:Claim } ORDER BY ?s"


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def release() -> ox.Store:
    return EmbeddedStore().engine


@pytest.fixture(scope="module")
def remote(release: ox.Store) -> Iterator[bonekg.KnowledgeGraph]:
    with listening(endpoint(release)) as url:
        yield bonekg.connect(url)


def copy_of(release: ox.Store, without: str = "", version: str = "") -> ox.Store:
    """A copy of the release without one graph, or of another version."""
    store = ox.Store()
    store.bulk_extend(q for q in release if q.graph_name.value != GRAPHS.get(without))
    if version:
        info = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
        for quad in store.quads_for_pattern(None, info, None):
            store.remove(quad)
            store.add(ox.Quad(quad.subject, info, ox.Literal(version), quad.graph_name))
    return store


def test_the_same_rows_values_and_forms(
    remote: bonekg.KnowledgeGraph, kg: bonekg.KnowledgeGraph
) -> None:
    asked = [
        _PROBE,
        "SELECT * { ?claim bkg:dose ?dose ; bkg:effect/bkg:value ?n } ORDER BY ?claim ?n",
        'SELECT (true AS ?a) (2.5 AS ?b) ("x"@en AS ?c) (1 AS ?d) ("%2F \\"+&" AS ?e) ?f {}',
        "ASK { CHEBI:16796 rdfs:subClassOf* bkg:Hormone }",
        "ASK { CHEBI:16796 rdfs:subClassOf* bkg:Mineral }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT ?p { <claim/001-001> ?p ?o } ORDER BY ?p",
    ]
    for query in asked:
        assert remote.query(query) == kg.query(query), query
    made = "CONSTRUCT { ?s rdfs:label ?l } { ?s rdfs:label ?l ; a bkg:Predicate }"
    one, other = remote.query(made), kg.query(made)
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert {str(t) for t in one} == {str(t) for t in other} != set()


def test_the_whole_graph_comes_back_to_the_byte(remote: bonekg.KnowledgeGraph) -> None:
    assert remote.nquads() == release_path().read_bytes()


def test_every_answer_is_the_same(remote: bonekg.KnowledgeGraph, kg: bonekg.KnowledgeGraph) -> None:
    assert remote.reader.claims() == kg.reader.claims()
    assert remote.find("vit d") == kg.find("vit d")
    assert remote.run("claims-about", entity="oxytocin") == kg.run(
        "claims-about", entity="oxytocin"
    )
    for name, given in {
        "why": ("melatonin", "bone mineral density"),
        "conflicts": (),
        "gaps": ("magnesium",),
        "compare": ("magnesium citrate", "magnesium oxide"),
        "paths": ("melatonin", "bone resorption"),
    }.items():
        assert str(getattr(remote, name)(*given)) == str(getattr(kg, name)(*given))
    assert remote.claims(about="vitamin K") == kg.claims(about="vitamin K")


@pytest.mark.parametrize(
    ("sparql", "error", "says"),
    [
        ("SELEC ?x {}", errors.QuerySyntaxError, "line 1, column 1"),
        ("SELECT ?x {\n ?x a nope:Thing }", errors.QuerySyntaxError, "line 2"),
        ("", errors.QuerySyntaxError, "empty"),
        ("INSERT DATA { bkg:a bkg:b bkg:c }", errors.QueryError, "read-only"),
    ],
)
def test_a_query_that_cannot_run_is_not_sent(
    remote: bonekg.KnowledgeGraph, sparql: str, error: type[errors.QueryError], says: str
) -> None:
    with pytest.raises(error, match=says):
        remote.query(sparql)
    with pytest.raises(errors.QueryError, match="takes a SELECT"):
        remote.store.select("ASK {}")


@pytest.mark.parametrize(
    ("honours", "union", "way"),
    [
        ("request", False, "request"),
        ("request", True, "request"),
        ("query", False, "query"),  # such as Comunica over a file
        ("query", True, "not"),
        ("none", True, "not"),  # such as rdflib-endpoint
    ],
)
def test_how_our_graphs_are_named(
    honours: str, union: bool, way: str, release: ox.Store, kg: bonekg.KnowledgeGraph
) -> None:
    with listening(endpoint(release, honours=honours, union=union)) as url:
        graph = bonekg.connect(url)
        assert isinstance(graph.store, RemoteStore)
        assert graph.store.graphs_named == way
        assert graph.query(_PROBE) == kg.query(_PROBE)
        if honours == "none":
            return  # it cannot run a query that names graphs
        for named in ("FROM bkg.graph:stated", "FROM <http://example.org/none>"):
            count = f"SELECT (COUNT(*) AS ?n) {named} {{ ?s ?p ?o }}"
            assert graph.query(count) == kg.query(count)
        kept = "SELECT (COUNT(*) AS ?n) FROM NAMED bkg.graph:stated { GRAPH ?g { ?s ?p ?o } }"
        assert graph.query(kept) == kg.query(kept)


def test_other_data_beside_ours(release: ox.Store, kg: bonekg.KnowledgeGraph) -> None:
    store = copy_of(release)
    other = ox.NamedNode("http://example.org/other")
    store.add(ox.Quad(other, ox.NamedNode(f"{BASE}kind"), other, other))
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for honours in ("request", "query"):  # kept out
        with listening(endpoint(store, honours=honours, union=True)) as url:
            assert bonekg.connect(url).query(count) == kg.query(count)
    for honours in ("none", "ignored"):  # cannot be kept out, so it is said
        with listening(endpoint(store, honours=honours, union=True)) as url:
            with pytest.warns(errors.EndpointWarning, match="answers may mix them"):
                graph = bonekg.connect(url)
            assert graph.query(count) != kg.query(count)
            assert graph.query(_PROBE) == kg.query(_PROBE)


def test_a_server_that_decodes_twice(release: ox.Store) -> None:
    with listening(endpoint(release, twice=True)) as url:
        rows = bonekg.connect(url).query('SELECT ("%41+%2B 100%" AS ?x) {}')
        assert list(rows) == [("%41+%2B 100%",)]  # type: ignore[arg-type]  # rows


def _losing(
    answer: Callable[[Asked], Reply], lose: Callable[[list[object]], list[object]]
) -> Callable[[Asked], Reply]:
    """An endpoint whose pages lack rows."""

    def changed(asked: Asked) -> Reply:
        reply = answer(asked)
        if "OFFSET" not in asked.all("query")[0]:
            return reply
        table = json.loads(reply.body)
        table["results"]["bindings"] = lose(table["results"]["bindings"])
        return reply._replace(body=json.dumps(table).encode())

    return changed


@pytest.mark.parametrize(
    "lose",
    [lambda rows: rows[:-1], lambda rows: [*rows[:-1], rows[0]], lambda rows: []],
    ids=["a row less", "a row twice", "nothing"],
)
def test_pages_that_lack_rows_are_an_error(
    lose: Callable[[list[object]], list[object]], release: ox.Store
) -> None:
    with listening(_losing(endpoint(release, most=3000), lose)) as url:
        graph = bonekg.connect(url)
        with pytest.raises(errors.IncompleteAnswerError, match="gives only 3000 rows of"):
            graph.query("SELECT ?s ?p ?o { ?s a bkg:Claim ; ?p ?o }")


@pytest.mark.parametrize("told", [True, False])
def test_rows_that_a_server_holds_back_are_fetched_in_pages(
    told: bool, release: ox.Store, kg: bonekg.KnowledgeGraph
) -> None:
    with listening(endpoint(release, most=3000, told=told)) as url:
        graph = bonekg.connect(url)
        query = "SELECT ?s ?p ?o { ?s bkg:inDocument <document/003> ; ?p ?o }"
        here = sorted(map(repr, kg.query(query)))  # type: ignore[arg-type]  # rows
        assert len(here) > 3000
        assert sorted(map(repr, graph.query(query))) == here  # type: ignore[arg-type]  # rows
        assert graph.claims(about="vitamin D") == kg.claims(about="vitamin D")
        with pytest.raises(errors.IncompleteAnswerError, match="gives only 3000 rows of") as cut:
            graph.query("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s")
        assert cut.value.given == 3000 < (cut.value.there or 0)


def test_a_limit_of_ones_own_is_no_cut(release: ox.Store) -> None:
    with listening(endpoint(release, most=3000)) as url:
        rows = bonekg.connect(url).query("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s LIMIT 3000")
        assert len(rows) == 3000  # type: ignore[arg-type]  # rows


def test_a_server_that_lacks_our_graph(release: ox.Store) -> None:
    with listening(endpoint(ox.Store())) as url:
        with pytest.raises(errors.MissingGraphError, match="bonekg publish") as missing:
            bonekg.connect(url)
        assert missing.value.graphs == list(GRAPHS.values())
    with listening(endpoint(copy_of(release, without="claims"))) as url:
        with pytest.raises(errors.MissingGraphError, match=r"lacks these .*: claims;") as missing:
            bonekg.connect(url)
        assert missing.value.graphs == [GRAPHS["claims"]]


def test_a_server_with_another_version_or_build(release: ox.Store) -> None:
    with listening(endpoint(copy_of(release, version="0.0.9"))) as url:
        with pytest.warns(errors.EndpointWarning, match=r"holds BoneKG 0\.0\.9, this is "):
            graph = bonekg.connect(url)
        assert graph.query("ASK { ?c a bkg:Claim }") is True
    store = copy_of(release)
    store.remove(next(store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPHS["stated"]))))
    with (
        listening(endpoint(store)) as url,
        pytest.warns(errors.EndpointWarning, match="another build of this version"),
    ):
        bonekg.connect(url)


def test_publish_puts_each_graph(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    put: dict[str, bytes] = {}

    def store(asked: Asked) -> Reply:
        assert asked.method == "PUT"
        assert asked.headers["content-type"] == "application/n-triples"
        put[asked.path] = asked.body
        return Reply(status=201)

    with listening(store) as url:
        written = publish(f"{url}?x=1", examples=catalogue_turtle())
        assert sorted(written) == sorted([EXAMPLES_GRAPH, *GRAPHS.values()])
        assert [path.startswith("/sparql?x=1&graph=https%3A%2F%2F") for path in put] == [
            True
        ] * _GRAPHS
        assert list(put)[-1].endswith("ontology")
        assert sum(written.values()) - written[EXAMPLES_GRAPH] == len(kg.nquads().splitlines())
        only = tmp_path / "only.nq"
        only.write_bytes(kg.nquads())
        assert sorted(publish(url, only)) == sorted(GRAPHS.values())
        for content, error in ((b"", "none of the graphs"), (b"x", "not N-Quads")):
            (tmp_path / "x.nq").write_bytes(content)
            with pytest.raises(errors.StoreError, match=error):
                publish(url, tmp_path / "x.nq")
        with pytest.raises(errors.StoreError, match="cannot be read"):
            publish(url, tmp_path / "none.nq")
    with (
        listening(lambda _: Reply(status=405)) as url,
        pytest.raises(errors.EndpointRefusalError, match="is it the server's graph store"),
    ):
        publish(url)


def test_a_large_graph_goes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bonekg.store.publish._PART", 1)
    monkeypatch.setattr("bonekg.store.publish._HELD", 2)
    plain, blank = GRAPHS["claims"], GRAPHS["ontology"]
    lines = [f"<u:{n}> <u:p> <u:o> <{plain}> .\n" for n in range(5)]
    lines += [f"_:b{n} <u:p> _:b0 <{blank}> .\n" for n in range(5)]
    (tmp_path / "x.nq").write_text("".join(lines), encoding="utf-8")
    sent: list[tuple[str, int]] = []

    def store(asked: Asked) -> Reply:
        sent.append((asked.method, asked.body.count(b"\n")))
        return Reply(status=204)

    with listening(store) as url:
        assert publish(url, tmp_path / "x.nq") == {plain: 5, blank: 5}
    # the nodes without a name are the same ones only within one request
    assert sent == [("PUT", 2), ("POST", 2), ("POST", 1), ("PUT", 5)]


def test_commands(
    release: ox.Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        return (code, *capsys.readouterr())

    commands = [
        ("query", "SELECT ?n { CHEBI:16796 skos:prefLabel ?n }"),
        ("run", "claims-about", "--entity", "oxytocin"),
        ("why", "melatonin", "BMD"),
        ("find", "melatonine"),
    ]
    with listening(endpoint(release)) as url:
        for words in commands:
            here = run(*words)
            assert run(*words, "--endpoint", url) == here
            assert here[0] == 0
        early = run("run", "--endpoint", url, "claims-about", "--entity", "oxytocin")
        assert early == run("run", "claims-about", "--entity", "oxytocin")
        for seconds in ("0", "soon"):
            code, out, err = run("find", "x", "--endpoint", url, "--timeout", seconds)
            assert (code, out) == (2, "")
            assert err.startswith("bonekg: --timeout takes a number of seconds")
        monkeypatch.delenv("BONEKG_PASSWORD", raising=False)
        code, _, err = run("find", "x", "--endpoint", url, "--user", "me")
        assert (code, err) == (2, "bonekg: --user needs a password: set BONEKG_PASSWORD\n")
    code, out, err = run("find", "x", "--endpoint", url)
    assert (code, out, err.count("\n")) == (2, "", 1)
    with listening(endpoint(copy_of(release, version="0.0.9"))) as url:
        code, _, err = run("find", "melatonin", "--endpoint", url)
        assert (code, err.startswith("bonekg: note: http://127.0.0.1:")) == (0, True)
    with listening(lambda _: Reply(status=204)) as url:
        code, out, _ = run("publish", url)
        assert code == 0
        assert out.splitlines()[-1].endswith(f" triples in {_GRAPHS} graphs")


def test_a_server_with_far_more_is_not_counted_through(release: ox.Store) -> None:
    store, more = copy_of(release), 1000
    stated = ox.NamedNode(GRAPHS["stated"])
    said = ox.NamedNode("urn:x:says")
    store.extend(ox.Quad(stated, said, ox.Literal(n), stated) for n in range(more))
    ours = json.loads(release_path().with_name("manifest.json").read_text(encoding="utf-8"))
    with (
        listening(endpoint(store)) as url,
        pytest.warns(errors.EndpointWarning, match="another build of this version"),
    ):
        held = bonekg.connect(url).store
    assert isinstance(held, RemoteStore)
    assert held.sizes == ours["graphs"] | {stated.value: ours["graphs"][stated.value] + 1}


@pytest.mark.parametrize(
    ("variable", "value"),
    [("all_proxy", "socks://127.0.0.1:9"), ("no_proxy", "localhost,[::1]")],
)
def test_a_proxy_of_the_environment_that_cannot_be_used_is_named(
    release: ox.Store, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    with listening(endpoint(release)) as url:
        monkeypatch.setenv(variable, value)
        with pytest.raises(errors.StoreError, match=variable.upper()):
            bonekg.connect(url)


def test_no_warning_where_all_is_the_same(release: ox.Store) -> None:
    with listening(endpoint(release)) as url, warnings.catch_warnings():
        warnings.simplefilter("error")
        store = bonekg.connect(url).store
    manifest = release_path().with_name("manifest.json")
    assert isinstance(store, RemoteStore)
    assert store.sizes == json.loads(manifest.read_text(encoding="utf-8"))["graphs"]
