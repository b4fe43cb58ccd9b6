"""Graphs saved as stores of the engine, which open in milliseconds: in the cache or where named.

A saved store is made aside and renamed when it is whole, so that many processes may do so at once.
Beside the engine's files stands `bonekg-store.json`, which says from what it was made, how large
each file is, and the check sums of the small ones, which the engine does not verify in full: a
store that lacks it, or differs from it, is not used. In the cache a store's folder is named after
the digest of the file that it was made from and the versions of engine and layout.

To know that digest, a file is read once; then its size, its times of change and its inode stand
for it. Where these say nothing certain (a file changed a moment ago), it is read again.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph

__all__ = [
    "MANIFEST",
    "cache_folder",
    "discard",
    "made_from",
    "open_saved",
    "save",
    "save_from",
    "saved_for",
]

MANIFEST = "bonekg-store.json"
_LAYOUT = 2  # raised when what stands in a saved store changes
_LARGEST = 128 << 20  # bytes of a file that is still saved in the cache without being asked
_KEPT = 30 * 24 * 3600  # seconds that an unused store stays in the cache
_RENEWED = 24 * 3600  # seconds after which a store that is used is marked as used again
_SMALL = 1 << 20  # bytes of a file whose check sum is kept; tables have check sums of their own
_CERTAIN = 2.0  # seconds after which times of change tell two versions of a file apart
_OFF = ("off", "0", "no", "false")


def cache_folder() -> Path | None:
    """Give the folder of saved stores, which need not exist; None if the cache is switched off.

    `BONEKG_CACHE` names it, or is `off`; else it is where the system has such folders.
    """
    named = os.environ.get("BONEKG_CACHE", "")
    if named.strip().lower() in _OFF:
        return None
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:
            return None  # it names the home of nobody: memory serves
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "bonekg" / "cache" if base else None
    if sys.platform == "darwin":
        return Path("~/Library/Caches/bonekg").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "bonekg"


def saved_for(path: Path, make: Callable[[], pyoxigraph.Store]) -> tuple[Any, Path | None]:
    """Give the graph of a file as a store: opened from the cache, or made and saved there.

    Args:
        path: the file.
        make: reads the file into memory; called only if the cache has no store of it.

    Returns:
        The store, and the folder that it was opened from: None if it is in memory, because the
        cache is switched off or cannot be written.

    Raises:
        StoreError: what `make` raises.
    """
    folder = cache_folder()
    try:
        told = path.stat()
    except OSError:
        return make(), None  # which says what is wrong with the file
    # a pipe or a device is read once, and by the one who makes the store
    if folder is None or told.st_size > _LARGEST or not stat.S_ISREG(told.st_mode):
        return make(), None
    digest = _known_digest(folder, path, told)
    noted = digest is not None
    try:
        digest = digest or _digest(path)
    except OSError:
        return make(), None  # which says what is wrong with the file
    place = _place(folder, digest)
    try:
        opened = _opened(place)
    except _ShortageError:
        return make(), None  # others may well open what stands there
    made = make() if opened is None else None
    # where the disk is full or read-only, memory serves, or what could be opened
    with contextlib.suppress(OSError, StoreError):
        if _signature(path.stat()) != _signature(told):
            return make(), None  # it changed while it was read
        if made is not None and _may_save():
            discard(place)  # a damaged one
            save(made, place, digest)
            _forget_unused(folder)
        if not noted:
            _remember_digest(folder, path, told, digest)
    return (opened, place) if opened is not None else (made, None)


def made_from(place: Path, path: Path) -> bool:
    """Whether a saved graph of the cache is of what stands in a file now.

    Args:
        place: the folder of the saved graph.
        path: the file, which may have changed or be gone.
    """
    try:
        return place == _place(place.parent, _digest(path))
    except OSError:
        return False


# The engine's writing to disk needs threads, and a fork has none of those that its parent started.
_process: list[int] = []  # the one in which the engine first used a disk


def _use_disk() -> None:
    if not _process:
        _process.append(os.getpid())


def _may_save() -> bool:
    return _process in ([], [os.getpid()])


def _sum(file: Path) -> int:
    from zlib import crc32

    return crc32(file.read_bytes())


def _place(folder: Path, digest: str) -> Path:
    import pyoxigraph

    return folder / f"{digest[:32]}-{pyoxigraph.__version__}-{_LAYOUT}"


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _signature(told: os.stat_result) -> list[int]:
    return [told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, told.st_dev]


def _note(folder: Path, path: Path) -> Path:
    from zlib import crc32

    name = str(path.absolute())
    return folder / f"file-{crc32(name.encode('utf-8', 'surrogateescape')):08x}-{len(name)}.json"


def _known_digest(folder: Path, path: Path, told: os.stat_result) -> str | None:
    """Give the digest noted for a file, if the note is of this very state of this very file."""
    try:
        note = json.loads(_note(folder, path).read_text(encoding="utf-8"))
        fits = note["path"] == str(path.absolute()) and note["signature"] == _signature(told)
        return str(note["sha256"]) if fits else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # no note, or a broken one: the file is read


def _remember_digest(folder: Path, path: Path, told: os.stat_result, digest: str) -> None:
    if time.time() - max(told.st_mtime, told.st_ctime) < _CERTAIN:
        return
    note = {"path": str(path.absolute()), "signature": _signature(told), "sha256": digest}
    target = _note(folder, path)
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        aside.write_text(json.dumps(note), encoding="utf-8")
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def open_saved(place: Path) -> pyoxigraph.Store:
    """Open a saved store, read-only.

    Args:
        place: its folder.

    Raises:
        StoreError: if it is none, is not whole, or was made by another version of the engine.
    """
    import pyoxigraph

    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        files, engine, layout = manifest["files"], manifest["engine"], manifest["layout"]
        sums = manifest["sums"] if layout == _LAYOUT else {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{place} is no saved graph; `bonekg build --store DIR` makes one"
        ) from error
    if (engine, layout) != (pyoxigraph.__version__, _LAYOUT):
        raise StoreError(
            f"{place} was made by pyoxigraph {engine}, layout {layout}; this is "
            f"{pyoxigraph.__version__}, layout {_LAYOUT}: make it again with "
            "`bonekg build --store DIR`"
        )
    try:
        there = {name: os.stat(f"{place}/{name}").st_size for name in files}  # often hundreds
        if there != files:
            raise StoreError(f"{place} is damaged: a file has another size; make it again")
        if {name: _sum(place / name) for name in sums} != sums:
            raise StoreError(f"{place} is damaged: a file has another content; make it again")
        _use_disk()
        return pyoxigraph.Store.read_only(str(place))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{place} is damaged or cannot be read: {error}; make it again") from error


class _ShortageError(Exception):
    """A store of the cache cannot be opened, and is not damaged: files or memory are short."""


def _opened(place: Path) -> pyoxigraph.Store | None:
    try:
        opened = open_saved(place)
    except StoreError as error:
        cause = error.__cause__
        missing = isinstance(cause, FileNotFoundError | NotADirectoryError | IsADirectoryError)
        if isinstance(cause, OSError) and not missing and "orruption" not in str(cause):
            raise _ShortageError from error
        return None  # not there or not whole: it is made anew
    with contextlib.suppress(OSError):  # a store that others forget must not be in use
        manifest = place / MANIFEST
        if time.time() - manifest.stat().st_mtime > _RENEWED:
            os.utime(manifest)
    return opened


def save(store: pyoxigraph.Store, place: Path, digest: str = "") -> None:
    """Save a store in a folder, whole or not at all.

    Args:
        store: what to save.
        place: the folder, which is replaced if it is a saved store already.
        digest: of the file that the store was read from.

    Raises:
        StoreError: if the folder holds something else.
        OSError: if it cannot be written.
    """
    import io

    import pyoxigraph as ox

    out = io.BytesIO()
    store.dump(out, format=ox.RdfFormat.N_QUADS)
    out.seek(0)
    save_from(
        lambda target: target.bulk_load(input=out, format=ox.RdfFormat.N_QUADS), place, digest
    )


def save_from(fill: Callable[[pyoxigraph.Store], object], place: Path, digest: str = "") -> None:
    """Save what a function loads into a store on disk, whole or not at all; see `save`."""
    import shutil
    import tempfile

    import pyoxigraph as ox

    if not _may_save():
        raise StoreError(
            f"{place} cannot be written by a fork of a process that has a saved graph open"
        )
    _use_disk()
    if place.exists() and not (place / MANIFEST).is_file() and any(place.iterdir()):
        raise StoreError(f"{place} holds something else; name a folder that is empty or new")
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        target = ox.Store(str(aside))
        fill(target)
        target.flush()
        target.optimize()
        del target  # closes it
        written = [file for file in aside.iterdir() if file.name not in ("LOCK", "LOG")]
        manifest = {
            "engine": ox.__version__,
            "layout": _LAYOUT,
            "sha256": digest,
            "files": {file.name: file.stat().st_size for file in sorted(written)},
            "sums": {
                file.name: _sum(file)
                for file in sorted(written)
                if file.suffix != ".sst" and file.stat().st_size <= _SMALL
            },
        }
        (aside / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        mask = os.umask(0)
        os.umask(mask)
        aside.chmod(0o777 & ~mask)  # a temporary folder is for its maker alone
        _replace_folder(aside, place, digest)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _replace_folder(aside: Path, place: Path, digest: str) -> None:
    """Put a folder in another's place; where several processes do, one of them wins."""
    import shutil

    for _ in range(3):
        try:
            aside.rename(place)
            return
        except OSError:
            if not place.exists():
                raise
        if digest and _digest_of(place) == digest:
            return  # another process has saved the same
        old = place.with_name(f".{place.name}.{os.getpid()}.old")
        try:
            place.rename(old)
        except FileNotFoundError:
            continue  # another process took it away
        shutil.rmtree(old, ignore_errors=True)
    raise StoreError(f"{place} cannot be replaced: other processes write it")


def _digest_of(place: Path) -> str | None:
    """Give the digest of what a whole saved store was made from."""
    try:
        open_saved(place)
        manifest: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (StoreError, OSError, ValueError):
        return None
    return str(manifest.get("sha256"))


def discard(place: Path) -> None:
    """Take a damaged store out of the cache; where that cannot be done, it stays unused."""
    import shutil

    (place / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(place, ignore_errors=True)


def _forget_unused(folder: Path) -> None:
    """Take away stores of the cache that are old: they are of other releases or engines."""
    import shutil

    before = time.time() - _KEPT
    for manifest in folder.glob(f"*/{MANIFEST}"):
        if manifest.stat().st_mtime < before:
            shutil.rmtree(manifest.parent, ignore_errors=True)
