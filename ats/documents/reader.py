"""The way from this slice to the reader of résumés: what it is called with, and what becomes of its answers."""

from datetime import date, datetime

from flask import current_app

from ats.documents.models import ReadingState
from ats.resumes import isolated
from ats.resumes.isolated import Picture
from ats.resumes.readings import READER_VERSION, Reading

__all__ = ["PICTURED", "READER_VERSION", "Reading", "day_of", "draw", "read", "state_of"]

PICTURED = frozenset(("pdf", "png", "jpeg", "tiff"))
"""The kinds of files whose pages are shown as pictures; pages of all others are typeset from their text."""

_STATES = {"read": ReadingState.READ, "partly": ReadingState.PARTLY, "unread": ReadingState.UNREAD}
_NOT_HERE = frozenset(("not-read-here", "not_read_here"))


def day_of(received_at: datetime) -> date:
    """Return the day of receipt in the company's zone: what "to date" means on a résumé."""
    return received_at.astimezone(current_app.config["ZONE"]).date()


def read(data: bytes, name: str, *, received_on: date, with_ocr: bool) -> Reading:
    """Read a file in a limited child; what cannot be read is a result. Raise ReaderBusy.

    Without ``with_ocr`` pages that are pictures stay unread and are named in ``Reading.read.needs_ocr``.
    """
    return isolated.read_resume(data, name, received_on=received_on, ocr=with_ocr)


def state_of(reading: Reading) -> ReadingState:
    """Return how far a reading came."""
    if reading.state != "read" and any(flag.code in _NOT_HERE for flag in reading.flags):
        return ReadingState.NOT_READ_HERE
    return _STATES[reading.state]


def draw(data: bytes, kind: str) -> list[Picture]:
    """Draw the pages of a PDF or picture in a limited child; nothing for other kinds. Raise ReaderBusy."""
    return list(isolated.iter_pictures(data, kind)) if kind in PICTURED else []
