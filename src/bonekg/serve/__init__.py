"""The graph over HTTP: SPARQL 1.1 Protocol, a web API of the catalogue and the answers."""

from __future__ import annotations

__all__: list[str] = []
