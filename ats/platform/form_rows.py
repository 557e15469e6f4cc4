"""Adding, removing and moving rows of repeated fields by submit buttons, without a script."""

import re

from werkzeug.datastructures import MultiDict

from ats.platform.whole_numbers import read_whole_number

_BUTTON = re.compile(r"(?P<list>[a-z_]+)-(?P<deed>add|remove|up|down)")
MAX_ROWS = 200


def press_row_button(given: MultiDict, blanks: dict[str, dict[str, str]]) -> tuple[MultiDict, str | None]:
    """Carry out the row button that was pressed, if one was; return the fields and the row's name.

    Rows are sent as ``LIST-NUMBER-FIELD``. ``blanks`` names the lists and the fields of a new row. The name
    is ``LIST-NUMBER`` of the row that was added or moved, the list's after a removal, None without a button.
    """
    pressed = next(
        (match for key in given if (match := _BUTTON.fullmatch(key)) and match["list"] in blanks), None
    )
    if pressed is None:
        return given, None
    name, deed = pressed["list"], pressed["deed"]
    rows, others = _split(given, name)
    place = _change(rows, deed, given[pressed.group()], blanks[name])
    sent = MultiDict(others)
    for number, row in enumerate(rows):
        for field, value in row:
            sent.add(f"{name}-{number}-{field}", value)
    return sent, name if place is None else f"{name}-{place}"


def _split(given: MultiDict, name: str) -> tuple[list[list[tuple[str, str]]], list[tuple[str, str]]]:
    rows: dict[int, list[tuple[str, str]]] = {}
    others = []
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,6}})-(.+)")
    for key, value in given.items(multi=True):
        if match := pattern.fullmatch(key):
            rows.setdefault(int(match[1]), []).append((match[2], value))
        elif not _BUTTON.fullmatch(key):
            others.append((key, value))
    return [rows[number] for number in sorted(rows)], others


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
