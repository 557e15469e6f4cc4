"""The arithmetic of the measurements: percentiles, medians over repeats, growth."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Batch:
    """What one run of a step brought; latencies, wall clock and the server's processor time in seconds."""

    latencies: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    size: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Figure:
    """Medians over the repeats: milliseconds, requests a second, milliseconds of processor a request."""

    p50: float
    p95: float
    rate: float
    cpu: float
    size: int
    requests: int
    p50_each: tuple[float, ...]
    errors: tuple[str, ...] = ()

    @property
    def is_void(self) -> bool:
        """Whether something failed, so that the numbers mean nothing."""
        return bool(self.errors) or not self.requests


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a ``share`` (0 to 1) of all do not exceed, by the nearest rank."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def summarise(batches: Sequence[Batch]) -> Figure:
    """Return the median of each figure over the repeats; repeats without a single answer count as errors."""
    good = [batch for batch in batches if batch.latencies]
    errors = [error for batch in batches for error in batch.errors]
    if len(good) < len(batches) and not errors:
        errors = ["a repeat had no answer at all"]
    if not good:
        return Figure(0, 0, 0, 0, 0, 0, (), tuple(errors[:3]) or ("nothing was measured",))
    p50s = [percentile(batch.latencies, 0.5) * 1000 for batch in good]
    return Figure(
        p50=statistics.median(p50s),
        p95=statistics.median(percentile(batch.latencies, 0.95) * 1000 for batch in good),
        rate=statistics.median(len(batch.latencies) / batch.wall for batch in good),
        cpu=statistics.median(batch.cpu / len(batch.latencies) * 1000 for batch in good),
        size=int(statistics.median(batch.size for batch in good)),
        requests=sum(len(batch.latencies) for batch in good),
        p50_each=tuple(round(value, 3) for value in p50s),
        errors=tuple(errors[:3]),
    )


def ratio(part: float | None, whole: float | None) -> float | None:
    """Return part by whole, or None where either is missing or there is nothing to divide by."""
    return part / whole if part is not None and whole else None
