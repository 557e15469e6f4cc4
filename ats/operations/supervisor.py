"""Web server and worker as one command: started together, started again when one dies, stopped together."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1


@dataclass
class Service:
    """One child process and how often it had to be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    starts: list[float] = field(default_factory=list)
    start_at: float = 0.0

    def start(self) -> None:
        """Start the child in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.starts = [at for at in self.starts if at > time.monotonic() - 60] + [time.monotonic()]
        self.process = subprocess.Popen(self.command, process_group=0, preexec_fn=_die_with_parent())  # noqa: S603, PLW1509

    def note_death(self) -> None:
        """Plan the next start: at once the first time, later and later when it keeps dying, at most every 10 s."""
        wait = min(10.0, 0.2 * 2 ** len(self.starts)) if len(self.starts) > 1 else 0.1
        log.error(
            "The %s ended with status %s and starts again in %.1f s.",
            self.name,
            self.process.returncode,
            wait,
        )
        self.process, self.start_at = None, time.monotonic() + wait


def _die_with_parent() -> Callable[[], None] | None:
    """Let the kernel stop a child whose supervisor was killed; prctl(2), Linux only."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps services running until it is told to stop."""

    def __init__(self, services: list[Service]):
        self.services = services
        self.is_stopping = False

    def run(self) -> int:
        """Run until SIGINT or SIGTERM; return the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for service in self.services:
            service.start()
        while not self.is_stopping:
            self._look_after()
            time.sleep(0.1)
        return self._end_all()

    def _stop(self, *_) -> None:
        self.is_stopping = True

    def _look_after(self) -> None:
        for service in self.services:
            if service.process is not None and service.process.poll() is not None:
                service.note_death()
            elif service.process is None and time.monotonic() >= service.start_at:
                service.start()

    def _end_all(self) -> int:
        """Ask all children to finish what they are doing; insist after a while."""
        running = [service.process for service in self.services if service.process is not None]
        for process in running:
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
        return 0


def _signal(process: subprocess.Popen, number: int) -> None:
    try:
        if number == signal.SIGKILL:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        return


def services(settings) -> list[Service]:
    """Return the services of one installation."""
    gunicorn = [
        *(sys.executable, "-m", "gunicorn", "wsgi:app", "--preload"),
        *("--workers", str(settings.process_count), "--threads", str(settings.web_threads)),
        *("--bind", f"{settings.host}:{settings.port}", "--worker-class", "gthread"),
        # A request may wait for a slow upload; a worker that answers nobody for this long is replaced.
        *("--timeout", "120", "--graceful-timeout", "10", "--keep-alive", "5"),
        *("--log-level", "warning", "--worker-tmp-dir", _fast_folder(), "--no-control-socket"),
    ]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    return [Service("web server", gunicorn), Service("worker", worker)]


def _fast_folder() -> str:
    """Return where gunicorn's heartbeat files do not wait for the disk."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else "."  # noqa: S108
