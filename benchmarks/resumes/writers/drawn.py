"""Sheets drawn onto PDF pages line by line, as programs that make résumés do."""

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from benchmarks.resumes.sheet import Row, Section, Sheet
from benchmarks.resumes.writers.pieces import head_lines, label_links, shared

FONTS = Path("/usr/share/fonts/truetype/dejavu")
_FACES = {
    "single": ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf", "DejaVuSansCondensed-Oblique.ttf"),
    "columns": (
        "DejaVuSerifCondensed.ttf",
        "DejaVuSerifCondensed-Bold.ttf",
        "DejaVuSerifCondensed-Italic.ttf",
    ),
}
_STYLES = {"strong": "B", "soft": "I"}
_MARGIN, _MIDDLE, _HEIGHT = 15, 132, 5.2  # millimetres


def can_draw() -> bool:
    """Whether the fonts are on this machine."""
    return all((FONTS / face).exists() for faces in _FACES.values() for face in faces)


def write_drawn(sheet: Sheet, layout: str) -> bytes:
    """One PDF; layouts: "single", and "columns" with contact lines, skills and languages at the right."""
    page = _Page(layout, sheet.page_line)
    page.add_page()
    page.write_line(sheet.person.name, style="B", size=20)
    if sheet.headline:
        page.write_line(sheet.headline, style="I", size=12)
    if layout == "single":
        page.write_contact(sheet)
        page.write_sections(list(sheet.sections))
        return bytes(page.output())
    side, main = shared(sheet)
    top = page.get_y()
    page.set_margins(_MIDDLE + 5, _MARGIN, 10)
    page.set_xy(_MIDDLE + 5, top)
    page.write_contact(sheet)
    page.write_sections(side)
    page.set_margins(_MARGIN, _MARGIN, 210 - _MIDDLE)
    page.set_xy(_MARGIN, top)
    page.write_sections(main)
    return bytes(page.output())


class _Page(FPDF):
    """A document that writes rows at its left margin."""

    def __init__(self, layout: str, page_line: str):
        super().__init__(format="A4")
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, 18)
        self.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
        self.page_line = page_line
        for style, face in zip(("", "B", "I"), _FACES[layout], strict=True):
            self.add_font("Own", style, FONTS / face)
        self.set_font("Own", size=10)

    def footer(self) -> None:
        """The foot of a page; called by the library."""
        if self.page_line:
            self.set_y(-12)
            self.set_font("Own", size=8)
            self.cell(0, 5, self.page_line.format(n=self.page_no()), align="R")

    def write_line(self, text: str, *, style: str = "", size: float = 10, link: str = "") -> None:
        """A paragraph over the width between the margins."""
        self.set_font("Own", style, size)
        self.multi_cell(0, size * 0.5, text, align="L", link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def write_contact(self, sheet: Sheet) -> None:
        """The contact block."""
        for text in head_lines(sheet):
            self.write_line(text, size=9)
        for shown, link in label_links(sheet):
            self.write_line(shown, size=9, link=link)

    def write_sections(self, sections: list[Section]) -> None:
        """Sections one below the other."""
        for section in sections:
            self.ln(3)
            self.write_line(section.heading, style="B", size=13)
            for row in section.rows:
                self._write_row(row)

    def _write_row(self, row: Row) -> None:
        if row.kind == "bullet":
            self.write_line(f"• {row.cells[0].text}", size=9.5)
            return
        if row.kind in ("split", "margin"):
            self._write_apart(row)
            return
        for cell in row.cells:
            self.set_font("Own", _STYLES.get(cell.part, ""), 10)
            self.write(_HEIGHT, cell.text)
        self.ln(_HEIGHT)

    def _write_apart(self, row: Row) -> None:
        first, rest = row.cells[0], "".join(cell.text for cell in row.cells[1:])
        self.set_font("Own", _STYLES.get(first.part, ""), 10)
        self.cell(38 if row.kind == "margin" else 0, _HEIGHT, first.text, new_x=XPos.LMARGIN)
        self.set_font("Own", size=10)
        if row.kind == "margin":
            self.set_x(self.l_margin + 38)
        self.cell(0, _HEIGHT, rest, align="R" if row.kind == "split" else "L")
        self.ln(_HEIGHT)
