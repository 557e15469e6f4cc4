"""The frames in which the child reports: five bytes of kind and length, then the payload, sent when ready.

A reader that is stopped half-way has so delivered what it had until then. Kinds: `C` number of pages in the
file (32 bit), `T` a piece of text (UTF-8), `P` a page (number, width, height of 16 bit each, then WebP), `W`
why the result is not whole (a code of `WHY_CODES`).
"""

import struct
from collections.abc import Iterator
from typing import IO

PAGES = 20
PAGE_WIDTH = 1000
PAGE_HEIGHT = 3000
IMAGE_BYTES = 6 * 1024 * 1024
TEXT_CHARACTERS = 200_000
WHY_CODES = frozenset({"password", "damaged", "doctype", "bomb", "partial"})

_FRAME = struct.Struct(">cI")
_PAGE = struct.Struct(">HHH")
_COUNT = struct.Struct(">I")


class FrameWriter:
    """Writes frames to the pipe, and no more text and image bytes than the limits above."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._characters = TEXT_CHARACTERS
        self._bytes = IMAGE_BYTES

    def count(self, pages: int) -> None:
        """Send how many pages the file has."""
        self._send(b"C", _COUNT.pack(pages))

    def text(self, text: str) -> bool:
        """Send a piece of text, cut at the limit; tell whether all of it was sent."""
        whole = len(text) <= self._characters
        text = text[: self._characters]
        self._characters -= len(text)
        if text:
            self._send(b"T", text.encode("utf-8", "ignore"))
        return whole

    def page(self, number: int, width: int, height: int, webp: bytes) -> bool:
        """Send a page's image unless it is past the limit; tell whether it was sent."""
        if len(webp) > self._bytes:
            return False
        self._bytes -= len(webp)
        self._send(b"P", _PAGE.pack(number, width, height) + webp)
        return True

    def why(self, code: str) -> None:
        """Send why the result is not whole, as one of `WHY_CODES`."""
        self._send(b"W", code.encode())

    def _send(self, kind: bytes, payload: bytes) -> None:
        self._pipe.write(_FRAME.pack(kind, len(payload)) + payload)
        self._pipe.flush()


def split_frames(stream: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and payload of every frame that is complete."""
    start = 0
    while start + _FRAME.size <= len(stream):
        kind, length = _FRAME.unpack_from(stream, start)
        start += _FRAME.size
        if start + length > len(stream):
            return
        yield kind, stream[start : start + length]
        start += length


def unpack_count(payload: bytes) -> int:
    """Read the payload of a `C` frame; raise struct.error."""
    return _COUNT.unpack(payload)[0]


def unpack_page(payload: bytes) -> tuple[int, int, int, bytes]:
    """Read the payload of a `P` frame as number, width, height and WebP; raise struct.error."""
    return (*_PAGE.unpack_from(payload), payload[_PAGE.size :])
