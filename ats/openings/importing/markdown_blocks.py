"""Markdown as blocks, by the tokens of markdown-it's block parser."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, Link
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.html_blocks import html_to_page
from ats.openings.importing.html_rows import Rows, settle
from ats.openings.importing.html_tables import Cell, Table, read_table
from ats.openings.importing.labels import read_label
from ats.openings.importing.text_blocks import text_to_blocks
from ats.openings.importing.titles import split_title

_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{0,500})(?: [^()\n]{0,200})?\)")
_AUTOLINK = re.compile(r"<(?P<target>(?:https?://|mailto:)?[^<>\s]{3,300})>")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<text>[^*_\n]{1,90}(?:\*\*|__)?):?(?:\*\*|__)?:?$")
# A bold title, and behind it on the same line where and how the work is done.
_BOLD_TITLE = re.compile(r"(?:\*\*|__)(?P<title>[^*_\n]{1,90})(?:\*\*|__) ?[—–|·,:-] ?[^\n]{1,140}$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_BREAK_TAG = re.compile(r"<br ?/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FRONT_MATTER = re.compile(r"---\n(?P<lines>(?:[^\n]*\n){0,40}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# What is between two rules is front matter only where each line of it could be YAML.
_MATTER_LINE = re.compile(r"[ \t]*(?:[\w.-]{1,60}:(?:[ \t].*)?|-[ \t].*|#.*|[ \t].*)?")

# Only the block rules: inline markup is taken off here, which keeps hostile emphasis from costing time.
_parser = MarkdownIt("commonmark").enable("table")
_parser.core.ruler.enableOnly(["normalize", "block"])


def markdown_to_blocks(text: str) -> list[Block]:
    """Turn Markdown into blocks; HTML inside it is read as HTML, a bold line of its own as a heading."""
    skipped = count_front_matter(text)
    reader = _TokenReader(skipped)
    for token in _parser.parse("\n".join(text.split("\n")[skipped:]) if skipped else text):
        reader.take(token)
    return settle(reader.blocks, "")


def count_front_matter(text: str) -> int:
    """Count the lines of front matter at the start of a page, with the rules around it."""
    front = _FRONT_MATTER.match(text)
    if front is None or not all(map(_MATTER_LINE.fullmatch, front["lines"].split("\n"))):
        return 0
    return front["lines"].count("\n") + 2


class _TokenReader:
    """Follow the tokens with the level of the open heading and the depth of the open lists."""

    def __init__(self, skipped_lines: int) -> None:
        self.blocks: list[Block | Rows] = []
        self._skipped = skipped_lines
        self._level = 0
        self._lists = 0
        self._fresh_item = False
        self._number, self._mark = 0, ""
        self._table: Table | None = None
        self._above = 0

    def take(self, token: Token) -> None:
        if token.type == "heading_open":
            self._level = int(token.tag[1])
        elif token.type == "heading_close":
            self._level = 0
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists -= 1
        elif token.type in ("table_open", "table_close"):
            self._end_table()
            self._table = Table() if token.type == "table_open" else None
        elif self._table is not None and token.type == "tr_open":
            self._table.rows.append([])
        elif self._table is not None and token.type in ("th_open", "td_open"):
            self._table.start_cell(Cell(is_head=token.type == "th_open"))
        elif token.type == "list_item_open":
            self._fresh_item = True
            self._number = int(token.info) if token.info.isdecimal() else 0
            self._mark = token.markup if self._number else ""
        else:
            self._take_content(token)

    def _take_content(self, token: Token) -> None:
        line = (token.map[0] + 1 if token.map else 0) + self._skipped
        if token.type == "inline":
            self._inline(token.content, line)
        elif token.type == "hr":
            self.blocks.append(Block(Kind.BREAK, "", line))
        elif token.type == "html_block":
            page = html_to_page(token.content)
            self.blocks.extend(replace(block, line=block.line + line - 1) for block in page.blocks)
        elif token.type in ("fence", "code_block"):
            self.blocks.extend(text_to_blocks(token.content, line))

    def _end_table(self) -> None:
        if self._table is not None:
            self.blocks += read_table(self._table, self._above + 1)

    def _inline(self, content: str, line: int) -> None:
        text, links = plain_inline(content)
        linked = len(links) == 1 and links[0].text == text
        if self._table is not None:
            if text:
                self._table.rows[-1][-1].blocks.append(Block(Kind.PARAGRAPH, text, line, links=links))
        elif self._level:
            self._above = self._above if read_label(text) else self._level
            self.blocks.append(Block(Kind.HEADING, text, line, self._level, links=links))
        elif self._lists:
            self._item(text, line, linked, links)
        else:
            self._paragraph(content, text, line, linked, links)

    def _item(self, text: str, line: int, linked: bool, links: tuple[Link, ...]) -> None:
        last = self.blocks[-1] if self.blocks and isinstance(self.blocks[-1], Block) else None
        if not self._fresh_item and last is not None and last.is_item and last.depth >= self._lists:
            # Said of the outer entry, below the list within it.
            self.blocks.append(
                Block(Kind.PARAGRAPH, text, line, depth=self._lists, linked=linked, links=links)
            )
        elif self._fresh_item or last is None or not last.is_item:
            self.blocks.append(
                Block(
                    Kind.ITEM,
                    text,
                    line,
                    depth=self._lists - 1,
                    linked=linked,
                    links=links,
                    number=self._number if self._fresh_item else 0,
                    mark=self._mark if self._fresh_item else "",
                )
            )
        else:
            joined = f"{last.text}\n{text}"
            self.blocks[-1] = replace(last, text=joined, linked=False, links=last.links + links)
        self._fresh_item = False

    def _paragraph(self, content: str, text: str, line: int, linked: bool, links: tuple[Link, ...]) -> None:
        first, _, rest = content.partition("\n")
        heading, facts = _split_bold(first.strip())
        if heading and not facts and read_fact_line(plain_inline(heading)[0]):
            heading = ""
        if heading:
            heading, heading_links = plain_inline(heading)
            self.blocks.append(Block(Kind.HEADING, heading, line, WEAK_LEVEL, links=heading_links))
            text, links = plain_inline(f"{facts}\n{rest}".strip())
            line += 0 if facts else 1
        if text:
            self.blocks.append(Block(Kind.PARAGRAPH, text, line, linked=linked, links=links))


def _split_bold(line: str) -> tuple[str, str]:
    """Return a bold line as a heading, or a bold title and the facts behind it; empty for any other line."""
    if _BOLD_LINE.match(line):
        return line, ""
    bold = _BOLD_TITLE.match(line)
    title, facts = split_title(plain_inline(line)[0]) if bold else ("", "")
    return (title, facts) if bold and title == bold["title"].strip() else ("", "")


def plain_inline(content: str) -> tuple[str, tuple[Link, ...]]:
    """Take links, emphasis, code marks and inline tags off a piece of Markdown: its text and its links."""
    links: list[Link] = []

    def keep_text(match: re.Match[str]) -> str:
        links.append(Link(_EMPHASIS.sub("", match["text"]).strip(), match["target"]))
        return match["text"]

    def keep_target(match: re.Match[str]) -> str:
        target = match["target"]
        if "@" not in target and "://" not in target:
            return match.group()
        links.append(Link(target, target))
        return target.removeprefix("mailto:")

    text = _AUTOLINK.sub(keep_target, _LINK.sub(keep_text, content))
    text = _TAG.sub("", _BREAK_TAG.sub("\n", text))
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)).strip(), tuple(links)
