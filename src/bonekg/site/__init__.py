"""The explorer as files: its pages written by walking the served application, for any static host."""

from __future__ import annotations

__all__: list[str] = []
