"""The account of the ontology's quality names checks that exist, and no rule is left out."""

from __future__ import annotations

import re

import pyoxigraph
import pytest

from bonekg import __version__
from bonekg.build.graphs import Build
from bonekg.checks.rules import read_checks
from bonekg.rdf import BASE, expand
from bonekg.resources import checkout, root

PAGE = (checkout() / "docs" / "ontology-quality.md").read_text(encoding="utf-8")
CHECKS = {check.name for check in read_checks(root())}
# The rules of ROBOT's default profile, by name.
RULES = re.findall(
    r"\w+",
    """
annotation_whitespace deprecated_boolean_datatype deprecated_class_reference
deprecated_property_reference duplicate_definition duplicate_exact_synonym duplicate_label_synonym
duplicate_label duplicate_scoped_synonym equivalent_pair equivalent_class_axiom_no_genus
illegal_use_of_built_in_vocabulary invalid_xref label_formatting label_whitespace
lowercase_definition missing_definition missing_label missing_obsolete_label
missing_ontology_description missing_ontology_license missing_ontology_title
missing_subset_declaration missing_superclass missing_synonymtype_declaration
misused_obsolete_label misused_replaced_by multiple_definitions multiple_equivalent_classes
multiple_equivalent_class_definitions multiple_labels invalid_entity_uri
""",
)


def rows(heading: str) -> list[list[str]]:
    """Give the cells of the table under a heading."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_each_rule_of_robot_has_its_check() -> None:
    held = {rule: re.findall(r"`([\w-]+)`", checks) for rule, checks in rows("ROBOT report")}
    assert list(held) == RULES
    assert len(RULES) == 32
    for rule, checks in held.items():
        assert checks, rule
        assert set(checks) <= CHECKS, rule


@pytest.mark.parametrize("heading", ["OOPS! pitfalls", "FOOPS! and the OBO principles"])
def test_checks_that_the_page_names_exist(heading: str) -> None:
    found = rows(heading)
    assert len(found) >= 8
    named = [name for _, cell in found for name in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", cell)]
    assert named
    assert set(named) - {"bonekg-full"} <= CHECKS


def test_the_header_has_a_version_iri_of_the_one_version(built: Build) -> None:
    header = {
        triple.predicate.value: str(triple.object.value)
        for triple in built.graphs["ontology"]
        if triple.subject == pyoxigraph.NamedNode(f"{BASE}bonekg.owl")
        and not isinstance(triple.object, pyoxigraph.BlankNode | pyoxigraph.Triple)
    }
    assert header[expand("owl:versionIRI")] == f"{BASE}{__version__}/bonekg.owl"
    assert header[expand("owl:versionInfo")] == __version__
    assert header[expand("vann:preferredNamespaceUri")] == BASE
    assert header[expand("dcterms:license")].startswith("https://creativecommons.org/")


def test_every_term_has_its_place_in_the_pages() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in (checkout() / "docs/terms").glob("*.md"))
    explained = set(re.findall(r"^- `([^`]+)`", text, re.MULTILINE))
    explained |= set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    source = (root() / "ontology" / "bonekg-edit.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r"^(bkg:\w+) a ", source, re.MULTILINE))
    for file in sorted((root() / "ontology" / "terms").glob("*.yaml")):
        declared |= set(
            re.findall(r"^- id: (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        )
    assert len(declared) > 800
    assert declared - explained == set()
