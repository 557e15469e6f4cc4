"""Adding, removing and moving rows of repeated fields by submit buttons, without a script."""

import re
from collections.abc import Iterable, Iterator

from werkzeug.datastructures import MultiDict

from ats.platform.whole_numbers import read_whole_number

Pairs = list[tuple[str, str]]

_BUTTON = re.compile(r"(?P<list>[a-z_]+(?:-\d{1,6}-[a-z_]+)*)-(?P<deed>add|remove|up|down)")
MAX_ROWS = 200


def press_row_button(given: MultiDict, blanks: dict[str, dict[str, str]]) -> tuple[MultiDict, str | None]:
    """Carry out the row button that was pressed, if one was; return the fields and the row's name.

    Rows are sent as ``LIST-NUMBER-FIELD``, those within a row as ``OUTER-NUMBER-LIST-NUMBER-FIELD``. ``blanks`` names
    the lists and the fields of a new row. The name is ``LIST-NUMBER`` of the row that was added or moved, the list's
    after a removal, None without a button.
    """
    pressed = next(
        (match for key in given if (match := _BUTTON.fullmatch(key)) and _list_of(match) in blanks), None
    )
    if pressed is None:
        return given, None
    name, deed = pressed["list"], pressed["deed"]
    sent = [(key, value) for key, value in given.items(multi=True) if not _BUTTON.fullmatch(key)]
    rows, others = split_rows(sent, name)
    place = _change(rows, deed, given[pressed.group()], blanks[_list_of(pressed)])
    return MultiDict([*others, *join_rows(rows, name)]), name if place is None else f"{name}-{place}"


def split_rows(given: Iterable[tuple[str, str]], name: str) -> tuple[list[Pairs], Pairs]:
    """Return the fields of each row of a list, without its name and number, and all other fields."""
    rows: dict[int, Pairs] = {}
    others = []
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,6}})-(.+)")
    for key, value in given:
        if match := pattern.fullmatch(key):
            rows.setdefault(int(match[1]), []).append((match[2], value))
        else:
            others.append((key, value))
    return [rows[number] for number in sorted(rows)], others


def join_rows(rows: Iterable[Pairs], name: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of rows with the list's name and their numbers, as ``split_rows`` takes them."""
    for number, row in enumerate(rows):
        for field, value in row:
            yield f"{name}-{number}-{field}", value


def _list_of(button: re.Match[str]) -> str:
    """Return the name of a button's list without those of the rows around it."""
    return button["list"].rpartition("-")[2]


def _change(rows: list, deed: str, value: str, blank: dict[str, str]) -> int | None:
    """Change the rows in place; return where the row is that was added or moved."""
    if deed == "add":
        if len(rows) < MAX_ROWS:
            rows.append(list(blank.items()))
        return len(rows) - 1
    number = read_whole_number(value)
    if number is None or number >= len(rows):
        return None
    row = rows.pop(number)
    if deed == "remove":
        return None
    place = max(0, number - 1) if deed == "up" else min(len(rows), number + 1)
    rows.insert(place, row)
    return place
