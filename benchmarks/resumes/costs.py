"""What reading costs: processor time in a warm child, the way into the sandbox, pictures of pages."""

import gc
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ats.platform.warm_zygote import COLLECT_AFTER
from ats.resumes import child, isolated
from ats.resumes.limits import DEFAULT
from ats.resumes.scoring import RECEIVED_ON
from ats.resumes.tools import ToolFailed
from benchmarks.figures import percentile
from benchmarks.resumes.accuracy import RECOGNISED, list_entries

HAND_OVERS = 40
PAGE_DOCUMENTS = 20
TRIES = 3  # of which the quickest counts: others on the machine only make it slower
_SMALL = b"Orla Haddow\norla@example.com\n"


def measure(folders: Iterable[Path]) -> dict[str, Any]:
    """All of it, on the documents of these sets; times in ms."""
    files = [
        folder / entry["file"]
        for folder in folders
        for entry in list_entries(folder)
        if entry["format"] not in RECOGNISED
    ]
    _settle()
    child_ms = [min(cpu_in_child(file) for _ in range(TRIES)) for file in files]
    hand_over = [_wall(lambda: isolated.check_file(_SMALL, "a.txt")) for _ in range(HAND_OVERS)]
    printed = [file for file in files if file.suffix == ".pdf"][:PAGE_DOCUMENTS]
    pages = [each for file in printed for each in _page_times(file)]
    drawn = [float(_in_child(lambda file=file: str(_draw(file.read_bytes())))) for file in printed]
    return {
        "documents": len(files),
        "child_cpu_median_ms": round(percentile(child_ms, 0.5), 1),
        "child_cpu_p95_ms": round(percentile(child_ms, 0.95), 1),
        "hand_over_median_ms": round(percentile(hand_over, 0.5), 1),
        "hand_over_p95_ms": round(percentile(hand_over, 0.95), 1),
        "pages": len(pages),
        "page_median_ms": round(percentile(pages, 0.5), 1),
        "page_p95_ms": round(percentile(pages, 0.95), 1),
        "page_cpu_ms": round(1000 * sum(drawn) / len(pages), 1) if pages else None,
    }


def _settle() -> None:
    """Become what the pool forks its children from."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def cpu_in_child(file: Path) -> float:
    """Milliseconds of processor time that a forked, warm process takes to check, read and understand a file."""
    data = file.read_bytes()
    return 1000 * float(_in_child(lambda: str(_read(data, file.name))))


class _Nowhere:
    """Takes what a child of the pool sends, and has no programs to run."""

    def send(self, _kind: bytes, _payload: bytes) -> None:
        """Drop it."""

    def ask(self, _payload: bytes) -> bytes:
        """Say that there is nothing."""
        raise ToolFailed("later")


def _read(data: bytes, name: str) -> float:
    options = {"name": name, "received_on": RECEIVED_ON.isoformat(), "limits": asdict(DEFAULT)}
    begin = time.process_time()
    child.read(data, options, _Nowhere())
    return time.process_time() - begin


def _draw(data: bytes) -> float:
    begin = time.process_time()
    child.pictures(data, {"kind": "pdf", "first": 1, "last": DEFAULT.pages}, _Nowhere())
    return time.process_time() - begin


def _in_child(work: Callable[[], str]) -> str:
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.write(writer, work().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.waitpid(process, 0)
    return text


def _wall(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begin)


def _page_times(file: Path) -> list[float]:
    """Milliseconds a page, both densities, through the sandbox."""
    data = file.read_bytes()
    begin = time.perf_counter()
    pages = {picture.number for picture in isolated.iter_pictures(data, "pdf")}
    spent = 1000 * (time.perf_counter() - begin)
    return [spent / len(pages)] * len(pages) if pages else []
