"""Joins what was read of a file piece by piece."""

from collections.abc import Iterable
from dataclasses import replace

from ats.resumes.text import Line, TextRead

_NO_TEXT = "holds no text"
_ONLY_PICTURES = "holds no text, only pictures of it"
_ORDER = {"read": 0, "partly": 1, "unread": 2}


def join_parts(parts: Iterable[TextRead], kind: str = "pdf") -> TextRead:
    """Put parts together as if they had been read at once; a part that says "partly" or "unread" rules the whole."""
    lines: list[Line] = []
    hidden, flags, pages, needs_ocr = [], [], [], []
    whole = TextRead(kind)
    start = block = 0
    for part in parts:
        lines += [line.moved(start, block) for line in part.lines] if start or block else part.lines
        if part.lines:
            start, block = (
                lines[-1].end + 1,
                max(block, *(line.block + 1 for line in lines[-len(part.lines) :])),
            )
        hidden += part.hidden
        flags += [flag for flag in part.flags if flag not in flags]
        pages += part.pages
        needs_ocr += part.needs_ocr
        worse = part if _ORDER[part.state] > _ORDER[whole.state] else whole
        whole = replace(worse, kind=part.kind, page_count=max(part.page_count, whole.page_count))
    if not lines and whole.state == "read":
        whole = replace(whole, state="unread", why=_ONLY_PICTURES if needs_ocr else _NO_TEXT)
    return replace(
        whole,
        lines=tuple(lines),
        hidden=tuple(hidden),
        flags=tuple(flags),
        pages=tuple(pages),
        needs_ocr=tuple(needs_ocr),
    )
