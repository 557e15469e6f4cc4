"""Turns runs of styled text, as word processors and HTML hold them, into lines with pieces, links and hidden text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ats.resumes.text import Flag, HiddenText, Line, LineKind, Link, Piece

TINY = 3.0
"""Points; text smaller than this cannot be read on a page by anybody."""

LINE_CHARACTERS = 20_000
"""Characters of one line; a longer one is broken at a blank, as a page would break it."""

TEXT_CHARACTERS, TEXT_LINES = 1_500_000, 20_000
"""Characters and lines of one file; what follows them is left out and said to be missing."""

_BLANKS = re.compile(r"[^\S\t]+")
_TABS = re.compile(r" ?\t[ \t]*")
_DROPPED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    r"\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]|(?<![\u0590-\uffff])[\u200c\u200d]"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffc\U000f0000-\U0010ffff]+")
# Bullets, those of the fonts Symbol and Wingdings among them; a dash is one only before words.
_BULLET = re.compile(
    r"(?:[•◦▪▫‣⁃∙●○■□◆◇►▶▸➢➤➔→✓✔✦★☆❖⬥⦿\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e]\s*"
    r"|[·*+o»›][ \t]+(?=\S)|[-–—−][ \t]+(?!(?:19|20)\d\d\s*$)(?=\S))"
)


class Style(NamedTuple):
    """How a run looks: ``size`` in points (0 unknown), ``colour`` 0xRRGGBB, ``hidden`` how it is hidden, if it is."""

    bold: bool = False
    italic: bool = False
    size: float = 0.0
    colour: int | None = None
    hidden: str | None = None


class Run(NamedTuple):
    """Characters of one style; ``target`` is that of the link they carry."""

    text: str
    style: Style = Style()
    target: str | None = None


_Hidden = tuple[str, list[str]]
"""How text is hidden, and its pieces."""

PLAIN = Style()
TAB = Run("\t")


@dataclass(slots=True)
class Draft:
    """A line that is still made of runs. ``bulleted`` says that the format itself sets a bullet before it."""

    runs: list[Run] = field(default_factory=list)
    kind: LineKind = "body"
    level: int = 0
    block: int = 0
    column: int = 0

    @property
    def text(self) -> str:
        """All its characters as they stand, hidden ones not included."""
        return "".join(run.text for run in self.runs if not run.style.hidden)

    def is_blank(self) -> bool:
        """Say whether nothing of it can be seen and no link stands in it."""
        return not any(run.target or run.text.strip() for run in self.runs)


@dataclass(frozen=True, slots=True)
class Finished:
    """Lines and hidden text; ``cut`` if there was more than is taken."""

    lines: tuple[Line, ...]
    hidden: tuple[HiddenText, ...]
    cut: bool = False

    def flags(self) -> tuple[Flag, ...]:
        """Return what is to be said of the text itself."""
        flags = []
        if self.hidden:
            flags.append(Flag("hidden-text", "holds text that nobody can see on the page"))
        if self.cut:
            flags.append(Flag("long-text", "holds more text than is read"))
        return tuple(flags)


def split_breaks(draft: Draft) -> Iterator[Draft]:
    """Yield a draft for each line of one whose runs hold line breaks."""
    if not any("\n" in run.text for run in draft.runs):
        yield draft
        return
    runs: list[Run] = []
    for run in draft.runs:
        first, *rest = run.text.split("\n")
        runs.append(run._replace(text=first))
        for part in rest:
            yield replace(draft, runs=runs)
            runs = [run._replace(text=part)]
    yield replace(draft, runs=runs)


def finish(drafts: Iterable[Draft], *, cut: bool = False) -> Finished:
    """Make lines of drafts: blanks collapsed, bullets taken off, blank ones left out, hidden text set apart.

    ``cut``: the reader has left something out already.
    """
    lines: list[Line] = []
    hidden: list[_Hidden] = []
    homeless: list[str] = []
    start = 0
    for draft in drafts:
        for part in _parts(draft, hidden):
            line, lone = _line(part, start, homeless)
            if line is None:
                homeless += lone
            else:
                homeless = []
                lines.append(line)
                start = line.end + 1
            if start > TEXT_CHARACTERS or len(lines) >= TEXT_LINES:
                return Finished(tuple(lines), _merged(hidden), cut=True)
    if homeless and lines:
        end = len(lines[-1].text)
        links = lines[-1].links + tuple(Link(end, end, target) for target in homeless)
        lines[-1] = replace(lines[-1], links=links)
    return Finished(tuple(lines), _merged(hidden), cut)


def _parts(draft: Draft, hidden: list[_Hidden]) -> Iterator[Draft]:
    """Set hidden runs apart and break what is longer than a line may be."""
    shown: list[Run] = []
    length = 0
    for run in draft.runs:
        if run.style.hidden:
            _hide(run, hidden)
            continue
        for text in _broken(run.text):
            if length + len(text) > LINE_CHARACTERS:
                yield replace(draft, runs=shown)
                shown, length = [], 0
            shown.append(run._replace(text=text))
            length += len(text)
    yield replace(draft, runs=shown)


def _broken(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LINE_CHARACTERS:
        end = start + LINE_CHARACTERS
        end = text.rfind(" ", start + 1, end) + 1 or end
        yield text[start:end]
        start = end
    yield text[start:]


def _hide(run: Run, hidden: list[_Hidden]) -> None:
    text, how = clean(run.text), run.style.hidden or ""
    if hidden and hidden[-1][0] == how:
        hidden[-1][1].append(text)
    elif text.strip():
        hidden.append((how, [text]))


def _merged(hidden: list[_Hidden]) -> tuple[HiddenText, ...]:
    whole = ((how, _BLANKS.sub(" ", "".join(texts)).strip()) for how, texts in hidden)
    return tuple(HiddenText(text, how) for how, text in whole if text)


def clean(text: str) -> str:
    """Drop characters that show nothing, and compose accents; blanks and tabs stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    text = _DROPPED.sub("", text.replace("\x0b", " ").replace("\x0c", " "))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _line(draft: Draft, start: int, homeless: list[str]) -> tuple[Line | None, list[str]]:
    """Return the line of a draft with the ``homeless`` links, or None and the links that found no text in it."""
    runs, lone = _tidy(draft.runs)
    text = "".join(run.text for run in runs)
    if not text:
        return None, lone
    kind, level = draft.kind, draft.level
    bullet = _BULLET.match(text)
    if bullet and len(text) > bullet.end():
        runs = _without(runs, bullet.end())
        text = text[bullet.end() :]
        if kind in ("body", "cell"):
            kind, level = "list", max(level, 1)
    runs = [run._replace(text=_PRIVATE.sub("", run.text)) for run in runs]
    runs, more = _tidy(runs)
    text = "".join(run.text for run in runs)
    if not text:
        return None, lone + more
    style = _most(runs)
    links = tuple(Link(0, 0, target) for target in homeless) + _links(runs)
    links += tuple(Link(len(text), len(text), target) for target in lone + more)
    return (
        Line(
            text, start, block=draft.block, column=draft.column, kind=kind, level=level, size=style.size,
            bold=style.bold, italic=style.italic, colour=style.colour, pieces=tuple(_pieces(runs)), links=links,
        ),
        [],
    )  # fmt: skip


def _tidy(runs: list[Run]) -> tuple[list[Run], list[str]]:
    """Collapse blanks across runs and strip the ends; return the targets of links that lost all text as well."""
    kept: list[Run] = []
    lone: list[str] = []
    last = "\t"  # so that a blank or tab at the start goes
    for run in runs:
        text = _TABS.sub("\t", _BLANKS.sub(" ", clean(run.text)))
        if last == "\t":
            text = text.lstrip(" \t")
        elif last == " " and text[:1] == " ":
            text = text[1:]
        if last == " " and text[:1] == "\t":
            kept[-1] = kept[-1]._replace(text=kept[-1].text[:-1])
        if text:
            last = text[-1]
            kept.append(run._replace(text=text))
        elif run.target and not run.text:
            lone.append(run.target)
    while kept and not (text := kept[-1].text.rstrip(" \t")):
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=text)
    return [run for run in kept if run.text], lone


def _without(runs: list[Run], count: int) -> list[Run]:
    """Take so many characters off the front."""
    rest = list(runs)
    while rest and count >= len(rest[0].text):
        count -= len(rest.pop(0).text)
    if rest and count:
        rest[0] = rest[0]._replace(text=rest[0].text[count:])
    return rest


def _most(runs: list[Run]) -> Style:
    """Return the style of most characters, each trait on its own."""
    weights: Counter[Style] = Counter()
    for run in runs:
        weights[run.style] += len(run.text.strip())
    if len(weights) == 1:
        return next(iter(weights))
    half = sum(weights.values()) / 2
    sizes: Counter[float] = Counter()
    colours: Counter[int | None] = Counter()
    for style, weight in weights.items():
        sizes[style.size] += weight
        colours[style.colour] += weight
    bold = sum(weight for style, weight in weights.items() if style.bold) > half
    italic = sum(weight for style, weight in weights.items() if style.italic) > half
    return Style(bold, italic, sizes.most_common(1)[0][0], colours.most_common(1)[0][0])


def _pieces(runs: list[Run]) -> Iterator[Piece]:
    """Yield the parts between tabs and changes of style."""
    start = position = 0
    text, style = "", runs[0].style
    for run in runs:
        for index, part in enumerate(re.split(r"\t", run.text)):
            if index or (run.style != style and part.strip()):
                yield from _piece(text, start, style)
                position += bool(index)
                start, text, style = position, "", run.style
            text += part
            position += len(part)
    yield from _piece(text, start, style)


def _piece(text: str, start: int, style: Style) -> Iterator[Piece]:
    stripped = text.strip()
    if stripped:
        start += len(text) - len(text.lstrip())
        yield Piece(
            stripped, start, size=style.size, bold=style.bold, italic=style.italic, colour=style.colour
        )


def _links(runs: list[Run]) -> tuple[Link, ...]:
    """Return the links of a line, neighbours with one target as one."""
    links: list[Link] = []
    position = 0
    for run in runs:
        end = position + len(run.text)
        if run.target and links and links[-1].end == position and links[-1].target == run.target:
            links[-1] = replace(links[-1], end=end)
        elif run.target:
            links.append(Link(position, end, run.target))
        position = end
    return tuple(links)
