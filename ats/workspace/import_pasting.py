"""Several requirements that were pasted into one new row of an import's preview, each line of which becomes its own."""

import re
from collections.abc import Iterator

from werkzeug.datastructures import MultiDict

from ats.openings.importing import read_requirement_line
from ats.platform.form_rows import Pairs, join_rows, split_rows
from ats.workspace.import_shown import as_sent, shown_requirement

_TEXT = re.compile(r"(?P<list>programs-\d{1,6}-openings-\d{1,6}-requirements)-(?P<row>\d{1,6})-text")
_BULLET = re.compile(r"^[ \t]*[-*•·‣▪–][ \t]+", re.MULTILINE)


def without_bullets(text: str | None) -> str | None:
    """Return lines as they are without the marks of a list that was copied in."""
    return _BULLET.sub("", text) if text else text


def part_pasted(given: MultiDict) -> tuple[MultiDict, list[str]]:
    """Part rows that were added and hold several lines; return the fields, and the names of the rows that came of it.

    Each line is read as an entry of a list of requirements on a page is, for its kind, years and degree.
    """
    lists = dict.fromkeys(match["list"] for key in given if (match := _TEXT.fullmatch(key)))
    names: list[str] = []
    for name in lists:
        rows, others = split_rows(given.items(multi=True), name)
        if not any(map(_lines_to_part, rows)):
            continue
        made: list[Pairs] = []
        for row in rows:
            parts = list(_parted(row))
            names += [f"{name}-{len(made) + n}" for n in range(len(parts))]
            made += parts or [row]
        given = MultiDict([*others, *join_rows(made, name)])
    return given, names


def _lines_to_part(row: Pairs) -> list[str]:
    """Return the lines of a row that was added and is kept, if it has several; what was read stays as it is."""
    values = dict(row)
    lines = [line.strip() for line in (without_bullets(values.get("text")) or "").splitlines()]
    lines = list(filter(None, lines))
    return lines if len(lines) > 1 and values.get("keep") and not values.get("facets") else []


def _parted(row: Pairs) -> Iterator[Pairs]:
    importance = "preferred" if dict(row).get("importance") == "preferred" else "required"
    for line in _lines_to_part(row):
        yield list(as_sent(shown_requirement(read_requirement_line(line, importance), keep=True)))
