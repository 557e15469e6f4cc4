"""Draw the résumés and the logo of the demo company into ats/demo/.

What stands in them is in ats/demo/people.toml and in demo_resumes.toml beside this file. The results are
committed; run this again, as ``python -m scripts.make_demo_resumes``, only after changing one of the two.
"""

import argparse
import logging
import tempfile
import tomllib
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools import subset
from fpdf import FPDF
from PIL import Image, ImageDraw

from ats.resumes.pictures import iter_pictures

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "ats" / "demo"
# Fixed, so that the same facts make the same bytes.
MADE_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
INK, MUTED, PALE = (31, 41, 51), (91, 103, 115), (236, 241, 243)
FAMILIES = {"column": "LiberationSans", "classic": "LiberationSerif"}
STYLES = {"": "Regular", "B": "Bold", "I": "Italic"}
ACCENTS = ((15, 94, 99), (122, 62, 72), (52, 78, 134), (92, 84, 38))


class Sheet(FPDF):
    """One A4 page in one type family and one accent colour."""

    def __init__(self, fonts: Path, family: str, accent: tuple[int, int, int]):
        super().__init__(format="A4")
        for style, suffix in STYLES.items():
            self.add_font("sheet", style, str(fonts / f"{family}-{suffix}.ttf"))
        self.accent = accent
        self.set_creation_date(MADE_AT)
        self.set_auto_page_break(False)
        self.add_page()

    def write_block(self, text: str, size: float, *, style="", color=INK, gap=0.0, indent=0.0) -> None:
        """Write a paragraph within the margins, then leave a gap; sizes in points, lengths in millimetres."""
        self.set_font("sheet", style, size)
        self.set_text_color(*color)
        self.set_x(self.l_margin + indent)
        self.multi_cell(0, size * 0.48, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)

    def write_bullet(self, text: str, size: float) -> None:
        """Write one point of a list behind a small dot in the accent colour."""
        self.set_fill_color(*self.accent)
        self.ellipse(self.l_margin + 0.8, self.get_y() + size * 0.19, 1.1, 1.1, style="F")
        self.write_block(text, size, gap=0.6, indent=4)


def contact_lines(person: dict, facts: dict) -> list[str]:
    """Return place and ways to reach a person, one line each."""
    link = person.get("link", "").removeprefix("https://")
    return [line for line in (facts["place"], person["email"], person.get("phone", ""), link) if line]


def draw_classic(sheet: Sheet, person: dict, facts: dict) -> None:
    """Draw the layout with one column, the name centred above it."""
    sheet.set_margins(24, 22, 24)
    sheet.set_y(24)
    sheet.set_font("sheet", "B", 24)
    sheet.set_text_color(*INK)
    sheet.cell(0, 11, person["name"], align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("sheet", "", 9.5)
    sheet.set_text_color(*MUTED)
    sheet.cell(0, 6, "   ·   ".join(contact_lines(person, facts)), align="C", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(4)
    sheet.write_block(facts["profile"], 11.5, style="I", gap=3)
    _draw_body(sheet, facts, _ruled_heading)
    for title, text in (("Skills", facts["skills"]), ("Languages", facts.get("languages", ""))):
        if text:
            _ruled_heading(sheet, title)
            sheet.write_block(text, 10.5, gap=1)


def draw_column(sheet: Sheet, person: dict, facts: dict) -> None:
    """Draw the layout with a coloured column for contact, skills and languages on the left."""
    sheet.set_fill_color(*sheet.accent)
    sheet.rect(0, 0, 66, 297, style="F")
    white, soft = (255, 255, 255), PALE
    sheet.set_margins(11, 20, 150)
    sheet.set_xy(11, 24)
    sheet.write_block(person["name"], 21, style="B", color=white, gap=8)
    sections = [("Contact", contact_lines(person, facts)), ("Skills", facts["skills"].split(", "))]
    sections.append(("Languages", facts.get("languages", "").split(", ")))
    if "personal" in facts:
        sections.append(("Personal", facts["personal"]))
    for title, lines in sections:
        sheet.write_block(_word(facts, title).upper(), 8.5, style="B", color=soft, gap=1.5)
        for line in lines:
            sheet.write_block(line, 9.5, color=white, gap=0.7)
        sheet.ln(7)
    sheet.set_margins(77, 20, 18)
    sheet.set_xy(77, 25)
    sheet.write_block(facts["profile"], 12, style="I", color=sheet.accent, gap=6)
    _draw_body(sheet, facts, _plain_heading)


def _draw_body(sheet: Sheet, facts: dict, heading) -> None:
    heading(sheet, _word(facts, "Experience"))
    for years, title, where, points in facts["jobs"]:
        sheet.write_block(title, 11.5, style="B", gap=0.3)
        sheet.write_block(f"{where}, {years}", 9.5, color=MUTED, gap=1.4)
        for point in points:
            sheet.write_bullet(point, 10.5)
        sheet.ln(3.2)
    heading(sheet, _word(facts, "Education"))
    for year, degree, where in facts["education"]:
        sheet.write_block(degree, 11, style="B", gap=0.3)
        sheet.write_block(f"{where}, {year}", 9.5, color=MUTED, gap=2.4)


def _word(facts: dict, title: str) -> str:
    """Return a heading in the language of a résumé."""
    return facts.get("words", {}).get(title, title)


def _ruled_heading(sheet: Sheet, title: str) -> None:
    sheet.ln(3)
    sheet.write_block(title, 12, style="B", color=sheet.accent, gap=0.8)
    sheet.set_draw_color(*sheet.accent)
    sheet.set_line_width(0.3)
    sheet.line(sheet.l_margin, sheet.get_y(), sheet.w - sheet.r_margin, sheet.get_y())
    sheet.ln(2.6)


def _plain_heading(sheet: Sheet, title: str) -> None:
    sheet.ln(2)
    sheet.write_block(title.upper(), 9.5, style="B", color=sheet.accent, gap=2.4)


def as_pdf(person: dict, facts: dict, number: int, fonts: Path) -> bytes:
    """Return a résumé as a PDF of one page."""
    sheet = Sheet(fonts, FAMILIES[facts["layout"]], ACCENTS[number % len(ACCENTS)])
    sheet.set_title(f"{person['name']}: résumé")
    sheet.set_author(person["name"])
    {"column": draw_column, "classic": draw_classic}[facts["layout"]](sheet, person, facts)
    if "hidden" in facts:
        sheet.write_block(facts["hidden"], 4, color=(255, 255, 255))
    data = bytes(sheet.output())
    return as_scan(data) if facts.get("is_scan") else data


def as_scan(data: bytes) -> bytes:
    """Return a PDF of one page as a scanner would have made it: a grey picture, a little askew, without text."""
    *_, picture = iter_pictures(data, "pdf", pages=range(1, 2))
    page = Image.open(BytesIO(picture.webp)).convert("L").rotate(0.4, Image.Resampling.BICUBIC, fillcolor=250)
    target = BytesIO()
    page.quantize(8).convert("L").save(target, "PNG", optimize=True)
    sheet = FPDF(format="A4")
    sheet.set_creation_date(MADE_AT)
    sheet.add_page()
    sheet.image(BytesIO(target.getvalue()), 0, 0, 210, 297)
    return bytes(sheet.output())


def as_lines(person: dict, facts: dict) -> list[str]:
    """Return a résumé as plain lines; those that begin a section are in capitals."""
    lines = [person["name"].upper(), *contact_lines(person, facts), "", facts["profile"], "", "EXPERIENCE"]
    for years, title, where, points in facts["jobs"]:
        lines += [f"{years}: {title}, {where}", *(f"  - {point}" for point in points)]
    lines += ["", "EDUCATION", *(f"{year}: {degree}, {where}" for year, degree, where in facts["education"])]
    lines += ["", "SKILLS", facts["skills"]]
    return [*lines, "", "LANGUAGES", facts["languages"]] if facts.get("languages") else lines


def as_docx(lines: list[str]) -> bytes:
    """Return lines as a Word document with nothing but its text part (ECMA-376, part 1, 11.3.10)."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body>'
        + "".join(_paragraph(line) for line in lines)
        + "</w:body></w:document>",
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, MADE_AT.timetuple()[:6])
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return target.getvalue()


def _paragraph(line: str) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if line.isupper() else ""
    return f'<w:p><w:r>{bold}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'


def draw_logo() -> bytes:
    """Return the logo as PNG: a ring of replicas with one link leading out of it, a Q."""
    scale = 4
    image = Image.new("RGBA", (256 * scale, 256 * scale))
    draw = ImageDraw.Draw(image)

    def box(x, y, radius):
        return [(x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale]

    draw.rounded_rectangle([0, 0, 256 * scale - 1, 256 * scale - 1], 56 * scale, fill=(*ACCENTS[0], 255))
    draw.ellipse(box(122, 122, 74), outline="white", width=20 * scale)
    draw.line([146 * scale, 146 * scale, 204 * scale, 204 * scale], fill="white", width=20 * scale)
    for x, y in ((122, 58), (58, 122), (122, 186), (186, 122), (204, 204)):
        draw.ellipse(box(x, y, 22), fill=(*ACCENTS[0], 255))
        draw.ellipse(box(x, y, 15), fill=(244, 190, 92, 255))
    target = BytesIO()
    image.resize((256, 256), Image.Resampling.LANCZOS).quantize(64).save(target, "PNG", optimize=True)
    return target.getvalue()


def thin_fonts(source: Path, target: Path) -> None:
    """Copy the fonts without their hinting, which makes up half of a small PDF and which no screen needs."""
    for name in (f"{family}-{suffix}.ttf" for family in FAMILIES.values() for suffix in STYLES.values()):
        options = subset.Options(hinting=False, layout_features=["kern"])
        font = subset.load_font(str(source / name), options)
        thinner = subset.Subsetter(options)
        thinner.populate(unicodes=range(0x20, 0x2200))
        thinner.subset(font)
        font.save(target / name)


def write_resumes(fonts: Path) -> None:
    """Write every résumé in the form that its name asks for."""
    known = tomllib.loads(Path(__file__).with_name("demo_resumes.toml").read_text(encoding="utf-8"))
    people = tomllib.loads((DEMO / "people.toml").read_text(encoding="utf-8"))["people"]
    for number, person in enumerate(each for each in people if "resume" in each):
        path = DEMO / "resumes" / person["resume"]
        facts = known[path.stem]
        if path.suffix == ".pdf":
            path.write_bytes(as_pdf(person, facts, number, fonts))
        elif path.suffix == ".docx":
            path.write_bytes(as_docx(as_lines(person, facts)))
        else:
            path.write_text("\n".join(as_lines(person, facts)) + "\n", encoding="utf-8")


def main() -> None:
    """Write every file."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    parser = argparse.ArgumentParser(description=__doc__)
    fonts = Path("/usr/share/fonts/truetype/liberation")
    parser.add_argument("--fonts", type=Path, default=fonts, help="folder of the Liberation fonts")
    with tempfile.TemporaryDirectory() as folder:
        thin_fonts(parser.parse_args().fonts, Path(folder))
        write_resumes(Path(folder))
    (DEMO / "logo.png").write_bytes(draw_logo())


if __name__ == "__main__":
    main()
