"""A real Postfix on a loopback port: its own configuration and queue in a folder of its own, set up as docs/mail.md says."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from tests import services
from tests.server import ROOT, free_port

MAIL = ROOT / "docs" / "mail.md"
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = /tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.com
mydestination = example.com
alias_maps =
"""
# master(5): service, type, private, unprivileged, chroot, wakeup, limit, command.
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
local unix - n n - - local
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""


def documented(title: str) -> str:
    """Return the block of docs/mail.md that follows the line which ends with a title, without its indentation."""
    found = re.search(rf"{re.escape(title)}:\n\n((?:    .*\n)+)", MAIL.read_text())
    assert found, f"docs/mail.md has no block {title!r}"
    return re.sub(r"^ {4}", "", found[1], flags=re.MULTILINE)


def wait_for(condition, seconds: float = 60):
    """Return what a condition says as soon as it is true; fail when it never is."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return found


class Postfix:
    """A Postfix that hands our addresses over to a port; use as a context manager. Only root can start one."""

    def __init__(self, lmtp_port: int, *, main: str, transport: str, services_more: str = "", **tables: str):
        if os.getuid():
            services.missing("Postfix under root")
        self.program = shutil.which("postfix") or services.missing("Postfix")
        self.swaks = shutil.which("swaks") or services.missing("swaks")
        self.folder = Path("/tmp") / f"ats-postfix-{os.getpid()}"  # Its own user has to reach it.
        self.port = free_port()
        self.files = tables | {
            "main.cf": MAIN.format(folder=self.folder) + self._here(main),
            "master.cf": MASTER.format(port=self.port) + services_more,
            "transport": self._here(transport).replace("127.0.0.1:8024", f"127.0.0.1:{lmtp_port}"),
        }

    def _here(self, text: str) -> str:
        return text.replace("/etc/postfix", str(self.folder / "etc"))

    def __enter__(self) -> "Postfix":
        for name in ("etc", "queue", "data"):
            (self.folder / name).mkdir(parents=True)
        shutil.chown(self.folder / "data", "postfix")
        for name, text in self.files.items():
            (self.folder / "etc" / name).write_text(text)
        self._run("postmap", "-c", self._etc, f"hash:{self._etc}/transport")
        self._run(self.program, "-c", self._etc, "start")
        return self

    def __exit__(self, *_) -> None:
        subprocess.run([self.program, "-c", self._etc, "stop"], capture_output=True, timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _etc(self) -> str:
        return str(self.folder / "etc")

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def send(self, raw: bytes, *, to: str = "jobs@example.com", sender: str = "pat@example.org") -> str:
        """Send a mail with swaks; return what was said on the wire."""
        path = self.folder / "mail.eml"
        # swaks ends what it sends with a line break of its own.
        path.write_bytes(raw.removesuffix(b"\r\n"))
        command = [self.swaks, "--server", f"127.0.0.1:{self.port}", "--from", sender, "--to", to]
        done = subprocess.run([*command, "--data", f"@{path}"], capture_output=True, text=True, timeout=60)
        return done.stdout + done.stderr

    def log(self) -> str:
        """Return what Postfix wrote into its log."""
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    def queued(self) -> int:
        """Return how many mails wait in the queue."""
        listed = self._run("postqueue", "-c", self._etc, "-j")
        return len(listed.splitlines())

    def flush(self) -> None:
        """Let it try again now what waits."""
        self._run("postqueue", "-c", self._etc, "-f")
