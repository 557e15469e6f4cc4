"""Runs tesseract on a picture of one page, and understands its table of words (TSV)."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from PIL import Image

from ats.resumes.layout import Ink, Word

Run = Callable[[list[str], bytes], bytes]
"""Runs a program with these arguments and this standard input, and returns its standard output."""

DPI = 200
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}
"""What ``Run`` should set: tesseract's own threads cost more than they gain."""

_LANGUAGES = ("Latin", "script/Latin", "eng")  # the first that is installed
_ASCENDING = re.compile(r"[A-ZÀ-ÞŁŚŻŹĆŃİŞĞČŠŽ0-9bdfhiklt!?()\[\]{}/|&@#$%€£]")
_DESCENDING = re.compile(r"[gjpqyçşąęQ,;()\[\]{}/|@§]")
_TALL, _LOW, _DEEP = 0.72, 0.52, 0.21  # em: letters with ascender, without, and below the baseline
_SURE = 30.0  # of 100: words below that are noise more often than words
_SIGNS = 60.0  # the same for what holds neither letter nor digit
_SLOPE_WORDS = 4
_SAME_SIZE = 1.15
_LIKE_BULLETS = frozenset("eoO0*¢°®©«»+-=.·•")
_FEWEST_BULLETS = 3
_ADDRESS = re.compile(r"[\w.+-]{3,}@\w[\w-]+(?:\.\w[\w-]+)+")
_FEWEST_ICONS = 3
_ICON_EDGE = 0.5  # em
# How the end of "Sp. z o.o." is read, the commonest legal form in Poland.
_NOUGHTS = re.compile(r"[0oO]\.[0oO]\.")
_TORN = 0.8  # em
_BULLET_ROOM = 0.5  # em


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one page in points, and the mean confidence of their characters, 0 to 100.

    ``slope`` is how far a line sinks per point to the right; the words' places are already level.
    """

    words: list[Word]
    confidence: float
    slope: float


@dataclass(frozen=True, slots=True)
class _Cell:
    """One word of the table, in pixels."""

    line: tuple[int, int, int]
    left: float
    top: float
    width: float
    height: float
    confidence: float
    text: str

    @property
    def tall(self) -> float:
        """How high it should be, in em."""
        return _TALL if _ASCENDING.search(self.text) else _LOW

    @property
    def deep(self) -> float:
        """How far it should reach below the baseline, in em."""
        return _DEEP if _DESCENDING.search(self.text) else 0.0


def list_languages(run: Run) -> list[str]:
    """Return what tesseract can read here, by its own names."""
    return run(["tesseract", "--list-langs"], b"").decode("utf-8", "replace").split("\n")[1:]


def choose_language(installed: list[str]) -> str:
    """Return the widest of the languages that are installed."""
    return next((name for name in _LANGUAGES if name in installed), _LANGUAGES[-1])


def recognise(image: Image.Image, language: str, run: Run) -> Recognised:
    """Read the words of a page at ``DPI``."""
    argv = ["tesseract", "stdin", "stdout", "-l", language, "--psm", "3", "--dpi", str(DPI), "tsv"]
    return words_of_table(run(argv, _packed(image)).decode("utf-8", "replace"))


def find_turns(image: Image.Image, run: Run) -> int | None:
    """Ask how many quarters clockwise the text of a picture is turned; None if tesseract cannot tell."""
    answer = run(
        ["tesseract", "stdin", "stdout", "--psm", "0", "-l", "osd", "--dpi", str(DPI)], _packed(image)
    )
    found = re.search(rb"Rotate: (\d+)", answer)
    return (360 - int(found[1])) // 90 % 4 if found else None


def words_of_table(table: str) -> Recognised:
    """Turn tesseract's table into words with places in points, sizes estimated from their heights, lines level."""
    cells = [cell for row in table.split("\n") if (cell := _cell(row))]
    lines: dict[tuple[int, int, int], list[_Cell]] = defaultdict(list)
    for cell in cells:
        if _believed(cell):
            lines[cell.line].append(cell)
    slope = _slope(lines.values())
    sizes = _even([_size(line) for line in lines.values()])
    bullets = _bullets(lines.values())
    icons = _icons(list(zip(lines.values(), sizes, strict=True)))
    words = [
        word
        for line, size in zip(lines.values(), sizes, strict=True)
        for word in _words(line[1:] if line[0] in icons else line, size, slope, bullets)
    ]
    letters = sum(len(cell.text) for cell in cells)
    sure = sum(cell.confidence * len(cell.text) for cell in cells) / max(letters, 1)
    return Recognised(words, sure, slope)


def _packed(image: Image.Image) -> bytes:
    packed = io.BytesIO()
    image.convert("L").save(packed, "PPM")
    return packed.getvalue()


def _cell(row: str) -> _Cell | None:
    fields = row.split("\t")
    if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
        return None
    block, paragraph, line = (int(field) for field in fields[2:5])
    left, top, width, height = (float(field) for field in fields[6:10])
    return _Cell((block, paragraph, line), left, top, width, height, float(fields[10]), fields[11].strip())


def _believed(cell: _Cell) -> bool:
    if _ADDRESS.fullmatch(cell.text):
        # No dictionary has it, so tesseract is unsure of it; noise never looks like one.
        return cell.height > 0
    wordlike = any(char.isalnum() for char in cell.text)
    return cell.confidence >= (_SURE if wordlike else _SIGNS) and cell.height > 0


def _slope(lines: Iterable[list[_Cell]]) -> float:
    """How far long lines sink per pixel to the right, in the middle of all."""
    slopes = []
    for line in lines:
        if len(line) >= _SLOPE_WORDS:
            first, last = line[0], line[-1]
            across = last.left - first.left
            if across > 10 * first.height:
                slopes.append((_foot(last) - _foot(first)) / across)
    return median(slopes) if slopes else 0.0


def _foot(cell: _Cell) -> float:
    """Where the baseline is, by the height that the word's letters should have."""
    return cell.top + cell.height * cell.tall / (cell.tall + cell.deep)


def _size(line: list[_Cell]) -> float:
    return median(cell.height / (cell.tall + cell.deep) for cell in line)


def _even(sizes: list[float]) -> list[float]:
    """Give lines of about one size the same: what was measured differs by some pixels."""
    even: dict[float, float] = {}
    group: list[float] = []
    for size in sorted(sizes):
        if group and size > _SAME_SIZE * group[0]:
            even |= dict.fromkeys(group, median(group))
            group = []
        group.append(size)
    even |= dict.fromkeys(group, median(group) if group else 0.0)
    return [even[size] for size in sizes]


def _words(line: list[_Cell], size: float, slope: float, bullets: frozenset[str]) -> Iterator[Word]:
    base = median(_foot(cell) - slope * cell.left for cell in line)
    ink = Ink(round(size * 72 / DPI * 2) / 2)
    for at, cell in enumerate(line):
        left = (cell.left + slope * _foot(cell)) * 72 / DPI
        text = "•" if at == 0 and _is_bullet(line, size, bullets) else _without_noughts(line, at)
        glued = at > 0 and _is_torn(line[at - 1], cell, size)
        yield Word(text, left, left + cell.width * 72 / DPI, base * 72 / DPI, ink, glued, spaced=at > 0)


def _without_noughts(line: list[_Cell], at: int) -> str:
    is_form = at > 0 and line[at - 1].text.casefold() == "z" and _NOUGHTS.match(line[at].text)
    return "o.o." + line[at].text[4:] if is_form else line[at].text


def _is_torn(last: _Cell, cell: _Cell, size: float) -> bool:
    """Tell the halves of an address that was torn apart at its sign."""
    near = cell.left - last.left - last.width < _TORN * size
    return near and (cell.text.startswith("@") or last.text.endswith("@"))


def _bullets(lines: Iterable[list[_Cell]]) -> frozenset[str]:
    """Return the signs that begin several lines, each before a capital: bullets, whatever they were taken for."""
    heads = [(line[0].text, line[1].text) for line in lines if len(line) > 1]
    counts = Counter(first for first, second in heads if first in _LIKE_BULLETS and second[0].isupper())
    return frozenset(first for first, count in counts.items() if count >= _FEWEST_BULLETS)


def _icons(lines: list[tuple[list[_Cell], float]]) -> frozenset[_Cell]:
    """Return what drawings before the lines of an address were taken for: single signs below each other, all different.

    The words behind them are below each other, too, and one at least of the signs is neither letter nor digit.
    """
    found: list[_Cell] = []
    run: list[list[_Cell]] = []
    for line, size in [*lines, ([], 0.0)]:
        is_one = len(line) > 1 and len(line[0].text) == 1
        if not is_one or (run and not _stand_below(run[-1], line, _ICON_EDGE * size)):
            found += _different_signs(run)
            run = []
        if is_one:
            run.append(line)
    return frozenset(found)


def _stand_below(above: list[_Cell], line: list[_Cell], edge: float) -> bool:
    return all(abs(above[at].left - line[at].left) <= edge for at in (0, 1))


def _different_signs(run: list[list[_Cell]]) -> list[_Cell]:
    signs = {line[0].text for line in run}
    is_set = len(run) >= _FEWEST_ICONS and len(signs) == len(run)
    return [line[0] for line in run] if is_set and not all(sign.isalnum() for sign in signs) else []


def _is_bullet(line: list[_Cell], size: float, bullets: frozenset[str]) -> bool:
    """Tell a bullet, which is read as some small round sign, by its repetition or by the room before the text."""
    if len(line) < 2 or line[0].text not in _LIKE_BULLETS:
        return False
    return line[0].text in bullets or line[1].left - line[0].left - line[0].width > _BULLET_ROOM * size
