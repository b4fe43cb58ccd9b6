"""The graph for assistants: read-only tools over the Model Context Protocol."""

from __future__ import annotations

__all__: list[str] = []
