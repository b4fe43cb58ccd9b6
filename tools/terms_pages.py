"""Make the pages of the vocabulary: one per category of terms, of predicates, of all the rest.

`tools/generate_docs.py` calls `pages`; everything comes from the released graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from bonekg.graph import KnowledgeGraph
from bonekg.rdf import compact

__all__ = ["pages"]

_NOTE = "<!-- Written by tools/generate_docs.py; do not edit. -->"
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")


class _Vocabulary:
    """What the graph says of each of its classes, properties and values, as text by CURIE."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph

    def values(self, path: str, where: str = "") -> dict[str, list[str]]:
        """Give subject → values of a property, IRIs as CURIEs, sorted."""
        found: dict[str, set[str]] = defaultdict(set)
        query = f"SELECT DISTINCT ?s ?o WHERE {{ ?s {path} ?o {where} }}"
        for subject, value in self.graph.store.select(query):
            found[compact(str(subject))].add(compact(str(value)))
        return {subject: sorted(values) for subject, values in found.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        found = self.values("rdfs:label") | self.values("skos:prefLabel")
        return {curie: values[0] for curie, values in found.items()}

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        return self.values("rdfs:label")

    @cached_property
    def meanings(self) -> dict[str, str]:
        return {
            curie: " ".join(v) for curie, v in self.values("IAO:0000115|skos:definition").items()
        }

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        return self.values("rdfs:subClassOf", "FILTER(isIRI(?o))")

    @cached_property
    def matches(self) -> dict[str, dict[str, list[str]]]:
        return {match: self.values(f"skos:{match}") for match in _MATCHES}

    @cached_property
    def above(self) -> dict[str, list[str]]:
        return self.values("bkg:kindOf")

    @cached_property
    def categories(self) -> list[str]:
        """The classes below `bkg:Entity` that no term file makes, by name."""
        terms = self.values("bkg:checkedIn")
        under = [c for c, over in self.above.items() if "bkg:Entity" in over and c not in terms]
        return sorted(under, key=lambda curie: self.names[curie].lower())

    @cached_property
    def home(self) -> dict[str, str]:
        """Term → the category whose page it is on: of those directly above it the first by name."""
        known = set(self.categories)
        found: dict[str, str] = {}
        for term, over in self.above.items():
            near = [c for c in over if c in known]
            low = [c for c in near if not any(c in self.above[o] for o in near if o != c)]
            if low and term not in known:
                found[term] = min(low, key=lambda curie: self.names[curie].lower())
        return found

    def page(self, category: str) -> str:
        return re.sub(r"\W+", "-", self.names[category].lower()) + ".md"

    def link(self, curie: str) -> str:
        """Link to where a class is explained; what is not ours is given by name."""
        name = self.names.get(curie, curie)
        if curie in self.home:
            return f"[{name}]({self.page(self.home[curie])}#{_anchor(name)})"
        return f"[{name}]({self.page(curie)})" if curie in self.categories else name

    def mapped(self, curie: str) -> str:
        parts = []
        for match, found in self.matches.items():
            if others := found.get(curie):
                parts.append(f"{match.removesuffix('Match')} {', '.join(_code(others))}")
        return "; ".join(parts)


def pages(graph: KnowledgeGraph) -> dict[str, str]:
    """Make all pages of the vocabulary: path below docs/ → content."""
    known = _Vocabulary(graph)
    made = {f"terms/{known.page(c)}": _category(known, c) for c in known.categories}
    made["terms/predicates.md"] = _predicates(known)
    made["terms/vocabulary.md"] = _rest(known)
    made["terms/README.md"] = _overview(known)
    return made


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _code(values: Iterable[str]) -> list[str]:
    return [f"`{value}`" for value in values]


def _overview(known: _Vocabulary) -> str:
    lines = [_NOTE, "", "# The vocabulary", ""]
    lines += [
        f"{len(known.home)} domain terms under {len(known.categories)} categories, with",
        "identifiers of public ontologies wherever these have the very thing.",
        "",
        "- [Predicates](predicates.md): what claims may say, with sign, family and alignment",
        "- [Classes, properties and lists of values](vocabulary.md) of the record",
        "",
        "| category | terms | meaning |",
        "| --- | --- | --- |",
    ]
    for category in known.categories:
        count = sum(home == category for home in known.home.values())
        lines.append(f"| {known.link(category)} | {count} | {known.meanings[category]} |")
    return "\n".join(lines) + "\n"


def _category(known: _Vocabulary, category: str) -> str:
    lines = [_NOTE, "", f"# Terms: {known.names[category]}", ""]
    lines += _entry(known, category)
    below = [c for c in known.categories if category in known.parents.get(c, ())]
    if below:
        lines.append(f"- below it: {', '.join(map(known.link, below))}")
    terms = [term for term, home in known.home.items() if home == category]
    synonyms = known.values("oboInOwl:hasExactSynonym|bkg:abbreviation")
    for term in sorted(terms, key=lambda curie: (known.names[curie].lower(), curie)):
        lines += ["", f"## {known.names[term]}", "", *_entry(known, term)]
        if also := synonyms.get(term):
            lines.append(f"- also called: {', '.join(also)}")
    return "\n".join(lines) + "\n"


def _entry(known: _Vocabulary, curie: str) -> list[str]:
    label = known.labels.get(curie, [""])[0]
    shown = "" if label == known.names[curie] else f", “{label}” in its public source"
    lines = [known.meanings.get(curie, ""), "", f"- `{curie}`{shown}"]
    if parents := known.parents.get(curie):
        lines.append(f"- under: {', '.join(map(known.link, parents))}")
    if mapped := known.mapped(curie):
        lines.append(f"- maps to: {mapped}")
    return lines


def _predicates(known: _Vocabulary) -> str:
    found = known.values("bkg:family", ". ?s a bkg:Predicate")
    fields = {
        "sign": known.values("bkg:sign"),
        "subject in": known.values("bkg:subjectIn"),
        "object in": known.values("bkg:objectIn"),
        "kinds": known.values("^bkg:allowsPredicate"),
    }
    lines = [_NOTE, "", "# Predicates", ""]
    lines += [
        "The closed list of what a claim may say. The sign is what the predicate does to its",
        "object: + more, - less, ± some change, 0 none; *favourable* takes its sign from the",
        "direction that is good for the measure.",
    ]
    for family in sorted({values[0] for values in found.values()}):
        lines += ["", f"## Family {family}"]
        members = [predicate for predicate, families in found.items() if families == [family]]
        for predicate in sorted(members, key=lambda curie: known.names[curie]):
            lines += ["", f"### {known.names[predicate]}", "", known.meanings[predicate], ""]
            lines.append(f"- `{predicate}`, sign {' '.join(fields['sign'].get(predicate, []))}")
            for name in ("subject in", "object in", "kinds"):
                values = fields[name].get(predicate, [])
                if values:
                    lines.append(f"- {name}: {', '.join(map(known.link, values))}")
            if mapped := known.mapped(predicate):
                lines.append(f"- maps to: {mapped}")
    return "\n".join(lines) + "\n"


def _rest(known: _Vocabulary) -> str:
    """Make the page of the classes of the record, the properties, and the lists of values."""
    ours = [c for c in known.meanings if c.startswith("bkg:")]
    types = known.values("a")

    def those(kind: str) -> list[str]:
        skip = {*known.home, *known.categories}
        found = [c for c in ours if f"owl:{kind}" in types.get(c, ()) and c not in skip]
        return sorted(found, key=lambda c: (known.names[c].lower(), c))

    lines = [_NOTE, "", "# Classes, properties and lists of values", ""]
    lines += ["## Classes", "", "| class | name | meaning | under |", "| --- | --- | --- | --- |"]
    for curie in those("Class"):
        over = ", ".join(_code(known.parents.get(curie, ())))
        lines.append(f"| `{curie}` | {known.names[curie]} | {known.meanings[curie]} | {over} |")
    ends = {name: known.values(f"rdfs:{name}") for name in ("domain", "range")}
    for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower().replace("property", "properties")
        lines += ["", f"## {words.capitalize()}", ""]
        lines += ["| property | name | meaning | from | to |", "| --- | --- | --- | --- | --- |"]
        for curie in those(kind):
            if "bkg:Predicate" in types[curie]:
                continue
            cells = [", ".join(_code(ends[name].get(curie, ()))) for name in ends]
            row = [f"`{curie}`", known.names[curie], known.meanings[curie], *cells]
            lines.append(f"| {' | '.join(row)} |")
    lists = known.values("a", ". ?o rdfs:subClassOf bkg:Enumeration")
    for listing in sorted({kind for kinds in lists.values() for kind in kinds}):
        lines += ["", f"## Values of {known.names[listing].removesuffix(' (class)')}", ""]
        lines += ["| value | name | meaning |", "| --- | --- | --- |"]
        for curie in sorted(c for c, kinds in lists.items() if listing in kinds):
            lines.append(f"| `{curie}` | {known.names[curie]} | {known.meanings[curie]} |")
    return "\n".join(lines) + "\n"
