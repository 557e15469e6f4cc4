"""The parts of a line: what tabs, bullets and bars set off, and the label before a value."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import source_of
from ats.resumes.text import Line
from ats.vocabulary.contact_labels import LONGEST_LABEL, find_label
from ats.vocabulary.private_facts import list_facts

LONGEST_LINE = 600
"""Contact lines are short; of a longer line only so many characters are looked at for them."""

# Bars, bullets, dingbats and symbols of all kinds; a dash or slash between blanks, unless digits stand around it.
_DIVIDER = re.compile(
    r"\t+|[|•·●▪◦∙⋅‣¦∖∣‖;\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff]+"
    r"|(?<=\s)[–—/\\-](?=\s(?!\d))|(?<=[^\d)]\s)[–—/\\-](?=\s)|\s{3,}"
)
_SPACED_OUT = re.compile(r"(?:[^\W\d_]\s+){3,}[^\W\d_]")
_LABEL_END = re.compile(r"[:：]\s*|\s[–—-]\s")
_EDGES = " \t,;:|–—-·•\u200b\ufeff"


class Part(NamedTuple):
    """Characters ``start:end`` of a line."""

    line: Line
    start: int
    end: int
    label: str | None = None

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.line.text[self.start : self.end]

    def source(self, confidence: float, rule: str) -> Source:
        """Say where the part stands."""
        return source_of(self.line, self.start, self.end, confidence, rule)

    def within(self, start: int, end: int) -> "Part":
        """Take characters of the part, counted from its own beginning, without blanks at the edges."""
        return trimmed(self.line, self.start + start, self.start + end, self.label)

    def find(self, text: str) -> "Part":
        """Take the place where a text stands in the part; the whole part where it is not found verbatim."""
        at = self.text.find(text)
        return self.within(at, at + len(text)) if at >= 0 else self


def trimmed(line: Line, start: int, end: int, label: str | None = None) -> Part:
    """Make a part without blanks and separators at its edges."""
    end = min(end, len(line.text))
    while start < end and line.text[start] in _EDGES:
        start += 1
    while start < end and line.text[end - 1] in _EDGES:
        end -= 1
    return Part(line, start, end, label)


def parts_of(line: Line) -> tuple[Part, ...]:
    """Divide a line at tabs, bullets, bars, wide gaps and dashes between blanks; empty parts are left out.

    A part that is a known label and no more ("Phone") names what the next part is; "Phone: 030 12" is taken apart.
    """
    return tuple(_with_labels(_divided(line)))


def _divided(line: Line) -> Iterator[Part]:
    limit = min(len(line.text), LONGEST_LINE)
    if _SPACED_OUT.fullmatch(line.text, 0, limit):
        yield trimmed(line, 0, limit)
        return
    start = 0
    for match in _DIVIDER.finditer(line.text, 0, limit):
        part = trimmed(line, start, match.start())
        if part.start < part.end:
            yield part
        start = match.end()
    part = trimmed(line, start, limit)
    if part.start < part.end:
        yield part


def _with_labels(parts: Iterator[Part]) -> Iterator[Part]:
    waiting: Part | None = None
    for part in parts:
        label = waiting and find_label(waiting.text)
        waiting = None
        if label is None and find_label(part.text) is not None and len(part.text) > 1:
            waiting = part
            continue
        yield _take_label_off(part, label)
    if waiting is not None:
        yield Part(waiting.line, waiting.start, waiting.end, "label")


def _take_label_off(part: Part, label: str | None) -> Part:
    match = _LABEL_END.search(part.text, 0, LONGEST_LABEL + 3)
    if match and match.end() < len(part.text):
        own = find_label(part.text[: match.start()])
        if own:
            return trimmed(part.line, part.start + match.end(), part.end, own)
    first, _, rest = part.text.partition(" ")
    if rest and first.endswith(".") and find_label(first):
        return trimmed(part.line, part.end - len(rest), part.end, find_label(first))
    return Part(part.line, part.start, part.end, label)


def with_facts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Divide parts without labels also where a fact begins or ends that is left out; it is its own label."""
    for part in parts:
        start = 0
        for fact in list_facts(part.text) if part.label is None else ():
            before = part.within(start, fact.start)
            if before.start < before.end:
                yield before
            yield part.within(fact.start, fact.end)._replace(label=fact.what)
            start = fact.end
        rest = part.within(start, part.end - part.start) if start else part
        if rest.start < rest.end:
            yield rest


def list_parts(lines: tuple[Line, ...]) -> tuple[Part, ...]:
    """List the parts of all lines; a line that is only a label names the first part of the next line.

    What tells a fact that is left out is a part by itself, with the kind of fact for its label.

    Labels below each other, which a layout has set in a column of their own, name the lines that follow in order.
    """
    found: list[Part] = []
    waiting: list[str] = []
    for line in lines:
        named = False
        for part in with_facts(parts_of(line)):
            label = find_label(part.text) if part.label == "label" else None
            if label == "photo":  # a picture's name stands beside the text, no value follows
                found.append(Part(part.line, part.start, part.end, label))
            elif label:
                waiting.append(label)
            elif part.label or named or not waiting:
                found.append(part)
                waiting = waiting if named else waiting[1:] if part.label in waiting[:1] else []
            else:
                named = True
                found.append(Part(part.line, part.start, part.end, waiting.pop(0)))
    return tuple(found)
