"""Lines recognised in pictures: their sizes, which wobble from line to line, made steady, and how sure they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ats.resumes.profile import Source
from ats.resumes.text import Line

_WOBBLE = 0.16  # of the commonest size; a heading is larger by more than that
_CLEAR = 0.85  # from here on what was recognised is right as often as what was printed
_DOUBT = 0.7  # of how sure the rest is said to be: half of it holds a misread character or stands elsewhere


def doubted(sources: dict[str, Source]) -> dict[str, Source]:
    """Be less sure of what was not clear even before it was recognised in a picture."""
    return {
        pointer: source
        if source.confidence >= _CLEAR
        else replace(source, confidence=round(source.confidence * _DOUBT, 3))
        for pointer, source in sources.items()
    }


def is_recognised(lines: Sequence[Line]) -> bool:
    """Tell lines of a picture: recognition of characters knows neither colours nor weights."""
    written = [line for line in lines if line.box is not None and line.size > 0]
    return bool(written) and not any(line.bold or line.italic or line.colour is not None for line in written)


def steady(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give lines whose size is nearly the commonest one exactly that size; only where nothing tells real sizes."""
    if not is_recognised(lines):
        return tuple(lines)
    amount: Counter[float] = Counter()
    for line in lines:
        if line.box is not None and line.size > 0:
            amount[line.size] += len(line.text)
    common = max(amount, key=lambda size: (amount[size], size))
    return tuple(_steadied(line, common) for line in lines)


def _steadied(line: Line, common: float) -> Line:
    pieces = tuple(replace(piece, size=_nearest(piece.size, common)) for piece in line.pieces)
    return replace(line, size=_nearest(line.size, common), pieces=pieces)


def _nearest(size: float, common: float) -> float:
    return common if abs(size - common) <= _WOBBLE * common else size
