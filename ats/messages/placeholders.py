"""The placeholders of templates and messages: ``{{ first_name }}`` is filled when a message is written.

Pure. An unknown one is refused when a template is saved; an unknown or empty one blocks the sending and is named.
"""

import re
from collections.abc import Mapping

PLACEHOLDERS = {
    "candidate_name": "The candidate’s full name",
    "first_name": "The first word of the candidate’s name",
    "opening_title": "The title of the opening",
    "program": "The program of the opening",
    "reference": "The reference of the application",
    "company": "The company’s name",
    "sender_name": "Your own name",
    "status_link": "The candidate’s personal link",
}
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_HALF = re.compile(r"\{\{|\}\}")


class PlaceholderProblem(ValueError):
    """A text whose placeholders cannot be filled; the message says which, and what there is instead.

    ``part`` is the part of a message in which it stands.
    """

    def __init__(self, message: str, part: str = "text") -> None:
        super().__init__(message)
        self.part = part


def check(text: str, *, part: str = "text") -> None:
    """Raise PlaceholderProblem for a placeholder that does not exist, or braces that are not closed."""
    unknown = [name for name in _PLACE.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(PLACEHOLDERS)
        raise PlaceholderProblem(f"There is no placeholder {{{{ {unknown[0]} }}}}. There are: {known}.", part)
    if _HALF.search(_PLACE.sub("", text)):
        raise PlaceholderProblem("A placeholder is not whole: write it as {{ first_name }}.", part)


def fill(text: str, values: Mapping[str, str], *, part: str = "text") -> str:
    """Return a text with its placeholders filled; raise PlaceholderProblem for an unknown or empty one."""
    check(text, part=part)
    empty = [name for name in _PLACE.findall(text) if not values.get(name)]
    if empty:
        raise PlaceholderProblem(
            f"{{{{ {empty[0]} }}}} is empty here: take it out, or write what shall stand there.", part
        )
    return _PLACE.sub(lambda place: values[place[1]], text)


def preview(text: str, values: Mapping[str, str]) -> str:
    """Return a text with what can be filled filled, and the rest left as it is for somebody to see."""
    return _PLACE.sub(lambda place: values.get(place[1]) or place[0], text)
