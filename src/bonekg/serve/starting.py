"""A server started and stopped: uvicorn, with a limit of time for clients that send slowly."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from bonekg.errors import ServeError
from bonekg.serve.app import make_app
from bonekg.serve.settings import Settings, check_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from bonekg.graph import KnowledgeGraph

__all__ = ["serve"]


def serve(
    graph: KnowledgeGraph, settings: Settings, told: Callable[[str], None] = lambda text: None
) -> None:
    """Serve a graph until the process is told to end (SIGINT, SIGTERM).

    Args:
        graph: one in this process, as `bonekg.load` gives it.
        settings: where and within which limits.
        told: called with the address once the server listens.

    Raises:
        ServeError: if the settings make no sense, or the address cannot be had.
    """
    check_settings(settings)
    listening = _listen(settings)
    _allow_connections(settings.connections)
    config = uvicorn.Config(
        make_app(graph, settings),
        http=_timed(settings.slow),
        ws="none",
        lifespan="on",
        # A line for each malformed request fills a pipe that nobody reads, and stops all answers.
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        backlog=settings.connections,
        limit_concurrency=settings.connections,
        timeout_keep_alive=int(settings.slow),
        timeout_graceful_shutdown=5,
    )
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    _Server(config, lambda: told(f"http://{shown}:{port}/")).run(sockets=[listening])


class _Server(uvicorn.Server):
    """One that says when it listens."""

    def __init__(self, config: uvicorn.Config, told: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = told

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # uvicorn's own would raise the signal once more when all is closed
        self.force_exit = self.should_exit
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._told()


def _listen(settings: Settings) -> socket.socket:
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, number, _, address = found[0]
        with contextlib.ExitStack() as undo:
            made = undo.enter_context(socket.socket(family, kind, number))
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(settings.connections)
            undo.pop_all()  # it stays open
    except OSError as error:
        reason = error.strerror or error
        raise ServeError(
            f"{settings.host}:{settings.port} cannot be listened on: {reason}; --port names another"
        ) from error
    return made


def _allow_connections(count: int) -> None:
    """Let this process hold as many connections as it may."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = count + 256
        if soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _timed(seconds: float) -> type[asyncio.Protocol]:
    """Give uvicorn's protocol with a limit of time for the head of a request.

    Args:
        seconds: the time that a client has to send it.
    """

    class Timed(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # chosen when it is imported
        """Closes a connection whose next request does not begin to arrive whole in time."""

        _limit: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._begin()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._end()
            elif self._limit is None:
                self._begin()

        def connection_lost(self, exc: Exception | None) -> None:
            self._end()
            super().connection_lost(exc)

        def _begin(self) -> None:
            self._limit = self.loop.call_later(seconds, self._close)

        def _close(self) -> None:
            self._limit = None
            if self.cycle is None or self.cycle.response_complete:
                self.transport.close()

        def _end(self) -> None:
            if self._limit is not None:
                self._limit.cancel()
                self._limit = None

    return Timed
