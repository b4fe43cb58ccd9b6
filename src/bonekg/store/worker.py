"""Queries run in a process of their own, which can be stopped.

The engine cannot be interrupted, and a query may ask for more memory than there is. So a query
with a limit runs in a worker: a fork of this process where the system has that, else a new
process that opens the saved graph. A worker may open no file and no socket, may use so much
memory, and is killed when its time is up; what it has found until then comes piece by piece. It is
kept for the next query, since starting one takes longer than most queries.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from bonekg.errors import (
    QueryError,
    QueryMemoryError,
    QueryTimeoutError,
    ResultTooLargeError,
)
from bonekg.store.confined import (
    MEGABYTES,
    Fork,
    Process,
    close_all_but,
    confine,
    ending_with_parent,
    fork,
    limit_processor,
    read_all,
    reap_later,
    write_all,
)
from bonekg.store.terms import plain_term, term_of

__all__ = ["MEGABYTES", "Clock", "Limits", "Workers", "serve_saved"]
__all__ += ["Evaluate", "Evaluated", "Kind"]

_PIECE = 500  # rows in a piece, or fewer where they are long
_LONG = 1 << 18  # characters after which a piece goes out
_LARGEST = 32 << 20  # bytes of a piece that its reader takes: a single row may be too large
_HEAD = struct.Struct("<cI")
_MAY_FORK = hasattr(os, "fork")

Kind = str  # "rows", "boolean" or "triples"
Evaluated = tuple[Kind, Any]  # with columns and rows, a truth value, or triples
Evaluate = Callable[[str], Evaluated]


class Clock:
    """The time that a query has.

    Args:
        seconds: how much.
        started: since when, by `time.monotonic`; since now if it is not given.
    """

    def __init__(self, seconds: float, started: float | None = None) -> None:
        self.seconds = seconds
        self._until = (time.monotonic() if started is None else started) + seconds

    def left(self) -> float:
        """Give the seconds that are left."""
        return self._until - time.monotonic()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the clock, such as while a person reads what was printed."""
        before = time.monotonic()
        try:
            yield
        finally:
            self._until += time.monotonic() - before


class Limits(NamedTuple):
    """What a query may take.

    Attributes:
        clock: its time.
        rows: the most that are given; the others are counted. None for all.
        size: the most bytes of rows that are given, more is an error. None for all.
    """

    clock: Clock
    rows: int | None = None
    size: int | None = None


class Workers:
    """The workers of one graph.

    Args:
        start: called in a forked worker, once; gives what runs a query there.
        saved: gives the folder of the saved graph, for systems without fork.
    """

    def __init__(self, start: Callable[[], Evaluate], saved: Callable[[], Path]) -> None:
        self._start, self._saved = start, saved
        self._idle: list[_Worker] = []

    def run(self, sparql: str, limits: Limits) -> Iterator[tuple[str, Any]]:
        """Run a query.

        Args:
            sparql: a query that the guard has let pass.
            limits: what it may take.

        Yields:
            First `rows` and the columns, `boolean` and the truth value, or `triples` and None;
            then `piece` and a list of rows or triples, any number of times; last `total` and
            how many rows there are.

        Raises:
            QueryTimeoutError: if its time was up.
            QueryMemoryError: if it needed too much memory.
            ResultTooLargeError: if its rows are more bytes than allowed.
            QueryError: if the engine says that it cannot run, or came to grief over it.
            SyntaxError: if the engine says that it is not SPARQL.
        """
        worker = self._take()
        try:
            yield from worker.run(sparql, limits)
        finally:
            if worker.answered:
                self._idle.append(worker)
            else:
                worker.kill()  # it is busy, or dead, or nobody wants the rest

    def _take(self) -> _Worker:
        # another thread may take the last one between a question and its answer
        with contextlib.suppress(IndexError):
            while True:
                worker = self._idle.pop()
                if worker.is_ours():
                    return worker
        try:
            return _forked(self._start) if _MAY_FORK else _spawned(self._saved())
        except OSError as error:
            raise QueryError(
                f"no process can be started for a query with a limit: {error}; stop others, or ask "
                "without a limit"
            ) from error


class _Worker:
    """A worker as its parent sees it."""

    def __init__(self, process: Process, to: int, back: int) -> None:
        self._process, self._to, self._back = process, to, back
        self._parent = os.getpid()
        self._open = True
        self.answered = False  # whether it has told all of the last query

    def is_ours(self) -> bool:
        """Say whether this process started it; one that was forked since may not use it."""
        return self._parent == os.getpid()

    def run(self, sparql: str, limits: Limits) -> Iterator[tuple[str, Any]]:
        self.answered = False
        given = (sparql, limits.rows, limits.size, limits.clock.seconds)
        self._send(marshal.dumps(given), limits)
        while True:
            code, body = self._receive(limits)
            told = marshal.loads(body)  # noqa: S302  # from our own worker
            self.answered = code in (b"X", b"E")
            if code == b"X":
                _raise(str(told[0]), str(told[1]), limits)
            if code == b"H":
                yield told
            elif code == b"E":
                yield "total", told
                return
            else:
                yield "piece", [tuple(map(term_of, row)) for row in told]

    def _send(self, body: bytes, limits: Limits) -> None:
        try:
            write_all(self._to, _HEAD.pack(b"Q", len(body)) + body)
        except BrokenPipeError:
            raise self._died(limits) from None

    def _receive(self, limits: Limits) -> tuple[bytes, bytes]:
        code, length = _HEAD.unpack(self._read(_HEAD.size, limits))
        return code, self._read(length, limits)

    def _read(self, count: int, limits: Limits) -> bytes:
        got = bytearray()
        while len(got) < count:
            # what is ready is not taken any more when the time is up
            left = limits.clock.left()
            if left <= 0 or not _wait(self._back, left):
                raise QueryTimeoutError(limits.clock.seconds)
            part = os.read(self._back, count - len(got))
            if not part:
                raise self._died(limits)
            got += part
        return bytes(got)

    def _died(self, limits: Limits) -> QueryError:
        how = -self._process.wait()
        if how == signal.SIGABRT:  # how the engine ends when it gets no memory
            return QueryMemoryError(MEGABYTES)
        if how == getattr(signal, "SIGXCPU", None):
            return QueryTimeoutError(limits.clock.seconds)
        return QueryError(
            "the engine came to grief over this query and was stopped; write it more simply"
        )

    def kill(self) -> None:
        """End it at once, without waiting for the system to take its memory back."""
        self._close()
        if self._process.poll() is None:
            self._process.kill()

    def _close(self) -> None:
        if self._open:
            self._open = False
            os.close(self._to)
            os.close(self._back)
            reap_later(self._process)

    def __del__(self) -> None:
        if self.is_ours():
            self._close()  # it ends by itself when nobody can write to it any more


def _wait(descriptor: int, seconds: float) -> bool:
    """Wait until something can be read, or the time is up."""
    if sys.platform == "win32":
        return _wait_for_pipe(descriptor, seconds)
    import select

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        if left <= 0:
            return bool(poll.poll(0))
        # at most a day at a time: a longer time does not fit into what the system takes
        if poll.poll(min(left, 86_400) * 1000):
            return True


def _wait_for_pipe(descriptor: int, seconds: float) -> bool:
    import _winapi  # type: ignore[import-not-found,unused-ignore]  # Windows only
    import msvcrt  # type: ignore[import-not-found,unused-ignore]

    handle = msvcrt.get_osfhandle(descriptor)  # type: ignore[attr-defined,unused-ignore]
    until = time.monotonic() + seconds
    while True:
        try:
            if _winapi.PeekNamedPipe(handle, 0)[0]:  # type: ignore[attr-defined,unused-ignore]
                return True
        except OSError:
            return True  # its other end is closed, which reading then tells
        if time.monotonic() > until:
            return False
        time.sleep(0.002)


def _raise(kind: str, message: str, limits: Limits) -> NoReturn:
    if kind == "SyntaxError":
        raise SyntaxError(message)
    if kind == "MemoryError":
        raise QueryMemoryError(MEGABYTES)
    if kind == "OSError" or "Corruption" in message:
        raise OSError(message)
    if kind == "size":
        raise ResultTooLargeError(int(message), "bytes")
    raise QueryError(f"the query failed: {message}")


# --- starting a worker


def _forked(start: Callable[[], Evaluate]) -> _Worker:
    child_in, to = os.pipe()
    back, child_out = os.pipe()
    process = fork(lambda: _serve(child_in, child_out, start))
    os.close(child_in)
    os.close(child_out)
    return _Worker(process, to, back)


def _spawned(saved: Path) -> _Worker:
    import subprocess

    code = "from bonekg.store.worker import serve_saved; serve_saved()"
    process = subprocess.Popen(  # noqa: S603  # this interpreter, on our own code
        [sys.executable, "-c", code, str(saved)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    to, back = os.dup(process.stdin.fileno()), os.dup(process.stdout.fileno())
    process.stdin.close()
    process.stdout.close()
    if not hasattr(os, "WNOHANG"):
        return _Worker(process, to, back)
    process.returncode = 0  # it is ours to wait for; the library would warn that it still runs
    return _Worker(Fork(process.pid), to, back)


def serve_saved() -> None:
    """Be a worker on the saved graph that the command line names, on standard input and output."""
    from bonekg.store.cache import open_saved
    from bonekg.store.engine import Engine

    place = Path(sys.argv[1])
    _serve(os.dup(0), os.dup(1), lambda: Engine(open_saved(place), place).evaluate)


# --- the worker itself


def _serve(given: int, taken: int, start: Callable[[], Evaluate]) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when this process ends
    given, taken = close_all_but(given, taken)
    parent = os.getppid()
    run = start()
    confine()
    while True:
        head = read_all(given, _HEAD.size)
        body = read_all(given, _HEAD.unpack(head)[1]) if head is not None else None
        if body is None:
            os._exit(0)  # the parent is gone, or wants no more
        sparql, rows, size, seconds = marshal.loads(body)  # noqa: S302  # from our own parent
        limit_processor(seconds)
        try:
            with ending_with_parent(given, parent):
                total = _answer(taken, *run(sparql), rows, size)
            _tell(taken, b"E", total)  # after which the next query may come
        except SyntaxError as error:
            _tell(taken, b"X", ("SyntaxError", str(error.msg)))
        except MemoryError:
            os.abort()  # what is left of this process is not to be trusted
        except BrokenPipeError:
            os._exit(0)
        except _TooLargeError as error:
            _tell(taken, b"X", ("size", str(error)))
        except Exception as error:  # told to the parent, which raises it
            _tell(taken, b"X", (type(error).__name__, str(error)))


def _tell(taken: int, code: bytes, told: Any) -> None:
    body = marshal.dumps(told)
    write_all(taken, _HEAD.pack(code, len(body)) + body)


def _answer(taken: int, kind: Kind, result: Any, most: int | None, size: int | None) -> int:
    """Tell the result of a query; give how many rows it has."""
    if kind == "boolean":
        _tell(taken, b"H", (kind, bool(result)))
        return 1
    columns = [variable.value for variable in result.variables] if kind == "rows" else None
    _tell(taken, b"H", (kind, columns))
    total = 0
    pieces = _Pieces(taken, size)
    for one in result:
        total += 1
        if most is not None and total > most:
            continue  # counted, not given
        pieces.add(tuple(map(plain_term, one)))
        # the first rows go out at once, so that a reader sees that something comes
        if len(pieces.rows) >= (_PIECE if total >= _PIECE else 50) or pieces.long >= _LONG:
            pieces.send()
    pieces.send()
    return total


class _Pieces:
    """Rows on their way to the reader, who never gets more bytes than are allowed."""

    def __init__(self, taken: int, size: int | None) -> None:
        self._taken, self._left, self._size = taken, size, size
        self.rows: list[tuple[object, ...]] = []
        self.long = 0  # characters of texts in the rows

    def add(self, row: tuple[Any, ...]) -> None:
        self.rows.append(row)
        self.long += sum(len(term[1]) for term in row if type(term) is tuple)

    def send(self) -> None:
        if not self.rows:
            return
        body = marshal.dumps(self.rows)
        allowed = _LARGEST if self._left is None else min(self._left, _LARGEST)
        if len(body) > allowed:
            raise _TooLargeError(_LARGEST if self._size is None else min(self._size, _LARGEST))
        if self._left is not None:
            self._left -= len(body)
        write_all(self._taken, _HEAD.pack(b"P", len(body)) + body)
        self.rows, self.long = [], 0


class _TooLargeError(Exception):
    """The rows are more bytes than are allowed."""
