"""The studies as BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import bonekg
from bonekg.exports.formats.bibliography import (
    parse_citation,
    read_references,
    write_bibtex,
    write_csl,
)
from bonekg.store.rows import Rows
from real_tools import run_python

CITATIONS = {
    "J Pineal Res. 2015 Sep;59(2):221-9.": {
        "journal": "J Pineal Res", "year": "2015", "month": "Sep", "volume": "59", "issue": "2",
        "pages": "221-9",
    },
    "Asian Pac J Cancer Prev. 2015;16(14):5835-42.": {
        "journal": "Asian Pac J Cancer Prev", "year": "2015", "volume": "16", "issue": "14",
        "pages": "5835-42",
    },
    "JAMA. 2013 Apr 3;309(13):1388-96.": {
        "journal": "JAMA", "year": "2013", "month": "Apr", "day": "3", "volume": "309",
        "issue": "13", "pages": "1388-96",
    },
    "Journal of Ponds - Snails. 307: R970-R977, 2014.": {
        "journal": "Journal of Ponds - Snails", "year": "2014", "volume": "307",
        "pages": "R970-R977",
    },
    "A leaflet of the pond society": {"journal": "A leaflet of the pond society"},
}  # fmt: skip


@pytest.mark.parametrize("citation", CITATIONS)
def test_a_citation_is_taken_apart(citation: str) -> None:
    assert parse_citation(citation) == CITATIONS[citation]


def test_every_citation_of_the_studies_is_understood() -> None:
    citations = bonekg.load().query(
        "SELECT ?c { ?s a bkg:Study ; dcterms:bibliographicCitation ?c }"
    )
    assert isinstance(citations, Rows)
    assert len(citations) == 9
    assert all("pages" in parse_citation(str(citation)) for (citation,) in citations)


def test_what_can_be_looked_up_is_a_reference() -> None:
    graph = bonekg.load()
    references = {reference.key: reference for reference in read_references(graph)}
    assert len(references) == 12
    assert "mops" in references
    assert references["amstrup-2015"].parts["pmid"] == "26036434"
    assert references["colaianni-2014"].authors[2] == ("Zaidi", "M")
    assert not references["colaianni-2014"].others
    assert references["mcmullan-2013"].others
    assert "004-ref-1" not in references


def test_both_forms_hold_the_same_references() -> None:
    graph = bonekg.load()
    bibtex = write_bibtex(graph)["studies.bib"].decode("utf-8")
    items = json.loads(write_csl(graph)["studies.csl.json"])
    keys = re.findall(r"^@\w+\{([^,]+),$", bibtex, re.MULTILINE)
    assert keys == [item["id"] for item in items] == [r.key for r in read_references(graph)]
    trial = next(item for item in items if item["id"] == "mcmullan-2013")
    assert trial["issued"] == {"date-parts": [[2013, 4, 3]]}
    assert "pages = {1388--96}" in bibtex


@pytest.mark.tools
def test_bibtex_and_csl_load(tmp_path: Path) -> None:
    graph = bonekg.load()
    for form in ("bibtex", "csl-json"):
        graph.export(form, tmp_path / form)
    counts = run_python("general", "bibliography.py", tmp_path / "bibtex", tmp_path / "csl-json")
    references = len(read_references(graph))
    assert counts["bibtex"] == counts["csl"] == counts["rendered"] == references
    assert counts["failed"] == []
