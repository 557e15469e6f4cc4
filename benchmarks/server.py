"""Servers on ports of their own: the system as ``make run`` starts it, and the floor."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from ats.operations import supervisor
from ats.resumes import isolated
from benchmarks.client import HttpBrowser
from config import Settings

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
STOP_SECONDS = 40
# What the readers' processes are told holds this, whoever starts them.
_READERS = isolated.JOBS


class NotStarted(RuntimeError):
    """A server ended, or was silent for too long; the message holds its log."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, port: int, database_url: str = "") -> dict[str, str]:
    """Return the environment of an installation; its limits are as high as they go, the rest is default."""
    settings = {
        "ATS_INSTANCE_DIR": str(folder),
        "ATS_PORT": str(port),
        "ATS_SECRET_KEY": "a key for the measurements alone, 0123456789",
        "ATS_APPLICATIONS_PER_HOUR": "100000",
        "ATS_WRITES_PER_MINUTE": "1000000",
        "ATS_LOG_LEVEL": "WARNING",
    }
    if database_url:
        settings["ATS_DATABASE_URL"] = database_url
    # Without compiled modules, which installations have, every start would compile the whole of them again.
    left_out = ("ATS_", "PYTHONDONTWRITEBYTECODE")
    others = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return others | settings


class Server:
    """One server with everything it starts; use as a context manager."""

    def __init__(self, command: list[str], folder: Path, port: int, database_url: str = ""):
        self.command, self.folder, self.port = command, folder, port
        self.environment = environment(folder, port, database_url)
        self.log = folder / "server.log"

    @classmethod
    def of_system(cls, folder: Path, port: int, database_url: str = "") -> "Server":
        """Return the web server and the worker under their supervisor."""
        command = [sys.executable, "-m", "ats", "serve"]
        return cls(command, folder, port, database_url)

    @classmethod
    def of_floor(cls, folder: Path, port: int) -> "Server":
        """Return the web server alone, with the same arguments, serving the empty view."""
        server = cls([], folder, port)
        settings = Settings.from_environment(server.environment)
        arguments = supervisor.web_arguments(settings)
        arguments[arguments.index("wsgi:app")] = "benchmarks.floor:app"
        server.command = [sys.executable, "-m", "gunicorn", *arguments]
        return server

    def start(self, path: str) -> float:
        """Start it; return the seconds until a page answered with 200 for the first time."""
        begin = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        while time.perf_counter() < begin + START_SECONDS and self.process.poll() is None:
            if self._answers(path):
                return time.perf_counter() - begin
            time.sleep(0.005)
        self.stop()
        raise NotStarted(self.log.read_text()[-4000:])

    def _answers(self, path: str) -> bool:
        browser = HttpBrowser(self.port)
        try:
            return browser.get(path).status == 200
        except OSError:
            return False
        finally:
            browser.close()

    def stop(self) -> None:
        """Stop it as Ctrl-C does, and wait until the port is free again."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(STOP_SECONDS)

    def web_seconds(self) -> float:
        """Return the processor time that the web server's processes have used so far."""
        processes = _with_children(self.process.pid)
        return sum(cpu_seconds(each) for each in processes if "gunicorn" in _command(each))

    def memory(self) -> dict[str, float]:
        """Return the proportional set size in MiB of all processes, and of those that read no résumés."""
        sizes = {"web and worker": 0.0, "all with readers": 0.0}
        for process in _with_children(self.process.pid):
            # First whose it is: a reader that ends between the two questions would pass for somebody else.
            command = _command(process)
            size = proportional_size(process) / 1024
            sizes["all with readers"] += size
            if _READERS not in command:
                sizes["web and worker"] += size
        return {subject: round(size, 1) for subject, size in sizes.items()}


def _with_children(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # proc(5): the second field, the command, may hold blanks and ends with the last bracket.
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:
        found.extend(children.get(process, []))
    return found


def _command(process: int) -> str:
    """Return what a process runs, without the interpreter and what it is told."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return "ended"
    named = [word for word in words[1:4] if not word.startswith("-")]
    return " ".join([*named, words[-2] if len(words) > 1 else ""])


def cpu_seconds(process: int) -> float:
    """Return user and system time; proc(5), fields 14 and 15 of stat, in ticks."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def proportional_size(process: int) -> int:
    """Return kB; a process that has just ended has none."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) if match else 0
