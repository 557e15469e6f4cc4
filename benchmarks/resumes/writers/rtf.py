"""Sheets as Rich Text Format (version 1.9.1), in two layouts."""

from collections.abc import Iterable

from benchmarks.resumes.sheet import Cell, Row, Sheet
from benchmarks.resumes.writers.pieces import head_lines, label_links

_FONTS = r"{\fonttbl{\f0\fswiss Arial;}{\f1\froman Times New Roman;}}"
_LOOKS = {"strong": r"\b ", "soft": r"\i "}


def write_rtf(sheet: Sheet, layout: str) -> bytes:
    """One file; layouts: "tabs", and "tables" with the name and contact lines in the head of the page."""
    head = _head(sheet)
    row = {"tabs": _tabbed, "tables": _in_table}[layout]
    parts = [r"{\header " + head + "}"] if layout == "tables" else [head]
    if sheet.page_line:
        parts.append(r"{\footer \pard\qc " + _text(sheet.page_line.format(n="")) + r"\chpgn\par}")
    for section in sheet.sections:
        parts.append(rf"\pard\sb200\sa60{{\b\fs26 {_text(section.heading)}}}\par")
        parts += [row(each) for each in section.rows]
    body = "\n".join(parts)
    return rf"{{\rtf1\ansi\ansicpg1252\deff0\uc1 {_FONTS}\fs21 {body}}}".encode("ascii")


def _text(text: str) -> str:
    """Characters above ASCII as UTF-16 units with signs (RTF 1.9.1, Unicode)."""
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign in "\\{}":
        return f"\\{sign}"
    if sign.isascii():
        return sign
    code = ord(sign)
    return rf"\u{code - 65536 if code > 32767 else code}?"


def _head(sheet: Sheet) -> str:
    lines = [rf"\pard{{\b\fs40 {_text(sheet.person.name)}}}\par"]
    lines += [rf"\pard {_text(text)}\par" for text in ([sheet.headline] if sheet.headline else [])]
    lines += [rf"\pard {_text(text)}\par" for text in head_lines(sheet)]
    lines += [
        rf'\pard{{\field{{\*\fldinst HYPERLINK "{link}"}}{{\fldrslt {_text(shown)}}}}}\par'
        for shown, link in label_links(sheet)
    ]
    return "".join(lines)


def _runs(cells: Iterable[Cell]) -> str:
    return "".join(f"{{{_LOOKS.get(cell.part, '')}{_text(cell.text)}}}" for cell in cells)


def _tabbed(row: Row) -> str:
    if row.kind == "bullet":
        return rf"\pard\fi-200\li200{{\pntext \u8226?\tab}}{_runs(row.cells)}\par"
    if row.kind in ("split", "margin"):
        stop = r"\tqr\tx9900" if row.kind == "split" else r"\tx2400\li2400\fi-2400"
        return rf"\pard{stop} {_runs(row.cells[:1])}\tab {_runs(row.cells[1:])}\par"
    return rf"\pard {_runs(row.cells)}\par"


def _in_table(row: Row) -> str:
    if row.kind not in ("split", "margin"):
        return _tabbed(row)
    edges = r"\cellx2400\cellx9900" if row.kind == "margin" else r"\cellx7000\cellx9900"
    return rf"\trowd{edges}\pard\intbl {_runs(row.cells[:1])}\cell {_runs(row.cells[1:])}\cell\row"
