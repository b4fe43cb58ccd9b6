"""A path in words: its hops with their grounds and its weakest link, as lines, data and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from bonekg.answers.wording import edge_certainty, plural
from bonekg.model import BackgroundRelation, Claim, DerivedEdge
from bonekg.paths.links import ASSOCIATION, NEEDED, UNSIGNED, Ground, Link
from bonekg.paths.search import Hop, Path
from bonekg.rdf import compact
from bonekg.store.rows import Value

__all__ = ["COLUMNS", "brief", "counts", "edge", "heading", "key"]
__all__ += [
    "lines",
    "path_dict",
    "relation",
    "rows",
    "short_lines",
    "short_source",
    "uncounted",
    "weakest",
]

COLUMNS = (
    "path", "path_sign", "hop", "subject", "subject_name", "relation", "object", "object_name",
    "sign", "kind", "claims", "background", "certainty", "evidence", "speaker_roles", "passages",
    "populations", "conditions", "against", "weakest",
)  # fmt: skip
_HEADINGS = {
    0: "Stated: one hop, with a direction",
    1: "Stated: one hop, without a direction, or an association, one condition, read from a lack",
    2: "Composed of what is stated: several hops, each with a direction",
    3: "Background: one hop, with a public source",
    4: "Composed of what is stated, by way of an association",
    5: "Composed, in part of what is stated: several hops, each with a direction",
    6: "Composed of background: several hops, each with a public source",
    7: "Background: one hop, without a direction, or an association",
    8: "Composed: a hop without a direction, only needed, under a condition, or from lay reports",
    9: "Composed in part of background, by way of an association",
}
_COUNTER = "Counter-regulation and side ways: composed, against a relation that is known"
_FEW = 3  # as many claims of one hop stand in a short line
_Names = Mapping[str, str]
_Statements = Mapping[str, Claim | BackgroundRelation]


def key(iri: str) -> str:
    """Give the short form under which people find a statement: a claim's key, else its CURIE.

    Examples:
        >>> key("https://w3id.org/bonekg/claim/001-070")
        '001-070'
    """
    return iri.rpartition("/")[2] if "/claim/" in iri else compact(iri)


def brief(claim: Claim) -> str:
    """Tell a claim by its key and what it relates."""
    denied = "not: " if claim.denied else ""
    return f"{claim.id} ({denied}{claim.subject.name} {claim.predicate} {claim.object_name})"


def edge(derived: DerivedEdge) -> str:
    """Tell a derived edge in one line."""
    way = ", ".join(step.name for steps in derived.via[:-1] for step in steps)
    whom = f"; in {derived.population.name} only" if derived.population else ""
    ends = f"{derived.subject.name} {derived.predicate} {derived.object.name}"
    grounds = ", ".join(ground.rpartition(":")[2] for ground in derived.grounds)
    sure = edge_certainty(derived)
    return f"{ends} (by way of {way}); {sure}, {derived.evidence}; from {grounds}{whom}"


def counts(shown: int, there: int, signs: Mapping[str, int], marked: bool) -> str:
    """Say how many of the paths that count are shown, and with which signs.

    Args:
        shown: how many are shown.
        there: how many there are.
        signs: sign → how many of those shown have it.
        marked: whether there are others, that do not count.

    Examples:
        >>> counts(10, 17, {"+": 9, "-": 1}, marked=True)
        '10 of 17 paths that count are shown: 9 raising, 1 lowering'
        >>> counts(1, 1, {"-": 1}, marked=False), counts(0, 0, {}, marked=True)
        ('1 path: 1 lowering', 'No path counts')
    """
    if not there:
        return "No path counts"
    words = {"+": "raising", "-": "lowering", "±": "disputed", "?": "without a direction"}
    told = ", ".join(f"{number} {words[sign]}" for sign, number in signs.items())
    kept = f"{shown} of {plural(there, 'path')}" if there > shown else plural(shown, "path")
    if marked:
        kept += " that counts" if there == 1 else " that count"
    return f"{kept}{' are shown' if there > shown else ''}: {told}"


def uncounted(there: int, shown: int, beside: int) -> str:
    """Say how many paths do not count, and how many of these are shown where not all are.

    Args:
        there: how many do not count.
        shown: how many of these are shown.
        beside: how many that count are told before them.

    Examples:
        >>> uncounted(1, 1, 0)
        '1 runs against a known relation and does not count'
        >>> uncounted(4, 0, 10)
        '4 more run against a known relation and do not count, none of them shown'
    """
    runs, does = ("runs", "does") if there == 1 else ("run", "do")
    more = " more" if beside else ""
    told = f"{there}{more} {runs} against a known relation and {does} not count"
    which = "not" if there == 1 else f"{shown or 'none'} of them"
    return told if shown == there else f"{told}, {which} shown"


def heading(path: Path, counter: bool = False) -> str:
    """Say of which sort a path is; a counter path stands for itself, whatever its sort."""
    return _COUNTER if counter else _HEADINGS[path.tier]


def relation(names: _Names, hop: Hop) -> str:
    """Name what a hop says: its predicates, or what the step is."""
    if hop.link is None:
        return hop.how.replace("{}", names[hop.object])
    return " / ".join(dict.fromkeys(names[ground.predicate] for ground in hop.link.grounds))


def weakest(path: Path) -> Link:
    """Give the link of a path that carries least.

    An association is weaker than an effect; then the less sure, then the less good the evidence
    of its best ground. A background relation is as good as a claim of the best evidence.
    """
    return min(
        path.links,
        key=lambda link: (
            link.kind != ASSOCIATION,
            link.sign in ("+", "-"),
            max(g.sure for g in link.grounds),
            max(g.strength for g in link.grounds),
        ),
    )


def _short_marks(link: Link) -> list[str]:
    words = {
        NEEDED: "needed: its lack lowers; that more raises is not said",
        UNSIGNED: "no direction given",
        ASSOCIATION: "association only",
    }
    found = [words[link.kind]] if link.kind in words else []
    disagree = "SOURCES DISAGREE"
    if link.stated:
        disagree = "CLAIM AND BACKGROUND DISAGREE" if link.stated_sign else "CLAIMS DISAGREE"
    return [*found, disagree] if link.sign == "±" else found


def _marks(link: Link, statements: _Statements) -> list[str]:
    found = _short_marks(link)
    claims = _claims(statements, link.grounds)
    if claims and not link.known and all(claim.cue for claim in claims):
        found.append("hedged")
    if link.lay:
        found.append("lay reports or labels only")
    if link.bound:
        known = [one.condition for one in _relations(statements, link) if one.condition]
        told = _conditions(claims) or "; ".join(dict.fromkeys(known))
        found.append(f"only {told}: nothing follows from it for other cases")
    if not link.stated:
        found.append("background, stated by no document")
    return found


def _claims(statements: _Statements, grounds: Iterable[Ground]) -> list[Claim]:
    found = (statements.get(ground.id) for ground in grounds)
    return [claim for claim in found if isinstance(claim, Claim)]


def _relations(statements: _Statements, link: Link) -> list[BackgroundRelation]:
    found = (statements.get(ground.id) for ground in link.grounds)
    return [each for each in found if isinstance(each, BackgroundRelation)]


def _conditions(claims: Iterable[Claim]) -> str:
    return "; ".join(dict.fromkeys(c.condition_words for c in claims if c.condition_words))


def _ground(claim: Claim) -> str:
    ways = ", ".join(" and ".join(s.name for s in steps) for steps in claim.via)
    parts = [
        f"{claim.certainty} (“{claim.cue}”)" if claim.cue else claim.certainty,
        claim.evidence_words,
        claim.speaker_role,
        "denied" if claim.denied else "",
        f"by way of {ways}" if ways else "",
        f"in {claim.population.name}" if claim.population else "",
        f"at {claim.site.name}" if claim.site else "",
        claim.condition_words or "",
        claim.context_words or "",
        f"{claim.document} {claim.start}-{claim.end}",
    ]
    return f"{claim.id} {claim.predicate}: {'; '.join(filter(None, parts))}"


# in an address: what identifies a publication → how that is written
_IDENTIFIERS = {
    r"(PMC\d+)": r"\1",
    r"pubmed[^/]*/(\d+)": r"PMID:\1",
    r"(10\.\d{4,}/.+?)(?:\.pdf|/(?:full|abstract|pdf|epdf|html|figures|tables)\b.*)?$": r"doi:\1",
}


def short_source(source: str) -> str:
    """Give the name of a database or the address of a publication, without what was read there.

    Examples:
        >>> short_source("WikiPathways WP428 (bone_edges.tsv): SOST -> LRP5 (mim-inhibition)")
        'WikiPathways WP428'
        >>> short_source("https://pmc.ncbi.nlm.nih.gov/articles/PMC3449092 (introduction), Title")
        'PMC3449092'
        >>> short_source("https://frontiersin.org/10.3389/fphar.2022.866625/full (abstract)")
        'doi:10.3389/fphar.2022.866625'
        >>> short_source("https://www.example.org/a/1.html (abstract), Title: what it says")
        'example.org/a/1.html'
    """
    name = unquote(re.split(r" \(|, |: ", source, maxsplit=1)[0].rstrip("/"))
    if not name.startswith("http"):
        return name
    for pattern, written in _IDENTIFIERS.items():
        if found := re.search(pattern, name):
            return found.expand(written)
    return re.sub(r"^https?://(?:www\.)?", "", name)


def _source(known: BackgroundRelation) -> str:
    remark = known.circumstances
    where = f" ({remark})" if remark else ""
    return f"background {known.id} {known.predicate}{where}: {', '.join(known.sources)}"


def short_lines(names: _Names, statements: _Statements, path: Path) -> list[str]:
    """Tell a path hop by hop, each in one short line: on what it rests and under which conditions.

    Where it has one link, the first claims of that are told in their sentences.
    """
    found = []
    for hop in path.hops:
        ends = f"{names[hop.subject]} → {names[hop.object]}: "
        if hop.link is None:
            found.append(f"({ends}{relation(names, hop)}{_turned(hop)})")
            continue
        found.append(f"{ends}{relation(names, hop)}; {_short_ground(statements, hop.link)}")
        if len(path.links) == 1:
            claims = _claims(statements, hop.link.grounds)[:_FEW]
            found += [f"{claim.id}  {claim.states}" for claim in claims]
    if path.populations:
        found.append(f"holds, if at all, in: {_people(names, path)}")
    return found


def _turned(hop: Hop) -> str:
    """Say of a step between a thing and its lack or loss that the sense is turned round."""
    return ", so the sense is turned round" if hop.sign == "-" else ""


def _short_ground(statements: _Statements, link: Link) -> str:
    """Say on what a link rests: claims where there are any, else the first of its sources."""
    parts = []
    claims = _claims(statements, link.grounds)
    if claims:
        parts.append(" / ".join(map(_short_claim, claims[:_FEW])) + _rest(len(claims) - _FEW))
    else:
        parts += _short_relations(_relations(statements, link))
    parts += _short_marks(link)
    parts += [f"only {_conditions(claims)}"] if link.bound and claims else []
    against = [claim.id for claim in _claims(statements, link.against)]
    parts += [f"against: {', '.join(against)}"] if against else []
    return "; ".join(parts)


def _short_relations(relations: list[BackgroundRelation]) -> list[str]:
    """Name one source and the circumstances in which the sources saw it."""
    told = list(dict.fromkeys(short_source(s) for known in relations for s in known.sources))
    parts = [f"background: {told[0]}{_rest(len(told) - 1)}"]
    where = {known: known.circumstances for known in relations}
    if len({known.bearing for known in relations}) > 1:
        seen = (f"{known.predicate} {words or ''}".strip() for known, words in where.items())
        return [*parts, " / ".join(dict.fromkeys(seen))]
    words = list(dict.fromkeys(filter(None, where.values())))
    if words:
        # Circumstances of one relation say nothing of a link that another one gives without any.
        parts.append(f"{'seen' if all(where.values()) else 'also seen'}: {' / '.join(words)}")
    return parts


def _short_claim(claim: Claim) -> str:
    where = f", in {claim.population.name}" if claim.population else ""
    return f"{claim.id} {claim.certainty}, {claim.evidence_words}, {claim.speaker_role}{where}"


def _rest(number: int) -> str:
    return f" and {number} more" if number > 0 else ""


def _people(names: _Names, path: Path) -> str:
    return ", ".join(sorted(names[group] for group in path.populations))


def lines(names: _Names, statements: _Statements, path: Path) -> list[str]:
    """Tell a path hop by hop."""
    found = []
    least = weakest(path)
    for hop in path.hops:
        ends = f"{names[hop.subject]} → {names[hop.object]}"
        link = hop.link
        if link is None:
            found.append(f"({ends}: {relation(names, hop)}{_turned(hop)})")
            continue
        weak = ["weakest link"] if link is least and not path.direct else []
        marks = "; ".join(weak + _marks(link, statements))
        found.append(
            f"{hop.sign} {ends}: {relation(names, hop)}" + (f"  [{marks}]" if marks else "")
        )
        found += [f"  {_ground(claim)}" for claim in _claims(statements, link.grounds)]
        found += [f"  {_source(known)}" for known in _relations(statements, link)]
        if link.also:
            also = ", ".join(f"{key(g.id)} {names[g.predicate]}" for g in link.also)
            found.append(f"  also: {also}")
        found += [f"  against: {_ground(claim)}" for claim in _claims(statements, link.against)]
        asked = _claims(statements, link.asked)
        found += [f"  asked: {claim.id} {claim.states}" for claim in asked]
    if path.populations:
        found.append(f"holds, if at all, in: {_people(names, path)}")
    return found


def path_dict(names: _Names, statements: _Statements, path: Path) -> dict[str, Any]:
    """Give a path as plain data."""
    least = weakest(path)
    at = next(number for number, hop in enumerate(path.hops, 1) if hop.link is least)
    return {
        "sign": path.sign,
        "sort": heading(path),
        "length": len(path.links),
        "stated": path.stated,
        "association": path.association,
        "populations": sorted(names[group] for group in path.populations),
        "weakest": at,
        "hops": [_hop_dict(names, statements, hop) for hop in path.hops],
    }


def _hop_dict(names: _Names, statements: _Statements, hop: Hop) -> dict[str, Any]:
    link = hop.link
    found: dict[str, Any] = {
        "subject": {"id": compact(hop.subject), "name": names[hop.subject]},
        "relation": relation(names, hop),
        "object": {"id": compact(hop.object), "name": names[hop.object]},
        "sign": hop.sign,
        "kind": "step" if link is None else link.kind,
    }
    if link is None:
        return found
    return found | {
        "lay": link.lay,
        "marks": _marks(link, statements),
        "claims": [claim.as_dict() for claim in _claims(statements, link.grounds)],
        "background": [
            {"id": known.id, "predicate": known.predicate, "sources": list(known.sources)}
            for known in _relations(statements, link)
        ],
        "also": [key(ground.id) for ground in link.also],
        "against": [claim.as_dict() for claim in _claims(statements, link.against)],
        "asked": [key(ground.id) for ground in link.asked],
    }


def rows(
    names: _Names, statements: _Statements, number: int, path: Path
) -> list[tuple[Value, ...]]:
    """Give one row per hop of a path."""
    least = weakest(path)
    found: list[tuple[Value, ...]] = []
    for at, hop in enumerate(path.hops, 1):
        link = hop.link
        head: tuple[Value, ...] = (
            number, path.sign, at, compact(hop.subject), names[hop.subject], relation(names, hop),
            compact(hop.object), names[hop.object], hop.sign,
        )  # fmt: skip
        if link is None:
            found.append((*head, "step", *[None] * 9, False))
            continue
        claims = _claims(statements, link.grounds)
        cells = (
            ", ".join(claim.id for claim in claims),
            ", ".join(known.id for known in _relations(statements, link)),
            claims[0].certainty if claims else None,
            claims[0].evidence_words if claims else None,
            ", ".join(dict.fromkeys(claim.speaker_role for claim in claims)),
            ", ".join(f"{c.document} {c.start}-{c.end}" for c in claims),
            ", ".join(sorted(names[group] for group in link.populations)),
            _conditions(claims),
            ", ".join(key(ground.id) for ground in link.against),
        )
        found.append((*head, link.kind, *(cell or None for cell in cells), link is least))
    return found
