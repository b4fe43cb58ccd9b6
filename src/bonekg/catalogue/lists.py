"""Lists of claims, studies and conflicts: by what each can be narrowed, and the query of it.

`queries/lists.tsv` says it, a pattern of SPARQL a line, with the variables that it gives. The first
line of a list says what stands in it; each further one is a facet, which is called like its
variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bonekg import resources
from bonekg.catalogue.narrowing import Values
from bonekg.errors import ResourceError

if TYPE_CHECKING:
    from bonekg.lexicon.lexicon import Selects

__all__ = ["Listed", "list_query", "list_values", "load_lists"]


class Listed(NamedTuple):
    """A list.

    Attributes:
        name: its name.
        gives: the variables of its query, the thing first.
        pattern: what stands in it.
        facets: facet → the pattern of its values, in the order of addresses.
    """

    name: str
    gives: tuple[str, ...]
    pattern: str
    facets: dict[str, str]


@cache
def load_lists() -> dict[str, Listed]:
    """Read all lists: name → list.

    Raises:
        ResourceError: if there is no such file.
    """
    file = resources.root() / "queries" / "lists.tsv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(file, "cannot be read") from error
    found: dict[str, Listed] = {}
    for name, gives, pattern in (line.split("\t") for line in lines[1:]):
        if name in found:
            found[name].facets[gives] = pattern
        else:
            found[name] = Listed(name, tuple(gives.split()), pattern, {})
    return found


def list_values(store: Selects, listed: Listed) -> dict[str, Values]:
    """Give the values of what stands in a list: its key → facet → values.

    Args:
        store: what is asked.
        listed: the list.
    """
    thing = listed.gives[0]
    rows = store.select(f"SELECT DISTINCT ?{thing} WHERE {{ {listed.pattern} }}")
    found: dict[str, dict[str, list[str]]] = {
        _key(it): {facet: [] for facet in listed.facets} for (it,) in rows
    }
    for facet, pattern in listed.facets.items():
        asked = f"SELECT DISTINCT ?{thing} (STR(?{facet}) AS ?value)"
        for it, value in store.select(f"{asked} WHERE {{ {listed.pattern} {pattern} }}"):
            found[_key(it)][facet].append(str(value))
    return dict(found)


def _key(thing: object) -> str:
    return str(thing).rpartition("/")[2]


def list_query(listed: Listed, conditions: str, chosen: Mapping[str, str]) -> str:
    """Give the query of a list as it is narrowed.

    Args:
        listed: the list.
        conditions: what else must hold, as SPARQL; empty for nothing.
        chosen: facet → value.
    """
    import pyoxigraph

    filters = [
        f"{listed.facets[facet]} FILTER(STR(?{facet}) = {pyoxigraph.Literal(value)})"
        for facet, value in chosen.items()
    ]
    select = " ".join(f"?{name}" for name in listed.gives)
    lines = [f"  {line}" for line in (listed.pattern, *conditions.splitlines(), *filters)]
    order = f"ORDER BY ?{listed.gives[0]}"
    return "\n".join([f"SELECT DISTINCT {select} WHERE {{", *lines, "}", order])
