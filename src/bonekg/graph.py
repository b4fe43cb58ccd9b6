"""The knowledge graph as a user meets it: load, ask, look up, convert."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg.arguments import (
    check_extra,
    check_headers,
    check_numbers,
    check_paths,
    check_texts,
    usable_path,
)
from bonekg.lexicon.lexicon import Lexicon
from bonekg.store.base import EmbeddedStore, Extra, Store
from bonekg.store.reader import Reader
from bonekg.store.rows import Rows, Triples

if TYPE_CHECKING:
    import networkx
    import rdflib

    from bonekg.answers.comparison import Comparison
    from bonekg.answers.conflicts import Conflicts
    from bonekg.answers.finding import Found
    from bonekg.answers.gaps import Gaps
    from bonekg.answers.library import Library
    from bonekg.answers.page import Page
    from bonekg.answers.paths import Paths
    from bonekg.answers.render import Records
    from bonekg.answers.sides import Passages
    from bonekg.answers.why import Why
    from bonekg.checks.report import Report
    from bonekg.model import Claim, Term

__all__ = ["KnowledgeGraph", "catalogue_turtle", "connect", "load", "open"]


_LONGEST = 1_000_000_000  # seconds that a server may be waited for
_LOOKED_AT = 20  # names of a query that found nothing
_WHATS = ("current claims", "terms", "studies", "documents")
_COUNTED = """
SELECT ?claims ?terms ?studies ?documents {
  { SELECT (COUNT(?c) AS ?claims) { ?c a bkg:Claim ; bkg:status bkg:Current } }
  { SELECT (COUNT(DISTINCT ?t) AS ?terms) {
      ?t a owl:Class ; bkg:kindOf bkg:Entity FILTER(?t != bkg:Entity) } }
  { SELECT (COUNT(?s) AS ?studies) { ?s a bkg:Study } }
  { SELECT (COUNT(?d) AS ?documents) { ?d a bkg:Document } }
}
"""


def load(path: str | Path | None = None, *, extra: Extra | None = None) -> KnowledgeGraph:
    """Load the graph: embedded, offline, no server.

    The first use of a file saves it as a store in the user's cache, so that later ones need not
    read it; `BONEKG_CACHE` names another folder, or is `off`.

    Args:
        path: an RDF file (N-Quads, TriG, JSON-LD, Turtle, N-Triples, RDF/XML, each also with
            `.gz`) or the folder of a saved graph; the package's own release by default.
        extra: RDF files of one's own, or name of a graph → file. They are part of what a query
            sees, and each is a named graph: `GRAPH` and `FROM` tell them apart.

    Raises:
        StoreError: if a file is missing, is not the RDF that its name says, or holds no claim.

    Warns:
        StoreWarning: if the file lacks named graphs that the package's own release has.

    Examples:
        >>> import bonekg
        >>> kg = bonekg.load()
        >>> kg.query("ASK { ?claim a bkg:Claim }")
        True
    """
    check_paths(True, path=path)
    check_extra(extra)
    file = usable_path(path) if path is not None else None
    store = EmbeddedStore(file, extra=extra, examples=catalogue_turtle)
    if path is not None:
        from bonekg.store.contents import check_contents

        check_contents(store)
    return KnowledgeGraph(store)


def open(place: str | Path) -> KnowledgeGraph:
    """Open a saved graph, which takes milliseconds at any size.

    Args:
        place: the folder that `bonekg build --store` has made.

    Raises:
        StoreError: if it is no saved graph, or was made by another version of the engine.

    Examples:
        >>> import bonekg
        >>> bonekg.open("no-such-folder")
        Traceback (most recent call last):
        ...
        bonekg.errors.StoreError: no-such-folder is no saved graph; `bonekg build --store DIR` \
makes one
    """
    from bonekg.store.cache import open_saved

    check_paths(place=place)
    path = usable_path(place)
    if not path.is_dir():
        open_saved(path)  # which says that it is none; a file would be read
    return KnowledgeGraph(EmbeddedStore(path, examples=catalogue_turtle))


def connect(
    url: str,
    *,
    timeout: float = 30.0,
    headers: Mapping[str, str] | None = None,
    user: str | None = None,
    password: str | None = None,
) -> KnowledgeGraph:
    """Connect to the graph on a server: the same calls over any SPARQL 1.1 endpoint.

    What the server holds is looked at once, now.

    Args:
        url: the endpoint's address, such as `http://127.0.0.1:7878/query`.
        timeout: seconds that one answer may take.
        headers: further HTTP headers, such as an API key.
        user: who asks, where the server wants to know.
        password: that one's password.

    Raises:
        EndpointError: if the endpoint cannot be asked, or does not hold our graph.
        QueryError: if the timeout makes no sense.

    Examples:
        >>> import bonekg
        >>> bonekg.connect("127.0.0.1:7878/query")
        Traceback (most recent call last):
        ...
        bonekg.errors.EndpointAddressError: 127.0.0.1:7878/query is no address of a server; it \
begins with http:// or https://
    """
    from bonekg.store.http import Login
    from bonekg.store.remote import RemoteStore

    check_texts(url=url)
    check_texts(True, user=user, password=password)
    check_numbers(timeout=timeout)
    check_headers(headers)
    if not 0 < timeout <= _LONGEST:
        from bonekg.errors import QueryError

        takes = f"timeout takes a number of seconds above 0 and up to {_LONGEST:,}"
        raise QueryError(f"{takes}, not {timeout}")
    login = Login(user, password or "") if user is not None else None
    return KnowledgeGraph(RemoteStore(url, timeout=timeout, headers=headers, login=login))


def catalogue_turtle() -> bytes:
    """Give the query catalogue as SPARQL examples in Turtle."""
    from bonekg.catalogue.formats import examples_turtle
    from bonekg.catalogue.queries import load_catalogue

    return examples_turtle(load_catalogue().values())


class KnowledgeGraph:
    """A loaded graph.

    Args:
        store: where its statements are.
    """

    store: Store

    def __init__(self, store: Store) -> None:
        self.store = store
        self.texts: dict[str, str] | None = None

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {self.store.place}>"

    def _repr_html_(self) -> str:
        from bonekg.answers.render import Sheet

        counted = self.store.select(_COUNTED)[0]
        sheet = Sheet("Knowledge graph")
        sheet.line(f"From {self.store.place}")
        sheet.table(
            ("what", "how many"), [(name, str(n)) for name, n in zip(_WHATS, counted, strict=True)]
        )
        return sheet.to_html()

    @cached_property
    def lexicon(self) -> Lexicon:
        """All names of all terms."""
        return Lexicon(self.store)

    @cached_property
    def reader(self) -> Reader:
        """Reads claims, relations, studies, documents and terms as records of `bonekg.model`."""
        return Reader(self.store)

    def query(
        self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> Rows | bool | Triples:
        """Run a SPARQL query; our prefixes are known already (`bonekg prefixes` lists them).

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds after which it is stopped. It then runs in a process of its own; a
                query without this limit runs in this process, which is faster, and cannot be
                stopped.
            max_rows: the most rows that are given; `Rows.total` says how many there are.

        Returns:
            `Rows` for SELECT, True or False for ASK, `Triples` for the others; rows and triples
            have `serialize`, which writes the forms of SPARQL and of RDF.

        Raises:
            QuerySyntaxError: if the text is not SPARQL, with line and column.
            QueryRefusedError: if it is too large or too deep, asks a server, or is an update.
            QueryTimeoutError: if its time is up.
            QueryMemoryError: if it needs too much memory.
            QueryError: if it fails otherwise.

        Examples:
            >>> import bonekg
            >>> print(bonekg.load().query("SELECT ?n { CHEBI:16796 skos:prefLabel ?n }"))
            n
            ---------
            melatonin
            1 row
        """
        check_texts(sparql=sparql)
        _check_limits(timeout, max_rows)
        return self.store.query(sparql, timeout=timeout, max_rows=max_rows)

    def unknown_names(self, sparql: str) -> dict[str, list[str]]:
        """Find words of our vocabulary in a query that the graph does not have.

        Args:
            sparql: a query; of its `bkg:` names the first 20 are looked at.

        Returns:
            Each of these that the graph has neither as a thing of some kind nor as a predicate
            → the nearest that it has.

        Examples:
            >>> import bonekg
            >>> bonekg.load().unknown_names("SELECT ?x { ?x a bkg:Clam }")
            {'bkg:Clam': ['bkg:Claim']}
        """
        import re

        from bonekg.errors import nearest
        from bonekg.rdf import BASE

        check_texts(sparql=sparql)
        used = [*dict.fromkeys(re.findall(r"\bbkg:[A-Za-z][A-Za-z0-9_]{0,99}\b", sparql))]
        used = used[:_LOOKED_AT]
        if not used:
            return {}
        held = self.store.select(
            f"SELECT ?x {{ VALUES ?x {{ {' '.join(used)} }} "
            "FILTER(EXISTS { ?x a ?t } || EXISTS { ?s ?x ?o }) }"
        )
        unknown = {*used} - {str(x).replace(BASE, "bkg:", 1) for (x,) in held}
        if not unknown:
            return {}
        rows = self.store.select(
            f'SELECT DISTINCT ?x {{ ?x a ?t FILTER(STRSTARTS(STR(?x), "{BASE}")) }}'
        )
        known = {str(x).replace(BASE, "bkg:", 1) for (x,) in rows if "/" not in str(x)[len(BASE) :]}
        return {name: nearest(name, sorted(known), 1) for name in used if name in unknown}

    def run(self, name: str, *, timeout: float | None = None, **parameters: object) -> Rows:
        """Run a query of the catalogue.

        Args:
            name: its name; `bonekg queries` lists them.
            timeout: seconds after which it is stopped; see `query`.
            parameters: values for its parameters; terms by name, synonym or CURIE.

        Raises:
            UnknownQueryError: if there is no such query.
            UnknownParameterError: if it has no such parameter.
            InvalidParameterError: if a value is missing or of the wrong type.
            TermError: if a term is unknown or ambiguous.
        """
        from bonekg.catalogue.running import run_query

        check_texts(name=name)
        _check_limits(timeout)
        return run_query(name, parameters, self.store, self.lexicon, timeout)

    @cached_property
    def library(self) -> Library:
        """What answers look up: claims, speakers, references, studies, documents, each once."""
        from bonekg.answers.library import Library

        return Library(self.store, self.lexicon, self.reader)

    def find(self, text: str, limit: int = 10) -> Found:
        """Look for terms by name, synonym, abbreviation, CURIE or misspelling, best first.

        What is found has the claims `about` the best; where the words ask something that a query
        of the catalogue answers, as *causes of X* does, also the `question` and the `answer`.

        Args:
            text: some or all of a name, which may be misspelt; or a CURIE; or such a question.
            limit: how many at most.

        Raises:
            QueryError: if the limit is below 1.
            TermTooLongError: if the text is longer than names and questions are.

        Examples:
            >>> import bonekg
            >>> bonekg.load().find("melatonine", limit=1)[0].name
            'melatonin'
        """
        from bonekg.answers.finding import find

        check_texts(text=text)
        check_numbers(True, limit=limit)
        if limit < 1:
            from bonekg.errors import QueryError

            raise QueryError(f"limit takes a whole number from 1, not {limit}")
        return find(self.library, text, limit)

    def claim(self, key: str) -> Claim:
        """Give one claim.

        Args:
            key: its key, such as `001-070`, or its CURIE or IRI.

        Raises:
            UnknownTermError: if there is no such claim.

        Examples:
            >>> import bonekg
            >>> bonekg.load().claim("001-070").effect.value
            2.3
        """
        from bonekg.errors import UnknownTermError

        check_texts(key=key)
        try:
            found = self.reader.claims([key])
        except ValueError as error:  # neither a key nor an identifier with a known prefix
            raise UnknownTermError(key, []) from error
        if not found:
            raise UnknownTermError(key, [])
        return found[0]

    def terms(self) -> Records[Term]:
        """Give all domain terms, each with its names, its category and what it is a kind of.

        Examples:
            >>> import bonekg
            >>> "melatonin" in [term.name for term in bonekg.load().terms()]
            True
        """
        from bonekg.answers.render import Records
        from bonekg.model import columns, flatten

        found = self.reader.terms()
        names = tuple(columns(type(found[0]))) if found else ()
        rows = [tuple(_cell(value) for value in flatten(term).values()) for term in found]
        return Records(found, Rows(names, rows))

    def term(self, name: str) -> Term:
        """Give the term that goes by a name, mended where it is misspelt.

        Args:
            name: a name, synonym, abbreviation or CURIE.

        Raises:
            TermError: if no term is clearly meant, or several are.

        Examples:
            >>> import bonekg
            >>> bonekg.load().term("vit d").name
            'vitamin D'
        """
        check_texts(name=name)
        return self.reader.terms([self.lexicon.mend(name).term])[0]

    def claims(
        self,
        subject: str | None = None,
        object: str | None = None,
        about: str | None = None,
        document: str | None = None,
        kind: str | None = None,
        *,
        site: str | None = None,
        population: str | None = None,
        evidence: str | None = None,
    ) -> Records[Claim]:
        """Give the current claims that fit, terms with all that a question about them takes in.

        Args:
            subject: a term whose action the claims are about; with a dose: `3 mg melatonin`.
            object: a term to which something is done, by the claims; with a site: `hip BMD`.
            about: a term on either side, or involved: as a step, a comparator, people, a measure.
            document: a document's short name, such as `001`.
            kind: a kind of claim, such as `effect`.
            site: a site; its parts count.
            population: people; their parts count.
            evidence: the weakest evidence that counts, such as `RCT`.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there is no such document, kind or evidence.

        Examples:
            >>> import bonekg
            >>> found = bonekg.load().claims("3 mg melatonin", "hip BMD", evidence="RCT")
            >>> [claim.id for claim in found]
            ['001-070']
        """
        from bonekg.answers.claims import claims

        check_texts(True, subject=subject, object=object, about=about, document=document)
        check_texts(True, kind=kind, site=site, population=population, evidence=evidence)
        return claims(
            self.library,
            subject=subject,
            object=object,
            about=about,
            document=document,
            kind=kind,
            site=site,
            population=population,
            evidence=evidence,
        )

    def paths(
        self,
        a: str,
        b: str,
        *,
        longest: int = 4,
        limit: int = 10,
        stated: bool = True,
        background: bool = True,
        steps: bool = True,
    ) -> Paths:
        """Find how one thing may act on another: signed paths, each hop with its ground.

        Args:
            a: a term by name, synonym or CURIE; with a dose: `3 mg melatonin`.
            b: a term by name, synonym or CURIE; with a site: `hip BMD`.
            longest: how many hops that act a path may have, from 1 to 6.
            limit: how many paths are given, from 1 to 100, the best first.
            stated: whether claims are taken (affirmed, and no questions).
            background: whether relations with a public source are taken.
            steps: whether a kind, a level, a lack, a regimen or a cell's activity is taken for
                the thing itself; each such step is shown.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if both are one term, or a number is out of bounds.

        Examples:
            >>> import bonekg
            >>> found = bonekg.load().paths("denosumab", "osteoclast differentiation")
            >>> [(path.sign, len(path.links)) for path in found.paths][0]
            ('-', 1)
        """
        from bonekg.answers.path_ends import path_ends, related
        from bonekg.answers.paths import find_paths

        check_texts(a=a, b=b)
        check_numbers(True, longest=longest, limit=limit)
        one, two = path_ends(self.library, a, b)
        return find_paths(
            self.store,
            self.library.networks,
            one,
            two,
            related=related(self.library, one, two) if stated else (),
            longest=longest,
            limit=limit,
            stated=stated,
            background=background,
            steps=steps,
        )

    def export(self, form: str, path: str | Path) -> list[Path]:
        """Write the graph in a format of the registry, whole or not at all.

        Args:
            form: the format's name; `bonekg export --help` lists them.
            path: the file, or for formats of several files the folder; in a folder that is there,
                a single file gets the name that the format's list says.

        Returns:
            The files written.

        Raises:
            ExportError: if there is no such format, or the path cannot be written.
        """
        from bonekg.errors import ExportError
        from bonekg.exports.registry import get_format
        from bonekg.resources import write_all_aside

        check_texts(form=form)
        check_paths(path=path)
        chosen = get_format(form)
        if path == "":  # which would mean this folder
            raise ExportError(f"an empty path names no file for {chosen.name}; . is this folder")
        target = Path(path)
        several = len(chosen.files) > 1
        if several and target.exists() and not target.is_dir():
            raise ExportError(f"{target} is no folder, and {chosen.name} makes several files")
        if not several and (target.is_dir() or str(path).endswith(("/", os.sep))):
            target /= chosen.files[0]
        made = chosen.write(self)
        files = {target / name if several else target: made[name] for name in made}
        try:
            write_all_aside(files)
        except OSError as error:
            raise ExportError(f"{error.filename} cannot be written: {error.strerror}") from error
        except ValueError as error:  # such as a path with the character NUL
            raise ExportError(f"{str(target)!r} cannot be written: {error}") from error
        return list(files)

    def to_rdflib(self) -> rdflib.Dataset:
        """Give the graph as an rdflib Dataset with its named graphs, our prefixes bound."""
        from bonekg.exports.dataset import rdflib_dataset

        return rdflib_dataset(self.nquads())

    def to_networkx(self, *bases: str) -> networkx.MultiDiGraph[Any]:
        """Give terms as nodes and claims as edges, each with its context, keyed by the claim's key.

        Args:
            bases: which edges to take, of stated, background, derived, hierarchy; all if none is
                named.

        Raises:
            ExportError: if there is no such basis.
        """
        from bonekg.exports.network import BASES, knowledge_network

        for basis in bases:
            check_texts(basis=basis)
        return knowledge_network(self, bases or BASES)

    def nquads(self) -> bytes:
        """Give the whole graph as sorted N-Quads."""
        return self.store.nquads()

    def validate(self) -> Report:
        """Check this graph against the shapes and the checks.

        Returns:
            The findings; `ok` if something was checked and nothing found. What the sources of a
            graph hold is checked by `bonekg.validate`.

        Examples:
            >>> import bonekg
            >>> bonekg.load().validate().ok
            True
        """
        from bonekg.checks.graph_review import review_graph

        return review_graph(self.store)

    def why(
        self,
        subject: str,
        object: str,
        documents: str | Path | None = None,
        *,
        site: str | None = None,
        population: str | None = None,
        document: str | None = None,
        evidence: str | None = None,
        direct: bool = False,
    ) -> Why:
        """Say what the documents hold for, against and open on one thing's effect on another.

        Args:
            subject: a term by name, synonym or CURIE; with a dose: `3 mg melatonin`.
            object: a term by name, synonym or CURIE; with a site: `hip BMD`.
            documents: the folder of the texts, to show passages in full; `BONEKG_DOCUMENTS` else.
            site: only claims at this site or a part of it.
            population: only claims about these people or a part of them.
            document: only claims of the document with this short name, such as `001`.
            evidence: only claims of this evidence or a stronger one, such as `RCT`.
            direct: only claims that relate the two terms themselves, not what a question about
                them takes in, such as their kinds.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there is no such document or evidence.

        Examples:
            >>> import bonekg
            >>> answer = bonekg.load().why("3 mg melatonin", "hip BMD")
            >>> [claim.effect.value for claim in answer.sides["for"].claims]
            [2.3]
        """
        from bonekg.answers.why import why

        check_texts(subject=subject, object=object)
        check_paths(True, documents=documents)
        check_texts(True, site=site, population=population, document=document, evidence=evidence)
        return why(
            self.library,
            subject,
            object,
            site=site,
            population=population,
            document=document,
            evidence=evidence,
            direct=direct,
            passages=self._passages(documents),
        )

    def compare(
        self,
        *things: str,
        on: str | None = None,
        site: str | None = None,
        population: str | None = None,
        document: str | None = None,
        evidence: str | None = None,
    ) -> Comparison:
        """Put things side by side: what is said of each, by outcome, dose, site and people.

        Args:
            things: terms by name, synonym or CURIE, with a dose (`1 mg melatonin`) if need be; of
                a single one its forms are compared, or its doses.
            on: only what is said with regard to this term.
            site: only claims at this site or a part of it.
            population: only claims about these people or a part of them.
            document: only claims of the document with this short name.
            evidence: only claims of this evidence or a stronger one.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there are not two things to compare.

        Examples:
            >>> import bonekg
            >>> bonekg.load().compare("magnesium citrate", "magnesium oxide").names
            ['magnesium citrate', 'magnesium oxide']
        """
        from bonekg.answers.compare import compare

        for thing in things:
            check_texts(things=thing)
        check_texts(True, on=on, site=site, population=population)
        check_texts(True, document=document, evidence=evidence)
        return compare(
            self.library,
            list(things),
            on,
            site=site,
            population=population,
            document=document,
            evidence=evidence,
        )

    def conflicts(
        self, about: str | None = None, between: tuple[str, str] | None = None
    ) -> Conflicts:
        """Give the reviewed conflicts between claims.

        Args:
            about: a term; conflicts that hold a claim about it, as a question takes it in.
            between: two terms; conflicts that hold a claim that relates them.

        Raises:
            TermError: if a term is unknown or ambiguous.
        """
        from bonekg.answers.conflicts import conflicts

        check_texts(True, about=about)
        for term in between or ():
            check_texts(between=term)
        return conflicts(self.library, about, between)

    def gaps(self, about: str | None = None) -> Gaps:
        """Collect open questions, what the sources do not state, and what rests on little.

        Args:
            about: a term; claims about it, as a question takes it in.

        Raises:
            TermError: if the term is unknown or ambiguous.
        """
        from bonekg.answers.gaps import gaps

        check_texts(True, about=about)
        return gaps(self.library, about)

    def show(self, thing: str, documents: str | Path | None = None) -> Page:
        """Give the page of a term, claim, study, document, conflict or predicate.

        Args:
            thing: a term by name, synonym or CURIE; or a key, such as `001-070`.
            documents: the folder of the texts, to show passages in full; `BONEKG_DOCUMENTS` else.

        Raises:
            TermError: if nothing goes by it, or several terms do.

        Examples:
            >>> import bonekg
            >>> bonekg.load().show("MT2").name
            'melatonin receptor MT2'
        """
        from bonekg.answers.page import show

        check_texts(thing=thing)
        check_paths(True, documents=documents)
        return show(self.library, thing, self._passages(documents))

    def _passages(self, documents: str | Path | None) -> Passages | None:
        """Give what reads the full passages of claims; None where no folder of texts is known."""
        from bonekg.answers.passages import passages_in, read_texts
        from bonekg.sources.documents import documents_folder

        if documents is None and self.texts is not None:
            return partial(passages_in, self.texts)
        folder = documents_folder(documents)
        if folder is None:
            return None

        def read(claims: Iterable[Claim]) -> dict[str, str]:
            wanted = list(claims)
            needed = {claim.document for claim in wanted}
            held = [d for d in self.library.documents.values() if d.id in needed]
            return passages_in(read_texts(held, folder), wanted)

        return read

    @property
    def passages(self) -> Passages | None:
        """Reads the full passages of claims; None where no folder of texts is known."""
        return self._passages(None)

    def keep_texts(self, documents: str | Path | None = None) -> None:
        """Read the texts that are at hand and keep them, so that no answer reads a file.

        Args:
            documents: the folder of the texts; `BONEKG_DOCUMENTS` else; none without that.

        Raises:
            DocumentError: if a text is not the one that was curated.
        """
        from bonekg.answers.passages import read_texts
        from bonekg.sources.documents import documents_folder

        folder = documents_folder(documents)
        known = self.library.documents.values()
        self.texts = {} if folder is None else read_texts(known, folder)


def _check_limits(timeout: float | None, max_rows: int | None = None) -> None:
    if timeout is not None:
        check_numbers(timeout=timeout)
    if max_rows is not None:
        check_numbers(True, max_rows=max_rows)


def _cell(value: Any) -> Any:
    """Write a list of values into one cell."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return value
