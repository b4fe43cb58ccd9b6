"""What a caller gives, checked by its type, so that a slip is an error that names it."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from bonekg.errors import StoreError, WrongTypeError, quoted

__all__ = ["check_extra", "check_headers", "check_numbers", "check_paths", "check_texts"]
__all__ += ["usable_path"]


def check_texts(optional: bool = False, /, **given: Any) -> None:
    """Refuse what is no text.

    Args:
        optional: whether None is taken, too.
        given: name of the parameter → value.

    Raises:
        WrongTypeError: if one is something else.

    Examples:
        >>> check_texts(True, site=None, population="women")
        >>> check_texts(name=3)
        Traceback (most recent call last):
        ...
        bonekg.errors.WrongTypeError: name takes a text, not 3
    """
    wanted = "a text or None" if optional else "a text"
    _check(given, (str, type(None)) if optional else (str,), wanted)


def check_numbers(whole: bool = False, /, **given: Any) -> None:
    """Refuse what is no number.

    Args:
        whole: whether only whole numbers are taken.
        given: name of the parameter → value.

    Raises:
        WrongTypeError: if one is something else.
    """
    for name, value in given.items():
        if isinstance(value, bool):
            raise WrongTypeError(name, value, "a number")
    _check(given, (Integral,) if whole else (Real,), "a whole number" if whole else "a number")


def check_paths(optional: bool = False, /, **given: Any) -> None:
    """Refuse what is no path: neither a text nor a `Path`; see `check_texts`."""
    wanted = "a path: a text or a pathlib.Path" + (", or None" if optional else "")
    _check(given, (str, Path, type(None)) if optional else (str, Path), wanted)


def usable_path(named: str | Path) -> Path:
    """Give a path, if a file can have that name here.

    Raises:
        StoreError: if none can.
    """
    shown = f"{quoted(named)} ({len(str(named)):,} characters)"
    if named == "" or "\0" in str(named):
        raise StoreError(f"{shown} is no name of a file")
    try:
        os.stat(named)
    except UnicodeEncodeError as error:
        raise StoreError(f"{shown} is no name that a file can have here") from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise StoreError(f"{shown} is no name that a file can have here") from error
    return Path(named)


def check_headers(headers: Any) -> None:
    """Refuse what is no mapping from the names of HTTP headers to their values."""
    _check({"headers": headers}, (Mapping, type(None)), "a mapping from name to value, or None")
    for name, value in (headers or {}).items():
        wanted = "names and values that are texts"
        if not (isinstance(name, str) and isinstance(value, str)):
            raise WrongTypeError("headers", {name: value}, wanted)


def check_extra(extra: Any) -> None:
    """Refuse what names no further files: a path, several, or name of a graph → path."""
    wanted = "a path, several paths, or a mapping from the name of a graph to a path"
    if isinstance(extra, bytes):  # a sequence, too: of numbers
        raise WrongTypeError("extra", extra, wanted)
    _check({"extra": extra}, (str, Path, Sequence, Mapping, type(None)), wanted)
    if extra is not None and not isinstance(extra, str | Path):
        for file in extra.values() if isinstance(extra, Mapping) else extra:
            check_paths(extra=file)
            usable_path(file)
    elif extra is not None:
        usable_path(extra)


def _check(given: Mapping[str, Any], kinds: tuple[type, ...], wanted: str) -> None:
    for name, value in given.items():
        if not isinstance(value, kinds):
            raise WrongTypeError(name, value, wanted)
