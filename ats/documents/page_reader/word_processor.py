"""Reads the text of DOCX and ODT in the child: a stream parser over the parts that hold text.

The parser is expat without any document type declaration, so no entity is ever defined or fetched; what is
inflated is counted. Formats: ECMA-376 part 1, 17 (WordprocessingML); OASIS OpenDocument 1.3 part 3, 5 and 6.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat  # noqa: S406 - a document type declaration is refused below

from ats.documents.page_reader.failures import ReadFailed
from ats.resumes.containers import BadContainer, judge_zip
from ats.resumes.limits import DEFAULT

_DOCX_ORDER = ("header", "document", "footnotes", "endnotes", "footer")
_DOCX_TEXT = re.compile(rf"word/({'|'.join(_DOCX_ORDER)})\d*\.xml")
_CHUNK_BYTES = 64 * 1024
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_ODF_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "

_BREAKS = {
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
    f"{_ODF_TEXT}tab": "\t",
    f"{_ODF_TEXT}line-break": "\n",
}
_PARAGRAPHS = frozenset({f"{_WORD}p", f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"})
_TEXTS = frozenset({f"{_WORD}t", f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"})
_SKIPPED = frozenset(
    {
        # The same text box once more, for programs that do not know the first form.
        "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback",
        f"{_ODF_OFFICE}annotation",
        f"{_ODF_TEXT}tracked-changes",
    }
)


def iter_word_processor(data: bytes) -> Iterator[str]:
    """Yield the text of headers, body and notes by and by; raise ReadFailed."""
    try:
        container = judge_zip(data)
    except BadContainer as error:
        raise ReadFailed(error.code) from error
    if container.encrypted or not container.parts:
        raise ReadFailed("password" if container.encrypted else "damaged")
    room = DEFAULT.inflated_bytes
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in _in_order(container.parts):
            walker = _Walker()
            for chunk in _chunks(archive, name):
                room -= len(chunk)
                if room < 0:
                    raise ReadFailed("bomb")
                yield walker.feed(chunk)
            yield walker.finish()


def _in_order(parts: tuple[str, ...]) -> list[str]:
    """Return the parts that hold text as they are read."""
    if "content.xml" in parts:
        return list(parts)
    found = [match for name in parts if (match := _DOCX_TEXT.fullmatch(name))]
    return [match[0] for match in sorted(found, key=lambda match: (_DOCX_ORDER.index(match[1]), match[0]))]


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as member:
            while chunk := member.read(_CHUNK_BYTES):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise ReadFailed("damaged") from error


class _Walker:
    """Collects the text of one part while its XML streams by."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._texts = 0
        self._skipping = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, final: bool = False) -> str:
        """Parse on and return the text that came out of it; raise ReadFailed."""
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise ReadFailed("damaged") from error
        text, self._pieces = "".join(self._pieces), []
        return text

    def finish(self) -> str:
        """End the part and return the rest of its text; raise ReadFailed."""
        return self.feed(b"", final=True)

    def _refuse(self, *_declaration: object) -> None:
        raise ReadFailed("doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._skipping += name in _SKIPPED
        self._texts += name in _TEXTS
        if self._skipping:
            return
        if name == f"{_ODF_TEXT}s":
            count = attributes.get(f"{_ODF_TEXT}c", "1")
            self._pieces.append(" " * (min(int(count), 80) if count.isdecimal() else 1))
        elif name in _BREAKS:
            self._pieces.append(_BREAKS[name])

    def _end(self, name: str) -> None:
        if name in _PARAGRAPHS and not self._skipping:
            self._pieces.append("\n")
        self._texts -= name in _TEXTS
        self._skipping -= name in _SKIPPED

    def _characters(self, text: str) -> None:
        if self._texts and not self._skipping:
            self._pieces.append(text)
