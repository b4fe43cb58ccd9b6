"""What a caller gives, checked by its type, so that a slip is an error that names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from bonekg.errors import WrongTypeError

__all__ = ["check_extra", "check_numbers", "check_paths", "check_texts"]


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


def check_extra(extra: Any) -> None:
    """Refuse what names no further files: a path, several, or name of a graph → path."""
    wanted = "a path, several paths, or a mapping from the name of a graph to a path"
    if isinstance(extra, bytes):  # a sequence, too: of numbers
        raise WrongTypeError("extra", extra, wanted)
    _check({"extra": extra}, (str, Path, Sequence, Mapping, type(None)), wanted)
    if extra is not None and not isinstance(extra, str | Path):
        for file in extra.values() if isinstance(extra, Mapping) else extra:
            check_paths(extra=file)


def _check(given: Mapping[str, Any], kinds: tuple[type, ...], wanted: str) -> None:
    for name, value in given.items():
        if not isinstance(value, kinds):
            raise WrongTypeError(name, value, wanted)
