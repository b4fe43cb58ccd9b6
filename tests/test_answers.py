"""Answers: sides by law and by case, roll-ups, comparisons, conflicts, gaps, pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml

import bonekg
from bonekg import errors
from bonekg.answers.asked import ask
from bonekg.answers.compare import compare
from bonekg.answers.facts import Facts
from bonekg.answers.gaps import gaps
from bonekg.answers.opposed import conflicts
from bonekg.answers.reach import subject_reach
from bonekg.answers.records import show
from bonekg.answers.sense import SIDES, level, said, side, titles, valence
from bonekg.answers.sheet import Answer, Sheet
from bonekg.answers.telling import backing
from bonekg.answers.why import why
from bonekg.cli import main
from bonekg.cli.answer import FORMATS
from bonekg.flat import read_flat
from bonekg.lexicon.lexicon import Lexicon
from bonekg.rdf import prefix_header
from bonekg.store.base import python_value
from bonekg.store.rows import IRI, Rows, Value


@cache
def graph() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def facts() -> Facts:
    return graph().facts


def triples(answer: Any, name: str) -> set[str]:
    return {f"{c.subject_label} {c.predicate} {c.object_label}" for c in answer.sides[name].claims}


CASES = Path(__file__).parent / "cases" / "answers" / "sides.yaml"
SIDE_CASES: list[dict[str, list[str]]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SIDE_CASES, ids=lambda case: " → ".join(case["ask"]))
def test_each_claim_stands_on_its_side(facts: Facts, case: dict[str, list[str]]) -> None:
    answer = why(facts, *case["ask"])
    for name in set(case) - {"ask"}:
        there = triples(answer, name)
        assert set(case[name]) <= there, (name, there)
        if not case[name]:
            assert there == set(), name


def test_there_are_cases_for_every_side() -> None:
    assert len(SIDE_CASES) >= 40
    assert {name for case in SIDE_CASES for name in case} == {"ask", *SIDES}


def test_denial_turns_a_side_round_and_a_lack_does(facts: Facts) -> None:
    turned = {"good": "bad", "bad": "good", "raises": "lowers", "lowers": "raises"}
    seen = set()
    for claim in facts.claims:
        here = said(facts, claim)
        seen.add(here)
        expected = turned.get(here, here)
        if claim.predicate == "required for":  # not to be needed is not to be bad
            denied = "open" if here == "open" else "related"
            assert said(facts, claim._replace(polarity="denied")) == denied
        else:
            other = "affirmed" if claim.polarity == "denied" else "denied"
            assert said(facts, claim._replace(polarity=other)) == expected
        assert said(facts, claim, reverse=True) == expected
        assert said(facts, claim._replace(certainty="question")) == "open"
    assert seen == {"good", "bad", "raises", "lowers", "null", "open", "related"}


@pytest.mark.parametrize("valued", [True, False])
def test_every_word_has_a_side_with_a_title(valued: bool) -> None:
    words = ("good", "bad", "raises", "lowers", "null", "open", "related")
    assert {side(word, valued) for word in words} == set(SIDES)
    for good in ("higher", "lower", ""):
        assert set(titles(good)) == set(SIDES)


def test_states_and_intakes_have_the_level_that_their_names_say(facts: Facts) -> None:
    found: dict[str, set[str]] = {}
    for term, name in facts.lexicon.names.items():
        if facts.is_a(term, "NutrientState") or facts.is_a(term, "Intake"):
            found.setdefault(level(facts, term), set()).add(name)
    assert found["excess"] >= {"magnesium excess", "excessive magnesium intake", "hypermagnesemia"}
    assert found["lack"] >= {"hypocalcemia", "low magnesium intake", "melatonin decline"}
    assert found["adequate"] >= {"adequate magnesium intake", "adequate magnesium level"}
    assert found[""] >= {"magnesium intake", "high magnesium intake", "dietary magnesium intake"}
    assert not any("low" in name.split() or "deficiency" in name for name in found[""])


@pytest.mark.parametrize(
    ("name", "good"),
    [("areal bone mineral density", "higher"), ("osteoporosis", "lower"), ("mortality", "lower"),
     ("vitamin D insufficiency", "lower"), ("adequate magnesium intake", "higher"),
     ("osteoclast", ""), ("osteoblast", "higher"), ("blood calcium level", ""),
     ("reversal of osteoporosis", "higher")],
)  # fmt: skip
def test_what_is_good(facts: Facts, name: str, good: str) -> None:
    assert valence(facts, facts.lexicon.resolve(name)) == good


def test_strongest_evidence_comes_first(facts: Facts) -> None:
    for case in SIDE_CASES:
        for held in why(facts, *case["ask"]).sides.values():
            ranks = [facts.ranks[claim.evidence] for claim in held.claims]
            assert ranks == sorted(ranks, reverse=True)


def test_who_stands_behind_a_side(facts: Facts) -> None:
    """One trial, told in two documents, is one study; a restatement is no claim."""
    held = why(facts, "melatonin", "hip BMD").sides["for"]
    assert held.studies == 1
    assert held.documents == 2
    assert held.backing == backing(list(held.claims))
    assert backing(list(held.claims) * 2).speakers == held.speakers
    lay = why(facts, "teriparatide", "BMD").sides["for"]
    assert lay.backing.lay
    assert "lay reports or labels only" in str(lay.backing)


def test_each_claim_says_by_which_route_it_came(facts: Facts) -> None:
    routes = {
        voice.claim.subject_label: voice
        for voice in why(facts, "magnesium", "bone health").sides["for"].voices
    }
    assert routes["magnesium deficiency"].reverse
    assert "turned round" in routes["magnesium deficiency"].rolled_up
    assert "product" not in routes["magnesium"].rolled_up
    mixed = why(facts, "vitamin D", "fracture").sides["for"]
    assert {v.combined for v in mixed.voices if "calcium and" in v.claim.subject_label} == {True}
    assert "of a combination" in mixed.told
    at_site = why(facts, "vitamin D", "hip").sides["for"].voices
    assert any("at the femoral neck" in voice.rolled_up for voice in at_site)


def test_a_product_is_not_another_product(facts: Facts) -> None:
    reach = subject_reach(facts, facts.lexicon.resolve("magnesium citrate"))
    names = {facts.name(term) for term in reach}
    assert "magnesium citrate" in names
    assert names.isdisjoint({"magnesium oxide", "magnesium supplementation", "magnesium"})


@pytest.mark.parametrize(
    ("subject", "obj", "near"),
    [
        ("yoga", "bone", "weight-bearing exercise increases bone formation"),
        ("walking", "osteoporosis", "regular exercise decreases risk of osteoporosis"),
        ("exercise", "BMD", "weight-bearing exercise increases bone formation"),
        ("melatonin", "side effects",
         "melatonin supplementation contraindicated in autoimmune disease"),
        ("melatonin", "inflammation", "melatonin has property anti-inflammatory agent"),
        ("melatonin", "lupus", "forum participant uses melatonin supplementation"),
        ("oxytocin", "gender", "gender affects oxytocin action"),
        ("magnesium oxide", "bone health", "magnesium oxide compared with magnesium salt"),
    ],
)  # fmt: skip
def test_if_nobody_says_so_what_is_near_does(
    facts: Facts, subject: str, obj: str, near: str
) -> None:
    answer = why(facts, subject, obj)
    assert not answer.answered
    assert answer.summary.startswith("No claim relates the two themselves.")
    close = {
        f"{c.subject_label} {c.predicate} {c.object_label}"
        for group in answer.near
        if not group.far
        for c in group.claims
    }
    assert near in close


def test_background_and_derived_stand_apart(facts: Facts) -> None:
    answer = why(facts, "melatonin", "fracture")
    assert answer.derived
    assert all(edge.grounds and edge.evidence for edge in answer.derived)
    assert triples(answer, "for") == set()
    text = str(answer)
    assert text.index("Open:") < text.index("Derived:")
    background = why(facts, "melatonin", "circadian rhythm").background
    assert [edge.states for edge in background] == ["melatonin regulates circadian rhythm"]
    assert all(edge.sources for edge in background)
    decline = why(facts, "estrogen decline", "fracture")
    assert {edge.population for edge in decline.derived} == {"menopausal women"}
    assert "holds, if at all, in: menopausal women" in str(decline)


def test_conflicts_among_the_claims_are_shown(facts: Facts) -> None:
    answer = why(facts, "calcium and vitamin D", "fracture")
    assert {c.reason for c in answer.conflicts} == {"different site"}
    assert "both sides can hold" in str(answer)


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"site": "hip"}, lambda c: c.site in ("hip", "femoral neck")),
        ({"population": "postmenopausal women"}, lambda c: "postmenopausal" in str(c.population)),
        ({"document": "001"}, lambda c: c.document.startswith("001_")),
        ({"evidence": "randomized controlled trial"},
         lambda c: c.evidence == "randomized controlled trial"),
    ],
    ids=["site", "population", "document", "evidence"],
)  # fmt: skip
def test_options_keep_only_what_fits(facts: Facts, options: dict[str, str], kept: Any) -> None:
    everything = why(facts, "melatonin", "BMD").sides["for"].claims
    fewer = why(facts, "melatonin", "BMD", **options).sides["for"].claims  # type: ignore[arg-type]  # options are texts
    assert 0 < len(fewer) < len(everything)
    assert {c.id for c in fewer} == {c.id for c in everything if kept(c)}


@pytest.mark.parametrize(
    ("words", "site", "dose"),
    [
        ("hip BMD", "hip", None),
        ("bone density in the spine", "spine", None),
        ("BMD of the femoral neck", "femoral neck", None),
        ("lumbar spine bone density", "lumbar spine", None),
        ("3 mg melatonin", None, (3.0, "mg")),
        ("melatonin 1mg", None, (1.0, "mg")),
        ("800 IU/day vitamin D", None, (800.0, "[iU]")),
    ],
)
def test_a_site_or_a_dose_may_stand_with_a_term(
    facts: Facts, words: str, site: str | None, dose: tuple[float, str] | None
) -> None:
    asked = ask(facts, words)
    assert (asked.site and facts.name(asked.site), asked.dose) == (site, dose)


def test_a_dose_keeps_the_claims_of_that_dose(facts: Facts) -> None:
    low = why(facts, "1 mg melatonin", "hip BMD").sides["for"].claims
    high = why(facts, "3 mg melatonin", "hip BMD").sides["for"].claims
    assert {c.effect["value"] for c in low if c.effect} == {0.5}
    assert {c.effect["value"] for c in high if c.effect} == {2.3}


def test_compare_doses_side_by_side(facts: Facts) -> None:
    answer = compare(facts, ["1 mg melatonin", "3 mg melatonin"], on="BMD")
    (neck,) = [a for a in answer.aspects if a.name == "areal bone mineral density, femoral neck"]
    figures = {n: [c.effect["value"] for c in held if c.effect] for n, held in neck.claims.items()}
    assert figures == {"melatonin 1 mg": [0.5], "melatonin 3 mg": [2.3]}
    assert answer.stated == []
    assert [c.reason for c in answer.conflicts] == ["same study told differently"]
    assert compare(facts, ["melatonin"], on="BMD").names == answer.names


def test_compare_forms_with_their_properties(facts: Facts) -> None:
    answer = compare(facts, ["magnesium salts"])
    (found,) = [a for a in answer.aspects if a.name == "bioavailability"]
    told = {name: {c.object_value for c in held} for name, held in found.claims.items()}
    assert told == {
        "magnesium ascorbate": {"good", "high"},
        "magnesium citrate": {"high"},
        "magnesium glycinate": {"high"},
        "magnesium oxide": {"low"},
    }
    assert {c.subject_label for c in answer.stated} == {"magnesium glycinate", "magnesium oxide"}


def test_compare_says_whose_claim_it_is(facts: Facts) -> None:
    text = str(compare(facts, ["vitamin D", "melatonin"], on="fracture"))
    assert "vitamin D: vitamin D deficiency: increases" in text
    assert "vitamin D: calcium and vitamin D supplementation: decreases" in text
    nothing = str(compare(facts, ["yoga", "walking"], on="bioavailability"))
    assert nothing.count("the documents do not say") == 2


def test_conflicts_show_both_sides(facts: Facts) -> None:
    answer = conflicts(facts)
    assert len(answer) == len(facts.conflicts) >= 10
    for conflict in answer:
        sides = answer.sides(conflict)
        assert len(sides) > 1, conflict.id
        keys = [claim.id for _, claims in sides for claim in claims]
        assert sorted(keys) == sorted(conflict.claims)
        assert conflict.states in str(answer)


def test_conflicts_are_found_at_every_level(facts: Facts) -> None:
    def keys(about: str) -> set[str]:
        return {conflict.id for conflict in conflicts(facts, about)}

    assert keys("melatonin supplementation") <= keys("melatonin")
    assert keys("magnesium excess") <= keys("magnesium")
    assert keys("wrist fracture") <= keys("fracture")
    assert keys("yoga") == set()
    both = conflicts(facts, between=("melatonin", "autoimmune disease"))
    assert len(both) == len(conflicts(facts, between=("autoimmune disease", "melatonin"))) > 0


def test_gaps_are_counted_right(facts: Facts) -> None:
    answer = gaps(facts)
    assert answer.examined == len(facts.claims)
    assert {c.id for c in answer.questions} == {
        c.id for c in facts.claims if c.certainty == "question"
    }
    assert sum(map(len, answer.unstated.values())) == sum(len(c.not_stated) for c in facts.claims)
    firm = {
        (c.subject_label, c.object_label)
        for c in facts.claims
        if c.certainty == "asserted" and c.kind in ("effect", "association", "risk")
    }
    assert answer.hedged
    assert firm.isdisjoint(answer.hedged)
    assert answer.lay
    for claims in answer.lay.values():
        assert {c.evidence for c in claims} <= {"lay report", "product label"}
    assert all(c.study_id is None and not c.references for c in answer.unsupported)
    stated = {(c.subject_label, c.object_label) for c in facts.claims}
    assert answer.derived
    assert stated.isdisjoint((edge.subject, edge.object) for edge in answer.derived)
    assert len(answer.to_rows()) >= len(answer.questions) + len(answer.derived)


def test_gaps_about_a_term(facts: Facts) -> None:
    answer = gaps(facts, "oxytocin")
    assert {c.object_label for c in answer.questions} >= {"osteoporosis", "adverse effect"}
    assert all("oxytocin" in str(c.states).lower() for c in answer.questions)
    assert 0 < answer.examined < len(facts.claims)
    assert gaps(facts, "kale").questions == []


def test_every_term_has_a_page(facts: Facts) -> None:
    for number, (term, name) in enumerate(sorted(facts.lexicon.names.items())):
        if number % 9:
            continue
        page = show(facts, term.curie)
        assert (page.kind, page.name) == ("term", name)
        data = page.as_dict()
        assert data["gloss"], name
        assert term.curie in str(page)
        assert json.loads(page.to_json())["id"] == term.curie


def test_a_term_page_counts_what_acts_on_it(facts: Facts) -> None:
    data = show(facts, "fracture").as_dict()
    assert "vitamin K2" in data["acted_on_by"]["decreases"]
    assert data["children"]
    assert "risk of fracture" in data["concerned_by"]
    assert show(facts, "melatonin").as_dict()["mappings"]["exactMatch"] == ["MESH:D008550"]


@pytest.mark.parametrize(
    ("thing", "kind", "says"),
    [
        ("amstrup-2015", "study", "n = 81"),
        ("bkg.study:amstrup-2015", "study", "melatonin 3 mg"),
        ("001", "document", "The Melatonin-Bone Health Connection"),
        ("document 004", "document", "machine summary"),
        ("increases", "predicate", "sign: +"),
        ("bkg:hasNoEffectOn", "predicate", "has no effect on"),
        ("zoledronic-acid-by-site", "conflict", "Reason: different site"),
        ("CHEBI:16796", "term", "melatonin"),
    ],
)
def test_everything_has_a_page(facts: Facts, thing: str, kind: str, says: str) -> None:
    page = show(facts, thing)
    assert page.kind == kind
    assert says in str(page)
    assert len(page.to_rows()) > 0


def test_a_claim_page_holds_all_of_it(facts: Facts, documents: Path) -> None:
    for claim in facts.claims[::25]:
        page = graph().show(claim.id, documents)
        text = (documents / claim.document).read_bytes().decode("utf-8")
        assert page.as_dict()["passage"] == text[claim.start : claim.end]
        assert claim.states in str(page)
        for qualifier in claim.not_stated:
            assert qualifier in str(page)


_ANSWERS: list[Answer] = []


def answers(facts: Facts) -> list[Answer]:
    if not _ANSWERS:
        _ANSWERS.extend(
            [
                why(facts, "magnesium", "bone health"),
                why(facts, "yoga", "bioavailability"),
                compare(facts, ["melatonin", "oxytocin"]),
                conflicts(facts, "melatonin"),
                gaps(facts, "vitamin D"),
                show(facts, "melatonin"),
            ]
        )
    return _ANSWERS


@pytest.mark.parametrize("number", range(6))
def test_every_answer_in_every_form(facts: Facts, number: int) -> None:
    answer = answers(facts)[number]
    assert "Not medical advice" in str(answer)
    assert answer.to_markdown().startswith("# ")
    assert "Not medical advice" in json.loads(answer.to_json())["note"]
    rows = answer.to_rows()
    assert isinstance(rows, Rows)
    frame = answer.to_pandas()
    assert (len(frame), list(frame.columns)) == (len(rows), list(rows.columns))
    assert max(map(len, answer.sheet().to_text(60).splitlines())) <= 120


def test_another_engine_gives_the_same_answers(facts: Facts) -> None:
    """The answers ask by SELECT only, so what runs one gives them all."""
    dataset = graph().to_rdflib()

    def value(term: Any) -> Value:
        if isinstance(term, rdflib.URIRef):
            return IRI(term)
        return None if term is None else python_value(str(term), str(term.datatype or ""))

    class Engine:
        def select(self, sparql: str) -> Rows:
            result = dataset.query(f"{prefix_header()}\n{sparql}")
            assert result.vars is not None
            rows = [tuple(map(value, row)) for row in result]  # type: ignore[arg-type]  # rows
            return Rows([str(name) for name in result.vars], rows)

    engine = Engine()
    other = Facts(engine, Lexicon(engine), read_flat(engine))
    calls: list[Callable[[Facts], Answer]] = [
        lambda f: why(f, "magnesium", "bone health"),
        lambda f: why(f, "vitamin D", "hip"),
        lambda f: compare(f, ["melatonin"]),
        conflicts,
        gaps,
        *(
            partial(show, thing=thing)
            for thing in ("melatonin", "amstrup-2015", "001", "increases")
        ),
    ]
    for call in calls:
        assert call(other).as_dict() == call(facts).as_dict()


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda f: why(f, "melatonn", "BMD"), errors.UnknownTermError, "melatonin"),
        (lambda f: why(f, "3 mg nonsense", "BMD"), errors.UnknownTermError, "nonsense"),
        (lambda f: why(f, "melatonin", "BMD", document="9"), errors.QueryError, "there are 000"),
        (lambda f: why(f, "melatonin", "BMD", evidence="x"), errors.QueryError, "meta-analysis"),
        (lambda f: why(f, "melatonin", "BMD", site="nowhere"), errors.UnknownTermError, "nowhere"),
        (lambda f: compare(f, ["kale"]), errors.QueryError, "two things"),
        (lambda f: compare(f, ["kale", "kale"]), errors.QueryError, "two things"),
        (lambda f: gaps(f, "nonsense"), errors.UnknownTermError, "nonsense"),
        (lambda f: conflicts(f, "nonsense"), errors.UnknownTermError, "nonsense"),
        (lambda f: show(f, "amstrup-2051"), errors.UnknownTermError, "amstrup-2015"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(
    facts: Facts, call: Any, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        call(facts)


def test_a_sheet_escapes_and_wraps() -> None:
    sheet = Sheet("a|b")
    sheet.section("s")
    sheet.item("one *two*", ["three"])
    sheet.item("four")
    sheet.table(["", "x", "y"], [["row", "1\n2", ""]])
    assert sheet.to_markdown().splitlines() == [
        "# a\\|b", "", "## s", "", "- one \\*two\\*", "  - three", "- four", "",
        "|  | x | y |", "| --- | --- | --- |", "| row | 1<br>2 |  |",
    ]  # fmt: skip
    assert sheet.to_text().splitlines() == [
        "a|b", "", "s", "  one *two*", "      three", "  four", "  row", "      x: 1", "      x: 2",
    ]  # fmt: skip
    assert all(len(line) <= 40 for line in sheet.to_text(10).splitlines())


_COMMANDS = [
    ("why", "melatonin", "hip BMD", "--evidence", "randomized controlled trial"),
    ("compare", "magnesium citrate", "magnesium oxide", "--on", "bone health"),
    ("conflicts", "--between", "melatonin", "autoimmune disease"),
    ("gaps", "--about", "oxytocin"),
    ("show", "melatonin"),
    ("show", "001-070"),
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_commands_print_in_every_format(
    words: tuple[str, ...], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--format", form]) == 0
    out = capsys.readouterr().out
    if form == "json":
        assert "Not medical advice" in json.loads(out)["note"]
    elif form in ("text", "markdown"):
        assert "Not medical advice" in out
    else:
        assert len(out.splitlines()) > 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("why", "melatonin", "nonsense"), "no term is called 'nonsense'"),
        (("why", "melatonin", "BMD", "--document", "9"), "no document '9'; there are 000, 001"),
        (("compare", "kale"), "compare takes two things or more"),
        (("gaps", "--about", "melatonn"), "did you mean 'melatonin'"),
        (("show", "000-999"), "no term is called '000-999'"),
    ],
    ids=lambda v: " ".join(v)[:30],
)
def test_a_command_that_cannot_answer_says_so_in_one_line(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert says in out.err
    assert out.err.count("\n") == 1


@pytest.mark.parametrize(
    ("things", "says"),
    [
        (("hip fracture", "breast cancer"), "as likely to die in connection with a hip fracture"),
        (
            ("osteoporosis", "hypertension"),
            "costs the economy as much as, or more than, hypertension",
        ),
        (("men", "women"), "more common in women than in men"),
        (("bone resorption", "bone formation"), "inhibits bone resorption"),
        (("melatonin", "placebo"), "raised femoral neck BMD by 2.3 %"),
        (("vitamin D", "calcium and vitamin D"), "the combination above all"),
    ],
    ids=" and ".join,
)
def test_what_the_documents_compare_comes_first(
    facts: Facts, things: tuple[str, str], says: str
) -> None:
    assert any(says in claim.states for claim in compare(facts, list(things)).stated)


def test_what_is_compared_is_kept_apart(facts: Facts) -> None:
    answer = compare(facts, ["vitamin D", "calcium and vitamin D"], on="fracture")
    alone = {claim.subject_label for claim in answer.claims_of("vitamin D")}
    assert alone == {"vitamin D deficiency", "vitamin D supplementation"}
    sites = compare(facts, ["hip", "spine"], on="bone mineral density")
    for name in sites.names:
        places = {claim.site for claim in sites.claims_of(name)}
        assert places <= {facts.name(term) for term in facts.within(facts.lexicon.resolve(name))}


def test_a_claim_stands_on_one_side_of_the_question_of_its_own_terms(facts: Facts) -> None:
    asked = [
        claim
        for claim in facts.claims
        if claim.object_label and "bkg.study:" not in f"{claim.subject_id} {claim.object_id}"
    ][::5]
    assert len(asked) > 80
    for claim in asked:
        answer = why(facts, claim.subject_label, str(claim.object_label))
        there = [c.id for name in SIDES for c in answer.sides[name].claims]
        assert there.count(claim.id) == 1, claim.id
        assert len(there) == len(set(there))
