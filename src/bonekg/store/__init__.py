"""Graph → rows: where statements are kept, here or on a server, and how they are asked."""

from __future__ import annotations

__all__: list[str] = []
