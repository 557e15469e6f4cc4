"""Files that are brought in: those in folders and in zips, one after the other, within limits.

Nothing is unpacked to the disk, and the sizes that a zip claims are not believed (APPNOTE.TXT of PKWARE, as the
standard library reads it).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ats.resumes.file_names import safe_name
from ats.resumes.kinds import FILE_TYPES

MOST_FILES = 5000
MOST_RATIO = 200
_CHUNK = 64 * 1024
_ALIASES = {"htm", "mht", "jpeg", "tif", "docm", "json"}
_TAKEN = {each.extension for each in FILE_TYPES} | _ALIASES
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, KeyError),
)
_NO_NAME = re.compile(
    r"(?i)\b(?:cv|c v|resume|résumé|resumé|lebenslauf|curriculum|vitae|hoja de vida|bewerbung|application|final|new|"
    r"copy|version|v?\d+)\b"
)


@dataclass(frozen=True)
class FoundFile:
    """One file: where it was found, and its bytes, or why there are none."""

    where: str
    data: bytes = b""
    problem: str = ""

    @property
    def name(self) -> str:
        """The name alone, fit to be shown."""
        return safe_name(self.where)

    @property
    def extension(self) -> str:
        """The end of the name in small letters."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


def walk(path: Path, most_bytes: int) -> Iterator[FoundFile]:
    """Give the files of a path in order: itself, those in a folder and the folders below, or those in a zip."""
    if path.is_dir():
        inside = sorted(
            each for each in path.rglob("*") if each.is_file() and not _is_hidden(each.relative_to(path))
        )
        for each in inside[:MOST_FILES]:
            yield from walk(each, most_bytes)
        if len(inside) > MOST_FILES:
            yield FoundFile(str(path), problem=f"holds more than {MOST_FILES:,} files; the rest was left")
    elif path.suffix.lower() == ".zip":
        with path.open("rb") as stream:
            yield from walk_zip(stream, str(path), most_bytes)
    else:
        yield _read(path, most_bytes)


def walk_zip(stream: BinaryIO, where: str, most_bytes: int) -> Iterator[FoundFile]:
    """Give the files in a zip, each with its name in it; those that cannot be read say why."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [
                each
                for each in archive.infolist()
                if not each.is_dir() and not _is_hidden(Path(each.filename))
            ]
            for member in members[:MOST_FILES]:
                yield _member(archive, member, where, most_bytes)
            if len(members) > MOST_FILES:
                yield FoundFile(where, problem=f"holds more than {MOST_FILES:,} files; the rest was left")
    except _BROKEN:
        yield FoundFile(where, problem="the zip is damaged")


def is_zip(data: bytes) -> bool:
    """Return whether bytes are a zip whose list of files can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)):
            return True
    except _BROKEN:
        return False


def open_zip(data: bytes, where: str, most_bytes: int) -> Iterator[FoundFile]:
    """Give the files in a zip that is at hand."""
    return walk_zip(io.BytesIO(data), where, most_bytes)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)


def _read(path: Path, most_bytes: int) -> FoundFile:
    try:
        if path.stat().st_size > most_bytes:
            return FoundFile(str(path), problem=_too_large(most_bytes))
        return _judged(FoundFile(str(path), path.read_bytes()))
    except OSError as error:
        return FoundFile(str(path), problem=f"it cannot be read: {error.strerror}")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, most_bytes: int) -> FoundFile:
    name = f"{where}/{member.filename}"
    if member.flag_bits & 1:
        return FoundFile(name, problem="it is protected by a password")
    most = min(most_bytes, max(member.compress_size, 1024) * MOST_RATIO)
    parts, size = [], 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    grows = "it grows beyond all measure when it is unpacked"
                    return FoundFile(name, problem=_too_large(most_bytes) if most == most_bytes else grows)
                parts.append(chunk)
    except _BROKEN:
        return FoundFile(name, problem="it is damaged")
    return _judged(FoundFile(name, b"".join(parts)))


def _judged(file: FoundFile) -> FoundFile:
    if not file.data:
        return FoundFile(file.where, problem="it is empty")
    if file.extension == "zip":
        return FoundFile(file.where, problem="a zip within a zip is not opened")
    if file.extension in _TAKEN or file.extension in ("csv", "tsv", ""):
        return file
    return FoundFile(file.where, problem=f"files that end in .{file.extension} are not taken")


def _too_large(most_bytes: int) -> str:
    return f"it is larger than {most_bytes // 1024 // 1024} MB"


def name_of_file(name: str) -> str:
    """Return the name of a person as the name of a file may say it, or an empty text."""
    stem = re.sub(r"[\W_]+", " ", name.rpartition(".")[0] or name)
    words = [word for word in _NO_NAME.sub(" ", stem).split() if word.isalpha()]
    return " ".join(word if not word.islower() else word.title() for word in words)[:200]
