"""Locating words in texts, and the hashes that hold passages fast."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonekg.errors import DocumentError, InvalidValueError
from bonekg.sources.claims import read_claims
from bonekg.sources.passages import locate, passage_digest, read_stamps, stamp, stamp_all
from small_tree import TEXT, SmallTree

# Few letters, so that words repeat and overlap; newlines and signs of every width among them.
_TEXTS = st.text(alphabet="ab \r\n\u00a0é🐌", max_size=60)
_ANY = st.text(min_size=1, max_size=60)


@given(_TEXTS, st.text(alphabet="ab \r\n\u00a0é🐌", min_size=1, max_size=4))
def test_locate_finds_every_place_and_no_other(text: str, words: str) -> None:
    expected = [at for at in range(len(text)) if text[at : at + len(words)] == words]
    found = locate(text, words)
    assert [place.start for place in found] == expected
    assert all(text[place.start : place.end] == words for place in found)


@given(_ANY, st.data())
def test_any_stretch_of_a_text_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert (start, end) in locate(text, text[start:end])


def test_no_words_are_refused() -> None:
    with pytest.raises(DocumentError, match="no words"):
        locate(TEXT, "")


@given(_ANY.filter(lambda text: text.isprintable()), st.data())
def test_a_digest_is_that_of_the_bytes_and_changes_with_any_sign(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    at = data.draw(st.integers(start, end - 1))
    digest = passage_digest(text, start, end)
    assert digest == hashlib.sha256(text[start:end].encode("utf-8")).hexdigest()
    changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    assert passage_digest(changed, start, end) != digest


_CLAIMS: list[dict[str, Any]] = [
    {"also": ["Forty snails"]},
    {"passage": "Forty snails had 5 mg", "repeated at": ["pond snail"]},
]


def test_what_is_stamped_is_read_back(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, _CLAIMS)
    written = tree.stamp()
    assert written == [tree.sources / "data" / "passages" / "pond.tsv"]
    stamps = read_stamps(tree.sources, "pond")
    words = ["Brine thickens the shell of pond snails.", "Forty snails", "Forty snails had 5 mg"]
    words.append("pond snail")
    expected = {
        (place.start, place.end): hashlib.sha256(quoted.encode()).hexdigest()
        for quoted in words
        for place in locate(TEXT, quoted)[:1]
    }
    assert stamps == expected
    assert list(stamps) == sorted(stamps)


def test_stamping_twice_changes_nothing(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, _CLAIMS)
    first = [path.read_bytes() for path in tree.stamp()]
    assert [path.read_bytes() for path in tree.stamp()] == first


def test_nothing_stamped_reads_as_nothing(tmp_path: Path) -> None:
    assert read_stamps(SmallTree(tmp_path, _CLAIMS).sources, "pond") == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"0\t4\tabc\n",
        b"start\tend\tsha256\n0\t4\n",
        "start\tend\tsha256\n0\t²\tabc\n".encode(),
        b"start\tend\tsha256\n\xff\t4\tabc\n",  # not UTF-8
    ],
)
def test_hashes_of_another_form_are_refused(tmp_path: Path, content: bytes) -> None:
    tree = SmallTree(tmp_path, _CLAIMS)
    tree.write("data/passages/pond.tsv", "")
    (tree.sources / "data" / "passages" / "pond.tsv").write_bytes(content)
    with pytest.raises(InvalidValueError, match="bonekg stamp"):
        read_stamps(tree.sources, "pond")


def test_a_span_past_the_end_is_not_stamped(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [{"passage": {"start": 0, "end": len(TEXT) + 1}}])
    (file,) = read_claims(tree.vocabulary)
    with pytest.raises(DocumentError, match="runs past the end"):
        stamp(file, TEXT)


def test_another_text_is_not_stamped_and_nothing_is_written(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, _CLAIMS)
    tree.put(TEXT.replace("Forty", "Fifty"))
    with pytest.raises(DocumentError, match="not the text that was curated"):
        stamp_all(tree.vocabulary, tree.folder)
    assert not (tree.sources / "data" / "passages").exists()


def test_only_the_texts_of_the_documents_named_are_read(
    documents: Path, sources: Path, tmp_path: Path
) -> None:
    """Whoever has one of the texts can stamp its claims."""
    from bonekg.sources.documents import load_documents
    from bonekg.sources.passages import stamp_all
    from bonekg.sources.vocabulary import Vocabulary

    tree, folder = tmp_path / "tree", tmp_path / "texts"
    for name in ("ontology", "data"):
        shutil.copytree(sources / name, tree / name)
    folder.mkdir()
    slug, document = next(iter(load_documents(sources).items()))
    shutil.copy(documents / document.file, folder)
    assert [path.stem for path in stamp_all(Vocabulary(tree), folder, [slug])] == [slug]
    with pytest.raises(DocumentError, match="cannot be read"):
        stamp_all(Vocabulary(tree), folder)
    with pytest.raises(DocumentError, match="no claims of a document '999'"):
        stamp_all(Vocabulary(tree), folder, ["999"])
