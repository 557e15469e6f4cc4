"""A table of people in CSV: encoding and separator told by content, columns guessed by their headings. Pure."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ats.resumes.readers.encodings import decode_and_tell
from ats.vocabulary.folding import fold

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 20_000
_SEPARATORS = (",", ";", "\t", "|")
# The line with which a spreadsheet program tells others how it separated the cells.
_TOLD_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
_SAMPLE_ROWS = 50
_LONGEST_CELL = 20_000

# What a table may be written in, by the names of the IANA, and what that is called on the screen.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1252": "Western European (Windows-1252)",
    "windows-1250": "Central European (Windows-1250)",
    "iso-8859-2": "Central European (ISO 8859-2)",
    "windows-1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "windows-1253": "Greek (Windows-1253)",
    "windows-1255": "Hebrew (Windows-1255)",
    "macintosh": "Western European (Mac Roman)",
}
# Where Python calls them otherwise.
_SAME = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", **{f"cp125{n}": f"windows-125{n}" for n in range(6)}}

# What a column may hold, and what it is called on the screen.
FIELDS = {
    "name": "Full name",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail",
    "phone": "Phone",
    "link": "Link",
    "tags": "Tags",
    "source": "Source",
    "received_on": "Received on",
    "cover_letter": "Cover letter",
}
_HEADINGS = {
    "name": "name, full name, candidate, candidate name, applicant, bewerber, nom complet, nombre completo, naam",
    "first_name": "first name, firstname, given name, forename, vorname, prenom, nombre, voornaam, imie",
    "last_name": "last name, lastname, surname, family name, nachname, nom, apellido, apellidos, achternaam, nazwisko",
    "email": "email, e mail, mail, email address, e mail address, mailadresse, correo, courriel, adres e mail",
    "phone": "phone, phone number, telephone, tel, mobile, mobile phone, cell, telefon, handy, telefono, telefoon",
    "link": "link, url, website, web, linkedin, linkedin url, profile, profile url, portfolio, github, webseite",
    "tags": "tags, tag, labels, label, keywords, schlagworte",
    "source": "source, quelle, origin, referrer, channel, fuente, bron",
    "received_on": "received, received on, applied, applied on, applied at, date, application date, created, "
    "created at, eingang, datum, fecha",
    "cover_letter": "cover letter, letter, message, motivation, anschreiben",
}
_BY_HEADING = {
    heading.strip(): name for name, headings in _HEADINGS.items() for heading in headings.split(",")
}


class UnreadableSheet(ValueError):
    """A sentence that says why a file is no table that can be brought in."""


@dataclass(frozen=True)
class SheetRow:
    """One row: the line of the file on which it begins, counted from 1, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """A table: the headings of its columns, its rows, how its cells were separated, and one of ENCODINGS."""

    headings: list[str]
    rows: list[SheetRow]
    separator: str
    encoding: str
    guessed: list[str] = field(default_factory=list)


def read_sheet(data: bytes, encoding: str = "") -> Sheet:
    """Read a table, in one of ENCODINGS or in what its bytes tell.

    Raises UnreadableSheet, naming the line where there is one.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableSheet(f"It is larger than {MOST_BYTES // 1024 // 1024} MB")
    text, encoding = _decode_as(data, encoding) if encoding else _decode(data)
    if not text.strip():
        raise UnreadableSheet("It is empty")
    told = _TOLD_SEPARATOR.match(text)
    separator = told[1] if told else _find_separator(text)
    rows = _rows(text, separator)[1 if told else 0 :]
    if not rows:
        raise UnreadableSheet("It is empty")
    width = len(rows[0].cells)
    guessed = [_BY_HEADING.get(_plain(cell), "") for cell in rows[0].cells]
    if any(guessed) or "@" not in "".join(rows[0].cells):
        headings, rows = (
            [cell or f"Column {number}" for number, cell in enumerate(rows[0].cells, 1)],
            rows[1:],
        )
    else:
        headings = [f"Column {number}" for number in range(1, width + 1)]
        guessed = _guess_by_content(rows, width)
    if not rows:
        raise UnreadableSheet("It has headings and no row below them")
    if len(rows) > MOST_ROWS:
        raise UnreadableSheet(f"It has more than {MOST_ROWS:,} rows: cut it into several files")
    return Sheet(headings, rows, separator, encoding, _each_once(guessed))


def _decode(data: bytes) -> tuple[str, str]:
    told = decode_and_tell(data)
    if told is None:
        raise UnreadableSheet("It is no text: save the table as CSV")
    return told[0], _SAME.get(told[1], told[1])


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    """Decode in what somebody has chosen, where a byte that does not fit is not passed over."""
    name = {"utf-8": "utf-8-sig", "macintosh": "mac-roman"}.get(encoding, encoding)
    if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # ASCII in it has its zero first where the larger half comes first.
        name = "utf-16-be" if data[0:200:2].count(0) > data[1:200:2].count(0) else "utf-16-le"
    try:
        return data.decode(name), encoding
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableSheet(
            f"Line {line} cannot be read: it is not written in {ENCODINGS[encoding]}"
        ) from None


def _find_separator(text: str) -> str:
    """Return the character that cuts most rows into the same number of cells, more than one."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_ROWS])

    def worth(separator: str) -> tuple[int, int]:
        try:
            sizes = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row)
        except csv.Error:
            return (0, 0)
        size, times = max(sizes.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(0, 0))
        return (times, size) if size > 1 else (0, 0)

    best = max(_SEPARATORS, key=worth)
    return best if worth(best) > (0, 0) else ","


def _rows(text: str, separator: str) -> list[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    csv.field_size_limit(_LONGEST_CELL * 10)
    try:
        for cells in reader:
            cells = [cell.strip().replace("\0", "") for cell in cells]
            if any(cells):
                rows.append(SheetRow(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableSheet(f"Line {line} cannot be read: {_words(error)}") from None
    return rows


def _words(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quotation mark is opened and never closed"
    if "expected after" in text:
        return "something follows a closing quotation mark"
    return "a cell is too long" if "field larger" in text else text


def _plain(heading: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in fold(heading)).split())


def _guess_by_content(rows: Sequence[SheetRow], width: int) -> list[str]:
    """Guess without headings: the column with addresses, the one with numbers, and the first other one as name."""
    guessed = [""] * width
    sample = rows[:_SAMPLE_ROWS]
    for number in range(width):
        cells = [row.cells[number] for row in sample if number < len(row.cells) and row.cells[number]]
        if cells and all("@" in cell for cell in cells):
            guessed[number] = "email"
        elif cells and all(sum(each.isdigit() for each in cell) > 5 for cell in cells):
            guessed[number] = "phone"
        elif cells and all(cell.startswith(("http", "www.")) for cell in cells):
            guessed[number] = "link"
    if "" in guessed:
        guessed[guessed.index("")] = "name"
    return guessed


def _each_once(guessed: Sequence[str]) -> list[str]:
    """Keep the first column of each field; a full name goes before a first and a last one."""
    seen: set[str] = set()
    kept = []
    for name in guessed:
        kept.append("" if name in seen else name)
        seen.add(name)
    if "name" in kept and "last_name" in kept and "first_name" not in kept:
        return [{"name": "first_name"}.get(name, name) for name in kept]
    return kept
