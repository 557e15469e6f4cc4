"""The one table of limits: what a file may cost before and while it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file. Sizes are in bytes, times in seconds; those of a child are enforced from outside it.

    ``inflated_bytes`` and ``inflation`` count the members of a ZIP that are read; ``inflation`` is how many times
    larger than packed these may become.
    """

    file_bytes: int = 10 * 1024 * 1024
    members: int = 2000
    inflated_bytes: int = 50 * 1024 * 1024
    inflation: int = 200
    pages: int = 30
    scanned_pages: int = 4
    pixels: int = 50_000_000
    child_memory: int = 1024 * 1024 * 1024
    child_cpu_seconds: int = 10
    child_wall_seconds: int = 15
    scan_cpu_seconds: int = 40
    scan_wall_seconds: int = 60
    output_bytes: int = 2 * 1024 * 1024


DEFAULT = Limits()
