"""The files of a mail, looked at and kept: each is read to tell what it is, and stored if it is of an accepted kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from ats.documents import actions as documents
from ats.documents import reader
from ats.documents.actions import StoredFile
from ats.inbox.classifying import Classified, Kind, choose_resume, classify, reads_like_resume
from ats.inbox.mime.model import MailFile
from ats.resumes.checking import RefusedFile

_READABLE = frozenset({"pdf", "doc", "docx", "docm", "odt", "rtf", "txt", "html", "htm", "mht", "mhtml", ""})
_MOST_READ = 12
NEVER_KEPT = (Kind.SIGNATURE_PICTURE, Kind.CALENDAR)


@dataclass(frozen=True)
class Paper:
    """One file: what it is and why, its words where they were read, and where it is kept, or why it is not."""

    file: MailFile
    found: Classified
    text: str = ""
    stored: StoredFile | None = None
    name: str = ""
    address: str = ""
    refused: str = ""

    @property
    def kind(self) -> Kind:
        """What it was taken for."""
        return self.found.kind


@dataclass(frozen=True)
class _Read:
    text: str | None
    name: str = ""
    address: str = ""


def look_at(files: Sequence[MailFile], *, received_at: datetime) -> list[Paper]:
    """Read, classify and store files. Not inside a transaction; raises ReaderBusy."""
    readings = [
        _read(file, received_at) if number < _MOST_READ else _Read(None) for number, file in enumerate(files)
    ]
    kinds = choose_resume(
        [classify(file, reading.text) for file, reading in zip(files, readings, strict=True)], files
    )
    return [_keep(file, kind, reading) for file, kind, reading in zip(files, kinds, readings, strict=True)]


def of_body(text: str, *, received_at: datetime) -> Paper | None:
    """Return what stands in the mail itself as a résumé, if it reads like one."""
    if not reads_like_resume(text):
        return None
    file = MailFile("resume-from-mail.txt", "text/plain", text.encode())
    reading = _read(file, received_at)
    return _keep(file, Classified(Kind.RESUME, "the mail itself reads like one"), reading)


def _read(file: MailFile, received_at: datetime) -> _Read:
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    is_too_large = len(file.content) > current_app.config["MAX_UPLOAD_BYTES"]
    if extension not in _READABLE or is_too_large or file.media_type.startswith("image/"):
        return _Read(None)
    try:
        reading = reader.read(file.content, file.name, received_on=reader.day_of(received_at), with_ocr=False)
    except RefusedFile:
        return _Read(None)
    basics = reading.profile.resume.get("basics", {})
    return _Read(reading.text, str(basics.get("name", "")), str(basics.get("email", "")))


def _keep(file: MailFile, found: Classified, reading: _Read) -> Paper:
    paper = {"text": reading.text or "", "name": reading.name, "address": reading.address}
    if found.kind in NEVER_KEPT:
        return Paper(file, found, **paper)
    try:
        stored = documents.store(file.content, file.name, current_app.config["MAX_UPLOAD_BYTES"])
    except RefusedFile as refused:
        # What cannot be kept as a document cannot be the résumé either.
        kind = Kind.OTHER if found.kind == Kind.RESUME else found.kind
        found = Classified(kind, found.why, found.resume_score)
        return Paper(file, found, refused=str(refused), **paper)
    return Paper(file, found, stored=stored, **paper)
