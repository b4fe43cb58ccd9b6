"""The command line: output, one-line errors, exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bonekg.answers.scope import SIDES
from bonekg.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out = capsys.readouterr()
    return code, out.out, out.err


# (words, exit code, what stands on standard output)
_FINE = [
    (("query", "ASK { ?c a bkg:Claim }"), "true"),
    (("query", "SELECT ?n { CHEBI:16796 skos:prefLabel ?n }", "--format", "csv"), "n\nmelatonin"),
    (("query", "CONSTRUCT { ?s a bkg:Claim } { ?s a bkg:Claim }"), "bkg.claim:001-001 a bkg:Claim"),
    (("find", "melatonine"), "CHEBI:16796"),
    (("find", "PTH", "--format", "json", "--limit", "1"), '"name": "parathyroid hormone"'),
    (("queries",), "claims-about"),
    (("queries", "claims-about"), "#+ question:"),
    (("run", "claims-about", "--entity", "oxytocin", "--format", "csv"), "claim"),
    (("claims", "--document", "001", "--kind", "statistic"), "osteoporosis"),
    (("why", "melatonin", "bone mineral density"), "Not medical advice"),
    (("why", "melatonin", "BMD", "--format", "json"), '"sides"'),
    (("why", "melatonin", "BMD", "--evidence", "RCT", "--full"), "characters"),
    (("why", "melatonin", "BMD", "--all", "--format", "markdown"), "# melatonin"),
    (("compare", "Forteo", "Reclast", "--document", "000"), "teriparatide"),
    (("gaps", "melatonin"), "examined"),
    (("show", "001-070", "--all"), "femoral neck"),
    (("claims", "--subject", "melatonin", "--site", "hip", "--format", "csv"), "claim,states"),
    (("conflicts",), "conflict"),
    (("stats", "--format", "tsv"), "all\tclaims"),
    (("export",), "claims-jsonl"),
    (("export", "claims-jsonl", "-"), '{"id": "000-001"'),
    pytest.param(
        ("build", "--check"), "the release is what the sources give", marks=pytest.mark.slow
    ),
    pytest.param(("validate",), "0 findings", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("words", "says"), _FINE, ids=lambda v: " ".join(v)[:40])
def test_a_command_that_works(
    words: tuple[str, ...], says: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = main(words)
    assert code == 0
    assert says in capfdbinary.readouterr().out.decode("utf-8")


# (words, what stands on standard error)
_WRONG = [
    (("query", "SELEC ?x"), "SPARQL syntax error at line 1"),
    (("query", ""), "the query is empty"),
    (("query", "DROP ALL"), "read-only"),
    (("query", "SELECT * WHERE { ?s "), "at line 1, column 16: '{' is not closed"),
    (("run", "claims-abut"), "did you mean 'claims-about'"),
    (("run", "claims-about", "--entty", "x"), "has no parameter 'entty'"),
    (("run", "claims-about", "entity"), "has no parameter"),
    (("run", "claims-about", "--entity"), "needs a value"),
    (("run", "claims-about", "--entity", "xylophone"), "no term is called 'xylophone'"),
    (("run", "claims-about", "--entity", "a", "--entity", "b"), "given twice"),
    (("run", "claims-about", "--entity", "oxytocin", "--limit", "many"), "takes a whole number"),
    (
        ("run", "claims-about", "--entity", "oxytocin", "--format", "xml"),
        "no format of rows is called 'xml'",
    ),
    (("run", "../claims-about"), "no query is called"),
    (("queries", "nothing-like-it"), "no query is called"),
    (("why", "melatonin", "xqztv"), "no term is called"),
    (("claims", "nothing at all"), "no term is called"),
    (("conflicts", "nothing at all"), "no term is called"),
    (("export", "turtel", "x.ttl"), "did you mean 'turtle'"),
    (("export", "turtle"), "say where to write"),
    (("find", "x", "--limit", "0"), "--limit takes a number from 1"),
    (("verify", "--documents", "/no/such/folder"), "is no folder"),
    (("locate", "999", "bone", "--documents", "."), "no document '999'"),
    (("locate", "001", "bone", "--documents", "."), "cannot be read"),
    (("stamp", "--documents", "."), "cannot be read"),
]


@pytest.mark.parametrize(("words", "says"), _WRONG, ids=lambda v: " ".join(v)[:40])
def test_bad_input_is_one_line_and_code_two(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *words)
    assert code == 2
    assert out == ""
    assert says in err
    assert err.startswith("bonekg: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [(), ("nonsense",), ("find",), ("query", "ASK {}", "--format", "xml"), ("why", "one")],
)
def test_usage_errors_leave_with_two(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage: bonekg" in capsys.readouterr().err


def test_a_query_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT (1 AS ?x) {}"))
    code, out, _ = run(capsys, "query", "-", "--format", "json")
    assert (code, json.loads(out)) == (0, [{"x": 1}])


def test_an_empty_result_says_which_word_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "query", "SELECT ?x { ?x a bkg:Clam }")
    assert (code, out.splitlines()[-1]) == (0, "0 rows")
    assert err == "bonekg: note: the graph has no bkg:Clam; did you mean bkg:Claim?\n"


def test_a_cut_at_the_limit_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(
        capsys, "run", "claims-about", "--entity", "oxytocin", "--limit", "2", "--format", "csv"
    )
    assert (code, len(out.splitlines())) == (0, 3)
    assert err == "bonekg: note: 2 rows are all that limit allows; a higher one may give more\n"
    words = ("run", "food-sources", "--entity", "magnesium")
    assert run(capsys, *words, "--columns", "all")[2] == ""
    header = run(capsys, *words, "--format", "csv")[1].splitlines()[0]
    more = len(header.split(",")) - 4
    assert run(capsys, *words)[2] == f"bonekg: note: {more} more columns: --columns all\n"
    assert "allows" not in run(capsys, "run", "claims-about", "--entity", "oxytocin")[2]


def test_a_table_of_claims_shows_the_main_columns(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("claims", "--subject", "oxytocin")
    out = run(capsys, *words)[1].splitlines()
    assert out[0].split() == ["claim", "states", "speaker", "certainty"]
    assert max(map(len, out)) <= 100
    assert " object_name " in run(capsys, *words, "--columns", "all")[1].splitlines()[0]
    chosen = run(capsys, "run", "doses", "--entity", "melatonin", "--columns", "claim, dose")[1]
    assert chosen.splitlines()[0].split() == ["claim", "dose"]
    hedged = run(capsys, "run", "hedged-claims", "--entity", "melatonin")[1]
    assert hedged.splitlines()[0].split() == ["claim", "states", "cue", "speaker", "certainty"]
    code, _, err = run(capsys, *words, "--columns", "nothing")
    assert (code, "no column 'nothing'" in err) == (2, True)
    assert run(capsys, *words, "--format", "csv")[1].startswith("claim,states,kind,subject,")


def test_verify_and_locate(capsys: pytest.CaptureFixture[str], documents: Path) -> None:
    code, out, _ = run(capsys, "verify", "--documents", str(documents))
    assert (code, "0 findings" in out) == (0, True)
    code, out, _ = run(capsys, "locate", "001", "Beyond Sleep", "--documents", str(documents))
    assert code == 0
    assert out.startswith("passage: {start: ")
    assert run(capsys, "locate", "001", "no such words", "--documents", str(documents))[0] == 1


def test_export_leaves_nothing_behind_when_it_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = run(capsys, "export", "turtle", str(tmp_path / "file" / "x.ttl"))
    assert code == 2
    assert "cannot be written" in err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_answers_in_json_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(run(capsys, "why", "melatonin", "bone mass", "--format", "json")[1])
    assert list(answer["sides"]) == list(SIDES)
