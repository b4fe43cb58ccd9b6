"""Links: what is said of one term acting on another, as one signed relation with its grounds.

Kind and sign are read from the graph: the kind stands with the predicate (`bkg:link`), the sign is
the statement's bearing. Questions make no link; null results and denials stand against one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["ASSOCIATION", "CAUSAL", "NEEDED", "UNSIGNED", "Ground", "Link", "Select", "make_links"]
__all__ += ["read_grounds", "values"]

Select = Callable[[str], Iterable[Sequence[object]]]
"""Anything that runs a SELECT over the union of the graphs and gives its rows."""

CAUSAL, NEEDED, UNSIGNED, ASSOCIATION = "causal", "needed", "unsigned", "association"
_KINDS = (CAUSAL, NEEDED, UNSIGNED, ASSOCIATION)
_SIGNS = {"Raises": "+", "Lowers": "-", "Null": "0", "Open": "open", "Relates": "?"}

# Each OPTIONAL is a plain pattern of the ground: engines look such a one up for every ground, while
# they read all claims for one that holds further OPTIONALs or BINDs. The end that is given stands
# first among the patterns, where engines begin that do not see what VALUES has bound.
_GROUNDS = """
SELECT ?subject ?object ?ground ?predicate ?link ?bearing ?composes ?claim ?denied ?sure ?strength
  ?lay ?population ?bound ?testable ?begins ?ends ?force
WHERE {{
  VALUES ?{end} {{ {terms} }}
  ?ground bkg:{end} ?{end} ; bkg:subject ?subject ; bkg:object ?object ; bkg:predicate ?predicate ;
    bkg:bearing ?bearing .
  ?predicate bkg:link ?link .
  FILTER(?subject != ?object)
  FILTER NOT EXISTS {{ ?ground bkg:status bkg:Withdrawn }}
  FILTER NOT EXISTS {{ ?ground a bkg:DerivedEdge }}
  FILTER NOT EXISTS {{ ?ground a bkg:StudyClaim }}
  OPTIONAL {{ ?predicate bkg:composes ?composes }}
  OPTIONAL {{ ?predicate bkg:beginsFrom ?begins . ?subject bkg:kindOf ?begins }}
  OPTIONAL {{ ?predicate bkg:endsPath ?ends }}
  OPTIONAL {{ ?ground bkg:population ?population }}
  OPTIONAL {{ ?ground bkg:condition|bkg:conditionTerm|bkg:conditionDose ?bound }}
  BIND(EXISTS {{ ?ground a bkg:Claim }} AS ?claim)
  OPTIONAL {{ ?ground bkg:polarity/bkg:rejects ?denied }}
  OPTIONAL {{ ?ground bkg:certainty/bkg:rank ?sure }}
  OPTIONAL {{ ?ground bkg:force/bkg:rank ?force }}
  OPTIONAL {{ ?ground bkg:kind/bkg:testable ?testable }}
  OPTIONAL {{ ?ground bkg:evidence ?evidence . ?evidence bkg:rank ?strength }}
  OPTIONAL {{ ?ground bkg:evidence ?evidence . ?evidence bkg:lay ?lay }}
}}
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """A claim or a background relation as the ground of a link.

    Attributes:
        id: its IRI.
        subject: the IRI of the term that acts.
        object: the IRI of the term that is acted on.
        predicate: the IRI of its predicate.
        kind: `causal`, `needed`, `unsigned` or `association`.
        sign: `+`, `-`, `0` for a null, `open` for a question, `?` where no direction is given.
        stated: whether it is a claim; else it is a background relation.
        composes: whether its predicate may be put in a row with others.
        denied: whether the claim rejects what it says.
        sure: the rank of its certainty; of a background relation the highest.
        force: the rank of how much its words give the predicate; of a background relation the
            highest.
        strength: the rank of its strongest evidence; of a background relation the highest.
        lay: whether no expert and no research stands behind it.
        populations: the IRIs of those in whom it holds; empty if in anybody.
        bound: whether it holds under a condition only, such as one concentration.
        testable: whether a study could test it, as it could not test a personal report.
        begins: whether it may only begin a path: it says who makes a thing, not how much of it.
        ends: whether it may only end a path: what a drug is given for is no step of how it acts.
    """

    id: str
    subject: str
    object: str
    predicate: str
    kind: str
    sign: str
    stated: bool
    composes: bool
    denied: bool
    sure: int
    force: int
    strength: int
    lay: bool
    populations: frozenset[str]
    bound: bool
    testable: bool
    begins: bool
    ends: bool

    @property
    def order(self) -> tuple[int, int, str]:
        """What grounds are sorted by, the surest and best supported first."""
        return -self.sure, -self.strength, self.id


@dataclass(frozen=True, slots=True)
class Link:
    """All that is said of one term acting on another.

    Attributes:
        subject: the IRI of the term that acts.
        object: the IRI of the term that is acted on.
        kind: `causal`, `needed`, `unsigned` or `association`.
        sign: `+`, `-`, `±` where grounds say both, `?` where none is given.
        grounds: what it rests on, the surest first.
        also: grounds that say less of the two: without a direction, or an association.
        against: null results and denials.
        asked: questions.
        populations: those in whom it holds; empty if in anybody.
        bound: whether every ground holds under a condition only.
        begins: whether it may only begin a path.
        ends: whether it may only end a path.
    """

    subject: str
    object: str
    kind: str
    sign: str
    grounds: tuple[Ground, ...]
    also: tuple[Ground, ...] = ()
    against: tuple[Ground, ...] = ()
    asked: tuple[Ground, ...] = ()
    populations: frozenset[str] = field(default_factory=frozenset)
    bound: bool = False
    begins: bool = False
    ends: bool = False

    @property
    def stated(self) -> bool:
        """Whether a document states it."""
        return any(ground.stated for ground in self.grounds)

    @property
    def known(self) -> bool:
        """Whether a public source gives it."""
        return any(not ground.stated for ground in self.grounds)

    @property
    def stated_sign(self) -> str | None:
        """The sign that all documents give which give one; None where they differ or give none."""
        signs = {g.sign for g in self.grounds if g.stated and g.sign in ("+", "-")}
        return signs.pop() if len(signs) == 1 else None

    @property
    def lay(self) -> bool:
        """Whether only lay reports and labels say so."""
        return all(ground.lay for ground in self.grounds)

    @property
    def best(self) -> Ground:
        """The surest and best supported ground."""
        return self.grounds[0]


def values(iris: Iterable[str]) -> str:
    """Write IRIs as the rows of a VALUES block.

    Examples:
        >>> values(["https://example.org/a"])
        '<https://example.org/a>'
    """
    return " ".join(f"<{iri}>" for iri in sorted(iris))


def read_grounds(select: Select, end: str, terms: Iterable[str]) -> list[Ground]:
    """Read the grounds of links that begin or end at some terms.

    Args:
        select: what runs a SELECT.
        end: `subject` or `object`.
        terms: IRIs of terms.

    Returns:
        The grounds, the surest first.
    """
    met: dict[str, list[Sequence[object]]] = defaultdict(list)
    for row in select(_GROUNDS.format(end=end, terms=values(terms))):
        met[str(row[2])].append(row)
    return sorted(map(_ground, met.values()), key=lambda ground: ground.order)


def _ground(rows: list[Sequence[object]]) -> Ground:
    """Join the rows of one statement, which differ by evidence and population only."""
    (subject, obj, iri, predicate, link, bearing, composes, claim, denied, *_) = rows[0]
    return Ground(
        id=str(iri),
        subject=str(subject),
        object=str(obj),
        predicate=str(predicate),
        kind=str(link),
        sign=_SIGNS[str(bearing).rpartition("/")[2]],
        stated=_true(claim),
        composes=composes is not None,
        denied=_true(denied),
        sure=max(_rank(row[9]) for row in rows),
        force=_rank(rows[0][17]),
        strength=max(_rank(row[10]) for row in rows),
        lay=all(row[11] is not None for row in rows),
        populations=frozenset(str(row[12]) for row in rows if row[12] is not None),
        bound=rows[0][13] is not None,
        testable=not _true(claim) or rows[0][14] is not None,
        begins=rows[0][15] is not None,
        ends=rows[0][16] is not None,
    )


def _true(value: object) -> bool:
    return str(value).lower() in ("true", "1")  # Virtuoso gives 1


def _rank(value: object) -> int:
    return 1000 if value is None else int(str(value))


def make_links(grounds: Iterable[Ground]) -> list[Link]:
    """Make the links between two terms: one effect or need, and one association beside it.

    An association is left out where an effect with a direction is known.

    Args:
        grounds: all grounds between the two, the surest first.
    """
    groups: dict[tuple[str, str], list[Ground]] = defaultdict(list)
    against: list[Ground] = []
    asked: list[Ground] = []
    for ground in grounds:
        if ground.sign == "open":
            asked.append(ground)
        elif ground.sign == "0" or ground.denied:
            against.append(ground)
        else:
            kind = UNSIGNED if ground.kind == CAUSAL and ground.sign == "?" else ground.kind
            groups[kind, ground.sign].append(ground)
    made: list[Link] = []
    for kinds in ((CAUSAL, NEEDED, UNSIGNED), (ASSOCIATION,)):
        if made and made[0].sign != "?":
            break
        present = [k for k in kinds if any(at == k for at, _ in groups)]
        if not present:
            continue
        kind = present[0]
        signs = [sign for at, sign in groups if at == kind]
        signed = [sign for sign in signs if sign != "?"] or signs
        used = sorted((g for s in signed for g in groups[kind, s]), key=lambda g: g.order)
        rest = [g for key, held in groups.items() for g in held if g not in used]
        made.append(
            Link(
                used[0].subject,
                used[0].object,
                kind,
                signed[0] if len(set(signed)) == 1 else "±",
                tuple(used),
                tuple(sorted(rest, key=lambda g: (_KINDS.index(g.kind), g.order))),
                tuple(against),
                tuple(asked),
                _people(used),
                all(ground.bound for ground in used),
                all(ground.begins for ground in used),
                all(ground.ends for ground in used),
            )
        )
    return made


def _people(grounds: list[Ground]) -> frozenset[str]:
    if any(not ground.populations for ground in grounds):
        return frozenset()
    return frozenset(people for ground in grounds for people in ground.populations)
