"""Where the package's own files are: inside an installed wheel, or in a checkout.

A wheel carries `ontology/`, `data/` and `queries/` inside the package folder. An editable install
runs from the checkout, where they stand at the top; copies that an editable install may have left
elsewhere are never read, because only these two places are looked at.
"""

from __future__ import annotations

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
    """Write a file whole or not at all: aside first, then in place of the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
