"""The quick check of an upload before it is stored: what it is, and whether it may be opened at all."""

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from ats.resumes.containers import BadContainer, Container, inflate, judge_ole, judge_zip
from ats.resumes.kinds import ACCEPTED, FILE_TYPES, Kind, tell_magic, tell_text, type_of
from ats.resumes.limits import DEFAULT, Limits
from ats.resumes.text import LOCKED, Flag

Code = Literal["empty", "too_large", "type", "damaged", "bomb", "doctype", "pixels", "busy", "harmful"]

_MESSAGES: dict[str, str] = {
    "empty": "The selected file is empty",
    "type": f"The selected file must be a {ACCEPTED}",
    "damaged": "The selected file is damaged and cannot be opened",
    "bomb": "The selected file unpacks to more than this site accepts",
    "doctype": "The selected file holds a document type declaration, which this site does not accept",
}
ENCRYPTED = Flag("encrypted", LOCKED)
DAMAGED = Flag("damaged", "is damaged")
MALWARE_TEST = Flag("malware_test", "holds the test string by which virus scanners are tried")
TWO_FILES = Flag("two-files", "is a PDF with an archive behind it")
# Two halves, so that no scanner stops at this file. Source: eicar.org, "Anti-Malware Testfile".
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_EICAR_MOST = 128  # bytes of a file that is the test file
_IMAGES = ("PNG", "JPEG", "TIFF")
_UNOPENED = ("pdf", "rtf")
_WEB = frozenset(("html", "mhtml"))
_WEB_NAMES = frozenset(("html", "htm", "xhtml", "mht", "mhtml"))
_KNOWN_NAMES = frozenset(each.extension for each in FILE_TYPES) | {"jpeg", "tif"}


@dataclass(frozen=True, slots=True)
class Checked:
    """The kind of a file that may be stored, and what is to be known of it before it is read."""

    kind: Kind
    flags: tuple[Flag, ...] = ()


class RefusedFile(ValueError):
    """An upload that is not accepted; `str()` is a sentence for the person who chose the file."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code


def check_unopened(data: bytes, name: str, limits: Limits = DEFAULT) -> Checked | None:
    """Check a file of which nothing has to be opened, unpacked or decoded for that; None for every other one.

    PDF and RTF are told by their first bytes, and what is odd about them by a search for bytes. So there is nothing
    in this that a hostile file could turn against the process. Raise RefusedFile.
    """
    if len(data) > limits.file_bytes or tell_magic(data) in _UNOPENED:
        return check_file(data, name, limits)
    return None


def check_file(data: bytes, name: str, limits: Limits = DEFAULT) -> Checked:
    """Tell the kind of an upload by its content; raise RefusedFile.

    The name only decides whether to remark that it promises something else. What is damaged or password protected
    is no reason to refuse: it is kept, and flagged. The work is bounded by the file's size and by ``limits``.
    """
    if not data:
        raise _refused("empty")
    if len(data) > limits.file_bytes:
        megabytes = limits.file_bytes / (1024 * 1024)
        raise RefusedFile("too_large", f"The selected file must be smaller than {megabytes:.3g} MB")
    try:
        kind, flags = _judge(data, limits)
    except BadContainer as error:
        raise _refused(error.code) from error
    return Checked(kind, (*flags, *_alarms(data, kind), *_remarks(kind, name)))


def _judge(data: bytes, limits: Limits) -> tuple[Kind, list[Flag]]:
    magic = tell_magic(data)
    if magic == "zip":
        return _contained(judge_zip(data, limits))
    if magic == "ole":
        return _contained(judge_ole(data))
    if magic in ("png", "jpeg", "tiff"):
        return magic, _check_picture(data, limits)
    kind: Kind | None = magic or tell_text(data)
    if kind is None:
        raise _refused("type")
    return kind, [TWO_FILES] if kind == "pdf" and _has_archive(data) else []


def _contained(container: Container) -> tuple[Kind, list[Flag]]:
    if container.kind == "other":
        raise _refused("type")
    flags = [ENCRYPTED] if container.encrypted else []
    return container.kind, [*flags, DAMAGED] if container.damaged else flags


def _check_picture(data: bytes, limits: Limits) -> list[Flag]:
    """Read the header of a picture, without decoding it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_IMAGES) as image:
                pixels = image.width * image.height
    except Image.DecompressionBombError:
        pixels = limits.pixels + 1
    except (OSError, ValueError, SyntaxError, OverflowError):
        return [DAMAGED]
    if pixels > limits.pixels:
        megapixels = f"{limits.pixels / 1_000_000:g}"
        raise RefusedFile("pixels", f"The selected file must be a picture of at most {megapixels} megapixels")
    return []


def _has_archive(data: bytes) -> bool:
    return b"PK\x05\x06" in data[-66_000:] and b"PK\x03\x04" in data


def _alarms(data: bytes, kind: str) -> list[Flag]:
    if _EICAR in data or (kind in ("docx", "docm", "odt") and _holds_test_file(data)):
        return [MALWARE_TEST]
    return []


def _holds_test_file(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    for member in members:
        if len(_EICAR) <= member.file_size <= _EICAR_MOST:
            try:
                content = b"".join(inflate(data, member, _EICAR_MOST))
            except BadContainer:
                continue
            if _EICAR in content:
                return True
    return False


def _remarks(kind: str, name: str) -> list[Flag]:
    """Remark on a web page that goes by the name of a document: whoever opens it should know."""
    extension = name.rpartition(".")[2].strip().lower()
    if kind in _WEB and extension in _KNOWN_NAMES - _WEB_NAMES:
        return [
            Flag("other-name", f"is a {type_of(kind).label.lower()}, although its name ends in .{extension}")
        ]
    return []


def _refused(code: Code) -> RefusedFile:
    return RefusedFile(code, _MESSAGES[code])
