"""What Ctrl-C does while the command `bonekg` starts: it ends the process, without a traceback.

Python's own way is an error at whatever is being imported. It is set aside when the first module of
the package is imported, and only where this process is the command: who imports the package keeps
what he has. `bonekg.cli` has Ctrl-C raise an error again once it can answer it.
"""

from __future__ import annotations

import sys

# what `signal` is made of; that one imports four others first, during which it would be too early
from _signal import (  # type: ignore[import-not-found]
    SIG_DFL,
    SIGINT,
    default_int_handler,
    getsignal,
    signal,
)

__all__ = ["end_by_interrupts"]


def end_by_interrupts() -> None:
    """Have Ctrl-C end this process as the system does, if it is the command and Python's way holds.

    One that is ignored, as in the background of a shell, stays so.
    """
    if _is_command() and getsignal(SIGINT) is default_int_handler:
        signal(SIGINT, SIG_DFL)


def _is_command() -> bool:
    given = getattr(sys, "argv", None) or [""]  # an embedded interpreter may have none
    if given[0] == "-m":  # `python -m`, until the module is found
        return sys.orig_argv[-len(given) :][:1] == ["bonekg"]
    return given[0].replace("\\", "/").rpartition("/")[2] in ("bonekg", "bonekg.exe")


end_by_interrupts()
