"""Lines recognised in pictures: their sizes, which wobble from line to line, made steady."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ats.resumes.text import Line

_WOBBLE = 0.16  # of the commonest size; a heading is larger by more than that


def steady(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give lines whose size is nearly the commonest one exactly that size; only where nothing tells real sizes.

    Recognition of characters knows neither colours nor weights: a text without either was recognised.
    """
    written = [line for line in lines if line.box is not None and line.size > 0]
    if not written or any(line.bold or line.italic or line.colour is not None for line in written):
        return tuple(lines)
    amount: Counter[float] = Counter()
    for line in written:
        amount[line.size] += len(line.text)
    common = max(amount, key=lambda size: (amount[size], size))
    return tuple(_steadied(line, common) for line in lines)


def _steadied(line: Line, common: float) -> Line:
    pieces = tuple(replace(piece, size=_nearest(piece.size, common)) for piece in line.pieces)
    return replace(line, size=_nearest(line.size, common), pieces=pieces)


def _nearest(size: float, common: float) -> float:
    return common if abs(size - common) <= _WOBBLE * common else size
