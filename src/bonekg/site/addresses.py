"""Addresses of the served pages, and the files that hold them in a static site."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

__all__ = ["Address", "file_of", "instead", "read_address", "relative"]

_ENDINGS = {
    "csv": "csv", "tsv": "tsv", "json": "json", "markdown": "md", "text": "txt",
    "turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt",
}  # fmt: skip
# Their scripts answer what was not written, or say what does.
_ANSWERING = (
    "/claims", "/search", "/why", "/paths", "/compare", "/gaps", "/conflicts", "/matrix",
    "/studies",
)  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
_SMALL = re.compile(":[a-z]")  # a property, of which a class may be spelled the same but for this


class Address(NamedTuple):
    """An address of the application, without its fragment.

    Attributes:
        path: its path, decoded.
        fields: its parameters, in their order.
    """

    path: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return tuple(name for name, _ in self.fields)

    @property
    def values(self) -> dict[str, str]:
        """Its parameters; of several of one name the last."""
        return dict(self.fields)

    @property
    def query(self) -> str:
        """Its parameters as they stand in an address."""
        return urlencode(self.fields)

    def __str__(self) -> str:
        path = quote(self.path, safe="/:")
        return f"{path}?{self.query}" if self.fields else path


def read_address(text: str) -> Address:
    """Read an address; parameters without a value say nothing and are left out.

    Examples:
        >>> read_address("/why?subject=wine&object=bone#for")
        Address(path='/why', fields=(('subject', 'wine'), ('object', 'bone')))
    """
    parts = urlsplit(text)
    return Address(unquote(parts.path), tuple(parse_qsl(parts.query)))


def file_of(address: Address) -> str:
    """Give the file that holds an address: a name that every system of files takes.

    What a name cannot carry, or only by small and capital letters, is told apart by a digest.

    Examples:
        >>> file_of(read_address("/")), file_of(read_address("/term/CHEBI:16796"))
        ('index.html', 'term/CHEBI_16796.html')
        >>> file_of(read_address("/why?subject=wine&object=bone+density"))
        'why/wine--bone_density.html'
        >>> file_of(read_address("/api/why?subject=wine&object=bone&format=csv"))
        'why/wine--bone.csv'
        >>> file_of(read_address("/claims?about=%CE%B2-cell"))
        'claims/-cell.82945719.html'
    """
    path = address.path.removeprefix("/api").strip("/") or "index"
    form = address.values.get("format")
    ending = "html" if form is None else _ENDINGS.get(form, form)
    told = [value for name, value in address.fields if name != "format"]
    parts = [part.replace(":", "_") for part in path.split("/") if part]
    if told:
        parts.append("--".join(value.replace(" ", "_") for value in told))
    plain = ["".join(_PLAIN.findall(part))[:100] for part in parts]
    if plain != parts or "_" in "".join(told) or "_" in path or _SMALL.search(path):
        digest = hashlib.sha256(str(address).encode()).hexdigest()[:8]
        plain[-1] = f"{plain[-1]}.{digest}"
    return f"{'/'.join(plain)}.{ending}"


def relative(file: str, page: str) -> str:
    """Give the way from one file of the site to another.

    Examples:
        >>> relative("term/CHEBI_16796.html", "claim/001-070.html")
        '../term/CHEBI_16796.html'
    """
    return quote(posixpath.relpath(file, posixpath.dirname(page) or "."))


def instead(address: Address, iri: str | None = None) -> tuple[str, str]:
    """Give the page that answers in the browser what the site has no page of.

    Args:
        address: the address of a page that was not written.
        iri: the thing that it is the page of, if any.

    Returns:
        A file of the site, and the query of its address.

    Examples:
        >>> instead(read_address("/claims?about=bone&is-kind=effect"))
        ('claims.html', 'about=bone&is-kind=effect')
        >>> instead(read_address("/catalogue/harms?entity=wine"))
        ('catalogue/harms.html', 'entity=wine')
        >>> instead(read_address("/show?thing=wine"))
        ('search.html', 'asked=%2Fshow%3Fthing%3Dwine')
    """
    page = Address(f"/{address.path.removeprefix('/api').strip('/')}")
    if page.path in _ANSWERING or page.path.startswith("/catalogue/"):
        kept = [field for field in address.fields if field[0] != "format"]
        return file_of(page), urlencode(kept)
    if address.path in ("/query", "/sparql"):
        kept = [field for field in address.fields if field[0] == "query"]
        return "query.html", urlencode(kept)
    if address.path == "/openapi.json":
        return "docs/serve.html", ""
    if iri is not None:
        return "query.html", urlencode({"query": f"DESCRIBE <{iri}>"})
    return "search.html", urlencode({"asked": str(address)})
