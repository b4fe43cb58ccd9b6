"""What acts on what: one link for all that is said of two terms, with its sign and its grounds.

A link is *causal* (a signed effect), *needed* (a requirement), *unsigned* (an effect or mechanism
without a direction) or an *association* (which says nothing of cause; risk is counted to it).
Questions give no link; null results and denials stand against one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from bonekg.answers.facts import Edge, Facts
from bonekg.answers.reach import claim_ends
from bonekg.answers.sense import valence
from bonekg.build.inference import bound_to_dose
from bonekg.flat import Claim

__all__ = ["ASSOCIATION", "CERTAINTIES", "Link", "is_hub", "links"]
__all__ += ["make_link", "sign_of"]

ASSOCIATION = "association"
CERTAINTIES = ("asserted", "hedged", "speculative", "question")
_CAUSAL = frozenset(
    [
        "increases", "decreases", "improves", "impairs", "activates", "inhibits", "causes",
        "prevents", "treats", "produces", "breaks down", "source of",
    ]
)  # fmt: skip
_UNSIGNED = frozenset(["affects", "regulates", "acts through", "binds", "participates in"])
_LINKED = frozenset(["association", "risk"])
# What is too general to be a link of a chain, though it may begin or end one.
_HUBS = ("AnatomicalSite", "Population", "Organism", "StudyDesign", "Technique")


class Link(NamedTuple):
    """All that is said of one thing acting on another.

    Attributes:
        subject: the term that acts.
        object: the term that it acts on.
        kind: `causal`, `needed`, `unsigned` or `association`.
        sign: `+`, `-`, `±` where claims say both, `?` where none is given.
        claims: the claims that it rests on, the strongest first.
        background: the background relations that it rests on.
        also: claims of the two that say less: without direction, or of an association.
        against: null results, and denials.
        asked: claims that ask.
        populations: whom it is said of; empty if anybody.
        conditional: whether it is said of one dose or concentration only.
    """

    subject: str
    object: str
    kind: str
    sign: str
    claims: tuple[Claim, ...]
    background: tuple[Edge, ...]
    also: tuple[Claim, ...]
    against: tuple[Claim, ...]
    asked: tuple[Claim, ...]
    populations: frozenset[str]
    conditional: bool

    @property
    def predicates(self) -> tuple[str, ...]:
        """The predicates that it rests on."""
        stated = [claim.predicate for claim in self.claims]
        return tuple(dict.fromkeys([*stated, *(edge.predicate for edge in self.background)]))

    @property
    def hedged(self) -> bool:
        """Whether nobody says so without a hedge."""
        return not self.background and all(c.certainty != "asserted" for c in self.claims)

    @property
    def lay(self) -> bool:
        """Whether nobody but participants, commenters and labels says so."""
        lay = ("lay report", "product label")
        return not self.background and all(c.evidence in lay for c in self.claims)


def sign_of(facts: Facts, predicate: str, obj: str, direction: str | None = None) -> str:
    """Give the sign of a relation: `+`, `-`, `0`, or `?` where there is none.

    Args:
        facts: the graph.
        predicate: the predicate's name.
        obj: the term acted on; what is good of it gives the sign of *improves* and *impairs*.
        direction: the direction of the effect of a claim, which an association may have.
    """
    sign = facts.signs.get(predicate, "none")
    if predicate == "source of":
        return "+"
    if sign in ("+", "-", "0"):
        return sign
    if sign in ("favourable", "unfavourable"):
        good = valence(facts, obj)
        if not good and "neither" in {facts.favourable.get(t) for t in facts.above(obj)}:
            return "?"
        return "+" if (sign == "favourable") == (good != "lower") else "-"
    if facts.families.get(predicate) == "association":
        told = {"higher": "+", "increase": "+", "lower": "-", "decrease": "-"}.get(str(direction))
        present = facts.is_a(obj, "Condition") or facts.is_a(obj, "NutrientState")
        return told or ("+" if present else "?")
    return "?"


def links(facts: Facts, stated: bool, background: bool) -> dict[str, list[Link]]:
    """Make all links.

    Args:
        facts: the graph.
        stated: whether claims are taken.
        background: whether background relations are taken.

    Returns:
        Subject → its links, in a fixed order.
    """
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    edges: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    if stated:
        for claim in facts.claims:
            if claim.object_id is not None:
                claims[claim_ends(claim)].append(claim)
    if background:
        for edge in facts.edges:
            if edge.kind == "background":
                edges[edge.subject_iri, edge.object_iri].append(edge)
    found: dict[str, list[Link]] = defaultdict(list)
    for subject, obj in sorted({*claims, *edges}):
        if subject != obj:
            pair = (subject, obj)
            found[subject] += make_link(facts, *pair, claims.get(pair, []), edges.get(pair, []))
    return dict(found)


def is_hub(facts: Facts, term: str) -> bool:
    """Whether a term is too general for a path to go through it."""
    name = facts.name(term)
    general = name.endswith((" health", " outcome")) or name in ("efficacy", "quality of life")
    return general or any(facts.is_a(term, category) for category in _HUBS)


def make_link(
    facts: Facts, subject: str, obj: str, claims: list[Claim], edges: list[Edge]
) -> list[Link]:
    """Make the links between two terms: at most one that is an effect, else an association.

    Args:
        facts: the graph.
        subject: the term that acts.
        obj: the term that it acts on.
        claims: the claims of the two.
        edges: the background relations of the two.
    """
    groups: dict[tuple[str, str], tuple[list[Claim], list[Edge]]] = defaultdict(lambda: ([], []))
    against: list[Claim] = []
    asked: list[Claim] = []
    order = _strength(facts)
    for claim in sorted(claims, key=order):
        if claim.certainty == "question":
            asked.append(claim)
            continue
        told = (claim.effect or {}).get("direction")
        kind, sign = _sort(facts, claim.predicate, subject, obj, told)
        if sign == "0" or (claim.polarity == "denied" and kind):
            against.append(claim)
        elif kind:
            groups[kind, sign][0].append(claim)
    for edge in sorted(edges, key=lambda e: e.id):
        kind, sign = _sort(facts, edge.predicate, subject, obj, None)
        if kind and not (edge.predicate == "participates in" and facts.is_a(obj, "Pathway")):
            groups[kind, sign][1].append(edge)
    made: list[Link] = []
    for kinds in (("causal", "needed", "unsigned"), (ASSOCIATION,)):
        keys = [key for kind in kinds for key in sorted(groups) if key[0] == kind]
        if not keys:
            continue
        first = keys[0][0]
        if made and made[0].sign != "?":
            break
        used = [key for key in keys if key[0] == first and (first != ASSOCIATION or key[1] != "?")]
        used = used or keys[:1]
        signs = {key[1] for key in used}
        chosen = sorted((c for key in used for c in groups[key][0]), key=order)
        known = tuple(edge for key in used for edge in groups[key][1])
        rest = [c for key in sorted(groups) if key not in used for c in groups[key][0]]
        people = frozenset(c.population or "" for c in chosen)
        made.append(
            Link(
                subject, obj, first, signs.pop() if len(signs) == 1 else "±", tuple(chosen), known,
                tuple(sorted(rest, key=order)), tuple(against), tuple(asked),
                frozenset() if known or "" in people else people,
                not known and all(bound_to_dose(c.context) for c in chosen),
            )
        )  # fmt: skip
    return made


def _sort(
    facts: Facts, predicate: str, subject: str, obj: str, direction: str | None
) -> tuple[str, str]:
    """Give the kind of link that a predicate makes, empty for none, and its sign."""
    sign = sign_of(facts, predicate, obj, direction)
    if sign == "0":
        return "causal", "0"
    if predicate in _CAUSAL:
        return ("causal", sign) if sign != "?" else ("unsigned", "?")
    if predicate == "required for":
        return "needed", "+"
    if predicate == "precedes":
        # One substance made into another; cells and conditions only follow each other.
        made = facts.is_a(subject, "Substance") and facts.is_a(obj, "Substance")
        return ("unsigned", "?") if made else ("", "?")
    if predicate in _UNSIGNED:
        return "unsigned", "?"
    if facts.families.get(predicate) in _LINKED:
        return ASSOCIATION, sign
    return "", "?"


def _strength(facts: Facts) -> Callable[[Claim], tuple[int, int, str]]:
    def order(claim: Claim) -> tuple[int, int, str]:
        return CERTAINTIES.index(claim.certainty), -facts.ranks[claim.evidence], claim.id

    return order
