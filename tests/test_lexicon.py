"""Names: what a person types leads to the term that is meant."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bonekg
from bonekg import errors
from bonekg.lexicon.lexicon import Lexicon
from bonekg.lexicon.spelling import key

LEXICON = bonekg.load().lexicon
FORMS = [(term, form) for term in LEXICON.names for form in LEXICON.forms(term)]
CASES = Path(__file__).parent / "cases"


def _rows(file: str) -> list[list[str]]:
    lines = (CASES / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


NAMES = _rows("names.tsv")
NOT_NAMES = _rows("not-names.tsv")


@pytest.mark.slow
def test_every_term_is_found_first_by_each_of_its_names() -> None:
    owners = defaultdict(set)
    for term, form in FORMS:
        owners[form.casefold()].add(term)
    assert len(FORMS) > 2000
    for term, form in FORMS:
        hit = LEXICON.find(form, 1)[0]
        if form == LEXICON.names[term] or len(owners[form.casefold()]) == 1:
            assert hit.term == term, form


def test_every_name_resolves_to_its_term_however_it_is_written() -> None:
    keys = defaultdict(set)
    for term, form in FORMS:
        keys[key(form)].add(term)
    for term, name in LEXICON.names.items():
        assert LEXICON.resolve(name) == term
        if len(keys[key(name)]) == 1:
            for written in (name.upper(), name.replace("-", " "), f"  {name} "):
                assert LEXICON.resolve(written) == term, written


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("vit d", "vitamin D"),
        ("vit d3", "vitamin D3"),
        ("vitd", "vitamin D"),
        ("VitD3", "vitamin D3"),
        ("Vit. K", "vitamin K"),
        ("Vitamin D₃", "vitamin D3"),
        ("vitamin-D", "vitamin D"),
        ("K2", "vitamin K2"),
        ("BMD", "bone mineral density"),
        ("PTH", "parathyroid hormone"),
        ("hip", "hip"),
        ("hips", "hip"),
        ("mag citrate", "magnesium citrate"),
        ("magnesium supplements", "magnesium supplementation"),
        ("oestrogen", "estrogen"),
        ("Oestrogens", "estrogen"),
        ("β-carotene", "beta-carotene"),
        ("hypocalcaemia", "hypocalcemia"),
        ("bone remodelling", "bone remodeling"),
        ("osteoblasts", "osteoblast"),
        ("sedentary behavior", "sedentary behaviour"),
        ("Forteo", "teriparatide"),
        ("alendronate", "alendronic acid"),
        ("CHEBI:16796", "melatonin"),
        ("http://purl.obolibrary.org/obo/CHEBI_16796", "melatonin"),
        ("thinning bones", "bone loss"),
        ("side effects", "adverse effect"),
        ("Alzheimer’s", "Alzheimer disease"),
    ],
)
def test_what_people_type_is_understood(typed: str, name: str) -> None:
    assert LEXICON.names[LEXICON.resolve(typed)] == name
    assert LEXICON.find(typed, 1)[0].name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("melatonine", "melatonin"),
        ("osteoperosis", "osteoporosis"),
        ("hipfracture", "hip fracture"),
        ("bone dencity", "bone mineral density"),
        ("magnesum", "magnesium"),
        ("oxitocin", "oxytocin"),
        ("osteoblas", "osteoblast"),
        ("zoledronic", "zoledronic acid"),
    ],
)
def test_a_misspelling_is_found_but_not_taken_for_granted(typed: str, name: str) -> None:
    assert LEXICON.find(typed, 1)[0].name == name
    with pytest.raises(errors.UnknownTermError) as unknown:
        LEXICON.resolve(typed)
    assert name in unknown.value.candidates


def test_there_are_words_to_try() -> None:
    assert len(NAMES) > 200
    assert len(NOT_NAMES) > 30
    assert len({typed for typed, _ in NAMES}) == len(NAMES)
    assert {name for _, name in NAMES} <= set(LEXICON.names.values())
    assert {name for _, name, _ in NOT_NAMES} <= set(LEXICON.names.values())


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_the_words_of_a_health_writer_are_understood(typed: str, name: str) -> None:
    assert LEXICON.names[LEXICON.resolve(typed)] == name
    assert LEXICON.find(typed, 1)[0].name == name


@pytest.mark.parametrize(("typed", "name", "why"), NOT_NAMES)
def test_a_word_is_not_taken_for_another_thing(typed: str, name: str, why: str) -> None:
    try:
        found = LEXICON.names[LEXICON.resolve(typed)]
    except errors.UnknownTermError:
        found = ""
    assert found != name, why


def test_an_abbreviation_gets_no_words_that_begin_alike() -> None:
    for typed in ("SLEE", "OST", "MELA"):
        with pytest.raises(errors.UnknownTermError) as unknown:
            LEXICON.resolve(typed)
        assert unknown.value.candidates == []
    with pytest.raises(errors.UnknownTermError) as unknown:
        LEXICON.resolve("melat")
    assert "melatonin" in unknown.value.candidates


def test_a_related_synonym_leads_to_its_term_but_is_none_of_its_names() -> None:
    assert LEXICON.names[LEXICON.resolve("wine")] == "alcoholic beverage"
    assert LEXICON.exact("wine") is None
    assert "wine" not in LEXICON.forms(LEXICON.resolve("wine"))
    assert LEXICON.find("wine", 1)[0].matched == "related synonym"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("shortage of magnesium", "magnesium deficiency"),
        ("toxicity of mag", "magnesium excess"),
        ("odds of falls", "risk of falls"),
    ],
)
def test_a_turn_of_phrase_is_read(typed: str, name: str) -> None:
    hit = LEXICON.find(typed, 1)[0]
    assert (hit.name, hit.matched) == (name, "phrase")


def test_a_turn_of_phrase_makes_nothing_up() -> None:
    for typed in ("shortage of melatonin receptors", "too much of something", "taking bone"):
        with pytest.raises(errors.UnknownTermError):
            LEXICON.resolve(typed)


def test_no_two_terms_share_a_word_but_for_what_their_own_names_settle() -> None:
    """Two keys may be one only where the term's own name decides: tobacco smoke, smoking."""
    keys = defaultdict(set)
    for term, form in FORMS:
        keys[key(form)].add(term)
    shared = {at for at, terms in keys.items() if len(terms) > 1}
    assert shared == {
        "bone mineral density",
        "endochondral ossification",
        "population",
        "supplement",
        "tobacco smoking",
    }


def test_what_nobody_speaks_of_is_unknown() -> None:
    with pytest.raises(errors.UnknownTermError, match="bonekg find"):
        LEXICON.resolve("zzzz")
    assert LEXICON.find("zzzz") == []
    assert LEXICON.find("  ") == []
    assert LEXICON.find("CHEBI:1") == []


def test_more_claims_come_first_among_equals() -> None:
    hits = LEXICON.find("magnesium", 30)
    for one, other in pairwise(hits):
        if one.score == other.score:
            assert LEXICON.counts.get(one.term, 0) >= LEXICON.counts.get(other.term, 0)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_search(text: str) -> None:
    hits = LEXICON.find(text)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert key(key(text)) == key(key(key(text)))


def test_a_term_of_claims_outranks_a_silent_one() -> None:
    from bonekg.rdf import expand
    from bonekg.store.rows import IRI, Rows

    class Store:
        def select(self, sparql: str) -> Rows:
            if "COUNT" in sparql:
                return Rows(("term", "n"), [(IRI(expand("CHEBI:2")), 5)])
            forms = [("CHEBI:1", "calcium", 3, "one"), ("CHEBI:2", "calcium", 3, "two")]
            rows = [(IRI(expand(curie)), form, kind, name) for curie, form, kind, name in forms]
            return Rows(("term", "form", "kind", "name"), rows)

    assert Lexicon(Store()).resolve("Calcium").curie == "CHEBI:2"
