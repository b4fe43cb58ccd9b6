"""What a query of the catalogue asks for: its pattern taken apart, checked, and drawn.

rdflib's algebra is the parser, so that what is checked is what an engine sees and not what the
text looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bonekg.catalogue.queries import Catalogued, marker
from bonekg.lexicon.lexicon import Selects
from bonekg.rdf import PREFIXES, compact

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

__all__ = ["Edge", "Names", "Pattern", "draw", "faults", "known_names", "read_pattern"]

# What engines may answer differently, although the query is right.
_LOOSE = re.compile(r"\b(GROUP_CONCAT|SAMPLE|RAND|NOW|UUID|STRUUID|BNODE|GRAPH|SERVICE)\b", re.I)


class Edge(NamedTuple):
    """One triple pattern, as text.

    Attributes:
        subject: a variable with its question mark, a CURIE, or a literal.
        path: a property, or a property path.
        object: as the subject.
        need: `must`, `may` (inside OPTIONAL) or `not` (inside NOT EXISTS or MINUS).
    """

    subject: str
    path: str
    object: str
    need: str


class Pattern(NamedTuple):
    """A query in its parts; IRIs in full, variables without question mark.

    Attributes:
        edges: the triple patterns, sorted.
        properties: what stands in the place of a property.
        classes: the objects of `a`.
        values: all other IRIs.
        columns: the columns of the result.
        bound: the variables that the pattern gives a value.
        inner: for each sub-select, what it projects and what it holds.
        order: the variables that the rows are ordered by.
    """

    edges: tuple[Edge, ...]
    properties: frozenset[str]
    classes: frozenset[str]
    values: frozenset[str]
    columns: tuple[str, ...]
    bound: frozenset[str]
    inner: tuple[tuple[frozenset[str], frozenset[str]], ...]
    order: tuple[str, ...]


class Names(NamedTuple):
    """The IRIs that a graph has: as properties, as classes of something, and at all."""

    properties: frozenset[str]
    classes: frozenset[str]
    all: frozenset[str]


def known_names(store: Selects) -> Names:
    """Give the names that a graph has."""

    def names(sparql: str) -> frozenset[str]:
        return frozenset(str(value) for (value,) in store.select(sparql))

    properties = names(
        "SELECT DISTINCT ?x { { ?s ?x ?o } UNION { ?x a owl:ObjectProperty }"
        " UNION { ?x a owl:DatatypeProperty } }"
    )
    nodes = names("SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?p ?x FILTER(isIRI(?x)) } }")
    return Names(properties, names("SELECT DISTINCT ?x { ?s a ?x }"), properties | nodes)


def read_pattern(sparql: str) -> Pattern:
    """Take a query apart.

    Args:
        sparql: a SELECT that declares its prefixes.

    Raises:
        ValueError: if it cannot be parsed.

    Examples:
        >>> pattern = read_pattern('''PREFIX bkg: <https://w3id.org/bonekg/>
        ... SELECT ?claim { ?claim a bkg:Claim OPTIONAL { ?claim bkg:site ?site } }''')
        >>> pattern.edges[1]
        Edge(subject='?claim', path='bkg:site', object='?site', need='may')
        >>> pattern.columns
        ('claim',)
    """
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(sparql).algebra
    except Exception as error:  # the parser raises bare Exception for an unknown prefix
        raise ValueError(str(error)) from error
    reader = _Reader()
    reader.walk(algebra, "must", top=True)
    order: tuple[str, ...] = ()
    node = algebra
    while "p" in node and node.name != "OrderBy":
        node = node.p
    if node.name == "OrderBy":
        found = (v for condition in node.expr for v in _variables(condition))
        order = tuple(dict.fromkeys(found))
    return Pattern(
        edges=tuple(sorted(set(reader.edges))),
        properties=frozenset(reader.properties),
        classes=frozenset(reader.classes),
        values=frozenset(reader.values - reader.properties - reader.classes),
        columns=tuple(str(variable) for variable in algebra.PV),
        bound=frozenset(reader.bound),
        inner=tuple(reader.inner),
        order=order,
    )


def faults(query: Catalogued, names: Names) -> list[str]:
    """Say what is wrong with a query, without running it.

    Args:
        query: a query of the catalogue.
        names: what the graph has, from `known_names`.

    Returns:
        One line per fault; empty if there is none.
    """
    import pyoxigraph

    try:
        pyoxigraph.Store().query(query.text)
        pattern = read_pattern(query.text)
    except (SyntaxError, ValueError) as error:
        return [f"it is not SPARQL as it stands: {error}"]
    found = [
        f"the graph has no property {compact(i)}" for i in pattern.properties - names.properties
    ]
    found += [
        f"the graph has nothing of class {compact(i)}" for i in pattern.classes - names.classes
    ]
    found += [f"the graph has no {compact(i)}" for i in pattern.values - names.all if _ours(i)]
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
    for parameter in query.parameters:
        places = len(marker(parameter).findall(query.text))
        if places != 1:
            found.append(f"parameter {parameter.name} is marked at {places} lines, not at one")
        if parameter.type.startswith("integer"):
            continue
        if len(re.findall(rf"\?{parameter.name}\b", body)) < 2:
            found.append(f"parameter {parameter.name} is bound, but nothing uses it")
        for projected, held in pattern.inner:
            if parameter.name in held - projected:
                found.append(f"a sub-select binds {parameter.name} and does not project it")
    declared = tuple(column.name for column in query.columns)
    if pattern.columns != declared:
        found.append(f"it gives {', '.join(pattern.columns)}, and declares {', '.join(declared)}")
    found += [
        f"nothing gives {name} a value" for name in pattern.columns if name not in pattern.bound
    ]
    found += [
        f"the rows are not ordered by {name}" for name in query.key if name not in pattern.order
    ]
    found += [f"{word} differs from engine to engine" for word in _LOOSE.findall(body)]
    return sorted(found)


def draw(query: Catalogued) -> str:
    """Draw a query's pattern in Mermaid.

    What the query takes is a stadium, what it gives a box, what is fixed a hexagon, the rest
    round; a dotted line may be missing, a crossed one must be.
    """
    pattern = read_pattern(query.text)
    taken = {f"?{p.name}": p for p in query.parameters}
    given = {f"?{name}" for name in pattern.columns}
    numbers: dict[str, int] = {}
    lines = ["graph LR"]

    def node(text: str) -> str:
        seen = text in numbers
        at = numbers.setdefault(text, len(numbers))
        if seen:
            return f"n{at}"
        label = text.replace('"', "'")
        if text in taken:
            return f'n{at}(["{label} = {taken[text].default}"])'
        if text in given:
            return f'n{at}["{label}"]'
        return f'n{at}("{label}")' if text.startswith("?") else f'n{at}{{{{"{label}"}}}}'

    arrows = {"must": "-->", "may": "-.->", "not": "--x"}
    for edge in pattern.edges:
        subject = node(edge.subject)
        lines.append(f'  {subject} {arrows[edge.need]}|"{edge.path}"| {node(edge.object)}')
    return "\n".join(lines)


def _ours(iri: str) -> bool:
    """Say whether an IRI is a name, and not the beginning of one, as in STRSTARTS."""
    return iri not in PREFIXES.values()


class _Reader:
    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.properties: set[str] = set()
        self.classes: set[str] = set()
        self.values: set[str] = set()
        self.bound: set[str] = set()
        self.inner: list[tuple[frozenset[str], frozenset[str]]] = []

    def walk(self, node: Any, need: str, top: bool = False) -> None:
        from rdflib import URIRef
        from rdflib.plugins.sparql.parserutils import CompValue

        if isinstance(node, list | tuple | set):
            for part in node:
                self.walk(part, need)
        elif isinstance(node, dict) and not isinstance(node, CompValue):
            self.bound |= {str(variable) for variable in node}
            self.walk(list(node.values()), need)
        elif isinstance(node, URIRef):
            self.values.add(str(node))
        elif isinstance(node, CompValue):
            self._compound(node, need, top)

    def _compound(self, node: CompValue, need: str, top: bool) -> None:
        if node.name == "BGP":
            for triple in node.triples:
                self._triple(triple, need)
            return
        if node.name == "GroupGraphPatternSub":  # rdflib leaves it so in some filters
            from rdflib.plugins.sparql.algebra import translateGroupGraphPattern

            self.walk(translateGroupGraphPattern(node), need)
            return
        if node.name == "Project" and not top:
            held = frozenset(_variables(node.p))
            self.inner.append((frozenset(map(str, node.PV)), held))
        if node.name == "Extend":
            self.bound.add(str(node.var))
        for key, part in node.items():
            if key in ("PV", "_vars", "datasetClause"):
                continue
            inside = need
            if node.name == "LeftJoin" and key == "p2":
                inside = "may" if need == "must" else need
            elif node.name == "Builtin_NOTEXISTS" or (node.name == "Minus" and key == "p2"):
                inside = "not"
            # The query's own projection stands below its form, Slice and Distinct.
            self.walk(part, inside, top=top and node.name != "Project")

    def _triple(self, triple: tuple[Any, Any, Any], need: str) -> None:
        from rdflib import RDF, URIRef, Variable

        subject, path, obj = triple
        texts = [_text(node) for node in triple]
        self.edges.append(Edge(texts[0], texts[1], texts[2], need))
        used = set(_properties(path))
        self.properties |= used
        for node in triple:
            if isinstance(node, Variable):
                self.bound.add(str(node))
        for node in (subject, obj):
            if isinstance(node, URIRef):
                (self.classes if path == RDF.type and node is obj else self.values).add(str(node))


def _properties(path: Any) -> Iterator[str]:
    """Give the properties in a path."""
    from rdflib import URIRef, Variable

    if isinstance(path, URIRef):
        yield str(path)
    elif not isinstance(path, Variable):
        for part in getattr(path, "args", None) or [getattr(path, "arg", None) or path.path]:
            yield from _properties(part)


def _text(node: Any) -> str:
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(node, URIRef):
        return "a" if str(node).endswith("22-rdf-syntax-ns#type") else compact(str(node))
    if isinstance(node, SequencePath):
        return "/".join(_grouped(part) for part in node.args)
    if isinstance(node, AlternativePath):
        return "|".join(_text(part) for part in node.args)
    if isinstance(node, InvPath):
        return f"^{_grouped(node.arg)}"
    if isinstance(node, MulPath):
        return f"{_grouped(node.path)}{node.mod}"
    return str(node.n3())


def _grouped(path: Any) -> str:
    text = _text(path)
    return f"({text})" if "|" in text or "/" in text else text


def _variables(node: Any) -> Iterator[str]:
    """Give the variables anywhere in a part of the algebra."""
    from rdflib import Variable
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, Variable):
        yield str(node)
    elif isinstance(node, CompValue):
        for part in node.values():
            yield from _variables(part)
    elif isinstance(node, dict):
        for variable, value in node.items():
            yield str(variable)
            yield from _variables(value)
    elif isinstance(node, list | tuple | set):
        for part in node:
            yield from _variables(part)
