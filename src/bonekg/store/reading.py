"""RDF files read into the engine: every form that we export, plain or compressed by gzip."""

from __future__ import annotations

import stat
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bonekg.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["FORMS", "load_file"]

# the end of a file's name → the name of the engine's format; the first four hold named graphs
FORMS = {
    ".nq": "N_QUADS",
    ".nquads": "N_QUADS",
    ".trig": "TRIG",
    ".jsonld": "JSON_LD",
    ".ttl": "TURTLE",
    ".turtle": "TURTLE",
    ".nt": "N_TRIPLES",
    ".ntriples": "N_TRIPLES",
    ".n3": "N3",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".xml": "RDF_XML",
}
_GRAPHLESS = ("TURTLE", "N_TRIPLES", "N3", "RDF_XML")


def load_file(store: pyoxigraph.Store, path: Path, graph: str | None = None) -> None:
    """Load a file into a store.

    Args:
        store: where to.
        path: the file; the end of its name says the form, `.gz` after it that it is compressed.
        graph: the named graph for what the file puts into none; the default graph if not given.

    Raises:
        StoreError: if the file cannot be read, or is not of the form that its name says.
        RefusedFileError: if the engine would not survive it.
        OSError: if the store is on disk and cannot be written.
    """
    import pyoxigraph as ox

    form = _form(path)
    target = ox.NamedNode(graph) if graph is not None else None
    try:
        given = _screened(path, form)
        if target is not None and form not in _GRAPHLESS:
            _load_default_into(store, given, getattr(ox.RdfFormat, form), target)
        else:
            store.bulk_load(**given, format=getattr(ox.RdfFormat, form), to_graph=target)  # type: ignore[arg-type]
    except (OSError, EOFError) as error:
        if str(error).startswith("IO error"):  # of the files of the store, which the engine writes
            raise
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{path} cannot be read: {reason}") from error
    except MemoryError as error:  # the engine reads no literal or line of more than 16 MB
        raise StoreError(f"{path} cannot be read: {error}") from error
    except SyntaxError as error:
        form_name = form.replace("_", "-").title()
        said = " ".join(str(error.msg).split())[:200]
        raise StoreError(f"{path} is not {_NAMES.get(form, form_name)}: {said}") from error


def _screened(path: Path, form: str) -> dict[str, object]:
    """Look a file through, and give it as the engine reads it: by its path, or as bytes.

    Its bulk reader takes a stream, too, which costs it a call per piece.
    """
    import io

    from bonekg.store.screening import screen  # not needed where a saved store is opened

    if stat.S_ISCHR(kind := path.stat().st_mode) or stat.S_ISBLK(kind):
        raise StoreError(f"{path} is a device, which has no end; name a file or a pipe")
    with path.open("rb") as opened:
        compressed = path.suffix.lower() == ".gz"
        # the engine takes the mark for the first character of a word; a pipe can be read only once
        held = compressed or not path.is_file() or opened.read(len(BOM_UTF8)) == BOM_UTF8
        if not held:
            opened.seek(0)
            screen(opened, form, path)
            return {"path": str(path)}
        if path.is_file():
            opened.seek(0)
        source = io.BytesIO(_plain(opened, compressed).removeprefix(BOM_UTF8))
    screen(source, form, path)
    return {"input": source}


def _plain(opened: BinaryIO, compressed: bool) -> bytes:
    if not compressed:
        return opened.read()
    import gzip
    import zlib

    with gzip.open(opened) as source:
        try:
            return source.read()
        except zlib.error as error:
            raise OSError(f"its compressed data is damaged: {error}") from error


_NAMES = {
    "N_QUADS": "N-Quads",
    "N_TRIPLES": "N-Triples",
    "TRIG": "TriG",
    "TURTLE": "Turtle",
    "JSON_LD": "JSON-LD",
    "RDF_XML": "RDF/XML",
}


def _load_default_into(
    store: pyoxigraph.Store,
    given: dict[str, object],
    form: pyoxigraph.RdfFormat,
    target: pyoxigraph.NamedNode,
) -> None:
    import pyoxigraph as ox

    store.bulk_extend(
        quad
        if not isinstance(quad.graph_name, ox.DefaultGraph)
        else ox.Quad(quad.subject, quad.predicate, quad.object, target)
        for quad in ox.parse(**given, format=form)  # type: ignore[arg-type]  # path or input
    )


def _form(path: Path) -> str:
    if not path.exists():
        raise StoreError(f"{path} cannot be read: there is no such file")
    if path.is_dir():
        raise StoreError(
            f"{path} is a folder; bonekg.open() takes one that `bonekg build --store` has made"
        )
    name = path.name.lower().removesuffix(".gz")
    form = FORMS.get(Path(name).suffix)
    if form is None:
        raise StoreError(
            f"{path} has no ending that says which form of RDF it is; "
            f"known are {', '.join(FORMS)}, each also with .gz"
        )
    return form
