"""The explorer as files for any host: the pages that the served application gives."""

from __future__ import annotations

__all__: list[str] = []
