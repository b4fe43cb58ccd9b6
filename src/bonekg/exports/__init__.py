"""Files for other tools: one registry, one module per family of formats in `formats`."""

from __future__ import annotations

__all__: list[str] = []
