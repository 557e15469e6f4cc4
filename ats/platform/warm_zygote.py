"""The process that has everything imported and forks one child for each job; `warm_pool.py` starts and calls it.

It is started under the fences of the sandbox with a JSON object as its argument: `jobs` ("module:NAME" of a
dictionary of functions), `listener` (number of an inherited listening socket), `lifeline` (number of an inherited
pipe that ends with whoever needs this process, or null), `at_once`, `longest_seconds`, `read`, `write`, `list`
(folders, as in `sandbox_start.py`).

Every connection is one job. A child, forked and fenced before it is needed, is given the connection, reads the job,
sets its limits, works, answers and ends.
This process never looks at what is sent: it forks, kills the child when the caller has gone or the time is over,
and says how the child ended.
"""

import ctypes
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from ats.platform import sandbox_start
from ats.platform.packets import Budget, iter_frames, send_frame

READY, HEADER, DATA, DONE, FAILED, ENDED, ASK, ANSWER = b"R", b"H", b"D", b"Z", b"X", b"V", b"?", b"!"
RESERVED = frozenset({READY, HEADER, DATA, DONE, FAILED, ENDED, ASK, ANSWER})

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NAME = 1, 4, 15
_LARGEST_JOB = 256 * 1024 * 1024  # a client is our own: this only bounds a mistake
_OPEN_FILES = 32
SPARES = 2  # children that wait, so that jobs that come one right after the other find one as well
# Forking the next child takes time from the one that was just given its job: it waits until short jobs are over.
_SPARE_SECONDS = 0.03
# mallopt(3): M_TRIM_THRESHOLD, M_MMAP_THRESHOLD (32 MiB is the most that it takes) and M_TOP_PAD.
_MALLOC = {-1: 64 << 20, -3: 32 << 20, -2: 16 << 20}
COLLECT_AFTER = (50_000, 20, 20)
"""Objects after which a child looks for rings of them: its memory is limited, and most end without needing to."""


class Wire:
    """What a job has of its caller: it can send frames, and ask for what it may not do itself."""

    def __init__(self, connection: socket.socket, frames: Iterator[tuple[bytes, bytes]]) -> None:
        self._connection = connection
        self._frames = frames

    def send(self, kind: bytes, payload: bytes) -> None:
        """Send one frame, of a kind of the job's own; it counts even if the job is stopped later."""
        if len(kind) != 1 or kind in RESERVED:
            raise ValueError(f"{kind!r} is not a kind of frame for a job")
        send_frame(self._connection, kind, payload)

    def ask(self, payload: bytes) -> bytes:
        """Ask the caller something, and wait for the answer."""
        send_frame(self._connection, ASK, payload)
        return next(self._frames)[1]


Job = Callable[[bytes, dict, Wire], None]
"""Does one job over the bytes and the options given, and sends what it has as soon as it has it."""


@dataclass(slots=True)
class Child:
    """A child at work, and the connection on which its caller waits."""

    pid: int
    ending: int
    connection: socket.socket | None
    deadline: float
    verdict: bytes = b""


@dataclass(slots=True)
class Spare:
    """A child that waits for its job, and where it is handed the connection."""

    pid: int
    channel: socket.socket


class Zygote:
    """Takes connections and looks after the children that answer them."""

    def __init__(self, plan: dict, jobs: dict[str, Job]) -> None:
        self.plan = plan
        self.jobs = jobs
        self.listener = socket.socket(fileno=plan["listener"])
        self.listener.setblocking(False)
        self.events = select.epoll()
        self.working: dict[int, Child] = {}  # by the handle that tells their end
        self.callers: dict[int, Child] = {}  # by the connection's handle
        self.is_listening = False
        self.spares: list[Spare] = []
        self.spare_due = 0.0

    def serve(self) -> None:
        """Work until the lifeline ends or a signal comes; children die with this process."""
        lifeline = self.plan["lifeline"]
        if lifeline is not None:
            self.events.register(lifeline, select.EPOLLIN)
        while True:
            if time.monotonic() >= self.spare_due:
                self._prepare_spare()
            self._listen(len(self.working) < self.plan["at_once"])
            happened = dict(self.events.poll(self._patience()))
            if lifeline in happened:
                return
            # A new connection may get the number of one that closes in the same round: so it is taken last.
            is_called = happened.pop(self.listener.fileno(), False)
            for number, event in happened.items():
                self._react(number, event)
            self._stop_late()
            if is_called:
                self._take()

    def _listen(self, wanted: bool) -> None:
        if wanted != self.is_listening:
            self.is_listening = wanted
            if wanted:
                self.events.register(self.listener, select.EPOLLIN)
            else:
                self.events.unregister(self.listener)

    def _patience(self) -> float | None:
        due = [child.deadline for child in self.callers.values()]
        if len(self.spares) < SPARES:
            due.append(self.spare_due)
        return max(min(due) - time.monotonic(), 0) if due else None

    def _react(self, number: int, event: int) -> None:
        if number in self.working:
            self._note_end(self.working.pop(number))
        elif caller := self.callers.get(number):
            if event & (select.EPOLLHUP | select.EPOLLERR):
                self._drop_caller(caller)
            else:
                self._give_verdict(caller)

    def _take(self) -> None:
        try:
            connection, _ = self.listener.accept()
        except OSError:
            return
        if _has_gone(connection):
            connection.close()
            return
        if not self.spares:
            self._prepare_spare()
        spare = self.spares.pop(0) if self.spares else None
        # While one is left the next can wait; with none the next job would wait for it.
        self.spare_due = time.monotonic() + (_SPARE_SECONDS if self.spares else 0)
        if spare and _hand_over(spare, connection):
            self._watch(spare.pid, connection)
        else:  # no process to be had now: the caller notices and asks again
            connection.close()

    def _prepare_spare(self) -> None:
        """Fork the next child before it is needed, which takes most of the time of a short job."""
        if len(self.spares) >= SPARES:
            return
        self.spare_due = time.monotonic() + _SPARE_SECONDS  # if this one cannot be had, the next try waits
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            pid = os.fork()
        except OSError:
            ours.close()
        else:
            if pid == 0:
                self._become_child(theirs)
            self.spares.append(Spare(pid, ours))
        theirs.close()

    def _watch(self, pid: int, connection: socket.socket) -> None:
        with suppress(OSError):
            os.setpgid(pid, pid)  # as the child does itself: whoever comes first
        child = Child(pid, os.pidfd_open(pid), connection, time.monotonic() + self.plan["longest_seconds"])
        self.working[child.ending] = self.callers[connection.fileno()] = child
        self.events.register(child.ending, select.EPOLLIN)
        self.events.register(connection, 0)  # hanging up is told without asking

    def _become_child(self, channel: socket.socket) -> None:
        status = 1
        try:
            _shed(channel)
            _raise_fences(self.plan)
            serve_one(_handed_over(channel), self.jobs)
            status = 0
        except BaseException:
            traceback.print_exc()  # only what goes wrong before the job is seen by anybody
            raise
        finally:
            os._exit(status)

    def _note_end(self, child: Child) -> None:
        self.events.unregister(child.ending)
        os.close(child.ending)
        _kill(child)
        _, status, usage = os.wait4(child.pid, 0)
        child.verdict = f"{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss}".encode()
        if child.connection:
            self._give_verdict(child)

    def _give_verdict(self, child: Child) -> None:
        try:
            send_frame(child.connection, ENDED, child.verdict, socket.MSG_DONTWAIT)
        except BlockingIOError:  # the caller has not taken yet what the child wrote
            self.events.modify(child.connection, select.EPOLLOUT)
        except OSError:
            self._close(child)
        else:
            self._close(child)

    def _drop_caller(self, child: Child) -> None:
        """Nobody waits for the answer any more, or nobody should: stop the child if it works still."""
        if not child.verdict:
            _kill(child)
        self._close(child)

    def _close(self, child: Child) -> None:
        self.events.unregister(child.connection)
        del self.callers[child.connection.fileno()]
        child.connection.close()
        child.connection = None

    def _stop_late(self) -> None:
        now = time.monotonic()
        for child in [child for child in self.callers.values() if child.deadline <= now]:
            self._drop_caller(child)


def _kill(child: Child) -> None:
    """Kill a child and what it may have started; it is not reaped yet, so its group is its own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _hand_over(spare: Spare, connection: socket.socket) -> bool:
    """Give a waiting child its connection; tell whether it lives."""
    with spare.channel:
        try:
            socket.send_fds(spare.channel, [b"."], [connection.fileno()])
        except OSError:
            os.waitpid(spare.pid, 0)
            return False
    return True


def _handed_over(channel: socket.socket) -> socket.socket:
    """Wait as a child for the connection; end when there will be none."""
    with channel:
        _, numbers, _, _ = socket.recv_fds(channel, 1, 1)
    if not numbers:
        os._exit(0)
    return socket.socket(fileno=numbers[0])


def serve_one(connection: socket.socket, jobs: dict[str, Job]) -> None:
    """Be the child: take one job from our own caller, set its limits, then look at the untrusted bytes."""
    connection.setblocking(True)
    send_frame(connection, READY)
    frames = iter_frames(connection, Budget(_LARGEST_JOB))
    _, header = next(frames)
    asked = json.loads(header)
    # What the background asks for must not take the processor from somebody who waits.
    os.nice(max(0, asked["nice"] - os.nice(0)))
    _keep_what_is_freed()
    sandbox_start.set_limits({**asked["limits"], "FSIZE": 0, "NPROC": 0, "NOFILE": _OPEN_FILES, "CORE": 0})
    try:
        _, data = next(frames)
        jobs[asked["job"]](data, asked["options"], Wire(connection, frames))
    except MemoryError:
        send_frame(connection, FAILED, b"memory")
    except Exception as error:  # noqa: BLE001 - whatever a reader does with hostile bytes ends here
        send_frame(connection, FAILED, f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace"))
    else:
        send_frame(connection, DONE, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode())


def _keep_what_is_freed() -> None:
    """Use memory again instead of giving it back and asking for it anew: this process ends with its job."""
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        for option, value in _MALLOC.items():
            set_option(option, value)


def _shed(connection: socket.socket) -> None:
    """Give up every handle but the connection, above all the other callers' connections, and leave the group."""
    os.setpgid(0, 0)
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 0:
        os._exit(1)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    kept = connection.fileno()
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _raise_fences(plan: dict) -> None:
    """Raise the fences once more: without exec, and apart from the process that forked us."""
    sandbox_start.fence_files(plan["read"], [], plan["list"])
    sandbox_start.fence_calls(sandbox_start.EXEC_CALLS)


def _has_gone(connection: socket.socket) -> bool:
    poll = select.poll()
    poll.register(connection, 0)
    return bool(poll.poll(0))


def _prctl(option: int, value) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _loaded(jobs: str) -> dict[str, Job]:
    module, _, name = jobs.partition(":")
    return getattr(importlib.import_module(module), name)


def main() -> None:
    """Import what the jobs need, then serve."""
    plan = json.loads(sys.argv[1])
    jobs = _loaded(plan["jobs"])
    if sandbox_start.landlock_version() < 1:
        # Landlock keeps children away from our memory; without it, this does for any user but root.
        _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_NAME, b"warm-reader")
    # The collector would touch, and so copy, what the children share.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    Zygote(plan, jobs).serve()


if __name__ == "__main__":
    main()
