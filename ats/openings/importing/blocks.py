"""The list of blocks that every format is turned into before its structure is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

MAX_BLOCKS = 20_000
# Headings that the format itself does not mark: a bold line, a summary, a short line in plain text.
WEAK_LEVEL = 7


class Kind(StrEnum):
    """What a block is; a break is a rule or a piece of furniture that ends what stood before it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a block: its text and where it leads."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or list item.

    `text` keeps the page's own line ends as newlines, `line` counts from 1 (0: unknown), `level` is 1-6 for
    marked headings and WEAK_LEVEL for inferred ones, `depth` is the nesting of an item from 0, and of a paragraph
    that an outer entry goes on with, from 1; `linked` says that all of the text is one link. An item that is
    numbered has its `number`, and as `mark` what is written around it, such as ".". A heading that the page itself
    says to be the title of an opening ("Position: Cook") `is_title`.
    """

    kind: Kind
    text: str
    line: int = 0
    level: int = 0
    depth: int = 0
    linked: bool = False
    links: tuple[Link, ...] = ()
    number: int = 0
    mark: str = ""
    is_title: bool = False

    @property
    def flat(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text that are not empty, each with single blanks between its words."""
        return tuple(" ".join(line.split()) for line in self.text.split("\n") if line.strip())

    @property
    def is_heading(self) -> bool:
        return self.kind is Kind.HEADING

    @property
    def is_item(self) -> bool:
        return self.kind is Kind.ITEM

    @property
    def is_paragraph(self) -> bool:
        return self.kind is Kind.PARAGRAPH


BULLET = re.compile(
    r"(?P<indent>[ \t\xa0]*)(?P<mark>[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1\u2043"
    r"\u00b7\u2219\u25ba\u25b6\u25b8\u25c6\u25c7\u2666\u2605\u2756\u2794\u279c\u27a2\u27a4\u2192\u203a\u2611\u2713"
    r"\u2714\uf0a7\uf0b7]"
    r"[ \t\xa0]*|[-*+\u2013\u2014][ \t\xa0]+|o[ \t\xa0]{2,}|\(?\d{1,2}[.)][ \t\xa0]+|\(?[a-z]\)[ "
    r"\t\xa0]+)(?=\S)"
)
# Pictures that somebody set before a heading or an entry; but for a pin they say nothing that the words do not.
_PICTURE = (
    r"[\U0001f000-\U0001faff\u2600-\u2604\u2614-\u265f\u2705\u23e9-\u23fa\u2795-\u2797\u2b50\u200d\ufe0f]"
)
_PICTURES = re.compile(rf"^(?P<indent>\s*){_PICTURE}+\s+(?=\S)")
_PICTURES_WITHIN = re.compile(rf"\s{{1,8}}{_PICTURE}{{1,8}}\s")
_PIN, _PLACE = "\U0001f4cd", "Place: "
_COPYRIGHT = re.compile(r"\s*\(c\) *(?:copyright|\d{4})", re.IGNORECASE)
CIRCLE = re.compile(r"[ \t\xa0]*o[ \t\xa0]+(?=[^\W_a-zß-ÿ])")


def bullet_of(line: str) -> re.Match[str] | None:
    """Match a bullet or a number at the start of a line; "(c) 2026" is none."""
    return None if _COPYRIGHT.match(line) else BULLET.match(line)


def number_and_mark(bullet: str) -> tuple[int, str]:
    """Return the number that a bullet is, and what is written around it; (0, "") for one that is no number."""
    number = re.sub(r"\D", "", bullet)
    return (int(number), re.sub(r"[\d\s]", "", bullet)) if number else (0, "")


def without_pictures(line: str, *, is_heading: bool = False) -> str:
    """Leave out pictures before the words of a line, and then within it; a pin says that a place follows."""
    pictures = _PICTURES.match(line)
    if pictures is None:
        return line
    rest = _PICTURES_WITHIN.sub(" ", line[pictures.end() :])
    is_place = _PIN in pictures.group() and ":" not in rest and not is_heading
    return f"{pictures['indent']}{_PLACE if is_place else ''}{rest}"


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """Drop empty blocks and pictures before words, and turn bullets typed inside paragraphs into items."""
    tidied: list[Block] = []
    for block in map(_plain, blocks):
        if block.kind is Kind.BREAK:
            tidied.append(block)
        elif block.flat:
            tidied.extend(_split_typed_bullets(block) if block.is_paragraph else [_without_mark(block)])
    return tidied


def _plain(block: Block) -> Block:
    if block.text.isascii():
        return block
    lines = (without_pictures(line, is_heading=block.is_heading) for line in block.text.split("\n"))
    return replace(block, text="\n".join(lines))


def _without_mark(block: Block) -> Block:
    """Strip a bullet that a list item shows once more in its text."""
    match = BULLET.match(block.text) if block.is_item else None
    if match is None or match["mark"].strip()[:1].isalnum() or match["mark"].startswith("("):
        return block
    return replace(block, text=block.text[match.end() :])


def _split_typed_bullets(block: Block) -> list[Block]:
    lines = block.text.split("\n")
    # An "o" with one blank behind it is a bullet where several lines have it; one may be a word.
    bullet = _typed_circle if sum(1 for line in lines if _typed_circle(line)) > 1 else _typed_bullet
    if not any(bullet(line) for line in lines):
        return [block]
    parts: list[Block] = []
    for offset, line in enumerate(lines):
        match = bullet(line)
        if match is not None:
            parts.append(Block(Kind.ITEM, line[match.end() :], block.line + offset, links=block.links))
        elif parts:
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text}\n{line}")
        else:
            parts.append(replace(block, text=line, line=block.line + offset))
    return [part for part in parts if part.flat]


def _typed_circle(line: str) -> re.Match[str] | None:
    return CIRCLE.match(line)


def _typed_bullet(line: str) -> re.Match[str] | None:
    """Match a bullet character at the start of a line; a number needs no list to start a sentence."""
    match = BULLET.match(line)
    if match is None or match["mark"].strip()[:1].isalnum() or match["mark"].startswith("("):
        return None
    return match
