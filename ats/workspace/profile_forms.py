"""The forms in which a colleague corrects a profile: one for each kind of value, list or entry."""

import re
from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Regexp, ValidationError
from wtforms.validators import Optional as IfGiven

from ats.documents.rules.entries import ENTRIES, is_pointer
from ats.platform.errors import NotFound
from ats.platform.web_form import WebForm
from ats.workspace.forms import phone_number
from ats.workspace.profile_view import BASICS, item_text

_DATE = re.compile(r"([0-9]{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[./ -]([0-9]{4})")
# An address as people write it: a host with a dot, a port, a path.
_WITHOUT_SCHEME = re.compile(r"[^\s/:@?#.]+(?:\.[^\s/:@?#.]+)+(?::[0-9]{1,5})?(?:[/?#]\S*)?")
_MOST_LINES = 200
# Field, label, kind: text, long, lines, date, address, phone.
_ENTRY_FIELDS = {
    "work": (
        ("position", "Title", "text"),
        ("name", "Employer", "text"),
        ("location", "Place", "text"),
        ("startDate", "From", "date"),
        ("endDate", "To", "date"),
        ("summary", "Summary", "long"),
        ("highlights", "Points", "lines"),
    ),
    "education": (
        ("studyType", "Degree", "text"),
        ("area", "Subject", "text"),
        ("institution", "Institution", "text"),
        ("startDate", "From", "date"),
        ("endDate", "To", "date"),
    ),
    "certificates": (("name", "Name", "text"), ("issuer", "Issued by", "text"), ("date", "Date", "date")),
    "projects": (
        ("name", "Name", "text"),
        ("url", "Link", "address"),
        ("startDate", "From", "date"),
        ("endDate", "To", "date"),
        ("description", "Description", "long"),
        ("highlights", "Points", "lines"),
    ),
}
_PLACE_FIELDS = (("city", "City", "text"), ("region", "Region", "text"), ("countryCode", "Country", "text"))
_KINDS = {
    "/basics/url": "address",
    "/basics/phone": "phone",
    "/basics/summary": "long",
    **dict.fromkeys(("/skills", "/languages", "/basics/profiles"), "lines"),
}
HINTS = {
    "date": "Such as 2021, 2021-03 or 03/2021",
    "lines": "One on each line",
    "/skills": "One on each line",
    "/languages": "One on each line, such as German (native)",
    "/basics/profiles": "One address on each line",
    "endDate": "Empty while it goes on",
}


class ProfilePartForm(WebForm):
    """What all forms about a part of a profile say: which part, and of which document."""

    pointer = HiddenField()
    document = HiddenField()
    seen = HiddenField()


def part_form(pointer: str, value: Any = None, *, is_new: bool) -> ProfilePartForm:
    """Return the form of a part, filled with its value or with what the request sent; raise NotFound."""
    fields = {name: _field(name, label, kind) for name, label, kind in fields_of(pointer)}
    form_class = type("OnePartForm", (ProfilePartForm,), fields)
    if not is_new:
        return form_class()
    form = form_class(formdata=None)
    form.pointer.data = pointer
    for name, text in _texts(pointer, value).items():
        form[name].data = text
    return form


def fields_of(pointer: str) -> tuple[tuple[str, str, str], ...]:
    """Return name, label and kind of a part's fields; raise NotFound for a pointer of nothing."""
    section = pointer.strip("/").split("/")[0]
    if section in ENTRIES and (is_pointer(pointer) or pointer == f"/{section}/+"):
        return _ENTRY_FIELDS[section]
    if pointer == "/basics/location":
        return _PLACE_FIELDS
    if pointer not in BASICS:
        raise NotFound
    return (("value", BASICS[pointer], _KINDS.get(pointer, "text")),)


def hint_of(pointer: str, name: str, kind: str) -> str | None:
    """Return what stands below a field's label."""
    return HINTS.get(pointer) or HINTS.get(name) or HINTS.get(kind)


def value_of(form: ProfilePartForm, pointer: str, known: Any) -> Any:
    """Return the value that a checked form gives a part; what the form does not show stays as it is known."""
    fields = fields_of(pointer)
    given = {name: _typed(form[name].data, kind) for name, _, kind in fields}
    if fields[0][0] != "value":
        kept = (
            {key: each for key, each in known.items() if key not in given} if isinstance(known, dict) else {}
        )
        entry = {**kept, **{key: each for key, each in given.items() if each}}
        return entry if any(given.values()) else None
    value = given["value"]
    if not isinstance(value, list):
        return value or None
    before = {item_text(each): each for each in known if item_text(each)} if isinstance(known, list) else {}
    return [before.get(text) or _item(pointer, text) for text in value] or None


def _item(pointer: str, text: str) -> dict[str, Any]:
    if pointer == "/languages":
        # The level stands behind the first mark; a pattern for the whole would take quadratic time.
        name, *level = (part.strip() for part in re.split(r"[(:–-]", text, maxsplit=1))
        fluency = level[0].removesuffix(")").strip() if level else ""
        return {"language": name, "fluency": fluency} if name and fluency else {"language": text}
    if pointer == "/basics/profiles":
        return {"url": _as_address(text)}
    name, colon, words = text.partition(": ")
    return (
        {"name": name, "keywords": [word.strip() for word in words.split(",")]} if colon else {"name": text}
    )


def _texts(pointer: str, value: Any) -> dict[str, str]:
    fields = fields_of(pointer)
    if fields[0][0] == "value":
        return {"value": _text(value)}
    entry: Mapping[str, Any] = value if isinstance(value, dict) else {}
    return {name: _text(entry.get(name)) for name, _, _ in fields}


def _text(value: Any) -> str:
    return "\n".join(map(item_text, value)) if isinstance(value, list) else str(value or "")


def _typed(text: str | None, kind: str) -> Any:
    if kind == "lines":
        return _lines_of(text)
    if kind == "address":
        return _as_address((text or "").strip())
    return _as_date(text or "") if kind == "date" else (text or "").strip()


def _lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _as_address(text: str) -> str:
    return f"https://{text}" if _WITHOUT_SCHEME.fullmatch(text) else text


def _as_date(text: str) -> str:
    turned = _MONTH_FIRST.fullmatch(text)
    if turned:
        return f"{turned[2]}-{int(turned[1]):02}"
    found = _DATE.fullmatch(text)
    return (
        "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]) if found else text
    )


def _field(name: str, label: str, kind: str):
    # Other forms of the page have fields of these names too.
    about = {"label": label, "id": f"profile-{name}"}
    if kind == "date":
        return StringField(**about, validators=[IfGiven(), _check_date])
    if kind in ("text", "address", "phone"):
        length = Length(max=300, message=f"{label} must be 300 characters or less")
        return StringField(**about, validators=[length, _LINE, *([phone_number] if kind == "phone" else [])])
    length = Length(max=10_000, message=f"{label} must be 10,000 characters or less")
    return TextAreaField(**about, validators=[length, *([_check_lines] if kind == "lines" else [])])


_LINE = Regexp(r"[^\r\n]*\Z", message="Write this in one line")


def _check_lines(form, field) -> None:
    if (count := len(_lines_of(field.data))) > _MOST_LINES:
        raise ValidationError(f"{field.label.text} must be {_MOST_LINES} lines or less; these are {count}")


def _check_date(form, field) -> None:
    if not (_DATE.fullmatch(field.data) or _MONTH_FIRST.fullmatch(field.data)):
        raise ValidationError("Enter a year or a month such as 2021 or 2021-03")
