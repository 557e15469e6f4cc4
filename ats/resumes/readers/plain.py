"""Reads plain text: which encoding it is in, and what its typists use for headings, lists and columns."""

import re
from collections.abc import Iterator

from ats.resumes.readers.drafts import PLAIN, Draft, Run, Style, finish
from ats.resumes.readers.encodings import decode
from ats.resumes.text import TextRead

_RULE = re.compile(r"[ \t]*([-=_~*#+—–─═•.])(?:[ \t]?\1){2,}[ \t]*")
_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*")
_BOLD_LINE = re.compile(r"[ \t]*(\*\*|__)(?=\S)((?:(?!\1).)+)\1(:?)[ \t]*")
_BULLET = re.compile(r"([ \t]*)(?:[-*+•◦▪‣·●○■□–—]|o(?=[ \t]{1,4}\S))[ \t]+(?=\S)(?!(?:19|20)\d\d[ \t]*$)")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*\*|__)(?=\S)(?P<strong>[^*_\n]{1,200})(?<=\S)\1(?![\w*])"
    r"|(?<![\w*])([*_])(?=[^\s*_])(?P<soft>[^*_\n]{1,200})(?<=\S)\3(?![\w*])"
    r"|`(?P<code>[^`\n]{1,200})`"
    r"|!?\[(?P<label>[^\]\[\n]{0,200})\]\((?P<target>[^\s()]{1,500})\)"
    r"|<(?P<bare>(?:https?://|mailto:)?[^\s<>]{1,300}[.@/][^\s<>]{1,300})>"
)
_WIDE = re.compile(r"(?<=\S)(?:[ \xa0]{3,}|[ \xa0]*\t[ \t\xa0]*)(?=\S)")
_ANSI = re.compile(r"\x1b(?:\[[0-?]{0,30}[ -/]{0,10}[@-~]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\)|[@-Z\\-_])")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SHORT = 80  # characters of a line that a rule below it makes a heading


def read_plain(data: bytes) -> TextRead:
    """Return the text of a plain text file."""
    text = decode(data)
    if text is None:
        return TextRead("txt", state="unread", why="is damaged: it holds no text")
    finished = finish(_drafts(_LINE_ENDS.sub("\n", _ANSI.sub("", text))))
    why = "holds more text than is read" if finished.cut else None
    if not finished.lines:
        why = "is empty: it holds nothing but blanks" if not text.strip() else "holds no text"
    return TextRead(
        "txt",
        finished.lines,
        finished.hidden,
        finished.flags(),
        state="partly" if finished.cut else "read" if finished.lines else "unread",
        why=why,
    )


def _drafts(text: str) -> Iterator[Draft]:
    lines = text.split("\n")
    block = 1
    for number, line in enumerate(lines):
        if not line.strip() or _is_rule(line):
            block += 1
            continue
        draft = _draft(line, lines[number + 1] if number + 1 < len(lines) else "")
        block += draft.kind == "heading"
        draft.block = block
        yield draft


def _is_rule(line: str) -> bool:
    return len(line) < 300 and bool(_RULE.fullmatch(line))


def _draft(line: str, below: str) -> Draft:
    """Read one line, given the line below it."""
    short = len(line) <= 4 * _SHORT
    if short and (hashes := _HASHES.fullmatch(line)):
        return Draft(_runs(hashes[2]), kind="heading", level=len(hashes[1]))
    if short and (bold := _BOLD_LINE.fullmatch(line)):
        return Draft(_runs(bold[2] + bold[3], bold=True), kind="heading", level=3)
    if len(line.strip()) <= _SHORT and _is_underline(below) and not _BULLET.match(line):
        return Draft(_runs(line), kind="heading", level=1 if below.strip()[0] == "=" else 2)
    if bullet := _BULLET.match(line):
        depth = len(bullet[1].expandtabs(4)) // 2 + 1
        return Draft(_runs(line[bullet.end() :]), kind="list", level=min(depth, 9))
    return Draft(_runs(line))


def _is_underline(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) >= 3 and stripped[0] in "-=_~*─═—–" and _is_rule(line)


def _runs(line: str, *, bold: bool = False) -> list[Run]:
    """Read what stands for emphasis and links in Markdown, and make tabs of wide gaps."""
    plain = PLAIN._replace(bold=bold)
    runs: list[Run] = []
    position = 0
    for found in _EMPHASIS.finditer(line):
        if found.start() > position:
            runs.append(Run(line[position : found.start()], plain))
        runs.append(_marked(found, plain))
        position = found.end()
    runs.append(Run(line[position:], plain))
    return [run._replace(text=_gaps(run.text)) for run in runs]


def _marked(found: re.Match[str], style: Style) -> Run:
    if found["strong"] is not None:
        return Run(found["strong"], style._replace(bold=True))
    if found["soft"] is not None:
        return Run(found["soft"], style._replace(italic=True))
    if found["code"] is not None:
        return Run(found["code"], style)
    if found["target"] is not None:
        return Run(found["label"], style, found["target"])
    return Run(found["bare"], style)


def _gaps(text: str) -> str:
    return _WIDE.sub("\t", text) if "   " in text or "\t" in text or "\xa0" in text else text
