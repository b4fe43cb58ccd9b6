"""Query files → typed queries."""

from __future__ import annotations

__all__: list[str] = []
