"""Sheets as HTML with the look of a theme: columns, headings, icons and places of dates by CSS."""

import io
from base64 import b64encode
from dataclasses import dataclass
from html import escape

from PIL import Image, ImageDraw

from benchmarks.resumes.sheet import Cell, Row, Section, Sheet

BASE = """
@page{size:A4;margin:14mm} *{box-sizing:border-box} body{margin:0;font-size:10.5pt;line-height:1.35}
h1{margin:0} ul{margin:2px 0 6px;padding-left:16px} .split{display:flex;justify-content:space-between;gap:12px}
.margin{display:grid;grid-template-columns:44mm 1fr;gap:8px} .strong{font-weight:700} .soft{font-style:italic}
img.photo{width:32mm;height:40mm;float:right}
a{color:inherit;text-decoration:none} section{margin-bottom:10px} .contact div{display:block}
"""
ICONS = {"address": "⌂", "phone": "✆", "mail": "✉"}
LABELS = {"address": "", "phone": "T ", "mail": "E "}


def _portrait() -> str:
    picture = Image.new("RGB", (96, 120), "#b8c4cc")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((28, 18, 68, 66), fill="#e0b899")
    draw.ellipse((8, 74, 88, 170), fill="#3a4a5a")
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return f"data:image/png;base64,{b64encode(packed.getvalue()).decode()}"


PHOTO = _portrait()


@dataclass(frozen=True)
class Theme:
    """A look: how entries are arranged, the skeleton that the writer of its medium knows, and the CSS of web pages."""

    name: str
    family: int
    arrangement: str
    skeleton: str = "single"
    medium: str = "web"  # "web", "docx", "odt", "rtf" or "drawn"
    lead: str = "none"  # "none", "icons" or "labels"
    css: str = ""
    options: frozenset[str] = frozenset()


def write_html(sheet: Sheet, theme: Theme) -> str:
    """One HTML page of the sheet."""
    side, main = _share(sheet, theme.skeleton)
    head = _head(sheet, theme.lead, "photo" in theme.options)
    aside = f"<aside>{''.join(map(_section, side))}</aside>" if side else ""
    body = f"<main>{''.join(map(_section, main))}</main>"
    columns = body + aside if theme.skeleton == "right" else aside + body
    return (
        f'<!doctype html><html lang="{sheet.person.language}"><head><meta charset="utf-8">'
        f"<title>CV</title><style>{BASE}{_columns(theme.skeleton)}{theme.css}</style></head>"
        f'<body>{head}<div class="columns">{columns}</div></body></html>'
    )


def _columns(skeleton: str) -> str:
    widths = {"left": "52mm 1fr", "right": "1fr 52mm"}.get(skeleton)
    return f".columns{{display:grid;grid-template-columns:{widths};gap:9mm}}" if widths else ""


def _share(sheet: Sheet, skeleton: str) -> tuple[list[Section], list[Section]]:
    if skeleton not in ("left", "right"):
        return [], list(sheet.sections)
    side = [section for section in sheet.sections if section.key in ("skills", "languages")]
    return side, [section for section in sheet.sections if section not in side]


def _head(sheet: Sheet, lead: str, with_photo: bool) -> str:
    signs = {"icons": ICONS, "labels": LABELS}.get(lead, {})
    lines = [f"<div>{signs.get(key, '')} {escape(value)}</div>" for key, value in sheet.contact]
    lines += [f'<div><a href="{escape(link)}">{escape(shown)}</a></div>' for shown, link in sheet.links]
    lines += [f"<div>{escape(text)}</div>" for text in sheet.personal]
    photo = f'<img class="photo" alt="" src="{PHOTO}">' if with_photo else ""
    headline = f'<p class="headline">{escape(sheet.headline)}</p>' if sheet.headline else ""
    name = f"<h1>{escape(sheet.person.name)}</h1>"
    return f'<header>{photo}<div>{name}{headline}</div><div class="contact">{"".join(lines)}</div></header>'


def _section(section: Section) -> str:
    return f"<section><h2>{escape(section.heading)}</h2>{_rows(section.rows)}</section>"


def _rows(rows: tuple[Row, ...]) -> str:
    parts, bullets = [], []
    for row in (*rows, None):
        if row is not None and row.kind == "bullet":
            bullets.append(f"<li>{_cells(row.cells)}</li>")
            continue
        if bullets:
            parts.append(f"<ul>{''.join(bullets)}</ul>")
            bullets = []
        if row is not None:
            parts.append(_row(row))
    return "".join(parts)


def _row(row: Row) -> str:
    if row.kind in ("split", "margin"):
        first, rest = row.cells[0], row.cells[1:]
        return f'<div class="{row.kind}"><div>{_cells((first,))}</div><div>{_cells(rest)}</div></div>'
    return f'<div class="line">{_cells(row.cells)}</div>'


def _cells(cells: tuple[Cell, ...]) -> str:
    return "".join(f'<span class="{cell.part}">{escape(cell.text)}</span>' for cell in cells)
