"""What a query of the catalogue asks, takes and gives, for people."""

from __future__ import annotations

import shlex

from bonekg.catalogue.queries import Catalogued

__all__ = ["explain"]


def explain(query: Catalogued) -> str:
    """Explain a query: its question, its parameters, its columns, an example, related queries.

    Examples:
        >>> from bonekg.catalogue.queries import get_query
        >>> print(explain(get_query("ancestors")))
        bonekg run ancestors --entity ENTITY
        <BLANKLINE>
        Of what is {entity} a kind, all the way up?
        <BLANKLINE>
        parameters
          --entity  entity, required: the term
        <BLANKLINE>
        columns
          ancestor       a term above it
          ancestor_name  the name of the term above it
        <BLANKLINE>
        example:  bonekg run ancestors --entity calcitriol
        related:  term
    """
    needed = [f"--{p.name} {p.name.upper()}" for p in query.parameters if p.required]
    lines = [" ".join(["bonekg run", query.name, *needed]), "", query.question]
    if query.parameters:
        width = max(len(p.name) for p in query.parameters) + 2
        lines += ["", "parameters"]
        for p in query.parameters:
            rule = "required" if p.required else f"{p.default!r} if not given"
            lines.append(f"  --{p.name:<{width}}{p.type}, {rule}: {p.help}")
    width = max(len(column.name) for column in query.columns) + 2
    lines += ["", "columns", *(f"  {c.name:<{width}}{c.help}" for c in query.columns), ""]
    options = [f"--{name} {shlex.quote(value)}" for name, value in query.examples.items()]
    lines.append("example:  " + " ".join(["bonekg run", query.name, *options]))
    if related := (*query.beside, *query.empty):
        lines.append(f"related:  {', '.join(related)}")
    return "\n".join(lines)
