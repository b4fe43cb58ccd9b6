"""A claim where it is read, and the catalogue found by words: what the pages hold of both."""

from __future__ import annotations

import re
from html import unescape

import pytest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.model import Claim, Span
from bonekg.serve.pages.reading import read
from bonekg.serve.pages.site import Site

TEXT = "A title\nFirst it is said that gas lifts. It raises ships by 7 percent.\nThe end"


def claim(kg: bonekg.KnowledgeGraph, start: int, end: int, quote: str | None) -> Claim:
    own = kg.claim("001-070")
    return own._replace(
        document="x", start=start, end=end, quote=quote, other_passages=(), repeated_at=()
    )


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.mark.parametrize("quote", [None, "by 7 percent"])
def test_a_passage_stands_whole_in_its_paragraph(
    quote: str | None, kg: bonekg.KnowledgeGraph
) -> None:
    start, end = TEXT.index("It raises"), TEXT.index("\nThe end")
    (found,) = read(claim(kg, start, end, quote), {"x": TEXT})
    assert "".join(piece.text for piece in found.pieces) == TEXT.splitlines()[1]
    assert [piece.text for piece in found.pieces if piece.what] == [quote or TEXT[start:end]]


def test_a_passage_at_an_end_of_the_text(kg: bonekg.KnowledgeGraph) -> None:
    for start, end in ((0, 7), (TEXT.index("The end"), len(TEXT))):
        (found,) = read(claim(kg, start, end, None), {"x": TEXT})
        assert found.pieces == ((TEXT[start:end], found.places[0].what),)


def test_a_paragraph_is_shown_once_with_all_that_is_read_in_it(kg: bonekg.KnowledgeGraph) -> None:
    """Though passages overlap, and though the text has a copy of it."""
    line = TEXT.splitlines()[1]
    text = f"{TEXT}\n{line}"
    again = len(TEXT) + 1
    first, lifts = text.index("First"), text.index("gas lifts.")
    own = claim(kg, text.index("It raises"), text.index("\nThe end"), "by 7 percent")
    own = own._replace(
        other_passages=(Span(lifts, own.start + 2), Span(first, first + 5), Span(0, 7)),
        repeated_at=(Span(again + own.start - first, again + len(line)),),
    )
    paragraph, title = read(own, {"x": text})
    assert "".join(piece.text for piece in paragraph.pieces) == line
    marked = [(piece.text, piece.what) for piece in paragraph.pieces if piece.what]
    here, needed = paragraph.places[0].what, paragraph.places[1].what
    assert marked == [("First", needed), ("gas lifts. It", needed), ("by 7 percent", here)]
    assert [place[1:] for place in paragraph.places] == [
        (own.start, own.end), *own.other_passages[:2], *own.repeated_at
    ]  # fmt: skip
    assert [piece.text for piece in title.pieces] == ["A title"]


def test_all_that_a_claim_is_read_from_is_told(kg: bonekg.KnowledgeGraph) -> None:
    """With the texts and without: then where it stands."""
    own = kg.claim("001-070")
    kg.texts = {own.document: "x" * 2609 + "\n" + "y" * 5000}
    page = Site(kg).page("claim", own.id, []).body.decode()
    kg.texts = {}
    bare = Site(kg).page("claim", own.id, []).body.decode()
    spans = [(own.start, own.end), *own.other_passages, *own.repeated_at]
    assert len(spans) > 2
    for start, end in spans:
        assert f"characters {start}-{end}" in page
        assert f"characters {start}-{end}" in bare
    assert "the text is not at hand" in bare
    assert "the text is not at hand" not in page
    assert page.count('<blockquote class="paragraph">') == 2
    assert '<blockquote class="paragraph">' not in bare


@pytest.mark.parametrize("page", ["catalogue", "sparql-form"])
def test_the_catalogue_stands_by_topic_and_can_be_searched(
    page: str, kg: bonekg.KnowledgeGraph
) -> None:
    kg.texts = {}
    made = Site(kg).page(page, "", []).body.decode()
    assert 'data-filter="queries"' in made
    assert "/static/choose.js" in made
    listed = made[made.index('<div id="queries"') :]
    groups = re.findall(r"<section><h2>([^<]*)</h2>(.*?)</section>", listed, re.DOTALL)
    catalogue = load_catalogue().values()
    assert {unescape(name) for name, _ in groups} == {query.topic for query in catalogue}
    words = dict(re.findall(r'<li data-words="([^ "]*) ([^"]*)"', listed))
    assert words == {query.name: " ".join(query.tags) for query in catalogue}
