"""Files in a zip, within limits: one level deep, programs left where they are.

Source: APPNOTE.TXT of PKWARE, as the standard library reads it; the sizes that a zip claims are not believed.
"""

import io
import zipfile
import zlib

from ats.inbox.mime.limits import Budget
from ats.inbox.mime.model import MailFile
from ats.resumes.file_names import safe_name

MOST_MEMBERS = 50
MOST_RATIO = 200
_CHUNK = 64 * 1024
_TAKEN = frozenset({
    "pdf", "doc", "docx", "docm", "odt", "rtf", "txt", "html", "htm", "mht", "mhtml", "png", "jpg", "jpeg", "tif",
    "tiff", "md", "ics", "vcf", "ppt", "pptx", "xls", "xlsx", "csv", "json",
})  # fmt: skip
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


class CannotOpen(Exception):
    """A sentence's end that says why an archive stays closed."""


def is_archive(file: MailFile) -> bool:
    """Return whether a file is a zip of files, and not a document that happens to be one."""
    if not file.content.startswith(b"PK\x03\x04"):
        return False
    if file.name.lower().endswith(".zip"):
        return True
    head = file.content[:4096]
    is_document = b"[Content_Types].xml" in file.content or b"mimetypeapplication/" in head
    return not is_document and "zip" in file.media_type


def open_archive(file: MailFile, budget: Budget) -> tuple[list[MailFile], list[str]]:
    """Return the documents in a zip, and the names of what was left in it, and take them from what the mail may have.

    Raise CannotOpen.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if len(members) > MOST_MEMBERS:
                raise CannotOpen(f"holds more than {MOST_MEMBERS} files")
            return _taken(archive, members, file, budget)
    except _BROKEN:
        raise CannotOpen("is damaged or protected by a password") from None


def _taken(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], file: MailFile, budget: Budget):
    found, left = [], []
    for member in members:
        name = safe_name(member.filename)
        if name.rpartition(".")[2].lower() not in _TAKEN or member.filename.startswith("__MACOSX/"):
            left.append(name)
            continue
        if budget.files <= 0:
            # One more than there may be: the mail waits for a person, whatever else it holds.
            budget.files = -1
            break
        content = _content(archive, member, budget)
        budget.files -= 1
        found.append(MailFile(name, "application/octet-stream", content, origin=file.name))
    return found, left


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    most = max(member.compress_size, 1024) * MOST_RATIO
    parts, size = [], 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            budget.unpacked -= len(chunk)
            if size > most or budget.unpacked < 0:
                raise CannotOpen("grows beyond all measure when it is unpacked")
            parts.append(chunk)
    return b"".join(parts)
