"""What keeps a correction of a profile from being saved, said at the field that it is about."""

from collections.abc import Iterator, Mapping
from typing import Any

from ats.documents.rules.corrections import Part
from ats.documents.rules.entries import section_of
from ats.platform import clock
from ats.platform.web_form import set_error
from ats.platform.whole_numbers import read_whole_number
from ats.resumes.json_resume import list_problems
from ats.workspace.profile_forms import ProfilePartForm, fields_of
from ats.workspace.profile_view import plain_text

FIRST_YEAR, YEARS_AHEAD = 1900, 10
_LONGEST_QUOTE = 60
_MOST_MESSAGES = 5
LONGEST_NOW = 300


def note_problems(form: ProfilePartForm, pointer: str, value: Any) -> bool:
    """Say what keeps a value out of a JSON Resume document; return whether anything does.

    What the form does not show is not held against whoever fills it in.
    """
    labels = {name: label for name, label, _ in fields_of(pointer)}
    found: dict[str, list[str]] = {}
    for place, words in _problems(pointer, value):
        name, *rest = place if "value" not in labels else ("value", *place)
        if name in labels:
            about = _line_of(form[name].data, rest) or labels[name]
            # The one word of a problem that names another field.
            words = words.replace("startDate", labels.get("startDate", "startDate"))
            found.setdefault(name, []).append(f"{about} {words}")
    if not found:
        found.update(_problems_of_days(labels, value))
    for name, messages in found.items():
        set_error(form[name], _all_of(list(dict.fromkeys(messages))))
    return bool(form.errors)


def _all_of(messages: list[str]) -> str:
    """Say all that is wrong with a field, as a list may have several bad lines; of many the first few."""
    more = len(messages) - _MOST_MESSAGES
    shown = "; ".join(messages[:_MOST_MESSAGES])
    return f"{shown}; and {more} more" if more > 0 else shown


def offer_as_new(form: ProfilePartForm, pointer: str) -> None:
    """Let what was typed for an entry that is not there any more become an entry of its own, if that is wanted."""
    form.pointer.data = f"/{section_of(pointer)}/+"
    first = fields_of(pointer)[0][0]
    set_error(form[first], "This entry is not in the profile any more. Save again to add it as a new one")


def _problems_of_days(labels: Mapping[str, str], value: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the dates that nobody can mean: years out of reach."""
    given = value if isinstance(value, dict) else {}
    latest = clock.utc_now().year + YEARS_AHEAD
    days = {
        name: str(given[name])
        for name in ("startDate", "endDate", "date")
        if name in labels and given.get(name)
    }
    for name, day in days.items():
        if not FIRST_YEAR <= int(day[:4]) <= latest:
            yield name, [f"{labels[name]} must be between {FIRST_YEAR} and {latest}"]


def offer_over(form: ProfilePartForm, pointer: str, now: Part) -> None:
    """Show what a colleague wrote meanwhile, and let what was typed replace it, if that is wanted."""
    form.seen.data = now.seen
    words = plain_text(now.value) or "nothing"
    words = words if len(words) <= LONGEST_NOW else words[:LONGEST_NOW] + "…"
    first = fields_of(pointer)[0][0]
    set_error(
        form[first], f"This was changed meanwhile, and is now: {words}. Save again to put yours in its place"
    )


def _problems(pointer: str, value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield where in the value something is wrong, and what it must be."""
    section = section_of(pointer) or (pointer.strip("/+") if pointer.endswith("/+") else None)
    above = [section, "0"] if section else pointer.strip("/").split("/")
    document = value
    for key in reversed(above):
        document = [document] if key == "0" else {key: document}
    for problem in list_problems(document):
        at, _, words = problem.partition(": ")
        yield tuple(at.split("/")[len(above) :]), words


def _line_of(text: str | None, place: list[str]) -> str:
    """Return the line of a list that a problem is about, in quotes; "" where it is about the whole field."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    number = read_whole_number(place[0]) if place else None
    if number is None or number >= len(lines):
        return ""
    line = lines[number]
    return f"“{line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + '…'}”"
