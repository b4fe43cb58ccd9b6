"""Which claims a question lets through: by site, population, document and evidence."""

from __future__ import annotations

from collections.abc import Iterable

from bonekg.answers.facts import Facts
from bonekg.answers.reach import sites_of
from bonekg.errors import QueryError
from bonekg.flat import Claim

__all__ = ["at_site", "restrict"]


def restrict(
    facts: Facts,
    site: str | None,
    population: str | None,
    document: str | None,
    evidence: str | None,
) -> list[Claim]:
    """Give the current claims that the options let through.

    Args:
        facts: the graph.
        site: a site; its parts count, and what is called after it.
        population: a population; its parts count.
        document: a document's slug.
        evidence: the weakest evidence that counts.

    Raises:
        TermError: if the site or the population is unknown or ambiguous.
        QueryError: if there is no such document or evidence.
    """
    kept: Iterable[Claim] = facts.claims
    if site is not None:
        sites = facts.within(facts.lexicon.resolve(site))
        kept = [claim for claim in kept if at_site(facts, claim, sites)]
    if population is not None:
        people = {facts.name(t) for t in facts.below(facts.lexicon.resolve(population))}
        kept = [claim for claim in kept if claim.population in people]
    if document is not None:
        slug = document.removeprefix("document ").strip()
        known = sorted(file.partition("_")[0] for file in facts.documents)
        if slug not in known:
            raise QueryError(f"no document {document!r}; there are {', '.join(known)}")
        kept = [claim for claim in kept if claim.document.startswith(f"{slug}_")]
    if evidence is not None:
        if evidence not in facts.ranks:
            strongest = sorted(facts.ranks, key=lambda name: -facts.ranks[name])
            raise QueryError(f"no evidence {evidence!r}; there are {', '.join(strongest)}")
        kept = [c for c in kept if facts.ranks[c.evidence] >= facts.ranks[evidence]]
    return list(kept)


def at_site(facts: Facts, claim: Claim, sites: set[str]) -> bool:
    """Whether a claim is about one of these sites, or a thing called after one."""
    if claim.site is not None:
        return sites_of(facts, claim) in sites
    words = set((claim.object_label or "").split())
    return any(set(facts.name(site).split()) <= words for site in sites)
