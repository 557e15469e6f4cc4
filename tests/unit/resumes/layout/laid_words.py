"""Pages for tests of layout, given as lines of text with the place of each."""

from ats.resumes.layout import Ink, Word, make_lines, read_in_order
from ats.resumes.text import Line

EM = 0.5  # em: how wide a letter is taken to be


def put(x: float, y: float, text: str, size: float = 10.0, bold: bool = False) -> list[Word]:
    """Return the words of a line that begins at ``x`` and has its baseline at ``y``."""
    ink, words = Ink(size, bold), []
    for at, part in enumerate(text.split(" ")):
        end = x + EM * size * len(part)
        words.append(Word(part, x, end, y, ink, spaced=at > 0))
        x = end + EM * size / 2
    return words


def put_right(x1: float, y: float, text: str, size: float = 10.0) -> list[Word]:
    """The same, ending at ``x1``."""
    words = put(0, y, text, size)
    shift = x1 - words[-1].x1
    for word in words:
        word.x0, word.x1 = word.x0 + shift, word.x1 + shift
    return words


def column(x: float, y: float, lines: list[str], leading: float = 13.0) -> list[Word]:
    """Return lines below each other; an empty one leaves room, one that begins with # is bold."""
    words = []
    for line in lines:
        if line:
            words += put(x, y, line.removeprefix("#"), bold=line.startswith("#"))
        y += leading
    return words


def read(*groups: list[Word]) -> list[Line]:
    """Lay out the groups as one page."""
    return make_lines(read_in_order([word for group in groups for word in group]), page=1)


def texts(*groups: list[Word]) -> list[str]:
    """Return what the lines say."""
    return [line.text for line in read(*groups)]
