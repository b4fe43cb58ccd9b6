"""A site written whole or not at all: aside first, then in the place of the one before."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bonekg.errors import SiteError

__all__ = ["MARK", "check_place", "put_in_place"]

MARK = ".bonekg-site"  # a file that every site has; a folder without it is not ours to replace


def check_place(out: Path) -> None:
    """Say before anything is done whether a site may be written to a folder.

    Args:
        out: the folder.

    Raises:
        SiteError: if something else is there.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise SiteError(f"{out} is no folder; name a folder that is empty or not there")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise SiteError(
            f"{out} holds files that are no site of bonekg ({MARK} is missing); "
            "name a folder that is empty or not there, or take its files away first"
        )
    if not out.parent.is_dir():
        raise SiteError(f"{out.parent} is no folder; make it first")


def put_in_place(files: Mapping[str, bytes], out: Path) -> None:
    """Write files into a folder beside, and put it in the place of the one that was there.

    Args:
        files: path within the site → content.
        out: the folder, as `check_place` allows it.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        new = aside / "new"
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (new / MARK).write_bytes(b"")
        check_place(out)
        if out.exists():
            out.rename(aside / "old")
        try:
            new.rename(out)
        except OSError:
            if (aside / "old").exists():
                (aside / "old").rename(out)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
