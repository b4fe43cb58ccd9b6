"""What a query asks for, without running it: the static check, and the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

import bonekg
from bonekg.catalogue.queries import get_query, load_catalogue, read_query
from query_patterns import Edge, Names, draw, faults, known_names, read_pattern

CATALOGUE = load_catalogue()
_HEAD = """#+ question: What is said of {entity}?
#+ required: entity | entity | melatonin | what the claim is about
#+ parameter: limit | integer 1..9 | 3 | how many rows at most
#+ key: claim
PREFIX CHEBI: <http://purl.obolibrary.org/obo/CHEBI_>
PREFIX bkg: <https://w3id.org/bonekg/>
"""
_COLUMNS = "name\ttype\tmeaning\nclaim\tiri\tthe claim\nterm\tiri\tthe term\n"
_BODY = """SELECT ?claim WHERE {
  VALUES ?entity { CHEBI:16796 } #+ entity
  ?claim a bkg:Claim ; bkg:subject ?entity .
}
ORDER BY ?claim
LIMIT 3 #+ limit
"""


@pytest.fixture(scope="module")
def names() -> Names:
    return known_names(bonekg.load().store)


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_query_has_a_fault(name: str, names: Names) -> None:
    assert faults(CATALOGUE[name], names) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", "", None),
        ("bkg:subject", "bkg:subjekt", "the graph has no property bkg:subjekt"),
        ("bkg:subject", "(bkg:subject|^bkg:abject)", "the graph has no property bkg:abject"),
        ("a bkg:Claim", "a bkg:Clam", "the graph has nothing of class bkg:Clam"),
        ("a bkg:Claim", "bkg:status bkg:Currant", "the graph has no bkg:Currant"),
        (" #+ limit", "", "parameter limit is marked at 0 lines, not at one"),
        ("bkg:subject ?entity", "bkg:subject ?x", "parameter entity is bound, but nothing uses it"),
        ("SELECT ?claim", "SELECT ?claim # ?term\n", "it gives claim, and declares claim, term"),
        ("ORDER BY ?claim", "ORDER BY ?entity", "the rows are not ordered by claim"),
        ("?claim a", "?clam a", "nothing gives claim a value"),
        ("?claim a", "BIND(NOW() AS ?x) ?claim a", "NOW differs from engine to engine"),
        ("?claim a", "?claim", "it is not SPARQL as it stands"),
        ("bkg:subject ?entity", "unknown:subject ?entity", "it is not SPARQL as it stands"),
        (
            "bkg:subject ?entity .",
            "bkg:status ?s . { SELECT ?claim { ?claim bkg:subject ?entity } }",
            "a sub-select binds entity and does not project it",
        ),
    ],
)
def test_each_fault_is_found(
    old: str, new: str, fault: str | None, tmp_path: Path, names: Names
) -> None:
    file = tmp_path / "topic" / "a-query.rq"
    file.parent.mkdir()
    (tmp_path / "columns.tsv").write_text(_COLUMNS, encoding="utf-8")
    assert old in _BODY
    file.write_text(_HEAD + _BODY.replace(old, new), encoding="utf-8")
    found = faults(read_query(file), names)
    if fault is None:
        assert found == []
    else:
        assert any(line.startswith(fault) for line in found), found


def test_a_pattern_is_read_whole() -> None:
    pattern = read_pattern(
        """PREFIX bkg: <https://w3id.org/bonekg/>
        SELECT ?claim ?site {
          ?claim a bkg:Claim ; bkg:citation/bkg:passage ?passage ; ^bkg:ground ?conflict .
          OPTIONAL { ?claim bkg:site ?site }
          FILTER NOT EXISTS { ?claim bkg:status bkg:Withdrawn }
        } ORDER BY ?claim DESC(?site) LIMIT 4"""
    )
    assert set(pattern.edges) == {
        Edge("?claim", "a", "bkg:Claim", "must"),
        Edge("?claim", "bkg:citation/bkg:passage", "?passage", "must"),
        Edge("?claim", "^bkg:ground", "?conflict", "must"),
        Edge("?claim", "bkg:site", "?site", "may"),
        Edge("?claim", "bkg:status", "bkg:Withdrawn", "not"),
    }
    assert pattern.columns == ("claim", "site")
    assert pattern.order == ("claim", "site")
    assert {iri.rpartition("/")[2] for iri in pattern.properties} >= {"citation", "passage"}


def test_a_picture_shows_what_is_taken_and_given() -> None:
    lines = draw(get_query("food-sources")).splitlines()
    assert lines[0] == "graph LR"
    picture = "\n".join(lines)
    assert '(["?entity = magnesium"])' in picture
    assert '["?claim"]' in picture
    assert '{{"bkg:sourceOf"}}' in picture
    assert '("?nutrient")' in picture
    assert all("-->" in line or "-.->" in line for line in lines[1:])


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_query_can_be_drawn(name: str) -> None:
    pattern = read_pattern(CATALOGUE[name].text)
    assert len(pattern.edges) == len(draw(CATALOGUE[name]).splitlines()) - 1 > 0
