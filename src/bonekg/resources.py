"""Where the package's own files are: inside an installed wheel, or in a checkout.

A wheel carries `ontology/`, `data/` and `queries/` inside the package folder. An editable install
runs from the checkout, where they stand at the top; copies that an editable install may have left
elsewhere are never read, because only these two places are looked at.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bonekg.errors import ResourceError

__all__ = ["checkout", "root", "write_aside"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def root() -> Path:
    """Give the folder that holds `ontology/`, `data/` and `queries/`.

    Raises:
        ResourceError: if neither the package nor the checkout holds them.

    Examples:
        >>> (root() / "ontology" / "keys.jsonld").is_file()
        True
    """
    for place in (_PACKAGE, _CHECKOUT):
        if (place / "ontology" / "keys.jsonld").is_file():
            return place
    raise ResourceError(_PACKAGE / "ontology" / "keys.jsonld")


def checkout() -> Path:
    """Give the checkout's folder, for the commands that write sources or releases.

    Raises:
        ResourceError: if the package runs from a wheel, whose files are not for writing.
    """
    if (_CHECKOUT / "ontology" / "keys.jsonld").is_file():
        return _CHECKOUT
    raise ResourceError(_CHECKOUT / "ontology", "is needed: this command works in a checkout only")


def write_aside(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: aside first, then in place of the old one.

    A link is followed, so that what it leads to is written. A file that is there keeps its mode.
    What is no regular file, such as a pipe or a device, is written to as it is. Where the folder
    takes no new file, a file that is there is written in place.

    Args:
        path: where to; folders that are missing are made.
        content: what to write.

    Raises:
        OSError: if it cannot be written.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("wb") as out:
            out.write(content)
        return
    # a name of this process's own, since several may write the same file
    aside = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        try:
            aside.write_bytes(content)
        except PermissionError:
            if mode is None:
                raise
            target.write_bytes(content)
            return
        if mode is not None:
            aside.chmod(stat.S_IMODE(mode))
        aside.replace(target)
    finally:
        if aside.exists():
            aside.unlink()
