"""The processes that answer: short requests side by side, long ones apart and behind the others.

The process that speaks HTTP runs no query itself. A request goes to a worker, a confined fork that
has the graph from its parent. What is not answered after a moment is a long request: its worker
gives way to all others and another one takes its place, so that a few long requests keep nobody
waiting. When a request's time is up, or nobody waits for the answer, its worker is killed.
"""

from __future__ import annotations

import asyncio
import marshal
import os
import signal
import socket
import struct
from collections import Counter, deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NoReturn, cast

from bonekg.errors import QueryError, QueryMemoryError, QueryTimeoutError
from bonekg.serve.problems import Reply, Stop, problem, reply_to
from bonekg.serve.settings import Settings
from bonekg.store.confined import (
    MEGABYTES,
    Fork,
    close_all_but,
    confine,
    ending_with_parent,
    fork,
    limit_processor,
    read_all,
    reap_later,
    write_all,
)

__all__ = ["Pool", "Receive", "Work"]

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Work = Callable[[tuple[Any, ...]], Reply]
_LENGTH = struct.Struct("<Q")
_LATER = (("retry-after", "2"),)


class _Gone(Exception):  # noqa: N818  # nobody waits for the answer any more
    """The client has gone."""


class Pool:
    """Workers that answer requests.

    Args:
        work: what a worker does with a task, a tuple of plain values.
        settings: the limits.
    """

    def __init__(self, work: Work, settings: Settings) -> None:
        self._work, self._settings = work, settings
        self._idle: list[_Worker] = []
        self._quick = 0  # workers that are idle or at short requests
        self._between: set[_Worker] = set()  # not done at once; others have taken their places
        self._long: set[_Worker] = set()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._of_client: Counter[str] = Counter()
        self._all: set[_Worker] = set()
        self.replaced = 0  # workers that were killed or came to grief

    @property
    def state(self) -> dict[str, int]:
        """How many workers there are, and what waits for them."""
        return {
            "workers": len(self._all),
            "idle": len(self._idle),
            "long": len(self._long),
            "waiting": len(self._waiting),
            "replaced": self.replaced,
        }

    async def start(self) -> None:
        """Start the workers, so that the first requests do not wait for them."""
        self._idle += [await self._started() for _ in range(self._settings.workers)]
        self._quick = len(self._idle)

    async def close(self) -> None:
        """End all workers."""
        for worker in list(self._all):
            worker.kill()
        for worker in list(self._all):
            await worker.ended()

    async def ask(
        self, task: tuple[Any, ...], client: str, receive: Receive, seconds: float
    ) -> Reply | None:
        """Have a task done.

        Args:
            task: plain values, as the workers take them.
            client: who asks.
            receive: tells when the client has gone.
            seconds: the time that it may take.

        Returns:
            The answer; None if the client has gone.

        Raises:
            Stop: if there are too many requests, or the worker was stopped.
        """
        if self._of_client[client] >= self._settings.per_client:
            raise Stop(_busy("per_client", self._settings.per_client, "requests of one client"))
        self._of_client[client] += 1
        try:
            return await self._asked(task, receive, seconds)
        except _Gone:
            return None
        except QueryError as error:
            raise Stop(reply_to(error)) from error
        finally:
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    async def _asked(self, task: tuple[Any, ...], receive: Receive, seconds: float) -> Reply:
        worker = await self._free()
        loop = asyncio.get_running_loop()
        answer = worker.send(marshal.dumps((seconds, task)))
        watch: list[asyncio.Task[None]] = []

        begun = worker.processor_time()
        quick = self._settings.quick

        def look() -> None:
            if not watch:
                watch.append(loop.create_task(_watch(receive, worker)))
            used = worker.processor_time()
            # one that waits for a processor while the machine is busy is not long for that
            if begun is not None and used is not None and used - begun < quick / 2:
                self._make_room(worker)
                timers[1] = loop.call_later(quick, look)
            else:
                self._move(worker)

        timers = [
            loop.call_later(quick / 4, self._make_room, worker),
            loop.call_later(quick, look),
            loop.call_later(seconds, worker.stop, QueryTimeoutError(seconds)),
        ]
        try:
            return Reply(*marshal.loads(await answer))  # noqa: S302  # from our own worker
        finally:
            for timer in timers:
                timer.cancel()
            for task_ in watch:
                task_.cancel()
            await self._back(worker)

    async def _free(self) -> _Worker:
        """Give a worker that has nothing to do; wait for one where none has."""
        waited = False
        while not self._idle and self._quick >= self._settings.workers:
            await self._turn(first=waited)
            waited = True  # and another one may have been faster
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._quick -= 1
        self._quick += 1
        return await self._started()

    async def _turn(self, *, first: bool) -> None:
        """Wait until a worker may be free."""
        if len(self._waiting) >= self._settings.waiting:
            raise Stop(_busy("waiting", self._settings.waiting, "requests waiting"))
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if first:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        try:
            await asyncio.wait_for(turn, self._settings.seconds)
        except TimeoutError:
            detail = f"no worker was free in {self._settings.seconds:g} s; try again in a moment"
            raise Stop(problem(503, detail, limit="waiting", headers=_LATER)) from None
        finally:
            if turn in self._waiting:
                self._waiting.remove(turn)

    def _next(self) -> None:
        """Let the next request have its turn."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return

    def _make_room(self, worker: _Worker) -> None:
        """Let another worker take the place of one that is not done at once, so that none waits."""
        if worker not in self._between and len(self._between) < 2 * self._settings.workers:
            self._between.add(worker)
            self._quick -= 1
            self._next()

    def _move(self, worker: _Worker) -> None:
        """Put a worker among the long ones, where there is room."""
        if len(self._long) >= self._settings.long:
            limit = _busy("long", self._settings.long, "requests that take long")
            worker.stop(Stop(limit))
            return
        worker.give_way()
        self._long.add(worker)
        if worker in self._between:
            self._between.discard(worker)
        else:
            self._quick -= 1
            self._next()

    async def _back(self, worker: _Worker) -> None:
        """Take a worker back; one that gave way, was stopped or died is replaced."""
        if worker in self._long:
            self._long.discard(worker)
            worker.kill()
            return
        if worker in self._between:
            self._between.discard(worker)
            if worker.alive and self._quick >= self._settings.workers:
                worker.kill()  # its place is taken
                return
            self._quick += 1
        if worker.alive:
            self._idle.append(worker)
            self._next()
        else:
            self._quick -= 1
            self._next()

    async def _started(self) -> _Worker:
        ours, theirs = socket.socketpair()
        process = fork(lambda: _serve(theirs.detach(), self._work))
        theirs.close()
        ours.setblocking(False)
        worker = _Worker(process, self._forget)
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
        self._all.add(worker)
        return worker

    def _forget(self, worker: _Worker) -> None:
        self._all.discard(worker)
        self.replaced += 1


def _busy(limit: str, most: float, what: str) -> Reply:
    detail = f"there are {most:g} {what} already, and no more are taken; try again in a moment"
    return problem(503, detail, limit=limit, headers=_LATER)


async def _watch(receive: Receive, worker: _Worker) -> None:
    """Stop a worker when its client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    worker.stop(_Gone())


class _Worker(asyncio.Protocol):
    """A worker as the process that speaks HTTP sees it."""

    def __init__(self, process: Fork, forget: Callable[[_Worker], None]) -> None:
        self._process, self._forget = process, forget
        self._answer: asyncio.Future[bytes] | None = None
        self._got = bytearray()
        self._transport: asyncio.WriteTransport | None = None
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.alive, self._killed = True, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's is of no such class

    def send(self, body: bytes) -> asyncio.Future[bytes]:
        """Give it something to do."""
        self._got.clear()
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None or not self.alive:
            self._answer.set_exception(_died(0))
        else:
            self._transport.write(_LENGTH.pack(len(body)) + body)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._got += data
        got = self._got
        if len(got) < _LENGTH.size or len(got) < _LENGTH.size + _LENGTH.unpack_from(got)[0]:
            return
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(bytes(got[_LENGTH.size :]))
        got.clear()

    def connection_lost(self, error: Exception | None) -> None:
        self.alive = False
        self._forget(self)
        if self._killed:
            reap_later(self._process)  # the system may still be taking its memory back
        else:
            code = self._process.wait()  # it is dead, or dies now: nobody else has its other end
            if self._answer is not None and not self._answer.done():
                self._answer.set_exception(_died(-code))
        self._end.set_result(None)

    def stop(self, reason: Exception) -> None:
        """End it at once, whatever it does, and say why."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(reason)
        self.kill()

    def kill(self) -> None:
        """End it at once."""
        if self.alive:
            self.alive, self._killed = False, True
            self._process.kill()
            if self._transport is not None:
                self._transport.close()

    def processor_time(self) -> float | None:
        """Give the seconds that it has run on a processor; see `Fork.processor_time`."""
        return self._process.processor_time()

    def give_way(self) -> None:
        """Let others run before it."""
        self._process.give_way()

    async def ended(self) -> None:
        """Wait until it is no more."""
        await self._end


def _died(number: int) -> Exception:
    if number == signal.SIGABRT:  # how the engine ends when it gets no memory
        return QueryMemoryError(MEGABYTES)
    return Stop(problem(500, "a process came to grief over this request; ask more simply"))


def _serve(descriptor: int, work: Work) -> NoReturn:
    """Be a worker: take a task, answer it, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when this process ends
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    (descriptor,) = close_all_but(descriptor)
    parent = os.getppid()
    confine()
    while True:
        head = read_all(descriptor, _LENGTH.size)
        body = read_all(descriptor, _LENGTH.unpack(head)[0]) if head is not None else None
        if body is None:
            os._exit(0)  # the parent is gone, or wants no more
        seconds, task = marshal.loads(body)  # noqa: S302  # from our own parent
        limit_processor(seconds)
        try:
            with ending_with_parent(descriptor, parent):
                reply = work(task)
        except MemoryError:
            os.abort()  # what is left of this process is not to be trusted
        told = marshal.dumps(tuple(reply))
        write_all(descriptor, _LENGTH.pack(len(told)) + told)
