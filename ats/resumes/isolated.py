"""Reads files that somebody else sent, each in a child process that can be stopped, and believes nothing it says."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ats.platform.sandbox import MIB
from ats.platform.warm_pool import Answer, Ended, JobLimits, PoolBusy, WarmPool
from ats.resumes import checking, transport
from ats.resumes.checking import Checked, RefusedFile
from ats.resumes.limits import DEFAULT, Limits
from ats.resumes.profile import Profile
from ats.resumes.readings import Reading, join
from ats.resumes.text import Flag, TextRead
from ats.resumes.tools import ToolFailed, Tools
from ats.resumes.transport import CHECKED, PART, PICTURE, PROFILE, REFUSED

JOBS = "ats.resumes.child:JOBS"

_CHECK_SECONDS = 5
_PICTURES_BYTES = 64 * MIB
_JSON_FOR_TEXT = 12
_WAIT_SECONDS = 20  # until a child is free
_LARGEST_SIDE = 8192  # pixels
_CODE = re.compile(r"[a-z_]{1,20}")
_LONGEST_MESSAGE = 300
_STOPPED = {
    "timeout": "took too long to read",
    "memory": "needs too much memory to read",
    "output": "holds more than is accepted",
    "crashed": "is damaged and could not be read",
    "refused": "could not be read",
}

_NO_PROFILE = Flag("no-profile", "was read, but no profile could be made of it")
_REFUSED = {
    "empty": "is empty",
    "type": "is of a kind that is not read",
    "too_large": "is larger than is read",
    "damaged": "is damaged and could not be read",
    "doctype": "holds a document type declaration, which is not accepted",
    "pixels": "is a larger picture than is read",
    "bomb": "unpacks to more than is accepted",
}


class ReaderBusy(Exception):
    """Nothing was read because too much is being read already (or no child could be started); try again later."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as WebP. `number` counts from 1, `density` is 1 or 2, sizes are in pixels."""

    number: int
    density: int
    width: int
    height: int
    webp: bytes


class _Service:
    """The pool and the limits of this process; `configure` changes them."""

    def __init__(self) -> None:
        self.pool = WarmPool(JOBS)
        self.limits = DEFAULT
        self.lock: Path | None = None


_service = _Service()


def configure(*, limits: Limits, at_once: int, folder: Path) -> None:
    """Set the limits of this process's readings, and the folder in which processes find one another."""
    _service.limits = limits
    _service.lock = folder / "recognition.lock"
    _service.pool.at_once = at_once
    _service.pool.shared = folder / "reader.sock"


def pool() -> WarmPool:
    """Return where this process's readings are done."""
    return _service.pool


def check_file(
    data: bytes, name: str, *, max_bytes: int | None = None, meanwhile: Callable[[], None] = lambda: None
) -> Checked:
    """Look at an upload before it is stored, within a second: what it is by its content, and what is odd about it.

    A child looks into what has to be opened for that; `meanwhile` is called while it does (see ``WarmPool.run``). Raise
    RefusedFile with a sentence for the person who chose the file, or ReaderBusy.
    """
    limits = _service.limits
    if max_bytes is not None:
        limits = replace(limits, file_bytes=max_bytes)
    told = checking.check_unopened(data, name, limits)
    if told is not None:
        return told
    job_limits = replace(_job_limits(limits), cpu_seconds=_CHECK_SECONDS, wall_seconds=_CHECK_SECONDS)
    ended = _run("check", data, {"name": name, "limits": asdict(limits)}, job_limits, meanwhile=meanwhile)
    try:
        return _checked(ended)
    except transport.BadReport:
        raise RefusedFile("damaged", "The selected file is damaged and cannot be opened") from None


def read_resume(
    data: bytes, name: str = "", *, received_on: date, limits: Limits | None = None, ocr: bool = True
) -> Reading:
    """Read a file to text and profile. What cannot be read is a result (`state`, `why`), never an error.

    The profile counts "to date" to the day of receipt. Without `ocr`, pages that are pictures stay unread and are
    named in `Reading.read.needs_ocr`. Raise ReaderBusy alone.
    """
    limits = limits or _service.limits
    tools = Tools(limits, recognises=ocr, lock=_service.lock)
    options = {"name": name, "received_on": received_on.isoformat(), "limits": asdict(limits)}
    ended = _run("read", data, options, _job_limits(limits), tools.answer)
    read, is_whole = _text(ended)
    profile = _profile(ended, read) if is_whole else None
    if profile is None and read.lines:
        profile = _profile_of(read, options, limits)
        if profile is None:
            read = replace(read, flags=(*read.flags, _NO_PROFILE))
    return Reading(read, profile or Profile(), received_on)


def iter_pictures(data: bytes, kind: str, *, first: int = 1, last: int | None = None) -> Iterator[Picture]:
    """Give pictures of the pages of a PDF or picture in both densities; fewer where pages cannot be drawn.

    `kind` is that of `check_file`. Raise ReaderBusy.
    """
    options = {"kind": kind, "first": first, "last": last or 1 << 16}
    limits = replace(_job_limits(_service.limits), output_bytes=_PICTURES_BYTES)
    for frame, payload in _run("pictures", data, options, limits).frames:
        try:
            if frame == PICTURE:
                yield _picture(payload)
        except transport.BadReport:
            return


def _job_limits(limits: Limits) -> JobLimits:
    # A text of the size allowed as JSON, with the places of all its lines and pieces.
    room = _JSON_FOR_TEXT * limits.output_bytes
    return JobLimits(limits.child_cpu_seconds, limits.child_wall_seconds, limits.child_memory, room)


def _run(
    job: str, data: bytes, options: dict, limits: JobLimits, answer: Answer | None = None, **how
) -> Ended:
    try:
        return _service.pool.run(job, data, options, limits, wait_seconds=_WAIT_SECONDS, answer=answer, **how)
    except (PoolBusy, ToolFailed) as error:
        raise ReaderBusy(str(error)) from error


def _checked(ended: Ended) -> Checked:
    """Take what the quick check found; raise RefusedFile or BadReport."""
    for frame, payload in ended.frames:
        found = transport.load(payload)
        if frame == CHECKED:
            kind, flags = transport.checked_from_json(found)
            return Checked(kind, flags)
        if frame == REFUSED:
            raise _refusal(found)
    raise transport.BadReport("nothing was found")


def _refusal(found: Any) -> RefusedFile:
    code, message = transport.texts_from_json(found, ("code", "message"))
    if not _CODE.fullmatch(code) or len(message) > _LONGEST_MESSAGE:
        raise transport.BadReport("not a refusal")
    return RefusedFile(code, message)


def _text(ended: Ended) -> tuple[TextRead, bool]:
    """Put together what was sent of the text; tell whether it is all that the child read."""
    kind, parts, stopped = "unknown", [], _STOPPED.get(ended.reason or "")
    try:
        kind = _checked(ended).kind
        for frame, payload in ended.frames:
            if frame == PART:
                parts.append(transport.text_from_json(transport.load(payload)))
    except RefusedFile as refused:
        why = _REFUSED.get(refused.code, _STOPPED["refused"])
        return TextRead(kind, state="unread", why=why), False
    except transport.BadReport:
        stopped = _STOPPED["crashed"]
    if stopped and not any(frame == PROFILE for frame, _ in ended.frames):
        parts.append(TextRead(kind, state="partly", why=stopped, flags=(Flag("stopped", stopped),)))
        return join(parts, kind), False
    return join(parts, kind), True


def _profile(ended: Ended, read: TextRead) -> Profile | None:
    for frame, payload in ended.frames:
        if frame == PROFILE:
            try:
                return transport.profile_from_json(transport.load(payload), len(read.text))
            except transport.BadReport:
                return None
    return None


def _profile_of(read: TextRead, options: dict, limits: Limits) -> Profile | None:
    """Make the profile of what there is of a text whose reading had to be stopped."""
    data = transport.dump(read)
    return _profile(_run("profile", data, options, _job_limits(limits)), read)


def _picture(payload: bytes) -> Picture:
    about, _, webp = payload.partition(b"\n")
    numbers = transport.numbers_from_json(transport.load(about), ("number", "density", "width", "height"))
    number, density, width, height = numbers
    if (
        density not in (1, 2)
        or not number
        or not 0 < width <= _LARGEST_SIDE
        or not 0 < height <= _LARGEST_SIDE
    ):
        raise transport.BadReport("not a picture of a page")
    if webp[:4] != b"RIFF" or webp[8:12] != b"WEBP":
        raise transport.BadReport("not WebP")
    return Picture(number, density, width, height, webp)
