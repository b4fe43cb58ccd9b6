"""Running a query of the catalogue, with notes on how it was read and why it may be empty."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from bonekg.catalogue.narrowing import narrow, narrowed_text
from bonekg.catalogue.queries import Bound, Catalogued, bind, counting, get_query
from bonekg.store.terms import IRI

if TYPE_CHECKING:
    from bonekg.lexicon.lexicon import Lexicon, Selects
    from bonekg.store.base import Store
    from bonekg.store.rows import Rows

__all__ = ["Narrowed", "disputed", "next_to", "run_narrowed", "run_query", "wanting", "why_empty"]

_ABOUT = """
SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE {{
  ?claim bkg:about <{term}> ; bkg:status bkg:Current .
}}
"""
_BROADER = """
SELECT DISTINCT ?above WHERE {{
  <{term}> rdfs:subClassOf ?above . ?above bkg:checkedIn ?file ; skos:prefLabel ?name .
}} ORDER BY ?name
"""
# What a term is of, such as the illness of people who have it.
_OF = """
SELECT DISTINCT ?thing WHERE {{
  <{term}> ?way ?thing . ?way rdfs:subPropertyOf bkg:concerns ; bkg:standsFor true .
  ?thing skos:prefLabel ?name .
}} ORDER BY ?name
"""
# That it is a conflict is a filter: as a pattern, engines would begin with all conflicts.
_CONFLICTS = """
SELECT DISTINCT ?claim ?conflict ?states ?apparent WHERE {{
  VALUES ?claim {{ {claims} }}
  ?conflict bkg:ground ?claim FILTER EXISTS {{ ?conflict a bkg:Conflict }}
  ?conflict bkg:states ?states .
  OPTIONAL {{ ?conflict bkg:apparent ?apparent }}
}} ORDER BY ?conflict ?claim
"""
# Claims about a term that are about no kind of it.
_KIND_LEFT_OPEN = """
SELECT DISTINCT ?claim WHERE {{
  VALUES ?claim {{ {claims} }}
  ?claim bkg:about <{term}> .
  FILTER NOT EXISTS {{ ?claim bkg:about ?kind . ?kind rdfs:subClassOf <{term}> }}
}}
"""
# Claims that share words of the texts with some others, or stand right beside them and are about
# the thing that was asked about; these first.
_NEXT_TO = """
SELECT DISTINCT ?claim ?states ?of_it WHERE {{
  {{ SELECT DISTINCT ?claim ?shared WHERE {{
    {{ SELECT ?document ?from ?to WHERE {{
      VALUES ?given {{ {claims} }}
      ?given bkg:inDocument ?document ; bkg:passageStart ?from ; bkg:passageEnd ?to .
    }} }}
    {{ SELECT ?document ?claim ?start ?end WHERE {{
      {{ SELECT DISTINCT ?document WHERE {{
        VALUES ?given {{ {claims} }}
        ?given bkg:inDocument ?document .
      }} }}
      ?claim bkg:inDocument ?document ; bkg:status bkg:Current ;
        bkg:passageStart ?start ; bkg:passageEnd ?end .
    }} }}
    FILTER(?start <= ?to + {gap} && ?from <= ?end + {gap})
    BIND(?start < ?to && ?from < ?end AS ?shared)
  }} }}
  BIND(EXISTS {{ VALUES ?asked {{ {terms} }} ?claim bkg:about ?asked }} AS ?of_it)
  FILTER(?of_it || ?shared)
  ?claim bkg:states ?states . {only}
}} ORDER BY DESC(?of_it) ?claim
"""
_GAP = 8  # characters between passages that stand in one sentence, or in two that follow
_BESIDE = 12  # so many of these claims are told
_EVERYTHING = "claims-about"
_FEW = 4  # rows up to which it is told that a broader term has more
_SOME = 12  # rows up to which it is told how much else is said of a term


def run_query(
    name: str,
    values: Mapping[str, object],
    store: Store,
    lexicon: Lexicon,
    timeout: float | None = None,
) -> Rows:
    """Run a query of the catalogue.

    Args:
        name: its name.
        values: parameter name → value.
        store: what is asked.
        lexicon: settles which term a name means.
        timeout: seconds after which the query is stopped.

    Returns:
        Rows whose `notes` say how words were read, for what a parameter stands that was not given,
        that the limit was reached, and, if there is no row, which query or broader term has some.

    Raises:
        UnknownQueryError: if there is no such query.
        UnknownParameterError: if it has no such parameter.
        InvalidParameterError: if a value is missing or of the wrong type.
        TermError: if a term is unknown or ambiguous.
    """
    query = get_query(name)
    rows, bound = _run(query, values, store, lexicon, timeout)
    _tell(rows, query, values, rows, bound, store, lexicon)
    return rows


class Narrowed(NamedTuple):
    """The rows of a query that have some values.

    Attributes:
        rows: these rows, with notes as `run_query` gives them.
        every: all rows of the query.
        text: the query that gives these rows.
    """

    rows: Rows
    every: Rows
    text: str


def run_narrowed(
    name: str,
    values: Mapping[str, object],
    chosen: Mapping[str, str],
    store: Store,
    lexicon: Lexicon,
) -> Narrowed:
    """Run a query of the catalogue, and keep the rows that have some values.

    Args:
        name: its name.
        values: parameter name → value.
        chosen: column → the value that rows must have.
        store: what is asked.
        lexicon: settles which term a name means.

    Raises:
        InvalidParameterError: if no row has a value that was chosen; also as `run_query` does.
    """
    query = get_query(name)
    every, bound = _run(query, values, store, lexicon)
    rows = narrow(name, every, chosen)
    _tell(rows, query, values, every, bound, store, lexicon)
    return Narrowed(rows, every, narrowed_text(bound.text, every, chosen))


def _run(
    query: Catalogued,
    values: Mapping[str, object],
    store: Store,
    lexicon: Lexicon,
    timeout: float | None = None,
) -> tuple[Rows, Bound]:
    bound = bind(query, values, lambda: lexicon)
    return store.select(bound.text, timeout=timeout), bound


def _tell(
    rows: Rows,
    query: Catalogued,
    values: Mapping[str, object],
    every: Rows,
    bound: Bound,
    store: Store,
    lexicon: Lexicon,
) -> None:
    """Let rows tell their notes: further queries, which are asked when somebody reads them."""
    given = dict(values)

    def notes() -> Iterator[str]:
        yield from _notes(query, given, every, bound, store, lexicon)
        yield from disputed(rows, store)

    rows.tell(notes)


def _notes(
    query: Catalogued,
    values: Mapping[str, object],
    rows: Rows,
    bound: Bound,
    store: Selects,
    lexicon: Lexicon,
) -> Iterator[str]:
    """Say how a query was read, and what has rows or more of them."""
    cut = list(_cut(query, values, len(rows)))
    yield from (*bound.notes, *_unsaid(query, values), *cut)
    if not len(rows):
        yield from why_empty(query, values, bound, store, lexicon)
    elif len(rows) <= _SOME and not cut:
        if bound.terms and "claim" in rows.columns:
            claims = [str(claim) for claim in rows.column("claim") if claim]
            yield from next_to(claims, bound.terms.values(), store)
        yield from _others(query, bound, rows, store, lexicon)
    if 0 < len(rows) <= _FEW:
        yield from _broader(query, values, bound, store, lexicon, len(rows))
    yield from wanting(query, rows)
    told = () if len(rows) else query.empty
    beside = [name for name in query.beside if name not in told]
    yield from _with_rows(beside, values, bound, store, lexicon)


def disputed(rows: Rows, store: Selects) -> Iterator[str]:
    """Tell the reviewed conflicts that hold a claim of the rows.

    Args:
        rows: rows with a column of claims, or without one.
        store: what is asked.
    """
    if "claim" not in rows.columns or "conflict" in rows.columns:
        return
    claims = " ".join(f"<{claim}>" for claim in dict.fromkeys(rows.column("claim")) if claim)
    found = store.select(_CONFLICTS.format(claims=claims)) if claims else ()
    held = Counter((conflict, states, apparent) for _, conflict, states, apparent in found)
    for (conflict, states, apparent), count in held.items():
        key = str(conflict).rpartition("/")[2]
        claims = "1 of these claims is" if count == 1 else f"{count} of these claims are"
        can = " in which both sides can hold" if apparent else ""
        yield f"{claims} in a reviewed conflict{can}: {states} See: bonekg show {key}"


def wanting(query: Catalogued, rows: Rows) -> list[str]:
    """Say that no row has what the question is about, or none a number of it.

    Args:
        query: the query.
        rows: its rows.
    """
    told = []
    for name, numbers in query.sought.items():
        words = name.replace("_", " ")
        if len(rows) and _bare(rows, (name,)):
            told.append(f"none of these claims states a {words}")
        elif len(rows) and numbers and _bare(rows, numbers):
            told.append(f"none of these claims states a {words} in numbers")
    return told


def _bare(rows: Rows, names: Iterable[str]) -> bool:
    """Whether no row has a value in any of some columns."""
    return all(value is None for name in names for value in rows.column(name))


def _unsaid(query: Catalogued, values: Mapping[str, object]) -> Iterator[str]:
    for parameter in query.parameters:
        given = values.get(parameter.name) is not None
        if not given and not parameter.required and not parameter.counts:
            taken = f"no {parameter.name} was given: {parameter.default!r} is taken"
            yield f"{taken} (--{parameter.name}: {parameter.help})"


def _cut(query: Catalogued, values: Mapping[str, object], rows: int) -> Iterator[str]:
    for name, most in _most(query, values):
        if rows == most:
            yield f"{rows} rows are all that {name} allows; a higher one may give more"


def _most(query: Catalogued, values: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """Give each parameter that limits the rows, and how many it allows."""
    for parameter in query.parameters:
        given = values.get(parameter.name)
        if parameter.counts:
            yield parameter.name, int(str(parameter.default if given is None else given))


def _counted(
    query: Catalogued, values: Mapping[str, object], store: Selects, lexicon: Lexicon
) -> Rows:
    """Give as many rows as a query has, with the columns that notes are made from."""
    text = bind(query, values, lambda: lexicon).text
    found = store.select(counting(query, text))
    if any(len(found) == most for _, most in _most(query, values)):
        return store.select(text)  # which rows the limit leaves is for their order to say
    return found


def why_empty(
    query: Catalogued,
    values: Mapping[str, object],
    bound: Bound,
    store: Selects,
    lexicon: Lexicon,
) -> list[str]:
    """Say whether the documents are silent or only this query, and what has rows.

    Args:
        query: a query that gave no row.
        values: parameter name → value, as they were given.
        bound: the query with the values in place.
        store: what was asked.
        lexicon: settles which term a name means.

    Returns:
        Notes, each with the call that has rows where there is one.
    """
    notes = []
    if any(parameter.type == "text" for parameter in query.parameters):
        notes.append("the sentences of claims and the names of terms are searched, not the texts")
    for term in bound.terms.values():
        name = lexicon.name(term)
        told = _told(term, store, lexicon)
        if told:
            notes.append(f"{told}, none in answer to this: {_everything(name)}")
            continue
        notes.append(f"the documents say nothing of {name} as such")
        for (thing,) in store.select(_OF.format(term=term)):
            of = IRI(str(thing))
            if told := _told(of, store, lexicon):
                notes.append(f"{told}: {_everything(lexicon.name(of))}")
    named = {_EVERYTHING} if any(_EVERYTHING in note for note in notes) else set()
    empty = [name for name in query.empty if name not in named]
    others = [name for name in empty if not bound.terms or get_query(name).examples]
    notes += _with_rows(others, values, bound, store, lexicon)
    notes += _broader(query, values, bound, store, lexicon)
    return notes or ["no claim answers this query with these values"]


def _others(
    query: Catalogued, bound: Bound, rows: Rows, store: Selects, lexicon: Lexicon
) -> Iterator[str]:
    """Say how much else is told of a term of which a query of claims has few rows."""
    if query.name == _EVERYTHING or "claim" not in rows.columns:
        return
    few = len(set(rows.column("claim")))
    for term in bound.terms.values():
        if told := _told(term, store, lexicon, more_than=few):
            yield f"{told}, {few} of them here: {_everything(lexicon.name(term))}"


def next_to(
    claims: Iterable[str], terms: Iterable[str], store: Selects, only: str = ""
) -> Iterator[str]:
    """Tell the claims that stand in the texts next to some others.

    Args:
        claims: the IRIs of these.
        terms: the IRIs of what was asked about.
        store: what is asked.
        only: further conditions on `?claim`, as SPARQL.

    Yields:
        A note for each, what is about a term first; the first dozen.
    """
    here = dict.fromkeys(claims)
    given, asked = (" ".join(f"<{iri}>" for iri in iris) for iris in (here, terms))
    query = _NEXT_TO.format(claims=given, gap=_GAP, terms=asked, only=only)
    near = store.select(query) if here else ()
    told = [(claim, states) for claim, states, _ in near if claim not in here]
    for claim, states in told[:_BESIDE]:
        yield f"said next to these claims: {str(claim).rpartition('/')[2]}  {states}"


def _told(term: IRI, store: Selects, lexicon: Lexicon, more_than: int = 0) -> str:
    """Say how many claims are about a term; nothing if there are no more than some."""
    claims = int(str(store.select(_ABOUT.format(term=term))[0][0]))
    things = "one thing" if claims == 1 else f"{claims} things"
    return f"of {lexicon.name(term)} the documents say {things}" if claims > more_than else ""


def _everything(name: str) -> str:
    return _call(_EVERYTHING, {"entity": name})


def _with_rows(
    names: Iterable[str],
    values: Mapping[str, object],
    bound: Bound,
    store: Selects,
    lexicon: Lexicon,
) -> Iterator[str]:
    """Name the queries that have rows for the same values, or for the one term that was given."""
    for name in names:
        other = get_query(name)
        needed = [p for p in other.parameters if p.required]
        given = {p.name: values[p.name] for p in needed if values.get(p.name) is not None}
        if len(needed) == 1 and not given and needed[0].type == "entity" and bound.terms:
            given = {needed[0].name: lexicon.name(next(iter(bound.terms.values())))}
        if len(given) < len(needed):
            continue
        found = _counted(other, given, store, lexicon)
        if len(found):
            rows = f"{len(found)} row{'s' * (len(found) > 1)}"
            yield "; ".join([f"{name} has {rows}: {_call(name, given)}", *wanting(other, found)])


def _broader(
    query: Catalogued,
    values: Mapping[str, object],
    bound: Bound,
    store: Selects,
    lexicon: Lexicon,
    rows: int = 0,
) -> Iterator[str]:
    """Name the terms right above those that were given for which the query has more rows.

    Not where all of these are about another kind of what stands above: magnesium is no answer on
    calcium.
    """
    for parameter, term in bound.terms.items():
        for (above,) in store.select(_BROADER.format(term=term)):
            wider = {**values, parameter: str(above)}
            found = _counted(query, wider, store, lexicon)
            if len(found) <= rows:
                continue
            left_open = _open(store, found, str(above))
            if left_open != 0:
                shown = {**values, parameter: lexicon.name(lexicon.resolve(str(above)))}
                told = f"the broader term has {len(found)} row{'s' * (len(found) > 1)}"
                if left_open:
                    told += f", {left_open} of which leave open which kind of it is meant"
                yield f"{told}: {_call(query.name, shown)}"


def _open(store: Selects, rows: Rows, term: str) -> int | None:
    """Count the rows whose claims are about a term and about no kind of it; None without claims."""
    if "claim" not in rows.columns:
        return None
    claims = [claim for claim in rows.column("claim") if claim]
    values = " ".join(f"<{claim}>" for claim in dict.fromkeys(claims))
    query = _KIND_LEFT_OPEN.format(claims=values, term=term)
    left = {claim for (claim,) in store.select(query)}
    return sum(claim in left for claim in claims)


def _call(name: str, values: Mapping[str, object]) -> str:
    options = [f"--{key} {shlex.quote(str(value))}" for key, value in values.items()]
    return " ".join(["bonekg run", name, *options])
