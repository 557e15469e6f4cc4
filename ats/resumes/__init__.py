"""Reads résumés: any file to text with places, text to a profile with sources. Knows neither Flask nor a database.

    from datetime import date
    from ats.resumes import read_resume

    reading = read_resume(data, "cv.pdf", received_on=date(2026, 11, 23))
    reading.state, reading.text, reading.profile.resume

`data` are the bytes of the file, which is told by its content. It is read in a child process with limits; nothing is
sent anywhere. `Reading.as_json` writes all of it, `reading_from_json` reads that again. `check_file` is the quick look
before a file is stored, `iter_pictures` draws the pages of PDFs and pictures. `configure` sets the limits.
"""

from ats.resumes.checking import Checked, RefusedFile
from ats.resumes.isolated import ReaderBusy, check_file, configure, iter_pictures, read_resume
from ats.resumes.limits import Limits
from ats.resumes.readings import READER_VERSION, Reading, reading_from_json

__all__ = [
    "READER_VERSION", "Checked", "Limits", "ReaderBusy", "Reading", "RefusedFile", "check_file", "configure",
    "iter_pictures", "read_resume", "reading_from_json",
]  # fmt: skip
