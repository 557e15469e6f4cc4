"""A reading: what was understood of one file, put together from the parts that a reader sends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ats.resumes import transport
from ats.resumes.profile import Profile
from ats.resumes.readers.parts import join_parts
from ats.resumes.text import Flag, HiddenText, Line, State, TextRead

READER_VERSION = 6
"""Goes up with every change that may read a file differently; stored with each reading."""


@dataclass(frozen=True)
class Reading:
    """What was read of one file, received on a day: its text with places, and the profile made of it."""

    read: TextRead
    profile: Profile
    received_on: date
    version: int = READER_VERSION

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return self.read.text

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines in the order a person reads them."""
        return self.read.lines

    @property
    def kind(self) -> str:
        """What the file is, told by its content; see `ats.resumes.kinds`."""
        return self.read.kind

    @property
    def state(self) -> State:
        """`read`, `partly` or `unread`."""
        return self.read.state

    @property
    def why(self) -> str | None:
        """Completes "The file ..." unless all of it was read."""
        return self.read.why

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What a recruiter should know of the file and of what it says."""
        return (*self.read.flags, *self.profile.flags)

    @property
    def hidden(self) -> tuple[HiddenText, ...]:
        """Text that a person who looks at the page cannot see."""
        return self.read.hidden

    def as_dict(self) -> dict[str, Any]:
        """Return all of it in the types of JSON; what is as by default is left out."""
        return {
            "version": self.version,
            "received_on": self.received_on.isoformat(),
            "read": transport.to_json(self.read),
            "profile": transport.to_json(self.profile),
        }

    def as_json(self) -> str:
        """Write all of it as one line of JSON; equal readings give equal text. `reading_from_json` reads it."""
        return transport.dump(self.as_dict()).decode()


def reading_from_json(text: str) -> Reading:
    """Take what `Reading.as_json` wrote; raise ValueError."""
    content = transport.load(text.encode())
    if not isinstance(content, dict) or type(content.get("version")) is not int:
        raise transport.BadReport("not a reading")
    read = transport.text_from_json(content.get("read"))
    profile = transport.profile_from_json(content.get("profile"), len(read.text))
    return Reading(read, profile, date.fromisoformat(str(content.get("received_on"))), content["version"])


def _without_part(why: str | None) -> str:
    """Return why nothing was read: what breaks off before its first word is read in no part."""
    return (why or "holds no text that could be read").replace(
        "only a part of it could be read", "nothing of it could be read"
    )


def join(parts: Iterable[TextRead], kind: str) -> TextRead:
    """Put the parts of a text together: pages in their order, also those that were recognised later."""
    read = join_parts(parts, kind)
    pages = [line.page for line in read.lines]
    if pages != sorted(pages):
        read = replace(read, lines=tuple(_in_page_order(read.lines)))
    seen = set(pages)
    read = replace(read, needs_ocr=tuple(page for page in read.needs_ocr if page not in seen))
    if not read.lines:
        read = replace(read, state="unread", why=_without_part(read.why))
    return read


def _in_page_order(lines: Iterable[Line]) -> Iterable[Line]:
    start, blocks = 0, {}
    for line in sorted(lines, key=lambda line: line.page):
        block = blocks.setdefault(line.block, len(blocks))
        yield replace(line, start=start, block=block)
        start += len(line.text) + 1
