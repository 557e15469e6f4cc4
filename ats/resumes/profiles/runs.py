"""Runs of text that go on over the end of a line, with the place of every character kept."""

from dataclasses import dataclass

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import source_of
from ats.resumes.text import Box, Line


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters ``start:end`` of a line; ``x`` is where they begin on the page, None where nobody knows."""

    line: Line
    start: int
    end: int
    x: float | None = None

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.line.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Run:
    """Fragments that are read as one text, divided by single blanks; a hyphen at a line's end may be dropped."""

    text: str
    fragments: tuple[Fragment, ...]
    offsets: tuple[int, ...]

    def source(self, start: int, end: int, confidence: float, rule: str) -> Source:
        """Say where characters ``start:end`` of the run stand; over a line's end, from one line into the next."""
        first, last = self._at(start), self._at(max(end - 1, start))
        begin = self._place(first, start)
        finish = self._place(last, end)
        one = source_of(first.line, begin, begin + max(end - start, 1), confidence, rule)
        box = one.box
        if last is not first and last.line.page == first.line.page:
            box = _joined(
                box, source_of(last.line, last.start, max(finish, last.start), confidence, rule).box
            )
        return Source(one.start, last.line.start + finish, one.page, box, confidence, rule)

    def _at(self, position: int) -> Fragment:
        index = max(sum(offset <= position for offset in self.offsets) - 1, 0)
        return self.fragments[index]

    def _place(self, fragment: Fragment, position: int) -> int:
        offset = self.offsets[self.fragments.index(fragment)]
        return min(fragment.start + position - offset, fragment.end)


def run_of(fragment: Fragment) -> Run:
    """Begin a run with one fragment."""
    return Run(fragment.text, (fragment,), (0,))


def join(run: Run, fragment: Fragment, *, without_hyphen: bool = False) -> Run:
    """Go on with a run on the next line."""
    text = run.text[:-1] if without_hyphen else f"{run.text} " if not run.text.endswith("-") else run.text
    return Run(text + fragment.text, (*run.fragments, fragment), (*run.offsets, len(text)))


def fragments_of(line: Line) -> tuple[Fragment, ...]:
    """Divide a line at its tabs, without bullets and blanks at the edges."""
    found: list[Fragment] = []
    start = 0
    for cell in line.text.split("\t"):
        begin, end = start, start + len(cell)
        while begin < end and not _matters(line.text[begin]):
            begin += 1
        while begin < end and line.text[end - 1].isspace():
            end -= 1
        if begin < end:
            found.append(Fragment(line, begin, end, _x_of(line, begin)))
        start += len(cell) + 1
    return tuple(found)


def _matters(char: str) -> bool:
    return char.isalnum() or char in "(.\"'“„#+<[{"


def _x_of(line: Line, start: int) -> float | None:
    for piece in reversed(line.pieces):
        if piece.start <= start and piece.box is not None:
            return piece.box[0]
    return line.box[0] if line.box else None


def _joined(one: Box | None, two: Box | None) -> Box | None:
    if one is None or two is None:
        return one or two
    return (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))
