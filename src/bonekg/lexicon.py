"""Terms by name: exact for answers, forgiving for searches."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from bonekg.errors import AmbiguousTermError, UnknownTermError, nearest
from bonekg.namespaces import PREFIXES, compact, expand
from bonekg.rows import IRI, Rows

__all__ = ["Hit", "Lexicon", "Selects"]

_FORMS = """
SELECT ?term ?form ?kind ?name WHERE {
  ?term a owl:Class ; skos:prefLabel ?name ; rdfs:subClassOf* bkg:Entity .
  { ?term skos:prefLabel ?form . BIND(0 AS ?kind) }
  UNION { ?term bkg:abbreviation ?form . BIND(1 AS ?kind) }
  UNION { ?term rdfs:label ?form . BIND(2 AS ?kind) }
  UNION { ?term oboInOwl:hasExactSynonym ?form . BIND(3 AS ?kind) }
}
"""
_KINDS = ("name", "abbreviation", "label", "synonym")


class Selects(Protocol):
    """Anything that runs a SELECT."""

    def select(self, sparql: str) -> Rows:
        """Run a SELECT."""
        ...


class Hit(NamedTuple):
    """A term that a search found.

    Attributes:
        term: its IRI.
        name: our name for it.
        form: the form that matched.
        matched: `name`, `abbreviation`, `label`, `synonym` or `curie`.
        score: from 1 (exact) down to 0.
    """

    term: IRI
    name: str
    form: str
    matched: str
    score: float


class Lexicon:
    """All names of all terms of a store, read when first asked."""

    def __init__(self, store: Selects) -> None:
        self._forms: list[tuple[IRI, str, int]] = []
        self.names: dict[IRI, str] = {}
        self._exact: dict[str, dict[IRI, int]] = {}
        for term, form, kind, name in store.select(_FORMS):
            iri, text, rank = IRI(str(term)), str(form), int(str(kind))
            self.names[iri] = str(name)
            self._forms.append((iri, text, rank))
            best = self._exact.setdefault(text.lower(), {})
            best[iri] = min(best.get(iri, rank), rank)

    def resolve(self, name: str) -> IRI:
        """Settle which term is meant by a name, synonym, abbreviation, label, CURIE or IRI.

        A term's own name outranks other terms' synonyms.

        Raises:
            UnknownTermError: if no term goes by it; the nearest names are given.
            AmbiguousTermError: if several do.
        """
        text = " ".join(name.split())
        iri = self._by_identifier(text)
        if iri is not None:
            return iri
        found = self._exact.get(text.lower(), {})
        if not found:
            raise UnknownTermError(name, self._nearest(text))
        best = min(found.values())
        chosen = sorted(iri for iri, rank in found.items() if rank == best)
        if len(chosen) > 1:
            raise AmbiguousTermError(name, [f"{i.curie} ({self.names[i]})" for i in chosen])
        return chosen[0]

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Look for terms, best first: exact, then by beginning, by word, by likeness.

        Args:
            text: some or all of a name, an abbreviation, a CURIE; may be misspelt.
            limit: how many at most.
        """
        wanted = " ".join(text.lower().split())
        if not wanted:
            return []
        best: dict[IRI, Hit] = {}
        iri = self._by_identifier(" ".join(text.split()))
        if iri is not None:
            best[iri] = Hit(iri, self.names[iri], iri.curie, "curie", 1.0)
        for term, form, rank in self._forms:
            score = _likeness(wanted, form.lower()) - rank / 100
            if score > 0.6 and (term not in best or score > best[term].score):
                best[term] = Hit(term, self.names[term], form, _KINDS[rank], round(score, 2))
        ranked = sorted(best.values(), key=lambda h: (-h.score, len(h.name), h.name))
        return ranked[: max(limit, 0)]

    def _by_identifier(self, text: str) -> IRI | None:
        prefix, colon, _ = text.partition(":")
        if not colon:
            return None
        iri = IRI(expand(text)) if prefix in PREFIXES else IRI(text.strip("<>"))
        if iri in self.names:
            return iri
        raise UnknownTermError(compact(text), [])

    def _nearest(self, text: str) -> list[str]:
        forms = {form: self.names[iri] for iri, form, _ in self._forms}
        return list(dict.fromkeys(forms[form] for form in nearest(text, forms)))


def _likeness(wanted: str, form: str) -> float:
    if wanted == form:
        return 1.0
    if form.startswith(wanted):
        return 0.9
    words = form.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 0.8
    if len(wanted) > 3 and wanted in form:
        return 0.7
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, wanted, form, autojunk=False)
    if matcher.real_quick_ratio() < 0.75 or matcher.quick_ratio() < 0.75:
        return 0.0
    return matcher.ratio() * 0.85
