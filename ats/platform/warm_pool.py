"""Runs jobs over untrusted bytes in children that are forked from a process with everything imported already.

A child costs a fork rather than a start of Python. It holds the limits and fences of `sandbox.py`; `warm_zygote.py`
is the process it is forked from. That process is either shared, behind a socket that the supervisor holds, or the
own one of this process, started on first use.
"""

import atexit
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakSet

from ats.platform import sandbox
from ats.platform.packets import Budget, TooMuch, iter_frames, send_frame
from ats.platform.sandbox import MIB, Reason
from ats.platform.warm_zygote import ANSWER, ASK, DATA, DONE, ENDED, FAILED, HEADER, READY

_BACKLOG = 128
_LONGEST_ADDRESS = 100  # sun_path holds 108 bytes
_LONGEST_JOB_SECONDS = 300
_TRIES = 3
_STARTS, _STARTS_WITHIN_SECONDS = 5, 10
_STOP_SECONDS = 2
_LOOK_SECONDS = 0.5
# Nobody but the kernel, out of memory, sends SIGKILL to a child whose caller is still there.
_REASONS: dict[int, Reason] = {signal.SIGXCPU: "timeout", signal.SIGKILL: "memory"}


Answer = Callable[[bytes], bytes]


class PoolBusy(Exception):
    """No child was free in time, or none could be started; nothing was done."""


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What one job may take. `output_bytes` counts all frames that it sends."""

    cpu_seconds: int = 10
    wall_seconds: float = 15
    memory_bytes: int = 1024 * MIB
    output_bytes: int = 2 * MIB


@dataclass(slots=True)
class Ended:
    """The frames that a job sent, and why it did not end well, if it did not.

    `peak_kilobytes` is the most memory it held, what it shares with others included; 0 where it is not known.
    """

    frames: list[tuple[bytes, bytes]] = field(default_factory=list)
    reason: Reason | None = None
    detail: str = ""
    peak_kilobytes: int = 0


class _Lost(Exception):
    """The child vanished without a word of how: the process that forked it died, not the job's fault."""


class WarmPool:
    """Where jobs are run; safe to use from several threads, and after a fork."""

    def __init__(
        self, jobs: str, *, at_once: int = 8, shared: Path | None = None, readable: Sequence[str] = ()
    ) -> None:
        """`jobs` is "module:NAME" of a dictionary of functions (see `warm_zygote.Job`).

        `shared` is the socket of a process that others hold; where nobody listens there, we start our own.
        `readable` folders are in the children's reach besides the package and the system's libraries.
        """
        self.jobs = jobs
        self.at_once = at_once
        self.shared = shared
        self.readable = [str(folder) for folder in readable]
        self._own = _OwnZygote(self)

    def run(
        self,
        job: str,
        data: bytes,
        options: dict,
        limits: JobLimits,
        *,
        wait_seconds: float = 20,
        answer: Answer | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Ended:
        """Run one job in a child of its own, and wait for it: up to `wait_seconds` until it begins.

        `answer` is called with what the job asks, which is not to be trusted; what it raises comes through, and
        the time that it takes does not count as the job's. `meanwhile` is called while the child works, again if
        it has to be started anew, and raises nothing. The child is as nice (nice(2)) as we are. Raise PoolBusy.
        """
        header = {
            "job": job,
            "options": options,
            "limits": {"AS": limits.memory_bytes, "CPU": limits.cpu_seconds},
            "nice": os.nice(0),
        }
        give_up = time.monotonic() + wait_seconds
        for _ in range(_TRIES):
            with closing(self._called(give_up)) as connection:
                try:
                    _ask(connection, json.dumps(header).encode(), data, limits)
                    meanwhile()
                    return _collected(connection, limits, answer)
                except _Lost:
                    continue
        return Ended(reason="crashed", detail="the process that runs such jobs ended, several times")

    def stop(self) -> None:
        """End the process that this one started, if it did; the next job starts it again."""
        self._own.stop()

    def command(self, listener: int, lifeline: int | None) -> list[str]:
        """Return the command that becomes the process behind the listening socket given by its number."""
        reach = sandbox.reachable_folders()
        plan = {
            "jobs": self.jobs,
            "listener": listener,
            "lifeline": lifeline,
            "at_once": self.at_once,
            "longest_seconds": _LONGEST_JOB_SECONDS,
            "read": reach["read"] + self.readable,
            "list": reach["list"],
        }
        program = [sys.executable, "-P", "-s", "-m", "ats.platform.warm_zygote", json.dumps(plan)]
        return sandbox.forking_command(program, dies_with_parent=lifeline is None, readable=self.readable)

    def _called(self, give_up: float) -> socket.socket:
        """Connect and wait until a child is there; raise PoolBusy."""
        if not hasattr(os, "pidfd_open"):
            raise PoolBusy("limited children need Linux 5.3 or newer")
        while (left := give_up - time.monotonic()) > 0:
            connection = _connected(self.shared, left) if self.shared else None
            own = connection is None
            connection = connection or _connected(self._own.address(), left)
            if connection and self._is_taken(connection, give_up, own=own):
                return connection
        raise PoolBusy("no child was free in time")

    def _is_taken(self, connection: socket.socket, give_up: float, *, own: bool) -> bool:
        is_ready = False
        try:
            is_ready = _is_ready(connection, give_up, self._own if own else None)
        finally:
            if not is_ready:
                connection.close()
        return is_ready


class _OwnZygote:
    """The process that this one started for itself, its socket in a folder of its own."""

    def __init__(self, pool: WarmPool) -> None:
        self._pool = pool
        self._forget()
        _OWN.add(self)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._listener: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._starts: list[float] = []

    def address(self) -> Path:
        """Return the socket's path, its process running; raise PoolBusy when it does not start."""
        with self._lock:
            if not self._folder:
                self._folder = Path(tempfile.mkdtemp(prefix="warm-"))
                self._listener = listen_at(self._folder / "socket")
                atexit.register(self.stop)
            if not self.is_alive():
                self._start()
            return self._folder / "socket"

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        now = time.monotonic()
        self._starts = [at for at in self._starts if at > now - _STARTS_WITHIN_SECONDS] + [now]
        if len(self._starts) > _STARTS:
            raise PoolBusy("the process that runs such jobs ends as soon as it is started")
        if self._process:
            self._process.stdin.close()
        number = self._listener.fileno()
        # Its standard input ends with us, which ends it as well, however we come to our end.
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            self._pool.command(number, lifeline=0),
            stdin=subprocess.PIPE,
            env={},
            cwd="/",
            pass_fds=[number],
            start_new_session=True,
        )

    def stop(self) -> None:
        """End the process and remove its socket."""
        atexit.unregister(self.stop)
        with self._lock:
            if self._process:
                self._process.stdin.close()
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_STOP_SECONDS)
                self._process.kill()
                self._process.wait()
            if self._folder:
                self._listener.close()
                shutil.rmtree(self._folder, ignore_errors=True)
        self._forget()

    def leave_to_parent(self) -> None:
        """After a fork: what the parent started is the parent's to end."""
        atexit.unregister(self.stop)
        if self._listener:
            self._listener.close()
        if self._process:
            self._process.stdin.close()
            self._process.returncode = 0  # so that it is not waited for here
        self._forget()


_OWN: WeakSet[_OwnZygote] = WeakSet()


def _leave_all_to_parent() -> None:
    for own in _OWN:
        own.leave_to_parent()


os.register_at_fork(after_in_child=_leave_all_to_parent)


def listen_at(path: Path) -> socket.socket:
    """Listen at a path that only this user can reach, in place of what was there."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    path.unlink(missing_ok=True)
    before = os.umask(0o177)
    try:
        with _short(path) as address:
            listener.bind(address)
    finally:
        os.umask(before)
    listener.listen(_BACKLOG)
    return listener


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """Give an address for a socket's path that is short enough for one, whatever the folder's length."""
    if len(os.fsencode(path)) < _LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _connected(path: Path, left: float) -> socket.socket | None:
    """Connect, None where nobody listens; raise PoolBusy when too many wait already."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.settimeout(left)
    try:
        with _short(path) as address:
            connection.connect(address)
    except (ConnectionRefusedError, FileNotFoundError):
        connection.close()
        return None
    except (TimeoutError, BlockingIOError) as error:
        connection.close()
        raise PoolBusy("too many wait for a child already") from error
    return connection


def _is_ready(connection: socket.socket, give_up: float, own: _OwnZygote | None) -> bool:
    """Wait for the child's first word; tell whether it came. Ours is started again if it died meanwhile."""
    while (left := give_up - time.monotonic()) > 0:
        connection.settimeout(min(left, _LOOK_SECONDS))
        try:
            return connection.recv(16)[:1] == READY
        except TimeoutError:
            if own:
                own.address()
        except OSError:
            return False
    return False


def _ask(connection: socket.socket, header: bytes, data: bytes, limits: JobLimits) -> None:
    """Hand the job over."""
    connection.settimeout(limits.wall_seconds)
    try:
        send_frame(connection, HEADER, header)
        send_frame(connection, DATA, data)
    except (BrokenPipeError, ConnectionResetError, TimeoutError):
        pass  # it died early, or takes nothing more: its verdict, or its silence, is to be read
    except OSError as error:
        raise _Lost from error


def _collected(connection: socket.socket, limits: JobLimits, answer: Answer | None) -> Ended:
    """Collect what the job sends; closing the connection stops the child."""
    ended = Ended()
    budget = Budget(limits.output_bytes, time.monotonic() + limits.wall_seconds)
    try:
        for kind, payload in iter_frames(connection, budget):
            if kind in (DONE, FAILED, ENDED):
                return _judged(ended, kind, payload)
            if kind == ASK:
                _reply(connection, payload, answer, budget)
            else:
                ended.frames.append((kind, payload))
    except TimeoutError:
        ended.reason, ended.detail = "timeout", "stopped by the clock"
        return ended
    except TooMuch:
        ended.reason, ended.detail = "output", "stopped with too much output"
        return ended
    except OSError as error:
        raise _Lost from error
    raise _Lost


def _reply(connection: socket.socket, payload: bytes, answer: Answer | None, budget: Budget) -> None:
    begun = time.monotonic()
    try:
        replied = answer(payload) if answer else b""
    except OSError as error:
        raise RuntimeError("a question could not be answered") from error
    budget.left += len(payload)
    budget.deadline += time.monotonic() - begun
    with suppress(BrokenPipeError, ConnectionResetError):
        send_frame(connection, ANSWER, replied)


def _judged(ended: Ended, kind: bytes, payload: bytes) -> Ended:
    words = payload.decode("utf-8", "replace")
    if kind == FAILED:
        ended.reason, ended.detail = ("memory" if words == "memory" else "crashed"), words
        return ended
    # From the process that forks, if it is the end; forged at worst by a child, which may claim anything anyway.
    numbers = [int(word) for word in words.split() if re.fullmatch(r"-?\d{1,12}", word)]
    ended.peak_kilobytes = numbers[-1] if numbers else 0
    if kind == ENDED:
        number = -numbers[0] if numbers else 0
        ended.reason = _REASONS.get(number, "crashed")
        ended.detail = f"signal {number}" if number > 0 else f"exit code {-number}"
    return ended
