"""The walk through the served application: which addresses become files, and what they hold."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bonekg.catalogue.narrowing import MARK
from bonekg.errors import SiteError
from bonekg.serve.pages.views import VIEWS
from bonekg.serve.problems import Reply
from bonekg.site.addresses import Address, read_address
from bonekg.site.links import links_of
from bonekg.site.visiting import visit

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Walk", "walk"]

_PAIRS = {"/why": ("subject", "object"), "/paths": ("a", "b")}
_HEADS = {path.strip("/").partition("/")[0] for path, _ in VIEWS.values()} | {"static"}
_TABLES = ("csv", "json", "markdown")  # forms of answers; their text is the page itself
_IN_THE_PAGE = ("/api/paths", "/api/compare", "/api/gaps")  # their pages hold all rows of these
_ABOUT = {"/gaps": ("about",), "/compare": ("thing",)}
_ASKED_IN_THE_PAGE = ("/search", "/query", "/sparql", "/openapi.json")


class Walk:
    """What was found on the way.

    Args:
        terms: the CURIEs of all terms; a page below /term/ of anything else is of a mere value, and
            those that only such pages name are not written.

    Attributes:
        found: address → what is there.
        moved: address → where it sends to.
        lost: addresses that are linked and give an error, such as an example of the catalogue with
            a term that another graph than ours does not have.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self.found: dict[Address, Reply] = {}
        self.moved: dict[Address, Address] = {}
        self.lost: list[Address] = []
        self._terms = {f"/term/{term}" for term in terms}
        self._seen: set[Address] = set()
        self._tried: set[Address] = set()
        self._left: deque[Address] = deque()

    def want(self, address: Address, page: Address | None = None) -> None:
        """Note an address that a page names, if it is to be written."""
        if address not in self._seen and self._written(address, page):
            self._seen.add(address)
            self._left.append(address)

    def _written(self, address: Address, page: Address | None) -> bool:
        path, names = address.path, address.names
        head = path.strip("/").partition("/")[0]
        if path == "/.well-known/void":
            return True
        if head == "api":
            if path in _IN_THE_PAGE and names != ("format",):
                return False
            return address.values.get("format") in _TABLES
        if (path in _ASKED_IN_THE_PAGE and names) or path in _ASKED_IN_THE_PAGE[2:]:
            return False
        if head not in _HEADS:
            return False
        if self.is_value(address) and page is not None and self.is_value(page):
            return path == page.path
        if any(name.startswith(MARK) for name in names):  # pages narrow what they list themselves
            return False
        if not names or names == ("format",) or head in ("show", "catalogue"):
            return True
        if path == "/claims":
            return set(names) <= {"page", "format"}
        return names in (_PAIRS.get(path), _ABOUT.get(path))

    def attempt(self, address: Address) -> None:
        """Note an address that may give an error, which then is no loss."""
        self._tried.add(address)
        self.want(address)

    def is_value(self, address: Address) -> bool:
        """Whether an address is of a page below /term/ that is no term's."""
        return address.path.startswith("/term/") and address.path not in self._terms

    async def run(self, app: Starlette, at_once: int) -> None:
        """Visit all that is wanted, and all that is wanted from there.

        Args:
            app: the application, whose lifespan has begun.
            at_once: how many requests at a time.
        """
        running: set[asyncio.Task[None]] = set()
        while self._left or running:
            while self._left and len(running) < at_once:
                running.add(asyncio.create_task(self._take(app, self._left.popleft())))
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _take(self, app: Starlette, address: Address) -> None:
        accept = "text/turtle" if address.path == "/.well-known/void" else "text/html, */*;q=0.1"
        reply = await visit(app, str(address), accept)
        if reply.status == 303:
            self.moved[address] = read_address(dict(reply.headers)["location"])
            self.want(self.moved[address], address)
        elif reply.status == 200:
            self.found[address] = reply
            if reply.kind.startswith("text/html"):
                for link in links_of(reply.body.decode()):
                    self.want(read_address(link), address)
        elif reply.status < 500:
            if address not in self._tried:
                self.lost.append(address)
        else:
            words = reply.body.decode(errors="replace")
            raise SiteError(f"{address} cannot be written: {reply.status}: {words[:2000]}")


async def walk(
    app: Starlette,
    start: Iterable[Address],
    tried: Iterable[Address],
    terms: Iterable[str],
    at_once: int,
) -> Walk:
    """Walk through the application.

    Args:
        app: the application; it is started and ended.
        start: where from.
        tried: further addresses, some of which may give an error.
        terms: the CURIEs of all terms.
        at_once: how many requests at a time.

    Raises:
        SiteError: if the application fails.
    """
    made = Walk(terms)
    for address in start:
        made.want(address)
    for address in tried:
        made.attempt(address)
    async with app.router.lifespan_context(app):
        await made.run(app, at_once)
    return made
