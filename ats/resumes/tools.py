"""Runs the system's programs that some formats need, catdoc and tesseract, each in a limited process of its own.

A child of the pool may start no process, so its reader asks for a program and whoever started the child runs it
here. What the child asks is not to be trusted: only the calls named below are made, whatever stands in them.
"""

import fcntl
import json
import math
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ats.platform.sandbox import MIB, Finished, SandboxFailed, run_limited
from ats.resumes.limits import DEFAULT, Limits

Run = Callable[[Sequence[str], bytes], bytes]
"""Runs a program by its name and arguments over standard input; gives standard output or raises ToolFailed."""

PACKAGES = {"catdoc": "catdoc", "tesseract": "tesseract-ocr and tesseract-ocr-script-latn"}
"""The programs, and the Debian packages that hold them."""

CATDOC = ("catdoc", "-d", "utf-8", "-w")
_SECONDS = 10
_OUTPUT_BYTES = 8 * MIB
_MEMORY_BYTES = 1024 * MIB
_LONGEST_WAIT = 30  # seconds until another file's recognition ends
_WORD = re.compile(r"[A-Za-z0-9/_+]{1,40}")
_TESSERACT_OPTIONS = frozenset({"-l", "--psm", "--dpi"})
# Its own threads cost more than they gain, and are denied to it.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}


class ToolFailed(Exception):
    """A program did not do its work: `missing`, `busy`, `later` (not wanted now), or a reason of `SandboxFailed`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Tools:
    """The programs as far as one file may use them.

    What recognition may take is counted in processor time over all pages, so that a busy machine changes nothing of
    what is read; the clock bounds each page alone, and a page that it stops for want of a processor is to be tried
    again.
    """

    def __init__(
        self,
        limits: Limits = DEFAULT,
        *,
        recognises: bool = True,
        lock: Path | None = None,
        patient: bool = False,
    ) -> None:
        """`lock` is a file by which all processes that share it recognise one page at a time.

        `patient` waits for a busy machine as long as it takes, rather than fail with "busy".
        """
        self._limits = limits
        self._recognises = recognises
        self._patient = patient
        self._cpu_left: float = limits.scan_cpu_seconds
        self._lock = lock or Path(tempfile.gettempdir()) / f"ats-recognition-{os.getuid()}.lock"

    def run(self, argv: Sequence[str], data: bytes) -> bytes:
        """Run one of the calls that readers need; raise ToolFailed."""
        argv = tuple(argv)
        if argv == CATDOC:
            return self._one(argv, data, _SECONDS, _SECONDS).stdout
        if not self._recognises:
            raise ToolFailed("later")
        if argv == ("tesseract", "--list-langs"):
            return b"\n" + "\n".join(installed_languages()).encode()
        if not _is_recognition(argv):
            raise ToolFailed("refused")
        if self._cpu_left <= 0:
            raise ToolFailed("timeout")
        with _one_at_a_time(self._lock, None if self._patient else _LONGEST_WAIT):
            try:
                seconds = max(1, math.ceil(self._cpu_left))
                finished = self._one(argv, data, self._limits.scan_wall_seconds, seconds)
            except ToolFailed as failure:
                if failure.reason == "crashed" and "osd" in argv:
                    return b""  # how it says that a page holds too little to tell which way up it is
                raise
        self._cpu_left -= finished.cpu_seconds
        return finished.stdout

    def _one(self, argv: Sequence[str], data: bytes, seconds: float, cpu_seconds: int) -> Finished:
        while True:
            try:
                return _run(argv, data, seconds, cpu_seconds)
            except ToolFailed as failure:
                if failure.reason != "busy" or not self._patient:
                    raise

    def answer(self, question: bytes) -> bytes:
        """Run what a child asks by `asking`; for `WarmPool.run`."""
        call, _, data = question.partition(b"\n")
        try:
            argv = json.loads(call)
            if not isinstance(argv, list) or not all(isinstance(word, str) for word in argv):
                raise ToolFailed("refused")
            return b"+" + self.run(argv, data)
        except ToolFailed as failure:
            if failure.reason == "busy":
                raise  # not the file's fault: whoever wants it read is to try again
            return b"-" + failure.reason.encode()
        except (ValueError, RecursionError):
            return b"-refused"


def asking(ask: Callable[[bytes], bytes]) -> Run:
    """Give a reader in a child the means to have programs run by whoever started the child."""

    def run(argv: Sequence[str], data: bytes) -> bytes:
        reply = ask(json.dumps(list(argv)).encode() + b"\n" + data)
        if reply[:1] != b"+":
            raise ToolFailed(reply[1:].decode())
        return reply[1:]

    return run


@cache
def installed_languages() -> tuple[str, ...]:
    """Return what tesseract can read here, by its own names, asked once; raise ToolFailed."""
    listed = _run(("tesseract", "--list-langs"), b"", _SECONDS, _SECONDS).stdout.decode("utf-8", "replace")
    return tuple(name for name in listed.split("\n")[1:] if name)


def _run(argv: Sequence[str], data: bytes, seconds: float, cpu_seconds: int) -> Finished:
    program = shutil.which(argv[0])
    if not program:
        raise ToolFailed("missing")
    try:
        return run_limited(
            [program, *argv[1:]],
            input=data,
            wall_seconds=seconds,
            cpu_seconds=cpu_seconds,
            memory_bytes=_MEMORY_BYTES,
            output_bytes=_OUTPUT_BYTES,
            environment=_ENVIRONMENT,
        )
    except SandboxFailed as failure:
        raise ToolFailed("busy" if failure.starved else failure.reason) from failure


def _is_recognition(argv: tuple[str, ...]) -> bool:
    """Tell whether a call recognises standard input to standard output and does nothing else."""
    if argv[:3] != ("tesseract", "stdin", "stdout"):
        return False
    rest = argv[3:-1] if argv[-1] == "tsv" else argv[3:]
    options, values = rest[::2], rest[1::2]
    return (
        len(options) == len(values)
        and set(options) <= _TESSERACT_OPTIONS
        and all(map(_WORD.fullmatch, values))
    )


@contextmanager
def _one_at_a_time(path: Path, longest: float | None) -> Iterator[None]:
    """Hold the lock; raise ToolFailed("busy") when others hold it for too long."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    begun = time.monotonic()
    try:
        while not _is_locked(handle):
            if longest is not None and time.monotonic() - begun > longest:
                raise ToolFailed("busy")
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
