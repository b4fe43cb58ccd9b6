"""The explorer as a worker knows it: a page asked for, a page written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.errors import BoneKGError
from bonekg.rdf import BASE, expand
from bonekg.serve.negotiation import content_type
from bonekg.serve.pages.rendering import Templates
from bonekg.serve.pages.shelf import Asked, Moved, Shelf, Table
from bonekg.serve.pages.views import VIEWS
from bonekg.serve.problems import Reply, Stop, problem, reply_to

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["Site", "iri_of_page"]

_HTML = "text/html; charset=utf-8"
# Nothing is loaded from elsewhere, and nothing runs that does not come from here.
_SAFE = (
    (
        "content-security-policy",
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    ),
    ("referrer-policy", "no-referrer"),
)
# The name of a form → its media type, and how names of its files end.
_DOWNLOADS = {
    "csv": ("text/csv", "csv"),
    "tsv": ("text/tab-separated-values", "tsv"),
    "json": ("application/json", "json"),
    "markdown": ("text/markdown", "md"),
}


class Site:
    """All pages over one graph.

    Args:
        graph: what is shown.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        rows = graph.store.select("SELECT ?claim { ?claim a bkg:Claim }")
        keys = frozenset(str(claim).rpartition("/")[2] for (claim,) in rows)
        self._graph, self._templates = graph, Templates(keys)
        self._shelf = Shelf(graph)

    def page(self, name: str, key: str, fields: list[tuple[str, str]]) -> Reply:
        """Write a page.

        Args:
            name: one of `bonekg.serve.pages.views.VIEWS`.
            key: the last part of its path.
            fields: its parameters.

        Returns:
            HTML; or the rows of the page, where the parameter `format` asks for them.
        """
        asked = Asked(key, dict(fields), fields, self._shelf)
        try:
            seen = VIEWS[name][1](self._graph, asked)
        except BoneKGError as error:
            return self.problem(reply_to(error).status, str(error))
        if isinstance(seen, Moved):
            return Reply(303, _HTML, b"", (("location", seen.address), *_SAFE))
        if isinstance(seen, Table):
            return _download(seen, asked.values["format"])
        body = self._templates.fill(seen.template, **seen.values)
        return Reply(seen.status, _HTML, body, _SAFE)

    def problem(self, status: int, detail: str) -> Reply:
        """Write the page of an error.

        Args:
            status: the HTTP status.
            detail: what went wrong, and what to do.
        """
        body = self._templates.fill("problem", status=status, detail=detail)
        return Reply(status, _HTML, body, _SAFE)


def _download(table: Table, form: str) -> Reply:
    if form not in _DOWNLOADS:
        there = ", ".join(_DOWNLOADS)
        raise Stop(problem(400, f"no format is called {form!r}; there are {there}"))
    media, ending = _DOWNLOADS[form]
    name = (("content-disposition", f'attachment; filename="{table.name}.{ending}"'),)
    body = f"{table.rows.to_text(form)}\n".encode()
    return Reply(200, content_type(media), body, name)


def iri_of_page(name: str, key: str) -> str | None:
    """Give the IRI of the thing that a page is about; None for a page of something else.

    Examples:
        >>> iri_of_page("claim", "001-070")
        'https://w3id.org/bonekg/claim/001-070'
    """
    if name == "term":
        try:
            return expand(key)
        except ValueError:
            return None
    return f"{BASE}{name}/{key}" if name in ("claim", "conflict", "document", "study") else None
