"""Templates filled: all are read and compiled before a worker is forked, which can open no file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from bonekg._version import __version__
from bonekg.answers.render import NOT_ADVICE
from bonekg.answers.wording import plural
from bonekg.resources import package
from bonekg.serve.pages.facets import plain_label
from bonekg.serve.pages.grid import grid
from bonekg.serve.pages.links import address, linked, thing_address
from bonekg.store.rows import Rows

__all__ = ["STATIC", "Templates", "read_static"]

STATIC = {
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    "offer.js": "text/javascript",
    "search.js": "text/javascript",
    "check.js": "text/javascript",
    "choose.js": "text/javascript",
    "query.js": "text/javascript",
    "engine.js": "text/javascript",
    "results.js": "text/javascript",
    "files.js": "text/javascript",
    "editor.js": "text/javascript",
    "editor.LICENSE.txt": "text/plain",
}


def _folder() -> Path:
    return package() / "serve" / "pages"


def read_static() -> dict[str, bytes]:
    """Read the files that pages load: name → content."""
    return {name: (_folder() / "static" / name).read_bytes() for name in STATIC}


class Templates:
    """The templates, compiled.

    Args:
        claims: the keys of all claims, which texts link to.
    """

    def __init__(self, claims: Container[str]) -> None:
        files = sorted((_folder() / "templates").glob("*.html"))
        sources = {file.name: file.read_text(encoding="utf-8") for file in files}
        self._made = Environment(
            loader=DictLoader(sources),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._made.filters |= {
            "linked": partial(linked, claims=claims),
            "thing": thing_address,
            "short": _short,
            "grid": grid,
            "plain": _plain,
            "label": plain_label,
        }
        self._made.globals |= {
            "address": address, "plural": plural, "notice": NOT_ADVICE, "version": __version__,
        }  # fmt: skip
        for name in sources:
            self._made.get_template(name)

    def fill(self, name: str, /, **values: Any) -> bytes:
        """Fill a template.

        Args:
            name: its file's name, without the ending.
            values: what it shows.
        """
        return self._made.get_template(f"{name}.html").render(**values).encode()


def _plain(rows: Rows) -> Markup:
    """Give rows as JSON, their cells as a file of them has them: the columns, then each row."""
    cells = list(csv.reader(io.StringIO(rows.to_text("csv"))))
    told = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    # no more than text needs: quotes are most of it
    return Markup(told.replace("&", "&amp;").replace("<", "&lt;"))  # noqa: S704


def _short(value: object) -> str:
    """Give a cell of a table as text: an IRI as its CURIE, nothing for None."""
    from bonekg.store.forms import cell

    return cell(value)  # type: ignore[arg-type]  # cells of rows are values
