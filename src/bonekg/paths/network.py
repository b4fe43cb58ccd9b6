"""The part of the graph that a search has looked at: links and steps, read when first needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from bonekg.paths.links import Ground, Link, Select, make_links, read_grounds, values
from bonekg.paths.steps import Step, read_steps

__all__ = ["Network", "Networks"]

_MOST = 50_000  # terms, each counted for each thing that is kept of it

# The terms stand in each branch: engines do not hand them from outside into a UNION.
_CLOSED = """
SELECT DISTINCT ?term WHERE {{
  {{ VALUES ?term {{ {terms} }} ?term bkg:hub true }}
  UNION
  {{
    VALUES ?term {{ {terms} }}
    ?term bkg:kindOf ?category . ?category bkg:hub true ; rdfs:subClassOf ?top .
    FILTER(?top = bkg:Entity)  # named in the pattern, engines would begin with all categories
  }} UNION {{
    VALUES ?term {{ {terms} }}
    ?term bkg:concerns ?thing ; ?way ?thing . ?way bkg:partial true .
  }}
}}
"""
_PRESENT = """
SELECT DISTINCT ?term WHERE {{
  {{ VALUES ?term {{ {terms} }} ?term bkg:kindOf/bkg:presence true }}
  UNION
  {{
    VALUES ?term {{ {terms} }}
    ?term bkg:concerns ?thing ; ?way ?thing . ?way bkg:presence true .
  }}
}}
"""
_AMOUNTS = """
SELECT DISTINCT ?thing ?lack ?excess WHERE {{
  VALUES ?thing {{ {terms} }}
  ?thing bkg:takesInExcess ?excess ; bkg:turnsRound ?lack ; bkg:takesInAsAgent ?lack .
}}
"""
_NARROWER = """
SELECT ?group ?wider WHERE {{ VALUES ?group {{ {terms} }} ?group bkg:kindOf ?wider }}
"""


class Network:
    """Links and steps around what is asked.

    Args:
        select: what runs a SELECT over the union of the graphs.
        stated: whether claims are taken.
        background: whether background relations are taken.
        steps: whether steps between terms that speak of one thing are taken.
    """

    def __init__(
        self, select: Select, *, stated: bool = True, background: bool = True, steps: bool = True
    ) -> None:
        self.select = select
        self.stated, self.background, self.steps = stated, background, steps
        self._out: dict[str, list[Link]] = {}
        self._into: dict[str, list[Link]] = {}
        self._up: dict[str, list[Step]] = {}
        self._down: dict[str, list[Step]] = {}
        self._after: dict[str, list[Step]] = {}
        self._before: dict[str, list[Step]] = {}
        self._closed: dict[str, bool] = {}
        self._present: dict[str, bool] = {}
        self._bent: dict[str, tuple[frozenset[str], frozenset[str]] | None] = {}
        self._groups: dict[str, frozenset[str]] = {}

    def out(self, term: str) -> list[Link]:
        """Give the links from a term, in a fixed order."""
        self.fetch_out([term])
        return self._out[term]

    def into(self, term: str) -> list[Link]:
        """Give the links to a term, in a fixed order."""
        self._fetch(self._into, "object", [term])
        return self._into[term]

    def fetch_out(self, terms: Iterable[str]) -> None:
        """Read the links from some terms at once."""
        self._fetch(self._out, "subject", terms)

    def fetch_into(self, terms: Iterable[str]) -> None:
        """Read the links to some terms at once."""
        self._fetch(self._into, "object", terms)

    def up(self, term: str) -> list[Step]:
        """Give the steps from a term to what it speaks of."""
        self._fetch_steps(self._up, "start", [term])
        return self._up[term]

    def fetch_up(self, terms: Iterable[str]) -> None:
        """Read the steps from some terms at once."""
        self._fetch_steps(self._up, "start", terms)
        self._fetch_steps(self._after, "start", terms, following=True)

    def down(self, term: str) -> list[Step]:
        """Give the steps that lead to a term."""
        self._fetch_steps(self._down, "to", [term])
        return self._down[term]

    def after(self, term: str) -> list[Step]:
        """Give the steps from a thing to its activity and its level, which follow it."""
        self._fetch_steps(self._after, "start", [term], following=True)
        return self._after[term]

    def before(self, term: str) -> list[Step]:
        """Give the steps from the things of which a term is the activity or the level."""
        self._fetch_steps(self._before, "to", [term], following=True)
        return self._before[term]

    def fetch_down(self, terms: Iterable[str]) -> None:
        """Read the steps that lead to some terms at once."""
        self._fetch_steps(self._down, "to", terms)

    def fetch_before(self, terms: Iterable[str]) -> None:
        """Read at once the steps from the things of which some terms are the activity or level."""
        self._fetch_steps(self._before, "to", terms, following=True)

    def closed(self, term: str) -> bool:
        """Whether no path goes through a term: it is too general, or holds more than one thing."""
        self._ask(self._closed, _CLOSED, [term])
        return self._closed[term]

    def present(self, term: str) -> bool:
        """Whether going together with a term means that it occurs more often."""
        self._ask(self._present, _PRESENT, [term])
        return self._present[term]

    def bent(self, term: str) -> tuple[frozenset[str], frozenset[str]] | None:
        """Give the grounds on which the lack and the excess of a thing act alike, or None.

        No path goes through such a thing: whether more of it is good depends on how much there is.
        """
        if term not in self._bent:
            self._bent[term] = self._bend(term)
        return self._bent[term]

    def narrower(self, one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
        """Give in whom two things hold together, the narrower of two groups.

        Returns:
            The group; empty if both hold in anybody; None if nobody is in both.
        """
        if not one or not other or one == other:
            return one or other
        for group in {*one, *other} - set(self._groups):
            rows = self.select(_NARROWER.format(terms=values([group])))
            self._groups[group] = frozenset(str(row[1]) for row in rows)
        found = {a for a in one if self._groups[a] & other}
        found |= {b for b in other if self._groups[b] & one}
        return frozenset(found) or None

    def _fetch(self, held: dict[str, list[Link]], end: str, terms: Iterable[str]) -> None:
        missing = [term for term in dict.fromkeys(terms) if term not in held]
        if not missing:
            return
        pairs: dict[tuple[str, str], list[Ground]] = defaultdict(list)
        for ground in read_grounds(self.select, end, missing):
            if self.stated if ground.stated else self.background:
                pairs[ground.subject, ground.object].append(ground)
        made: dict[str, list[Link]] = {term: [] for term in missing}
        at = 0 if end == "subject" else 1
        for pair in sorted(pairs):
            made[pair[at]] += make_links(pairs[pair])
        held.update(made)  # whole, since another thread may look at it

    def _fetch_steps(
        self,
        held: dict[str, list[Step]],
        end: str,
        terms: Iterable[str],
        following: bool = False,
    ) -> None:
        missing = [term for term in dict.fromkeys(terms) if term not in held]
        made: dict[str, list[Step]] = {term: [] for term in missing}
        if missing and self.steps:
            for step in read_steps(self.select, end, missing, following):
                made[step.start if end == "start" else step.to].append(step)
        held.update(made)

    def fetch_closed(self, terms: Iterable[str]) -> None:
        """Read at once which of some terms no path goes through."""
        self._ask(self._closed, _CLOSED, terms)

    def _ask(self, held: dict[str, bool], query: str, terms: Iterable[str]) -> None:
        missing = [term for term in dict.fromkeys(terms) if term not in held]
        if missing:
            yes = {str(row[0]) for row in self.select(query.format(terms=values(missing)))}
            held.update({term: term in yes for term in missing})

    def _bend(self, term: str) -> tuple[frozenset[str], frozenset[str]] | None:
        rows = list(self.select(_AMOUNTS.format(terms=values([term]))))
        lacks, excesses = ({str(row[at]) for row in rows} for at in (1, 2))
        self.fetch_out(lacks | excesses)
        low, high = self._signed(lacks), self._signed(excesses)
        both = set(low) & set(high)
        if not both:
            return None
        return tuple(  # type: ignore[return-value]  # two of them
            frozenset(ground for pair in both for ground in side[pair]) for side in (low, high)
        )

    def _signed(self, terms: Iterable[str]) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for term in sorted(terms):
            for link in self._out[term]:
                if link.sign in ("+", "-"):
                    found[link.object, link.sign] += [ground.id for ground in link.grounds]
        return found

    def __len__(self) -> int:
        held = (self._out, self._into, self._up, self._down, self._after, self._before)
        asked = (self._closed, self._present, self._bent, self._groups)
        return sum(map(len, held)) + sum(map(len, asked))  # type: ignore[arg-type]  # of several types

    @cached_property
    def top_strength(self) -> int:
        """The rank of the strongest kind of evidence."""
        (row,) = self.select("SELECT (MAX(?r) AS ?top) WHERE { ?e a bkg:Evidence ; bkg:rank ?r }")
        return int(str(row[0]))


class Networks:
    """What earlier searches of one graph have looked at, kept for the next ones.

    Args:
        select: what runs a SELECT over the union of the graphs.
    """

    def __init__(self, select: Select) -> None:
        self._select = select
        self._held: dict[tuple[bool, bool, bool], Network] = {}

    def get(self, *, stated: bool = True, background: bool = True, steps: bool = True) -> Network:
        """Give the network of what may be taken; one that has grown large is begun anew.

        Args:
            stated: whether claims are taken.
            background: whether background relations are taken.
            steps: whether steps between terms that speak of one thing are taken.
        """
        taken = (stated, background, steps)
        network = self._held.get(taken)
        if network is None or len(network) > _MOST:
            network = Network(self._select, stated=stated, background=background, steps=steps)
            self._held[taken] = network
        return network
