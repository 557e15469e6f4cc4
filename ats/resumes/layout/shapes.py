"""The shapes that layout works in: glyphs become words, words segments of a line, segments rows in reading order.

All coordinates are points in an upright frame: x to the right, y downwards, text reading from left to right.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks: size in points (of the em), weight, slope and colour (0xRRGGBB, None if unknown)."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: int | None = None


class Glyph(NamedTuple):
    """One character that a content stream draws: horizontal extent by its advance width, and its baseline."""

    char: str
    x0: float
    x1: float
    base: float
    ink: Ink


@dataclass(slots=True)
class Word:
    """Characters without a space. ``glued`` says that no space parts it from the word before on its line."""

    text: str
    x0: float
    x1: float
    base: float
    ink: Ink
    glued: bool = False
    spaced: bool = False
    """A space character, not merely a gap, stands before the word."""
    tracking: float = 0.0
    """How far its letters are set apart, in points, if that is more than usual."""


@dataclass(slots=True)
class Segment:
    """Words of one line that no wide gap parts."""

    words: list[Word]
    set_off: bool = False
    """It is set off from what stands before it on its line, however near that is."""
    x0: float = field(init=False)
    x1: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        """Take the measures from the words; the largest one rules."""
        largest = max(self.words, key=lambda word: word.ink.size)
        self.x0 = min(word.x0 for word in self.words)
        self.x1 = max(word.x1 for word in self.words)
        self.base, self.size = largest.base, largest.ink.size
        self.top, self.bottom = self.base - ASCENT * self.size, self.base + DESCENT * self.size

    @property
    def text(self) -> str:
        """The words as they stand, with one space wherever there is any."""
        return "".join(
            word.text if word.glued or not at else f" {word.text}" for at, word in enumerate(self.words)
        )


@dataclass(slots=True)
class Row:
    """Segments that are read as one line, a wide gap between each; rows of one ``block`` belong together."""

    segments: list[Segment]
    block: int = 0
    column: int = 0


ASCENT = 0.72
"""How far a line reaches above its baseline, in em; what most fonts' capitals measure."""
DESCENT = 0.22


def median(values: Iterable[float]) -> float:
    """Return the middle one of some numbers, or the mean of the middle two; of a few, much faster than `statistics`."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
