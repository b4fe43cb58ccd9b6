"""The explorer: pages written on the server, from the records and the wording of the answers."""

from __future__ import annotations

__all__: list[str] = []
