"""What a server has done, counted, in the text format that Prometheus reads."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate

__all__ = ["Metrics"]

_BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)  # seconds


class Metrics:
    """Requests counted by what they asked for and how they ended, and the time that they took."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._times: dict[str, list[int]] = {}  # how many took up to each bound, and longer
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, what: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            what: which part of the server was asked.
            status: the HTTP status; 499 where the client had gone.
            seconds: how long it took.
        """
        self._requests[what, status] += 1
        held = self._times.get(what)
        if held is None:
            held = self._times[what] = [0] * (len(_BOUNDS) + 1)
        held[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[what] += seconds

    def text(self, state: Mapping[str, int], counts: Mapping[str, int]) -> str:
        """Write all figures.

        Args:
            state: figures of the moment, by name.
            counts: figures that only grow, by name.

        Examples:
            >>> made = Metrics()
            >>> made.count("sparql", 200, 0.01)
            >>> print(made.text({"workers": 2}, {"replies_kept_hits": 1}).splitlines()[1])
            bonekg_requests_total{of="sparql",status="200"} 1
        """
        return "\n".join([*self._lines(state, counts), ""])

    def _lines(self, state: Mapping[str, int], counts: Mapping[str, int]) -> Iterator[str]:
        yield "# TYPE bonekg_requests_total counter"
        for (what, status), number in sorted(self._requests.items()):
            yield f'bonekg_requests_total{{of="{what}",status="{status}"}} {number}'
        yield "# TYPE bonekg_request_seconds histogram"
        for what, held in sorted(self._times.items()):
            for bound, number in zip((*_BOUNDS, math.inf), accumulate(held), strict=True):
                le = "+Inf" if bound == math.inf else f"{bound:g}"
                yield f'bonekg_request_seconds_bucket{{of="{what}",le="{le}"}} {number}'
            yield f'bonekg_request_seconds_sum{{of="{what}"}} {self._seconds[what]:.6f}'
            yield f'bonekg_request_seconds_count{{of="{what}"}} {sum(held)}'
        for name, number in counts.items():
            yield f"# TYPE bonekg_{name}_total counter"
            yield f"bonekg_{name}_total {number}"
        for name, number in state.items():
            yield f"# TYPE bonekg_{name} gauge"
            yield f"bonekg_{name} {number}"
