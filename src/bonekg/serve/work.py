"""What a worker does: a task of plain values in, an answer out.

A worker can open no file, so whatever it needs is read, and whatever it imports is imported, before
it is forked: `Worker.prepare`.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pyoxigraph as ox

from bonekg.catalogue.narrowing import split_fields
from bonekg.catalogue.queries import get_query, load_catalogue
from bonekg.catalogue.running import run_narrowed
from bonekg.errors import BoneKGError, UnknownQueryError
from bonekg.exports.descriptions import read_query
from bonekg.graph import KnowledgeGraph
from bonekg.serve.answering import answer, examples, write_rows
from bonekg.serve.description import void_triples
from bonekg.serve.graphs import Bounded, write_graph
from bonekg.serve.negotiation import GRAPH_MEDIA, content_type
from bonekg.serve.pages.site import Site
from bonekg.serve.problems import Reply, Stop, problem, reply_to
from bonekg.serve.validators import with_validator
from bonekg.store.base import EmbeddedStore
from bonekg.store.sparql import read_text

__all__ = ["Worker"]

# A thing, and what is part of it alone: its amounts, steps, passages.
_ABOUT = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{iri}> AS ?s) ?s ?p ?o }}
  UNION {{ <{iri}> ?link ?s . ?s ?p ?o
    FILTER(STRSTARTS(STR(?s), "{iri}/") || STRSTARTS(STR(?s), STR(bkg.passage:))) }}
}}
"""
_GRAPH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_LAYERS = ("answers", "catalogue", "lexicon", "paths", "store")  # that answers are made by
# What these import only when they need it, of others.
_LATE = (
    "csv", "difflib", "html", "io", "json", "shlex", "textwrap", "traceback", "zlib",
    "jinja2.debug",
)  # fmt: skip
_SMALLEST = 1024  # bytes of an answer that is worth compressing


class Worker:
    """What answers requests, in a process of its own.

    Args:
        graph: what is asked; its store is an embedded one.

    Attributes:
        store: that store.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        assert isinstance(graph.store, EmbeddedStore)
        self._graph, self.store = graph, graph.store
        self._does: dict[str, Callable[..., Reply]] = {
            "sparql": self._sparql,
            "run": self._run,
            "answer": self._answer,
            "page": self._page,
            "describe": self._describe,
            "problem": self._problem,
            "void": self._void,
        }

    @cached_property
    def _site(self) -> Site:
        return Site(self._graph)

    def prepare(self) -> None:
        """Read and import all that answers need."""
        self.store.into_memory()
        if self._graph.texts is None:
            self._graph.keep_texts()
        for name in load_catalogue():
            get_query(name)  # which keeps it
        for name in (*_LATE, *_modules()):
            import_module(name)
        read_query("void")
        examples("why")  # which is kept
        self._graph.find("what causes this")  # reads names and turns of phrase
        self._site.problem(404, "")

    def __call__(self, task: tuple[Any, ...]) -> Reply:
        """Do a task.

        Args:
            task: whether the client takes gzip, what is to be done, and the values for it.
        """
        packed, name, *values = task
        try:
            reply = self._does[name](*values)
        except Stop as stop:
            reply = stop.reply
        except BoneKGError as error:
            reply = reply_to(error)
        except MemoryError:
            raise
        except Exception as error:  # an error of ours is told, and the next request is answered
            detail = f"this is an error of the server: {type(error).__name__}: {error}"
            reply = problem(500, detail, kind=type(error).__name__)
        if packed and len(reply.body) >= _SMALLEST:
            body = gzip.compress(reply.body, 5, mtime=0)
            headers = (*reply.headers, ("content-encoding", "gzip"))
            reply = Reply(reply.status, reply.kind, body, headers)
        return with_validator(reply)

    def _sparql(
        self,
        sparql: str,
        default: tuple[str, ...],
        named: tuple[str, ...],
        rows_as: str | None,
        graph_as: str | None,
        most: int,
    ) -> Reply:
        if default or named:
            sparql = _over(sparql, default, named)
        kind, result = self.store.evaluate(sparql)
        media = graph_as if kind == "triples" else rows_as
        if media is None:
            what = "a graph" if kind == "triples" else "a table or a truth value"
            raise Stop(problem(406, f"the query gives {what}, and no form of that is accepted"))
        if kind == "triples":
            return Reply(200, content_type(media), write_graph(list(result), media, most))
        if kind == "boolean":
            result = ox.Store().query("ASK {}" if result else "ASK { ?s ?p ?o }")
        form = ox.QueryResultsFormat.from_media_type(media)
        out = Bounded(most)
        result.serialize(out.file, format=form)
        return Reply(200, content_type(media), bytes(out.held))

    def _run(self, name: str, fields: dict[str, str], media: str) -> Reply:
        if name not in load_catalogue():
            raise UnknownQueryError(name, load_catalogue())
        query = get_query(name)
        columns = [column.name for column in query.columns]
        values, chosen = split_fields(name, (p.name for p in query.parameters), columns, fields)
        found = run_narrowed(name, values, chosen, self.store, self._graph.lexicon)
        return Reply(200, content_type(media), write_rows(name, found.rows, media))

    def _page(self, name: str, key: str, fields: list[tuple[str, str]]) -> Reply:
        return self._site.page(name, key, fields)

    def _problem(self, status: int, detail: str) -> Reply:
        return self._site.problem(status, detail)

    def _void(self, media: str | None, most: int) -> Reply:
        if media is None:
            raise Stop(problem(406, f"this is a graph; there are {', '.join(GRAPH_MEDIA)}"))
        return Reply(200, content_type(media), write_graph(void_triples(self.store), media, most))

    def _describe(self, iri: str, media: str, most: int) -> Reply:
        if not _GRAPH.fullmatch(iri):
            raise Stop(problem(404, f"{iri!r} is no IRI"))
        _, triples = self.store.evaluate(_ABOUT.format(iri=iri))
        found = list(triples)
        if not found:
            raise Stop(problem(404, f"the graph has nothing of {iri}"))
        return Reply(200, content_type(media), write_graph(found, media, most))

    def _answer(self, name: str, values: dict[str, Any], media: str) -> Reply:
        return Reply(200, content_type(media), answer(self._graph, name, values, media))


def _modules() -> Iterator[str]:
    """Give the names of the modules that answers are made by."""
    for layer in _LAYERS:
        package = import_module(f"bonekg.{layer}")
        for module in iter_modules(package.__path__):
            yield f"bonekg.{layer}.{module.name}"


def _over(sparql: str, default: tuple[str, ...], named: tuple[str, ...]) -> str:
    """Give a query over the graphs that the request names, whatever the query says itself."""
    for iri in (*default, *named):
        if not _GRAPH.fullmatch(iri):
            raise Stop(problem(400, f"{iri!r} is no IRI of a graph"))
    text = read_text(sparql)
    chosen = text._replace(
        default=tuple(f"<{iri}>" for iri in default), named=tuple(f"<{iri}>" for iri in named)
    )
    return chosen.over()
