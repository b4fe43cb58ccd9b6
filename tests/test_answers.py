"""Answers in an invented world: what a question takes in, and on which side each claim stands."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import bonekg
from bonekg import errors
from bonekg.answers import scope
from bonekg.answers.amount import Amount, is_met
from bonekg.answers.library import iri_of
from bonekg.answers.question import ask
from bonekg.answers.render import NOT_ADVICE, Records, Sheet
from bonekg.answers.scope import SIDES
from bonekg.answers.why import Why
from bonekg.model import Claim, Dose
from pond_world import graph, says

# Each claim of the world, told apart by its number; the questions below name these.
CLAIMS: list[dict[str, Any]] = [
    says("kelp | increases | shell thickness"),  # 1
    says("kelp deficiency | decreases | shell thickness"),  # 2: a lack
    says("kelp excess | decreases | shell thickness"),  # 3: too much
    says("brine with kelp | increases | shell thickness"),  # 4: a combination
    says("kelp supplementation | increases | rim thickness", site="mantle edge",
         population="old snails", dose={"value": 5, "unit": "mg", "per": "d"},
         effect={"value": 2.3, "unit": "%", "direction": "increase"},
         evidence="randomized controlled trial"),  # 5: a kind, at a site, at a dose
    says("kelp | has no effect on | shell thickness", population="mussels"),  # 6
    says("kelp | increases | shell thickness", certainty="question", kind="open question",
         cue=["Whether it lasts is unclear"], passage="Whether it lasts is unclear."),  # 7
    says("kelp | increases | shell thickness", certainty="speculative",
         cue=["may"], passage="Brine may calm snails, but it is not a cure."),  # 8: a guess
    says("kelp | increases | shell thickness", polarity="denied"),  # 9
    says("kelp | affects | shell thickness", kind="mechanism"),  # 10: no direction
    says("slime | increases | shell wear", kind="mechanism"),  # 11: nothing is good of wear
    says("slime | decreases | shell wear", kind="mechanism"),  # 12
    says("kelp | prevents | shell crack"),  # 13
    says("slime | causes | shell crack"),  # 14
    says("brine | required for | shell thickness", kind="requirement", polarity="denied"),  # 15
    says("brine | increases | shell thickness", kind="mechanism",
         via=["shell growth"]),  # 16: by way of
    says("kelp | recommended for | snails", kind="guidance"),  # 17
    says("brine | compared with | kelp", kind="comparison",
         effect={"direction": "higher", "measure": "slime level"}),  # 18
    says("kelp | increases | slime level", dose={"min": 800, "unit": "[iU]"}),  # 19: a bound
    says("slime | increases | shell thickness", population="snails",
         speaker="author", evidence="lay report"),  # 20
]  # fmt: skip


# Claims that take one side only, or none.
ONE_SIDED: list[dict[str, Any]] = [
    says("kelp | prevents | shell crack", polarity="denied"),  # 1
    says("slime | associated with higher | rim crack", kind="association"),  # 2
    says("slime | does not increase | risk of shell crack"),  # 3
    says("slime | causes | low kelp intake"),  # 4: a kind of intake that is too low
    {"subject": "wear after shell crack", "predicate": "has property", "object": None,
     "kind": "definition", "object text": "worst in spring"},  # 5: of wear and of crack
]  # fmt: skip


@pytest.fixture(scope="module")
def one_sided(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    return graph(tmp_path_factory.mktemp("one-sided"), ONE_SIDED)


def test_to_deny_help_is_not_to_say_that_there_is_harm(one_sided: bonekg.KnowledgeGraph) -> None:
    answer = one_sided.why("kelp", "shell crack")
    assert sides(answer) == {"against": {1}}
    assert answer.sides["against"].means == "does not lower shell crack"
    assert "One claim takes a side: does not lower shell crack." in answer.summary
    for query in ("risk-factors", "protective-factors"):
        assert len(one_sided.run(query, entity="shell crack")) == (query == "risk-factors")
    assert len(one_sided.run("harms", entity="kelp")) == 0
    assert len(one_sided.run("benefits", entity="kelp")) == 0


def test_a_headline_counts_one_side_beside_what_makes_no_difference(
    one_sided: bonekg.KnowledgeGraph,
) -> None:
    answer = one_sided.why("slime", "shell crack")
    assert sides(answer) == {"against": {2}, "null": {3}}
    assert answer.summary.startswith(
        "Not all say the same: raises shell crack, said of rim crack, as an association only: 1 "
        "claim; no difference to shell crack, said of risk of shell crack: 1 claim."
    )


def test_too_little_of_a_thing_is_less_of_its_intake(one_sided: bonekg.KnowledgeGraph) -> None:
    answer = one_sided.why("slime", "kelp intake")
    assert sides(answer) == {"against": {4}}
    assert answer.routes == ("low kelp intake: a kind of kelp intake, which is less of it",)


def test_what_is_of_both_relates_them(one_sided: bonekg.KnowledgeGraph) -> None:
    assert sides(one_sided.why("shell crack", "shell wear")) == {"related": {5}}
    assert not one_sided.why("shell wear", "shell wear").answered


@pytest.fixture(scope="module")
def pond(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    return graph(tmp_path_factory.mktemp("pond"), CLAIMS)


def keys(claims: Any) -> set[int]:
    return {int(claim.id.rpartition("-")[2]) for claim in claims}


def sides(answer: Why) -> dict[str, set[int]]:
    return {name: keys(side.claims) for name, side in answer.sides.items() if side.voices}


def test_each_claim_stands_on_its_side(pond: bonekg.KnowledgeGraph) -> None:
    assert sides(pond.why("kelp", "shell thickness")) == {
        "for": {1, 2, 4, 5},
        "against": {3, 9},
        "null": {6},
        "speculative": {8},
        "open": {7},
        "related": {10},
    }


def test_a_lack_asked_for_is_not_turned(pond: bonekg.KnowledgeGraph) -> None:
    assert sides(pond.why("kelp deficiency", "shell thickness")) == {"against": {2}}


def test_where_nothing_is_good_there_is_more_or_less(pond: bonekg.KnowledgeGraph) -> None:
    answer = pond.why("slime", "shell wear")
    assert sides(answer) == {"for": {11}, "against": {12}}
    assert answer.sides["for"].means == "raises shell wear"


def test_less_of_a_condition_is_for(pond: bonekg.KnowledgeGraph) -> None:
    assert sides(pond.why("kelp", "shell crack")) == {"for": {13}}
    assert sides(pond.why("slime", "shell crack")) == {"against": {14}}


def test_not_to_be_needed_is_not_to_harm(pond: bonekg.KnowledgeGraph) -> None:
    assert 15 in sides(pond.why("brine", "shell thickness"))["related"]


def test_a_site_is_judged_by_what_is_good_for_it(pond: bonekg.KnowledgeGraph) -> None:
    assert sides(pond.why("kelp", "mantle")) == {"for": {5}}


def test_what_is_advised_for_people_is_for_them(pond: bonekg.KnowledgeGraph) -> None:
    assert sides(pond.why("kelp", "snails"))["for"] >= {5, 17}


def test_a_step_on_the_way_is_related(pond: bonekg.KnowledgeGraph) -> None:
    assert sides(pond.why("brine", "shell growth")) == {"related": {16}}


def test_routes_say_what_was_taken_in(pond: bonekg.KnowledgeGraph) -> None:
    answer = pond.why("kelp", "shell thickness")
    voices = {int(v.claim.id[-3:]): v for side in answer.sides.values() for v in side.voices}
    assert voices[1].route == ()
    assert not voices[1].apart
    assert not voices[1].turned
    assert voices[2].turned
    assert "a lack of it" in voices[2].route[0]
    assert voices[3].apart == "too much of it"
    assert voices[4].apart == "a combination, with kelp"
    assert voices[5].route[1] == "rim thickness: a kind of shell thickness"
    assert "1 of a combination, with kelp" in answer.sides["for"].told


def test_a_dose_is_met_by_itself_and_by_a_range_that_holds_it(
    pond: bonekg.KnowledgeGraph,
) -> None:
    assert sides(pond.why("5 mg kelp per day", "shell thickness")) == {"for": {5}}
    assert sides(pond.why("1,000 IU kelp", "slime level")) == {"for": {19}}
    far = pond.why("50,000 IU of kelp", "slime level")
    assert not far.answered
    assert "at least 800 IU" in far.summary
    assert "2 claims" in far.summary


@pytest.mark.parametrize(
    ("told", "asked", "met"),
    [((3, None, None), 3, True), ((3, None, None), 4, False), ((None, 2, 5), 3, True),
     ((None, 2, 5), 6, False), ((None, 800, None), 1600, True), ((None, 800, None), 1601, False),
     ((None, None, 60), 30, True), ((None, None, 60), 29, False), ((None, None, None), 3, False)],
)  # fmt: skip
def test_doses(told: tuple[Any, Any, Any], asked: float, met: bool) -> None:
    dose = Dose(*told, "mg", None, None, "d", None, None, None, None)
    assert is_met(dose, Amount(asked, asked, "mg", None, "")) is met
    assert not is_met(dose, Amount(asked, asked, "g", None, ""))
    assert not is_met(dose, Amount(asked, asked, "mg", "wk", ""))
    assert not is_met(None, Amount(asked, asked, "mg", None, ""))


@pytest.mark.parametrize(
    ("words", "name", "site", "people", "dose"),
    [("kelp", "kelp", None, None, None), ("5 mg kelp", "kelp", None, None, "5 mg"),
     ("rim thickness at the mantle edge", "rim thickness", "mantle edge", None, None),
     ("kelp in old snails", "kelp", None, "old snails", None),
     ("kelp 2-5 mg daily", "kelp", None, None, "2-5 mg per day"),
     ("1,200 IU of kelp per week", "kelp", None, None, "1200 IU per week")],
)  # fmt: skip
def test_questions_are_read(
    pond: bonekg.KnowledgeGraph, words: str, name: str, site: Any, people: Any, dose: Any
) -> None:
    library = pond.library
    asked = ask(library, words)
    assert asked.name == name
    assert (asked.site and library.name(asked.site)) == site
    assert (asked.people and library.name(asked.people)) == people
    assert (asked.dose and asked.dose.words) == dose


def test_typing_errors_are_mended_all_at_once(pond: bonekg.KnowledgeGraph) -> None:
    answer = pond.why("kelp suplementation", "kelp defficiency")
    assert (answer.subject, answer.object) == ("kelp supplementation", "kelp deficiency")
    assert len(answer.notes) == 2
    told = pond.why("kelp", "shell thickness", population="musels").notes
    assert [("musels" in note, "mussels" in note) for note in told] == [(True, True)]
    told = pond.why("kelp supplementation", "rim thickness", site="mantle eedge").notes
    assert [("mantle eedge" in note, "mantle edge" in note) for note in told] == [(True, True)]
    with pytest.raises(errors.UnknownTermError):
        pond.why("zzzzzz", "shell thickness")


@pytest.mark.parametrize(
    ("only", "kept"),
    [({"site": "mantle"}, {5}), ({"population": "snails"}, {5}), ({"evidence": "RCT"}, {5}),
     ({"population": "mussels"}, {6}), ({"document": "pond"}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})],
)  # fmt: skip
def test_a_restriction_holds_for_all_that_is_printed(
    pond: bonekg.KnowledgeGraph, only: dict[str, Any], kept: set[int]
) -> None:
    answer = pond.why("kelp", "shell thickness", **only)
    assert set().union(*sides(answer).values()) == kept
    assert not answer.derived
    assert not answer.background
    assert keys(pond.claims("kelp", "shell thickness", **only)) <= kept


def test_direct_keeps_the_claims_of_the_two_terms_themselves(pond: bonekg.KnowledgeGraph) -> None:
    claims = [claim for claim in pond.claims() if claim.object is not None]
    fewer = 0
    for subject, obj in {(c.subject.name, c.object.name) for c in claims if c.object}:
        answer = pond.why(subject, obj, direct=True)
        whole = {key for side in sides(pond.why(subject, obj)).values() for key in side}
        held = {key for side in sides(answer).values() for key in side}
        named = [c for c in claims if (c.subject.name, str(c.object)) == (subject, obj)]
        assert held == whole & keys(named)
        assert answer.broader is None
        fewer += held < whole
    assert fewer


def test_what_there_is_not_is_an_error(pond: bonekg.KnowledgeGraph) -> None:
    wrong: tuple[dict[str, Any], ...] = ({"document": "01"}, {"evidence": "hearsay"})
    for asked in wrong:
        with pytest.raises(errors.QueryError, match="there are"):
            pond.why("kelp", "shell thickness", **asked)
        with pytest.raises(errors.QueryError, match="there are"):
            pond.claims("kelp", **asked)
    with pytest.raises(errors.QueryError, match="did you mean 'effect'"):
        pond.claims(kind="efect")


def test_no_empty_answer_is_mute(pond: bonekg.KnowledgeGraph) -> None:
    silent = pond.why("mussels", "shell growth")
    assert not silent.answered
    assert "No claim relates" in silent.summary
    unnamed = pond.why("shell gland cell", "shell thickness")
    assert "The documents say nothing of shell gland cell" in unnamed.summary
    narrow = pond.why("brine with kelp", "rim thickness")
    assert narrow.broader is not None
    assert narrow.broader.object == "shell thickness"
    assert "More broadly" in str(narrow)
    told = {claim.id for side in narrow.broader.sides.values() for claim in side.claims}
    assert told
    assert not told & {key for aside in narrow.near for key in aside.lines}
    kept = pond.why("kelp", "shell crack", population="mussels")
    assert "under this restriction" in kept.summary
    assert "Without it: 1 claim; population stated: none." in kept.summary
    weak = pond.why("kelp", "shell crack", evidence="meta-analysis")
    assert "Without it: 1 claim; evidence stated: author statement: 1 claim." in weak.summary
    others = pond.why("kelp supplementation", "rim thickness", population="mussels")
    assert "population stated: old snails: 1 claim" in others.summary
    assert pond.conflicts("kelp").silent
    assert "say nothing of shell gland cell" in str(pond.gaps("shell gland cell"))


def test_the_faces_take_in_the_same_claims(pond: bonekg.KnowledgeGraph) -> None:
    library = pond.library
    for term in (iri_of(record.id) for record in pond.terms()):
        name = library.name(term)
        about = keys(pond.claims(about=name))
        assert about == {int(key[-3:]) for key in scope.about(library, term)}
        assert pond.gaps(name).examined == len(about)
        assert pond.show(term).as_dict()["about"] == len(about)
        assert keys(pond.claims(subject=name)) | keys(pond.claims(object=name)) <= about


def test_claims_between_are_those_of_why_with_a_direction(pond: bonekg.KnowledgeGraph) -> None:
    for one in ("kelp", "slime", "brine"):
        for two in ("shell thickness", "shell crack", "shell wear", "mantle", "snails"):
            told = set().union(*sides(pond.why(one, two)).values(), set())
            assert keys(pond.claims(one, two)) <= told


def test_things_side_by_side(pond: bonekg.KnowledgeGraph) -> None:
    answer = pond.compare("kelp", "slime")
    assert answer.names == ["kelp", "slime"]
    both = next(aspect for aspect in answer.aspects if aspect.name == "shell thickness")
    assert {20} == keys(cell.claim for cell in both.cells["slime"])
    stated = pond.compare("brine", "kelp").stated
    assert keys(cell.claim for cell in stated) == {18}
    on = pond.compare("kelp", "slime", on="shell crack")
    assert keys(on.claims_of("kelp")) == {13}
    assert keys(on.claims_of("slime")) == {14}
    other = pond.compare("kelp", "slime", on="shell wear")
    assert keys(c.claim for c in other.others["kelp"]) >= {1, 13}
    with pytest.raises(errors.QueryError, match="two things or more"):
        pond.compare("shell crack")


def test_a_dose_may_be_asked_for_in_the_words_of_claims(tmp_path: Path) -> None:
    claims = [
        says("kelp | increases | shell thickness", dose={"described": "tidal concentration"}),
        says("kelp | decreases | shell thickness", condition="at high water",
             condition_dose={"described": "spring tide concentration"}),
    ]  # fmt: skip
    world = graph(tmp_path, claims)
    assert sides(world.why("tidal concentrations of kelp", "shell thickness")) == {"for": {1}}
    asked = "kelp at spring-tide concentration"
    assert sides(world.why(asked, "shell thickness")) == {"against": {2}}
    with pytest.raises(errors.UnknownTermError):
        world.why("neap concentration of kelp", "shell thickness")


@pytest.mark.parametrize("predicate", ["source of", "form of"])
def test_what_a_thing_supplies_or_is_a_form_of_stands_near(tmp_path: Path, predicate: str) -> None:
    claims = [
        says(f"brine | {predicate} | kelp", kind="structure"),
        says("kelp | increases | shell thickness"),
    ]
    answer = graph(tmp_path, claims).why("brine", "shell thickness")
    assert not answer.answered
    assert near(answer)[f"brine {predicate} kelp, kelp → shell thickness"] == {2}


def test_a_claim_that_needs_the_words_of_an_answer_stands_near(tmp_path: Path) -> None:
    far = "Brine may calm snails, but it is not a cure."
    besides = ["Brine thickens the shell of pond snails."]
    claims = [
        says("slime | increases | shell wear", kind="mechanism"),
        says("brine | increases | mantle", kind="mechanism", passage=far),
        says(
            "brine | increases | shell growth",
            kind="mechanism",
            passage=far,
            also=besides,
        ),
    ]
    answer = graph(tmp_path, claims).why("slime", "shell wear")
    assert near(answer)["said next to these claims"] == {3}


def test_claims_in_which_a_compared_thing_has_another_part_are_told(tmp_path: Path) -> None:
    claims = [
        says("kelp | increases | shell thickness"),
        says("slime | increases | shell thickness"),
        says("snails | associated with | shell growth", condition="after kelp",
             condition_term="kelp"),
    ]  # fmt: skip
    answer = graph(tmp_path, claims).compare("kelp", "slime")
    assert {name: keys(c.claim for c in cells) for name, cells in answer.others.items()} == {
        "kelp": {3}
    }
    assert "Said of kelp in other respects" in answer.to_text()


def test_of_a_much_named_first_thing_those_that_take_a_side_are_told(tmp_path: Path) -> None:
    weak = [says("kelp | form of | brine", kind="structure") for _ in range(12)]
    strong = [says("kelp | increases | slime") for _ in range(3)]
    answer = graph(tmp_path, [*weak, *strong]).why("kelp", "shell thickness")
    told = near(answer)["else said of kelp"]
    assert told > {13, 14, 15}
    assert "bonekg claims kelp" in answer.to_text()


def test_gaps_name_what_is_open_and_what_is_weak(pond: bonekg.KnowledgeGraph) -> None:
    found = pond.gaps("kelp")
    assert keys(question.claim for question in found.questions) == {7}
    assert set(found.questions[0].elsewhere) >= {"pond-001", "pond-009"}
    weak = {gap.gap: gap for gap in found.found}
    assert "not stated" not in weak or weak["not stated"].claims
    assert keys(weak["no study"].claims)
    lay = [gap for gap in pond.gaps("slime").found if gap.gap == "lay only"]
    assert [gap.detail for gap in lay] == ["slime → shell thickness"]


def test_bounds_ranges_and_words_are_doses_to_compare(tmp_path: Path) -> None:
    """What is said at one of them is not told of another, and a combination's dose is not its."""
    low, high, wet = {"min": 8, "max": 10}, {"min": 8}, {"described": "pond concentration"}
    claims = [
        says("kelp | increases | shell thickness", dose={**low, "unit": "[iU]"}),
        says("kelp | increases | shell growth", dose={**high, "unit": "[iU]"}),
        says("kelp | decreases | shell wear", condition_dose=wet),
        says("kelp | decreases | shell crack"),
        says("brine with kelp | decreases | shell wear", dose={"described": "by the bucket"}),
    ]
    made = graph(tmp_path, claims)
    answer = made.compare("kelp")
    assert {name: keys(answer.claims_of(name)) for name in answer.names} == {
        "kelp 8-10 IU": {1}, "kelp at least 8 IU": {2}, "kelp pond concentration": {3},
    }  # fmt: skip
    on = str(made.compare("kelp", on="shell wear"))
    assert "kelp 8-10 IU: nothing on shell wear; in other respects 1 claim." in on
    slime = [says(f"kelp | decreases | {thing}") for thing in ("slime", "shell wear")]
    slime[0]["dose"], slime[1]["dose"] = {"value": 8, "unit": "mg"}, {"value": 9, "unit": "mg"}
    level = graph(tmp_path / "level", slime).compare("kelp", on="slime level")
    call = "bonekg compare kelp --on slime"
    assert level.notes == (f"Nothing is said on slime level, but on slime: {call}",)
    with pytest.raises(errors.QueryError, match="what is said of one: bonekg show slime"):
        made.compare("slime")


def test_gaps_give_a_call_once_for_all_who_ask_of_the_same_two_things(tmp_path: Path) -> None:
    def ask(words: str) -> dict[str, Any]:
        unclear = "Whether it lasts is unclear"
        return says(
            words, kind="open question", certainty="question", cue=[unclear], passage=f"{unclear}."
        )

    told = [
        says("kelp | increases | shell growth"),
        ask("kelp | affects | shell growth"),
        ask("kelp | causes | shell growth"),
        ask("kelp | affects | shell wear"),
    ]
    text = graph(tmp_path, told).gaps("kelp").to_text()
    call = 'bonekg why kelp "shell growth"'
    assert f"said of the same two things: 1 claim (asked again in pond-003): {call}" in text
    assert text.count("bonekg why") == 1


def test_a_term_has_a_page_though_it_is_only_a_step_a_site_or_a_group(
    pond: bonekg.KnowledgeGraph,
) -> None:
    for name in ("shell growth", "mantle edge", "old snails", "slime level"):
        page = pond.show(name)
        assert page.data["said"], name
        assert "bonekg" not in str(page).splitlines()[0]
    assert any("site" in title for title in pond.show("mantle edge").data["said"])
    with pytest.raises(errors.UnknownTermError):
        pond.show("zzzzzz")


def test_each_kind_of_thing_has_a_page(pond: bonekg.KnowledgeGraph) -> None:
    for thing, kind in (
        ("kelp", "term"), ("pond-001", "claim"), ("pond", "document"), ("increases", "predicate"),
    ):  # fmt: skip
        page = pond.show(thing)
        assert page.kind == kind
        assert str(page)


def answers(pond: bonekg.KnowledgeGraph) -> list[Any]:
    return [
        pond.why("kelp", "shell thickness"), pond.why("shell gland cell", "shell wear"),
        pond.compare("kelp", "slime"), pond.conflicts(), pond.gaps(), pond.show("kelp"),
        pond.show("pond-001"),
    ]  # fmt: skip


def test_all_answers_are_one_family(pond: bonekg.KnowledgeGraph) -> None:
    for answer in answers(pond):
        rows = answer.to_rows()
        assert answer.to_dicts() == rows.to_dicts()
        assert list(answer.to_pandas().columns) == list(rows.columns)
        assert answer.to_polars().columns == list(rows.columns)
        assert json.loads(answer.to_json())["note"] == NOT_ADVICE
        assert answer.to_markdown().startswith("# ")
        assert answer._repr_html_().startswith("<div>")
        assert str(pickle.loads(pickle.dumps(answer))) == str(answer)  # our own
        assert NOT_ADVICE in str(answer)
    for records in (pond.claims("kelp"), pond.find("kelp"), pond.terms()):
        assert isinstance(records, Records)
        again = pickle.loads(pickle.dumps(records))  # our own
        assert list(again) == list(records)
        assert len(records.to_dicts()) == len(records) == len(records.to_pandas())
        assert records.to_polars().columns == list(records.to_rows().columns)
        assert json.loads(records.to_json())
        assert records.to_markdown().startswith("| ")
        assert records._repr_html_()
        assert records[:1]
        assert isinstance(repr(records), str)


def test_a_claim_and_a_term_are_found_by_name(pond: bonekg.KnowledgeGraph) -> None:
    claim = pond.claim("pond-005")
    assert isinstance(claim, Claim)
    assert claim.effect is not None
    assert claim.effect.value == 2.3
    assert pond.term("kelp suplementation").name == "kelp supplementation"
    with pytest.raises(errors.UnknownTermError):
        pond.claim("pond-999")


def test_the_short_answer_counts_what_it_leaves_out(tmp_path: Path) -> None:
    many = [says("kelp | increases | shell thickness") for _ in range(60)]
    answer = graph(tmp_path, many).why("kelp", "shell thickness")
    short, whole = answer.to_text(), answer.to_text(all=True)
    assert "and 20 more: --all" in short
    assert "--all" not in whole
    assert whole.count("pond-0") > short.count("pond-0")
    assert "“" not in short.split("Not medical")[0] or "“" in answer.to_text(full=True)
    assert "characters" in answer.to_text(full=True)
    assert "characters" not in short


def test_the_surer_and_better_supported_come_first(tmp_path: Path) -> None:
    told = [
        says("kelp | increases | shell thickness", certainty="hedged", cue=["may"],
             passage="Brine may calm snails, but it is not a cure."),
        says("kelp | increases | shell thickness"),
        says("kelp | increases | shell thickness", certainty="hedged", cue=["may"],
             evidence="unspecified study", passage="Brine may calm snails, but it is not a cure."),
    ]  # fmt: skip
    side = graph(tmp_path, told).why("kelp", "shell thickness").sides["for"]
    assert [int(claim.id[-3:]) for claim in side.claims] == [3, 2, 1]


def test_lines_fit_the_terminal(pond: bonekg.KnowledgeGraph) -> None:
    for answer in answers(pond):
        for line in answer.to_text(60, all=True, full=True).splitlines():
            assert len(line) <= 60 or " " not in line.strip(), line


def test_a_page_is_the_same_in_every_form() -> None:
    sheet = Sheet("brine → shell")
    sheet.section("For | all")
    sheet.item("thick <b>", ["detail"])
    sheet.table(["", "a"], [["x", "1\n2"]])
    assert sheet.to_text() == (
        "brine → shell\n\nFor | all\n  thick <b>\n      detail\n  x\n      a: 1\n      a: 2"
    )
    assert "\\<b>" in sheet.to_markdown()
    assert "| x | 1<br>2 |" in sheet.to_markdown()
    assert "thick &lt;b&gt;" in sheet.to_html()
    assert "<td>1<br>2</td>" in sheet.to_html()


def test_every_side_is_in_every_answer(pond: bonekg.KnowledgeGraph) -> None:
    assert tuple(pond.why("kelp", "shell wear").sides) == SIDES


@pytest.mark.slow
def test_a_graph_validates_itself(pond: bonekg.KnowledgeGraph) -> None:
    report = bonekg.load().validate()
    assert report.ok, report.findings[:3]
    assert not pond.validate().ok  # the invented world keeps few of the rules


@pytest.mark.parametrize("words", ["kelp inhibitor", "antibody against kelp", "anti-slime spray"])
def test_a_word_that_may_turn_the_sense_is_never_left_out(
    pond: bonekg.KnowledgeGraph, words: str
) -> None:
    with pytest.raises(errors.UnknownTermError):
        pond.why(words, "shell thickness")
    with pytest.raises(errors.UnknownTermError):
        pond.paths(words, "shell thickness")


def test_a_word_that_says_little_is_left_out_and_told(pond: bonekg.KnowledgeGraph) -> None:
    told = ("'daily kelp' read as kelp",)
    assert pond.why("daily kelp", "shell thickness").notes == told
    assert pond.paths("daily kelp", "shell thickness").notes == told


def near(answer: Why) -> dict[str, set[int]]:
    return {aside.how: {int(key[-3:]) for key in aside.lines} for aside in answer.near}


def test_what_stands_near_is_told_once_under_the_nearest_reason(
    one_sided: bonekg.KnowledgeGraph,
) -> None:
    # Each claim stands in the same sentence, and few are of the second thing alone.
    assert near(one_sided.why("slime", "shell crack")) == {"said next to these claims": {1, 4, 5}}
    assert near(one_sided.why("kelp", "shell crack")) == {"said next to these claims": {2, 3, 4, 5}}


def test_a_list_of_causes_is_not_said_next_to_each_of_them(tmp_path: Path) -> None:
    causes = ("slime", "kelp", "brine", "signal", "kelp excess")
    claims = [says(f"{cause} | increases | shell wear", kind="mechanism") for cause in causes]
    answer = graph(tmp_path, claims).why("slime", "shell wear")
    assert near(answer) == {"else said of shell wear": {2, 3, 4, 5}}


def test_what_stands_far_off_in_the_text_is_not_said_next_to_it(tmp_path: Path) -> None:
    far = {"passage": "Brine may calm snails, but it is not a cure."}
    claims = [
        says("slime | increases | shell wear", kind="mechanism"),
        says("slime | increases | shell growth", kind="mechanism"),
        says("slime | increases | shell thickness", kind="mechanism", **far),
    ]
    answer = graph(tmp_path, claims).why("slime", "shell wear")
    assert near(answer) == {"said next to these claims": {2}, "else said of slime": {3}}


def test_a_list_of_claims_tells_what_shares_their_words(
    one_sided: bonekg.KnowledgeGraph, tmp_path: Path
) -> None:
    notes = one_sided.claims("slime").to_rows().notes
    own = {claim.id for claim in one_sided.claims("slime")}
    beside = {note.split()[5] for note in notes if note.startswith("said next to")}
    assert beside == {claim.id for claim in one_sided.claims()} - own
    kept = one_sided.claims("slime", kind="mechanism").to_rows().notes
    assert not any(note.startswith("said next to") for note in kept)
    many = graph(tmp_path, [says("kelp | increases | slime") for _ in range(12)] * 2)
    assert not many.claims("kelp").to_rows().notes


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"about": "prednisolone"}, "has 5 claims: bonekg claims glucocorticoid"),
        ({"about": "side effects of vitamin K"}, "bonekg run claims-about --entity 'vitamin K'"),
        (
            {"about": "side effects of vitamin D", "population": "men"},
            "without a restriction: bonekg run harms --entity 'vitamin D'",
        ),
        ({"about": "yoga", "population": "men"}, "1 claim for yoga alone: bonekg claims yoga"),
        ({"kind": "open question", "population": "men"}, "no claim fits all of this: "),
    ],
)
def test_no_list_of_claims_is_mute(asked: dict[str, str], told: str) -> None:
    rows = bonekg.load().claims(**asked).to_rows()
    assert not len(rows)
    assert any(told in note for note in rows.notes), rows.notes


def test_a_near_question_counts_what_is_told_elsewhere(tmp_path: Path) -> None:
    besides = says("kelp | increases | shell crack", kind="mechanism")
    claims = [besides, *[says("kelp | increases | shell growth", kind="mechanism")] * 6]
    answer = graph(tmp_path, claims).why("kelp", "shell crack")
    for aside in answer.near:
        told = f"{aside.claims} claims"
        more = "" if len(aside.lines) in (0, aside.claims) else f", {len(aside.lines)} told here"
        assert aside.counted == told + more
        assert bool(aside.call) == (len(aside.lines) < aside.claims)


def test_a_broader_answer_repeats_no_claim() -> None:
    kg = bonekg.load()
    answer = kg.why("melatonin", "lupus")
    assert answer.broader is not None
    twice = answer.keys & answer.broader.keys
    text = answer.to_text()
    assert twice
    for key in twice:
        assert text.count(f"{key}  {kg.claim(key).states[:30]}") == 1
        assert f"{key}  told above" in text
    assert answer.broader.call("why") not in {aside.call for aside in answer.near}


def test_advice_to_a_wider_group_stands_near() -> None:
    kg = bonekg.load()
    answer = kg.why("magnesium", "chronic kidney failure")
    advised = "advised to a wider group, and so for chronic kidney failure"
    rows = kg.run("advice-for-people", entity="chronic kidney failure")
    found = {str(claim).rpartition("/")[2] for claim in rows.column("claim")}
    assert near(answer)[advised] == {int(key[-3:]) for key in found}


def test_background_is_told_with_its_circumstances(tmp_path: Path) -> None:
    relation = {**says("kelp | increases | shell growth"), "condition": "in still water",
                "label in the source": "kelp grows shells"}  # fmt: skip
    shore = graph(tmp_path, [says("kelp | affects | shell growth")], [relation])
    told = "kelp increases shell growth, in still water (source: "
    assert told in shore.why("kelp", "shell growth").to_text(all=True)
    assert any(told in line for line in shore.show("kelp").as_dict()["background"])
    rows = shore.run("background", entity="kelp")
    assert rows.column("circumstances") == ["in still water"]


def test_what_a_group_is_set_against_is_not_of_the_group(tmp_path: Path) -> None:
    against = says("kelp deficiency | associated with | shell crack",
                   population="snails", comparator="mussels")  # fmt: skip
    shore = graph(tmp_path, [against, says("kelp | increases | slime", population="old snails"),
                             says("kelp | affects | slime", population="mussels")])  # fmt: skip
    answer = shore.compare("old snails", "mussels")
    assert keys(cell.claim for cell in answer.stated) == {1}
    beside = {cell.claim.id[-3:] for a in answer.aspects for c in a.cells.values() for cell in c}
    assert beside == {"002", "003"}
    assert "kelp deficiency associated with shell crack" in answer.to_text()


def test_a_study_probably_meant_is_told_apart_from_none() -> None:
    kg = bonekg.load()
    found = {gap.gap: gap for gap in kg.gaps("melatonin").found}
    meant, none = (
        {c.id for gap in kg.gaps("melatonin").found if gap.gap == name for c in gap.claims}
        for name in ("study not named", "no study")
    )
    assert {"study not named", "no study"} <= set(found)
    assert all(kg.claim(key).likely_study and not kg.claim(key).study for key in meant)
    assert not any(kg.claim(key).likely_study for key in none)
    told = kg.why("melatonin", "autoimmune disease").sides["for"].told
    assert told.startswith("1 claim, no study named")
    assert told.endswith("1 study probably meant")


def test_conflicts_tell_how_much_else_is_said() -> None:
    kg = bonekg.load()
    found = kg.conflicts("autoimmune disease")
    held = {claim for conflict in found for claim in conflict.claims}
    others = {claim.id for claim in kg.claims(about="autoimmune disease")} - held
    assert len(others) > 1
    call = 'bonekg claims "autoimmune disease"'
    assert f"In no conflict: {len(others)} claims more: {call}" in found.to_text()
    assert "In no conflict" not in kg.conflicts().to_text()


def test_near_claims_obey_a_restriction(pond: bonekg.KnowledgeGraph) -> None:
    answer = pond.why("kelp", "shell thickness", population="mussels")
    assert sides(answer) == {"null": {6}}
    assert all(numbers <= {6} for numbers in near(answer).values())


def test_paths_tell_the_claims_of_the_two_that_they_do_not_draw(tmp_path: Path) -> None:
    claims = [
        says("slime | increases | shell wear", kind="mechanism", via=["shell growth"]),
        says("slime | affects | shell wear", kind="mechanism"),
        says("slime | increases | shell wear", kind="mechanism", population="mussels"),
    ]
    paths = graph(tmp_path, claims).paths("slime", "shell wear")
    assert paths.paths
    assert [claim.id[-1] for claim in paths.beside] == ["1", "2"]
    assert "name steps of their own" in paths.to_text()


def test_steps_of_both_signs_are_said_to_disagree(tmp_path: Path) -> None:
    raises = [
        says("slime | increases | shell growth", kind="mechanism"),
        says("shell growth | increases | shell wear", kind="mechanism"),
    ]
    lowers = [
        says("slime | decreases | rim thickness", kind="mechanism"),
        says("rim thickness | increases | shell wear", kind="mechanism"),
    ]
    one = graph(tmp_path / "one", raises).why("slime", "shell wear")
    both = graph(tmp_path / "both", raises + lowers).why("slime", "shell wear")
    assert {path[:3] for path in one.paths} == {"[+]"}
    assert {path[:3] for path in both.paths} == {"[+]", "[-]"}
    assert not one.steps_title.endswith("disagree")
    assert both.steps_title.endswith("in ways that disagree")
    assert both.steps_title in str(both)


def test_what_makes_no_difference_to_one_stands_beside_what_relates_the_two(
    tmp_path: Path,
) -> None:
    claims = [
        says("slime | has no effect on | shell wear", kind="mechanism"),
        says("slime | regulates | shell wear", kind="mechanism"),
    ]
    answer = graph(tmp_path, claims).why("slime", "shell wear")
    assert sides(answer) == {"null": {1}, "related": {2}}
    assert answer.summary.startswith("Claims relate the two; 1 claim: no difference to shell wear.")


def test_of_several_ways_the_one_that_turns_a_thing_round_is_told(tmp_path: Path) -> None:
    answer = graph(tmp_path, [says("low kelp intake | causes | shell crack")]).why(
        "kelp", "shell crack"
    )
    assert sides(answer) == {"for": {1}}
    assert answer.routes == ("low kelp intake: a lack of it",)
