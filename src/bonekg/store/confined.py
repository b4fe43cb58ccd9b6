"""Processes started here that can open no file and no socket, and may use so much memory.

A process is a fork of this one, so that it has what this one holds at no cost. It is confined when
it has all that it needs, and is killed when nobody wants its answer any more.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import NoReturn, Protocol

if sys.platform == "linux":
    import fcntl  # before a process may open no file

__all__ = ["MEGABYTES", "Fork", "Process", "close_all_but", "confine", "fork", "limit_processor"]
__all__ += ["ending_with_parent", "read_all", "reap_later", "write_all"]

MEGABYTES = 640  # that a process may use beside what it was forked with
_MAY_FORK = hasattr(os, "fork")


class Process(Protocol):
    """What a process forked here has in common with those of the standard library."""

    def kill(self) -> None:
        """End it at once."""
        ...

    def wait(self) -> int:
        """Wait for its end; give its exit code, below zero for a signal."""
        ...

    def poll(self) -> int | None:
        """Give its exit code; None while it runs."""
        ...


class Fork:
    """A process started here, by its number.

    Args:
        pid: its number.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._code: int | None = None

    def kill(self) -> None:
        """End it at once."""
        os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end; give its exit code, below zero for a signal."""
        self._ask(0)
        return self._code or 0

    def poll(self) -> int | None:
        """Give its exit code; None while it runs."""
        self._ask(os.WNOHANG)
        return self._code

    def processor_time(self) -> float | None:
        """Give the seconds that it has run on a processor; None where the system does not say."""
        if sys.platform != "linux":
            return None
        try:
            # how Linux numbers the clock of another process: clock_getcpuclockid(3)
            return time.clock_gettime(~self._pid << 3 | 2)
        except OSError:
            return None  # it is no more

    def give_way(self) -> None:
        """Let others run before it, but not without end; there is no way back.

        At 5 it has a third of what another process has, so that it ends on a busy machine, too;
        at 19 it would have a hundredth.
        """
        os.setpriority(os.PRIO_PROCESS, self._pid, 5)

    def _ask(self, how: int) -> None:
        if self._code is None:
            try:
                done, status = os.waitpid(self._pid, how)
            except ChildProcessError:
                self._code = 0  # it is another process's, or the system has reaped it
            else:
                self._code = os.waitstatus_to_exitcode(status) if done else None


_ended: list[Process] = []  # whose end the system has still to be asked for


def reap_later(process: Process) -> None:
    """Have the system asked for the end of a process that was told to end."""
    _ended.append(process)


def _reap() -> None:
    _ended[:] = [process for process in _ended if process.poll() is None]


def fork(run: Callable[[], NoReturn]) -> Fork:
    """Start a process.

    Args:
        run: what it does; it never returns.
    """
    import warnings

    _reap()
    with warnings.catch_warnings():
        # Python warns where other threads run: their locks may be held for ever in the child.
        # Ours takes none of them, and is killed if it hangs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        try:
            run()
        finally:
            os._exit(1)
    return Fork(pid)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of it, which may take several calls."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_all(descriptor: int, count: int) -> bytes | None:
    """Read so many bytes; None where the other end is closed before they are all there."""
    got = bytearray()
    while len(got) < count:
        part = os.read(descriptor, count - len(got))
        if not part:
            return None
        got += part
    return bytes(got)


def close_all_but(*kept: int) -> tuple[int, ...]:
    """Close the descriptors that came from the parent; 0 to 2 lead nowhere.

    Args:
        kept: those that stay open.

    Returns:
        The numbers that these have now: others than 0 to 2, which are free in a parent that was
        started with its standard input or output closed.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    while min(kept) <= 2:
        kept = tuple(os.dup(one) if one <= 2 else one for one in kept)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    last = 2
    for descriptor in (*sorted(kept), os.sysconf("SC_OPEN_MAX") if _MAY_FORK else 0):
        os.closerange(last + 1, descriptor)
        last = descriptor
    return kept


def confine() -> None:
    """Take from this process what a query does not need: files, sockets, more memory."""
    try:
        import resource
    except ImportError:
        return  # a system without limits of this kind; the guard and the time hold there, too
    bound = _address_space() + (MEGABYTES << 20)  # read first: it opens a file
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        resource.setrlimit(limit, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or bound < hard:
        with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and refuses it
            resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _address_space() -> int:
    """Give the bytes of address space in use; an estimate where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most * (1 if sys.platform == "darwin" else 1024) + (1 << 30)


@contextlib.contextmanager
def ending_with_parent(descriptor: int, parent: int) -> Iterator[None]:
    """Have this process end in the midst of its work when its parent is gone.

    On Linux the system then sends the signal of input, whose default is the end. It goes by the
    descriptor, not by the parent's thread that forked this process, as prctl(2) would: that thread
    may end while its process and this one go on. Elsewhere the limit of the processor's time holds.

    Args:
        descriptor: what the parent holds the other end of, and neither end writes to meanwhile.
        parent: the parent's number.
    """
    if sys.platform != "linux":
        yield
        return
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    before = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, before | os.O_ASYNC)
    try:
        if os.getppid() != parent:  # it was gone before
            os._exit(0)
        yield
    finally:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, before)


def limit_processor(seconds: float) -> None:
    """Bound the processor's time, so that a worker ends even if its parent was killed."""
    with contextlib.suppress(ImportError):
        import resource

        used = time.process_time()
        soft = int(used + seconds) + 2
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if hard == resource.RLIM_INFINITY or soft < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
