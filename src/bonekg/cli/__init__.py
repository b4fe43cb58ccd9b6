"""The command line: a face over the library, with no logic of its own.

Exit codes: 0 all is well, 1 findings, 2 usage or bad input. Every error is one line.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from bonekg.errors import BoneKGError

__all__ = ["main"]

# by which a user or the system asks a process to end; Windows knows only the first
_ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: what stands after `bonekg`; the process's own by default.

    Returns:
        The exit code.
    """
    try:
        return _answered(arguments)
    finally:
        if arguments is None:
            _end_silently()


def _answered(arguments: Sequence[str] | None) -> int:
    _open_standard_streams()
    try:
        from bonekg.cli.parser import make_parser
        from bonekg.cli.printing import plain_signs

        plain_signs()
        try:
            given = make_parser().parse_args(arguments)
        except SystemExit:  # after what --help and --version print
            sys.stdout.flush()
            raise
        # who waits for input in a thread ends at once only as the system ends it
        if arguments is None and not getattr(given, "waits", False):
            _end_by_signals()
        code: int = given.handler(given)
        sys.stdout.flush()
    except BoneKGError as error:
        _flush()
        print(f"bonekg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, which is its right; say nothing more.
        _write_nowhere()
        return 0
    except OSError as error:
        _write_nowhere()
        print(f"bonekg: {_told(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stopped:
        _write_nowhere()
        print("bonekg: stopped", file=sys.stderr)
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    return code


def _end_by_signals() -> None:
    """Have this process end as by Ctrl-C when it is told to, so that its workers end with it."""

    def stop(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt(number)

    for number in _ENDING:
        # one that is ignored, as under nohup, stays so
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, stop)


def _end_silently() -> None:
    """Have the system end this process when it is told to, since nobody answers any more."""
    for number in _ENDING:
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)


def _told(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return "standard output is closed, and what was to be printed is lost; send it somewhere"
    what = f"{error.filename} " if error.filename else ""
    return f"{what}cannot be read or written: {error.strerror}"


def _open_standard_streams() -> None:
    """Open anew the input, output and errors that were closed when this process started.

    Else a file that is opened gets their number, and what is printed would go into it. Input and
    errors lead nowhere. Nothing can be written to output, so that a command that prints fails and
    one that does not is none the worse.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  # until the process ends
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _flush() -> None:
    """Write out what was printed before an error, where that is still possible."""
    try:
        sys.stdout.flush()
    except OSError:
        _write_nowhere()


def _write_nowhere() -> None:
    """Keep Python from trying once more, when it ends, to write what could not be written."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # there is no such output, as in a test
