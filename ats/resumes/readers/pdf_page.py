"""A PDF page's own coordinates, and how they turn into places on the page as shown."""

from ctypes import byref
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from ats.resumes.text import Box, PageSize


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's own coordinates: its box in user space, and how many quarter turns clockwise it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> PageSize:
        """The page's size as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return PageSize(height, width) if self.turns % 2 else PageSize(width, height)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Turn a place in user space into points from the upper left corner of the page as shown."""
        match self.turns:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def shown_box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Turn a rectangle in user space into a box on the page as shown."""
        (ax, ay), (bx, by) = self.shown(x0, y0), self.shown(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def get_sheet(page: object) -> Sheet:
    """Return the coordinates of a loaded page."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, byref(rect))
    return Sheet(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page) % 4)
