"""A small keep-alive HTTP client on a plain socket: as little work as possible beside the server's own."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from benchmarks.figures import Batch

TIMEOUT = 60
MOST_ERRORS = 10
_EDGE = "requisite-benchmark-edge-5f3a91"


@dataclass(frozen=True)
class Request:
    """One request, its body complete."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    is_script: bool = False
    """Whether a script of ours asks, which wants a part of a page."""


@dataclass(frozen=True)
class Answer:
    """One answer, read whole; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Exchange:
    """A request and its answer's check, which returns what is wrong, or an empty string."""

    request: Request
    check: Callable[[Answer], str]


class Browser(Protocol):
    """What steps need: something that sends requests and keeps cookies."""

    def send(self, request: Request) -> Answer:
        """Send a request and return the answer."""


class BrokenAnswer(OSError):
    """The connection ended, or the answer is of a kind that this client does not read."""


class HttpBrowser:
    """One keep-alive connection to a server on this machine, opened with the first request."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None):
        self.port, self.cookies = port, dict(cookies or {})
        self._socket: socket.socket | None = None

    def send(self, request: Request) -> Answer:
        """Send a request and return the answer; raise OSError when the connection breaks."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(self._head(request) + request.body)
        answer = _read_answer(self._socket)
        self.cookies |= answer.cookies
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    def get(self, path: str) -> Answer:
        """Get a page."""
        return self.send(Request("GET", path))

    def close(self) -> None:
        """Close the connection; the cookies stay."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _head(self, request: Request) -> bytes:
        lines = [f"{request.method} {request.path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if request.method == "POST":
            lines += [f"Content-Type: {request.content_type}", f"Content-Length: {len(request.body)}"]
        if request.is_script:
            lines.append("X-Requested-With: fetch")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _read_answer(connection: socket.socket) -> Answer:
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _some(connection)
    status_line, *lines = received[:end].decode("latin-1").split("\r\n")
    pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    headers, status = dict(pairs), int(status_line.split(" ", 2)[1])
    if "content-length" not in headers and status not in (204, 304):
        raise BrokenAnswer("an answer without a length")
    length, parts = int(headers.get("content-length", 0)), [received[end + 4 :]]
    missing = length - len(parts[0])
    while missing > 0:
        parts.append(_some(connection))
        missing -= len(parts[-1])
    set_cookies = (value.split(";")[0].partition("=") for name, value in pairs if name == "set-cookie")
    return Answer(status, headers, b"".join(parts), {name: value for name, _, value in set_cookies})


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise BrokenAnswer("the server closed the connection")
    return data


def form_request(path: str, fields: dict[str, str]) -> Request:
    """Return the POST of a form without files."""
    return Request("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")


def file_request(path: str, fields: dict[str, str], name: str, file_name: str, data: bytes) -> Request:
    """Return the POST of a form with one file (RFC 7578)."""
    head = [_part_head(key) + f"\r\n{value}\r\n" for key, value in fields.items()]
    head.append(_part_head(name, f'; filename="{file_name}"') + "Content-Type: application/pdf\r\n\r\n")
    body = "".join(head).encode() + data + f"\r\n--{_EDGE}--\r\n".encode()
    return Request("POST", path, body, f"multipart/form-data; boundary={_EDGE}")


def _part_head(name: str, more: str = "") -> str:
    return f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n'


def hidden_fields(page: str) -> dict[str, str]:
    """Return the hidden inputs of a page by name; the last one of a name counts."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if given.get("type") == "hidden" and "name" in given:
            fields[given["name"]] = given.get("value", "")
    return fields


@dataclass
class Lane:
    """One of several clients that work at once: its browser and what it asks for, in order."""

    browser: HttpBrowser
    exchanges: Iterator[Exchange]


def run_lanes(lanes: list[Lane], seconds: float) -> Batch:
    """Let every lane work until the time is over or its requests are; return what came of it.

    A latency is from just before sending until the whole body is read. Making a request and checking its
    answer are not part of it, but of the wall clock, and so of the requests a second.
    """
    batch, start = Batch(), threading.Barrier(len(lanes) + 1)
    threads = [threading.Thread(target=_work, args=(lane, batch, start, seconds)) for lane in lanes]
    for thread in threads:
        thread.start()
    start.wait()
    begin = time.perf_counter()
    for thread in threads:
        thread.join()
    batch.wall = time.perf_counter() - begin
    return batch


def _work(lane: Lane, batch: Batch, start: threading.Barrier, seconds: float) -> None:
    start.wait()
    end = time.perf_counter() + seconds
    for exchange in lane.exchanges:
        begin = time.perf_counter()
        if begin >= end or len(batch.errors) >= MOST_ERRORS:
            return
        try:
            answer = lane.browser.send(exchange.request)
        except OSError as error:
            batch.errors.append(f"{exchange.request.path}: {error!r}")
            return
        took = time.perf_counter() - begin
        wrong = exchange.check(answer)
        if wrong:
            batch.errors.append(f"{exchange.request.method} {exchange.request.path}: {wrong}")
        else:
            batch.latencies.append(took)
            batch.size = len(answer.body)
