"""Finds what a PDF holds beside its pages that a recruiter should know of: scripts, programs, attached files, damage.

Works on the bytes of the file (PDF 1.7, chapters 7 and 12) and on its object streams, inflated within a limit. Nothing
is run, followed or taken out.
"""

import re
import zlib
from collections.abc import Iterator

from ats.resumes.text import Flag

_INFLATED = 4_000_000  # bytes of all object streams together
_HEAD = 100_000  # bytes of a stream of objects that are looked at for their numbers
_HEADS = 20_000_000  # bytes of all these heads together
_PIECE = 16_384  # bytes that are inflated at a time
_DICTIONARY = 400  # bytes before a stream in which its dictionary says what it is
_TAIL = 2048  # bytes at the end in which a sound file says where its table of objects is

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SCRIPT = re.compile(rb"/JavaScript\b|/JS\s{0,4}[(<\d]")
_LAUNCH = re.compile(rb"/S\s{0,4}/Launch\b")
_ATTACHED = re.compile(rb"/EmbeddedFiles?\b|/FileAttachment\b")
_DEEP = 200  # arrays or dictionaries within each other
_NESTED = re.compile(rb"<<(?:\s{0,2}/\w{1,8}\s{0,2}<<){%d}" % _DEEP)
_START = re.compile(rb"startxref\s{1,4}(\d{1,10})")
_TABLE = re.compile(rb"\s{0,4}(?:xref\b|\d{1,10}\s{1,2}\d{1,5}\s{1,2}obj\b)")
_PREVIOUS = re.compile(rb"/Prev\s{1,4}(\d{1,10})")
_ANOTHER = (b"PK\x03\x04", b"MZ\x90", b"\x7fELF")

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,3}\d{1,5}\s{1,3}obj\b")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10})\s{1,3}\d{1,5}\s{1,3}R\b")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_PACKED = re.compile(rb"(?:\s{0,4}\d{1,10}\s{1,4}\d{1,10}(?=\s))+")

_WORDS = {
    "script": "contains a script, which was not run",
    "launch": "wants to start a program, which was not done",
    "attachment": "has files attached, which were not opened",
    "nested": "is nested more deeply than any text needs",
    "damaged": "is damaged; what could be recovered was read",
    "another-file": "has another file behind its end",
}

DAMAGED = Flag("damaged", _WORDS["damaged"])


def list_alarms(data: bytes) -> list[Flag]:
    """Return the flags of a whole file."""
    skeleton = _skeleton(data)
    codes = _held(skeleton)
    if b"[" * _DEEP in skeleton or _NESTED.search(skeleton):
        codes.append("nested")
    if not _is_sound(data):
        codes.append("damaged")
    if _hides_another(data):
        codes.append("another-file")
    return [Flag(code, _WORDS[code]) for code in codes]


def lacks_objects(data: bytes) -> bool:
    """Tell whether a damaged file speaks of objects that it does not hold, or breaks off within one."""
    skeleton = _skeleton(data)
    held = {int(number) for number in _OBJECT.findall(skeleton)}
    held.update(int(pair) for packed in _packed_numbers(data) for pair in packed[::2])
    cut = skeleton.rpartition(b"endobj")[2]
    broken = _OBJECT.search(cut)
    if broken and b"endstream" not in data[data.rfind(broken[0]) :]:
        held.discard(int(broken[1]))
    return any(int(number) not in held for number in _REFERENCE.findall(skeleton))


def _packed_numbers(data: bytes) -> Iterator[list[bytes]]:
    """Yield what stands at the beginning of each stream of objects: their numbers and places, in turn."""
    at, left = 0, _HEADS
    while left > 0 and (found := _OBJECT_STREAM.search(data, at)):
        at = found.end()
        start = data.find(b"stream", at, at + _DICTIONARY + len(b"stream"))
        if start < 0:
            continue
        end = data.find(b"endstream", start)
        if end < 0:
            return  # nor will the next find one: looking to the end of the file each time would take for ever
        inflated, made = _inflated(data[start + len(b"stream") : end].lstrip(b"\r\n"), _HEAD)
        left -= made
        head = _PACKED.match(inflated)
        yield head[0].split() if head else []
        at = end


def _held(skeleton: bytes) -> list[str]:
    patterns = {"script": _SCRIPT, "launch": _LAUNCH, "attachment": _ATTACHED}
    text = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), skeleton)  # /J#61vaScript is /JavaScript
    return [code for code, pattern in patterns.items() if pattern.search(text)]


def _skeleton(data: bytes) -> bytes:
    """Return the file without the content of its streams, object streams inflated in their place."""
    parts, at, left = [], 0, _INFLATED
    while (start := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", start)
        if end < 0:
            break  # nor has any stream after it an end
        parts.append(data[at:start])
        if left > 0 and b"/ObjStm" in data[max(start - _DICTIONARY, at) : start]:
            inflated, made = _inflated(data[start + len(b"stream") : end].lstrip(b"\r\n"), left)
            parts.append(inflated)
            left -= made
        at = end + len(b"endstream")
    return b" ".join([*parts, data[at:]])


def _inflated(packed: bytes, most: int) -> tuple[bytes, int]:
    """Return the beginning of what is packed, nothing if that is damaged, and how many bytes it took to find out."""
    unpacker, pieces, made = zlib.decompressobj(), [], 0
    try:
        while made < most and (piece := unpacker.decompress(packed, min(_PIECE, most - made))):
            pieces.append(piece)
            made += len(piece)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return b"", made + _PIECE
    return b"".join(pieces), made


def _is_sound(data: bytes) -> bool:
    """Tell whether the file says at its end where its table of objects is, and every table where the last one was."""
    found = _START.findall(data[-_TAIL:])
    begin = max(data[:_TAIL].find(b"%PDF-"), 0)
    seen: set[int] = set()
    at = int(found[-1]) if found else None
    while at is not None:
        if at in seen:
            return False
        seen.add(at)
        table = next(
            (data[start : start + 65536] for start in (at, at + begin) if _TABLE.match(data, start)), None
        )
        if table is None:
            return False
        trailer = table.partition(b"startxref")[0]
        previous = _PREVIOUS.search(trailer)
        at = int(previous[1]) if previous and len(seen) < 100 else None
    return bool(seen)


def _hides_another(data: bytes) -> bool:
    end = data.rfind(b"%%EOF")
    return end >= 0 and any(magic in data[end:] for magic in _ANOTHER)
