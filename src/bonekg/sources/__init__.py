"""Documents → passages → claims: the files that curators write, read with file and line."""

from __future__ import annotations

__all__: list[str] = []
