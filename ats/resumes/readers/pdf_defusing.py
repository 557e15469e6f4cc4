"""Takes the fuse out of PDFs that would burst a reader, byte for byte in place, so that their text can still be read.

PDFium unpacks a stream however large it becomes, and draws a form that draws itself without end. Streams that unpack
to more than any text needs are cut to their beginning; a form's reference to itself is taken out. Lengths stay as they
are, so that the table of objects (PDF 1.7, 7.5.4) holds.
"""

import re
import zlib
from collections.abc import Iterator

from ats.resumes.text import Flag

_MOST = 40_000_000  # bytes that one stream may unpack to
_KEPT = 1_000_000  # bytes that are kept of one that does not end there
_LEAST = _MOST // 1040  # packed bytes below which one turn of deflate cannot reach ``_MOST``
_DICTIONARY = 600  # bytes before a stream
_MOST_FORMS = 500
_LONGEST_OBJECT = 4000

_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FORM = re.compile(rb"/Subtype\s{0,4}/Form\b")
_OBJ = re.compile(rb"obj\b")
_HEAD = re.compile(rb"\b(\d{1,10})\s{1,3}\d{1,5}\s{1,3}\Z")
_LONGEST_HEAD = 24
_REFERENCE = re.compile(rb"\b(\d{1,10})\s{1,3}\d{1,5}\s{1,3}R\b")

BOMB = Flag("bomb", "unpacks to more than any text needs; only the beginning was read")
LOOP = Flag("loop", "draws itself without end; that part was left out")


def defuse(data: bytes) -> tuple[bytes, list[Flag]]:
    """Return the file made harmless, and flags for what that took."""
    flags = []
    mended = bytearray(data)
    for start, end, turns in _streams(data):
        if short := _shortened(data[start:end], turns):
            mended[start:end] = short
            flags.append(BOMB)
    for start, end in _loops(data):
        mended[start:end] = b"null".ljust(end - start)
        flags.append(LOOP)
    return (bytes(mended), list(dict.fromkeys(flags))) if flags else (data, [])


def rooted(data: bytes) -> bytes | None:
    """Give a file that breaks off before its trailer another one; None if it names no root."""
    root = re.search(
        rb"\b(\d{1,10})\s{1,3}(\d{1,5})\s{1,3}obj\b(?:(?!endobj).){0,2000}?/Type\s{0,4}/Catalog\b",
        data,
        re.DOTALL,
    )
    if root is None:
        return None
    return data + b"\nendstream\nendobj\ntrailer<</Root %s %s R>>\n%%%%EOF\n" % (root[1], root[2])


def _streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield begin and end of streams that could become too large, and how often they are packed."""
    at = 0
    while (found := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", found)
        if end < 0:
            return
        start = found + len(b"stream")
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        dictionary = data[max(found - _DICTIONARY, at) : found].rpartition(b"obj")[2]
        turns = len(_FLATE.findall(dictionary))
        if turns and (turns > 1 or end - start >= _LEAST) and b"/Image" not in dictionary:
            yield start, end, turns
        at = end + len(b"endstream")


def _shortened(packed: bytes, turns: int) -> bytes | None:
    """Return a stream of the same length that unpacks to the beginning of this one, if that is too large."""
    unpacked = packed
    for turn in range(turns):
        unpacked, more = _unpacked(unpacked, _MOST)
        if more:
            return _packed(unpacked[:_KEPT], turn + 1, turns, len(packed))
    return None


def _unpacked(packed: bytes, most: int) -> tuple[bytes, bool]:
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(packed, most)
    except zlib.error:
        return b"", False
    return unpacked, bool(unpacker.unconsumed_tail)


def _packed(content: bytes, turn: int, turns: int, length: int) -> bytes:
    """Pack content so that it fits; what broke off in an inner turn is of no use and becomes empty."""
    content = content if turn == turns else b""
    while content:
        packed = content
        for _ in range(turns):
            packed = zlib.compress(packed, 9)
        if len(packed) <= length:
            return packed.ljust(length, b"\0")
        content = content[: len(content) // 2]
    return b" " * length


def _loops(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of references by which a form comes back to itself."""
    if not 0 < len(_FORM.findall(data)) <= _MOST_FORMS:
        return
    objects = {number: (start, _dictionary(data, start)) for number, start in _objects(data)}
    forms = [number for number, (_, text) in objects.items() if _FORM.search(text)]
    done: set[int] = set()
    for form in forms:
        yield from _back_edges(form, objects, forms, done)


def _objects(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield number and begin of every object; looking for the word first is quicker than for the number before it."""
    for word in _OBJ.finditer(data):
        head = _HEAD.search(data, max(word.start() - _LONGEST_HEAD, 0), word.start())
        if head:
            yield int(head[1]), word.end()


def _dictionary(data: bytes, start: int) -> bytes:
    text = data[start : start + _LONGEST_OBJECT].partition(b"endobj")[0]
    return text.partition(b"stream")[0]


def _back_edges(
    form: int, objects: dict[int, tuple[int, bytes]], forms: list[int], done: set[int]
) -> Iterator[tuple[int, int]]:
    """Walk along references from one form, deepest first, and yield those to a form that is on the way already."""
    stack = [(form, _references(objects, form))]
    path = [form]
    while stack:
        number, references = stack[-1]
        found = next(references, None)
        if found is None:
            stack.pop()
            path.pop()
            done.add(number)
            continue
        to, start, end = found
        if to in path:
            if to in forms:
                yield start, end
        elif to in objects and to not in done:
            stack.append((to, _references(objects, to)))
            path.append(to)


def _references(objects: dict[int, tuple[int, bytes]], number: int) -> Iterator[tuple[int, int, int]]:
    start, text = objects[number]
    for match in _REFERENCE.finditer(text):
        if not text[: match.start()].rstrip().endswith((b"/Parent", b"/P", b"/StructParents")):
            yield int(match[1]), start + match.start(), start + match.end()
