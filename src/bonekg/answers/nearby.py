"""What stands near a question: other terms that have an answer, and why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sized
from functools import partial
from itertools import islice
from typing import NamedTuple

from bonekg.answers import scope
from bonekg.answers.library import Library
from bonekg.answers.question import Asked, Only
from bonekg.answers.wording import dose_words, plural
from bonekg.model import Claim, Thing
from bonekg.store.rows import IRI

__all__ = ["Near", "broader_claims", "broader_pairs", "doses_stated", "leading_on", "near_claims"]
__all__ += ["quoted", "silence"]

# What ?term is stands in filters: as patterns, engines would begin with all terms.
_BROADER = """
SELECT DISTINCT ?term ?far WHERE {
  { <%(t)s> rdfs:subClassOf ?term . BIND(0 AS ?far) }
  UNION {
    <%(t)s> BFO:0000050 ?term . FILTER NOT EXISTS { ?term bkg:hub true }
    BIND(1 AS ?far)
  }
  UNION {
    <%(t)s> ?way ?term .
    ?way rdfs:subPropertyOf bkg:concerns ; bkg:chains true .
    FILTER NOT EXISTS { ?way bkg:turns true }
    BIND(2 AS ?far)
  }
  UNION { <%(t)s> bkg:populationWith|bkg:populationAt ?term . BIND(2 AS ?far) }
  UNION {
    ?use ?way <%(t)s> .
    ?way bkg:joins ?together .
    FILTER NOT EXISTS { ?way bkg:presence true }
    ?use rdfs:subClassOf ?term .
    BIND(3 AS ?far)
  }
  FILTER EXISTS { ?term bkg:kindOf bkg:Entity ; bkg:checkedIn ?read }
  FILTER NOT EXISTS { ?term bkg:grouping true }
} ORDER BY ?far ?term
"""
# What else tells how a whole fares of which the asked term tells, by the claims that speak of it.
_SIBLINGS = """
SELECT ?other (MIN(?name) AS ?of) (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  <%(one)s> bkg:takesInAsAgent ?acting . ?claim bkg:agent ?acting ; bkg:object ?other .
  ?other bkg:aspectOf ?whole . <%(two)s> bkg:aspectOf ?whole . ?whole skos:prefLabel ?name .
  FILTER EXISTS { ?claim bkg:status bkg:Current }
  FILTER NOT EXISTS { <%(two)s> bkg:takesInAsTarget ?other }
  FILTER NOT EXISTS { ?other bkg:hub true }
} GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT 5
"""
# What is in a combination, or in what holds more than one thing.
_PARTS = """
SELECT ?part WHERE {
  <%s> ?way ?part . ?way rdfs:subPropertyOf bkg:concerns ; bkg:partial true .
} ORDER BY ?part
"""
# What else serves who asks for the first thing: what it is said to supply, or to be a form of.
_FURTHER = """
SELECT DISTINCT ?further ?how WHERE {
  <%s> bkg:takesInAsAgent ?one . ?claim bkg:subject ?one ; bkg:predicate ?predicate ;
    bkg:object ?further .
  FILTER EXISTS { ?claim bkg:status bkg:Current }
  ?predicate bkg:leadsOn true ; skos:prefLabel ?how .
} ORDER BY ?further ?how
"""
_OF = """
SELECT ?thing ?name ?wording WHERE {
  <%s> ?way ?thing .
  ?way rdfs:subPropertyOf bkg:concerns ; bkg:standsFor true ; bkg:wording ?wording .
  ?thing skos:prefLabel ?name .
} ORDER BY ?name
"""
_SISTERS = """
SELECT ?term ?name (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  <%s> rdfs:subClassOf ?parent . ?term rdfs:subClassOf ?parent ; skos:prefLabel ?name .
  # What stands together in a category only is not of one kind.
  FILTER NOT EXISTS { ?parent bkg:grouping true }
  FILTER(?term != <%s>)
  ?claim bkg:subject|bkg:object ?term ; bkg:status bkg:Current .
} GROUP BY ?term ?name ORDER BY DESC(?n) ?name LIMIT 4
"""
_WIDER = 2  # so many broader terms that have an answer are named


class Near(NamedTuple):
    """Other words for a question that have claims.

    Attributes:
        how: what they are to the question.
        subject: the thing whose action is asked for.
        object: the thing acted upon.
        keys: the claims that answer them.
        call: the command that shows them.
    """

    how: str
    subject: str
    object: str
    keys: tuple[str, ...]
    call: str


def near_claims(library: Library, one: Asked, two: Asked, only: Only) -> list[Near]:
    """Count what is said of broader things, of other aspects of a whole, the other way round."""
    if one.term == two.term:
        return []
    ones, twos = _broader(library, one.term), _broader(library, two.term)
    parts = [IRI(str(row[0])) for row in library.select(_PARTS % one.term)]
    further = {IRI(str(to)): str(how) for to, how in library.select(_FURTHER % one.term)}
    beside = _siblings(library, one.term, two.term)
    mine = set(scope.acting(library, one.term, only.sparql))
    yours = set(scope.acted_on(library, two.term, only.sparql))
    own = mine & yours
    # Each pair has one of the two asked, so that only its claims are looked at.
    acts = scope.sided(library, {*ones, *parts, *further}, yours, agent=True)
    acted = scope.sided(library, {*twos, *beside}, mine, agent=False)
    acts[one.term] = acted[two.term] = own

    def count(pairs: Iterable[tuple[IRI, IRI]], how: str, least: int) -> list[Near]:
        keys = {
            pair: acted[pair[1]] if pair[0] == one.term else acts[pair[0]]
            for pair in dict.fromkeys(pairs)
        }
        return [
            _near(library, *pair, met, how)
            for pair, met in keys.items()
            if pair[0] != pair[1] and len(met) > least
        ]

    broader = [*((term, two.term) for term in ones), *((one.term, term) for term in twos)]
    found = sorted(
        count(broader, "broader", len(own)),
        key=lambda near: (len(near.keys), near.subject, near.object),
    )
    found += count([(part, two.term) for part in parts], f"in {one.name}", 0)
    for term, how in further.items():
        found += count([(term, two.term)], f"{one.name} {how} {library.name(term)}", len(own))
    for term, whole in beside.items():
        found += count([(one.term, term)], f"another aspect of {whole}", 0)
    reverse = set(scope.acting(library, two.term, only.sparql))
    met = reverse & set(scope.acted_on(library, one.term, only.sparql))
    return found + ([_near(library, two.term, one.term, met, "the other way round")] if met else [])


def _siblings(library: Library, one: IRI, two: IRI) -> dict[IRI, str]:
    """Give other aspects of a whole of which the second thing is one, each with the whole."""
    rows = library.select(_SIBLINGS % {"one": one, "two": two})
    return {IRI(str(other)): str(whole) for other, whole, _ in rows}


def _near(library: Library, first: IRI, second: IRI, keys: set[str], how: str) -> Near:
    subject, obj = library.name(first), library.name(second)
    call = f"bonekg why {quoted(subject)} {quoted(obj)}"
    return Near(f"{how}, {subject} → {obj}", subject, obj, tuple(sorted(keys)), call)


def quoted(name: str) -> str:
    """Write a name as an argument of a command.

    Examples:
        >>> quoted("melatonin"), quoted("vitamin D")
        ('melatonin', '"vitamin D"')
    """
    return f'"{name}"' if " " in name or "'" in name else name


def _broader(library: Library, term: IRI) -> list[IRI]:
    rows = library.select(_BROADER % {"t": term})
    return list(dict.fromkeys(IRI(str(row[0])) for row in rows))


def broader_pairs(library: Library, one: Asked, two: Asked) -> list[tuple[Asked, Asked]]:
    """Give the questions that are broader in one of the two, the nearest first.

    What a term is a kind of comes before what it is of; what both are stands last.
    """
    ones = [Asked(term, library.name(term)) for term in _broader(library, one.term)]
    twos = [Asked(term, library.name(term)) for term in _broader(library, two.term)]
    return [
        *((first, two) for first in ones if first.term != two.term),
        *((one, second) for second in twos if second.term != one.term),
    ]


def leading_on(
    library: Library, term: IRI, found: Callable[[IRI], Sized], command: str, word: str = "claim"
) -> tuple[str, ...]:
    """Name the nearest broader terms that have an answer, where a term has none.

    Args:
        library: the graph.
        term: the term.
        found: gives what answers for a term.
        command: the command that shows it.
        word: what it is, in the singular.
    """
    counts = ((above, len(found(above))) for above in _broader(library, term))
    led = (
        f"The broader term {library.name(above)} has {plural(count, word)}: "
        f"bonekg {command} {quoted(library.name(above))}"
        for above, count in counts
        if count
    )
    return tuple(islice(led, _WIDER))


def broader_claims(library: Library, term: IRI) -> tuple[str, ...]:
    """Name the nearest broader terms of which the documents speak."""
    return leading_on(library, term, partial(scope.about, library), "claims")


def silence(
    library: Library, one: Asked, two: Asked, only: Only, others: tuple[Claim, ...]
) -> tuple[str, ...]:
    """Say why there is no answer: what the documents do not name, or do not relate.

    Args:
        library: the graph.
        one: the thing whose action was asked for.
        two: the thing acted upon.
        only: what the answer is restricted to.
        others: claims between the two that another dose or restriction leaves out.
    """
    lines = []
    if one.dose is not None and others:
        stated = doses_stated(library, others)
        told = f"; doses that claims state: {stated}" if stated else "; no claim states a dose"
        lines.append(f"No claim is of {one.dose.words}{told}.")
        lines.append(f"Without the dose: {plural(len(others), 'claim')}.")
        return tuple(lines)
    if only.sparql:
        free = scope.between(library, one.term, two.term)
        if free:
            stated = _stated(library, {found.id for found in free}, only)
            kept = ", ".join(f"{name} {value}" for name, value in only.named)
            return (
                f"No claim relates the two under this restriction{f' ({kept})' if kept else ''}.",
                f"Without it: {plural(len(free), 'claim')}{stated}.",
            )
    for asked in (one, two):
        if not scope.about(library, asked.term):
            lines.append(
                f"The documents say nothing of {asked.name} as such.{_named(library, asked.term)}"
            )
    if not lines:
        lines.append(f"No claim relates {one.name} and {two.name} themselves.")
        counts = [
            f"{plural(len(scope.about(library, asked.term)), 'claim')} about {asked.name} "
            f"(bonekg show {quoted(asked.name)})"
            for asked in dict.fromkeys((one, two))
        ]
        lines.append(f"The documents hold {' and '.join(counts)}.")
    return tuple(lines)


def _stated(library: Library, keys: Iterable[str], only: Only) -> str:
    """Say what claims state of that by which an answer was restricted, and how many do."""
    claims = library.claims(keys)
    told = ""
    for name, _ in only.named:
        held = [getattr(claim, name) for claim in claims]
        counts = Counter(
            str(each) if isinstance(each, Thing | str) else ", ".join(map(str, each))
            for each in held
            if each
        )
        stated = "; ".join(f"{value}: {plural(n, 'claim')}" for value, n in sorted(counts.items()))
        told += f"; {name} stated: {stated or 'none'}"
    return told


def _named(library: Library, term: IRI) -> str:
    """Name the nearest terms that the documents do speak of: what the term is of, else its kin."""
    for thing, name, wording in library.select(_OF % term):
        if scope.about(library, IRI(str(thing))):
            return f" They speak of {name}; this is {wording}."
    rows = library.select(_SISTERS % (term, term))
    names = ", ".join(str(name) for _, name, _ in rows)
    return f" Of its kind they name: {names}." if names else ""


def doses_stated(library: Library, claims: Iterable[Claim]) -> str:
    """List the doses that claims state, each with the claims that do."""
    doses: dict[str, list[str]] = {}
    for claim in claims:
        for dose in (claim.dose, claim.condition_dose):
            words = dose_words(library, dose)
            if dose and words and (dose.described or dose.unit):
                doses.setdefault(words, []).append(claim.id)
    return "; ".join(f"{words} ({', '.join(ids)})" for words, ids in sorted(doses.items()))
