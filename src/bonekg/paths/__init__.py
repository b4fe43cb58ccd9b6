"""What acts on what in several steps: links, the steps between them, and how they are composed.

One engine serves the build, which writes derived edges, and the question "by which ways may A act
on B". It reads a store by SELECT, the neighbourhood of what is asked only.
"""

from __future__ import annotations

__all__: list[str] = []
