"""Graph → findings: shapes, checks, and the comparison with the texts."""

from __future__ import annotations

__all__: list[str] = []
