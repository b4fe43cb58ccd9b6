"""The rules: each writes what it should, and writes it not where a near miss stands.

A case is an update of the vocabulary alone; its first line is a pattern that the one rule must have
written in `fires*.ru` and must not have written in `silent*.ru`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from bonekg.build.rules import Rule, apply_rules, read_rules
from bonekg.errors import InvalidValueError, ResourceError
from bonekg.rdf import BASE, prefix_header
from bonekg.resources import root

CASES = Path(__file__).parent / "cases" / "rules"
RULES = {rule.name: rule for rule in read_rules(root())}
FIRING = sorted(CASES.glob("*/fires*.ru"))
SILENT = sorted(CASES.glob("*/silent*.ru"))
VOCABULARY = [
    pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
    for quad in pyoxigraph.parse(path=str(root() / "ontology" / "bonekg-edit.ttl"))
]


def _name(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def _written(case: Path) -> bool:
    """Whether the rule of a case writes what its first line says."""
    text = case.read_text(encoding="utf-8")
    pattern = re.match(r"#\+ writes: (.+)\n", text)
    assert pattern, "the first line says what is written"
    head = f"BASE <{BASE}>\n{prefix_header()}\n"
    store = pyoxigraph.Store()
    store.extend(VOCABULARY)
    store.update(f"{head}{text.replace('#+', '#')}")
    assert len(store) > len(VOCABULARY), "the case changes nothing"
    made = pyoxigraph.Store()
    for triples in apply_rules([RULES[case.parent.name]], store).values():
        made.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)
    return bool(made.query(f"{head}ASK {{ {pattern[1]} }}"))


def test_every_rule_has_its_cases() -> None:
    assert len(RULES) == len(list((root() / "ontology" / "rules").glob("*.rq"))) > 30
    assert {case.parent.name for case in FIRING} == set(RULES)
    assert {case.parent.name for case in SILENT} == set(RULES)


@pytest.mark.parametrize("case", FIRING, ids=_name)
def test_a_rule_writes(case: Path) -> None:
    assert _written(case)


@pytest.mark.parametrize("case", SILENT, ids=_name)
def test_a_rule_leaves_near_misses_alone(case: Path) -> None:
    assert not _written(case)


def _rule(folder: Path, text: str) -> list[Rule]:
    file = folder / "ontology" / "rules" / "10-x.rq"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return read_rules(folder)


_HEAD = "#+ graph: bearings\n#+ rule: r\n#+ why: w\n"


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
        _HEAD.replace("bearings", "nowhere") + "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
        _HEAD + "#+ rule: again\nCONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
    ],
)
def test_a_broken_header_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError):
        _rule(tmp_path, text)


@pytest.mark.parametrize("query", ["SELECT ?a WHERE { ?a ?b ?c }", "CONSTRUCT { ?a"])
def test_what_is_no_rule_is_refused(query: str, tmp_path: Path) -> None:
    rules = _rule(tmp_path, _HEAD + query)
    with pytest.raises(InvalidValueError):
        apply_rules(rules, pyoxigraph.Store())


def test_a_tree_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError):
        read_rules(tmp_path)


def test_what_some_graph_has_is_not_written_again() -> None:
    rule = RULES["21-within"]
    triple = "<t/pond> bkg:kindOf bkg:AnatomicalSite ; bkg:within <t/pond> ."
    store = pyoxigraph.Store()
    store.update(f"BASE <{BASE}>\n{prefix_header()}\nINSERT DATA {{ {triple} }}")
    assert apply_rules([rule], store) == {"takes-in": set()}
