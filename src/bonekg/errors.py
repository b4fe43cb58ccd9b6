"""What can go wrong, as one tree.

Every error carries the values it speaks of, and its message says what was wrong, where, and what
to do::

    BoneKGError
    ├── ResourceError            a file of the package is missing
    ├── SourceError              a curated source is wrong (file, line)
    │   ├── YamlSyntaxError      not YAML, or not the shape that was expected
    │   ├── DuplicateKeyError    a key or an identifier stands twice
    │   ├── UnknownKeyError      a key that no record has
    │   ├── UnknownNameError     a name that no term, study, speaker or enumeration has
    │   └── InvalidValueError    a value of the wrong type or form
    ├── DocumentError            a document's text is missing or unknown
    ├── TermError                a question names a term
    │   ├── UnknownTermError     … that does not exist
    │   ├── AmbiguousTermError   … that several terms go by
    │   └── TermTooLongError     … in more characters than a name or a question has (length)
    ├── QueryError               a query cannot run
    │   ├── QuerySyntaxError     … it is not SPARQL (line, column)
    │   ├── QueryRefusedError    … it is over a limit of the guard, or would change something
    │   ├── QueryTimeoutError    … it was stopped when its time was up (seconds)
    │   ├── QueryMemoryError     … it needed more memory than it may have (megabytes)
    │   ├── ResultTooLargeError  … its result is larger than was allowed (limit, unit)
    │   ├── UnknownQueryError    … the catalogue does not have it
    │   ├── UnknownParameterError
    │   └── InvalidParameterError
    ├── StoreError               a graph cannot be loaded or asked
    │   ├── RefusedFileError     … from this file, which the engine would not survive (path)
    │   └── EndpointError        … at an address (url)
    │       ├── EndpointAddressError      it is no http or https address
    │       ├── EndpointUnreachableError  nothing answers there
    │       ├── EndpointTimeoutError      no answer, or not a whole one, in time (seconds)
    │       ├── CertificateError          its certificate cannot be trusted
    │       ├── EndpointRefusalError      it answers with an HTTP error (status)
    │       ├── EndpointAnswerError       what it answers cannot be read
    │       ├── IncompleteAnswerError     it gives fewer rows than there are (given, there)
    │       └── MissingGraphError         it does not hold our graph (graphs)
    ├── WrongTypeError           a value is of the wrong type (name, value, wanted)
    ├── ExportError              an export cannot be written
    ├── ServeError               a server cannot be started
    └── SiteError                a static site cannot be written
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = [
    "AmbiguousTermError",
    "BoneKGError",
    "CertificateError",
    "DocumentError",
    "DuplicateKeyError",
    "EndpointAddressError",
    "EndpointAnswerError",
    "EndpointError",
    "EndpointRefusalError",
    "EndpointTimeoutError",
    "EndpointUnreachableError",
    "EndpointWarning",
    "ExportError",
    "IncompleteAnswerError",
    "InvalidParameterError",
    "InvalidValueError",
    "MissingGraphError",
    "QueryError",
    "QueryMemoryError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "RefusedFileError",
    "ResourceError",
    "ResultTooLargeError",
    "ServeError",
    "SiteError",
    "SourceError",
    "StoreError",
    "StoreWarning",
    "TermError",
    "TermTooLongError",
    "UnknownKeyError",
    "UnknownNameError",
    "UnknownParameterError",
    "UnknownQueryError",
    "UnknownTermError",
    "WrongTypeError",
    "YamlSyntaxError",
    "nearest",
    "quoted",
]

_SHOWN = 80  # characters of what was given that a message repeats
_LONG_WORD = re.compile(r"(\S{100})\S{20,}")
_COMPARED = 200  # characters from which on a word is like no other
_FEW = 4  # names that have a word in common, at most, for it to tell what is meant


def quoted(text: object) -> str:
    """Give what was given in quotes, as a message repeats it: its beginning, if it is long.

    Examples:
        >>> quoted("melatonin"), len(quoted("x" * 1000))
        ("'melatonin'", 83)
    """
    told = str(text)
    return repr(told) if len(told) <= _SHOWN else repr(f"{told[:_SHOWN]}…")


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Give the known words most like a word, best first.

    Examples:
        >>> nearest("melatonine", ["melatonin", "magnesium", "oxytocin"])
        ['melatonin']
    """
    from difflib import get_close_matches

    if len(word) > _COMPARED:
        return []
    lowered: dict[str, str] = {}
    for name in known:
        lowered.setdefault(name.lower(), name)
    return [lowered[match] for match in get_close_matches(word.lower(), list(lowered), count, 0.6)]


def _sharing_a_word(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Give the known names that share a telling word with a name: one that few of them have.

    Examples:
        >>> _sharing_a_word("recommended-doses", ["doses", "benefits", "who-says"])
        ['doses']
    """
    words = {other: {*re.findall(r"[^\W_]+", other.lower())} for other in known}
    uses = Counter(word for found in words.values() for word in found)
    asked = {*re.findall(r"[^\W_]+", name.lower()[:_COMPARED])}
    shared = {
        other: sum(1 / uses[word] for word in asked & found if uses[word] <= _FEW)
        for other, found in words.items()
    }
    return sorted((other for other in shared if shared[other]), key=lambda o: -shared[o])[:count]


def _did_you_mean(candidates: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(repr(c) for c in candidates)}?" if candidates else ""


def _restored(
    kind: type[BoneKGError], told: tuple[object, ...], state: dict[str, object]
) -> object:
    error = kind.__new__(kind, *told)
    error.__dict__.update(state)
    return error


class BoneKGError(Exception):
    """Anything that BoneKG itself reports.

    Errors can be pickled, so that they pass from one process to another.
    """

    def __reduce__(self) -> tuple[object, ...]:
        # Python would call the class with the message alone, whatever its own arguments are.
        return _restored, (type(self), self.args, self.__dict__)


class ResourceError(BoneKGError):
    """A file that belongs to the package is missing.

    Attributes:
        path: the file that was looked for.
    """

    def __init__(self, path: Path, why: str = "is missing; reinstall the package") -> None:
        self.path = path
        super().__init__(f"{path} {why}")


class SourceError(BoneKGError):
    """A curated source is wrong.

    Attributes:
        file: the source file.
        line: its line, from one; None where the whole file is meant.
        problem: what is wrong, in words.
    """

    def __init__(self, file: Path, line: int | None, problem: str) -> None:
        self.file, self.line, self.problem = file, line, problem
        place = f"{file}:{line}" if line is not None else str(file)
        super().__init__(f"{place}: {problem}")


class YamlSyntaxError(SourceError):
    """A source is not YAML, or not of the shape that its folder asks for."""


class DuplicateKeyError(SourceError):
    """A key, a name or an identifier stands twice."""


class UnknownKeyError(SourceError):
    """A key that this kind of record does not have.

    Attributes:
        key: the key.
        candidates: the nearest keys.
    """

    def __init__(self, file: Path, line: int, key: str, record: str, known: Iterable[str]) -> None:
        self.key, self.candidates = key, nearest(key, known)
        super().__init__(
            file, line, f"a {record} has no key {key!r}{_did_you_mean(self.candidates)}"
        )


class UnknownNameError(SourceError):
    """A name that nothing goes by.

    Attributes:
        name: the name.
        candidates: the nearest names.
    """

    def __init__(self, file: Path, line: int, key: str, name: str, known: Iterable[str]) -> None:
        self.name, self.candidates = name, nearest(name, known)
        super().__init__(
            file, line, f"unknown name {name!r} under {key!r}{_did_you_mean(self.candidates)}"
        )


class InvalidValueError(SourceError):
    """A value of the wrong type or form."""


class DocumentError(BoneKGError):
    """A document's text is missing, unknown or not where it was said to be."""


class TermError(BoneKGError):
    """A question names a term that cannot be settled."""


class UnknownTermError(TermError):
    """No term goes by this name.

    Attributes:
        name: what was asked for.
        candidates: the nearest names.
        kind: the class that it is of, if it is known as a thing that the documents do not name.
    """

    def __init__(self, name: str, candidates: Sequence[str], kind: str | None = None) -> None:
        self.name, self.candidates, self.kind = name, list(candidates), kind
        if kind is None:
            other = _did_you_mean(self.candidates) or "; `bonekg find` looks for others"
            message = f"no term is called {quoted(name)} (names are looked up, not texts){other}"
        else:
            named = ", ".join(self.candidates)
            message = (
                f"{quoted(name)} is not in the documents; they name of this kind ({kind}): {named}"
            )
        super().__init__(message)


class AmbiguousTermError(TermError):
    """Several terms go by this name.

    Attributes:
        name: what was asked for.
        candidates: the CURIEs and names that it could mean.
    """

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name, self.candidates = name, list(candidates)
        super().__init__(
            f"{quoted(name)} could mean {', '.join(self.candidates)}; use one of these"
        )


class TermTooLongError(TermError):
    """A text is too long for a name, or for a question about one.

    Attributes:
        length: the characters that it has.
    """

    def __init__(self, text: str, most: int) -> None:
        self.length = len(text)
        super().__init__(
            f"{quoted(text)} has {self.length:,} characters; a name or a question has at most "
            f"{most:,}"
        )


class QueryError(BoneKGError):
    """A query cannot run.

    A word of the query that the message repeats is shortened where it is very long.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(_LONG_WORD.sub(r"\1…", problem))


class QuerySyntaxError(QueryError):
    """A text is not SPARQL.

    Attributes:
        line: where, from one; None where nobody can say.
        column: where, from one; None where nobody can say.
    """

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        place = f" at line {line}, column {column}" if line is not None else ""
        super().__init__(f"SPARQL syntax error{place}: {problem}")


class QueryRefusedError(QueryError):
    """A query is over a limit of the guard, asks another server, or would change something.

    Attributes:
        line: where, from one; None where the whole query is meant.
        column: where, from one; None where the whole query is meant.
    """

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(f"{place}{problem}")


class QueryTimeoutError(QueryError):
    """A query was stopped when its time was up.

    Attributes:
        seconds: the time that it had.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"the query was stopped after {seconds:g} s; give it more time (timeout=, "
            "--timeout), or ask for less"
        )


class QueryMemoryError(QueryError):
    """A query was stopped because it needed too much memory.

    Attributes:
        megabytes: the memory that it could have.
    """

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            f"the query was stopped because it needed more than {megabytes:,} MB of memory; sort, "
            "group or join less"
        )


class ResultTooLargeError(QueryError):
    """The result of a query is larger than was allowed.

    Attributes:
        limit: how much was allowed.
        unit: of what.
    """

    def __init__(self, limit: int, unit: str) -> None:
        self.limit, self.unit = limit, unit
        super().__init__(
            f"the result has more than {limit:,} {unit}; ask for less, with LIMIT or max_rows"
        )


class UnknownQueryError(QueryError):
    """The catalogue has no query of this name.

    Attributes:
        name: what was asked for.
        candidates: the nearest names.
    """

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = [*known]
        close = [*nearest(name, names), *_sharing_a_word(name, names)]
        self.name, self.candidates = name, [*dict.fromkeys(close)][:3]
        hint = _did_you_mean(self.candidates) or "; `bonekg queries` lists them"
        super().__init__(f"no query is called {quoted(name)}{hint}")


class UnknownParameterError(QueryError):
    """A query has no parameter of this name.

    Attributes:
        query: the query's name.
        parameter: what was given.
    """

    def __init__(self, query: str, parameter: str, known: Sequence[str]) -> None:
        self.query, self.parameter = query, parameter
        takes = f"it takes {', '.join(known)}" if known else "it takes none"
        super().__init__(f"query {query!r} has no parameter {quoted(parameter)}; {takes}")


class InvalidParameterError(QueryError):
    """A parameter's value is missing or of the wrong type.

    Attributes:
        query: the query's name.
        parameter: the parameter's name.
    """

    def __init__(self, query: str, parameter: str, problem: str) -> None:
        self.query, self.parameter = query, parameter
        super().__init__(f"parameter {parameter!r} of query {query!r}: {problem}")


class StoreError(BoneKGError):
    """A graph cannot be loaded, or an endpoint cannot be asked."""


class RefusedFileError(StoreError):
    """A file is not given to the engine, which would not survive it or never end.

    Attributes:
        path: the file.
        problem: what it has, in words.
    """

    def __init__(self, path: Path, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path} is refused: {problem}")


class EndpointError(StoreError):
    """An endpoint cannot be asked.

    Attributes:
        url: its address.
    """

    def __init__(self, url: str, problem: str) -> None:
        self.url = url
        super().__init__(f"{url} {problem}")


class EndpointAddressError(EndpointError):
    """An address is no http or https URL of a server."""


class EndpointUnreachableError(EndpointError):
    """Nothing answers at the address: the host is unknown, or no server listens."""


class EndpointTimeoutError(EndpointError):
    """A server did not answer, or not in full, in time.

    Attributes:
        seconds: how long was waited.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            url,
            f"gave no whole answer in {seconds:g} seconds; give it more time (timeout=, --timeout)",
        )


class CertificateError(EndpointError):
    """A server's certificate cannot be trusted."""


class EndpointRefusalError(EndpointError):
    """A server answers with an HTTP error, or sends the request on and on.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, url: str, status: int, problem: str) -> None:
        self.status = status
        super().__init__(url, problem)


class EndpointAnswerError(EndpointError):
    """A server's answer is not of a form that SPARQL results have, or is broken."""


class IncompleteAnswerError(EndpointError):
    """A server gives fewer rows than there are, and they cannot be had in pages.

    Attributes:
        given: the rows that came.
        there: the rows that there are; None where the server does not say.
    """

    def __init__(self, url: str, given: int, there: int | None, advice: str) -> None:
        self.given, self.there = given, there
        of = f" of {there}" if there is not None else " and says that there are more"
        super().__init__(url, f"gives only {given} rows{of}; {advice}")


class MissingGraphError(EndpointError):
    """A server does not hold our graph, or not all of it.

    Attributes:
        graphs: the named graphs that it lacks.
    """

    def __init__(self, url: str, graphs: Sequence[str], problem: str) -> None:
        self.graphs = list(graphs)
        super().__init__(url, problem)


class StoreWarning(UserWarning):
    """A graph can be asked, but lacks something that the package's own has."""


class EndpointWarning(UserWarning):
    """A server can be asked, but what it holds is not what this package expects."""


class WrongTypeError(BoneKGError, TypeError):
    """A caller gives a value of the wrong type.

    Attributes:
        name: the parameter.
        value: what was given, as a message repeats it.
        wanted: what it takes, in words.
    """

    def __init__(self, name: str, value: object, wanted: str) -> None:
        told = repr(value)
        self.value = told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
        self.name, self.wanted = name, wanted
        super().__init__(f"{name} takes {wanted}, not {self.value}")


class ExportError(BoneKGError):
    """An export cannot be written."""


class ServeError(BoneKGError):
    """A server cannot be started as it was asked for."""


class SiteError(BoneKGError):
    """A static site cannot be written where or as it was asked for."""
