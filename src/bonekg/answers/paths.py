"""The answer to "how may one thing act on another": ranked, signed paths, each hop with its ground.

A path is read off, not proved: each hop is what somebody states or what a public source holds, and
the sign of the whole is the product of the signs. What is asked, denied or found null of the two
themselves stands first, for no path overrides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from bonekg.answers import path_drawings as drawings
from bonekg.answers import path_lines as lines
from bonekg.answers.path_choice import Choice, choose, read_kinds
from bonekg.answers.render import NOT_ADVICE, Answer, Sheet, count_rest
from bonekg.errors import QueryError
from bonekg.model import BackgroundRelation, Claim, DerivedEdge, as_dict
from bonekg.paths.links import CAUSAL, Link, Select, make_links, values
from bonekg.paths.network import Network, Networks
from bonekg.paths.search import Bend, Found, Hop, Path, aliases, endings, product, search
from bonekg.paths.steps import Step, read_aliases, read_faring
from bonekg.rdf import expand
from bonekg.store.reader import Reader, Selects
from bonekg.store.rows import Rows

__all__ = ["LONGEST", "MOST", "End", "Nearest", "Paths", "find_paths"]

LONGEST = 6
MOST = 100
_NEAR = 5
_NAMES = "SELECT ?x ?name WHERE {{ VALUES ?x {{ {terms} }} ?x skos:prefLabel ?name }}"
_APART = """
SELECT DISTINCT ?term WHERE {{ <{asked}> bkg:takesInExcess|bkg:takesInPartly ?term }}
"""
_EXCESS = "SELECT DISTINCT ?term WHERE {{ <{asked}> bkg:takesInExcess ?term }}"
_SAID = """
SELECT DISTINCT ?claim ?bearing WHERE {{
  VALUES ?subject {{ {subjects} }}
  VALUES ?object {{ {objects} }}
  ?claim a bkg:Claim ; bkg:status bkg:Current ; bkg:subject ?subject ; bkg:object ?object ;
    bkg:bearing ?bearing ; bkg:polarity ?polarity .
  FILTER(?bearing IN (bkg:Open, bkg:Null) || ?polarity = bkg:Denied)
}}
"""
_DERIVED = """
SELECT ?edge WHERE {{ ?edge a bkg:DerivedEdge ; bkg:subject <{one}> ; bkg:object <{two}> }}
"""


class End(NamedTuple):
    """One end of a question for paths.

    Attributes:
        term: the IRI of the term.
        label: what was asked for, in words.
        kept: the IRIs of the only claims that the hop beside this end may rest on, where a dose or
            a site restricts it; None for no restriction.
        notes: how its words were read, where otherwise than written.
    """

    term: str
    label: str
    kept: frozenset[str] | None = None
    notes: tuple[str, ...] = ()


class Nearest(NamedTuple):
    """What stands closest where no path is found, each as a drawing.

    Attributes:
        acts_on: what the first is said to act on.
        acted_on_by: what is said to act on the second.
        reverse: the best path the other way round, if there is one.
    """

    acts_on: tuple[str, ...]
    acted_on_by: tuple[str, ...]
    reverse: str | None


class Paths(Answer):
    """An answer.

    Attributes:
        subject: what was asked about.
        object: what it acts on.
        notes: how words were read, where otherwise than written.
        paths: the paths, the best first.
        variants: for a path the names of terms by way of which the same goes, too.
        stated_sign: the sign of all paths that rest on documents alone, if they have one.
        known_sign: the sign of all single relations of the two with a direction, if they have one.
        counter: those of the paths that run against a relation that is known, as a feedback does.
        more: how many further paths there are, without those against a known relation.
        uncounted: how many paths run against a known relation, among them those of `counter`.
        whole: whether the search looked at all of them.
        asked: claims that ask whether the one acts on the other.
        against: null results and denials of it.
        bends: things of which lack and excess act alike, so that no path goes through them.
        apart: the excess of the subject and combinations with it, which act for themselves.
        derived: edges between the two that were derived when the graph was built.
        nearest: what stands closest, where there is no path.
        names: the names of all terms and predicates that are met.
        statements: the claims and background relations that the hops rest on, by IRI.
        beside: claims of the two that the paths do not show whole: they name steps of their own, or
            have no direction.
    """

    def __init__(self, **found: Any) -> None:
        self.subject: str = found["subject"]
        self.object: str = found["object"]
        self.notes: tuple[str, ...] = found["notes"]
        self.paths: tuple[Path, ...] = found["paths"]
        self.variants: dict[Path, tuple[str, ...]] = found["variants"]
        self.stated_sign: str | None = found["stated_sign"]
        self.known_sign: str | None = found["known_sign"]
        self.counter: frozenset[Path] = found["counter"]
        self.more: int = found["more"]
        self.uncounted: int = found["uncounted"]
        self.whole: bool = found["whole"]
        self.asked: tuple[Claim, ...] = found["asked"]
        self.against: tuple[Claim, ...] = found["against"]
        self.bends: tuple[Bend, ...] = found["bends"]
        self.apart: tuple[str, ...] = found["apart"]
        self.derived: tuple[DerivedEdge, ...] = found["derived"]
        self.nearest: Nearest | None = found["nearest"]
        self.names: dict[str, str] = found["names"]
        self.statements: dict[str, Claim | BackgroundRelation] = found["statements"]
        self.beside: tuple[Claim, ...] = found["beside"]

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def signs(self) -> dict[str, int]:
        """How many of the paths but for counter paths have which sign: `+`, `-`, `±`, `?`."""
        found = [path.sign for path in self.paths if path not in self.counter]
        return {sign: found.count(sign) for sign in ("+", "-", "±", "?") if sign in found}

    @property
    def mixed(self) -> bool:
        """Whether paths, or the grounds of one hop, point both ways."""
        both = {"+", "-"} <= set(self.signs)
        return both or any(link.sign == "±" for path in self.paths for link in path.links)

    def contradicts(self, path: Path) -> bool:
        """Whether a path has the sign opposite to that of all that documents alone give."""
        return {path.sign, self.stated_sign} == {"+", "-"}

    @property
    def summary(self) -> str:
        """The answer in one line."""
        if not self.paths:
            return "No path: no row of hops, each with one sign, leads from the one to the other."
        number = len(self.paths) - len(self.counter)
        told = lines.counts(number, number + self.more, self.signs, bool(self.uncounted))
        if self.uncounted:
            told += "; " + lines.uncounted(self.uncounted, len(self.counter), number)
        return f"{told}." + ("" if self.whole else " The search was cut: there may be more.")

    @property
    def warnings(self) -> list[str]:
        """What a reader must know before trusting any of the paths."""
        found = []
        if self.asked:
            told = "; ".join(map(lines.brief, self.asked))
            found.append(f"Asked and left open in the documents, which no path overrides: {told}.")
        if self.against:
            told = "; ".join(map(lines.brief, self.against))
            found.append(f"Said to make no difference, or denied: {told}.")
        if self.mixed:
            found.append("The signs are mixed: the paths, or the grounds of one hop, disagree.")
        if self.counter:
            found.append(
                "Composed paths that run against a known relation, of the two or on the way, stand "
                "last: as feedback they may weaken the effect, and hardly turn it."
            )
        for bend in self.bends:
            found.append(
                f"No path goes through {self.names[bend.term]}: its lack ({_keys(bend.lack)}) and "
                f"its excess ({_keys(bend.excess)}) are said to act alike."
            )
        if self.apart:
            apart = ", ".join(self.apart)
            found.append(f"Not taken in with {self.subject}: {apart}; ask for each by its name.")
        if any(path.turned for path in self.paths):
            found.append(
                "What is read from a lack holds where there is one, not for more than enough."
            )
        if any(path.association for path in self.paths):
            found.append("An association says nothing of cause, nor does a path through one.")
        return found

    def sheet(self, *, all: bool = False, full: bool = False) -> Sheet:
        """Give the page that people read, the paths drawn, a line for each hop.

        Args:
            all: whether all claims beside the paths are shown; all paths always are.
            full: whether each hop has all its claims and sources.
        """
        tell = lines.lines if full else lines.short_lines
        sheet = Sheet(f"{self.subject} → {self.object}")
        for note in self.notes:
            sheet.line(f"{note}.")
        sheet.line(self.summary + self._call())
        for warning in self.warnings:
            sheet.line(f"! {warning}")
        self._tell_beside(sheet, all=all)
        before = ""
        for number, path in enumerate(self.paths, 1):
            heading = lines.heading(path, path in self.counter)
            if heading != before:
                sheet.section(heading)
                before = heading
            text = f"{number}. [{path.sign}] {drawings.line(self.names, path)}"
            details = tell(self.names, self.statements, path)
            if self.contradicts(path):
                details.insert(0, f"AGAINST WHAT IS STATED, which has the sign {self.stated_sign}")
            if path in self.variants:
                details.append(f"also by way of {', '.join(self.variants[path])}")
            sheet.item(text, details)
        if self.derived:
            sheet.section("Derived when the graph was built: follows by rule, stated by nobody")
            for edge in self.derived:
                sheet.item(lines.edge(edge))
        self._tell_nearest(sheet)
        sheet.line("")
        sheet.line(drawings.LEGEND)
        sheet.line(NOT_ADVICE)
        return sheet

    def _call(self) -> str:
        """Give the call that shows all paths found, and looks further where the search was cut."""
        shown = len(self.paths)
        there = shown + self.more + self.uncounted - len(self.counter)
        if not shown or shown >= MOST or (there == shown and self.whole):
            return ""
        if there == shown:
            return f" Further: --limit {min(2 * shown, MOST)}."
        return (
            f" All {there} found{'' if self.whole else ' so far'}: --limit {there}."
            if there <= MOST
            else f" The first {MOST}: --limit {MOST}."
        )

    def _tell_beside(self, sheet: Sheet, *, all: bool) -> None:
        if not self.beside:
            return
        sheet.section("Claims of the two that name steps of their own, or have no direction")
        shown = self.beside if all else self.beside[:_NEAR]
        for claim in shown:
            sheet.item(f"{claim.id}  {claim.states}")
        for line in count_rest(len(shown), len(self.beside), "--all"):
            sheet.item(line)

    def _tell_nearest(self, sheet: Sheet) -> None:
        if self.nearest is None:
            return
        for title, told in (
            (f"Nearest: {self.subject} acts on", self.nearest.acts_on),
            (f"Nearest: what acts on {self.object}", self.nearest.acted_on_by),
            ("The other way round", (self.nearest.reverse,) if self.nearest.reverse else ()),
        ):
            if told:
                sheet.section(title)
                for item in told:
                    sheet.item(item)

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data, terms as CURIEs with their names."""
        return {
            "subject": self.subject,
            "object": self.object,
            "notes": list(self.notes),
            "summary": self.summary,
            "warnings": self.warnings,
            "mixed": self.mixed,
            "signs": self.signs,
            "more": self.more,
            "whole": self.whole,
            "paths": [
                {
                    **lines.path_dict(self.names, self.statements, path),
                    "against_what_is_stated": self.contradicts(path),
                    "counter": path in self.counter,
                    "also_by_way_of": list(self.variants.get(path, ())),
                }
                for path in self.paths
            ],
            "beside": [claim.as_dict() for claim in self.beside],
            "asked": [claim.as_dict() for claim in self.asked],
            "against": [claim.as_dict() for claim in self.against],
            "bends": [
                {"term": self.names[b.term], "lack": _ids(b.lack), "excess": _ids(b.excess)}
                for b in self.bends
            ],
            "apart": list(self.apart),
            "derived": [as_dict(edge) for edge in self.derived],
            "nearest": None if self.nearest is None else as_dict(self.nearest),
            "note": NOT_ADVICE,
        }

    def to_rows(self) -> Rows:
        """Give one row per hop, in the order of the paths."""
        rows = [
            row
            for number, path in enumerate(self.paths, 1)
            for row in lines.rows(self.names, self.statements, number, path)
        ]
        return Rows(lines.COLUMNS, rows)

    def to_mermaid(self) -> str:
        """Draw the paths as a Mermaid flowchart."""
        return drawings.mermaid(self.names, self.paths)

    def to_dot(self) -> str:
        """Draw the paths in Graphviz's language."""
        return drawings.dot(self.names, self.paths)


def _ids(iris: Iterable[str]) -> list[str]:
    return [lines.key(iri) for iri in iris]


def _keys(iris: Iterable[str]) -> str:
    return ", ".join(_ids(iris))


def find_paths(
    store: Selects,
    networks: Networks,
    one: End,
    two: End,
    *,
    longest: int = 4,
    limit: int = 10,
    stated: bool = True,
    background: bool = True,
    steps: bool = True,
    related: Iterable[str] = (),
) -> Paths:
    """Find how one thing may act on another.

    Args:
        store: where the graph is.
        networks: what earlier searches of the graph have looked at.
        one: what acts.
        two: what it acts on.
        longest: how many links a path may have, at most 6.
        limit: how many paths are given, at most 100.
        stated: whether claims are taken.
        background: whether relations with a public source are taken.
        steps: whether a kind, a level, a lack, a use or a cell's activity is taken for the thing
            itself; each such step is shown.
        related: the keys of the claims that relate the two; those that no path shows whole are told
            beside the paths.

    Raises:
        QueryError: if both are one term, or a number is out of bounds.
    """
    longest, limit = _number("longest", longest, LONGEST), _number("limit", limit, MOST)
    if one.term == two.term:
        raise QueryError(f"{one.label!r} and {two.label!r} are one term; a path needs two")
    network = networks.get(stated=stated, background=background, steps=steps)
    found = _search(networks, network, one.term, two.term, longest, limit)
    choice = _chosen(network, found, one, two, limit)
    shown = choice.paths
    starts = [step.to if step else one.term for step in aliases(network, one.term)]
    ends = list(endings(network, two.term))
    asked, against = _said(store, {*starts, *_apart(store.select, one.term)}, ends, one, two)
    nearest = None if shown else _nearest(network, one.term, two.term, starts, ends, longest)
    gone = {term for path in shown for term in path.terms}
    apart = _apart(store.select, one.term) - gone if steps else set()
    beside = {term for terms in choice.variants.values() for term in terms}
    names = _names(store.select, [*shown, *(nearest or ())], found, {*apart, *beside})
    told = {claim.id for claim in (*asked, *against)}
    return Paths(
        subject=one.label,
        object=two.label,
        notes=tuple(dict.fromkeys((*one.notes, *two.notes))),
        paths=shown,
        variants={path: _named(names, terms) for path, terms in choice.variants.items()},
        stated_sign=choice.stated_sign,
        known_sign=choice.known_sign,
        counter=choice.counter,
        more=choice.more,
        uncounted=choice.uncounted,
        whole=found.whole,
        asked=asked,
        against=against,
        bends=found.bends,
        apart=tuple(sorted(_named(names, apart))),
        derived=_derived(store, one.term, two.term) if steps else (),
        nearest=None if nearest is None else _drawn(names, nearest, network, starts, ends),
        names=names,
        statements=_statements(store, shown),
        beside=_beside(store, set(related) - told, shown),
    )


def _named(names: Mapping[str, str], terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(names[term] for term in terms)


def _chosen(network: Network, found: Found, one: End, two: End, limit: int) -> Choice:
    """Keep the paths that meet what the ends are restricted to, and choose the best of them."""
    kept = [path for p in found.paths if (path := _restricted(p, one, two)) is not None]
    kept.sort(key=lambda path: path.rank)
    kinds = read_kinds(network.select, kept)
    extremes = _extremes(network, two.term)
    faring = read_faring(network.select, two.term) if network.steps else ()
    ends = {step.start: step for step in faring} | endings(network, two.term)

    @cache
    def said(term: str) -> str | None:
        return _said_by_all(network, term, ends)

    return choose(kept, limit, kinds, network.out, network.up, extremes, said)


def _said_by_all(network: Network, term: str, ends: Mapping[str, Step | None]) -> str | None:
    """Give the sign of all that documents say of a term, or of what is of it, and an end.

    What holds in some people only or under a condition is not known of the term, nor is what is
    read from its lack.
    """
    steps = read_aliases(network.select, term) if network.steps else ()
    starts = [term, *(step.to for step in steps if step.sign == "+")]
    network.fetch_out(starts)
    signs = set()
    for link in (link for start in starts for link in network.out(start)):
        if link.object not in ends or link.kind != CAUSAL or not link.stated:
            continue
        if link.bound or link.populations or link.lay:
            continue
        end = ends[link.object]
        sign = "?" if link.against else link.stated_sign or "?"
        signs.add(product([end.sign if end else "+", sign]))
    return signs.pop() if len(signs) == 1 else None


def _extremes(network: Network, term: str) -> set[str]:
    """Give what is a lack or an excess of a term."""
    lacks = {to for to, step in endings(network, term).items() if step and step.sign == "-"}
    return lacks | {str(row[0]) for row in network.select(_EXCESS.format(asked=term))}


def _beside(store: Selects, keys: set[str], shown: Iterable[Path]) -> tuple[Claim, ...]:
    """Read the claims that no path shows whole: those with steps first, then the best backed."""
    drawn = {ground.id for path in shown for link in path.links for ground in link.grounds}
    claims = [
        claim
        for claim in (Reader(store).claims(sorted(keys)) if keys else ())
        if claim.via or expand(f"bkg.claim:{claim.id}") not in drawn
    ]
    claims.sort(key=lambda c: (not c.via, -c.evidence_rank, -c.certainty_rank, c.id))
    return tuple(claims)


def _number(name: str, value: object, top: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= top:
        raise QueryError(f"{name} takes a whole number from 1 to {top}, not {value!r}")
    return value


def _search(
    networks: Networks, network: Network, one: str, two: str, longest: int, limit: int
) -> Found:
    """Look for paths; where background ends the search early, look through what is stated, too."""
    most = max(4 * limit, 40)
    found = search(network, one, two, longest, most)
    if not found.paths and network.steps:
        found = search(network, one, two, longest, most, faring=True)
    if found.whole or not (network.stated and network.background):
        return found
    only = networks.get(background=False, steps=network.steps)
    said = search(only, one, two, longest, most)
    known = {path.terms for path in found.paths}
    return replace(
        found, paths=(*found.paths, *(path for path in said.paths if path.terms not in known))
    )


def _restricted(path: Path, one: End, two: End) -> Path | None:
    """Keep of a path what is said of the dose and the site asked for; None if nothing is."""
    hops = list(path.hops)
    linked = [number for number, hop in enumerate(hops) if hop.link is not None]
    for at, kept in ((linked[0], one.kept), (linked[-1], two.kept)):
        link = hops[at].link
        if kept is None or link is None:
            continue
        made = make_links(ground for ground in link.grounds if ground.id in kept)
        if not made:
            return None
        hops[at] = Hop(link.subject, link.object, made[0].sign, made[0])
    people = {group for hop in hops if hop.link is not None for group in hop.link.populations}
    return replace(path, hops=tuple(hops), populations=path.populations or frozenset(people))


def _said(
    store: Selects, starts: Iterable[str], ends: Iterable[str], one: End, two: End
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Read what is asked of the two themselves, and what denies it or finds nothing."""
    query = _SAID.format(subjects=values(starts), objects=values(ends))
    asked: list[str] = []
    against: list[str] = []
    for iri, bearing in store.select(query):
        if any(end.kept is not None and str(iri) not in end.kept for end in (one, two)):
            continue
        (asked if str(bearing) == expand("bkg:Open") else against).append(str(iri))
    reader = Reader(store)
    return tuple(reader.claims(asked)), tuple(reader.claims(against))


def _apart(select: Select, term: str) -> set[str]:
    return {str(row[0]) for row in select(_APART.format(asked=term))}


def _derived(store: Selects, one: str, two: str) -> tuple[DerivedEdge, ...]:
    edges = [str(row[0]) for row in store.select(_DERIVED.format(one=one, two=two))]
    return tuple(Reader(store).derived(edges)) if edges else ()


def _nearest(
    network: Network, one: str, two: str, starts: list[str], ends: list[str], longest: int
) -> list[Path]:
    """Give what is drawn where there is no path: from the first, to the second, and back."""
    out = _best(network, (link for term in starts for link in network.out(term)))
    into = _best(network, (link for term in ends for link in network.into(term)))
    back = search(network, two, one, longest, 1).paths[:1]
    return [*out, *into, *back]


def _best(network: Network, links: Iterable[Link]) -> list[Path]:
    kinds = ("causal", "needed", "unsigned", "association")
    ranked = sorted(
        links,
        key=lambda link: (kinds.index(link.kind), link.best.order, link.subject, link.object),
    )
    return [Path((Hop(k.subject, k.object, k.sign, k),), k.populations) for k in ranked]


def _drawn(
    names: dict[str, str], nearest: list[Path], network: Network, starts: list[str], ends: list[str]
) -> Nearest:
    def told(paths: list[Path]) -> tuple[str, ...]:
        rest = len(paths) - _NEAR
        drawn = tuple(drawings.line(names, path) for path in paths[:_NEAR])
        return (*drawn, f"and {rest} more") if rest > 0 else drawn

    out = [path for path in nearest if path.direct and path.terms[0] in starts]
    into = [path for path in nearest if path.direct and path.terms[-1] in ends]
    back = [path for path in nearest if path.terms[0] in ends and path.terms[-1] in starts]
    return Nearest(told(out), told(into), drawings.line(names, back[0]) if back else None)


def _names(
    select: Select, paths: Iterable[Path], found: Found, more: Iterable[str]
) -> dict[str, str]:
    iris = {bend.term for bend in found.bends} | set(more)
    for path in paths:
        iris |= {*path.terms, *path.populations}
        for link in path.links:
            iris |= {ground.predicate for ground in (*link.grounds, *link.also, *link.against)}
    if not iris:
        return {}
    return {str(iri): str(name) for iri, name in select(_NAMES.format(terms=values(iris)))}


def _statements(store: Selects, paths: Iterable[Path]) -> dict[str, Claim | BackgroundRelation]:
    grounds = {
        ground.id: ground.stated
        for path in paths
        for link in path.links
        for ground in (*link.grounds, *link.also, *link.against, *link.asked)
    }
    reader = Reader(store)
    found: dict[str, Claim | BackgroundRelation] = {}
    claims = [iri for iri, stated in grounds.items() if stated]
    relations = [iri for iri, stated in grounds.items() if not stated]
    for claim in reader.claims(claims) if claims else ():
        found[expand(f"bkg.claim:{claim.id}")] = claim
    for relation in reader.relations(relations) if relations else ():
        found[expand(relation.id)] = relation
    return found
