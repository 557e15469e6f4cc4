"""Where else in the preview of an import the lines stand that somebody had an opening read from."""

import re
from collections.abc import Iterator, Sequence

from ats.openings.actions import UNNAMED_PROGRAM
from ats.platform.whole_numbers import read_whole_number
from ats.workspace.import_forms import ImportForm
from ats.workspace.import_rows import ImportedOpeningRow

_MARKS = re.compile(r"^[\s#>*•·‣▪–-]+|[\s#*]+$")


def find_overlaps(form: ImportForm, lines: Sequence[tuple[int, str]], name: str) -> list[str]:
    """Return in words which introductions and openings have some of the lines, apart from the opening of the name."""
    numbers, texts = {number for number, _ in lines}, {_bare(text) for _, text in lines}
    return list(dict.fromkeys(_overlaps(form, numbers, texts, name)))


def _overlaps(form: ImportForm, numbers: set[int], texts: set[str], name: str) -> Iterator[str]:
    introductions = [(row.title.data or UNNAMED_PROGRAM, row.introduction.data) for row in form.rows()]
    for title, said in (*introductions, ("the page", form.introduction.data)):
        if texts.intersection(map(_bare, (said or "").splitlines())):
            yield f"the introduction of {title}"
    for opening in form.openings():
        span = _span(opening)
        if opening.title.name != f"{name}-title" and any(number in span for number in numbers):
            yield f"“{opening.called}”"


def _span(opening: ImportedOpeningRow) -> range:
    ends = [read_whole_number(field.data or "") or 0 for field in (opening.first_line, opening.last_line)]
    return range(ends[0], ends[1] + 1) if all(ends) else range(0)


def _bare(text: str) -> str:
    """Return a line without the marks of headings, lists and emphasis; something that is no line for an empty one."""
    return _MARKS.sub("", text) or "\n"
