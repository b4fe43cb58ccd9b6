"""The knowledge graph as a user meets it: load, ask, look up, convert."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg.lexicon.lexicon import Hit, Lexicon
from bonekg.store.base import EmbeddedStore, Extra, Store
from bonekg.store.reader import Reader
from bonekg.store.rows import Rows, Triples

if TYPE_CHECKING:
    import networkx
    import rdflib

    from bonekg.answers.compare import Comparison
    from bonekg.answers.facts import Facts
    from bonekg.answers.gaps import Gaps
    from bonekg.answers.opposed import Conflicts
    from bonekg.answers.page import Page
    from bonekg.answers.paths.answer import Paths
    from bonekg.answers.paths.map import Map
    from bonekg.answers.why import Why
    from bonekg.checks.report import Report
    from bonekg.flat import Claim

__all__ = ["KnowledgeGraph", "connect", "load", "open"]


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
    store = EmbeddedStore(Path(path) if path is not None else None, extra=extra)
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

    open_saved(Path(place))  # which says what is wrong with it
    return KnowledgeGraph(EmbeddedStore(Path(place)))


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

    login = Login(user, password or "") if user is not None else None
    return KnowledgeGraph(RemoteStore(url, timeout=timeout, headers=headers, login=login))


class KnowledgeGraph:
    """A loaded graph.

    Args:
        store: where its statements are.
    """

    store: Store

    def __init__(self, store: Store) -> None:
        self.store = store
        self._maps: dict[tuple[bool, bool, bool], Map] = {}

    @cached_property
    def lexicon(self) -> Lexicon:
        """All names of all terms."""
        return Lexicon(self.store)

    @cached_property
    def reader(self) -> Reader:
        """Reads claims, relations, studies, documents and terms as records of `bonekg.model`."""
        return Reader(self.store)

    @cached_property
    def all_claims(self) -> list[Claim]:
        """All claims, flat, in the order of their keys."""
        from bonekg.flat import read_flat

        return read_flat(self.store)

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
        return self.store.query(sparql, timeout=timeout, max_rows=max_rows)

    def unknown_names(self, sparql: str) -> dict[str, list[str]]:
        """Find words of our vocabulary in a query that the graph does not have.

        Args:
            sparql: a query.

        Returns:
            Each `bkg:` name that the graph lacks → the nearest that it has.

        Examples:
            >>> import bonekg
            >>> bonekg.load().unknown_names("SELECT ?x { ?x a bkg:Clam }")
            {'bkg:Clam': ['bkg:Claim']}
        """
        import re

        from bonekg.errors import nearest
        from bonekg.rdf import BASE

        rows = self.store.select(
            f"SELECT DISTINCT ?x {{ {{ ?x a ?t }} UNION {{ ?s ?x ?o }} "
            f'FILTER(STRSTARTS(STR(?x), "{BASE}")) }}'
        )
        known = {str(x).replace(BASE, "bkg:", 1) for (x,) in rows if "/" not in str(x)[len(BASE) :]}
        used = dict.fromkeys(re.findall(r"\bbkg:[A-Za-z]\w*", sparql))
        return {name: nearest(name, sorted(known), 1) for name in used if name not in known}

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
        from bonekg.catalogue.queries import bind, get_query

        query = get_query(name)
        return self.store.select(bind(query, parameters, lambda: self.lexicon), timeout=timeout)

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Look for terms by name, synonym, abbreviation, CURIE or misspelling, best first.

        Examples:
            >>> import bonekg
            >>> bonekg.load().find("melatonine", limit=1)[0].name
            'melatonin'
        """
        return self.lexicon.find(text, limit)

    def claims(
        self,
        subject: str | None = None,
        object: str | None = None,
        about: str | None = None,
        document: str | None = None,
        kind: str | None = None,
    ) -> list[Claim]:
        """Give the claims that fit, terms with all that is under them.

        Args:
            subject: a term that the claim is about.
            object: a term that the claim relates it to.
            about: a term on either side.
            document: a document's slug, such as `001`.
            kind: a kind of claim, such as `effect`.

        Raises:
            TermError: if a term is unknown or ambiguous.
        """
        found: Iterable[Claim] = self.all_claims
        if subject is not None:
            subjects = self._under(subject)
            found = [claim for claim in found if claim.subject_id in subjects]
        if object is not None:
            objects = self._under(object)
            found = [claim for claim in found if claim.object_id in objects]
        if about is not None:
            either = self._under(about)
            found = [c for c in found if c.subject_id in either or c.object_id in either]
        if document is not None:
            found = [claim for claim in found if claim.document.startswith(f"{document}_")]
        if kind is not None:
            found = [claim for claim in found if claim.kind == kind]
        return list(found)

    def paths(
        self,
        a: str,
        b: str,
        *,
        longest: int = 4,
        limit: int = 10,
        stated: bool = True,
        background: bool = True,
        derived: bool = True,
    ) -> Paths:
        """Find how one thing may act on another: signed paths, each hop with its ground.

        Args:
            a: a term by name, synonym or CURIE; with a dose: `3 mg melatonin`.
            b: a term by name, synonym or CURIE; with a site: `hip BMD`.
            longest: how many hops that act a path may have, from 1 to 6.
            limit: how many paths are given, from 1 to 100, the best first.
            stated: whether claims are taken (affirmed, and no questions).
            background: whether relations with a public source are taken.
            derived: whether a kind, a level, a lack, a regimen or a cell's activity is taken for
                the thing itself; each such step is shown.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if both are one term, or a number is out of bounds.

        Examples:
            >>> import bonekg
            >>> found = bonekg.load().paths("denosumab", "osteoclast differentiation")
            >>> [(path.sign, len(path.links)) for path in found.paths][0]
            ('-', 2)
        """
        from bonekg.answers.paths.answer import paths
        from bonekg.answers.paths.map import Map

        chosen = (stated, background, derived)
        if chosen not in self._maps:
            self._maps[chosen] = Map(self.facts, *chosen)
        return paths(self._maps[chosen], a, b, longest=longest, limit=limit)

    def export(self, form: str, path: str | Path) -> list[Path]:
        """Write the graph in a format of the registry, whole or not at all.

        Args:
            form: the format's name; `bonekg export --help` lists them.
            path: the file, or for formats of several files the folder.

        Returns:
            The files written.

        Raises:
            ExportError: if there is no such format, or the path cannot be written.
        """
        from bonekg.errors import ExportError
        from bonekg.exports.registry import get_format
        from bonekg.resources import write_aside

        chosen = get_format(form)
        target = Path(path)
        written: list[Path] = []
        for name, content in chosen.write(self).items():
            file = target if len(chosen.files) == 1 else target / name
            try:
                write_aside(file, content)
            except OSError as error:
                raise ExportError(f"{file} cannot be written: {error.strerror}") from error
            written.append(file)
        return written

    def to_rdflib(self) -> rdflib.Dataset:
        """Give the graph as an rdflib Dataset with its named graphs, our prefixes bound."""
        import rdflib

        from bonekg.rdf import PREFIXES

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.nquads(), format="nquads")
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    def to_networkx(self, *bases: str) -> networkx.MultiDiGraph[Any]:
        """Give terms as nodes and claims as edges, each with its context, keyed by the claim's key.

        Args:
            bases: which edges to take, of stated, background, derived, hierarchy; all if none is
                named.

        Raises:
            ValueError: if there is no such basis.
        """
        from bonekg.exports.network import BASES, knowledge_network

        return knowledge_network(self, bases or BASES)

    def nquads(self) -> bytes:
        """Give the whole graph as sorted N-Quads."""
        return self.store.nquads()

    def validate(self) -> Report:
        """Check the sources against shapes and checks.

        Returns:
            The findings, with file and line; `ok` if something was checked and nothing found.
        """
        from bonekg.build.graphs import build
        from bonekg.checks.review import review

        return review(build())

    def verify(self, documents: str | Path | None = None) -> Report:
        """Check every passage, quote and cue against the texts, character by character.

        Args:
            documents: the folder of the texts; `BONEKG_DOCUMENTS` by default.

        Raises:
            DocumentError: if no folder is known.
        """
        from bonekg.checks.texts import verify
        from bonekg.errors import DocumentError
        from bonekg.sources.documents import documents_folder
        from bonekg.sources.vocabulary import Vocabulary

        folder = documents_folder(documents)
        if folder is None:
            raise DocumentError("name the folder of the texts, or set BONEKG_DOCUMENTS")
        return verify(Vocabulary(), folder)

    def _under(self, name: str) -> set[str]:
        term = self.lexicon.resolve(name)
        rows = self.store.select(f"SELECT ?x WHERE {{ ?x rdfs:subClassOf* <{term}> }}")
        from bonekg.rdf import compact

        return {compact(term), *(compact(str(x)) for (x,) in rows)}

    @cached_property
    def facts(self) -> Facts:
        """What answers look up about terms and claims."""
        from bonekg.answers.facts import Facts

        return Facts(self.store, self.lexicon, self.all_claims)

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
    ) -> Why:
        """Say what the documents hold for, against and open on one thing's effect on another.

        Args:
            subject: a term by name, synonym or CURIE; with a dose: `3 mg melatonin`.
            object: a term by name, synonym or CURIE; with a site: `hip BMD`.
            documents: the folder of the texts, to show passages in full; `BONEKG_DOCUMENTS` else.
            site: only claims at this site or a part of it.
            population: only claims about this population or a part of it.
            document: only claims of the document with this slug, such as `001`.
            evidence: only claims of this evidence or a stronger one.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there is no such document or evidence.

        Examples:
            >>> import bonekg
            >>> answer = bonekg.load().why("3 mg melatonin", "hip BMD")
            >>> [claim.effect["value"] for claim in answer.sides["for"].claims]
            [2.3]
        """
        from bonekg.answers.why import why

        return why(
            self.facts,
            subject,
            object,
            site=site,
            population=population,
            document=document,
            evidence=evidence,
            passages=self._passages(documents),
        )

    def compare(self, *things: str, on: str | None = None) -> Comparison:
        """Put things side by side: what is said of each, by outcome, dose, site and population.

        Args:
            things: terms by name, synonym or CURIE, with a dose (`1 mg melatonin`) if need be; of
                a single one its forms are compared, or its doses.
            on: only what is said of their effect on this term.

        Raises:
            TermError: if a term is unknown or ambiguous.
            QueryError: if there are not two things to compare.

        Examples:
            >>> import bonekg
            >>> bonekg.load().compare("magnesium citrate", "magnesium oxide").names
            ['magnesium citrate', 'magnesium oxide']
        """
        from bonekg.answers.compare import compare

        return compare(self.facts, list(things), on)

    def conflicts(
        self, about: str | None = None, between: tuple[str, str] | None = None
    ) -> Conflicts:
        """Give the reviewed conflicts between claims.

        Args:
            about: a term that one of the claims is about, with what is under it or about it.
            between: two terms that one of the claims relates.

        Raises:
            TermError: if a term is unknown or ambiguous.
        """
        from bonekg.answers.opposed import conflicts

        return conflicts(self.facts, about, between)

    def gaps(self, about: str | None = None) -> Gaps:
        """Collect open questions, what the sources do not state, and what rests on little.

        Args:
            about: a term on either side of the claims, with what is under it or about it.

        Raises:
            TermError: if the term is unknown or ambiguous.
        """
        from bonekg.answers.gaps import gaps

        return gaps(self.facts, about)

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
        from bonekg.answers.records import show

        return show(self.facts, thing, self._passages(documents))

    def _passages(self, documents: str | Path | None) -> dict[str, str]:
        from bonekg.sources.documents import documents_folder, load_documents, read_text

        folder = documents_folder(documents)
        if folder is None:
            return {}
        texts = {d.file: read_text(d, folder) for d in load_documents().values()}
        return {c.id: texts[c.document][c.start : c.end] for c in self.all_claims}
