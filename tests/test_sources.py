"""Broken sources: one named error each, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bonekg import errors
from bonekg.build.graphs import build
from bonekg.sources.yaml import Listing, Mapping, Scalar, read_yaml
from small_tree import SmallTree

# (what the file holds, error, what its message says)
_FILES = [
    ("", errors.YamlSyntaxError, "is empty"),
    ("# only a comment\n", errors.YamlSyntaxError, "is empty"),
    ("a: [1,", errors.YamlSyntaxError, "not YAML"),
    ("a: 1\nb: 2\na: 3\n", errors.DuplicateKeyError, ":3: the key 'a' stands twice"),
    ("- a: 1\n  a: 2\n", errors.DuplicateKeyError, ":2: the key 'a' stands twice"),
    ("? [x]\n: 1\n", errors.YamlSyntaxError, "a key must be plain text"),
]


@pytest.mark.parametrize(("content", "error", "says"), _FILES)
def test_a_broken_file(
    content: str, error: type[errors.SourceError], says: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(error) as caught:
        read_yaml(file)
    assert says in str(caught.value)
    assert caught.value.file == file


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(errors.ResourceError, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: \xff\n")
    with pytest.raises(errors.YamlSyntaxError, match="not UTF-8"):
        read_yaml(file)


def test_scalars_stay_as_written(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("- {a: 2.30, b: no, c: 12:30}\n", encoding="utf-8")
    node = read_yaml(file)
    assert isinstance(node, Listing)
    mapping = node.items[0]
    assert isinstance(mapping, Mapping)
    assert [e.value.text for e in mapping.entries if isinstance(e.value, Scalar)] == [
        "2.30",
        "no",
        "12:30",
    ]


# (change of a claim, error, what its message says)
_CLAIMS = [
    ({"subject": "brin"}, errors.UnknownNameError, "did you mean 'brine'"),
    ({"predicate": "increase"}, errors.UnknownNameError, "did you mean 'increases'"),
    ({"certainty": "sure"}, errors.UnknownNameError, "unknown name 'sure' under 'certainty'"),
    ({"suject": "brine"}, errors.UnknownKeyError, "did you mean 'subject'"),
    ({"dose": {"value": "five"}}, errors.InvalidValueError, "takes a number, not 'five'"),
    ({"dose": {"times": "twice"}}, errors.InvalidValueError, "takes a number, not 'twice'"),
    ({"dose": {"times": 1.5}}, errors.InvalidValueError, "takes a whole number, not '1.5'"),
    ({"dose": {"value": 5, "gloss": "x"}}, errors.UnknownKeyError, "a dose has no key 'gloss'"),
    ({"dose": "5 mg"}, errors.YamlSyntaxError, "'dose' holds keys and values"),
    ({"states": ""}, errors.InvalidValueError, "'states' is empty"),
    ({"passage": {"start": 9, "end": 3}}, errors.InvalidValueError, "'start' before 'end'"),
    ({"passage": {"start": -4, "end": 3}}, errors.InvalidValueError, "'start' before 'end'"),
    ({"passage": None}, errors.InvalidValueError, "a claim needs a 'passage'"),
    ({"speaker": "nobody"}, errors.UnknownNameError, "unknown name 'nobody' under 'speaker'"),
    ({"id": None}, errors.InvalidValueError, "a claim needs an 'id'"),
]


@pytest.mark.parametrize(("change", "error", "says"), _CLAIMS, ids=lambda v: str(v)[:30])
def test_a_careless_claim(
    change: dict[str, object], error: type[errors.SourceError], says: str, tmp_path: Path
) -> None:
    full = dict(change)
    if change.get("passage", 0) is None or "id" in change:
        tree = SmallTree(tmp_path, [{}])
        file = tree.sources / "data" / "claims" / "pond.yaml"
        gone = "  passage:" if "passage" in change else "- id:"
        lines = file.read_text(encoding="utf-8").splitlines()
        at = next(n for n, line in enumerate(lines) if line.startswith(gone))
        if gone == "- id:":
            lines[at : at + 2] = ["- " + lines[at + 1].strip()]
        else:
            del lines[at : at + 3]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        tree = SmallTree(tmp_path, [full])
    with pytest.raises(error) as caught:
        build(tree.sources)
    assert says in str(caught.value)
    assert caught.value.line is not None
    assert caught.value.file.name == "pond.yaml"


def test_two_claims_of_one_key(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [{"id": "pond-001"}, {"id": "pond-001"}])
    with pytest.raises(errors.DuplicateKeyError, match="stands already at line"):
        build(tree.sources)


def test_two_terms_of_one_name(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [{}])
    tree.write(
        "ontology/terms/more.yaml",
        "- {id: bkg:Other, name: Brine, label: Brine, parent: mineral}\n",
    )
    with pytest.raises(errors.DuplicateKeyError, match="is taken at"):
        build(tree.sources)


@pytest.mark.parametrize("name", ["dose", "a/b", "a:b", "x#y", "@x"])
def test_a_name_that_json_ld_would_misread(name: str, tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [{}])
    tree.write(
        "ontology/terms/more.yaml",
        f'- {{id: bkg:Other, name: "{name}", label: x, parent: mineral}}\n',
    )
    with pytest.raises(errors.InvalidValueError, match="cannot be a name"):
        build(tree.sources)


def test_a_part_of_a_claim_is_named_by_its_key(tmp_path: Path) -> None:
    claim = {"id": "pond-001", "repeated at": ["pond snail"], "dose": {"described": "little"}}
    made = build(SmallTree(tmp_path, [claim]).sources)
    within = {place.partition("/claim/pond-001/")[2] for place in made.places}
    assert {part for part in within if part} == {"passage", "repeated-at/1", "dose"}
