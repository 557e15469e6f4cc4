"""Reads one file to text and profile in this very process: for children of the pool, for tests and for measuring.

Whoever reads a file that somebody else sent calls `ats.resumes.isolated.read_resume` instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ats.resumes import transport
from ats.resumes.profile import Profile
from ats.resumes.text import Flag, HiddenText, Line, State, TextRead

READER_VERSION = 1
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

    def as_json(self) -> str:
        """Write all of it as one line of JSON; equal readings give equal text. `reading_from_json` reads it."""
        content: dict[str, Any] = {
            "version": self.version,
            "received_on": self.received_on.isoformat(),
            "read": transport.to_json(self.read),
            "profile": transport.to_json(self.profile),
        }
        return transport.dump(content).decode()


def reading_from_json(text: str) -> Reading:
    """Take what `Reading.as_json` wrote; raise ValueError."""
    content = transport.load(text.encode())
    if not isinstance(content, dict) or type(content.get("version")) is not int:
        raise transport.BadReport("not a reading")
    read = transport.text_from_json(content.get("read"))
    profile = transport.profile_from_json(content.get("profile"), len(read.text))
    return Reading(read, profile, date.fromisoformat(str(content.get("received_on"))), content["version"])


def read_here(
    data: bytes,
    name: str = "",
    *,
    received_on: date,
    report: Callable[[TextRead], None] | None = None,
) -> Reading:
    """Read a file without any protection around it.

    `report`, if given, is called with what there is of the text as soon as there is some, again whenever there
    is more (after each page of a PDF), and last with all of it: what was reported counts when a reader has to be
    stopped later. A file that cannot be read is a result, not an error. Raise RefusedFile as `check_file` does.
    """
    from ats.resumes.checking import check_file
    from ats.resumes.profiles import make_profile
    from ats.resumes.readers import read_text

    checked = check_file(data, name)
    read = read_text(data, checked.kind)
    if report:
        report(read)
    return Reading(read, make_profile(read, received_on=received_on), received_on)
