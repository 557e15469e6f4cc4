"""What a line looks like: size, weight, capitals, colour; and whether it stands out from plain text."""

from typing import NamedTuple

from ats.resumes.text import Line


class Look(NamedTuple):
    """The typography of a line. ``size`` is in half points, ``level`` above 0 for a heading of the format."""

    size: int
    bold: bool
    italic: bool
    capitals: bool
    colour: int | None
    level: int


def look_of(line: Line) -> Look:
    """Tell the look of a line; lines of one look were set with one style."""
    level = max(line.level, 1) if line.kind == "heading" else 0
    capitals = _is_in_capitals(line.text)
    return Look(round(line.size * 2), line.bold, line.italic, capitals, line.colour, level)


def _is_in_capitals(text: str) -> bool:
    if not text.isupper():
        return False
    letters = 0
    for char in text:  # letters without a case are no capitals
        if char.isalpha():
            if not char.isupper():
                return False
            letters += 1
    return letters > 1


def stands_out(look: Look, plain: Look) -> bool:
    """Say whether a look sets a line off from plain text: larger, bold, capitals, another colour, or a heading."""
    return (
        look.level > 0
        or look.size > plain.size
        or (look.bold and not plain.bold)
        or (look.capitals and not plain.capitals)
        or (look.colour != plain.colour and look.size >= plain.size)
    )
