"""Where the package's own files are: inside an installed wheel, or in a checkout.

A wheel carries `ontology/`, `data/` and `queries/` inside the package folder. An editable install
runs from the checkout, where they stand at the top; copies that an editable install may have left
elsewhere are never read, because only these two places are looked at. Where the package is imported
from an archive, such as a wheel on `sys.path`, its files are unpacked for as long as the process
lives.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bonekg.errors import ResourceError

__all__ = ["checkout", "package", "root", "write_all_aside", "write_aside"]

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
    for place in (package(), _CHECKOUT):
        if (place / "ontology" / "keys.jsonld").is_file():
            return place
    raise _missing(package() / "ontology" / "keys.jsonld")


@cache
def package() -> Path:
    """Give the folder of the package itself, with the files that stand beside its modules.

    Raises:
        ResourceError: if the package is in no folder and in no archive.
    """
    if _PACKAGE.is_dir():
        return _PACKAGE
    archive = next((place for place in _PACKAGE.parents if place.is_file()), None)
    if archive is None:
        raise _missing(_PACKAGE)
    return _unpacked(archive, _PACKAGE.relative_to(archive).as_posix())


def _missing(path: Path) -> ResourceError:
    if not getattr(sys, "frozen", False):
        return ResourceError(path)
    return ResourceError(
        path,
        "is missing: the frozen application has to take along all modules and files of the "
        "package bonekg (with PyInstaller: --collect-all bonekg)",
    )


def _unpacked(archive: Path, inside: str) -> Path:
    """Unpack the package's files that are no modules, until this process ends."""
    import atexit
    import shutil
    import tempfile
    from zipfile import BadZipFile, ZipFile

    folder = Path(tempfile.mkdtemp(prefix="bonekg-"))
    owner = os.getpid()

    def take_away() -> None:
        if owner == os.getpid():  # a fork must leave to its parent what that still reads
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(take_away)
    try:
        with ZipFile(archive) as opened:
            wanted = [
                name
                for name in opened.namelist()
                if name.startswith(f"{inside}/") and not name.endswith((".py", ".pyc"))
            ]
            opened.extractall(folder, wanted)
    except (OSError, BadZipFile) as error:
        raise ResourceError(archive, f"cannot be unpacked: {error}; install it with pip") from error
    return folder / inside


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

    A link is followed, so that what it leads to is written. A file that is there keeps its mode
    and, where the system allows it, its owner. What is no regular file, such as a pipe or a device,
    is written to as it is. Where the folder takes no new file, a file that is there is written in
    place; so is one that has further hard links, since a new one in its place would leave the old
    content under its other names.

    Args:
        path: where to; folders that are missing are made.
        content: what to write.

    Raises:
        OSError: if it cannot be written.
    """
    write_all_aside({path: content})


def write_all_aside(contents: Mapping[Path, bytes]) -> None:
    """Write several files: if one cannot be written, those that are there stay as they are.

    Args:
        contents: where to → what to write; see `write_aside`.

    Raises:
        OSError: if one cannot be written; its `filename` is the path as it was given.
    """
    aside: dict[Path, Path] = {}  # what is written → the file that it replaces
    try:
        for path, content in contents.items():
            try:
                _prepare(path, content, aside)
            except OSError as error:
                error.filename = str(path)
                raise
        for written, target in aside.items():
            _put(written, target)
    finally:
        for written in aside:
            written.unlink(missing_ok=True)


def _put(written: Path, target: Path) -> None:
    """Put a file that is written in the place of another.

    Where that one has further hard links, its content is replaced within it, since a new file would
    take one name only. Its room is made first, so that a full disk leaves the old content; then a
    reader may see a part for the time of one copy, and if this process is killed in that time the
    whole content stays aside. All other files are renamed, of which nobody sees a part.
    """
    if not (target.is_file() and target.stat().st_nlink > 1):
        written.replace(target)
        return
    import shutil

    with written.open("rb") as source, target.open("r+b") as out:
        _make_room(out.fileno(), written.stat().st_size, target.stat().st_size)
        shutil.copyfileobj(source, out)
        out.truncate()
    written.unlink()


def _make_room(descriptor: int, wanted: int, had: int) -> None:
    if wanted <= had or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(descriptor, had, wanted - had)
    except OSError:
        os.ftruncate(descriptor, had)
        raise


def _prepare(path: Path, content: bytes, aside: dict[Path, Path]) -> None:
    """Write a file aside; what cannot be replaced is written at once."""
    there = _looked_at(path)
    if there is not None and not stat.S_ISREG(there.st_mode):
        # by the path as it is: a link to an open pipe, such as /dev/stdout, leads to no name
        with path.open("wb") as out:
            out.write(content)
        return
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(error.errno, f"{error.filename} is no folder") from error
    # a name of this process's own, since several may write the same file
    written = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    aside[written] = target
    try:
        written.write_bytes(content)
    except PermissionError:
        if there is None:
            raise
        del aside[written]
        target.write_bytes(content)
        return
    if there is not None:
        _take_over(there, written)


def _looked_at(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _take_over(there: os.stat_result, written: Path) -> None:
    """Give a new file the mode and the owner of the one that it replaces."""
    own = written.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (there.st_uid, there.st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(written, there.st_uid, there.st_gid)
    written.chmod(stat.S_IMODE(there.st_mode))
