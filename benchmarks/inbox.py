"""What taking mail in costs: mails a second through LMTP against the bare disk, large mails, the listener's memory.

Alone: ``python -m benchmarks.inbox``. The listener is the one of ``serve``, alone in a process of its own.
"""

import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ats.inbox.models import ReceivedMail
from ats.platform.database import db
from benchmarks import machine
from benchmarks.durable import commit_and_fsync
from benchmarks.figures import percentile
from benchmarks.installation import Installation
from benchmarks.server import ROOT, cpu_seconds, environment, free_port, proportional_size

ADDRESS, SENDER = "jobs@example.com", "pat@example.org"
SMALL_BYTES, LARGE_BYTES = 100_000, 25 * 1024 * 1024 - 10_000
SECONDS, CONNECTIONS = 3.0, (1, 4)
# On a busy machine fewer: the whole takes less than half a minute.
LARGE_MAILS, LARGE_SECONDS = 10, 15.0
START_SECONDS = 60
_LINE = 76


@dataclass
class Load:
    """What one load brought: seconds of each mail and of the whole, of the listener's processor; MiB at most."""

    name: str
    latencies: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0

    @property
    def rate(self) -> float:
        """Return the mails a second."""
        return len(self.latencies) / self.wall


@dataclass
class Measured:
    """The seconds of the floor, each load, the listener's MiB before the first; what went wrong."""

    floor: list[float]
    loads: list[Load] = field(default_factory=list)
    memory_before: float = 0.0
    problems: list[str] = field(default_factory=list)


class Listener:
    """The LMTP listener of an installation; use as a context manager."""

    def __init__(self, folder: Path):
        self.port, self.log = free_port(), folder / "listener.log"
        self.environment = environment(folder, free_port()) | {
            "ATS_INBOX_ADDRESS": ADDRESS,
            "ATS_INBOX_LMTP": f"127.0.0.1:{self.port}",
        }

    def __enter__(self) -> "Listener":
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "inbox", "listen"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            self._wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.connect().quit()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"the listener did not start: {self.log.read_text()[-4000:]}")

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(20)

    def connect(self) -> smtplib.LMTP:
        """Return a connection."""
        return smtplib.LMTP("127.0.0.1", self.port, timeout=60)

    def memory(self) -> float:
        """Return the proportional set size in MiB."""
        return proportional_size(self.process.pid) / 1024


@contextmanager
def observed(listener: Listener, load: Load):
    """Note down what the listener uses during a ``with`` block; its memory is looked at twenty times a second."""
    stopping = threading.Event()

    def look() -> None:
        while not stopping.wait(0.05):
            load.memory = max(load.memory, listener.memory())

    thread = threading.Thread(target=look)
    begin, cpu = time.perf_counter(), cpu_seconds(listener.process.pid)
    thread.start()
    try:
        yield
    finally:
        load.wall = time.perf_counter() - begin
        load.cpu = cpu_seconds(listener.process.pid) - cpu
        stopping.set()
        thread.join()


def mail(size: int) -> bytes:
    """Return a mail of about a size that is unlike all others, in lines as base64 has them."""
    message_id = f"{os.urandom(8).hex()}@example.org"
    head = f"From: {SENDER}\r\nTo: {ADDRESS}\r\nSubject: Load\r\nMessage-ID: <{message_id}>\r\n\r\n"
    line = (os.urandom(_LINE // 2).hex() + "\r\n").encode()
    return head.encode() + line * ((size - len(head)) // len(line))


def measure(folder: Path) -> Measured:
    """Measure in a folder on the disk that counts."""
    installation = Installation(folder / "inbox", free_port(), 0)
    installation.make()
    measured = Measured(commit_and_fsync(folder / "floor", SMALL_BYTES))
    with Listener(installation.folder) as listener:
        measured.memory_before = listener.memory()
        measured.loads = [*(_load_small(listener, each) for each in CONNECTIONS), _load_large(listener)]
    sent = sum(len(load.latencies) for load in measured.loads)
    kept = installation.ask(lambda: db.session.query(ReceivedMail).count())
    if kept != sent:
        measured.problems.append(f"{sent} mails were acknowledged, {kept} are kept")
    return measured


def _load_small(listener: Listener, connections: int) -> Load:
    load = Load(f"LMTP, {connections} connection{'s' * (connections > 1)}")
    with ThreadPoolExecutor(connections) as pool, observed(listener, load):
        until = time.perf_counter() + SECONDS
        for batch in pool.map(lambda _: _send_until(listener, until), range(connections)):
            load.latencies.extend(batch)
    return load


def _load_large(listener: Listener) -> Load:
    load = Load("LMTP, mails of 25 MB")
    with listener.connect() as client, observed(listener, load):
        until = time.perf_counter() + LARGE_SECONDS
        while len(load.latencies) < LARGE_MAILS and time.perf_counter() < until:
            load.latencies.append(_send(client, mail(LARGE_BYTES)))
    return load


def _send_until(listener: Listener, until: float) -> list[float]:
    with listener.connect() as client:
        latencies = []
        while time.perf_counter() < until:
            latencies.append(_send(client, mail(SMALL_BYTES)))
    return latencies


def _send(client: smtplib.LMTP, raw: bytes) -> float:
    """Return the seconds from the first command to the acknowledgement; anything but an acknowledgement raises.

    Sent as it is: the client of the library would look through the mail, which is not what is measured.
    """
    client.ehlo_or_helo_if_needed()
    begin = time.perf_counter()
    for command, wanted in ((f"MAIL FROM:<{SENDER}>", 250), (f"RCPT TO:<{ADDRESS}>", 250), ("DATA", 354)):
        _expect(wanted, client.docmd(command))
    client.sock.sendall(raw + b".\r\n")
    _expect(250, client.getreply())
    return time.perf_counter() - begin


def _expect(wanted: int, answer: tuple[int, bytes]) -> None:
    if answer[0] != wanted:
        raise smtplib.SMTPResponseException(*answer)


def table(measured: Measured) -> str:
    """Return the figures as a Markdown table."""
    floor = len(measured.floor) / sum(measured.floor)
    lines = [
        f"| {SMALL_BYTES // 1000} kB mails in | mails "
        "| a second | of the disk | p50 ms | p99 ms | processor ms | MiB |",
        "|---|---|---|---|---|---|---|---|",
        f"| one fsynced file, one commit | {len(measured.floor)} | {floor:.1f} | 1.00 | {_times(measured.floor)} | | |",
        *(_row(load, floor) for load in measured.loads),
        f"\nThe listener takes {measured.memory_before:.0f} MiB before the first mail.",
    ]
    return "\n".join([*lines, *(f"PROBLEM: {problem}" for problem in measured.problems)])


def _row(load: Load, floor: float) -> str:
    count, processor = len(load.latencies), load.cpu / len(load.latencies) * 1000
    return (
        f"| {load.name} | {count} | {load.rate:.1f} | {load.rate / floor:.2f} | {_times(load.latencies)} "
        f"| {processor:.1f} | {load.memory:.0f} |"
    )


def _times(seconds: list[float]) -> str:
    return " | ".join(f"{percentile(seconds, share) * 1000:.1f}" for share in (0.5, 0.99))


def main() -> int:
    """Measure and print; return 1 when a mail got lost."""
    parent = ROOT / "instance"
    parent.mkdir(exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="benchmark-inbox-", dir=parent))
    try:
        measured = measure(folder)
    finally:
        shutil.rmtree(folder)
    print(table(measured))
    print(f"Load average: {machine.load_average()}")
    return int(bool(measured.problems))


if __name__ == "__main__":
    sys.exit(main())
