"""Which claims a question takes in, by which route, and on which side each stands.

The one place that decides it, for every answer. What a term takes in and how a claim bears stand in
the graph (`ontology/rules`); here they are only asked for, so that any SPARQL engine decides alike.
Queries start from the terms of the question: what the graph holds of other things is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bonekg.answers.library import Library, claim_iri
from bonekg.model import BackgroundRelation, DerivedEdge
from bonekg.rdf import BASE
from bonekg.store.rows import IRI

__all__ = [
    "QUERIES", "SIDES", "Found", "Question", "Route", "about", "acted_on", "acting", "any_claims",
    "background", "between", "derived", "is_about", "judged", "on_side", "side_of", "sided",
    "taken_in",
]  # fmt: skip

SIDES = ("for", "against", "null", "speculative", "open", "related")

_TAKEN = """
SELECT ?term ?name ?wording ?turned ?partial ?apart ?kind ?turns ?same WHERE {
  <%(asked)s> <%(side)s> ?term . ?term skos:prefLabel ?name .
  BIND(EXISTS { <%(asked)s> bkg:turnsRound ?term } AS ?turned)
  BIND(EXISTS { <%(asked)s> bkg:takesInPartly ?term } AS ?partial)
  BIND(EXISTS { ?term bkg:kindOf <%(asked)s> } AS ?kind)
  OPTIONAL {
    <%(asked)s> ?route ?term . ?way bkg:takenInBy ?route ; bkg:wording ?wording .
    BIND(EXISTS { ?way bkg:favourable "lower" FILTER NOT EXISTS { ?way bkg:turns true } } AS ?apart)
    BIND(EXISTS { ?own bkg:joins ?way . <%(asked)s> ?own ?thing } AS ?same)
    BIND(EXISTS { ?way bkg:turns true } AS ?turns)
  }
} ORDER BY ?term ?wording
"""
_ASKED = """
SELECT ?good ?fares WHERE {
  BIND(EXISTS { <%(asked)s> bkg:kindOf/bkg:fares true } AS ?fares)
  OPTIONAL { <%(asked)s> bkg:favours ?good }
}
"""
# The claims of each side of a question, with the part that the side has in them. The sides are
# asked for apart and joined here: as one query they are multiplied before a claim joins them.
# That it is a current claim, which alone has a status, is a filter, since engines would read all
# claims to join them.
_ONE = """
SELECT DISTINCT ?claim ?term ?acts WHERE {
  { <%(asked)s> bkg:takesInAsAgent ?term . ?claim bkg:agent ?term . BIND(true AS ?acts) }
  UNION
  { <%(asked)s> bkg:takesInAsAgent|bkg:takesInAsTarget ?term . ?claim bkg:involves ?term .
    BIND(false AS ?acts) }
  UNION
  { <%(asked)s> bkg:takesInAsAgent|bkg:takesInAsTarget ?term . ?claim bkg:subject ?term .
    FILTER NOT EXISTS { ?claim bkg:object ?end }
    BIND(false AS ?acts) }
  FILTER EXISTS { ?claim bkg:status bkg:Current }
  %(only)s
}
"""
_TWO = """
SELECT DISTINCT ?claim ?term ?acted ?shared WHERE {
  <%(asked)s> bkg:takesInAsTarget ?term .
  { ?claim bkg:target ?term . BIND(true AS ?acted) BIND(false AS ?shared) }
  UNION { ?claim bkg:involves ?term . BIND(false AS ?acted) BIND(false AS ?shared) }
  UNION
  { <%(asked)s> bkg:takesInPartly ?term . ?claim bkg:agent ?term .
    BIND(false AS ?acted) BIND(true AS ?shared) }
  %(both)s
  FILTER EXISTS { ?claim bkg:status bkg:Current }
}
"""
# A claim without a second end is said of a term that may be of both, as the risk of the one after
# the other is; not where one of the two is of the other, since everything of it were of both.
_BOTH = """
  UNION
  { <%s> bkg:takesInAsTarget ?term . ?claim bkg:subject ?term .
    FILTER NOT EXISTS { ?claim bkg:object ?end }
    BIND(false AS ?acted) BIND(true AS ?shared) }
"""
# How each claim bears, whether it weighs, and who and what it is of.
_FACTS = """
SELECT ?claim ?bearing ?outcome ?sorts ?surely ?population ?object WHERE {
  VALUES ?claim { %s }
  ?claim bkg:bearing ?bearing ; bkg:kind ?sort ; bkg:certainty ?sure .
  OPTIONAL { ?claim bkg:outcome ?outcome }
  OPTIONAL { ?claim bkg:population ?population }
  OPTIONAL { ?claim bkg:object ?object }
  OPTIONAL { ?sort bkg:weighs ?sorts }
  OPTIONAL { ?sure bkg:weighs ?surely }
}
"""
# Claims whose object tells how the condition of their people fares, or how the people do.
_KIN = """
SELECT DISTINCT ?claim WHERE {
  VALUES ?claim { %s }
  ?claim bkg:population ?population ; bkg:object ?object .
  ?population bkg:populationWith ?condition .
  { ?condition bkg:aspectOf ?whole } UNION { ?population bkg:kindOf ?whole }
  ?object bkg:aspectOf ?whole .
  FILTER NOT EXISTS { ?condition bkg:kindOf/bkg:past true }
}
"""
_SIDED = "SELECT DISTINCT ?claim ?term WHERE { %s ?claim bkg:status bkg:Current . %s }"
# What some claims name on one side, and which of these some terms take in; apart, since engines
# would read all that the terms take in.
_NAMED = """
SELECT DISTINCT ?claim ?term WHERE { VALUES ?claim { %(claims)s } ?claim <%(role)s> ?term }
"""
_TAKE = """
SELECT DISTINCT ?asked ?term WHERE {
  VALUES ?asked { %(asked)s } VALUES ?term { %(terms)s } ?asked <%(taken)s> ?term .
}
"""
_ABOUT = "SELECT DISTINCT ?claim WHERE { %s ?claim bkg:status bkg:Current . %s }"
_ANY = "SELECT ?claim WHERE { ?claim a bkg:Claim ; bkg:status bkg:Current . %(only)s }"
_EDGES = """
SELECT DISTINCT ?edge WHERE {
  <%(one)s> bkg:takesInAsAgent ?one . <%(two)s> bkg:takesInAsTarget ?two .
  ?edge bkg:subject ?one ; bkg:object ?two ; a bkg:%(kind)s .
}
"""

# The queries that decide it, by name: a reader in another language asks these, too.
QUERIES = {
    "taken": _TAKEN, "asked": _ASKED, "one": _ONE, "two": _TWO, "both": _BOTH, "facts": _FACTS,
    "kin": _KIN, "edges": _EDGES,
}  # fmt: skip


class Question(NamedTuple):
    """The thing acted upon, as far as it decides how claims are judged.

    Attributes:
        term: its IRI.
        good: the direction that is good of it, `higher` or `lower`, or None.
        fares: whether it fares well or badly, as a part of the body and people do.
    """

    term: IRI
    good: str | None
    fares: bool


class Route(NamedTuple):
    """How a term was reached from the term that was asked about.

    Attributes:
        term: the term that a claim is about.
        name: its plain name.
        how: what it is to the asked one, in a few words; empty for the asked one itself.
        kind: whether it is the asked one or a kind of it.
        turned: whether it means less of the asked one.
        apart: whether it is more than the asked one: a combination, or too much of it.
    """

    term: IRI
    name: str
    how: str
    kind: bool
    turned: bool
    apart: bool


class Found(NamedTuple):
    """A claim that a question takes in.

    Attributes:
        id: its key.
        one: how its side of the first thing was reached.
        two: how its side of the second was.
        directed: whether it says what the first does to the second; else it only relates them.
        bearing: `raises`, `lowers`, `null`, `open` or `relates`, as the graph's value is called.
        outcome: the graph's value for good or bad, or None.
        weighs: whether it speaks for or against; an introduction, a wish and a question do not.
    """

    id: str
    one: Route
    two: Route
    directed: bool
    bearing: IRI
    outcome: IRI | None
    weighs: bool


_RELATES = IRI(f"{BASE}Relates")
_NULL, _OPEN = IRI(f"{BASE}Null"), IRI(f"{BASE}Open")
_DIRECTIONS = {IRI(f"{BASE}Raises"): True, IRI(f"{BASE}Lowers"): False}
_OUTCOMES = {IRI(f"{BASE}Good"): True, IRI(f"{BASE}Bad"): False}


def judged(library: Library, term: IRI) -> Question:
    """Say how claims that act on a term are judged."""
    good, fares = library.select(_ASKED % {"asked": term})[0]
    return Question(term, None if good is None else str(good), _true(fares))


def taken_in(library: Library, term: IRI, *, agent: bool) -> dict[IRI, Route]:
    """Give what a question about a term takes in: term → route.

    Args:
        library: the graph.
        term: the term asked about.
        agent: whether its actions are asked for; else what is done to it.
    """
    side = f"{BASE}takesIn{'AsAgent' if agent else 'AsTarget'}"
    asked = library.name(term)
    found: dict[IRI, Route] = {}
    for other, name, wording, turned, partial, apart, kind, turns, same in library.select(
        _TAKEN % {"asked": term, "side": side}
    ):
        # What is the same use or state of one thing is no more of the thing that was asked about.
        sister = _true(same) and not _true(partial)
        iri, beyond = IRI(str(other)), _true(partial) or (_true(apart) and not sister)
        if iri == term:
            how = ""
        elif _true(kind) or wording is None:
            how = f"a kind of {asked}" if _true(kind) else f"part of {asked}"
            how += ", which is less of it" if _true(turned) else ""
        else:
            how = ("likewise " if sister else "") + str(wording).format(asked)
        # Of several ways the one that limits what is said most, too much of it and not its intake;
        # else the one that turns it round, too little of it.
        told = iri not in found or (_true(turned) and _true(turns) and not found[iri].apart)
        if told or (beyond and not found[iri].apart):
            found[iri] = Route(iri, str(name), how, _true(kind), _true(turned), beyond)
    return found


def between(library: Library, one: IRI, two: IRI, only: str = "") -> list[Found]:
    """Give the claims that relate two things, each once, by its plainest route.

    Args:
        library: the graph.
        one: the thing whose action is asked for.
        two: the thing acted upon.
        only: further conditions on `?claim`, as SPARQL.
    """
    agents = {**taken_in(library, one, agent=False), **taken_in(library, one, agent=True)}
    targets = taken_in(library, two, agent=False)
    ends: dict[str, list[tuple[Route, bool, bool]]] = {}
    both = "" if two in agents or one in targets else _BOTH % two
    for claim, term, acted, shared in library.select(_TWO % {"asked": two, "both": both}):
        reached = (targets[IRI(str(term))], _true(acted), _true(shared))
        ends.setdefault(str(claim), []).append(reached)
    met: dict[str, tuple[Route, Route, bool]] = {}
    for claim, term, acts in library.select(_ONE % {"asked": one, "only": only}):
        start = agents[IRI(str(term))]
        for end, acted, shared in ends.get(str(claim), ()):
            found = (start, end, _true(acts) and acted)
            # A combination of both is told of the two together; else one term is not two ends.
            if (start.term == end.term) == shared and _nearer(found, met.get(str(claim))):
                met[str(claim)] = found
    return _judged(library, met)


def _nearer(found: tuple[Route, Route, bool], known: tuple[Route, Route, bool] | None) -> bool:
    """Whether a route is plainer than the one that is known: with a direction, and shorter."""
    return known is None or _far(found) < _far(known)


def _far(found: tuple[Route, Route, bool]) -> tuple[bool, int, str, str]:
    start, end, directed = found
    far = 2 * start.apart + bool(start.how) + bool(end.how)
    return not directed, far, start.name, end.name


def _judged(library: Library, met: dict[str, tuple[Route, Route, bool]]) -> list[Found]:
    if not met:
        return []
    values = _values(met)
    judged: dict[str, Found] = {}
    telling = {claim for (claim,) in library.select(_KIN % values)}
    facts = library.select(_FACTS % values)
    for claim, bearing, outcome, sorts, surely, people, obj in facts:
        start, end, directed = met[str(claim)]
        # What is advised to people who have a thing is not said to act on the thing, unless it is
        # advised for what tells how the thing fares.
        aside = not end.kind and end.term == people != obj and claim not in telling
        beside = aside and str(bearing) == _RELATES
        key = str(claim).rpartition("/")[2]
        judged[key] = Found(
            key, start, end, directed and not beside, IRI(str(bearing)),
            None if outcome is None else IRI(str(outcome)),
            _true(sorts) and _true(surely),
        )  # fmt: skip
    return [judged[key] for key in sorted(judged)]


def _true(value: object) -> bool:
    return str(value).lower() in ("true", "1")  # Virtuoso gives 1


def side_of(found: Found, asked: Question) -> str:
    """Say on which side of the question a claim stands: one of `SIDES`.

    What fares well or badly, or has a good direction, is judged by the outcome; anything else by
    whether there is more or less of it, and where no direction is given, by the outcome.
    """
    if found.bearing == _OPEN:
        return "open"
    if not found.directed:
        return "related"
    if found.bearing == _NULL:
        return "null"
    turned = found.one.turned
    sense = _OUTCOMES.get(found.outcome or IRI(""))
    if not (asked.good or asked.fares):
        # More of it or less of it; only what gives no direction is judged by good or bad.
        sense = _DIRECTIONS.get(found.bearing, sense)
        turned = turned != found.two.turned
    if sense is None:
        return "related"
    if not found.weighs:
        return "speculative"
    return "for" if sense != turned else "against"


def acting(library: Library, term: IRI, only: str = "") -> dict[str, IRI]:
    """Give the claims about a term's action: key → the term that each is about."""
    return _sided(library, term, only, agent=True)


def acted_on(library: Library, term: IRI, only: str = "") -> dict[str, IRI]:
    """Give the claims about what is done to a term: key → the term that each is about."""
    return _sided(library, term, only, agent=False)


def sided(
    library: Library, terms: Iterable[IRI], claims: Iterable[str], *, agent: bool
) -> dict[IRI, set[str]]:
    """Give, of some claims, the keys of those about each of some terms on one side.

    Args:
        library: the graph.
        terms: the terms.
        claims: the keys of the claims.
        agent: whether the terms' actions are asked for; else what is done to them.
    """
    found: dict[IRI, set[str]] = {term: set() for term in terms}
    values = _values(map(claim_iri, claims))
    if not values:
        return found
    side = _side(agent=agent)
    named: dict[str, set[str]] = defaultdict(set)
    for claim, term in library.select(_NAMED % {"claims": values, **side}):
        named[str(term)].add(str(claim).rpartition("/")[2])
    if not named or not found:
        return found
    both = {"asked": _values(found), "terms": _values(named)}
    for asked, term in library.select(_TAKE % {**both, **side}):
        found[IRI(str(asked))] |= named[str(term)]
    return found


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))


def _sided(library: Library, term: IRI, only: str, *, agent: bool) -> dict[str, IRI]:
    rows = library.select(_SIDED % (on_side(term, "term", agent=agent), only))
    return {str(claim).rpartition("/")[2]: IRI(str(met)) for claim, met in rows}


def _side(*, agent: bool) -> dict[str, str]:
    """Give the properties by which a term takes in others, and a claim names one, on a side."""
    side = "Agent" if agent else "Target"
    return {"taken": f"{BASE}takesInAs{side}", "role": f"{BASE}{side.lower()}"}


def on_side(term: IRI, met: str, *, agent: bool) -> str:
    """Give the condition on `?claim` that it is about a term's action, or what is done to it.

    Args:
        term: the term.
        met: the variable of what the claim is about, which the term takes in.
        agent: whether its actions are asked for.
    """
    side = "Agent" if agent else "Target"
    return f"<{term}> bkg:takesInAs{side} ?{met} . ?claim bkg:{side.lower()} ?{met} ."


def is_about(term: IRI) -> str:
    """Give the condition on `?claim` that it is about a term, on either side or involving it."""
    return f"?claim bkg:about <{term}> ."


def about(library: Library, term: IRI, only: str = "") -> set[str]:
    """Give the keys of the claims about a term: on either side, or involving it."""
    return _keys(library, _ABOUT % (is_about(term), only))


def any_claims(library: Library, only: str = "") -> set[str]:
    """Give the keys of all current claims, or of those that meet further conditions."""
    return _keys(library, _ANY % {"only": only})


def _keys(library: Library, sparql: str) -> set[str]:
    return {str(row[0]).rpartition("/")[2] for row in library.select(sparql)}


def background(library: Library, one: IRI, two: IRI) -> list[BackgroundRelation]:
    """Give the background relations between two things and what they take in."""
    return library.reader.relations(_edges(library, one, two, BackgroundRelation.__name__))


def derived(library: Library, one: IRI, two: IRI) -> list[DerivedEdge]:
    """Give the derived edges between two things and what they take in."""
    return library.reader.derived(_edges(library, one, two, DerivedEdge.__name__))


def _edges(library: Library, one: IRI, two: IRI, kind: str) -> list[str]:
    rows = library.select(_EDGES % {"one": one, "two": two, "kind": kind})
    return [str(row[0]) for row in rows]
