"""Turns boxes by quarters: between the page as shown and the frame in which its text is upright.

``turns`` is how many quarters clockwise the text is turned on the page as shown, ``page`` the size of that page.
"""

from ats.resumes.text import Box, PageSize


def upright(box: Box, turns: int, page: PageSize) -> Box:
    """Turn a box on the page as shown into the frame in which its text is upright."""
    x0, y0, x1, y1 = box
    match turns:
        case 0:
            return box
        case 1:
            return y0, page.width - x1, y1, page.width - x0
        case 2:
            return page.width - x1, page.height - y1, page.width - x0, page.height - y0
        case _:
            return page.height - y1, x0, page.height - y0, x1


def as_shown(box: Box, turns: int, page: PageSize) -> Box:
    """Undo ``upright``."""
    x0, y0, x1, y1 = box
    match turns:
        case 0:
            return box
        case 1:
            return page.width - y1, x0, page.width - y0, x1
        case 2:
            return page.width - x1, page.height - y1, page.width - x0, page.height - y0
        case _:
            return y0, page.height - x1, y1, page.height - x0
