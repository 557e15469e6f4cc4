"""Asks ClamAV's daemon whether bytes are known to be harmful, over its socket; says "pending" when it cannot tell.

Protocol: clamd(8), commands with the prefix `z`; a stream is sent as chunks, each after its length (32 bit, network
order), and ends with a length of zero.
"""

import re
import socket
import struct
import time
from dataclasses import dataclass
from typing import Literal

State = Literal["off", "clean", "infected", "pending"]

_CHUNK_BYTES = 64 * 1024
_REPLY_BYTES = 4096
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")
_CLEAN = "stream: OK"


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner says.

    `off`: no scanner is set. `clean`: nothing known was found. `infected`: `words` is the name of what was found;
    keep the file out of everybody's reach until somebody releases it. `pending`: the scanner did not answer or could
    not tell, `words` says why; ask again later, and treat the file as infected until then.
    """

    state: State
    words: str = ""


def scan(data: bytes, address: str, *, seconds: float = 30) -> Scan:
    """Scan bytes; `address` is the path of a socket or HOST:PORT, empty for no scanner. Never raises."""
    if not address:
        return Scan("off")
    try:
        reply = _asked(b"INSTREAM", address, seconds, data)
    except (OSError, ValueError) as error:
        return Scan("pending", f"the scanner does not answer: {error or type(error).__name__}")
    if reply == _CLEAN:
        return Scan("clean")
    found = _FOUND.fullmatch(reply)
    return Scan("infected", found[1]) if found else Scan("pending", f"the scanner says: {reply[:200]!r}")


def scanner_version(address: str, *, seconds: float = 5) -> str:
    """Return what the scanner says of itself; raise OSError or ValueError when it does not answer."""
    return _asked(b"VERSION", address, seconds)


def parse_address(address: str) -> str | tuple[str, int]:
    """Return the path of a socket, or host and port; raise ValueError."""
    if address.startswith("/"):
        return address
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("the path of a socket or HOST:PORT is expected")
    return host.strip("[]"), int(port)


def _asked(command: bytes, address: str, seconds: float, data: bytes | None = None) -> str:
    deadline = time.monotonic() + seconds
    with _connected(parse_address(address), seconds) as connection:
        connection.sendall(b"z" + command + b"\0")
        if data is not None:
            _send_stream(connection, data, deadline)
        return _reply(connection, deadline)


def _connected(target: str | tuple[str, int], seconds: float) -> socket.socket:
    if isinstance(target, tuple):
        return socket.create_connection(target, timeout=seconds)
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(target)
    except OSError:
        connection.close()
        raise
    return connection


def _send_stream(connection: socket.socket, data: bytes, deadline: float) -> None:
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            connection.settimeout(max(deadline - time.monotonic(), 0.001))
            chunk = data[start : start + _CHUNK_BYTES]
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it stopped listening, because the stream is too long for it: its reply says so


def _reply(connection: socket.socket, deadline: float) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _REPLY_BYTES:
        connection.settimeout(max(deadline - time.monotonic(), 0.001))
        part = connection.recv(_REPLY_BYTES)
        if not part:
            break
        reply += part
    if not reply.endswith(b"\0"):
        raise ValueError("its reply breaks off")
    return reply[:-1].decode("utf-8", "replace")
