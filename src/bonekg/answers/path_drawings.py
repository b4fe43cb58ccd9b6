"""Paths drawn: on one line for a terminal, as a Mermaid flowchart, in Graphviz's language.

Labels are escaped, so that no name can end its own string or begin a new statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bonekg.answers.path_lines import key, relation
from bonekg.paths.links import ASSOCIATION
from bonekg.paths.search import Hop, Path

__all__ = ["LEGEND", "dot", "line", "mermaid"]

LEGEND = "──▶ raises, ──⊣ lowers, ──? no direction, ──± disagree, ┄┄ association, ══ same or kind"
_ENDS = {"+": "▶", "-": "⊣", "?": "?", "±": "±"}


def line(names: Mapping[str, str], path: Path) -> str:
    """Draw a path on one line."""
    parts = [names[path.hops[0].subject]]
    for hop in path.hops:
        if hop.link is None:
            parts.append("══" if hop.sign == "+" else "═(−)═")
        else:
            stroke = "┄┄" if hop.link.kind == ASSOCIATION else "──"
            parts.append(f"{stroke}{_ENDS[hop.sign]}")
        parts.append(names[hop.object])
    return " ".join(parts)


def _label(names: Mapping[str, str], hop: Hop) -> str:
    if hop.link is None:
        return relation(names, hop)
    keys = [key(ground.id) for ground in hop.link.grounds if ground.stated]
    more = f" +{len(keys) - 3}" if len(keys) > 3 else ""
    ground = ", ".join(keys[:3]) + more if keys else "background"
    # A hyphen and a blank would begin a list in a Mermaid label; this is the minus sign.
    sign = hop.sign.replace("-", "−")
    return f"{sign} {relation(names, hop)} ({ground})"


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


def mermaid(names: Mapping[str, str], paths: Iterable[Path]) -> str:
    """Draw paths as a Mermaid flowchart: a cross ends what lowers, dots are no effect."""

    def quoted(text: str) -> str:
        for old, new in (("#", "#35;"), ("&", "#38;"), ('"', "#34;"), ("<", "#60;"), (">", "#62;")):
            text = text.replace(old, new)
        return f'"{" ".join(text.split())}"'

    nodes, hops = _unique(paths)
    lines = ["flowchart LR", *(f"  {key}[{quoted(names[t])}]" for t, key in nodes.items())]
    for hop in hops:
        if hop.link is None:
            arrow = "-.-"
        elif hop.link.kind == ASSOCIATION:
            arrow = "-.->"
        else:
            arrow = {"+": "-->", "-": "--x"}.get(hop.sign, "--o")
        ends = nodes[hop.subject], nodes[hop.object]
        lines.append(f"  {ends[0]} {arrow}|{quoted(_label(names, hop))}| {ends[1]}")
    return "\n".join(lines)


def dot(names: Mapping[str, str], paths: Iterable[Path]) -> str:
    """Draw paths in Graphviz's language: a tee ends what lowers, a dot what has no direction."""

    def quoted(text: str) -> str:
        escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'

    nodes, hops = _unique(paths)
    lines = ["digraph paths {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {key} [label={quoted(names[term])}];" for term, key in nodes.items()]
    for hop in hops:
        if hop.link is None:
            style = "style=dotted, arrowhead=none"
        else:
            head = {"+": "normal", "-": "tee"}.get(hop.sign, "odot")
            dashed = "dashed" if hop.link.kind == ASSOCIATION else "solid"
            style = f"style={dashed}, arrowhead={head}"
        label = quoted(_label(names, hop))
        lines.append(f"  {nodes[hop.subject]} -> {nodes[hop.object]} [label={label}, {style}];")
    return "\n".join([*lines, "}"])
