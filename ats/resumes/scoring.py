"""The reader as a scorer of profiles wants it: one file in, a JSON Resume in the flat shape of such scorers out."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ats.resumes.profile import Profile
from ats.resumes.profiles import make_profile
from ats.resumes.reading import read_here
from ats.resumes.text import Line, TextRead

RECEIVED_ON = date(2026, 11, 23)
"""The day on which the documents of the measured corpus count as received."""

_SECONDS = 60


def profile_of(path: str) -> dict[str, Any]:
    """Read a file in this very process, pictures of text with tesseract, and return its profile as ``scored``."""
    file = Path(path)
    data = file.read_bytes()
    reading = read_here(data, file.name, received_on=RECEIVED_ON)
    if not reading.read.needs_ocr:
        return scored(reading.profile)
    return scored(make_profile(recognised(data, reading.read), received_on=RECEIVED_ON))


def scored(profile: Profile) -> dict[str, Any]:
    """Flatten a profile: one telephone number, complete where its country is known, and the months of experience."""
    resume = profile.resume
    own = resume.get("meta", {}).get("requisite", {})
    basics = dict(resume.get("basics", {}))
    phones = own.get("phones", [])
    if phones:
        basics["phone"] = phones[0].get("e164") or phones[0]["written"]
    flat = {**resume, "basics": basics}
    if "experienceMonths" in own:
        flat["experience_months"] = own["experienceMonths"]
    return flat


def recognised(data: bytes, read: TextRead) -> TextRead:
    """Add to what was read the text of the pages that are pictures, each page in its place."""
    from ats.resumes.readers.parts import join_parts
    from ats.resumes.readers.scan import read_scan

    scans = join_parts(read_scan(data, read.kind, _run, pages=read.needs_ocr), read.kind)
    pages = sorted({line.page for line in (*read.lines, *scans.lines)})
    parts = [
        TextRead(read.kind, tuple(_from_zero(part, page)))
        for page in pages
        for part in (read, scans)
        if any(line.page == page for line in part.lines)
    ]
    return join_parts(parts, read.kind)


def _from_zero(part: TextRead, page: int) -> Iterator[Line]:
    """Yield the lines of a page as if it were all of the text, which is how parts are joined."""
    start = 0
    for line in part.lines:
        if line.page == page:
            yield replace(line, start=start)
            start += len(line.text) + 1


def _run(command: list[str], given: bytes) -> bytes:
    """Run tesseract without a sandbox: only for files of one's own, as a corpus for measuring is."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603 - the command is that of ats.resumes.readers.tesseract
        command, input=given, capture_output=True, check=True, timeout=_SECONDS, env=environment
    )
    return done.stdout
