"""Does every claim stand where it says, in the words that it says?

`verify` holds the sources against the documents' texts, with no normalisation of any kind: the
files, every span, every quote and cue, what hedge and negation words make of a claim, the numbers,
how much is quoted or copied, and the names that must not leak. It reports; it never raises for
what it finds, and one fault does not hide the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from bonekg.checks.named import NamedTerms
from bonekg.checks.privacy import identities, leaks, readable_files
from bonekg.checks.report import Finding, Report, place_of
from bonekg.checks.wording import (
    copied,
    covered_words,
    ends_in_mark,
    figures,
    force_words,
    hedges,
    negations,
    numbers,
    occurrences,
    runs,
)
from bonekg.errors import BoneKGError, ResourceError, SourceError
from bonekg.rdf import compact
from bonekg.sources.claims import CITATION_KEYS, CUE_KEYS, ClaimsFile, Span, read_claims_file
from bonekg.sources.coverage import coverage, read_sentences, read_uncovered, split_sentences
from bonekg.sources.documents import Copy, Document, load_documents, read_copy
from bonekg.sources.passages import passage_digest, read_stamps
from bonekg.sources.vocabulary import Vocabulary

__all__ = ["RULES", "verify"]

_QUOTE_WORDS = 12
_QUOTED_PERCENT = 40
_COPIED_WORDS = 7

RULES = {
    "source-unreadable": "correct the source; what depends on it was not checked",
    "document-missing": "give the folder that holds the documents' texts",
    "document-digest": "restore the text that was curated, or curate its passages anew",
    "document-encoding": "restore the text that was curated; offsets count code points of UTF-8",
    "document-length": "correct 'characters' in the manifest, or restore the text",
    "document-words": "correct 'word count' in the manifest, or restore the text",
    "span-outside-text": "`bonekg locate` prints the offsets of words",
    "span-edge": "move the offset; a passage begins and ends with a visible sign",
    "passage-not-stamped": "run `bonekg stamp` once the claims are settled",
    "passage-changed": "restore the text, or read the passage anew and run `bonekg stamp`",
    "stamp-unused": "run `bonekg stamp`",
    "quote-not-in-passage": "quote the text sign by sign, or move the passage",
    "quote-too-long": f"quote at most {_QUOTE_WORDS} words, the fewest that prove the claim",
    "cue-differs": "`bonekg locate` prints the offsets of the cue words",
    "cue-outside-passages": "a cue stands in the passage or in one under 'also' or 'repeated at'",
    "cue-missing": "give the cue words with their offsets, or call the claim asserted",
    "hedge-unaccounted": "lower the certainty and give the cue, or list it under 'words elsewhere'",
    "negation-unaccounted": "deny the claim, or list the word under 'words elsewhere'",
    "word-elsewhere-absent": "take the word out of 'words elsewhere'",
    "word-elsewhere-in-cue": "a word is the cue or bears on something else: choose one",
    "force-unaccounted": "give force and force cue, or list the word under 'words elsewhere'",
    "passage-ends-in-mark": "end the passage before the reference mark",
    "figure-named-unstated": "drop the number, or cite under 'also' the passage that gives it",
    "term-named-unstated": "drop it, or cite under 'also' the passage that names it",
    "number-not-in-passages": "correct the number, or cite the passage that gives it under 'also'",
    "quoted-too-much": f"drop quotes; together they cover at most {_QUOTED_PERCENT} % of the words",
    "wording-copied": "say it in our own words",
    "sentences-not-stamped": "run `bonekg stamp`",
    "sentence-unaccounted": "claim what it says, or list it under data/uncovered with its reason",
    "reason-beside-a-claim": "a claim stands on this stretch now: shorten it or take it out",
    "name-leaked": "say 'participant 1' or 'commenter 1', as the manifest numbers them",
}


def verify(vocabulary: Vocabulary, folder: Path) -> Report:
    """Hold all claims against the documents' texts.

    Args:
        vocabulary: of the source tree that is verified.
        folder: where the documents' texts are.

    Returns:
        The findings, with rule, file and line; `examined` counts the spans held against a text.
    """
    verifier = _Verifier(vocabulary, folder)
    try:
        documents = load_documents(vocabulary.sources)
    except BoneKGError as error:
        verifier.unreadable(error)
        return verifier.report()
    files = verifier.claims_files(documents)
    copies: dict[str, Copy] = {}
    for document in documents.values():
        copy = verifier.copy_of(document)
        if copy is not None:
            copies[document.slug] = copy
            own = [file for file in files if file.document.slug == document.slug]
            verifier.claims_of(document, copy.text, own)
            if own and copy.sha256 == document.sha256:
                verifier.sentences_of(document, copy.text, own)
    verifier.names(copies)
    return verifier.report()


class _Stretch(NamedTuple):
    """A span that lies within the text, the IRI of its record, and the text there."""

    span: Span
    iri: str
    text: str


class _Verifier:
    """Goes through a source tree and collects what is wrong."""

    def __init__(self, vocabulary: Vocabulary, folder: Path) -> None:
        self.vocabulary, self.sources, self.folder = vocabulary, vocabulary.sources, folder
        # A null result is written with a negation, and affirmed all the same.
        self.nulls = vocabulary.named_with("bkg:sign", "0")
        self.terms = NamedTerms(vocabulary)
        self.findings: list[Finding] = []
        self.examined = 0

    def report(self) -> Report:
        return Report.of(self.findings, self.examined)

    def found(
        self, rule: str, message: str, focus: str, place: tuple[str, int], path: str = ""
    ) -> None:
        self.findings.append(Finding(*place, focus, path, rule, message, RULES[rule]))

    def _relative(self, path: Path) -> str:
        inside = path.is_relative_to(self.sources)
        return (path.relative_to(self.sources) if inside else path).as_posix()

    def unreadable(self, error: BoneKGError) -> None:
        """Turn an error in reading a source into a finding."""
        if isinstance(error, SourceError):
            file = self._relative(error.file)
            self.found("source-unreadable", error.problem, file, (file, error.line or 0))
        else:
            file = self._relative(error.path) if isinstance(error, ResourceError) else ""
            self.found("source-unreadable", str(error), file or "sources", (file, 0))

    def claims_files(self, documents: dict[str, Document]) -> list[ClaimsFile]:
        """Read every claims file that can be read."""
        files = []
        for path in sorted((self.sources / "data" / "claims").glob("*.yaml")):
            try:
                files.append(read_claims_file(path, self.vocabulary, documents))
            except BoneKGError as error:
                self.unreadable(error)
        return files

    def copy_of(self, document: Document) -> Copy | None:
        """Read a document as it is at hand and hold it against the manifest."""
        focus = compact(document.iri)
        place = ("data/documents.yaml", document.line)
        try:
            copy = read_copy(document, self.folder)
        except BoneKGError as error:
            self.found("document-missing", str(error), focus, place, "file")
            return None
        if copy.sha256 != document.sha256:
            message = f"{document.file} has the sha256 {copy.sha256}, not {document.sha256}"
            self.found("document-digest", message, focus, place, "sha256")
        if not copy.decoded:
            message = f"{document.file} is not UTF-8 throughout"
            self.found("document-encoding", message, focus, place, "file")
        if len(copy.text) != document.characters:
            message = f"the text has {len(copy.text)} characters, not {document.characters}"
            self.found("document-length", message, focus, place, "characters")
        if (words := len(copy.text.split())) != document.words:
            message = f"the text has {words} words, not {document.words}"
            self.found("document-words", message, focus, place, "word count")
        return copy

    def claims_of(self, document: Document, text: str, files: list[ClaimsFile]) -> None:
        """Hold the claims of one document against its text."""
        try:
            stamps = read_stamps(self.sources, document.slug)
        except SourceError as error:
            self.unreadable(error)
            stamps = {}
        known = runs(text, _COPIED_WORDS)
        quoted: list[tuple[int, int]] = []
        used: set[tuple[int, int]] = set()
        for file in files:
            for record in file.records:
                checker = _Claim(self, file, record, text)
                stretches = checker.spans(stamps)
                used |= {(span.start, span.end) for span in file.spans(record)}
                quoted += checker.quotes(stretches)
                if record["status"] == "current":
                    checker.wording(stretches, known)
        stamped = f"data/passages/{document.slug}.tsv"
        for number, (start, end) in enumerate(stamps, 2):
            if (start, end) not in used:
                message = f"no claim uses the passage {start}-{end}"
                self.found("stamp-unused", message, compact(document.iri), (stamped, number))
        words, covered = len(text.split()), covered_words(text, quoted)
        if covered * 100 > _QUOTED_PERCENT * words:
            message = f"quotes and cues cover {covered} of the document's {words} words"
            place = (self._relative(files[0].file), 1)
            self.found("quoted-too-much", message, compact(document.iri), place)

    def sentences_of(self, document: Document, text: str, files: list[ClaimsFile]) -> None:
        """Hold every sentence against the claims, or against the reason why it has none."""
        focus, listed = compact(document.iri), f"data/uncovered/{document.slug}.yaml"
        try:
            stamped = read_sentences(self.sources, document.slug)
            uncovered = read_uncovered(self.sources, document.slug)
        except BoneKGError as error:
            self.unreadable(error)
            return
        sentences = split_sentences(text)
        if stamped != sentences:
            message = f"{len(stamped)} sentences are stamped, the text has {len(sentences)}"
            self.found(
                "sentences-not-stamped", message, focus, ("data/documents.yaml", document.line)
            )
        passages = [
            (span.start, span.end, span.claim)
            for file in files
            for record in file.records
            for span in file.spans(record)
        ]
        for sentence in coverage(sentences, passages, uncovered):
            if not sentence.claims and not sentence.reasons:
                message = f"{sentence.start}-{sentence.end} has neither a claim nor a reason"
                self.found("sentence-unaccounted", message, focus, (listed, 1))
        for stretch in uncovered:
            beside = sorted({k for a, b, k in passages if a < stretch.end and stretch.start < b})
            if beside:
                message = f"{stretch.start}-{stretch.end} holds passages of {', '.join(beside)}"
                self.found("reason-beside-a-claim", message, focus, (listed, stretch.line))

    def names(self, copies: dict[str, Copy]) -> None:
        """Look in all sources for those whom the documents call by handle or name."""
        people = {slug: identities(copy.text) for slug, copy in copies.items()}
        if not any(people.values()):
            return
        for path in readable_files(self.sources):
            text = path.read_bytes().decode("utf-8", errors="replace")
            for slug, names in people.items():
                for leak in leaks(names, text):
                    message = f"a name or handle from the document stands at column {leak.column}"
                    place = (self._relative(path), leak.line)
                    self.found("name-leaked", message, f"bkg.document:{slug}", place)


class _Claim:
    """Holds one claim against its document's text."""

    def __init__(
        self, verifier: _Verifier, file: ClaimsFile, record: dict[str, Any], text: str
    ) -> None:
        self.verifier, self.file, self.record, self.text = verifier, file, record, text
        self.focus = compact(record["id"])

    def found(self, rule: str, message: str, path: str, iri: str | None = None) -> None:
        place = place_of(iri or self.record["id"], self.file.places, self.verifier.sources)
        self.verifier.found(rule, message, self.focus, place, path)

    def spans(self, stamps: dict[tuple[int, int], str]) -> list[_Stretch]:
        """Check every span against the text and its stamp; give those within the text."""
        stretches = []
        cited = _cited(self.record)
        for span, item in zip(self.file.spans(self.record), cited, strict=True):
            where = f"{span.start}-{span.end}"
            self.verifier.examined += 1
            if span.end > len(self.text):
                message = f"{where} runs past the end of the text, at {len(self.text)}"
                self.found("span-outside-text", message, span.key, item["id"])
                continue
            # The reader takes a list of values under any key.
            if not isinstance(span.words, str | None):
                message = f"a quote or cue takes one text, not {len(span.words)}"
                self.found("source-unreadable", message, span.key, item["id"])
                continue
            there = self.text[span.start : span.end]
            stretches.append(_Stretch(span, item["id"], there))
            if there != there.strip():
                message = f"{where} has white space at an edge: {_excerpt(there)}"
                self.found("span-edge", message, span.key, item["id"])
            stamp = stamps.get((span.start, span.end))
            if stamp is None:
                self.found("passage-not-stamped", f"{where} has no hash", span.key, item["id"])
            elif stamp != passage_digest(self.text, span.start, span.end):
                message = (
                    f"{where} is not the text that was stamped; there stands {_excerpt(there)}"
                )
                self.found("passage-changed", message, span.key, item["id"])
        return stretches

    def quotes(self, stretches: list[_Stretch]) -> Iterator[tuple[int, int]]:
        """Check quotes and cues; give where their words stand."""
        passages = [(s.span.start, s.span.end) for s in stretches if s.span.key not in CUE_KEYS]
        for span, iri, there in stretches:
            if span.key in CUE_KEYS:
                yield span.start, span.end
                if span.words != there:
                    message = f"the cue is {span.words!r}, the text there {_excerpt(there)}"
                    self.found("cue-differs", message, span.key, iri)
                if not any(start <= span.start and span.end <= end for start, end in passages):
                    message = f"the cue at {span.start}-{span.end} is in none of the passages"
                    self.found("cue-outside-passages", message, span.key, iri)
                continue
            if span.words is None:
                continue
            if (count := len(span.words.split())) > _QUOTE_WORDS:
                message = f"the quote has {count} words"
                self.found("quote-too-long", message, span.key, iri)
            at = there.find(span.words)
            if at < 0:
                message = f"{span.words!r} is not in the passage; there stands {_excerpt(there)}"
                self.found("quote-not-in-passage", message, span.key, iri)
            else:
                yield span.start + at, span.start + at + len(span.words)

    def wording(self, stretches: list[_Stretch], known: frozenset[tuple[str, ...]]) -> None:
        """Check certainty, polarity, numbers and our own wording against the text."""
        certainty = self.record.get("certainty", "asserted")
        if certainty != "asserted" and "cue" not in self.record:
            message = f"the claim is called {certainty} and has no cue"
            self.found("cue-missing", message, "certainty")
        main = next((s for s in stretches if s.span.key == "passage"), None)
        if main is not None:
            cues = [
                (s.span.start - main.span.start, s.span.end - main.span.start)
                for s in stretches
                if s.span.key in CUE_KEYS
            ]
            elsewhere = self._elsewhere(main, cues)
            self._hedges_and_negations(main, cues, elsewhere)
            self._force(main, elsewhere)
        passages = [stretch for stretch in stretches if stretch.span.key not in CUE_KEYS]
        self._marks(passages)
        self._numbers(s.text for s in passages if s.span.key != "repeated at")
        self._named([passage.text for passage in passages])
        for key in ("states", "object text", "condition"):
            for ours in _listed(self.record.get(key)):
                if (stretch := copied(ours, known, _COPIED_WORDS)) is not None:
                    self.found("wording-copied", f"the document says the same: {stretch!r}", key)

    def _elsewhere(self, main: _Stretch, cues: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Give where the words stand that bear on something else, offsets within the passage."""
        spans: list[tuple[int, int]] = []
        for words in _listed(self.record.get("words elsewhere")):
            places = occurrences(main.text, words)
            if not places:
                message = f"{words!r} is not in the passage {_excerpt(main.text)}"
                self.found("word-elsewhere-absent", message, "words elsewhere")
            elif all(place.within(cues) for place in places):
                message = f"{words!r} stands in the passage only as part of the cue"
                self.found("word-elsewhere-in-cue", message, "words elsewhere")
            spans += ((place.start, place.end) for place in places)
        return spans

    def _hedges_and_negations(
        self, main: _Stretch, cues: list[tuple[int, int]], elsewhere: list[tuple[int, int]]
    ) -> None:
        if self.record.get("certainty", "asserted") == "asserted":
            for hedge in hedges(main.text):
                if not hedge.within(elsewhere):
                    at = main.span.start + hedge.start
                    message = f"the claim is called asserted; {hedge.word!r} stands at {at}"
                    self.found("hedge-unaccounted", message, "certainty")
        null = self.record.get("predicate") in self.verifier.nulls
        if self.record["polarity"] == "affirmed" and not null:
            for negation in negations(main.text):
                if not negation.within([*elsewhere, *cues]):
                    at = main.span.start + negation.start
                    message = f"the claim is affirmed; {negation.word!r} stands at {at}"
                    self.found("negation-unaccounted", message, "polarity")

    def _marks(self, passages: Iterable[_Stretch]) -> None:
        for span, iri, there in passages:
            if ends_in_mark(there):
                message = f"it runs into a reference mark: {_excerpt(there[-40:])}"
                self.found("passage-ends-in-mark", message, span.key, iri)

    def _force(self, main: _Stretch, elsewhere: list[tuple[int, int]]) -> None:
        if self.record["force"] != "does":
            return
        for word in force_words(main.text):
            if not word.within(elsewhere):
                at = main.span.start + word.start
                message = f"the claim says that it does; {word.word!r} stands at {at}"
                self.found("force-unaccounted", message, "force")

    def _named(self, passages: list[str]) -> None:
        """Check that the sentence names no number, comparator or measure of its own."""
        sentence = self.record["states"]
        for name in self.file.document.local_names:
            sentence = sentence.replace(name, "").replace(name.capitalize(), "")
        given = set().union(*(numbers(passage) for passage in passages))
        for figure in sorted(figures(sentence) - given):
            message = f"the sentence has {figure:f}, which is in none of its passages"
            self.found("figure-named-unstated", message, "states")
        for name in self.verifier.terms.unsupported(sentence, passages):
            message = f"the sentence names {name!r}, which none of its passages does"
            self.found("term-named-unstated", message, "states")

    def _numbers(self, passages: Iterable[str]) -> None:
        given = set().union(*(numbers(passage) for passage in passages))
        for key in ("dose", "condition dose", "effect", "figure", "object value"):
            for path, value in _values(key, self.record.get(key)):
                if Decimal(value) not in given:
                    there = ", ".join(f"{number:f}" for number in sorted(given)) or "none"
                    message = f"{value} is not in the claim's passages, whose numbers are: {there}"
                    self.found("number-not-in-passages", message, path)


def _cited(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the records behind a claim's spans, in the order of `ClaimsFile.spans`."""
    for key in CITATION_KEYS:
        yield from _listed(record.get(key))


def _values(key: str, node: Any) -> Iterator[tuple[str, str]]:
    """Give the numbers of a dose, an effect or a quantity, each with its key."""
    for quantity in _listed(node):
        for name, value in quantity.items() if isinstance(quantity, dict) else ():
            if name in ("value", "min", "max"):
                yield from ((f"{key} {name}", number) for number in _listed(value))
            else:
                yield from _values(f"{key} {name}", value)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _excerpt(text: str, most: int = 60) -> str:
    return repr(text if len(text) <= most else f"{text[: most - 20]} … {text[-17:]}")
