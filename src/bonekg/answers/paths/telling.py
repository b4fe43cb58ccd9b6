"""A path told: its hops with their grounds, its weakest link, in lines, data and rows."""

from __future__ import annotations

from typing import Any

from bonekg.answers.facts import Facts
from bonekg.answers.paths.links import ASSOCIATION, CERTAINTIES, Link
from bonekg.answers.paths.search import Hop, Path
from bonekg.flat import Claim
from bonekg.store.rows import IRI, Rows, Value

__all__ = ["COLUMNS", "brief", "heading", "lines", "path_dict", "relation", "rows", "weakest"]

COLUMNS = (
    "path", "path_sign", "hop", "subject", "relation", "object", "sign", "kind", "claims",
    "background", "certainty", "evidence", "speaker_roles", "passages", "populations", "conditions",
    "against", "weakest",
)  # fmt: skip
_HEADINGS = {
    0: "Stated: one hop, with a direction",
    1: "Stated: one hop, without a direction, or but an association, one dose, or read from a lack",
    2: "Background: one hop, with a public source",
    3: "Background: one hop, without a direction or but an association",
    4: "Composed: several hops, each with a direction",
    5: "Composed: a hop without a direction, or from lay reports only",
    6: "Composed, by way of an association",
}


def brief(claim: Claim) -> str:
    """Tell a claim by its key and what it relates."""
    denied = "not: " if claim.polarity == "denied" else ""
    ends = f"{claim.subject_label} {claim.predicate} {claim.object_label}"
    return f"{claim.id} ({denied}{ends})"


def heading(path: Path) -> str:
    """Say of which sort a path is."""
    return _HEADINGS[path.rank[0]]


def relation(hop: Hop) -> str:
    """Name what a hop says: its predicates, or its roll-up."""
    return hop.how if hop.link is None else " / ".join(hop.link.predicates)


def weakest(facts: Facts, path: Path) -> Link:
    """Give the link of a path that carries least.

    An association is weaker than an effect; then the less sure, then the less good the evidence
    of its best claim. A background relation is as good as a claim of the best evidence.
    """
    return min(path.links, key=lambda link: _strength(facts, link))


def _strength(facts: Facts, link: Link) -> tuple[bool, bool, int, int]:
    top = max(facts.ranks.values())
    best = (0, top) if link.background else (-CERTAINTIES.index(link.claims[0].certainty),
                                             facts.ranks[link.claims[0].evidence])  # fmt: skip
    return link.kind != ASSOCIATION, link.sign in "+-", *best


def _marks(link: Link) -> list[str]:
    words = {
        "needed": "needed: its lack lowers; that more raises is not said",
        "unsigned": "no direction given",
        ASSOCIATION: "association only",
    }
    found = [words[link.kind]] if link.kind in words else []
    if link.sign == "±":
        found.append("CLAIMS DISAGREE")
    if link.hedged:
        found.append("hedged")
    if link.lay:
        found.append("lay reports or labels only")
    if link.conditional:
        found.append(f"only {_conditions(link)}: nothing follows from it for other doses")
    if not link.claims:
        found.append("background, stated by no document")
    return found


def _conditions(link: Link) -> str:
    return "; ".join(dict.fromkeys(c.context for c in link.claims if c.context))


def _ground(claim: Claim) -> str:
    parts = [
        f"{claim.certainty} (“{claim.cue}”)" if claim.cue else claim.certainty,
        claim.evidence,
        claim.speaker_role,
        "denied" if claim.polarity == "denied" else "",
        f"by way of {', '.join(claim.via)}" if claim.via else "",
        f"in {claim.population}" if claim.population else "",
        f"at {claim.site}" if claim.site else "",
        claim.context or "",
        f"{claim.document} {claim.start}-{claim.end}",
    ]
    return f"{claim.id} {claim.predicate}: {'; '.join(filter(None, parts))}"


def lines(facts: Facts, path: Path) -> list[str]:
    """Tell a path hop by hop."""
    found = []
    least = weakest(facts, path)
    for hop in path.hops:
        ends = f"{facts.name(hop.subject)} → {facts.name(hop.object)}"
        if hop.link is None:
            turned = ", which turns the sign round" if hop.sign == "-" else ""
            found.append(f"({ends}: {hop.how}{turned})")
            continue
        link = hop.link
        weak = ["weakest link"] if link is least and not path.direct else []
        marks = f"  [{'; '.join(told)}]" if (told := weak + _marks(link)) else ""
        found.append(f"{hop.sign} {ends}: {relation(hop)}{marks}")
        found += [f"  {_ground(claim)}" for claim in link.claims]
        found += [
            f"  background {edge.id.curie} {edge.predicate}: {', '.join(edge.sources)}"
            for edge in link.background
        ]
        if link.also:
            found.append(f"  also: {', '.join(f'{c.id} {c.predicate}' for c in link.also)}")
        found += [f"  against: {_ground(claim)}" for claim in link.against]
        found += [f"  asked: {claim.id} {claim.states}" for claim in link.asked]
    if path.populations:
        found.append(f"holds, if at all, in: {', '.join(sorted(path.populations))}")
    return found


def _term(facts: Facts, term: str) -> dict[str, str]:
    return {"id": IRI(term).curie, "name": facts.name(term)}


def _claim_dict(claim: Claim) -> dict[str, Any]:
    keys = (
        "id", "states", "predicate", "polarity", "certainty", "cue", "evidence", "speaker_role",
        "population", "site", "context", "via", "dose", "study_id", "document", "start", "end",
        "quote",
    )  # fmt: skip
    return {key: getattr(claim, key) for key in keys}


def path_dict(facts: Facts, path: Path) -> dict[str, Any]:
    """Give a path as plain data."""
    least = weakest(facts, path)
    at = next(number for number, hop in enumerate(path.hops, 1) if hop.link is least)
    return {
        "sign": path.sign,
        "sort": heading(path),
        "length": len(path.links),
        "stated": path.stated,
        "association": path.association,
        "populations": sorted(path.populations),
        "weakest": at,
        "hops": [_hop_dict(facts, hop) for hop in path.hops],
    }


def _hop_dict(facts: Facts, hop: Hop) -> dict[str, Any]:
    link = hop.link
    found: dict[str, Any] = {
        "subject": _term(facts, hop.subject),
        "relation": relation(hop),
        "object": _term(facts, hop.object),
        "sign": hop.sign,
        "kind": "roll-up" if link is None else link.kind,
    }
    if link is None:
        return found
    return found | {
        "hedged": link.hedged,
        "lay": link.lay,
        "marks": _marks(link),
        "claims": [_claim_dict(claim) for claim in link.claims],
        "background": [
            {"id": edge.id.curie, "predicate": edge.predicate, "sources": list(edge.sources)}
            for edge in link.background
        ],
        "also": [claim.id for claim in link.also],
        "against": [_claim_dict(claim) for claim in link.against],
        "asked": [claim.id for claim in link.asked],
    }


def rows(facts: Facts, number: int, path: Path) -> Rows:
    """Give one row per hop of a path."""
    least = weakest(facts, path)
    found: list[tuple[Value, ...]] = []
    for at, hop in enumerate(path.hops, 1):
        link = hop.link
        head = (number, path.sign, at, facts.name(hop.subject), relation(hop),
                facts.name(hop.object), hop.sign)  # fmt: skip
        if link is None:
            found.append((*head, "roll-up", *[None] * 9, False))
            continue
        best = link.claims[0] if link.claims else None
        cells = (
            ", ".join(claim.id for claim in link.claims),
            ", ".join(edge.id.curie for edge in link.background),
            best.certainty if best else None,
            best.evidence if best else None,
            ", ".join(dict.fromkeys(claim.speaker_role for claim in link.claims)),
            ", ".join(f"{c.document} {c.start}-{c.end}" for c in link.claims),
            ", ".join(sorted(link.populations)),
            _conditions(link),
            ", ".join(claim.id for claim in link.against),
        )
        found.append((*head, link.kind, *(cell or None for cell in cells), link is least))
    return Rows(COLUMNS, found)
