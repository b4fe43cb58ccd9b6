"""What a server has done, counted, in the text format that Prometheus reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

__all__ = ["Metrics"]

_BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)  # seconds


class Metrics:
    """Requests counted by what they asked for and how they ended, and the time that they took."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._times: dict[str, list[float]] = {}

    def count(self, what: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            what: which part of the server was asked.
            status: the HTTP status; 499 where the client had gone.
            seconds: how long it took.
        """
        self._requests[what, status] += 1
        held = self._times.setdefault(what, [0.0] * (len(_BOUNDS) + 2))
        for place, bound in enumerate(_BOUNDS):
            held[place] += seconds <= bound
        held[-2] += 1
        held[-1] += seconds

    def text(self, state: Mapping[str, int]) -> str:
        """Write all figures.

        Args:
            state: figures of the moment, by name.

        Examples:
            >>> made = Metrics()
            >>> made.count("sparql", 200, 0.01)
            >>> print(made.text({"workers": 2}).splitlines()[1])
            bonekg_requests_total{of="sparql",status="200"} 1
        """
        return "\n".join([*self._lines(state), ""])

    def _lines(self, state: Mapping[str, int]) -> Iterator[str]:
        yield "# TYPE bonekg_requests_total counter"
        for (what, status), number in sorted(self._requests.items()):
            yield f'bonekg_requests_total{{of="{what}",status="{status}"}} {number}'
        yield "# TYPE bonekg_request_seconds histogram"
        for what, held in sorted(self._times.items()):
            for place, bound in enumerate(_BOUNDS):
                yield f'bonekg_request_seconds_bucket{{of="{what}",le="{bound:g}"}} {held[place]:g}'
            yield f'bonekg_request_seconds_bucket{{of="{what}",le="+Inf"}} {held[-2]:g}'
            yield f'bonekg_request_seconds_sum{{of="{what}"}} {held[-1]:.6f}'
            yield f'bonekg_request_seconds_count{{of="{what}"}} {held[-2]:g}'
        for name, number in state.items():
            yield f"# TYPE bonekg_{name} gauge"
            yield f"bonekg_{name} {number}"
