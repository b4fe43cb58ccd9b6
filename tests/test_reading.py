"""Files that would end or stall the process are refused before the engine reads them.

Each runs in a process of its own with limits of time and memory, since it would take ours with it.
"""

from __future__ import annotations

import gzip
import io
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bonekg import errors
from bonekg.store import screening
from bonekg.store.publish import publish
from bonekg.store.reading import load_file
from bonekg.store.screening import DEEPEST, DEEPEST_TERM, screen

_ROOT = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">%s'
    "</rdf:RDF>"
)
_STATED = '<rdf:Description rdf:about="http://a/a"><a:p>%s</a:p></rdf:Description>'


def _terms(depth: int, subject: str = "<a:a>") -> str:
    return f"{subject} <a:b> " + "<<( <a:a> <a:b> " * depth + "<a:c>" + " )>>" * depth


def _json(depth: int) -> str:
    return '{"@id":"a:a","a:b":' * depth + "1" + "}" * depth


def _elements(depth: int) -> str:
    return _ROOT % ("<a:D><a:p>" * depth + "</a:p></a:D>" * depth)


def _nested(opening: str, closing: str) -> str:
    return f"<a:a> <a:b> {opening * 9_000}1{closing * 9_000} ."


def _declaring(declarations: str, said: str = "&e;") -> str:
    return f"<!DOCTYPE rdf:RDF [{declarations}]>" + _ROOT % (_STATED % said)


_LAUGHS = '<!ENTITY l0 "lol">' + "".join(
    f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12)
)
_BOMBS = {
    "terms.nt": f"{_terms(100_000)} .\n",
    "terms.nq": f"{_terms(100_000)} <a:g> .\n",
    "terms.ttl": f"{_terms(100_000)} .\n",
    "terms.trig": f"<a:g> {{ {_terms(100_000)} }}\n",
    "objects.jsonld": _json(20_000),
    "lists.jsonld": '{"@id":"a:a","a:b":' + '{"@list":[' * 20_000 + "]}" * 20_000 + "}",
    "contexts.jsonld": '{"@context":' * 20_000 + "{}" + "}" * 20_000,
    "elements.rdf": _elements(100_000),
    "collections.owl": _ROOT
    % (
        "<a:D><a:p rdf:parseType='Collection'>".replace("'", '"') * 50_000 + "</a:p></a:D>" * 50_000
    ),
    "laughs.rdf": _declaring(_LAUGHS, "&l11;"),
    "laughs.xml.gz": _declaring(_LAUGHS, "&l11;"),
    "repeated.rdf": _declaring(f'<!ENTITY e "{"a" * 200_000}">', "&e;" * 100_000),
    "many.rdf": _declaring(f'<!ENTITY e "{"a" * 1000}">', "&e;" * 1_000_000),
}
_LOAD = """
import sys, bonekg
from bonekg import errors
for way in (lambda file: bonekg.load(file), lambda file: bonekg.load(extra=file)):
    try:
        way(sys.argv[1])
        raise SystemExit("loaded")
    except errors.RefusedFileError as error:
        print(error)
"""


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


@pytest.mark.parametrize("name", _BOMBS)
def test_a_file_that_the_engine_would_not_survive_is_refused(name: str, tmp_path: Path) -> None:
    path = _written(tmp_path, name, _BOMBS[name])
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(f"{path} is refused: " in line and len(line) < 400 for line in lines)


def test_a_store_is_not_built_of_such_a_file_nor_is_it_published(tmp_path: Path) -> None:
    path = _written(tmp_path, "terms.nq", _BOMBS["terms.nq"])
    done = subprocess.run(
        [sys.executable, "-m", "bonekg", "build", "--store", str(tmp_path / "s"), "--file", path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "triple terms more than 100 deep" in done.stderr
    with pytest.raises(errors.RefusedFileError) as refused:
        publish("http://127.0.0.1:1/store", path)
    assert refused.value.path == path


@pytest.mark.parametrize(
    ("name", "text", "statements"),
    [
        ("terms.ttl", f"{_terms(DEEPEST_TERM)} .", 1),
        ("objects.jsonld", _json(DEEPEST - 1) + "  ", 2),
        ("elements.rdf", _elements((DEEPEST - 1) // 2), 498),
        ("squares.ttl", _nested("[ <a:p> ", " ]"), 9_001),
        ("lists.trig", _nested("( ", " )"), 18_001),
        ("formulas.n3", _nested("{ <a:a> <a:b> ", " }"), 9_001),
        ("reified.ttl", _nested("<< <a:a> <a:b> ", " >>"), 9_001),
        ("many.nt", "".join(f"{_terms(1, f'<a:{n}>')} .\n" for n in range(500)), 500),
        ("texts.nt", f'<a:a> <a:b> "{"<<( " * 500}" .', 1),
        ("texts.jsonld", '{"@id": "a:a", "a:b": "' + "[{\\\"" * 1000 + '"}', 1),
        ("texts.owl", _ROOT % (_STATED % f"<![CDATA[{'<a>' * 1000}]]>"), 1),
        ("short.owl", _declaring('<!ENTITY e "http://www.w3.org/2002/07/owl#">', "&e;" * 900), 1),
    ],
)  # fmt: skip
def test_what_the_engine_survives_is_read(
    name: str, text: str, statements: int, tmp_path: Path
) -> None:
    import pyoxigraph

    store = pyoxigraph.Store()
    load_file(store, _written(tmp_path, name, text))
    assert len(store) == statements


_NESTED = _terms(DEEPEST_TERM + 1)
_TOO_DEEP = {
    "a comment": (f"{_terms(DEEPEST_TERM)[:-4]} # )>>\n {_NESTED}", "TURTLE"),
    "a text": (_NESTED.replace("<a:a>", '")>>"'), "TURTLE"),
    "a long text": (_NESTED.replace("<a:a>", "'''\n)>>'\\'''' "), "TURTLE"),
    "an IRI": (_NESTED.replace("<a:a>", "<)>>"), "N_QUADS"),
    "an escape": (_NESTED.replace("<a:a>", "a:\\'"), "TRIG"),
    "an escaped quote": ('{"a\\\\":' * (DEEPEST + 1), "JSON_LD"),
    "a bracket in a text": ('{"]}\\"]}":[' * (DEEPEST // 2 + 1), "JSON_LD"),
    "an attribute": (_ROOT % ('<a:D a:x="/>&lt;/a:D>">' * (DEEPEST + 1)), "RDF_XML"),
}


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
@pytest.mark.parametrize("case", _TOO_DEEP)
def test_nothing_hides_how_deep_it_is(
    case: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "_PIECE", piece)
    text, form = _TOO_DEEP[case]
    with pytest.raises(errors.RefusedFileError, match="deep; write them flat"):
        screen(io.BytesIO(text.encode()), form, Path("file"))


_UNWANTED = {
    "'p' is a parameter entity": _declaring('<!ENTITY % p "x"><!ENTITY e "y">'),
    "'e' is an external entity": _declaring('<!ENTITY e SYSTEM "file:///etc/hostname">'),
    "'f' refers to another": _declaring('<!ENTITY e "y"><!ENTITY f "&#38;e;">'),
    "more than 1,000 characters": _declaring(f'<!ENTITY e "{"y" * 1001}">'),
    "more than 20 times the file": _declaring(f'<!ENTITY e "{"y" * 1000}">', "&e;" * 20_000),
    "a tag or a comment of more than 4 MB": _ROOT % f"<!--{' ' * (5 << 20)}-->",
}


@pytest.mark.parametrize("says", _UNWANTED)
def test_entities_may_only_shorten(says: str) -> None:
    with pytest.raises(errors.RefusedFileError, match=says):
        screen(io.BytesIO(_UNWANTED[says].encode()), "RDF_XML", Path("file"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["x.rdf", "x.jsonld", "x.ttl", "x.rdf.gz"])
def test_another_encoding_is_named(name: str, encoding: str, tmp_path: Path) -> None:
    import pyoxigraph

    data = _declaring(_LAUGHS).encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    with pytest.raises(errors.RefusedFileError, match="UTF-16 or UTF-32; write it in UTF-8"):
        load_file(pyoxigraph.Store(), tmp_path / name)


class _Endless(io.RawIOBase):
    """A file of a gigabyte that is nowhere whole."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self.given, self.most = pieces, 0, 0

    def read(self, size: int = -1) -> bytes:
        self.most = max(self.most, size if size >= 0 else 1 << 40)
        return next(self._pieces, b"")

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset


def test_a_file_is_looked_through_in_small_pieces() -> None:
    flat = b'{"a": ["b\\"[", {}]},' * 3000
    source = _Endless(iter([flat] * 50))
    screen(source, "JSON_LD", Path("file"))  # type: ignore[arg-type]  # it reads and seeks
    assert source.most <= 1 << 20


def test_damaged_compressed_data_is_an_error_of_the_file(tmp_path: Path) -> None:
    import pyoxigraph

    data = bytearray(gzip.compress(b"<a:a> <a:b> <a:c> .\n" * 1000))
    data[20:40] = b"\xff" * 20
    (tmp_path / "x.nt.gz").write_bytes(data)
    with pytest.raises(errors.StoreError, match="cannot be read"):
        load_file(pyoxigraph.Store(), tmp_path / "x.nt.gz")
