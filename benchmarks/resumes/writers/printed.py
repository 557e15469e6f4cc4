"""Sheets as the PDF that Chromium prints of their web page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium

from benchmarks.resumes.sheet import Sheet
from benchmarks.resumes.writers.web import Theme, write_html

_SCALES = (1.0, 0.85, 0.7, 0.55)


@contextmanager
def open_printer(browser: str) -> Iterator[Any]:
    """A page of Chromium, whose path is given."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        yield chromium.new_page()
        chromium.close()


def print_sheet(page: Any, sheet: Sheet, theme: Theme, *, on_one_page: bool = False) -> bytes:
    """The sheet as PDF; `on_one_page` prints it smaller where it would fill two."""
    page.set_content(write_html(sheet, theme))
    lines, printed = _running_lines(sheet), b""
    for scale in _SCALES:
        printed = page.pdf(prefer_css_page_size=True, print_background=True, scale=scale, **lines)
        if not on_one_page or len(pdfium.PdfDocument(printed)) == 1:
            return printed
    return printed


def _running_lines(sheet: Sheet) -> dict[str, Any]:
    """What stands in the head and foot of every page of longer documents."""
    if not sheet.page_line:
        return {}
    look = '<div style="font-size:8px;width:100%;padding:0 14mm;text-align:right">'
    foot = sheet.page_line.format(n='<span class="pageNumber"></span>')
    return {
        "display_header_footer": True,
        "header_template": f"{look}{sheet.person.name}</div>",
        "footer_template": f"{look}{foot}</div>",
    }
