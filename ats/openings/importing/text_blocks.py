"""Plain text as blocks: paragraphs by blank lines, typed bullets, underlined and decorated headings."""

import re

from ats.openings.importing.blocks import (
    WEAK_LEVEL,
    Block,
    Kind,
    bullet_of,
    number_and_mark,
    without_pictures,
)
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.tight_text import paragraph_starts

_RULE = re.compile(r"\s*([=\-~_*#\u2014\u2500\u2550])\1{2,}\s*$")
# What stands above the signature of a mail.
_SIGNATURE = re.compile(r"(-)- ?")
# What is set apart by many blanks behind words, as a place at the right margin is.
_COLUMN = re.compile(r"(?:(?<=[^\s:.,;\-*\u2022\u2013)])|(?<=[^\W\d_]\)))[ \xa0]{4,}(?=[^\W\d_])")
# A line between stars, as a mail has it in place of a bold one.
_STARRED = re.compile(r"\s*([*_]{1,2})(?P<text>[^\s*_][^*_]{1,88}[^\s*_.,;])\1:?")
_DECORATED = re.compile(r"\s*([=*#~\-+>])\1{1,}\s*(?P<text>[^\s=*#~\-+>].{0,100}?)\s*\1{2,}\s*$")
_MAX_HEADING = 100
_TAB_WIDTH = 4
_WRAPPED = 60


class _TextReader:
    """Gather lines into blocks; holds the paragraph or item that is still growing."""

    def __init__(self, first_line: int) -> None:
        self.blocks: list[Block] = []
        self._lines: list[str] = []
        self._start = 0
        self._indent: int | None = None
        self._mark = ""
        self._text_column = 0
        self._gap = False
        self._line = first_line - 1
        self._underlines: list[str] = []
        self._indents: list[int] = []

    def take(self, raw: str) -> None:
        self._line += 1
        line = _cleaned(raw)
        rule = _RULE.match(line) or _SIGNATURE.fullmatch(raw)
        bullet = None if rule else bullet_of(line)
        if not line.strip():
            self._gap = True
            if self._indent is None:
                self.flush()
        elif rule is not None:
            self._rule(rule[1])
        elif bullet is not None:
            self._bullet(line, bullet)
        else:
            self._text(line)

    def flush(self) -> None:
        if not self._lines:
            return
        text = "\n".join(self._lines)
        if self._indent is None:
            self.blocks.append(Block(Kind.PARAGRAPH, text, self._start))
        else:
            number, mark = number_and_mark(self._mark)
            depth = self._depth(self._indent)
            self.blocks.append(Block(Kind.ITEM, text, self._start, depth=depth, number=number, mark=mark))
        self._lines, self._indent = [], None

    def _rule(self, mark: str) -> None:
        """Read a rule as the underline of the one line above it, else as a break."""
        underlines = len(self._lines) == 1 and self._indent is None and len(self._lines[0]) <= _MAX_HEADING
        if underlines and not _is_no_heading(self._lines[0].rstrip()):
            self._heading(self._lines.pop().strip(), mark, self._start)
        else:
            self.flush()
            self.blocks.append(Block(Kind.BREAK, "", self._line))
        self._gap = False

    def _heading(self, text: str, mark: str, line: int) -> None:
        if mark not in self._underlines:
            self._underlines.append(mark)
        level = min(self._underlines.index(mark) + 1, 6)
        self.blocks.append(Block(Kind.HEADING, text, line, level))
        self._indents = []

    def _bullet(self, line: str, match: re.Match[str]) -> None:
        self.flush()
        self._lines, self._start = [line[match.end() :].strip()], self._line
        self._indent, self._text_column, self._gap = len(match["indent"]), match.end(), False
        self._mark = match["mark"]

    def _text(self, line: str) -> None:
        decorated = _DECORATED.match(line)
        starred = _STARRED.fullmatch(line)
        if starred is not None:
            self.flush()
            self.blocks.append(Block(Kind.HEADING, starred["text"], self._line, WEAK_LEVEL))
        elif decorated is not None:
            self.flush()
            self._heading(decorated["text"], decorated[1] * 2, self._line)
        elif self._indent is not None and not self._continues(line):
            self.flush()
            self._begin(line)
        elif self._lines:
            self._lines.append(line.strip())
        else:
            self._begin(line)
        self._gap = False

    def _begin(self, line: str) -> None:
        if self._blocks_since_list():
            self._indents = []
        self._lines, self._start = [line.strip()], self._line

    def _blocks_since_list(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind is not Kind.ITEM

    def _continues(self, line: str) -> bool:
        """Say whether a line without a bullet belongs to the item above it: indented, or wrapped."""
        indent = len(line) - len(line.lstrip())
        if indent > (self._indent or 0):
            return not self._gap or indent >= self._text_column
        wrapped = len(self._lines[-1]) + self._text_column > _WRAPPED and not self._lines[-1].endswith(
            (".", ":", "!", "?")
        )
        return not self._gap and (line.lstrip()[:1].islower() or wrapped)

    def _depth(self, indent: int) -> int:
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        return len(self._indents) - 1


def _cleaned(raw: str) -> str:
    """Write columns apart with a bar, and leave out pictures and blanks at the end."""
    return without_pictures(_COLUMN.sub(" | ", raw.expandtabs(_TAB_WIDTH)).rstrip())


def _is_no_heading(line: str) -> bool:
    """Say whether the rule below a line parts it from what follows: it is a sentence, or a fact with its name."""
    return line.endswith((".", ",", ";")) or (":" in line and read_fact_line(line) is not None)


def text_to_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Turn plain text into blocks; the lines are numbered from `first_line`."""
    reader = _TextReader(first_line)
    lines = text.split("\n")
    starts = paragraph_starts(list(map(_cleaned, lines)))
    for index, line in enumerate(lines):
        if index in starts:
            reader.flush()
        reader.take(line)
    reader.flush()
    return reader.blocks
