"""Words → terms: names, synonyms, spelling, turns of phrase."""

from __future__ import annotations

__all__: list[str] = []
