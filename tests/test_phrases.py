"""Words that are no names: turns of phrase, spelling, typing errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bonekg
from bonekg import errors
from bonekg.catalogue.queries import get_query
from bonekg.lexicon.mending import Words, distance
from bonekg.lexicon.phrases import PhraseCase, SpellingCase, read_phrases
from bonekg.lexicon.spelling import key, spelling
from bonekg.lexicon.turns import reorder, turns_of

KG = bonekg.load()
LEXICON = KG.lexicon
PHRASES = read_phrases()
CASES = Path(__file__).parent / "cases"


def _rows(file: str) -> list[list[str]]:
    lines = (CASES / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@pytest.mark.parametrize("case", PHRASES.spelling_cases, ids=lambda c: c.one)
def test_spellings_of_one_word_have_one_key(case: SpellingCase) -> None:
    assert (key(case.one) == key(case.other)) is case.same


@pytest.mark.parametrize("case", [c for c in PHRASES.cases if c.query], ids=lambda c: c.given)
def test_a_question_leads_to_its_query(case: PhraseCase) -> None:
    found = LEXICON.question(case.given)
    assert found is not None
    assert (found[0], LEXICON.names[found[1]]) == (case.query, case.term)


def test_each_turn_that_asks_a_query_has_a_case_and_asks_one_term() -> None:
    assert {asked.query for asked in PHRASES.queries} == {c.query for c in PHRASES.cases} - {""}
    for asked in PHRASES.queries:
        query = get_query(asked.query)
        (name,) = query.examples
        assert query.parameter(name).type == "entity"
        assert "claim" in [column.name for column in query.columns]
    assert LEXICON.question("causes of zzzz") is None
    assert LEXICON.question("osteoporosis") is None


@pytest.mark.parametrize("case", [c for c in PHRASES.cases if not c.query], ids=lambda c: c.given)
def test_a_phrase_leads_to_its_term(case: PhraseCase) -> None:
    try:
        found = LEXICON.names[LEXICON.resolve(case.given)]
    except errors.UnknownTermError:
        found = ""
    assert found == case.term


def test_each_rule_of_spelling_is_needed_by_a_case() -> None:
    rules = spelling()
    pairs = [(case.one, case.other) for case in PHRASES.spelling_cases if case.same]
    for number in range(len(rules.rules)):
        without = rules._replace(rules=rules.rules[:number] + rules.rules[number + 1 :])
        assert any(without.key(a) != without.key(b) for a, b in pairs), rules.rules[number]


def test_each_turn_has_a_case() -> None:
    """A turn is met where a case, or a name of the lists of names, is read by it."""
    typed = [case.given for case in PHRASES.cases if case.term]
    typed += [row[0] for file in ("names.tsv", "mended.tsv") for row in _rows(file)]
    met = {turn.text for words in typed for turn in turns_of(key(words), loosely=True)}
    assert set(PHRASES.turns) - met == set()


def test_ways_and_kinds_of_turns_are_in_the_graph() -> None:
    ways = KG.query("SELECT ?n { ?w rdfs:subPropertyOf bkg:concerns ; skos:prefLabel ?n }")
    known = {str(name) for (name,) in ways}  # type: ignore[union-attr]
    for turn in PHRASES.turns:
        assert set(turn.ways) <= known
        for kind in filter(None, (turn.kind, turn.not_kind, turn.of)):
            assert LEXICON.exact(kind), kind
    for kind, names in PHRASES.unnamed.items():
        assert LEXICON.exact(kind), kind
        for name in names:
            with pytest.raises(errors.UnknownTermError, match="is not in the documents") as unknown:
                LEXICON.mend(name)
            assert unknown.value.kind == kind


@pytest.mark.parametrize(("typed", "name", "note"), _rows("mended.tsv"))
def test_what_is_mended_is_told(typed: str, name: str, note: str) -> None:
    assert LEXICON.mend(typed) == (LEXICON.resolve(name), name, note or None)


@pytest.mark.parametrize(("typed", "near", "why"), _rows("not-mended.tsv"))
def test_what_is_no_typing_error_is_refused(typed: str, near: str, why: str) -> None:
    with pytest.raises(errors.UnknownTermError) as unknown:
        LEXICON.mend(typed)
    assert near in unknown.value.candidates, why


def test_every_name_is_mended_to_its_own_term() -> None:
    for term, name in LEXICON.names.items():
        assert LEXICON.mend(name) == (term, name, None)


def test_a_slip_in_any_long_name_is_mended_or_refused() -> None:
    """Two letters swapped: never another term than that of the name."""
    mended = 0
    for term, name in LEXICON.names.items():
        if " " not in name and len(name) > 6:
            typed = name[:3] + name[4] + name[3] + name[5:]
            try:
                assert LEXICON.mend(typed).term == term, typed
                mended += 1
            except errors.UnknownTermError:
                continue
    assert mended > 100


def test_a_phrase_is_split_into_names() -> None:
    assert [tuple(part) for part in LEXICON.split("BMD at the hip in postmenopausal women")] == [
        ("BMD", LEXICON.resolve("bone mineral density")),
        ("hip", LEXICON.resolve("hip")),
        ("postmenopausal women", LEXICON.resolve("postmenopausal women")),
    ]
    assert [part.term is None for part in LEXICON.split("melatonin zzzz falls")] == [
        False,
        True,
        False,
    ]
    assert LEXICON.split("") == []


def test_turns_may_stand_in_one_another() -> None:
    (turn,) = [t for t in turns_of("risk of lack of magnesium") if t.text.ways == ("risk of",)]
    assert turn.things == ("lack of magnesium",)
    assert (turn.said, list(reorder("a"))) == ("risk of", [])


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_a_distance(one: str, other: str) -> None:
    far = distance(one, other, 9)
    assert far == distance(other, one, 9)
    assert (far == 0) is (one == other)
    assert distance(one, other, 1) == min(far, 2)
    assert far <= max(len(one), len(other))


@pytest.mark.parametrize("other", ["abdcef", "abcef", "abcdeef", "abxdef"])
def test_a_swap_a_gap_an_addition_and_a_change_count_one(other: str) -> None:
    assert distance("abcdef", other, 3) == 1


def test_words_are_mended_all_at_once_and_only_where_near() -> None:
    words = Words(
        ["marsh frog", "pond weed", "pond reed", "overflowing"], ["pound"], ["over", "under"]
    )
    assert list(words.mended("marrsh frog")) == ["marsh frog"]
    assert list(words.mended("pound weed")) == []
    assert words.meant("mars") == []
    assert list(words.mended("xxxxx frog")) == []


def test_a_prefix_is_no_error_for_another() -> None:
    names = ["hyperpondism"]
    assert Words(names, [], []).meant("hypopondism") == names
    assert Words(names, [], ["hyper", "hypo"]).meant("hypopondism") == []
    assert Words(names, [], ["hyper", "hypo"]).meant("hyperpondysm") == names


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("spelling: {}\n", "is missing here"),
        ("- a\n", "expected keys and values"),
        ("more: x\n", "is missing here"),
    ],
)
def test_a_broken_file_of_phrases_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "phrases.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(errors.YamlSyntaxError, match=problem):
        read_phrases(file)
