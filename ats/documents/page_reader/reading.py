"""The application's side of reading: starts the child, checks its report and puts the result together."""

import re
import shutil
import struct
import sys
from dataclasses import dataclass
from typing import Literal

from ats.documents.page_reader.frames import (
    IMAGE_BYTES,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PAGES,
    TEXT_CHARACTERS,
    WHY_CODES,
    split_frames,
    unpack_count,
    unpack_page,
)
from ats.platform.sandbox import SandboxFailed, run_limited
from ats.resumes.kinds import DOC, FILE_TYPES

_OUTPUT_BYTES = IMAGE_BYTES + 4 * TEXT_CHARACTERS + 64 * 1024
_CPU_SECONDS = 8
_WALL_SECONDS = 15
_NO_CATDOC = "Text of .doc files is not available here: install catdoc"
_READABLE = frozenset(("pdf", "docx", "docm", "doc", "odt", "rtf", "txt"))
_WHY = {
    "kind": "is of a kind whose pages are not shown here",
    "password": "is password protected",
    "damaged": "is damaged",
    "doctype": "holds a document type declaration, which is not accepted",
    "bomb": "unpacks to more than is accepted",
    "partial": "could be read only in part",
    "timeout": "took too long to read",
    "memory": "needs too much memory to read",
    "crashed": "is damaged",
    "output": "holds more than is accepted",
    "refused": "could not be read because no limited process could be started",
    "empty": "holds no text",
}
_UNSHOWN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as WebP; numbers start at 1, sizes are in pixels."""

    number: int
    webp: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PagesRead:
    """What could be read of a file; `why` completes "The file ..." when that is not all of it."""

    pages: tuple[PageImage, ...]
    text: str
    page_count: int
    state: Literal["ready", "text_only", "unreadable"]
    why: str | None


def read_pages(data: bytes, media_type: str) -> PagesRead:
    """Read a judged file in a limited child: images of a PDF's first 20 pages, and the text of any type.

    A file that cannot be read is a result, not an error. Raise ValueError for a media type that `ats.resumes.kinds`
    does not give.
    """
    extension = _extension(media_type)
    if extension not in _READABLE:
        return PagesRead((), "", 0, "unreadable", _WHY["kind"])
    if extension != DOC.extension:
        command = [sys.executable, "-P", "-s", "-m", "ats.documents.page_reader", extension]
        return _assemble(*_run(command, data))
    catdoc = shutil.which("catdoc")
    if not catdoc:
        return PagesRead((), "", 0, "unreadable", _NO_CATDOC)
    stdout, failure = _run([catdoc, "-d", "utf-8", "-w"], data)
    return _result((), stdout[: 4 * TEXT_CHARACTERS].decode("utf-8", "replace"), 0, failure)


def _extension(media_type: str) -> str:
    for accepted in FILE_TYPES:
        if accepted.media_type == media_type:
            return accepted.extension
    raise ValueError(f"no reader for {media_type!r}")


def _run(command: list[str], data: bytes) -> tuple[bytes, str | None]:
    """Return what the child wrote, and the reason if it was stopped."""
    try:
        finished = run_limited(
            command,
            input=data,
            wall_seconds=_WALL_SECONDS,
            cpu_seconds=_CPU_SECONDS,
            output_bytes=_OUTPUT_BYTES,
        )
    except SandboxFailed as failure:
        return failure.stdout, failure.reason
    return finished.stdout, None


def _assemble(stdout: bytes, failure: str | None) -> PagesRead:
    """Put frames together, believing nothing in them: the child may have been taken over by the file."""
    pages: list[PageImage] = []
    texts: list[str] = []
    page_count = 0
    try:
        for kind, payload in split_frames(stdout):
            if kind == b"P":
                pages.append(_checked_page(payload, after=pages[-1].number if pages else 0))
            elif kind == b"T":
                texts.append(payload.decode("utf-8", "replace"))
            elif kind == b"C":
                page_count = unpack_count(payload)
            elif kind == b"W" and not failure:
                failure = _checked_why(payload)
    except (struct.error, ValueError):
        failure = "damaged"
    if failure in ("doctype", "bomb"):
        pages, texts = [], []
    return _result(tuple(pages), "".join(texts), max(page_count, len(pages)), failure)


def _checked_page(payload: bytes, *, after: int) -> PageImage:
    number, width, height, webp = unpack_page(payload)
    sound = after < number <= PAGES and 0 < width <= PAGE_WIDTH and 0 < height <= PAGE_HEIGHT
    if not sound or webp[:4] != b"RIFF" or webp[8:12] != b"WEBP":
        raise ValueError("not a page image")
    return PageImage(number, webp, width, height)


def _checked_why(payload: bytes) -> str:
    code = payload.decode("ascii")
    if code not in WHY_CODES:
        raise ValueError("not a reason")
    return code


def _result(pages: tuple[PageImage, ...], text: str, page_count: int, failure: str | None) -> PagesRead:
    text = _tidy(text)
    if not pages and not text:
        if failure in (None, "partial"):
            failure = "damaged" if page_count else "empty"
        return PagesRead((), "", page_count, "unreadable", _WHY[failure])
    why = _WHY["partial"] if failure else None
    return PagesRead(pages, text, page_count, "ready" if pages else "text_only", why)


def _tidy(text: str) -> str:
    text = _UNSHOWN.sub("", text[:TEXT_CHARACTERS])
    lines = [line.rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
