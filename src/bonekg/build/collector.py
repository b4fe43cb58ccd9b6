"""Python's garbage collector, held back while a great many things are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the garbage collector, as a context or as a decorator.

    It goes through all that was made again and again otherwise, which takes a tenth of the time of
    a build, and a third where triples become terms of rdflib.

    Examples:
        >>> import gc
        >>> with uncollected():
        ...     gc.isenabled()
        False
        >>> gc.isenabled()
        True
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
