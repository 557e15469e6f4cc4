"""Reader, web server and worker as one command: started together, started again when one dies, stopped together.

Web server and worker are forks of this process, which has loaded the application once: a start takes a second rather
than three, and what never changes is in memory once rather than three times. The reader is a program of its own, as
small as it can be.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from flask import Flask
from gunicorn.app.wsgiapp import WSGIApplication

from ats.inbox.mailboxes import fetch_forever
from ats.operations import worker
from ats.platform import queue
from ats.platform.database import db
from ats.platform.warm_pool import listen_at
from ats.resumes import isolated

log = logging.getLogger(__name__)

STOP_SECONDS = 20
# prctl(2)
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
# How often each child asks for what is free between what is in use to be given back.
TRIM_SECONDS = 10
# mallopt(3), with the C library's own first values. Saying them keeps it from raising them: it would after the first
# password, whose 19 MiB would from then on stay with the process, and with each of its threads.
_MALLOC = {"M_TRIM_THRESHOLD": (-1, 128 * 1024), "M_MMAP_THRESHOLD": (-3, 128 * 1024), "M_ARENA_MAX": (-8, 2)}


@dataclass
class Service:
    """One child process and how often it had to be started again; ``name`` is its name for ps, at most 15 letters."""

    name: str
    run: Callable[[], None]
    process: BaseProcess | None = None
    starts: list[float] = field(default_factory=list)
    start_at: float = 0.0
    ends_last: bool = False

    def start(self) -> None:
        """Fork the child."""
        self.starts = [at for at in self.starts if at > time.monotonic() - 60] + [time.monotonic()]
        self.process = multiprocessing.get_context("fork").Process(target=self._live, name=self.name)
        self.process.start()

    def _live(self) -> None:
        """Be the child: in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        os.setpgid(0, 0)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if sys.platform == "linux":
            libc = ctypes.CDLL(None)
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            libc.prctl(PR_SET_NAME, self.name.encode())
        self.run()

    def note_death(self) -> None:
        """Plan the next start: at once the first time, later and later when it keeps dying, at most every 10 s."""
        wait = min(10.0, 0.2 * 2 ** len(self.starts)) if len(self.starts) > 1 else 0.1
        status = self.process.exitcode
        log.error("%s ended with status %s and starts again in %.1f s.", self.name, status, wait)
        self.process, self.start_at = None, time.monotonic() + wait


class Supervisor:
    """Keeps services running until it is told to stop, or until the signing key is another one.

    A restored backup brings its key along: links and sessions made with it count from then on, in all processes.
    """

    def __init__(self, services: list[Service], key: Path):
        self.services = services
        self.is_stopping = self.is_outdated = False
        self._key = key
        self._key_seen = self._look_at_key()

    def run(self) -> int:
        """Run until SIGINT or SIGTERM, or until all has to start anew (``is_outdated``); return the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        _give_memory_back()
        # The collector would touch, and so copy, what the children share.
        gc.collect()
        gc.freeze()
        for service in self.services:
            service.start()
        while not self.is_stopping and not self.is_outdated:
            self._look_after()
            self.is_outdated = self._look_at_key() != self._key_seen
            time.sleep(0.1)
        return self._end_all()

    def _stop(self, *_) -> None:
        self.is_stopping = True

    def _look_at_key(self) -> bytes | None:
        try:
            return self._key.read_bytes()
        except FileNotFoundError:
            return None

    def _look_after(self) -> None:
        for service in self.services:
            if service.process is not None and not service.process.is_alive():
                service.note_death()
            elif service.process is None and time.monotonic() >= service.start_at:
                service.start()

    def _end_all(self) -> int:
        """Ask all children to finish what they are doing, those first that need the others; insist after a while."""
        deadline = time.monotonic() + STOP_SECONDS
        for is_last in (False, True):
            running = [
                service.process
                for service in self.services
                if service.process is not None and service.ends_last == is_last
            ]
            _end(running, deadline)
        return 0


def _give_memory_back() -> None:
    """Have the C library return what is freed, in this process and its children; others than glibc do so anyway.

    At the end of its heap it does by itself; between what is still in use only when it is asked to, by each child for
    itself.
    """
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        return
    for option, value in _MALLOC.values():
        libc.mallopt(option, value)

    def trim() -> None:
        while True:
            time.sleep(TRIM_SECONDS)
            libc.malloc_trim(0)

    os.register_at_fork(
        after_in_child=lambda: threading.Thread(target=trim, daemon=True, name="trim").start()
    )


def _end(running: list[BaseProcess], deadline: float) -> None:
    for process in running:
        process.terminate()
    for process in running:
        process.join(max(deadline - time.monotonic(), 0.1))
        if process.is_alive():
            os.killpg(process.pid, signal.SIGKILL)
            process.join()


def services(app: Flask) -> list[Service]:
    """Return the services of one installation; no connection may be open when they are started."""
    settings = app.extensions["ats_settings"]
    # The socket is held here, so that whoever calls the reader while it starts again only waits a little.
    listener = listen_at(isolated.pool().shared)
    found = [
        Service("ats-reader", lambda: _become_reader(listener), ends_last=True),
        Service("ats-web", lambda: _serve_web(web_arguments(settings))),
        Service("ats-worker", lambda: worker.work(app, settings.worker_threads)),
    ]
    if settings.inbox_smtp or settings.inbox_lmtp:
        smtp, lmtp = settings.inbox_smtp, settings.inbox_lmtp
        found.append(Service("ats-inbox", lambda: _listen(app, smtp, lmtp)))
    if settings.inbox_imap_url:
        found.append(Service("ats-mailbox", lambda: _fetch_mail(app, settings.inbox_imap_url)))
    return found


def _listen(app: Flask, smtp: str, lmtp: str) -> None:
    from ats.inbox.listening import listen  # noqa: PLC0415 - a mail server's library, of no use to anybody else

    listen(app, smtp=smtp, lmtp=lmtp)


def _fetch_mail(app: Flask, url: str) -> None:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    fetch_forever(app, url, stopping)


def close_connections() -> None:
    """Close what a child must not inherit: connections of the database and of the queue."""
    db.session.remove()
    db.engine.dispose()
    queue.close()


def web_arguments(settings) -> list[str]:
    """Return the arguments of gunicorn for one installation."""
    return [
        *("wsgi:app", "--preload"),
        *("--workers", str(settings.process_count), "--threads", str(settings.web_threads)),
        *("--bind", f"{settings.host}:{settings.port}", "--worker-class", "gthread"),
        # A request may wait for a slow upload; a worker that answers nobody for this long is replaced.
        *("--timeout", "120", "--graceful-timeout", "10", "--keep-alive", "5"),
        *("--log-level", "warning", "--worker-tmp-dir", _fast_folder(), "--no-control-socket"),
    ]


def _become_reader(listener: socket.socket) -> None:
    """Become the process that has everything imported and forks a child for each file that is read."""
    listener.set_inheritable(True)
    command = isolated.pool().command(listener.fileno(), None)
    os.execve(command[0], command, {})  # noqa: S606 - no shell is wanted here


def _serve_web(arguments: list[str]) -> None:
    sys.argv = ["gunicorn", *arguments]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def _fast_folder() -> str:
    """Return where gunicorn's heartbeat files do not wait for the disk."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else "."  # noqa: S108
