"""Reads RTF: a tokenizer, a stack of groups, and streams of text for body, page headers, notes and boxes.

Format: Rich Text Format specification 1.9.1.
"""

import re
from collections.abc import Callable

from ats.resumes.readers.drafts import PLAIN, TEXT_LINES, Draft, Run, finish
from ats.resumes.readers.rtf_groups import Field, Group
from ats.resumes.readers.rtf_streams import Stream, each_once
from ats.resumes.readers.rtf_tables import Tables
from ats.resumes.readers.rtf_words import (
    CHARACTERS,
    OPTIONAL,
    PARAGRAPH_ENDS,
    SKIPPED,
    STREAMS,
    SYMBOLS,
    TOKEN,
    code_page,
)
from ats.resumes.readers.sight import WHITE, hidden_by_look
from ats.resumes.text import Flag, TextRead

_INSTRUCTION = 4000  # characters of what a field is to do
_NARROW = 10  # percent of the width of characters
_STREAMS = 20  # headers, notes and boxes within each other; what is deeper goes on in the one around it
_TOKENS = 400_000  # words, groups and stretches of text; a résumé with pictures has a tenth of them
_DEEP = 1000  # groups within each other; word processors write a few dozen
# So many groups that open at once hold nothing; counted, they would keep all that follows within the table, header or
# other group in which they stand.
_OPENINGS = re.compile(rb"(?<!\\)\{{%d,}" % _DEEP)
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s\\]+)', re.IGNORECASE)
_OUTSIDE = re.compile(r"\s*(?:INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|IMPORT)\b", re.IGNORECASE)
_EMBEDDED = Flag("embedded", "holds other files or active controls")
_EXTERNAL = Flag("external", "refers to templates, pictures or objects elsewhere; none was fetched")
_NESTED = Flag("deep", "is nested more deeply than any word processor does")
_CUT = "breaks off, and only a part of it could be read"


def read_rtf(data: bytes) -> TextRead:
    """Return the text of an RTF file; what is malformed is passed over."""
    reader = _Reader(data)
    drafts = reader.drafts()
    finished = finish(drafts, cut=reader.cut)
    flags = (*reader.flags(), *finished.flags())
    if not finished.lines:
        why = _CUT if reader.broken else "holds no text"
        return TextRead("rtf", hidden=finished.hidden, flags=flags, state="unread", why=why)
    why = _CUT if reader.broken else "holds more text than is read" if finished.cut else None
    return TextRead("rtf", finished.lines, finished.hidden, flags, state="partly" if why else "read", why=why)


class _Reader:
    """The state of reading one file."""

    def __init__(self, data: bytes) -> None:
        self._data, runs = _OPENINGS.subn(b"", data)
        self._body = Stream()
        self._stream = self._body
        self._streams: list[Stream] = []
        self._edges: dict[str, list[list[Draft]]] = {"header": [], "footer": [], "note": []}
        self._group = Group()
        self._outer: list[Group] = []
        self._optional = self._fresh = False
        self._to_skip = 0
        self._bytes = bytearray()
        self._encoding = "cp1252"
        self._tables = Tables()
        self._found: dict[str, Flag] = {"deep": _NESTED} if runs else {}
        # A background may stand anywhere in the properties of a cell, paragraph or shape.
        self._shaded = any(
            word in data for word in (b"\\clcbpat", b"\\cbpat", b"\\chcbpat", b"\\highlight", b"\\shp")
        )
        self.broken = self.cut = False

    def flags(self) -> list[Flag]:
        """Return what was noticed besides the text."""
        return list(self._found.values())

    def drafts(self) -> list[Draft]:
        """Read it all, and return the lines in the order in which they are read."""
        position = tokens = 0
        while token := TOKEN.match(self._data, position):
            position = token.end() + self._take(token)
            tokens += 1
            if tokens >= _TOKENS or len(self._body.drafts) > TEXT_LINES:
                self.cut = True
                break
        self._flush()
        self.broken |= not self.cut and (position > len(self._data) or bool(self._outer))
        while self._streams:
            self._close_stream("box")
        body = self._body.finish()
        headers = each_once(self._edges["header"], "header")
        footers = each_once(self._edges["footer"], "footer")
        notes = [draft for note in self._edges["note"] for draft in note]
        return [*headers, *body, *notes, *footers]

    def _take(self, token: re.Match[bytes]) -> int:
        """Act on one token; return how many raw bytes after it are to be passed over."""
        kind = token.lastgroup
        if kind == "text":
            self._raw(token["text"])
        elif kind == "brace":
            self._brace(token["brace"] == b"{")
        elif kind in ("word", "number"):
            number = token["number"]
            return self._word(token["word"].decode(), int(number) if number else None)
        elif kind == "hex":
            self._raw(bytes((int(token["hex"], 16),)))
        elif kind == "symbol":
            self._symbol(token["symbol"])
        return 0

    def _brace(self, opens: bool) -> None:
        self._flush()
        self._to_skip = 0
        if opens:
            self._outer.append(self._group)
            self._group = self._group._replace(stream=None)
            self._fresh = True
            if len(self._outer) > _DEEP:
                self._found["deep"] = _NESTED
        elif self._outer:
            self._end_group()
            self._group = self._outer.pop()
        self._optional = False

    def _end_group(self) -> None:
        group = self._group
        if group.stream is not None and self._streams and group.stream is self._stream:
            self._close_stream(group.place.partition(":")[2] or "box")
        if group.place == "instruction" and group.field and self._outer[-1].place != "instruction":
            instruction = group.field.instruction
            found = _FIELD_LINK.match(instruction)
            group.field.target = found[1] if found else None
            if _OUTSIDE.match(instruction):
                self._found["external"] = _EXTERNAL

    def _word(self, word: str, number: int | None) -> int:
        fresh, self._fresh = self._fresh, False
        if self._group.place == "skip" and word != "bin":
            return 0
        if word == "u":
            self._unicode(number)
            return 0
        self._to_skip = 0
        if word == "bin":
            return max(number or 0, 0)
        optional, self._optional = self._optional, False
        if optional and word not in OPTIONAL and word not in _DESTINATIONS and word not in STREAMS:
            if word == "objdata":
                self._found["embedded"] = _EMBEDDED
            self._group = self._group._replace(place="skip")
        elif word in SKIPPED or (word in STREAMS and fresh) or word in _DESTINATIONS:
            self._destination(word)
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif action := _ACTIONS.get(word):
            self._flush()
            action(self, number)
        elif word in PARAGRAPH_ENDS:
            self._flush()
            self._stream.end_paragraph()
        return 0

    def _destination(self, word: str) -> None:
        self._flush()
        if word in STREAMS and len(self._streams) >= _STREAMS:
            self._stream.end_paragraph()
        elif word in STREAMS:
            self._streams.append(self._stream)
            self._stream = Stream(block=self._stream.block + 1000)
            self._group = self._group._replace(stream=self._stream, place=f"text:{STREAMS[word]}")
        elif word == "field":
            self._group = self._group._replace(field=Field())
        elif word == "fldinst":
            self._group = self._group._replace(place="instruction", field=self._group.field or Field())
        elif word == "object":
            self._found["embedded"] = _EMBEDDED
        elif word in _DESTINATIONS:
            self._group = self._group._replace(place=_DESTINATIONS[word])
        else:
            if word in ("listtext", "pntext", "pn"):
                self._stream.depth = max(self._stream.depth, 1)
            self._group = self._group._replace(place="skip")

    def _close_stream(self, kind: str) -> None:
        drafts = self._stream.finish()
        self._stream = self._streams.pop()
        if kind in self._edges:
            self._edges[kind].append(drafts)
        else:
            (self._stream.cell if self._stream.in_table else self._stream.drafts).extend(drafts)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._optional = True
        elif symbol in SYMBOLS:
            self._say(SYMBOLS[symbol])
        elif symbol in b"\r\n":
            self._flush()
            self._stream.end_paragraph()

    def _unicode(self, number: int | None) -> None:
        if number is None:
            return
        character = chr(number % 65536)
        self._flush()
        runs = self._stream.runs
        if (
            "\udc00" <= character <= "\udfff"
            and runs
            and runs[-1].text[-1:]
            and "\ud800" <= runs[-1].text[-1] <= "\udbff"
        ):
            pair = (
                (runs[-1].text[-1] + character)
                .encode("utf-16-le", "surrogatepass")
                .decode("utf-16-le", "replace")
            )
            runs[-1] = runs[-1]._replace(text=runs[-1].text[:-1] + pair)
        else:
            self._say(character)
        self._to_skip = self._group.after_unicode

    def _raw(self, raw: bytes) -> None:
        self._fresh = False
        if self._to_skip:
            skipped = min(self._to_skip, len(raw))
            self._to_skip -= skipped
            raw = raw[skipped:]
        if self._group.place != "skip":
            self._bytes += raw

    def _say(self, text: str) -> None:
        self._flush()
        self._add(text)

    def _flush(self) -> None:
        if not self._bytes:
            return
        raw = bytes(self._bytes)
        self._bytes.clear()
        if self._group.symbols:
            self._add("".join(chr(0xF000 + byte) if byte > 0x20 else " " for byte in raw))
        else:
            self._add(raw.decode(self._group.encoding or self._encoding, "replace").replace("\ufffd", ""))

    def _add(self, text: str) -> None:
        place = self._group.place
        if place.startswith("text"):
            target = self._group.field.target if self._group.field else None
            self._stream.runs.append(Run(text, self._group.shown(), target))
        elif place == "instruction" and self._group.field:
            whole = self._group.field.instruction + text
            self._group.field.instruction = whole[:_INSTRUCTION]
        elif place == "colours":
            self._tables.end_colours(text.count(";"))
        elif place == "styles":
            self._tables.name_style(text)

    def width(self, number: int | None) -> None:
        """Take the width of characters, in percent."""
        self._group = self._group._replace(narrow=0 < (100 if number is None else number) < _NARROW)

    def indent(self, name: str, number: int | None) -> None:
        """Take an indent of the paragraph."""
        if self._group.place.startswith("text"):
            self._group = self._group._replace(**{name: number or 0})

    def look(self, **changes: object) -> None:
        """Change the look of what follows in the group."""
        style = self._group.style._replace(**changes)
        ground = None if self._shaded else WHITE
        hidden = hidden_by_look(style.hidden, style.colour, style.size, ground)
        self._group = self._group._replace(style=style._replace(hidden=hidden))

    def font(self, number: int | None) -> None:
        """Choose a font, or name the one that is being described."""
        encoding, symbols = self._tables.font(number or 0)
        if self._group.place != "fonts":
            self._group = self._group._replace(encoding=encoding, symbols=symbols)

    def charset(self, number: int | None) -> None:
        """Take the character set of the font that is being described."""
        if self._group.place == "fonts":
            self._tables.set_charset(number)

    def page(self, number: int | None) -> None:
        """Take the document's code page."""
        self._encoding = code_page(number)

    def colour_part(self, name: str, number: int | None) -> None:
        """Take a part of the colour that is being described."""
        if self._group.place == "colours":
            self._tables.rgb[name] = min(max(number or 0, 0), 255)

    def colour(self, number: int | None) -> None:
        """Choose a colour of the table."""
        self.look(colour=self._tables.colour(number or 0))

    def paragraph_style(self, number: int | None) -> None:
        """Follow a paragraph style, or name the one that is being described."""
        if self._group.place == "styles":
            self._tables.style = number or 0
            return
        level, is_listed = self._tables.paragraphs_of(number or 0)
        self._stream.level = level
        if is_listed:
            self._stream.depth = max(self._stream.depth, 1)

    def outline(self, number: int | None) -> None:
        """Take the level of a heading."""
        if self._group.place != "styles":
            self._stream.level = (number or 0) + 1 if (number or 0) < 9 else 0

    def list_number(self, number: int | None) -> None:
        """Make the paragraph an item of a list."""
        if self._group.place != "styles":
            self._stream.depth = max(self._stream.depth, 1) if number else 0

    def list_level(self, number: int | None) -> None:
        """Set how deep in its list the paragraph is."""
        if self._group.place != "styles" and self._stream.depth:
            self._stream.depth = min(max(number or 0, 0), 8) + 1

    def reset_paragraph(self) -> None:
        """Forget the properties of the paragraph before."""
        if self._group.place.startswith("text"):
            self._stream.in_table = False
            self._stream.level = self._stream.depth = 0
            self._group = self._group._replace(left=0, first=0)

    def plain(self) -> None:
        """Forget how the text before looks."""
        self.width(None)
        self.look(**PLAIN._asdict())

    def table(self, word: str) -> None:
        """Act on a word of tables."""
        stream = self._stream
        if word == "intbl":
            stream.in_table = True
        elif word == "cell":
            stream.end_cell()
        elif word == "row":
            stream.end_row()

    def after_unicode(self, number: int | None) -> None:
        """Take how many characters stand in for one of Unicode."""
        self._group = self._group._replace(after_unicode=min(max(number or 0, 0), 100))


_DESTINATIONS = {
    "fonttbl": "fonts", "colortbl": "colours", "stylesheet": "styles", "field": "text", "fldinst": "instruction",
    "object": "text",
}  # fmt: skip

_Action = Callable[[_Reader, int | None], None]
_ACTIONS: dict[str, _Action] = {
    "b": lambda reader, number: reader.look(bold=number != 0),
    "i": lambda reader, number: reader.look(italic=number != 0),
    "fs": lambda reader, number: reader.look(size=(number or 24) / 2),
    "v": lambda reader, number: reader.look(hidden=None if number == 0 else "hidden"),
    "deleted": lambda reader, number: reader.look(hidden=None if number == 0 else "deleted"),
    "plain": lambda reader, _: reader.plain(),
    "charscalex": lambda reader, number: reader.width(number),
    "li": lambda reader, number: reader.indent("left", number),
    "lin": lambda reader, number: reader.indent("left", number),
    "fi": lambda reader, number: reader.indent("first", number),
    "cf": lambda reader, number: reader.colour(number),
    "f": lambda reader, number: reader.font(number),
    "fcharset": lambda reader, number: reader.charset(number),
    "ansicpg": lambda reader, number: reader.page(number),
    "mac": lambda reader, _: reader.page(10000),
    "pc": lambda reader, _: reader.page(437),
    "red": lambda reader, number: reader.colour_part("red", number),
    "green": lambda reader, number: reader.colour_part("green", number),
    "blue": lambda reader, number: reader.colour_part("blue", number),
    "s": lambda reader, number: reader.paragraph_style(number),
    "cs": lambda reader, number: reader.paragraph_style(-1 - (number or 0)),
    "outlinelevel": lambda reader, number: reader.outline(number),
    "ls": lambda reader, number: reader.list_number(number),
    "ilvl": lambda reader, number: reader.list_level(number),
    "pard": lambda reader, _: reader.reset_paragraph(),
    "intbl": lambda reader, _: reader.table("intbl"),
    "cell": lambda reader, _: reader.table("cell"),
    "row": lambda reader, _: reader.table("row"),
    "uc": lambda reader, number: reader.after_unicode(number),
}
