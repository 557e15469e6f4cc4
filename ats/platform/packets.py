"""Frames over a Unix socket that keeps packets whole: one byte of kind and a payload of any length.

A frame travels as packets of at most 64 KiB, each with its kind and a mark whether more follows. A packet arrives
whole or not at all, so a writer that is killed half-way leaves no half frame that could be taken for a whole one.
"""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

PACKET_BYTES = 64 * 1024
_LAST, _MORE = b".", b"+"


class TooMuch(Exception):
    """More bytes arrived than the reader was ready to take."""


def send_frame(connection: socket.socket, kind: bytes, payload: bytes = b"", flags: int = 0) -> None:
    """Send one frame; `kind` is one byte, `flags` those of sendmsg(2). Raise OSError when nobody reads any more."""
    view = memoryview(payload)
    for start in range(0, max(len(view), 1), PACKET_BYTES):
        part = view[start : start + PACKET_BYTES]
        mark = _LAST if start + PACKET_BYTES >= len(view) else _MORE
        connection.sendmsg([kind + mark, part], [], flags)


@dataclass(slots=True)
class Budget:
    """How many bytes are still taken, and until when (by the monotonic clock; None: for ever)."""

    left: int
    deadline: float | None = None


def iter_frames(connection: socket.socket, budget: Budget) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and payload of each frame until the other side closes; the budget may change meanwhile.

    Raise TooMuch when more bytes come, TimeoutError at the deadline, OSError.
    """
    parts: list[bytes] = []
    while packet := _received(connection, budget.deadline):
        budget.left -= len(packet)
        if budget.left < 0:
            raise TooMuch
        parts.append(packet[2:])
        if packet[1:2] == _LAST:
            yield packet[:1], b"".join(parts)
            parts = []


def _received(connection: socket.socket, deadline: float | None) -> bytes:
    if deadline is not None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
    try:
        return connection.recv(PACKET_BYTES + 2)
    except ConnectionResetError:
        # Said once when the other side ended without taking all that was sent; what it said before comes after.
        return connection.recv(PACKET_BYTES + 2)
