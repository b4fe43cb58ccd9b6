"""Steps between terms that speak of one thing: a kind, a level, a lack, a use, a cell's activity.

A step says nothing of what acts on what. It keeps the sign, or turns it round where the one is the
lack or the loss of the other. Which ways of concerning a path may use, and which turn, stands with
the ways themselves (`bkg:chains`, `bkg:turns`, `bkg:endsPath`); which classes only gather things by
their role, and which categories pass on what is said of a kind, stands with these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bonekg.paths.links import Select, values

__all__ = ["Step", "read_aliases", "read_endings", "read_faring", "read_origin"]
__all__ += ["read_steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one term to another.

    Attributes:
        start: the IRI of the term that it leads from.
        to: the IRI of the term that it leads to.
        sign: `+`, or `-` where the one means less of the other.
        how: what the first is to the second, in words.
        last: whether it may only end a path.
    """

    start: str
    to: str
    sign: str
    how: str
    last: bool = False


_BY_WAY = """
SELECT ?start ?to ?turns ?wording ?last WHERE {{
  VALUES ?{end} {{ {terms} }}
  ?way rdfs:subPropertyOf bkg:concerns ; bkg:chains true ; bkg:wording ?wording .
  ?start ?way ?to .
  FILTER NOT EXISTS {{ ?start ?way ?other . FILTER(?other != ?to) }}
  FILTER NOT EXISTS {{ ?start ?partly ?any . ?partly bkg:partial true }}
  OPTIONAL {{ ?way bkg:turns ?turns }}
  OPTIONAL {{ ?way bkg:endsPath ?last }}
}}
"""
_BY_FOLLOWING = """
SELECT ?start ?to ?turns ?wording ?last WHERE {{
  VALUES ?{end} {{ {terms} }}
  ?way rdfs:subPropertyOf bkg:concerns ; bkg:follows true ; bkg:wording ?wording .
  ?to ?way ?start .
  FILTER NOT EXISTS {{ ?to ?way ?other . FILTER(?other != ?start) }}
}}
"""
# A level that is lowered has fallen, a process that is held back fails: what the fall or the
# failing does is done. Loss of the thing itself may be a process, as death is of cells, and fewer
# cells do not mean more death.
_BY_FALL = """
SELECT ?start ?to ?turns ?wording ?last WHERE {{
  VALUES ?{end} {{ {terms} }}
  ?way rdfs:subPropertyOf bkg:concerns ; bkg:wording ?wording .
  ?to ?way ?start .
  FILTER(
    EXISTS {{ ?way bkg:fallOfLevel true . ?start ?level ?thing . ?level bkg:follows true }}
    || EXISTS {{ ?way bkg:failureOfProcess true . ?start bkg:kindOf/bkg:canFail true }}
  )
  FILTER NOT EXISTS {{
    ?to ?way ?other . FILTER(?other != ?start) FILTER NOT EXISTS {{ ?start bkg:concerns ?other }}
  }}
  BIND(true AS ?turns)
}}
"""
_BY_SISTER = """
SELECT DISTINCT ?start ?to ?turns ?wording ?last WHERE {{
  VALUES ?{end} {{ {terms} }}
  ?way bkg:joins ?other . ?other bkg:joins ?way ; bkg:wording ?said .
  ?start ?way ?thing . ?to ?other ?thing .
  FILTER(?start != ?to)
  FILTER NOT EXISTS {{ ?start ?way ?second . FILTER(?second != ?thing) }}
  FILTER NOT EXISTS {{ ?to ?other ?third . FILTER(?third != ?thing) }}
  FILTER NOT EXISTS {{ ?to bkg:kindOf/bkg:particular true }}
  BIND(CONCAT("likewise ", ?said) AS ?wording)
}}
"""
_BY_KIND = """
SELECT ?start ?to ?turns ?wording ?last WHERE {{
  VALUES ?{end} {{ {terms} }}
  ?start bkg:kindOf ?to .
  FILTER(?start != ?to)
  FILTER NOT EXISTS {{ ?to bkg:grouping true }}
  FILTER NOT EXISTS {{ ?start ?partly ?any . ?partly bkg:partial true }}
  OPTIONAL {{ ?start bkg:favours ?good }}
  OPTIONAL {{ ?to bkg:favours ?better }}
  FILTER(COALESCE(?good, "") = COALESCE(?better, ""))
  FILTER(BOUND(?good) || EXISTS {{ ?start bkg:kindOf/bkg:passes true }})
  BIND("a kind of {{}}" AS ?wording)
}}
"""
_ALIASES = """
SELECT DISTINCT ?term ?turns ?wording WHERE {{
  <{asked}> bkg:takesInAsAgent ?term .
  FILTER(?term != <{asked}>)
  FILTER NOT EXISTS {{ <{asked}> bkg:takesInPartly ?term }}
  {{
    ?way bkg:takenInBy ?route ; bkg:chains true ; bkg:wording ?said .
    <{asked}> ?route ?term .
    OPTIONAL {{ ?way bkg:turns ?less }}
    OPTIONAL {{ <{asked}> bkg:turnsRound ?term . BIND(true AS ?turns) }}
    BIND(IF(BOUND(?less) && !BOUND(?turns), "likewise ", "") AS ?same)
    BIND(CONCAT(?same, ?said) AS ?wording)
  }} UNION {{
    ?term bkg:kindOf <{asked}> .
    BIND("{{}} is a kind of it" AS ?wording)
  }}
}}
"""
_ORIGIN = """
SELECT DISTINCT ?thing WHERE {{
  ?way rdfs:subPropertyOf bkg:concerns . ?way bkg:chains|bkg:reached true .
  <{asked}> ?way ?thing .
}}
"""
_REACHED = """
SELECT DISTINCT ?term ?turns ?wording ?good ?fares WHERE {{
  ?way bkg:reached true ; bkg:takenInBy ?route ; bkg:wording ?wording .
  <{asked}> ?route ?term .
}}
"""
_ENDINGS = """
SELECT DISTINCT ?term ?turns ?wording ?good ?fares WHERE {{
  <{asked}> bkg:takesInAsTarget ?term .
  FILTER(?term != <{asked}>)
  FILTER NOT EXISTS {{ <{asked}> bkg:takesInPartly ?term }}
  {{
    ?way bkg:takenInBy ?route ; bkg:chains true ; bkg:wording ?said .
    <{asked}> ?route ?term .
    OPTIONAL {{ ?way bkg:turns ?less }}
    # Too little of what a thing does is not too little of the thing.
    FILTER(!BOUND(?less) || EXISTS {{ ?term ?way ?thing . ?thing bkg:kindOf <{asked}> }}
      || NOT EXISTS {{ <{asked}> bkg:turnsRound ?term }})
    OPTIONAL {{ <{asked}> bkg:turnsRound ?term . BIND(true AS ?turns) }}
    BIND(IF(BOUND(?less) && !BOUND(?turns), "likewise ", "") AS ?same)
    BIND(CONCAT(?same, ?said) AS ?wording)
  }} UNION {{
    bkg:aspectOf bkg:takenInBy ?route ; bkg:wording ?wording .
    <{asked}> ?route ?term .
    ?term bkg:favours ?good .
    <{asked}> bkg:favours ?fares .
  }} UNION {{
    ?term bkg:kindOf <{asked}> .
    BIND("a kind of {{}}" AS ?wording)
  }}
}}
"""
_FARING = """
SELECT DISTINCT ?term ?good WHERE {{
  <{asked}> bkg:takesInAsTarget ?term .
  ?term bkg:favours ?good .
  FILTER EXISTS {{ <{asked}> bkg:kindOf/bkg:fares true }}
  FILTER NOT EXISTS {{ <{asked}> bkg:takesInPartly ?term }}
}}
"""


def read_steps(
    select: Select, end: str, terms: Iterable[str], following: bool = False
) -> list[Step]:
    """Read the steps that begin or end at some terms.

    Args:
        select: what runs a SELECT.
        end: `start` or `to`.
        terms: IRIs of terms.
        following: whether steps from a thing to its activity or level, and from a level to
            its fall, are read, instead of those from a term to the thing of which it is.

    Returns:
        At most one step from a term to another: by way, else as a sister, else as a kind.
    """
    at = values(terms)
    queries = (_BY_FOLLOWING, _BY_FALL) if following else (_BY_WAY, _BY_SISTER, _BY_KIND)
    found: dict[tuple[str, str], Step] = {}
    for query in queries:
        for start, to, turns, wording, last in select(query.format(end=end, terms=at)):
            pair = str(start), str(to)
            # Two lacks of one thing go the same way, so a step between sisters never turns.
            sign = "-" if query is not _BY_SISTER and turns is not None else "+"
            found.setdefault(pair, Step(*pair, sign, str(wording), last is not None))
    return [found[pair] for pair in sorted(found)]


def read_origin(select: Select, asked: str) -> set[str]:
    """Read of what a term is the lack, the excess, the level or the use.

    Args:
        select: what runs a SELECT.
        asked: the IRI of the term.
    """
    return {str(row[0]) for row in select(_ORIGIN.format(asked=asked))}


def read_aliases(select: Select, asked: str) -> list[Step]:
    """Read from what a question about a term's actions may begin: its kinds, its level, its lack.

    Args:
        select: what runs a SELECT.
        asked: the IRI of the term asked about.
    """
    found: dict[str, Step] = {}
    for term, turns, wording in select(_ALIASES.format(asked=asked)):
        sign = "-" if turns is not None else "+"
        found.setdefault(str(term), Step(asked, str(term), sign, str(wording)))
    return [found[term] for term in sorted(found)]


def read_endings(select: Select, asked: str) -> list[Step]:
    """Read at what a question about actions upon a term may end, and with which sign.

    An aspect of a thing ends a path upon the thing: what moves it in its favourable direction
    is good for the thing.

    Args:
        select: what runs a SELECT.
        asked: the IRI of the term asked about.
    """
    found: dict[str, Step] = {}
    rows = [*select(_ENDINGS.format(asked=asked)), *select(_REACHED.format(asked=asked))]
    for term, turns, wording, good, fares in rows:
        turned = turns is not None or (good is not None and str(good) != str(fares))
        sign = "-" if turned else "+"
        found.setdefault(str(term), Step(str(term), asked, sign, str(wording), last=True))
    return [found[term] for term in sorted(found)]


def read_faring(select: Select, asked: str) -> list[Step]:
    """Read what tells how a part of the body fares, and with which sign.

    Paths end at it only where none leads to the part itself.

    Args:
        select: what runs a SELECT.
        asked: the IRI of the term asked about.
    """
    rows = select(_FARING.format(asked=asked))
    signs = {str(term): "+" if str(good) == "higher" else "-" for term, good in rows}
    return [
        Step(term, asked, signs[term], "tells how it fares", last=True) for term in sorted(signs)
    ]
