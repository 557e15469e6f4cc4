"""The groups of an RTF file: what holds between an opening and its closing brace."""

from dataclasses import dataclass
from typing import NamedTuple

from ats.resumes.readers.drafts import PLAIN, Style
from ats.resumes.readers.rtf_streams import Stream

_AWAY = 15_840  # twips, eleven inches: further to the side than sheets of paper reach


@dataclass(slots=True)
class Field:
    """A field: what it says to do, and the link that its result carries because of it."""

    instruction: str = ""
    target: str | None = None


class Group(NamedTuple):
    """What holds within one group: where its text goes, and how it looks.

    ``narrow`` says that its characters are squeezed until nobody can read them; ``left`` and ``first`` are the indents
    of the paragraph and of its first line, in twips.
    """

    place: str = "text"  # text, skip, fonts, colours, styles or instruction
    style: Style = PLAIN
    colour: int = 0
    encoding: str | None = None
    symbols: bool = False
    after_unicode: int = 1  # characters that stand in for one \u and are to be skipped
    field: Field | None = None
    stream: Stream | None = None
    narrow: bool = False
    left: int = 0
    first: int = 0

    def shown(self) -> Style:
        """Return the look of text where it stands: moved off the page by its indents, or squeezed, nobody sees it."""
        if self.style.hidden or not (self.narrow or self.left or self.first):
            return self.style
        if max(abs(self.left), abs(self.left + self.first)) > _AWAY:
            return self.style._replace(hidden="off the page")
        return self.style._replace(hidden="squeezed") if self.narrow else self.style
