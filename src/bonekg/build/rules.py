"""Rules: CONSTRUCT queries of `ontology/rules`, run in the order of their file names.

A rule's `#+` lines say what it writes (`graph`, the name of the named graph; `rule`, in one
sentence) and why. A rule reads the union of all graphs, those of the rules before it included, so
that any SPARQL engine can run the same files in the same order over the same release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bonekg.errors import InvalidValueError, ResourceError
from bonekg.rdf import GRAPHS, prefix_header

if TYPE_CHECKING:
    from pyoxigraph import Store, Triple

__all__ = ["Rule", "apply_rules", "read_rules"]

_KEYS = ("graph", "rule", "why")


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: the file's name without its ending.
        graph: the name of the graph that it writes to.
        rule: what it says, in one sentence.
        why: what it is for.
        query: the CONSTRUCT query, without the prefixes that every query has.
        file: where it stands.
    """

    name: str
    graph: str
    rule: str
    why: str
    query: str
    file: Path


def read_rules(sources: Path) -> list[Rule]:
    """Read the rules of a source tree, in the order in which they are run.

    Args:
        sources: the folder that holds `ontology/`.

    Raises:
        ResourceError: if there is none.
        InvalidValueError: if one lacks a line of its header, or names no graph of ours.

    Examples:
        >>> from bonekg.resources import root
        >>> read_rules(root())[0].name
        '10-concerns'
    """
    folder = sources / "ontology" / "rules"
    rules = [_read(file) for file in sorted(folder.glob("*.rq"))]
    if not rules:
        raise ResourceError(folder, "holds no rules; reinstall the package")
    return rules


def apply_rules(rules: list[Rule], store: Store) -> dict[str, set[Triple]]:
    """Run rules over a store, which has what they give, too, afterwards.

    Args:
        rules: the rules, in order.
        store: the graphs that they read.

    Returns:
        The name of each graph that a rule writes to → the triples that are new there. A triple
        that some graph has already is left out, since no triple stands in two graphs.

    Raises:
        InvalidValueError: if a rule is not a CONSTRUCT query.
    """
    import pyoxigraph

    known = {quad.triple for quad in store}
    found: dict[str, set[Triple]] = {}
    for rule in rules:
        try:
            made = store.query(f"{prefix_header()}\n{rule.query}", use_default_graph_as_union=True)
        except SyntaxError as error:
            raise InvalidValueError(rule.file, None, f"not SPARQL: {error.msg}") from error
        if not isinstance(made, pyoxigraph.QueryTriples):
            raise InvalidValueError(rule.file, None, "a rule is a CONSTRUCT query")
        graph = pyoxigraph.NamedNode(GRAPHS[rule.graph])
        new = set(made) - known
        known |= new
        store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object, graph) for t in new)
        found.setdefault(rule.graph, set()).update(new)
    return found


def _read(file: Path) -> Rule:
    header: dict[str, str] = {}
    query = file.read_text(encoding="utf-8")  # its header lines are comments to SPARQL
    for number, line in enumerate(query.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        key, colon, text = line.removeprefix("#+").partition(":")
        key = key.strip()
        if not colon or key not in _KEYS or key in header or not text.strip():
            raise InvalidValueError(
                file, number, f"expected '#+ {' | '.join(_KEYS)}: …', once each"
            )
        header[key] = text.strip()
    for key in _KEYS:
        if key not in header:
            raise InvalidValueError(file, 1, f"a rule needs a line '#+ {key}: …'")
    if header["graph"] not in GRAPHS:
        raise InvalidValueError(file, 1, f"no graph {header['graph']!r}; {', '.join(GRAPHS)}")
    return Rule(file.stem, header["graph"], header["rule"], header["why"], query, file)
