"""Every rule of the verification fires and stays silent, and no changed sign goes unseen."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bonekg.checks.report import Report
from bonekg.checks.texts import RULES, verify
from bonekg.errors import DocumentError
from bonekg.resources import checkout
from bonekg.sources.claims import read_claims
from bonekg.sources.documents import documents_folder, read_copy, read_text
from bonekg.sources.passages import locate, passage_digest, stamp_all
from bonekg.sources.vocabulary import Vocabulary
from small_tree import TEXT, SmallTree

_CASES = Path(__file__).parent / "cases"
_RULE_FILES = sorted((_CASES / "verification").glob("*.yaml"))


def _cases(edge: str) -> Iterator[Any]:
    for file in _RULE_FILES:
        loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
        for case in loaded[edge]:
            case.setdefault("text", loaded.get("text", TEXT))
            case.setdefault("files", loaded.get("files", {}))
            yield pytest.param(file.stem, case, id=f"{file.stem}: {case['why']}")


def _verified(place: Path, case: dict[str, Any]) -> Report:
    tree = SmallTree(place, case.get("claims", [case.get("claim", {})]), case["text"])
    if case.get("stamp", True):
        (stamped,) = tree.stamp()
        for words in case.get("stamp also", []):
            start, end = locate(case["text"], words)[0]
            with stamped.open("a", encoding="utf-8") as rows:
                rows.write(f"{start}\t{end}\t{passage_digest(case['text'], start, end)}\n")
    if "manifest" in case:
        tree.manifest(case["manifest"])
    for path, content in case.get("files", {}).items():
        tree.write(path, content)
    text = tree.folder / "pond.txt"
    if "bytes appended" in case:
        text.write_bytes(text.read_bytes() + b" " + bytes.fromhex(case["bytes appended"]))
    if "on disk" in case:
        if case["on disk"] is None:
            text.unlink()
        else:
            old, new = case["on disk"]
            assert old in case["text"]
            tree.put(case["text"].replace(old, new, 1))
    return verify(tree.vocabulary, tree.folder)


def _is_a_key(path: str, keys: Iterable[str]) -> bool:
    """Whether a path is a key of the records, or one within the record that another key holds."""
    key = "|".join(re.escape(each) for each in sorted(keys, key=len, reverse=True))
    return re.fullmatch(rf"(?:{key})(?: (?:{key}))*", path) is not None


def test_every_rule_has_its_cases() -> None:
    assert {file.stem for file in _RULE_FILES} == set(RULES)
    assert len(RULES) >= 23
    assert len(list(_cases("fires"))) >= 50
    assert len(list(_cases("silent"))) >= 35


@pytest.mark.parametrize(("rule", "hint"), RULES.items())
def test_what_to_do_is_documented(rule: str, hint: str) -> None:
    page = (checkout() / "docs" / "errors.md").read_text(encoding="utf-8")
    assert f"| `{rule}` | {hint} |\n" in page


@pytest.mark.parametrize(("rule", "case"), list(_cases("fires")))
def test_a_rule_fires(tmp_path: Path, rule: str, case: dict[str, Any]) -> None:
    report = _verified(tmp_path, case)
    assert not report.ok
    assert {finding.rule for finding in report.findings} == {rule, *case.get("with", [])}
    found = [finding for finding in report.findings if finding.rule == rule]
    assert any(case["says"] in finding.message for finding in found)
    for finding in found:
        assert finding.hint == RULES[rule]
        assert finding.focus
        assert (tmp_path / "tree" / finding.file).is_file()
        assert finding.line >= 1
        assert not finding.path or _is_a_key(finding.path, Vocabulary().keys)


@pytest.mark.parametrize(("rule", "case"), list(_cases("silent")))
def test_a_rule_stays_silent(tmp_path: Path, rule: str, case: dict[str, Any]) -> None:
    report = _verified(tmp_path, case)
    assert report.findings == (), f"{rule} should be silent"
    assert report.ok


def _quotes() -> Iterator[Any]:
    for file in sorted((_CASES / "quotes").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                quote, passage, why = (json.loads(cell) for cell in line.split("\t"))
                yield pytest.param(file.stem, quote, passage, id=f"{file.stem}: {why}")


def test_there_are_quotes_on_both_edges() -> None:
    edges = [parameters.values[0] for parameters in _quotes()]
    assert edges.count("stands") >= 13
    assert edges.count("falls") >= 17
    assert set(edges) == {"stands", "falls"}


@pytest.mark.parametrize(("edge", "quote", "passage"), list(_quotes()))
def test_a_quote_stands_or_falls(tmp_path: Path, edge: str, quote: str, passage: str) -> None:
    text = (
        f"{passage} | and then some further words so that the quote is but a small part of it all"
    )
    claim: dict[str, Any] = {"passage": {"start": 0, "end": len(passage), "quote": quote}}
    if "don’t" in passage:
        claim["words elsewhere"] = ["don’t"]
    tree = SmallTree(tmp_path, [claim], text)
    tree.stamp()
    rules = [finding.rule for finding in verify(tree.vocabulary, tree.folder).findings]
    assert rules == ([] if edge == "stands" else ["quote-not-in-passage"])


def test_nothing_examined_is_not_fine(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [])
    tree.stamp()
    report = verify(tree.vocabulary, tree.folder)
    assert (report.findings, report.examined, report.ok) == ((), 0, False)


def test_spans_are_counted(tmp_path: Path) -> None:
    claim = {
        "certainty": "hedged",
        "passage": "Brine may calm snails",
        "also": ["Forty snails", "pond snail"],
        "repeated at": ["none broke"],
        "cue": ["may"],
    }
    tree = SmallTree(tmp_path, [claim, {}])
    tree.stamp()
    report = verify(tree.vocabulary, tree.folder)
    assert (report.findings, report.examined) == ((), 6)


def test_a_finding_names_the_line_of_what_is_wrong(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, [{}, {"also": [{"at": "Forty snails", "quote": "Fifty"}]}])
    tree.stamp()
    (finding,) = verify(tree.vocabulary, tree.folder).findings
    lines = (tree.sources / finding.file).read_text(encoding="utf-8").splitlines()
    assert (finding.focus, finding.path) == ("bkg.claim:pond-002", "also")
    assert "start" in lines[finding.line - 1]
    assert lines.index("- id: pond-002") < finding.line - 1


def test_a_leaked_name_is_not_repeated_in_the_report(tmp_path: Path) -> None:
    text = "@quill7\n" + TEXT
    tree = SmallTree(tmp_path, [{"note": "so says quill7"}], text)
    tree.stamp()
    (finding,) = verify(tree.vocabulary, tree.folder).findings
    assert finding.rule == "name-leaked"
    assert "quill7" not in str(finding)


_THREE: list[dict[str, Any]] = [
    {"also": ["Forty snails had 5 mg every day for two months."]},
    {"passage": "Forty snails", "repeated at": ["the shell of pond snails"]},
    {
        "certainty": "hedged",
        "passage": "Brine may calm snails",
        "cue": ["may"],
        "also": ["Brine and the pond snail"],
    },
]


def test_any_changed_sign_in_a_passage_names_the_claims_that_cite_it(tmp_path: Path) -> None:
    tree = SmallTree(tmp_path, _THREE)
    tree.stamp()
    cited = _citing(tree.vocabulary)["pond"]
    assert verify(tree.vocabulary, tree.folder).ok
    offsets = sorted({at for start, end in cited for at in range(start, end)})
    assert len(offsets) > 100
    vocabulary = tree.vocabulary
    for at in offsets:
        tree.put(_changed(TEXT, at))
        report = verify(vocabulary, tree.folder)
        assert {f.rule for f in report.findings} >= {"document-digest", "passage-changed"}
        assert _named(report) == _expected(cited, at), at


@pytest.mark.parametrize("change", ["inserted", "deleted"])
def test_a_sign_more_or_less_names_all_claims_behind_it(tmp_path: Path, change: str) -> None:
    tree = SmallTree(tmp_path, _THREE)
    tree.stamp()
    tree.put("B" + TEXT if change == "inserted" else TEXT[1:])
    report = verify(tree.vocabulary, tree.folder)
    assert _named(report) == {f"bkg.claim:pond-00{number}" for number in (1, 2, 3)}
    assert "document-length" in {finding.rule for finding in report.findings}


def test_reading_is_strict_where_it_is_not_reporting(tmp_path: Path) -> None:
    from bonekg.sources.documents import load_documents

    tree = SmallTree(tmp_path, [{}])
    document = load_documents(tree.sources)["pond"]
    assert read_text(document, tree.folder) == TEXT == read_copy(document, tree.folder).text
    (tree.folder / "pond.txt").write_bytes(b"\xff")
    assert not read_copy(document, tree.folder).decoded
    with pytest.raises(DocumentError, match="not the text that was curated"):
        read_text(document, tree.folder)
    with pytest.raises(DocumentError, match="is no folder"):
        documents_folder(tmp_path / "nowhere")


def test_the_sources_stand(documents: Path) -> None:
    report = verify(Vocabulary(), documents)
    assert [str(finding) for finding in report.findings] == []
    assert report.ok


def test_a_changed_sign_in_the_real_texts_names_the_claims(
    documents: Path, sources: Path, tmp_path: Path
) -> None:
    tree, folder = tmp_path / "tree", tmp_path / "texts"
    shutil.copytree(sources / "ontology", tree / "ontology")
    shutil.copytree(sources / "data" / "claims", tree / "data" / "claims")
    for name in ("documents.yaml", "studies.yaml"):
        shutil.copy(sources / "data" / name, tree / "data")
    shutil.copytree(documents, folder)
    vocabulary = Vocabulary(tree)
    stamp_all(vocabulary, folder)
    cited = _citing(vocabulary)
    files = {file.document.slug: folder / file.document.file for file in read_claims(vocabulary)}
    texts = {slug: path.read_bytes().decode("utf-8") for slug, path in files.items()}

    chance = random.Random(359)
    chosen = [(slug, place) for slug in sorted(cited) for place in sorted(cited[slug])]
    # One document after the other would leave the rounds unequal: take turns.
    per_document = -(-40 // len(cited))
    rounds: dict[int, dict[str, int]] = defaultdict(dict)
    for slug in cited:
        own = [place for at, place in chosen if at == slug]
        for number, (start, end) in enumerate(chance.sample(own, min(per_document, len(own)))):
            rounds[number][slug] = chance.randrange(start, end)
    assert sum(len(changes) for changes in rounds.values()) >= 40

    for changes in rounds.values():
        for slug, text in texts.items():
            at = changes.get(slug)
            files[slug].write_bytes((text if at is None else _changed(text, at)).encode("utf-8"))
        report = verify(vocabulary, folder)
        expected = [_expected(cited[slug], at) for slug, at in changes.items()]
        assert all(expected)
        assert _named(report) == set().union(*expected), changes


def _citing(vocabulary: Vocabulary) -> dict[str, dict[tuple[int, int], set[str]]]:
    """Give slug → (start, end) → the claims that cite this stretch."""
    cited: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in read_claims(vocabulary):
        for record in file.records:
            for span in file.spans(record):
                cited[file.document.slug][span.start, span.end].add(f"bkg.claim:{span.claim}")
    return cited


def _expected(cited: dict[tuple[int, int], set[str]], at: int) -> set[str]:
    return set().union(*(claims for (start, end), claims in cited.items() if start <= at < end))


def _named(report: Report) -> set[str]:
    return {finding.focus for finding in report.findings if finding.rule == "passage-changed"}


def _changed(text: str, at: int) -> str:
    return text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]


def test_a_span_may_end_with_the_text_and_no_later(tmp_path: Path) -> None:
    end = len(TEXT)
    for past, found in ((0, False), (1, True)):
        place = tmp_path / str(past)
        place.mkdir()
        tree = SmallTree(place, [{"passage": {"start": end - 20, "end": end + past}}])
        told = verify(tree.vocabulary, tree.folder).findings
        assert any("past the end" in finding.message for finding in told) is found
