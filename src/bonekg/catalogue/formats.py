"""The catalogue in the forms that others read: SIB's SPARQL examples, and grlc.

SIB's form is a graph of `sh:SPARQLExecutable`, one node per query, which query editors load from a
dataset's `.well-known/sparql-examples`. It is a graph beside ours: never part of the default graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bonekg.catalogue.queries import Catalogued, marker
from bonekg.rdf import EXAMPLES_GRAPH, PREFIXES, expand
from bonekg.store.sparql import read_text

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = [
    "example_quads",
    "examples_turtle",
    "grlc",
    "plain_question",
    "plain_text",
]

_SCHEMA = "https://schema.org/"
_FORMS = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct"}


def plain_question(query: Catalogued) -> str:
    """Give a query's question with its defaults in the places of its parameters.

    Examples:
        >>> from bonekg.catalogue.queries import get_query
        >>> plain_question(get_query("claims-about"))
        'What do the documents say about vitamin K2?'
    """
    text = query.question
    for parameter in query.parameters:
        text = text.replace(f"{{{parameter.name}}}", parameter.default)
    return text


def plain_text(query: Catalogued) -> str:
    """Give a query's SPARQL without our header and marks."""
    lines = (line for line in query.text.splitlines() if not line.startswith("#+"))
    return "\n".join(re.sub(r" #\+ \w+$", "", line) for line in lines) + "\n"


def example_quads(catalogue: Iterable[Catalogued], endpoint: str = "") -> list[Quad]:
    """Make SIB's form of a catalogue.

    Args:
        catalogue: the queries.
        endpoint: the address that they are to be sent to, if there is one.

    Returns:
        Statements of the named graph `EXAMPLES_GRAPH`, sorted, with no blank node.
    """
    from pyoxigraph import Literal, NamedNode, Quad

    graph = NamedNode(EXAMPLES_GRAPH)
    prefixes = NamedNode(f"{EXAMPLES_GRAPH}/prefixes")
    found: set[Quad] = set()
    used: set[str] = set()

    def add(subject: NamedNode, name: str, value: NamedNode | Literal) -> None:
        iri = _SCHEMA + name.removeprefix("schema:") if name.startswith("schema:") else expand(name)
        found.add(Quad(subject, NamedNode(iri), value, graph))

    for query in catalogue:
        node = NamedNode(f"{EXAMPLES_GRAPH}/{query.name}")
        form = _FORMS[read_text(query.text).form]
        add(node, "rdf:type", NamedNode(expand("sh:SPARQLExecutable")))
        add(node, "rdf:type", NamedNode(expand(f"sh:SPARQL{form.capitalize()}Executable")))
        add(node, "rdfs:label", Literal(query.name, language="en"))
        add(node, "rdfs:comment", Literal(plain_question(query), language="en"))
        add(node, f"sh:{form}", Literal(plain_text(query)))
        add(node, "sh:prefixes", prefixes)
        for word in {query.topic, *query.tags}:
            add(node, "schema:keywords", Literal(word))
        if endpoint:
            add(node, "schema:target", NamedNode(endpoint))
        used |= set(re.findall(r"^PREFIX ([\w.]+):", query.text, re.MULTILINE))
    for prefix in used & set(PREFIXES):
        declaration = NamedNode(f"{prefixes.value}/{prefix}")
        address = Literal(PREFIXES[prefix], datatype=NamedNode(expand("xsd:anyURI")))
        add(prefixes, "sh:declare", declaration)
        add(declaration, "sh:prefix", Literal(prefix))
        add(declaration, "sh:namespace", address)
    return sorted(found, key=str)


def examples_turtle(catalogue: Iterable[Catalogued], endpoint: str = "") -> bytes:
    """Write SIB's form of a catalogue as Turtle, in a fixed order."""
    from pyoxigraph import RdfFormat, serialize

    names = ("bkg", "owl", "rdf", "rdfs", "sh", "xsd")
    prefixes = {name: PREFIXES[name] for name in names} | {"schema": _SCHEMA}
    triples = [quad.triple for quad in example_quads(catalogue, endpoint)]
    content = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes)
    assert content is not None  # no output was named
    return content


def grlc(query: Catalogued, endpoint: str) -> str:
    """Write a query as grlc takes it, to serve it as an API operation.

    A parameter is a variable that grlc replaces; `limit` becomes the size of a page.

    Args:
        query: the query.
        endpoint: the address that it is to be sent to.

    Examples:
        >>> from bonekg.catalogue.queries import get_query
        >>> print(grlc(get_query("ancestors"), "http://127.0.0.1:7878/query"))
        #+ summary: "Of what is {entity} a kind, all the way up?"
        #+ endpoint: "http://127.0.0.1:7878/query"
        #+ method: GET
        #+ tags:
        #+   - "hierarchy"
        #+ defaults:
        #+   - entity: "http://purl.obolibrary.org/obo/CHEBI_17823"
        PREFIX CHEBI: <http://purl.obolibrary.org/obo/CHEBI_>
        PREFIX bkg: <https://w3id.org/bonekg/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?ancestor ?ancestor_name WHERE {
          { BIND(?_entity_iri AS ?entity) }
          ?entity bkg:kindOf ?ancestor .
          FILTER(?ancestor != ?entity)
          ?ancestor skos:prefLabel ?ancestor_name .
        }
        ORDER BY ?ancestor_name ?ancestor
    """
    head = [f"summary: {json.dumps(query.question, ensure_ascii=False)}"]
    head += [f"endpoint: {json.dumps(endpoint)}", "method: GET"]
    defaults: list[str] = []
    text = query.text
    for parameter in query.parameters:
        if parameter.type.startswith("integer"):
            head.append(f"pagination: {parameter.default}")
            text = marker(parameter).sub("", text)
            continue
        value = re.search(rf"VALUES \?{parameter.name} \{{ (.*) \}} #\+", text)
        assert value is not None  # the catalogue is checked for it
        kind = {"number": "number"}.get(parameter.type)
        if kind is None:
            kind = "iri" if parameter.type in ("entity", "document", "study") else "literal"
        defaults.append(f"  - {parameter.name}: {_default(value[1])}")
        bound = f"{{ BIND(?_{parameter.name}_{kind} AS ?{parameter.name}) }}"
        text = marker(parameter).sub(bound, text)
    head += ["tags:", *(f"  - {json.dumps(tag)}" for tag in query.tags)]
    if defaults:
        head += ["defaults:", *defaults]
    body = [line for line in text.splitlines() if line.strip() and not line.startswith("#+")]
    return "\n".join([*(f"#+ {line}" for line in head), *body])


def _default(term: str) -> str:
    """Give a SPARQL term as a value of a grlc header: an IRI, a text or a number, as JSON."""
    if term.startswith("<"):
        return json.dumps(term[1:-1])
    if term.startswith('"'):
        return json.dumps(json.loads(term), ensure_ascii=False)
    return term if re.fullmatch(r"-?[\d.]+", term) else json.dumps(expand(term))
