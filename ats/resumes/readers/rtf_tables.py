"""The tables at the beginning of an RTF file: its fonts, colours and styles, as far as text depends on them."""

import re
from dataclasses import dataclass, field

from ats.resumes.readers.rtf_words import SYMBOL_CHARSET, charset_encoding

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LONGEST_NAME = 100


@dataclass(slots=True)
class Tables:
    """What is known so far. ``style`` is the number of the one that is being described, ``rgb`` parts of a colour."""

    rgb: dict[str, int] = field(default_factory=dict)
    style: int = 0
    _font: int = 0
    _fonts: dict[int, tuple[str | None, bool]] = field(default_factory=dict)
    _colours: list[int | None] = field(default_factory=list)
    _names: dict[int, str] = field(default_factory=dict)

    def font(self, number: int) -> tuple[str | None, bool]:
        """Return the codec of a font and whether it holds symbols; what follows in the table is about it."""
        self._font = number
        return self._fonts.get(number, (None, False))

    def set_charset(self, number: int | None) -> None:
        """Take the character set of the font that is being described."""
        self._fonts[self._font] = (charset_encoding(number), number == SYMBOL_CHARSET)

    def end_colours(self, count: int) -> None:
        """End so many colours, the first of them with the parts that were described."""
        for _ in range(count):
            rgb, self.rgb = self.rgb, {}
            mixed = rgb.get("red", 0) << 16 | rgb.get("green", 0) << 8 | rgb.get("blue", 0)
            self._colours.append(mixed if rgb else None)

    def colour(self, number: int) -> int | None:
        """Return a colour; None for the one that is used where none is set."""
        return self._colours[number] if 0 <= number < len(self._colours) else None

    def name_style(self, text: str) -> None:
        """Take more of the name of the style that is being described."""
        self._names[self.style] = (self._names.get(self.style, "") + text)[:_LONGEST_NAME]

    def paragraphs_of(self, number: int) -> tuple[int, bool]:
        """Return the level of headings of a style, 0 for others, and whether its paragraphs are items of a list."""
        name = self._names.get(number, "").strip(" ;").lower()
        heading = _HEADING.search(name)
        level = int(heading[1]) if heading and not name.endswith("char;") else int(name == "title")
        return level, name.startswith(("list bullet", "list number"))
