"""The same rows from other engines: real servers, started here, with the release in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

import pytest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.graph import KnowledgeGraph, catalogue_turtle
from bonekg.rdf import GRAPHS
from bonekg.store.base import release_path
from bonekg.store.http import Login
from bonekg.store.publish import publish
from bonekg.store.remote import RemoteStore
from servers import ENGINES, Running, started

pytestmark = [pytest.mark.loopback, pytest.mark.servers]

CATALOGUE = load_catalogue()
# What Virtuoso 7 cannot do of ours: its compiler refuses a truth value made of several EXISTS, and
# paths ask it for more than it gives in ten minutes. docs/remote.md says so.
BEYOND = {("virtuoso", "for-and-against"), ("virtuoso", "paths")}
WAYS = {"jena": "request", "oxigraph": "request", "rdflib-endpoint": "not", "virtuoso": "request"}
ANSWERS: dict[str, Callable[[KnowledgeGraph], object]] = {
    "claims": lambda g: g.reader.claims(),
    "claims about": lambda g: g.claims(about="vitamin D", document="004"),
    "find": lambda g: [g.find(word) for word in ("vit d", "melatonine", "PTH")],
    "why": lambda g: str(g.why("melatonin", "bone mineral density")),
    "why at a site": lambda g: str(g.why("calcium and vitamin D", "lumbar spine BMD")),
    "conflicts": lambda g: str(g.conflicts()),
    "compare": lambda g: str(g.compare("magnesium citrate", "magnesium oxide")),
    "gaps": lambda g: str(g.gaps("magnesium")),
    "show": lambda g: str(g.show("melatonin")),
    "paths": lambda g: str(g.paths("melatonin", "bone resorption")),
    "ask": lambda g: [
        g.query(f"ASK {{ CHEBI:16796 rdfs:subClassOf* bkg:{kind} }}")
        for kind in ("Hormone", "Mineral")
    ],
    "construct": lambda g: sorted(
        map(str, g.query("CONSTRUCT { ?s rdfs:label ?l } { ?s a bkg:Predicate ; rdfs:label ?l }"))  # type: ignore[arg-type]  # triples
    ),
    "types": lambda g: g.query(
        "SELECT ?c ?v ?yes { ?c a bkg:Claim ; bkg:dose/bkg:value ?v BIND(?v > 2 AS ?yes) } "
        "ORDER BY ?c ?v"
    ),
}


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], KnowledgeGraph]]:
    """Give the graph on an engine's server, which starts when it is first asked for."""
    graphs: dict[str, KnowledgeGraph] = {}
    with ExitStack() as stack:

        def on(name: str) -> KnowledgeGraph:
            if name not in graphs:
                work = tmp_path_factory.mktemp(name)
                running = stack.enter_context(started(name, release_path(), work))
                _fill(running)
                graphs[name] = bonekg.connect(running.url, timeout=600)
            return graphs[name]

        yield on


def _fill(running: Running) -> None:
    if running.store is not None:
        login = Login(running.user, running.password or "") if running.user else None
        assert (
            len(publish(running.store, login=login, timeout=600, examples=catalogue_turtle()))
            == len(GRAPHS) + 1
        )
        publish(
            running.store, login=login, timeout=600, examples=catalogue_turtle()
        )  # again: what stood there is replaced


def test_the_engines_are_those_that_there_are() -> None:
    assert set(WAYS) == set(ENGINES)


@pytest.mark.parametrize("engine", ENGINES)
def test_our_graphs_are_named_as_the_server_understands(
    engine: str, remote: Callable[[str], KnowledgeGraph]
) -> None:
    store = remote(engine).store
    assert isinstance(store, RemoteStore)
    assert (store.graphs_named, store.version) == (WAYS[engine], bonekg.__version__)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_went_in_comes_out_to_the_byte(
    engine: str, remote: Callable[[str], KnowledgeGraph]
) -> None:
    assert remote(engine).nquads() == release_path().read_bytes()


def _asked(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(e, n) for e in ENGINES for n in names if (e, n) not in BEYOND]


@pytest.mark.parametrize(("engine", "answer"), _asked(ANSWERS))
def test_answers_are_the_same(
    engine: str, answer: str, remote: Callable[[str], KnowledgeGraph], kg: KnowledgeGraph
) -> None:
    assert ANSWERS[answer](remote(engine)) == ANSWERS[answer](kg)


@pytest.mark.parametrize(("engine", "name"), _asked(CATALOGUE))
def test_the_catalogue_gives_the_same_rows(
    engine: str, name: str, remote: Callable[[str], KnowledgeGraph], kg: KnowledgeGraph
) -> None:
    """In the same order, too."""
    given = CATALOGUE[name].examples
    rows = kg.run(name, **given)
    assert len(rows) > 0
    assert remote(engine).run(name, **given) == rows
