"""Reads one file to text and profile in this very process: for children of the pool, for tests and for measuring.

Whoever reads a file that somebody else sent calls `ats.resumes.isolated.read_resume` instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from ats.resumes.checking import Checked, check_file
from ats.resumes.profiles.making import make_profile
from ats.resumes.readers import read_text
from ats.resumes.readers.doc import read_doc
from ats.resumes.readers.pdf import iter_pdf
from ats.resumes.readers.scan import read_scan
from ats.resumes.readings import Reading, join
from ats.resumes.text import Flag, TextRead
from ats.resumes.tools import Run, ToolFailed, Tools

_PICTURES = frozenset({"png", "jpeg", "tiff"})
_NOT_HERE = "is in a format that is not read here"
_NO_TOOL = {
    "missing": _NOT_HERE,
    "later": "is a scan that has not been recognised yet",
    "timeout": "took too long to read",
    "memory": "needs too much memory to read",
}


def read_here(data: bytes, name: str = "", *, received_on: date) -> Reading:
    """Read a file without any protection around it.

    A file that cannot be read is a result, not an error. Raise RefusedFile as `check_file` does.
    """
    checked = check_file(data, name)
    read = read_whole(data, checked, run=Tools(patient=True).run)
    return Reading(read, make_profile(read, received_on=received_on), received_on)


def read_whole(
    data: bytes, checked: Checked, *, run: Run, report: Callable[[TextRead], None] | None = None
) -> TextRead:
    """Read the text of a checked file. `run` runs the system's programs, `report` gets each part as it is read."""
    parts = []
    for part in _parts(data, checked, run):
        parts.append(part)
        if report:
            report(part)
    return join(parts, checked.kind)


def _parts(data: bytes, checked: Checked, run: Run) -> Iterator[TextRead]:
    yield TextRead(checked.kind, flags=tuple(checked.flags))
    try:
        if checked.kind == "pdf":
            yield from _pdf_parts(data, run)
        elif checked.kind in _PICTURES:
            yield from read_scan(data, checked.kind, run)
        elif checked.kind == "doc":
            yield read_doc(data, run)
        else:
            yield read_text(data, checked.kind)
    except ToolFailed as failure:
        why = _NO_TOOL.get(failure.reason, "could not be read")
        flags = (Flag("not-read-here", why),) if failure.reason == "missing" else ()
        # Only of a picture is anything but its text known by then: which pages there are to be recognised.
        known = read_text(data, checked.kind) if checked.kind in _PICTURES else TextRead(checked.kind)
        waiting = known.needs_ocr if failure.reason == "later" else ()
        yield replace(known, state="partly", why=why, flags=flags, needs_ocr=waiting)


def _pdf_parts(data: bytes, run: Run) -> Iterator[TextRead]:
    to_recognise: list[int] = []
    for part in iter_pdf(data):
        to_recognise += part.needs_ocr
        yield part
    if to_recognise:
        yield from read_scan(data, "pdf", run, pages=to_recognise)
