"""The application: which address answers what, as an ASGI application."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from starlette.applications import Starlette
from starlette.routing import Route

from bonekg._version import __version__
from bonekg.catalogue.formats import example_quads
from bonekg.catalogue.queries import load_catalogue
from bonekg.errors import BoneKGError
from bonekg.serve.answering import ANSWER_MEDIA, ANSWERS, ROW_MEDIA, read_values
from bonekg.serve.description import service_triples
from bonekg.serve.exchange import Fields, Scope, Send, header, parse_fields, send_reply
from bonekg.serve.graphs import write_graph
from bonekg.serve.metrics import Metrics
from bonekg.serve.negotiation import GRAPH_MEDIA, choose, content_type
from bonekg.serve.openapi import openapi
from bonekg.serve.pages.rendering import STATIC, read_static
from bonekg.serve.pages.site import iri_of_page
from bonekg.serve.pages.views import VIEWS
from bonekg.serve.pool import Pool, Receive
from bonekg.serve.problems import Reply, Stop, problem, reply_to
from bonekg.serve.protocol import METHODS, graph_wish, read_query, sparql_task
from bonekg.serve.replies import Replies
from bonekg.serve.settings import Settings
from bonekg.serve.validators import unless_held, with_validator
from bonekg.serve.work import Worker
from bonekg.store.recent import Recent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

    from bonekg.graph import KnowledgeGraph

__all__ = ["Server", "make_app"]

_Answers = Callable[[Scope, Receive], Awaitable[Reply | None]]
_READ = ("GET", "HEAD", "OPTIONS")
_PREFLIGHT = (
    ("access-control-allow-methods", "GET, HEAD, POST, OPTIONS"),
    ("access-control-allow-headers", "*"),
    ("access-control-max-age", "86400"),
)
_NAMED_FORMS = {
    "json": "application/json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "markdown": "text/markdown",
    "text": "text/plain",
}


class _Endpoint:
    """One address: what answers it, counted, with every error told."""

    def __init__(
        self, server: Server, name: str, methods: tuple[str, ...], answers: _Answers
    ) -> None:
        self._server, self._name = server, name
        self._methods, self._answers = methods, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before = time.perf_counter()
        try:
            reply = await self._reply(scope, receive)
        except Stop as stop:
            reply = stop.reply
        except BoneKGError as error:
            reply = reply_to(error)
        status = 499
        if reply is not None:
            reply = unless_held(scope, reply)
            status = reply.status
            await send_reply(send, reply, self._server.settings.slow)
        self._server.metrics.count(self._name, status, time.perf_counter() - before)

    async def _reply(self, scope: Scope, receive: Receive) -> Reply | None:
        if scope["method"] not in self._methods:
            allowed = ", ".join(self._methods)
            detail = f"{scope['method']} is not answered here; {allowed} are"
            raise Stop(problem(405, detail, headers=(("allow", allowed),)))
        if scope["method"] == "OPTIONS":
            return Reply(204, "text/plain", b"", _PREFLIGHT)
        return await self._answers(scope, receive)


class Server:
    """What answers over HTTP.

    Args:
        graph: what is asked.
        settings: the limits.

    Attributes:
        settings: as given.
        pool: the processes that answer.
        metrics: what was done.
        replies: those that are kept.
    """

    def __init__(self, graph: KnowledgeGraph, settings: Settings) -> None:
        self.settings = settings
        worker = Worker(graph)
        worker.prepare()
        if not settings.kept:
            worker.store.recent = Recent(0)  # so that each answer is made anew
        self.pool = Pool(worker, settings)
        self.metrics = Metrics()
        self.replies = Replies(settings.kept)
        self._store = worker.store
        self._static = {name: _static(name, body) for name, body in read_static().items()}

    def routes(self) -> list[Route]:
        """Give all addresses."""
        made = [
            ("/sparql", "sparql", METHODS, self._sparql),
            ("/api/run/{name}", "run", _READ, self._run),
            ("/api/{name}", "answer", _READ, self._answer),
            ("/.well-known/void", "void", _READ, self._void),
            ("/.well-known/sparql-examples", "examples", _READ, self._examples),
            ("/openapi.json", "openapi", _READ, self._openapi),
            ("/health", "health", _READ, self._health),
            ("/metrics", "metrics", _READ, self._metrics),
            ("/static/{name}", "static", _READ, self._static_file),
        ]
        made += [
            (path, f"page-{name}", _READ, partial(self._page, name))
            for name, (path, _) in VIEWS.items()
        ]
        return [
            Route(path, _Endpoint(self, name, methods, answers), name=name)
            for path, name, methods, answers in made
        ]

    async def ask(
        self, scope: Scope, receive: Receive, *task: Any, seconds: float | None = None
    ) -> Reply | None:
        """Give the reply that is kept, or have a worker answer; see `Pool.ask`.

        Args:
            scope: the request.
            receive: tells when the client has gone.
            task: what the worker is to do, and the values for it.
            seconds: the time for it; all that a request may take by default.
        """
        packed = "gzip" in (header(scope, b"accept-encoding") or "")
        whole = (packed, *task)
        reply = self.replies.get(whole)
        if reply is None:
            reply = await self._ask_worker(scope, receive, whole, seconds)
            if reply is not None:
                self.replies.keep(whole, reply)
        return reply

    async def _ask_worker(
        self, scope: Scope, receive: Receive, task: tuple[Any, ...], seconds: float | None = None
    ) -> Reply | None:
        client = (scope.get("client") or ("", 0))[0]
        time_ = self.settings.seconds if seconds is None else seconds
        return await self.pool.ask(task, client, receive, time_)

    async def _sparql(self, scope: Scope, receive: Receive) -> Reply | None:
        asked = await read_query(scope, receive, self.settings)
        if asked.query is None:
            address = f"{_base_of(scope)}/sparql"
            wished = asked.media or header(scope, b"accept")
            if choose(wished, (*GRAPH_MEDIA, _HTML)) == _HTML:
                return Reply(303, _HTML, b"", (("location", "/query"),))
            return _graph_reply(wished, service_triples(self._store, address))
        task = sparql_task(asked, scope, self.settings)
        return await self.ask(scope, receive, *task, seconds=asked.seconds)

    async def _run(self, scope: Scope, receive: Receive) -> Reply | None:
        fields = parse_fields(scope["query_string"])
        media = _take_media(fields, scope, ROW_MEDIA)
        values = dict(fields)
        if len(values) < len(fields):
            raise Stop(problem(400, "a parameter is given twice"))
        name = scope["path_params"]["name"]
        return await self.ask(scope, receive, "run", name, values, media)

    async def _answer(self, scope: Scope, receive: Receive) -> Reply | None:
        name = scope["path_params"]["name"]
        if name not in ANSWERS:
            there = ", ".join(sorted(ANSWERS))
            raise Stop(problem(404, f"nothing is answered at /api/{name}; there are {there}"))
        fields = parse_fields(scope["query_string"])
        media = _take_media(fields, scope, ANSWER_MEDIA)
        return await self.ask(scope, receive, "answer", name, read_values(name, fields), media)

    async def _page(self, name: str, scope: Scope, receive: Receive) -> Reply | None:
        fields = parse_fields(scope["query_string"])
        key = scope["path_params"].get("key", "")
        iri = iri_of_page(name, key)
        if iri is not None:
            media = _thing_media(fields, scope)
            if media != _HTML:
                return await self.ask(scope, receive, "describe", iri, media, _LARGEST)
        return await self.ask(scope, receive, "page", name, key, fields)

    async def _static_file(self, scope: Scope, receive: Receive) -> Reply | None:
        name = scope["path_params"]["name"]
        if name not in self._static:
            raise Stop(problem(404, f"there is no {name} here"))
        return self._static[name]

    async def nothing(self, scope: Scope, receive: Receive) -> Reply | None:
        """Say that there is nothing at an address, to a browser as a page."""
        detail = f"there is nothing at {scope['path']}"
        if choose(header(scope, b"accept"), ("application/json", _HTML)) == _HTML:
            return await self.ask(scope, receive, "problem", 404, detail)
        raise Stop(problem(404, f"{detail}; /openapi.json says what is"))

    async def _void(self, scope: Scope, receive: Receive) -> Reply | None:
        media = choose(header(scope, b"accept"), GRAPH_MEDIA)
        return await self.ask(scope, receive, "void", media, _LARGEST)

    async def _examples(self, scope: Scope, receive: Receive) -> Reply | None:
        quads = example_quads(load_catalogue().values(), f"{_base_of(scope)}/sparql")
        return _graph_reply(header(scope, b"accept"), [quad.triple for quad in quads])

    async def _openapi(self, scope: Scope, receive: Receive) -> Reply | None:
        return _json(openapi(_base_of(scope)))

    async def _health(self, scope: Scope, receive: Receive) -> Reply | None:
        task = (False, "sparql", "ASK {}", (), (), _ROWS, None, 1024)
        reply = await self._ask_worker(scope, receive, task)
        well = reply is not None and reply.status == 200
        told = {"status": "ok" if well else "failing", "version": __version__, **self.pool.state}
        return _json(told, 200 if well else 503)

    async def _metrics(self, scope: Scope, receive: Receive) -> Reply | None:
        kept = self.replies
        told = {"replies_kept": len(kept), "replies_kept_bytes": kept.size}
        counts = {"replies_kept_hits": kept.hits, "replies_kept_misses": kept.misses}
        body = self.metrics.text(self.pool.state | told, counts).encode()
        return Reply(200, "text/plain; version=0.0.4; charset=utf-8", body)


_HTML = "text/html"
_THINGS = (_HTML, *GRAPH_MEDIA)
_LARGEST = 1 << 24  # bytes of a description of ours
_ROWS = "application/sparql-results+json"


def _static(name: str, body: bytes) -> Reply:
    kept = (("cache-control", "max-age=3600"),)
    return with_validator(Reply(200, content_type(STATIC[name]), body, kept))


def _base_of(scope: Scope) -> str:
    """Give the address under which a client knows the server."""
    host = header(scope, b"host")
    if host is None:
        name, port = scope.get("server") or ("127.0.0.1", 80)
        host = f"{name}:{port}"
    return f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}"


def _thing_media(fields: Fields, scope: Scope) -> str:
    """Choose the form in which a thing is shown: a page or triples."""
    given = dict(fields).get("format")
    wished = header(scope, b"accept") if given is None else graph_wish(given)
    media = choose(wished, _THINGS)
    if media is None:
        raise Stop(problem(406, f"there are {', '.join(_THINGS)}"))
    return media


def _take_media(fields: Fields, scope: Scope, offers: tuple[str, ...]) -> str:
    """Choose the form of an answer, by the parameter `format` or the header."""
    given = [value for name, value in fields if name == "format"]
    fields[:] = [field for field in fields if field[0] != "format"]
    named = {name: media for name, media in _NAMED_FORMS.items() if media in offers}
    if given and given[0] not in named:
        detail = f"no format is called {given[0]!r}; there are {', '.join(named)}"
        raise Stop(problem(400, detail))
    media = named[given[0]] if given else choose(header(scope, b"accept"), offers)
    if media is None:
        raise Stop(problem(406, f"there are {', '.join(offers)}"))
    return media


def _graph_reply(wished: str | None, triples: list[Any]) -> Reply:
    media = choose(wished, GRAPH_MEDIA)
    if media is None:
        raise Stop(problem(406, f"this is a graph; there are {', '.join(GRAPH_MEDIA)}"))
    return Reply(200, content_type(media), write_graph(triples, media, _LARGEST))


def _json(value: Any, status: int = 200) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(status, "application/json", body)


def make_app(graph: KnowledgeGraph, settings: Settings | None = None) -> Starlette:
    """Make the application.

    Args:
        graph: what is asked; one in this process, as `bonekg.load` gives it.
        settings: the limits.

    Returns:
        An ASGI application; its workers start and end with it.
    """
    server = Server(graph, settings or Settings())

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await server.pool.start()
        try:
            yield
        finally:
            await server.pool.close()

    app = Starlette(routes=server.routes(), lifespan=lifespan)
    app.state.server = server
    app.router.redirect_slashes = False
    app.router.default = cast("ASGIApp", _Endpoint(server, "none", METHODS, server.nothing))
    return app
