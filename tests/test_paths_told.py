"""Paths asked for, told and drawn: bounds, errors, no answer, data, rows, pictures, the command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib

import bonekg
from bonekg import errors
from bonekg.answers import path_lines
from bonekg.answers.paths import End, find_paths
from bonekg.answers.render import NOT_ADVICE
from bonekg.cli import main
from bonekg.cli.explore import FORMATS
from bonekg.model import Claim
from bonekg.paths.network import Networks
from bonekg.rdf import prefix_header
from bonekg.store.base import python_value
from bonekg.store.rows import IRI, Rows, Value
from pond_world import graph, says


@cache
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


def test_longest_and_limit_bound_the_answer() -> None:
    few = kg().paths("magnesium", "bone mineral density", limit=3)
    assert len(few) == 3
    assert few.more > 3
    assert all(path.direct for path in kg().paths("magnesium", "fracture", longest=1).paths)
    longer = kg().paths("magnesium", "fracture", longest=2).paths
    assert max(len(path.links) for path in longer) == 2


def test_ways_that_count_are_counted_and_the_rest_has_its_call() -> None:
    every = kg().paths("melatonin", "bone resorption", limit=100)
    counted = len(every) - len(every.counter)
    assert every.counter
    assert every.whole
    assert not every.more
    few = kg().paths("melatonin", "bone resorption", limit=3)
    assert few.summary.startswith(f"3 of {counted} paths are shown: ")
    assert "--limit" not in str(every)


@pytest.mark.parametrize("limit", [3, 10])
@pytest.mark.parametrize(
    ("one", "other"), [("low magnesium", "bone loss"), ("vitamin D", "fracture")]
)
def test_the_numbers_of_one_line_add_up_to_what_its_call_shows(
    one: str, other: str, limit: int
) -> None:
    found = kg().paths(one, other, limit=limit)
    line = str(found).splitlines()[1]
    told = re.fullmatch(
        rf"{limit} of (\d+) paths that count are shown: (.*); (\d+) more runs? against a known "
        r"relation and do(?:es)? not count, (?:none of them|not) shown\."
        r"( The search was cut: there may be more\.)? All (\d+) found(?: so far)?: --limit (\d+)\.",
        line,
    )
    assert told, line
    counted, signs, against, cut, every, call = told.groups()
    assert sum(map(int, re.findall(r"\d+", signs))) == limit
    assert int(counted) + int(against) == int(every) == int(call)
    assert (cut is None) == found.whole
    assert len(kg().paths(one, other, limit=int(call))) == int(every)


def test_what_is_not_taken_in_is_named() -> None:
    warnings = kg().paths("melatonin", "bone resorption").warnings
    told = "Not taken in with melatonin: melatonin excess, "
    assert any(each.startswith(told) and "ask for each by its name" in each for each in warnings)


def test_half_of_the_room_is_left_to_what_is_composed() -> None:
    found = kg().paths("magnesium", "bone mineral density", limit=10).paths
    assert sorted(path.direct for path in found) == [False] * 5 + [True] * 5


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        (("melatonin", "CHEBI:16796"), {}, errors.QueryError, "are one term"),
        (("xylophone", "fracture"), {}, errors.UnknownTermError, "xylophone"),
        (("melatonin", "shell"), {}, errors.UnknownTermError, "shell"),
        (("melatonin", "fracture"), {"longest": 0}, errors.QueryError, "from 1 to 6, not 0"),
        (("melatonin", "fracture"), {"longest": 7}, errors.QueryError, "from 1 to 6, not 7"),
        (("melatonin", "fracture"), {"limit": True}, errors.WrongTypeError, "not True"),
        (("melatonin", "fracture"), {"limit": 2.5}, errors.WrongTypeError, "whole number"),
    ],
)
def test_wrong_questions_are_refused(
    arguments: tuple[str, str], options: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=re.escape(message)):
        kg().paths(*arguments, **options)


def test_an_ambiguous_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def ambiguous(name: str) -> str:
        raise errors.AmbiguousTermError(name, ["bkg:A (a)", "bkg:B (b)"])

    monkeypatch.setattr(kg().lexicon, "resolve", ambiguous)
    with pytest.raises(errors.AmbiguousTermError, match="bkg:A"):
        kg().paths("x", "fracture")


def test_no_path_says_so_and_what_is_nearest(tmp_path: Path) -> None:
    made = graph(
        tmp_path,
        [
            says("shell thickness | increases | shell growth", kind="mechanism"),
            says("shell growth | increases | brine", kind="mechanism"),
            says("slime | increases | shell thickness"),
            says("brine | decreases | shell wear", kind="mechanism"),
        ],
    )
    found = made.paths("brine", "shell thickness")
    assert not found.paths
    assert found.nearest is not None
    assert found.nearest.acts_on == ("brine ──⊣ shell wear",)
    assert found.nearest.acted_on_by == ("slime ──▶ shell thickness",)
    assert found.nearest.reverse == "shell thickness ──▶ shell growth ──▶ brine"
    for part in ("No path", "Nearest: brine acts on", "The other way round", NOT_ADVICE):
        assert part in str(found)
    assert len(found.to_rows()) == 0


def test_a_dose_and_a_site_restrict_the_ends() -> None:
    found = kg().paths("3 mg melatonin", "hip BMD")
    (path,) = found.paths
    (ground,) = path.links[0].grounds
    claim = found.statements[ground.id]
    assert isinstance(claim, Claim)
    assert claim.dose is not None
    assert claim.dose.value == 3
    assert str(claim.site) == "femoral neck"
    assert {found.names[group] for group in path.populations} == {
        "postmenopausal women with osteopenia"
    }
    assert not kg().paths("700 mg melatonin", "hip BMD").paths


def test_data_rows_and_page_tell_the_same() -> None:
    found = kg().paths("melatonin", "bone resorption")
    data = json.loads(found.to_json())
    rows = found.to_rows().to_dicts()
    assert sum(len(path["hops"]) for path in data["paths"]) == len(rows)
    for path, told in zip(found.paths, data["paths"], strict=True):
        assert told["sign"] == path.sign
        hop = told["hops"][told["weakest"] - 1]
        assert hop["kind"] != "step"
        for ground in (ground for link in path.links for ground in link.grounds):
            claim = found.statements[ground.id]
            if isinstance(claim, Claim):
                assert f"{claim.document} {claim.start}-{claim.end}" in found.to_text(full=True)
                assert claim.speaker_role in str(found)
    for number in range(1, len(found.paths) + 1):
        assert sum(bool(row["weakest"]) for row in rows if row["path"] == number) == 1
    assert NOT_ADVICE in str(found)
    assert NOT_ADVICE in found.to_markdown()
    assert data["note"] == NOT_ADVICE
    assert list(found.to_pandas().columns) == list(found.to_rows().columns)


def test_a_hop_takes_one_short_line_with_its_circumstances(tmp_path: Path) -> None:
    source = "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567 (abstract), A title: what it says"
    short = path_lines.short_source
    assert short(source) == "PMC1234567"
    assert short("doi:10.1000/x-1 (summary), A title") == "doi:10.1000/x-1"
    assert short("https://www.example.org/a/b (page), A title") == "example.org/a/b"
    for address in ("frontiersin.org/articles/10.3389/x.1/full", "e.org/doi/10.3389/x.1.pdf"):
        assert short(f"https://{address} (abstract), A title") == "doi:10.3389/x.1"
    assert short("https://pubmed.ncbi.nlm.nih.gov/1234/ (abstract), A title") == "PMID:1234"
    assert short("WikiPathways WP1 (edges.tsv): A -> B (Arrow)") == "WikiPathways WP1"
    found = kg().paths("sclerostin", "bone formation")
    hops = sum(len(path.hops) for path in found.paths)
    assert len(str(found).splitlines()) < hops + 3 * len(found.paths) + 12
    assert max(map(len, str(found).splitlines())) < 240
    assert "(abstract)" in found.to_text(full=True)
    assert "(abstract)" in found.to_markdown(full=True)
    assert "(abstract)" not in str(found) + found.to_markdown()
    both = str(kg().paths("TGF-beta", "RANKL"))
    assert "decreases at high concentration" in both
    assert "increases at low concentration" in both


def test_what_names_no_circumstances_is_told_without_any(tmp_path: Path) -> None:
    seen = {**says("brine | decreases | shell growth"), "condition": "in still water"}
    claims = [says("kelp | affects | slime")]
    made = graph(tmp_path, claims, [seen, says("brine | increases | shell growth")])
    told = str(made.paths("brine", "shell growth"))
    assert "decreases in still water / increases; SOURCES DISAGREE" in told


def test_drawings_are_well_formed(tmp_path: Path) -> None:
    found = kg().paths("magnesium", "osteoporosis", limit=30)
    mermaid, dot = found.to_mermaid().splitlines(), found.to_dot().splitlines()
    node = r'  n\d+\["[^"]+"\]'
    edge = r'  n\d+ (-->|--x|--o|-\.-|-\.->)\|"[^"]+"\| n\d+'
    assert mermaid[0] == "flowchart LR"
    assert all(re.fullmatch(f"{node}|{edge}", line) for line in mermaid[1:])
    assert not any('|"- ' in line for line in mermaid)  # which would begin a list
    text = r'"(?:[^"\\]|\\.)*"'
    assert (dot[0], dot[-1]) == ("digraph paths {", "}")
    kept = rf"  n\d+ \[label={text}\];|  n\d+ -> n\d+ \[label={text}, style=\w+, arrowhead=\w+\];"
    assert all(re.fullmatch(kept, line) for line in dot[3:-1])
    hops = {(h.subject, h.object, h.link is None) for p in found.paths for h in p.hops}
    assert len([line for line in dot if "->" in line]) == len(hops)
    assert len([line for line in mermaid if "|" in line]) == len(hops)


def test_labels_cannot_break_out_of_a_drawing(tmp_path: Path) -> None:
    made = graph(tmp_path, [says("brine | increases | shell growth", kind="mechanism")])
    found = made.paths("brine", "shell growth")
    found.names[found.paths[0].terms[0]] = 'a"]; n9[evil] <b>\\"'
    assert 'n1["a#34;]; n9[evil] #60;b#62;\\#34;"]' in found.to_mermaid()
    assert 'label="a\\"]; n9[evil] <b>\\\\\\""' in found.to_dot()


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_every_format(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["paths", "melatonin", "bone resorption", "--limit", "2", "--format", form]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "osteoclast activity" in out
    if form == "json":
        assert len(json.loads(out)["paths"]) == 2


def test_the_command_takes_what_the_call_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paths", "denosumab", "bone resorption", "--only-stated"]) == 0
    assert "No path" in capsys.readouterr().out
    assert main(["paths", "melatonin", "melatonin"]) == 2
    assert "are one term" in capsys.readouterr().err
    assert main(["paths", "melatonin", "fracture", "--longest", "9"]) == 2
    assert "from 1 to 6" in capsys.readouterr().err


@pytest.mark.slow
def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    script = (
        "import bonekg\nkg = bonekg.load()\n"
        "for a, b in (('magnesium', 'fracture'), ('hormone', 'bone formation')):\n"
        "    print(kg.paths(a, b, limit=40).to_json())"
    )
    out = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert out[0] == out[1]
    assert out[0].count('"sort"') > 40


@pytest.mark.slow
def test_another_engine_gives_the_same_paths(tmp_path: Path) -> None:
    """Paths ask by SELECT only, so what runs one gives them all."""
    made = graph(
        tmp_path,
        [
            says("brine | increases | shell gland cell activity", kind="mechanism"),
            says("brine | increases | slime level", kind="effect"),
            says("slime signaling | decreases | shell wear", kind="mechanism"),
            says("shell wear | decreases | shell thickness", population="old snails"),
            says("kelp deficiency | impairs | shell growth", kind="mechanism"),
            says("brine | has no effect on | shell thickness"),
            says("slime decline | associated with higher | shell wear", kind="association"),
        ],
        [
            "shell gland cell | increases | shell growth",
            "shell growth | increases | shell thickness",
        ],
    )
    dataset = made.to_rdflib()

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
    for a, b in (("brine", "shell thickness"), ("kelp", "shell growth")):
        ends = [End(made.lexicon.resolve(name), name) for name in (a, b)]
        found = find_paths(engine, Networks(engine.select), *ends)
        assert found.paths
        assert found.as_dict() == made.paths(a, b).as_dict()
