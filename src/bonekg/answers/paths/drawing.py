"""Paths drawn: on one line for a terminal, as a Mermaid flowchart, in Graphviz's language.

What comes from claims is text of others: it is escaped, so that no label can end its own string or
begin a new statement.
"""

from __future__ import annotations

from collections.abc import Iterable

from bonekg.answers.facts import Facts
from bonekg.answers.paths.links import ASSOCIATION
from bonekg.answers.paths.search import Hop, Path

__all__ = ["LEGEND", "dot", "line", "mermaid"]

LEGEND = "──▶ raises, ──⊣ lowers, ──? no direction, ──± disagree, ┄┄ association only, ══ one thing"
_ENDS = {"+": "▶", "-": "⊣", "?": "?", "±": "±"}


def line(facts: Facts, path: Path) -> str:
    """Draw a path on one line."""
    parts = [facts.name(path.hops[0].subject)]
    for hop in path.hops:
        if hop.link is None:
            parts.append("══" if hop.sign == "+" else "═(−)═")
        else:
            stroke = "┄┄" if hop.link.kind == ASSOCIATION else "──"
            parts.append(f"{stroke}{_ENDS[hop.sign]}")
        parts.append(facts.name(hop.object))
    return " ".join(parts)


def _label(hop: Hop) -> str:
    if hop.link is None:
        return hop.how
    keys = [claim.id for claim in hop.link.claims]
    more = f" +{len(keys) - 3}" if len(keys) > 3 else ""
    ground = ", ".join(keys[:3]) + more if keys else "background"
    # A hyphen and a blank would begin a list in a Mermaid label; this is the minus sign.
    sign = hop.sign.replace("-", "−")
    return f"{sign} {' / '.join(hop.link.predicates)} ({ground})"


def _unique(paths: Iterable[Path]) -> tuple[dict[str, str], list[Hop]]:
    """Number the terms and give each hop once, in the order of the paths."""
    nodes: dict[str, str] = {}
    hops: dict[tuple[str, str, bool], Hop] = {}
    for path in paths:
        for hop in path.hops:
            for term in (hop.subject, hop.object):
                nodes.setdefault(term, f"n{len(nodes) + 1}")
            hops.setdefault((hop.subject, hop.object, hop.link is None), hop)
    return nodes, list(hops.values())


def mermaid(facts: Facts, paths: Iterable[Path]) -> str:
    """Draw paths as a Mermaid flowchart: a cross ends what lowers, dots are no effect."""

    def quoted(text: str) -> str:
        for old, new in (("#", "#35;"), ("&", "#38;"), ('"', "#34;"), ("<", "#60;"), (">", "#62;")):
            text = text.replace(old, new)
        return f'"{" ".join(text.split())}"'

    nodes, hops = _unique(paths)
    lines = ["flowchart LR", *(f"  {key}[{quoted(facts.name(t))}]" for t, key in nodes.items())]
    for hop in hops:
        if hop.link is None:
            arrow = "-.-"
        elif hop.link.kind == ASSOCIATION:
            arrow = "-.->"
        else:
            arrow = {"+": "-->", "-": "--x"}.get(hop.sign, "--o")
        ends = nodes[hop.subject], nodes[hop.object]
        lines.append(f"  {ends[0]} {arrow}|{quoted(_label(hop))}| {ends[1]}")
    return "\n".join(lines)


def dot(facts: Facts, paths: Iterable[Path]) -> str:
    """Draw paths in Graphviz's language: a tee ends what lowers, a dot what has no direction."""

    def quoted(text: str) -> str:
        escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'

    nodes, hops = _unique(paths)
    lines = ["digraph paths {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {key} [label={quoted(facts.name(term))}];" for term, key in nodes.items()]
    for hop in hops:
        if hop.link is None:
            style = "style=dotted, arrowhead=none"
        else:
            head = {"+": "normal", "-": "tee"}.get(hop.sign, "odot")
            dashed = "dashed" if hop.link.kind == ASSOCIATION else "solid"
            style = f"style={dashed}, arrowhead={head}"
        label = quoted(_label(hop))
        lines.append(f"  {nodes[hop.subject]} -> {nodes[hop.object]} [label={label}, {style}];")
    return "\n".join([*lines, "}"])
