"""Results of slow queries kept beside a saved graph of the cache, for later processes.

A saved graph never changes, so neither does what a query finds in it. Every process that resolves
a name reads all names of the graph; with this only the first one waits for the engine.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from zlib import crc32

from bonekg._version import __version__
from bonekg.store.rows import Rows
from bonekg.store.terms import plain_term
from bonekg.store.tokens import tokenize

__all__ = ["SLOW", "changes_each_time", "keep", "kept"]

SLOW = 0.03  # seconds from which on a result is kept
_LARGEST = 20_000  # rows of a result that is kept
_MOST = 64  # results kept beside one graph
_CHANGING = ("RAND", "NOW", "UUID", "STRUUID", "BNODE")
_CALL_THAT_CHANGES = re.compile(rf"\b(?:{'|'.join(_CHANGING)})\s*\(", re.IGNORECASE)


def changes_each_time(sparql: str) -> bool:
    r"""Whether a query may give something else each time: it asks for the time or for chance.

    Args:
        sparql: the query.

    Examples:
        >>> changes_each_time("SELECT (NOW # of all times\n() AS ?x) {}")
        True
        >>> changes_each_time("ASK {}")
        False
    """
    words = sparql.upper()
    if not any(word in words for word in _CHANGING):
        return False
    return bool(_CALL_THAT_CHANGES.search(" ".join(token.text for token in tokenize(sparql))))


def _file(place: Path, sparql: str) -> Path:
    from hashlib import sha256

    key = sha256(f"{__version__}\0{sparql}".encode()).hexdigest()[:32]
    return place / "kept" / f"{key}.json"


def kept(place: Path, sparql: str) -> Rows | None:
    """Give the rows that were kept for a query; None if there are none, or they are damaged.

    Args:
        place: the folder of the saved graph.
        sparql: the query.
    """
    try:
        checksum, _, body = _file(place, sparql).read_bytes().partition(b"\n")
        if int(checksum) != crc32(body):
            return None
        columns, rows = json.loads(body)
    except (OSError, ValueError):
        return None
    return Rows.from_plain(columns, rows)


def keep(place: Path, sparql: str, rows: Rows) -> None:
    """Keep the rows of a query, where they may be kept and the disk allows it.

    Args:
        place: the folder of the saved graph.
        sparql: the query.
        rows: all that it gives.
    """
    if len(rows) > _LARGEST or rows.total > len(rows) or changes_each_time(sparql):
        return
    file = _file(place, sparql)
    plain = [[plain_term(term) for term in row] for row in rows.terms()]
    body = json.dumps([rows.columns, plain], ensure_ascii=False).encode("utf-8")
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        if len(list(file.parent.iterdir())) >= _MOST:
            return
        try:
            aside.write_bytes(b"%d\n%s" % (crc32(body), body))
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
