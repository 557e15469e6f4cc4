"""A real installation in a folder of its own: ``serve`` as ``make run`` starts it, and a small HTTP browser for it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """One running ``serve``; use as a context manager."""

    def __init__(self, folder: Path, *, arguments: tuple[str, ...] = (), **settings: str):
        self.folder, self.port, self.arguments = folder, free_port(), arguments
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ATS_")},
            "ATS_INSTANCE_DIR": str(folder),
            "ATS_PORT": str(self.port),
            "ATS_SECRET_KEY": "a secret key for the tests alone, 0123456789",
            "ATS_LOG_LEVEL": "WARNING",
            **settings,
        }
        self.log = folder / "serve.log"

    @property
    def address(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}"

    def flask(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run a ``flask`` command against this installation."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120, **options
        )

    def __enter__(self) -> "Installation":
        command = [sys.executable, "-m", "ats", "serve", *self.arguments]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_up()
        return self

    def wait_until_up(self, seconds: float = 120) -> None:
        """Wait for the first healthy answer."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if Browser(self.address).get("/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start:\n" + self.log.read_text())

    def children(self, name: str) -> list[int]:
        """Return the ids of this installation's processes of a name: "ats-web" or "ats-worker"."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                is_named = (folder / "comm").read_text().strip() == name
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if is_named and f"ATS_INSTANCE_DIR={self.folder}\0".encode() in environment:
                found.append(int(folder.name))
        return sorted(found)

    def stop(self) -> int:
        """Stop it as Ctrl-C does; return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def __exit__(self, *_) -> None:
        self.stop()


class Answer:
    """An HTTP answer, read whole."""

    def __init__(self, response: http.client.HTTPResponse):
        self.status, self.headers = response.status, response.headers
        self.body = response.read().decode("utf-8", "replace")


class Browser:
    """Keeps cookies, fills in hidden fields, sends files; nothing more."""

    def __init__(self, address: str):
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Get a page."""
        return self.request("GET", path)

    def request(self, method: str, path: str, body: bytes | None = None, content_type: str = "") -> Answer:
        """Send one request on a connection of its own."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if content_type:
            headers["Content-Type"] = content_type
        connection = http.client.HTTPConnection(self.host, timeout=70)
        try:
            connection.request(method, path, body, headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def hidden_fields(self, path: str) -> dict[str, str]:
        """Return the hidden inputs of a page."""
        fields = {}
        for tag in re.findall(r"<input[^>]*>", self.get(path).body):
            given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            if given.get("type") == "hidden" and "name" in given:
                fields[given["name"]] = given.get("value", "")
        return fields

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Post a form without files."""
        return self.request("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def post_file(self, path: str, fields: dict[str, str], name: str, file_name: str, data: bytes) -> Answer:
        """Post a form with one file."""
        body, content_type = multipart(fields, name, file_name, data)
        return self.request("POST", path, body, content_type)


def multipart(fields: dict[str, str], name: str, file_name: str, data: bytes) -> tuple[bytes, str]:
    """Return a multipart body and its content type (RFC 7578)."""
    edge = "----requisite-test-edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + data + f"\r\n--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"
