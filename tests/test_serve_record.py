"""The page of a claim, a study, a conflict: all that is told of it, and nothing twice."""

from __future__ import annotations

import re
from html import unescape

import pytest

import bonekg
from bonekg.answers.columns import COLUMNS, row
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.model import Claim
from bonekg.serve.pages.site import Site
from bonekg.store.rows import IRI
from harbour_studies import studied_harbour

# What the record calls itself, and how a document's own words for it are told.
_ELSEWHERE = {"claim", "speaker", "speaker_role", "reference", "via", "not_stated", "quote"}


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    tree = studied_harbour(tmp_path_factory.mktemp("harbour"))
    folder = write_release(build(tree.sources), tmp_path_factory.mktemp("release"))
    made = bonekg.load(folder / "bonekg.nq")
    made.texts = {}
    return made


@pytest.fixture(scope="module")
def release() -> bonekg.KnowledgeGraph:
    made = bonekg.load()
    made.texts = {}
    return made


def text_of(page: str) -> str:
    """What a reader sees of a page: its words, in one line."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


def held(kg: bonekg.KnowledgeGraph, claim: Claim) -> dict[str, str]:
    """What the record of a claim holds, in words."""
    values = dict(zip(COLUMNS, row(kg.library, claim), strict=True))
    return {
        name: value.curie if isinstance(value, IRI) else str(value)
        for name, value in values.items()
        if value is not None and name not in _ELSEWHERE
    }


def check_told(kg: bonekg.KnowledgeGraph, site: Site, claim: Claim) -> None:
    page = site.page("claim", claim.id, []).body.decode()
    told = text_of(page)
    for name, value in held(kg, claim).items():
        shown = unescape(page) if value.startswith("bkg.study:") else told
        assert bare(value) in bare(shown), (claim.id, name, value)
    for words in (claim.quote, claim.speaker_role, *claim.not_stated):
        assert words is None or bare(words) in bare(told), (claim.id, words)
    for thing in (*claim.reference, *(one for step in claim.via for one in step)):
        assert thing.name in told, (claim.id, thing.name)
    check_once(told, page, claim)


def check_once(told: str, page: str, claim: Claim) -> None:
    """What is said of a claim as a whole stands once on its page."""
    assert told.count(claim.states) == 1, claim.id
    assert page.count("<article") == 0, claim.id
    record = text_of(f"<main {page[page.index('<h1>') : page.index('Where it is read')]}</main>")
    assert record.count(f"{claim.start}-{claim.end}") == 0, claim.id
    if claim.quote and len(claim.quote) > 40 and claim.quote not in claim.states:
        assert bare(told).count(bare(claim.quote)) == 1, claim.id
    if claim.study:
        assert page.count(f'data-work="{claim.study.id}"') == 1, claim.id
    works = re.findall(r'data-work="([^"]*)"', page)
    assert len(works) == len(set(works)), claim.id


def test_a_claim_is_told_once_and_whole(kg: bonekg.KnowledgeGraph) -> None:
    site = Site(kg)
    for claim in kg.claims():
        check_told(kg, site, claim)


@pytest.mark.slow
def test_every_claim_of_the_release_is_told_once_and_whole(release: bonekg.KnowledgeGraph) -> None:
    site = Site(release)
    for claim in release.claims():
        check_told(release, site, claim)


def test_other_claims_of_a_conflict_are_told_and_the_own_one_is_not(
    kg: bonekg.KnowledgeGraph,
) -> None:
    told = text_of(Site(kg).page("claim", "pond-002", []).body.decode())
    other = kg.claim("pond-004")
    assert told.count(other.states) == 1
    assert "pond-002 this claim" in told


def test_what_a_claim_cites_is_told_with_what_it_stands_for(kg: bonekg.KnowledgeGraph) -> None:
    told = text_of(Site(kg).page("claim", "pond-019", []).body.decode())
    assert bare("reference 1: ten-airships n = 10; reference 2: twelve-airships") in bare(told)
    lost = text_of(Site(kg).page("claim", "pond-020", []).body.decode())
    assert "reference 9 by number only" in lost


def test_a_study_is_told_once(kg: bonekg.KnowledgeGraph) -> None:
    page = Site(kg).page("study", "ten-airships", []).body.decode()
    told = text_of(page)
    assert told.count("Ten airships weighed") == 1
    report = kg.claim("pond-002").source_report
    assert report is not None
    assert report not in told  # the check says so already
    check = next(c for c in kg.reader.source_checks() if "pond-002" in c.claims)
    assert told.count(check.states) == 1
    assert all(told.partition("In figures")[0].count(says) == 1 for says in check.says)
    assert 'href="/claim/pond-002">pond-002</a> overstates' in page
    assert '<span class="behind">' not in page


def test_a_document_is_not_named_with_each_of_its_claims(kg: bonekg.KnowledgeGraph) -> None:
    page = Site(kg).page("document", "pond", []).body.decode()
    assert page.count('<article class="card') == len(kg.claims(document="pond"))
    assert text_of(page).count(kg.library.documents["pond"].name) == 0
    assert 'href="/document/pond#' not in page


@pytest.mark.slow
def test_what_is_known_of_a_publication_stands_once(release: bonekg.KnowledgeGraph) -> None:
    """Its citation, and what that leaves out."""
    site = Site(release)
    for study in release.reader.studies():
        told = text_of(site.page("study", study.id.partition(":")[2], []).body.decode())
        head = told[: told.index("What is said from it")]
        for value in (
            study.title, study.citation, study.journal, study.published, study.volume, study.issue,
            study.pages, study.year, study.pmid, study.pmc, study.doi, study.nct, study.note,
        ):  # fmt: skip
            assert value is None or bare(str(value)) in bare(head), (study.id, value)
        for name in ("journal", "year"):
            if study.citation and str(getattr(study, name)) in study.citation:
                assert not re.search(rf" {name} {re.escape(str(getattr(study, name)))} ", head)
