"""Runs a program over untrusted bytes in a child process with limits on time, memory, output and reach.

Every child gets resource limits, its own session and an emptied environment. Around that stands the best of:
bubblewrap, where `bwrap` is installed and works; the kernel's own fences (Landlock for files, seccomp for
system calls, a network namespace); nothing more. `sandbox_level` tells which of them holds here.
"""

import json
import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Literal

from ats.platform.sandbox_start import REFUSED

Reason = Literal["timeout", "memory", "crashed", "output", "refused"]
Level = Literal["bubblewrap", "kernel", "limits", "none"]

MIB = 1024 * 1024
_PACKAGE = Path(__file__).resolve().parents[1]
_START_COMMAND = (sys.executable, "-I", "-S", str(Path(__file__).with_name("sandbox_start.py")))
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64")
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/zero")
_SCRATCH_FILE_BYTES = 16 * MIB
_ERROR_BYTES = 8 * 1024
_BUFFER_BYTES = 64 * 1024
_PIPE_BYTES = MIB  # fs.pipe-max-size
_PROBE_SECONDS = 5
_LOOK_SECONDS = 1.0
_FAIR_SHARE = 1 / 3  # of the time of one processor: a child that had less was kept waiting by others
_OUT_OF_MEMORY = re.compile(r"MemoryError|Cannot allocate memory|bad_alloc", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finished:
    """What a child that ended well wrote to its standard output, and the processor time that it took.

    The time is looked at once a second, so it may lack what the last second took: bubblewrap hides its child's.
    """

    stdout: bytes
    cpu_seconds: float = 0.0


class SandboxFailed(Exception):
    """A child was stopped or failed; `stdout` holds what it had written until then.

    `starved` tells one stopped by the clock that had been given little processor time until then: the machine was
    busy, which says nothing of its work.
    """

    def __init__(self, reason: Reason, detail: str, stdout: bytes = b"", *, starved: bool = False) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.starved = starved
        self.detail = detail
        self.stdout = stdout


def run_limited(
    argv: Sequence[str],
    *,
    input: bytes,
    wall_seconds: float = 15,
    cpu_seconds: int = 10,
    memory_bytes: int = 512 * MIB,
    output_bytes: int = 8 * MIB,
    scratch: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Finished:
    """Run `argv` (its program as an absolute path) with `input` as its standard input, and wait for it.

    The child sees no network, starts no process and writes no file, except into `scratch` where one is given.
    It has a bare environment, and what `environment` adds to it.
    Raise SandboxFailed: `timeout` (wall clock or CPU), `memory`, `crashed` (a signal or an exit code),
    `output` (more than `output_bytes`), `refused` (it could not be started under limits).
    """
    if not hasattr(os, "pidfd_open"):
        raise SandboxFailed("refused", "limited children need Linux 5.3 or newer")
    limits = {
        "AS": memory_bytes,
        "CPU": cpu_seconds,
        "FSIZE": _SCRATCH_FILE_BYTES if scratch else 0,
        "NPROC": 0,
        "NOFILE": 32,
        "CORE": 0,
    }
    with tempfile.TemporaryDirectory(prefix="sandbox-") as empty, tempfile.TemporaryFile() as stdin:
        stdin.write(input)
        stdin.seek(0)
        folder = str(scratch or empty)
        plan = _plan(limits, folder, writable=scratch is not None)
        plan["env"] |= environment or {}
        command = _command(argv, plan, folder if scratch else None)
        with _started(command, stdin, folder) as child:
            return _finish(child, output_bytes, wall_seconds)


@cache
def sandbox_level() -> Level:
    """Tell what holds children here: `bubblewrap`, `kernel` (files and calls fenced), `limits` or `none`."""
    if not hasattr(os, "pidfd_open"):
        return "none"
    if _bubblewrap():
        return "bubblewrap"
    probe = _quietly([*_START_COMMAND, json.dumps(_plan({}, "/", writable=False))])
    held = json.loads(probe.stdout) if probe and probe.returncode == 0 else []
    return "kernel" if {"files", "calls"} <= set(held) else "limits"


def forking_command(
    program: Sequence[str], *, dies_with_parent: bool, readable: Sequence[str] = ()
) -> list[str]:
    """Return a command that becomes `program` within the same reach, but free to fork and without limits.

    Whatever it forks has to limit and fence itself. It keeps the handles that it inherits. Without
    `dies_with_parent` it may outlive the thread that starts it, and has to notice the end of its need by itself.
    `readable` folders are in reach besides.
    """
    bwrap = _bubblewrap()
    prefix = _wrapped(bwrap, None, readable) if bwrap else []
    if not dies_with_parent:
        prefix = [word for word in prefix if word != "--die-with-parent"]
    plan = {**_plan({"CORE": 0}, "/", writable=False), "forks": True, "write": ["/dev/null"]}
    plan["read"] += readable
    # Memory by two megabytes at once where the kernel gives it: a page drawn touches 14 MB, several times over.
    plan["env"]["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1"
    return [*prefix, *_START_COMMAND, json.dumps(plan), *program]


def reachable_folders() -> dict[str, list[str]]:
    """Return what a child without scratch may `read`, and what it may only `list`."""
    # Python finds the package by listing the folder it lies in; what else lies there stays unreadable.
    return {
        "read": [*_SYSTEM, "/etc/ld.so.cache", *_DEVICES, *_interpreter_folders()],
        "list": [str(_PACKAGE.parent)],
    }


def _command(argv: Sequence[str], plan: dict, scratch: str | None) -> list[str]:
    bwrap = _bubblewrap()
    prefix = _wrapped(bwrap, scratch) if bwrap else []
    return [*prefix, *_START_COMMAND, json.dumps(plan), *argv]


def _plan(limits: dict[str, int], folder: str, *, writable: bool) -> dict:
    return {
        "limits": limits,
        "env": {
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": folder,
            "TMPDIR": folder,
            "PYTHONPATH": str(_PACKAGE.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        "write": [folder] if writable else [],
        **reachable_folders(),
    }


def _interpreter_folders() -> list[str]:
    folders = {sys.prefix, sys.base_prefix, str(_PACKAGE)}
    return sorted(folder for folder in folders if not folder.startswith("/usr/") and folder not in _SYSTEM)


def _wrapped(bwrap: str, scratch: str | None, readable: Sequence[str] = ()) -> list[str]:
    command = [
        bwrap,
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--clearenv",
    ]
    for folder in _SYSTEM:
        if os.path.islink(folder):
            command += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            command += ["--ro-bind", folder, folder]
    command += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev"]
    command += ["--tmpfs", "/tmp"]  # noqa: S108 - a folder inside the child's own file system
    for folder in (*_interpreter_folders(), *readable):
        command += ["--ro-bind", folder, folder]
    if scratch:
        command += ["--bind", scratch, scratch]
    return [*command, "--chdir", scratch or "/tmp", "--remount-ro", "/", "--"]  # noqa: S108 - as above


@cache
def _bubblewrap() -> str | None:
    """Find `bwrap`, if it is installed and may make namespaces here; asked once for each process."""
    found = shutil.which("bwrap")
    if not found:
        return None
    probe = _quietly([*_wrapped(found, None), sys.executable, "-I", "-S", "-c", ""])
    return found if probe and probe.returncode == 0 else None


def _quietly(command: list[str]) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, stdin=subprocess.DEVNULL, env={}, timeout=_PROBE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _started(command: list[str], stdin, folder: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the program is our own, its input is what is not trusted
            command,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={},
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise SandboxFailed("refused", f"the child could not be started: {error}") from error


def _finish(child: subprocess.Popen[bytes], output_bytes: int, wall_seconds: float) -> Finished:
    output, errors = _Stream(child.stdout, output_bytes), _Stream(child.stderr, _ERROR_BYTES, last=True)
    try:
        stopped, cpu_seconds = _watch(child, output, errors, time.monotonic() + wall_seconds)
    finally:
        # The leader is not reaped yet, so the number of its group cannot have passed to a stranger.
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    output.drain()
    errors.drain()
    stopped = "output" if output.overflowed else stopped
    if stopped:
        words = f"stopped with {len(output.kept)} bytes of output"
        starved = stopped == "timeout" and cpu_seconds < _FAIR_SHARE * wall_seconds
        raise SandboxFailed(stopped, words, bytes(output.kept), starved=starved)
    if child.returncode:
        raise _failure(child.returncode, errors.kept.decode("utf-8", "replace"), bytes(output.kept))
    return Finished(bytes(output.kept), cpu_seconds)


def _cpu_of_tree(pid: int) -> float:
    """Return the processor seconds that a process and those below it have taken: bubblewrap's child does the work."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):  # it ended meanwhile
            number = int(entry.name)
            fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            parents[number] = int(fields[1])
            seconds[number] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    total, above = 0.0, [pid]
    while above:
        one = above.pop()
        total += seconds.pop(one, 0.0)
        above += [number for number, parent in parents.items() if parent == one and number in seconds]
    return total


class _Stream:
    """The reading end of a pipe that keeps the first `limit` bytes, or the last ones for messages."""

    def __init__(self, pipe: IO[bytes], limit: int, *, last: bool = False) -> None:
        self.pipe = pipe
        self.limit = limit
        self.last = last
        self.kept = bytearray()
        self.overflowed = False
        os.set_blocking(pipe.fileno(), False)

    def read(self) -> bool:
        """Take one buffer from the pipe; tell whether there was any."""
        try:
            chunk = os.read(self.pipe.fileno(), _BUFFER_BYTES)
        except BlockingIOError:
            return False
        self.kept += chunk
        if self.last:
            del self.kept[: -self.limit]
        elif len(self.kept) > self.limit:
            self.overflowed = True
            del self.kept[self.limit :]
        return bool(chunk)

    def drain(self) -> None:
        """Take what a child that has ended left in the pipe, and no more than a pipe can hold."""
        for _ in range(_PIPE_BYTES // _BUFFER_BYTES):
            if not self.read():
                return


def _watch(
    child: subprocess.Popen[bytes], output: _Stream, errors: _Stream, deadline: float
) -> tuple[Reason | None, float]:
    """Collect what the child writes until it ends (None) or has to be stopped (the reason); tell its processor time."""
    ending = os.pidfd_open(child.pid)
    cpu_seconds, look_at = 0.0, time.monotonic() + _LOOK_SECONDS
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(ending, selectors.EVENT_READ)
            for stream in (output, errors):
                selector.register(stream.pipe, selectors.EVENT_READ, stream)
            while (left := deadline - time.monotonic()) > 0:
                for key, _ in selector.select(min(left, max(look_at - time.monotonic(), 0))):
                    if key.data is None:
                        return None, cpu_seconds
                    if not key.data.read():
                        selector.unregister(key.fileobj)
                if output.overflowed:
                    return "output", cpu_seconds
                if time.monotonic() >= look_at:
                    # What ended a moment before the look is not counted any more.
                    cpu_seconds = max(cpu_seconds, _cpu_of_tree(child.pid))
                    look_at = time.monotonic() + _LOOK_SECONDS
            return "timeout", max(cpu_seconds, _cpu_of_tree(child.pid))
    finally:
        os.close(ending)


def _failure(code: int, errors: str, stdout: bytes) -> SandboxFailed:
    last_line = errors.strip().rpartition("\n")[2][-300:]
    if code == REFUSED and last_line.startswith("sandbox: "):
        return SandboxFailed("refused", last_line)
    # bubblewrap, like a shell, passes a signal on as an exit code above 128.
    number = -code if code < 0 else code - 128
    if number == signal.SIGXCPU:
        return SandboxFailed("timeout", "the limit on CPU time was reached", stdout)
    if _OUT_OF_MEMORY.search(errors):
        return SandboxFailed("memory", last_line, stdout)
    ending = f"signal {number}" if number > 0 else f"exit code {code}"
    return SandboxFailed("crashed", f"{ending} {last_line}".strip(), stdout)
