"""The formats: each module here lists its own in FORMATS."""

from __future__ import annotations

__all__: list[str] = []
