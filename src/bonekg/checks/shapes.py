"""Validation: the SHACL shapes of `ontology/shapes` against a build.

Shapes see one resource at a time; what needs a join is a check (`bonekg.checks.rules`). Every
rule is a property shape with an IRI, `sh:message` (what is wrong) and `rdfs:comment` (what to do).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from bonekg.build.graphs import Build
from bonekg.checks.report import Finding, Report, place_of
from bonekg.errors import InvalidValueError, ResourceError
from bonekg.rdf import BASE, compact

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["CHECKED_GRAPHS", "Shapes", "Violation", "read_shapes", "validate", "violations"]

# Mappings and stated edges have no shapes.
# The graphs whose records have shapes; what rules write has none.
CHECKED_GRAPHS = (
    "ontology", "background", "sources", "claims", "conflicts", "source-reports", "derived",
)  # fmt: skip
_SHAPE = f"{BASE}shape/"


class Violation(NamedTuple):
    """What one shape says of one resource.

    Attributes:
        focus: the resource's IRI.
        path: the property's IRI; empty if the shape's path is not a single property.
        shape: the shape's name, such as `claim-subject`.
        value: the value that is wrong; empty if something is missing or too many.
    """

    focus: str
    path: str
    shape: str
    value: str


class Shapes(NamedTuple):
    """The shapes of a source tree.

    Attributes:
        graph: all shapes files together.
        rules: name of a property shape → what is wrong, and what to do.
    """

    graph: Graph
    rules: dict[str, tuple[str, str]]


def validate(build: Build) -> Report:
    """Validate a build against the shapes of its source tree.

    Args:
        build: what `bonekg.build.graphs.build` gave.

    Returns:
        The findings, and how many property shapes there are.

    Raises:
        ResourceError: if the tree has no shapes.
        InvalidValueError: if a shapes file is not Turtle, or a shape lacks its message or hint.
    """
    sources = build.vocabulary.sources
    shapes = read_shapes(sources)
    triples = (triple for name in CHECKED_GRAPHS for triple in build.graphs[name])
    findings = []
    for violation in violations(triples, shapes):
        message, hint = shapes.rules[violation.shape]
        file, line = place_of(violation.focus, build.places, sources)
        found = f" (found: {compact(violation.value)})" if violation.value else ""
        findings.append(
            Finding(
                file,
                line,
                compact(violation.focus),
                compact(violation.path),
                violation.shape,
                message + found,
                hint,
            )
        )
    return Report.of(findings, len(shapes.rules))


def read_shapes(sources: Path) -> Shapes:
    """Read the shapes of a source tree.

    Args:
        sources: the folder that holds `ontology/`.

    Raises:
        ResourceError: if there is no shapes file.
        InvalidValueError: if a file is not Turtle, or a shape lacks its message or hint.

    Examples:
        >>> from bonekg.resources import root
        >>> read_shapes(root()).rules["claim-note"][0]
        'A note is plain text.'
    """
    from rdflib import RDFS, SH, Graph

    folder = sources / "ontology" / "shapes"
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise ResourceError(folder, "holds no shapes; reinstall the package")
    graph = Graph()
    rules: dict[str, tuple[str, str]] = {}
    for file in files:
        part = _parse(file)
        graph += part
        # Shapes without a message only help others, through sh:node.
        for shape in part.objects(None, SH.property):
            message, hint = part.value(shape, SH.message), part.value(shape, RDFS.comment)
            if message is None and str(shape).startswith(f"{_SHAPE}under-"):
                continue
            name = str(shape).removeprefix(_SHAPE)
            if message is None or hint is None:
                missing = "sh:message" if message is None else "rdfs:comment"
                raise InvalidValueError(file, None, f"shape {name} needs {missing}")
            rules[name] = (str(message), str(hint))
    _aim(graph)
    return Shapes(graph, rules)


def _aim(shapes: Graph) -> None:
    """Give each property shape the target of its node shape, which no longer has it then.

    It means the same. But pySHACL goes through a node shape's properties resource by resource, and
    through a shape of its own with all resources at once, which is several times faster.
    """
    from rdflib import RDF, SH

    targets = [
        triple
        for aims in (SH.targetClass, SH.targetSubjectsOf)
        for triple in shapes.triples((None, aims, None))
    ]
    for node, aims, what in targets:
        for rule in list(shapes.objects(node, SH.property)):
            shapes.add((rule, aims, what))
            shapes.add((rule, RDF.type, SH.PropertyShape))
    for node, _, _ in targets:
        shapes.remove((node, SH.property, None))


def violations(triples: Iterable[Triple], shapes: Shapes) -> Iterator[Violation]:
    """Give what the shapes say of some triples, in no particular order.

    Args:
        triples: the data, with the vocabulary's classes among them.
        shapes: what `read_shapes` gave.
    """
    import pyshacl
    from rdflib import RDF, SH, Graph, URIRef

    data = _as_rdflib(_asked(triples, shapes.graph))
    _, results, _ = pyshacl.validate(
        data,
        shacl_graph=_with_members(shapes.graph, data),
        inference="none",
        advanced=False,
        inplace=True,
    )
    # pySHACL gives bytes in place of a graph only when asked to.
    assert isinstance(results, Graph)
    # A shape that asks another through sh:node has the result of that one as a detail.
    details = set(results.objects(None, SH.detail))
    for result in results.subjects(RDF.type, SH.ValidationResult):
        if result in details:
            continue
        path = results.value(result, SH.resultPath)
        yield Violation(
            str(results.value(result, SH.focusNode)),
            str(path) if isinstance(path, URIRef) else "",
            str(results.value(result, SH.sourceShape)).removeprefix(_SHAPE),
            _text(results.value(result, SH.value)),
        )


def _asked(triples: Iterable[Triple], shapes: Graph) -> Iterable[Triple]:
    """Give the triples that shapes ask for: by a property that they name, or that tells a class."""
    from rdflib import RDF, RDFS, SH, URIRef

    if (None, SH.closed, None) in shapes:
        return triples  # a closed shape asks for all
    named = {str(term) for triple in shapes for term in triple if isinstance(term, URIRef)}
    named |= {str(RDF.type), str(RDFS.subClassOf)}
    return (triple for triple in triples if triple.predicate.value in named)


def _with_members(shapes: Graph, data: Graph) -> Graph:
    """Give shapes that name the members of a category where they ask for a value under it.

    It means the same for this data: `sh:in` and the members for `sh:node` and a shape that follows
    a property up to the category. But pySHACL judges each value of `sh:node` by itself, which takes
    a third of its time.
    """
    from rdflib import SH, BNode, Graph
    from rdflib.collection import Collection

    listed = Graph()
    listed += shapes
    for node in set(shapes.objects(None, SH.node)):
        members = _members(shapes, data, node)
        if not members:
            continue
        head = Collection(listed, BNode(), sorted(members, key=str)).uri
        for rule in set(shapes.subjects(SH.node, node)) - set(shapes.subjects(SH["in"])):
            listed.remove((rule, SH.node, node))
            listed.add((rule, SH["in"], head))
    return listed


def _members(shapes: Graph, data: Graph, node: Node) -> set[Node]:
    """Give what conforms to a node shape that asks for one of some categories, and nothing else."""
    from rdflib import RDF, SH

    asked = set(shapes.predicate_objects(node)) - {(RDF.type, SH.NodeShape)}
    if len(asked) != 1:
        return set()
    ((how, what),) = asked
    if how not in (SH.property, SH["or"]):
        return set()
    found: set[Node] = set()
    for rule in shapes.items(what) if how == SH["or"] else [what]:
        path, category = shapes.value(rule, SH.path), shapes.value(rule, SH.hasValue)
        along = shapes.value(path, SH.zeroOrMorePath)
        if along is None or category is None or len(set(shapes.predicates(rule))) != 3:
            return set()
        found.update(cast("Iterator[Node]", data.transitive_subjects(along, category)))
    return found


def _as_rdflib(triples: Iterable[Triple]) -> Graph:
    """Give triples of the engine as a graph of rdflib, each term made once.

    Writing them as N-Triples and parsing these takes several times as long.
    """
    from rdflib import Graph

    made: dict[object, Node] = {}

    def term(of: NamedNode | BlankNode | Literal | Triple) -> Node:
        if of not in made:
            made[of] = _term(of)
        return made[of]

    data = Graph()
    add = data.store.add  # `Graph.add` checks first that these are terms, which they are
    for triple in triples:
        add((term(triple.subject), term(triple.predicate), term(triple.object)), data)
    return data


def _term(of: NamedNode | BlankNode | Literal | Triple) -> Node:
    import pyoxigraph
    import rdflib

    if isinstance(of, pyoxigraph.NamedNode):
        return rdflib.URIRef(of.value)
    if isinstance(of, pyoxigraph.BlankNode):
        return rdflib.BNode(of.value)
    # rdflib has no triple as a term; no build has one.
    assert isinstance(of, pyoxigraph.Literal)
    # A plain text has a datatype in the engine and none in rdflib.
    typed = None if of.language else rdflib.URIRef(of.datatype.value)
    datatype = None if typed == rdflib.XSD.string else typed
    return rdflib.Literal(of.value, lang=of.language, datatype=datatype)


def _parse(file: Path) -> Graph:
    """Read a file of shapes by the engine, which takes a tenth of the time of rdflib's reader."""
    import pyoxigraph

    try:
        return _as_rdflib(
            quad.triple
            for quad in pyoxigraph.parse(
                path=str(file), format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True
            )
        )
    except SyntaxError as error:
        raise InvalidValueError(file, error.lineno, f"not Turtle: {error.msg}") from error


def _text(value: Node | None) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
