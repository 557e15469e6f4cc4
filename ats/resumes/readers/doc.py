"""Reads DOC: with the reader of Word 97 to 2003 where that can, else from what catdoc prints."""

from collections.abc import Callable, Iterator

from ats.resumes.readers.drafts import Draft, Run, finish
from ats.resumes.readers.members import UnreadableFile
from ats.resumes.readers.word97 import read_word97
from ats.resumes.text import Flag, TextRead

Catdoc = Callable[[list[str], bytes], bytes]
CATDOC = ["catdoc", "-d", "utf-8", "-w"]
"""What prints the text of a .doc file given on standard input."""

_MACROS = Flag("macros", "holds macros")
_EMBEDDED = Flag("embedded", "holds other files or active controls")


def read_doc(data: bytes, run: Catdoc | None = None) -> TextRead:
    """Return the text of a DOC. ``run`` starts catdoc, for files older than Word 97 and damaged ones.

    ``run`` takes the command and its standard input and returns standard output; what it raises comes through.
    """
    flags = tuple(_flags(data))
    try:
        drafts = read_word97(data)
    except UnreadableFile as error:
        if "password" in str(error) or run is None:
            return TextRead("doc", flags=flags, state="unread", why=str(error))
        return _result(list(_printed(run(CATDOC, data))), flags, why="was read without its layout")
    return _result(drafts, flags)


def _result(drafts: list[Draft], flags: tuple[Flag, ...], why: str | None = None) -> TextRead:
    finished = finish(drafts)
    flags += finished.flags()
    if not finished.lines:
        return TextRead("doc", hidden=finished.hidden, flags=flags, state="unread", why="holds no text")
    why = "holds more text than is read" if finished.cut else why
    return TextRead("doc", finished.lines, finished.hidden, flags, state="partly" if why else "read", why=why)


def _printed(output: bytes) -> Iterator[Draft]:
    for number, line in enumerate(output.decode("utf-8", "replace").split("\n")):
        yield Draft([Run(line)], block=number)


def _flags(data: bytes) -> Iterator[Flag]:
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        yield _MACROS
    if "ObjectPool".encode("utf-16-le") in data:
        yield _EMBEDDED
