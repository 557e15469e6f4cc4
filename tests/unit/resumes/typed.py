"""Typed résumés for tests: a text in which a few marks stand for typography becomes lines as a reader gives them."""

from ats.resumes.text import Line, Piece, TextRead

_SIZES = {"^": 16.0, "!": 10.0, "_": 10.0}
WIDTH, HEIGHT, LEFT = 5.0, 12.0, 40.0


def typed(text: str, *, placed: bool = False) -> TextRead:
    """Make lines of a typed text. A line that begins with ``^`` is large, with ``!`` bold, with ``_`` italic.

    ``placed`` gives every line a box: five points for a character, twelve for a line, a blank line one line more.
    Tabs divide pieces.
    """
    lines: list[Line] = []
    start, block = 0, 0
    for number, raw in enumerate(text.strip("\n").split("\n")):
        if not raw.strip():
            block += 1
            continue
        indent = len(raw) - len(raw.lstrip(" "))
        mark = raw.strip()[:1] if raw.strip()[:1] in _SIZES else ""
        content = raw.strip().removeprefix(mark)
        lines.append(_line(content, start, block, mark, (indent, number) if placed else None))
        start += len(content) + 1
    return TextRead("pdf" if placed else "txt", tuple(lines))


def _line(content: str, start: int, block: int, mark: str, place: tuple[int, int] | None) -> Line:
    size, bold, italic = _SIZES.get(mark, 10.0), mark in ("^", "!"), mark == "_"
    pieces, at = [], 0
    for text in content.split("\t"):
        box = None
        if place:
            x, y = LEFT + WIDTH * (place[0] + at * 2), HEIGHT * place[1]
            box = (x, y, x + WIDTH * len(text), y + HEIGHT - 2)
        pieces.append(Piece(text, at, box, size, bold, italic))
        at += len(text) + 1
    box = pieces[0].box and (*pieces[0].box[:2], *pieces[-1].box[2:])
    page = 1 if place else 0
    return Line(content, start, page, box, block, 0, "body", 0, size, bold, italic, None, tuple(pieces))
