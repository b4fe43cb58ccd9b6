"""Claims → graph: the sources made into named graphs, rules run over them, the release written."""

from __future__ import annotations

__all__: list[str] = []
