"""The studies as BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import bonekg
from bonekg.exports.formats.references import (
    address,
    authors,
    read_references,
    write_bibtex,
    write_csl,
)
from real_tools import run_python


def test_every_journal_reference_has_its_parts() -> None:
    """The parts say no more and no less than the reference as the document prints it."""
    # an organisation that a list names has a citation and no year
    cited = [s for s in bonekg.load().reader.studies() if s.citation and s.year]
    assert len(cited) >= 9
    for study in cited:
        assert study.citation is not None
        assert study.published is not None
        assert str(study.year) == study.published[:4]
        for part in (study.journal, study.volume, study.issue, study.pages, str(study.year)):
            assert part is None or part in study.citation, study.name


def test_what_can_be_looked_up_is_a_reference() -> None:
    references = {study.name: study for study in read_references(bonekg.load())}
    assert len(references) == 12
    assert "mops" in references
    assert references["amstrup-2015"].pmid == "26036434"
    assert authors(references["colaianni-2014"])[2] == ("Zaidi", "M")
    assert not references["colaianni-2014"].more_authors
    assert references["mcmullan-2013"].more_authors
    assert authors(references["hansen-2001"]) == [("Hansen", "J")]
    assert "004-ref-1" not in references


def test_an_address_is_one_that_resolves() -> None:
    for study in read_references(bonekg.load()):
        known = address(study)
        assert (known is None) == (not any((study.doi, study.pmid, study.pmc, study.nct)))
        assert known is None or "w3id.org" not in known


def test_both_forms_hold_the_same_references() -> None:
    graph = bonekg.load()
    bibtex = write_bibtex(graph)["studies.bib"].decode("utf-8")
    items = json.loads(write_csl(graph)["studies.csl.json"])
    keys = re.findall(r"^@\w+\{([^,]+),$", bibtex, re.MULTILINE)
    assert keys == [item["id"] for item in items] == [r.name for r in read_references(graph)]
    trial = next(item for item in items if item["id"] == "mcmullan-2013")
    assert trial["issued"] == {"date-parts": [[2013, 4, 3]]}
    assert trial["author"] == [{"family": "McMullan", "given": "CJ"}]
    assert trial["note"].startswith("With further authors, whom the document does not name.")
    assert trial["custom"]["more-authors"] is True
    assert "et al" not in json.dumps([item.get("author") for item in items])
    assert "pages = {1388--96}" in bibtex
    assert "author = {McMullan, CJ and others}" in bibtex


@pytest.mark.tools
def test_bibtex_and_csl_load(tmp_path: Path) -> None:
    graph = bonekg.load()
    for form in ("bibtex", "csl-json"):
        graph.export(form, tmp_path / form)
    counts = run_python("general", "bibliography.py", tmp_path / "bibtex", tmp_path / "csl-json")
    references = len(read_references(graph))
    assert counts["bibtex"] == counts["csl"] == counts["rendered"] == references
    assert counts["failed"] == []
