"""The catalogue: every query runs, says what it gives, and gives the rows a person has read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bonekg
from bonekg import errors
from bonekg.catalogue.help import explain
from bonekg.catalogue.queries import (
    Catalogued,
    bind,
    get_query,
    load_catalogue,
    read_columns,
    read_query,
)
from bonekg.rdf import BASE, GRAPHS, compact
from bonekg.store.rows import IRI, Rows
from rdflib_peer import Peer, asking

CATALOGUE = load_catalogue()
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.csv"))
_FITS = {
    "iri": lambda v: isinstance(v, IRI),
    "text": lambda v: isinstance(v, str) and not isinstance(v, IRI),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
}


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def peer() -> Iterator[Peer]:
    with asking() as peer:
        yield peer


def test_there_are_queries_and_golden_rows_for_each() -> None:
    assert len(CATALOGUE) >= 80
    assert len({query.topic for query in CATALOGUE.values()}) >= 15
    assert {path.stem for path in GOLDEN} == set(CATALOGUE)


@pytest.mark.parametrize("name", CATALOGUE)
def test_columns_are_as_declared(name: str, kg: bonekg.KnowledgeGraph) -> None:
    query = CATALOGUE[name]
    rows = kg.run(name, **query.examples)
    assert rows.columns == tuple(column.name for column in query.columns)
    assert len(rows) > 0
    for row in rows:
        for column, value in zip(query.columns, row, strict=True):
            assert value is None or _FITS[column.type](value), (column, value)


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_default_is_the_term_that_stands_in_the_text(
    name: str, kg: bonekg.KnowledgeGraph
) -> None:
    query = CATALOGUE[name]
    bound = bind(query, {p.name: p.default for p in query.parameters}, lambda: kg.lexicon)
    assert kg.store.select(bound.text) == kg.store.select(query.text)
    assert bound.notes == ()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_golden_rows(path: Path, kg: bonekg.KnowledgeGraph) -> None:
    """The first line holds the parameters; the rows must stand in the result, in this order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    given: dict[str, Any] = dict(
        part.split("=", 1) for part in lines[0].removeprefix("#").strip().split("; ") if part
    )
    expected = list(csv.DictReader(lines[1:]))
    assert expected
    rows = kg.run(path.stem, **given)
    found = [
        {
            c: "" if v is None else (compact(v) if isinstance(v, IRI) else str(v))
            for c, v in row.items()
        }
        for row in rows.to_dicts()
    ]
    wanted = list(expected[0])
    shown = [tuple(row[column] for column in wanted) for row in found]
    places = [shown.index(tuple(row.values())) for row in expected]
    assert places == sorted(places)


def _taken_in() -> list[tuple[str, str, str, str]]:
    file = Path(__file__).parent / "cases" / "taken-in-by-queries.tsv"
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    return [(query, entity, claim, why) for query, entity, claim, why in rows]


@pytest.mark.parametrize(("query", "entity", "claim", "why"), _taken_in())
def test_a_query_takes_in_a_claim_or_not(
    query: str, entity: str, claim: str, why: str, kg: bonekg.KnowledgeGraph
) -> None:
    found = {str(iri).rpartition("/")[2] for iri in kg.run(query, entity=entity).column("claim")}
    assert (claim.removeprefix("not ") in found) == (not claim.startswith("not ")), why


@pytest.mark.parametrize(
    ("query", "values", "claim"),
    [
        ("prevalence", {"entity": "magnesium deficiency"}, "003-101"),  # in the same sentence
        ("claims-in-population", {"entity": "men"}, "002-042"),  # about men, right behind
        ("claims-about", {"entity": "oxytocin", "limit": 2}, None),  # cut, so they may be rows
        ("claims-about", {"entity": "magnesium"}, None),  # many rows
        ("speakers", {"document": "001"}, None),
    ],
)
def test_few_claims_come_with_those_that_stand_next_to_them(
    query: str, values: dict[str, Any], claim: str | None, kg: bonekg.KnowledgeGraph
) -> None:
    rows = kg.run(query, **values)
    told = [note.split()[5] for note in rows.notes if note.startswith("said next to these claims")]
    assert (claim in told) if claim else told == []
    here = {str(iri).rpartition("/")[2] for iri in rows.column("claim")} if told else set()
    assert not here & set(told)
    assert len(told) <= 12


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("calcium absorption", {"document": "003"}),
        ("oxytocin", {"population": "postmenopausal women"}),
        ("PTH", {"evidence": "review"}),
        ("hip fracture", {"evidence": "meta-analysis"}),
    ],
)
def test_a_restriction_holds_for_what_stands_next_to_the_claims(
    words: str, only: dict[str, str], kg: bonekg.KnowledgeGraph
) -> None:
    allowed = {claim.id for claim in kg.claims(**only)}
    notes = kg.claims(words, **only).to_rows().notes
    told = {note.split()[5] for note in notes if note.startswith("said next to these claims")}
    assert told <= allowed
    free = {n.split()[5] for n in kg.claims(words).to_rows().notes if n.startswith("said next to")}
    assert told or not free & allowed


@pytest.mark.parametrize("words", ["aging", "bone los", "60", "bone, density", "(a ", "men"])
def test_words_are_found_at_the_beginning_of_words(words: str, kg: bonekg.KnowledgeGraph) -> None:
    """Whatever stands between them; up to three letters are whole words."""
    wanted = "".join(rf"[\W_]+{part}" for part in re.findall(r"[^\W_]+", words))
    wanted += r"\b" if len(words) <= 3 else ""
    here = {c.id for c in kg.claims() if re.search(wanted, f" {c.states}", re.IGNORECASE)}
    found = kg.run("claims-with-words", words=words, limit=1000).column("claim")
    assert {str(iri).rpartition("/")[2] for iri in found} == here
    assert here


@pytest.mark.slow
@pytest.mark.parametrize("name", CATALOGUE)
def test_rdflib_gives_the_same_rows_in_the_same_order(
    name: str, kg: bonekg.KnowledgeGraph, peer: Peer
) -> None:
    columns, theirs = peer.ask(CATALOGUE[name].text)
    rows = kg.store.select(CATALOGUE[name].text)
    assert columns == rows.columns
    assert theirs == [tuple(map(_text, row)) for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seconds", "megabytes", "error"), [(0.5, 4000, TimeoutError), (600, 900, MemoryError)]
)
def test_a_query_that_rdflib_cannot_bear_is_one_error(
    seconds: float, megabytes: int, error: type[Exception]
) -> None:
    with asking(seconds, megabytes) as peer:
        assert peer.ask("SELECT (1 AS ?n) {}") == (("n",), [(1,)])
        with pytest.raises(error):
            peer.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f")
        assert peer.ask("SELECT (1 AS ?n) {}") == (("n",), [(1,)])


def _text(value: object) -> object:
    return str(value) if isinstance(value, IRI) else value


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_key_tells_rows_apart(name: str, kg: bonekg.KnowledgeGraph) -> None:
    rows = kg.store.select(CATALOGUE[name].text)
    key = [rows.columns.index(column) for column in CATALOGUE[name].key]
    keys = [tuple(row[at] for at in key) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "name", [n for n, query in CATALOGUE.items() if "SELECT DISTINCT" in query.text]
)
def test_what_a_distinct_query_is_sorted_by_has_one_value_a_row(
    name: str, kg: bonekg.KnowledgeGraph
) -> None:
    """Engines differ in whether a row stands once for each unseen value it is sorted by."""
    text = CATALOGUE[name].text
    rows = kg.store.select(text)
    unseen = set(re.findall(r"\?(\w+)", text[text.rindex("ORDER BY") :])) - set(rows.columns)
    columns = " ".join(f"?{name}" for name in sorted(unseen))
    shown = kg.store.select(text.replace("SELECT DISTINCT", f"SELECT DISTINCT {columns}", 1))
    assert len(shown) == len(rows)


def test_no_query_names_a_graph() -> None:
    for query in CATALOGUE.values():
        assert not any(iri in query.text for iri in GRAPHS.values())
        assert "GRAPH" not in query.text


_INJECTIONS = [
    "melatonin> } DROP ALL #",
    'x" } INSERT DATA { <a> <b> <c> } #',
    "CHEBI:16796 } SELECT * { ?a ?b ?c",
    "<http://example.org/x>",
    "melatonin\n} ASK {",
]


@pytest.mark.parametrize("text", _INJECTIONS)
def test_an_injected_name_is_an_unknown_term(text: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.UnknownTermError):
        kg.run("claims-about", entity=text)


@pytest.mark.parametrize("value", ["1; DROP ALL", "many", "0", "1001", "1e3", "-5", "10 #", ""])
def test_a_wrong_limit(value: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.InvalidParameterError):
        kg.run("claims-about", entity="melatonin", limit=value)


def test_a_right_limit(kg: bonekg.KnowledgeGraph) -> None:
    assert len(kg.run("claims-about", entity="melatonin", limit=3)) == 3


def test_words_of_a_query_that_the_graph_lacks(kg: bonekg.KnowledgeGraph) -> None:
    held = "bkg:Claim bkg:about bkg:Melatonin² bkg:"
    assert kg.unknown_names(f"ASK {{ ?x ?y '{held}' }}") == {}
    assert kg.unknown_names("ASK { ?x bkg:abuot ?y }") == {"bkg:abuot": ["bkg:about"]}
    many = " ".join(f"bkg:nameless{n}" for n in range(1000))
    assert [*kg.unknown_names(many)] == [f"bkg:nameless{n}" for n in range(20)]
    assert kg.unknown_names(f"bkg:{'x' * 100_000}") == {}  # no name to tell


def test_unknown_names(kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.UnknownQueryError) as unknown:
        kg.run("claim-about")
    assert unknown.value.candidates[0] == "claims-about"
    with pytest.raises(errors.UnknownQueryError, match="'doses'"):
        kg.run("recommended-doses")  # shares a telling word
    with pytest.raises(errors.UnknownQueryError) as nothing:
        kg.run("the-claims")  # "claims" is in the names of many: it tells nothing
    assert len(nothing.value.candidates) <= 3
    with pytest.raises(errors.UnknownParameterError, match="it takes entity, limit"):
        kg.run("claims-about", entitty="melatonin")
    with pytest.raises(errors.UnknownQueryError):
        get_query("../../pyproject")


_TYPED = """#+ question: q
#+ required: {name} | {type} | {default} | help
#+ key: term
SELECT ?term WHERE {{
  VALUES ?{name} {{ {value} }} #+ {name}
  BIND(STR(?{name}) AS ?term)
}}
"""


@pytest.mark.parametrize(
    ("type_", "given", "gives"),
    [
        ("text", 'a "quoted\\ text', 'a "quoted\\ text'),
        ("text", '" } DROP ALL', '" } DROP ALL'),
        ("number", "2.5", "2.5"),
        ("number", "+3", "3"),
        ("choice one, two", "two", "two"),
        ("document", "003", f"{BASE}document/003"),
        ("study", "amstrup-2015", f"{BASE}study/amstrup-2015"),
        ("study", "Amstrup 2015", f"{BASE}study/amstrup-2015"),
        ("study", "MOPS", f"{BASE}study/mops"),
    ],
)
def test_typed_parameters(
    type_: str, given: str, gives: str, tmp_path: Path, kg: bonekg.KnowledgeGraph
) -> None:
    query = _query(tmp_path, _TYPED.format(name="p", type=type_, default="x", value='"x"'))
    assert kg.store.select(bind(query, {"p": given}, lambda: kg.lexicon).text).column("term") == [
        gives
    ]


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("number", "two"),
        ("number", "1 } ?a"),
        ("choice one, two", "three"),
        ("document", "005"),
        ("study", "no such study"),
        ("study", "ref"),
        ("study", ""),
    ],
)
def test_wrong_typed_parameters(
    type_: str, given: str, tmp_path: Path, kg: bonekg.KnowledgeGraph
) -> None:
    query = _query(tmp_path, _TYPED.format(name="p", type=type_, default="x", value='"x"'))
    with pytest.raises(errors.InvalidParameterError):
        bind(query, {"p": given}, lambda: kg.lexicon)


def test_a_required_parameter_must_be_given(tmp_path: Path, kg: bonekg.KnowledgeGraph) -> None:
    query = _query(tmp_path, _TYPED.format(name="p", type="text", default="x", value='"x"'))
    with pytest.raises(errors.InvalidParameterError, match="is needed"):
        bind(query, {}, lambda: kg.lexicon)


@pytest.mark.parametrize(
    ("header", "select"),
    [
        ("#+ key: term\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n#+ key: term\n", "SELECT * {}"),
        ("#+ question: q\n#+ key: term\n#+ parameter: x | text\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n#+ key: term\n#+ required: x | text || y\n", "SELECT ?term WHERE {}"),
        ("#+ qestion: q\n#+ key: term\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n#+ key: claim\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n#+ key: term\n#+ table: claim\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n#+ key: term\n", "SELECT ?term ?nobody WHERE {}"),
        ("#+ question: q\n#+ key: term\n#+ gap: g\n", "SELECT ?term WHERE {}"),
        ("#+ question: q\n#+ key: term\n#+ sought: term\n#+ gap: g\n", "SELECT ?term WHERE {}"),
    ],
)
def test_a_broken_header_is_refused(header: str, select: str, tmp_path: Path) -> None:
    with pytest.raises(errors.InvalidValueError):
        _query(tmp_path, f"{header}{select}\n")


@pytest.mark.parametrize("line", ["a\ttext", "a\tword\tx", "claim\tiri\tx\nclaim\tiri\ty"])
def test_a_broken_table_of_columns_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / "columns.tsv"
    file.write_text(f"name\ttype\tmeaning\n{line}\n", encoding="utf-8")
    with pytest.raises(errors.InvalidValueError):
        read_columns(file)


def test_each_column_is_explained_once_and_used() -> None:
    folder = next(iter(CATALOGUE.values())).file.parent.parent
    used = {column.name for query in CATALOGUE.values() for column in query.columns}
    assert set(read_columns(folder / "columns.tsv")) == used


def test_counted_columns_are_read() -> None:
    columns = [column.name for column in CATALOGUE["claims-per-kind"].columns]
    assert columns == ["kind", "claims", "asserted"]


@pytest.mark.parametrize("name", CATALOGUE)
def test_what_is_asked_about_is_required_or_told(name: str, kg: bonekg.KnowledgeGraph) -> None:
    query = CATALOGUE[name]
    told = kg.run(name, **query.examples).notes
    for parameter in query.parameters:
        assert parameter.required or parameter.counts or any(parameter.name in n for n in told)
    assert {*query.empty, *query.beside} <= set(CATALOGUE) - {name}


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_is_explained(name: str) -> None:
    query, text = CATALOGUE[name], explain(CATALOGUE[name])
    assert query.question in text
    for parameter in query.parameters:
        assert f"--{parameter.name}" in text
        assert parameter.help in text
    for column in query.columns:
        assert column.help in text
    for other in (*query.empty, *query.beside):
        assert other in text


def test_words_are_mended_and_told(kg: bonekg.KnowledgeGraph) -> None:
    rows = kg.run("effects-of", entity="oxitocin")
    assert rows == kg.run("effects-of", entity="oxytocin")
    assert rows.notes[0] == "'oxitocin' read as oxytocin"
    assert "'oxitocin' read as oxytocin" in str(rows).splitlines()


def test_no_empty_answer_is_mute(kg: bonekg.KnowledgeGraph) -> None:
    notes = kg.run("contraindications", entity="alcohol drinking").notes
    assert any(note.startswith("of alcohol drinking the documents say") for note in notes)
    harms = len(kg.run("harms", entity="alcohol drinking"))
    assert harms > 1
    assert f"harms has {harms} rows: bonekg run harms --entity 'alcohol drinking'" in notes


@pytest.mark.parametrize("name", [name for name, query in CATALOGUE.items() if query.examples])
def test_an_example_is_never_taken_silently(name: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.InvalidParameterError, match="is needed"):
        kg.run(name)


def test_it_is_told_that_no_row_has_what_is_sought(kg: bonekg.KnowledgeGraph) -> None:
    said = "none of these claims states a dose"
    assert said in kg.run("doses", entity="vitamin K2").notes
    assert f"{said} in numbers" in kg.run("doses", entity="magnesium").notes
    assert not any(said in note for note in kg.run("doses", entity="melatonin").notes)


def test_queries_that_answer_the_rest_are_named(kg: bonekg.KnowledgeGraph) -> None:
    rows = len(kg.run("advice-for-all"))
    told = f"advice-for-all has {rows} rows: bonekg run advice-for-all"
    assert told in kg.run("advice-for-people", entity="people with osteoporosis").notes
    assert told in kg.run("advice-for-people", entity="shift workers").notes
    harms = len(kg.run("harms", entity="melatonin"))
    told = f"harms has {harms} rows: bonekg run harms --entity melatonin"
    assert told in kg.run("contraindications", entity="melatonin").notes
    doses = len(kg.run("doses", entity="magnesium"))
    told = f"doses has {doses} rows: bonekg run doses --entity magnesium"
    wanting = "none of these claims states a dose in numbers"
    assert f"{told}; {wanting}" in kg.run("requirements", entity="magnesium").notes


def test_a_broader_term_says_how_much_leaves_the_kind_open(kg: bonekg.KnowledgeGraph) -> None:
    found = kg.run("effects-of", entity="vitamin D")
    kind = kg.run("effects-of", entity="vitamin D3")
    # The rest names vitamin D alone, as 004-037 does.
    rest = set(found.column("claim")) - set(kind.column("claim"))
    assert "bkg.claim:004-037" in map(compact, rest)
    call = "bonekg run effects-of --entity 'vitamin D'"
    (told,) = [note for note in kg.run("effects-of", entity="vitamin D3").notes if call in note]
    words = re.fullmatch(r"the broader term has (\d+) rows, (\d+) of which .* meant: .*", told)
    assert words
    assert int(words[1]) == len(found)
    assert 0 < int(words[2]) <= len(rest)


def test_a_broader_term_is_named(kg: bonekg.KnowledgeGraph) -> None:
    notes = kg.run("effects-of", entity="vitamin D2").notes
    rows = len(kg.run("effects-of", entity="vitamin D"))
    call = "bonekg run effects-of --entity 'vitamin D'"
    assert any(
        note.startswith(f"the broader term has {rows} rows") and note.endswith(call)
        for note in notes
    )


def test_few_rows_say_how_much_else_is_told(kg: bonekg.KnowledgeGraph) -> None:
    few = kg.run("requirements", entity="exercise")
    every = kg.run("claims-about", entity="exercise")
    told = f"of exercise the documents say {len(every)} things, {len(few)} of them here"
    assert f"{told}: bonekg run claims-about --entity exercise" in few.notes
    assert not any("of them here" in note for note in every.notes)
    assert not any("of them here" in n for n in kg.run("concerning", entity="exercise").notes)


def test_agreements_name_the_claims_and_who_makes_them(kg: bonekg.KnowledgeGraph) -> None:
    for row in kg.run("agreements", entity="vitamin D").to_dicts():
        said = [words.split(" ", 1) for words in str(row["said_by"]).split(", ")]
        assert len(said) == row["claims"]
        for key, speaker in said:
            claim = kg.claim(key)
            assert (claim.speaker.name, claim.object_name) == (speaker, row["object_name"])


@pytest.mark.parametrize("name", ["calcium", "vitamin D", "phosphorus"])
def test_a_broader_term_is_not_named_for_what_is_of_its_other_kinds(
    name: str, kg: bonekg.KnowledgeGraph
) -> None:
    rows = kg.run("food-sources", entity=name)
    assert len(kg.run("food-sources", entity="bone-building nutrient"))
    assert not len(rows)
    assert not any("broader" in note for note in rows.notes)


def test_doses_of_a_form_have_those_that_leave_the_form_open(kg: bonekg.KnowledgeGraph) -> None:
    whole, form = (
        set(map(compact, kg.run("doses", entity=name).column("claim")))
        for name in ("vitamin D", "vitamin D3")
    )
    assert {"bkg.claim:004-019", "bkg.claim:004-068", "bkg.claim:004-070"} <= form <= whole


def test_what_stands_for_a_parameter_is_told_with_what_else_it_may_be(
    kg: bonekg.KnowledgeGraph,
) -> None:
    (parameter,) = (p for p in CATALOGUE["forms-compared"].parameters if p.name == "property")
    taken = f"no property was given: {parameter.default!r} is taken (--property: {parameter.help})"
    assert taken in kg.run("forms-compared", entity="magnesium").notes
    notes = kg.run("forms-compared", entity="magnesium", property="laxative effect").notes
    assert not any("was given" in note for note in notes)


def test_a_reached_limit_is_told(kg: bonekg.KnowledgeGraph) -> None:
    notes = kg.run("claims-about", entity="melatonin", limit=3).notes
    assert notes[0] == "3 rows are all that limit allows; a higher one may give more"


def test_a_broader_term_is_named_beside_few_rows(kg: bonekg.KnowledgeGraph) -> None:
    few, more = (
        kg.run("harms", entity=name) for name in ("bending over", "mild mechanical stress")
    )
    told = f"the broader term has {len(more)} rows"
    call = "bonekg run harms --entity 'mild mechanical stress'"
    assert 0 < len(few) < len(more)
    assert any(note.startswith(told) and note.endswith(call) for note in few.notes)
    assert not any("broader" in note for note in more.notes)


@pytest.mark.parametrize("name", ["claims-about", "effects-of", "conflicts"])
def test_conflicts_of_the_rows_are_named(name: str, kg: bonekg.KnowledgeGraph) -> None:
    rows = kg.run(name, entity="melatonin")
    held = {str(claim) for claim in rows.column("claim")}
    grounds = kg.query("SELECT ?conflict ?claim { ?conflict a bkg:Conflict ; bkg:ground ?claim }")
    assert isinstance(grounds, Rows)
    wanted = {str(conflict).rpartition("/")[2] for conflict, claim in grounds if claim in held}
    told = {note.split()[-1] for note in rows.notes if "in a reviewed conflict" in note}
    assert wanted
    assert told == (set() if "conflict" in rows.columns else wanted)
    apparent = {c.id for c in kg.reader.conflicts() if c.apparent}
    can = {note.split()[-1] for note in rows.notes if "in which both sides can hold:" in note}
    assert can == told & apparent


def test_a_group_of_which_nothing_is_said_leads_to_what_makes_it(
    kg: bonekg.KnowledgeGraph,
) -> None:
    found = kg.query("""
        SELECT ?group ?name {
          ?group bkg:populationWith ?thing ; skos:prefLabel ?name . ?thing skos:prefLabel ?of .
          ?claim bkg:about ?thing ; bkg:status bkg:Current .
          FILTER NOT EXISTS { ?other bkg:about ?group }
        } GROUP BY ?group ?name ?of ORDER BY ?name ?of LIMIT 1
    """)
    assert isinstance(found, Rows)
    group, name = found[0]
    thing = kg.query(f"SELECT ?n {{ <{group}> bkg:populationWith/skos:prefLabel ?n }}")
    assert isinstance(thing, Rows)
    notes = kg.run("food-sources", entity=str(name)).notes
    assert notes[0] == f"the documents say nothing of {name} as such"
    assert any(note.startswith(f"of {of} the documents say ") for (of,) in thing for note in notes)


def _query(folder: Path, text: str) -> Catalogued:
    file = folder / "topic" / "a-query.rq"
    file.parent.mkdir()
    table = "name\ttype\tmeaning\nterm\tiri\tthe term\n"
    (folder / "columns.tsv").write_text(table, encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return read_query(file)


_PAIRS = (
    ("melatonin", "bone mineral density"),
    ("magnesium", "bone mineral density"),
    ("vitamin D", "bone resorption"),
    ("melatonin", "osteoporosis"),
    ("calcium and vitamin D supplementation", "hip fracture"),
    ("oxytocin", "osteoporosis"),
    ("smoking", "bone"),
    ("alcohol drinking", "fracture"),
    ("vitamin D", "parathyroid hormone"),
    ("exercise", "bone formation"),
)


@pytest.mark.parametrize(("one", "two"), _PAIRS)
def test_sides_are_those_of_the_answers(one: str, two: str, kg: bonekg.KnowledgeGraph) -> None:
    from bonekg.answers.scope import between, judged, side_of

    agent, target = kg.lexicon.resolve(one), kg.lexicon.resolve(two)
    asked = judged(kg.library, target)
    met = [found for found in between(kg.library, agent, target) if found.directed]
    sided = [(found.id, side_of(found, asked)) for found in met]
    answered = {(claim, side) for claim, side in sided if side != "related"}
    rows = kg.run("for-and-against", entity=one, target=two).to_dicts()
    found = {(str(row["claim"]).rpartition("/")[2], row["side"]) for row in rows}
    assert {(claim, side) for claim, side in found if side != "related"} == answered
    assert answered
