"""A profile as the application's page shows it: sections of entries, every value with where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ats.documents.queries import ReadDocument
from ats.documents.rules.corrections import Part, parts_of
from ats.documents.rules.summary import experience_months, one_line, years_text
from ats.resumes.profile import Source

UNSURE_BELOW = 0.6
SECTIONS = {
    "work": "Experience",
    "education": "Education",
    "certificates": "Certificates",
    "projects": "Projects",
}
BASICS = {
    "/basics/label": "Headline",
    "/basics/name": "Name",
    "/basics/email": "E-mail",
    "/basics/phone": "Phone",
    "/basics/location": "Place",
    "/basics/url": "Website",
    "/basics/profiles": "Links",
    "/skills": "Skills",
    "/languages": "Languages",
    "/basics/summary": "Summary",
}
ALWAYS_OFFERED = ("/work/+", "/education/+", "/skills", "/languages")
"""What the profile shows even where there is none, with a sign to add it."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Value:
    """One text of a profile; ``at`` is the pointer of its source, None where it has none."""

    text: str
    at: str | None = None
    is_unsure: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Item:
    """One value, list or entry: what is shown of it, and the correction if a colleague made one."""

    pointer: str
    label: str
    title: Value | None = None
    under: list[Value] = field(default_factory=list)
    period: list[Value] = field(default_factory=list)
    length: str = ""
    summary: Value | None = None
    details: list[Value] = field(default_factory=list)
    correction: Any = None
    was: str = ""
    is_gone: bool = False
    is_ours: bool = False
    seen: str = ""


@dataclass(frozen=True)
class ProfileView:
    """All of a profile for its page."""

    who: str
    experience: str
    basics: dict[str, Item]
    sections: list[tuple[str, str, list[Item]]]
    left_out: list[str]
    is_empty: bool

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Pointer and label of what nothing is known of, but for what its section always offers to add."""
        values = [(pointer, label) for pointer, label in BASICS.items() if pointer not in self.basics]
        entries = [(f"/{section}/+", label) for section, label, items in self.sections if not items]
        return [each for each in (*values, *entries) if each[0] not in ALWAYS_OFFERED]


def view_profile(read: ReadDocument, received_on: date) -> ProfileView:
    """Return what is shown of a profile; lengths of what goes on count to the day of receipt."""
    parts = parts_of(read.resume, read.corrections)
    resume, teller = read.corrected, _Teller(read.sources, received_on)
    basics = {
        part.pointer: item
        for part in parts["basics"]
        if (item := teller.basic(part)).title or item.details or item.correction
    }
    sections = [
        (section, label, [teller.entry(section, part) for part in parts[section]])
        for section, label in SECTIONS.items()
    ]
    months = experience_months(resume)
    return ProfileView(
        one_line(resume),
        years_text(months) if months else "",
        basics,
        sections,
        list(read.profile.left_out) if read.profile else [],
        not basics and not any(items for _, _, items in sections),
    )


class _Teller:
    """Puts parts into words, and their sources beside them."""

    def __init__(self, sources: Mapping[str, Source], received_on: date):
        self._sources, self._received_on = sources, received_on

    def basic(self, part: Part) -> Item:
        """Return a single value or a list."""
        said = _correction(part)
        shown = part.pointer if part.correction is None else None
        if isinstance(part.value, list):
            texts = [(index, text) for index, each in enumerate(part.value) if (text := item_text(each))]
            details = [self._value(text, shown and f"{shown}/{index}") for index, text in texts]
            return Item(part.pointer, BASICS[part.pointer], details=details, **said)
        text = place_text(part.value) if isinstance(part.value, dict) else str(part.value or "")
        return Item(part.pointer, BASICS[part.pointer], self._value(text, shown) if text else None, **said)

    def entry(self, section: str, part: Part) -> Item:
        """Return an entry of work, education, certificates or projects."""
        given = part.value if isinstance(part.value, dict) else {}
        names = {
            "work": ("position", "name", "location"),
            "education": ("studyType", "area", "institution", "location"),
            "certificates": ("name", "issuer"),
            "projects": ("name", "entity", "url"),
        }[section]
        values = [self._field(part, given, name) for name in names if given.get(name)]
        highlights = given.get("highlights") if isinstance(given.get("highlights"), list) else []
        summary = next((name for name in ("summary", "description") if given.get(name)), None)
        return Item(
            part.pointer,
            SECTIONS[section],
            values[0] if values else Value("Untitled"),
            values[1:],
            self._period(part, given),
            duration(given, self._received_on) if section == "work" else "",
            self._field(part, given, summary) if summary else None,
            [
                self._value(str(text), self._at(part, f"highlights/{index}", text))
                for index, text in enumerate(highlights)
            ],
            is_gone=part.value is None,
            is_ours=part.read is None,
            **_correction(part),
        )

    def _period(self, part: Part, given: Mapping[str, Any]) -> list[Value]:
        if given.get("date"):
            return [self._value(day_text(given["date"]), self._at(part, "date", given["date"]))]
        days = [
            self._value(day_text(given[name]), self._at(part, name, given[name]))
            for name in ("startDate", "endDate")
            if given.get(name)
        ]
        if given.get("startDate") and not given.get("endDate") and part.pointer.startswith("/work"):
            days.append(Value("present"))
        return days

    def _field(self, part: Part, given: Mapping[str, Any], name: str) -> Value:
        return self._value(str(given[name]), self._at(part, name, given[name]))

    def _at(self, part: Part, name: str, value: Any) -> str | None:
        """Return the pointer of a field as long as it is as the reader had it."""
        read = part.read
        for key in name.split("/"):
            if isinstance(read, list):
                read = read[int(key)] if int(key) < len(read) else None
            else:
                read = read.get(key) if isinstance(read, dict) else None
        return f"{part.pointer}/{name}" if read == value else None

    def _value(self, text: str, at: str | None) -> Value:
        source = self._source(at) if at else None
        if source is None:
            return Value(text)
        return Value(text, at, source.confidence < UNSURE_BELOW, source.rule)

    def _source(self, at: str) -> Source | None:
        if at in self._sources:
            return self._sources[at]
        return next((each for pointer, each in self._sources.items() if pointer.startswith(at + "/")), None)


def _correction(part: Part) -> dict[str, Any]:
    was = plain_text(part.read) if part.correction else ""
    return {"correction": part.correction, "was": was, "seen": part.seen}


def item_text(each: Any) -> str:
    """Return one thing of a list in words: a skill, a language with its fluency, a link."""
    if not isinstance(each, dict):
        return str(each or "")
    if each.get("language"):
        return each["language"] + (f" ({each['fluency']})" if each.get("fluency") else "")
    if each.get("url"):
        return str(each["url"]).split("://", 1)[-1].removeprefix("www.").rstrip("/")
    name, words = str(each.get("name") or ""), [str(word) for word in each.get("keywords") or ()]
    if name and words:
        return f"{name}: {', '.join(words)}"
    return name or ", ".join(words)


def place_text(place: Mapping[str, Any]) -> str:
    """Return a place in one line."""
    names = ("address", "postalCode", "city", "region", "countryCode")
    return ", ".join(dict.fromkeys(str(place[name]) for name in names if place.get(name)))


def plain_text(value: Any) -> str:
    """Return what a value or an entry says in one line, for "it was"."""
    if isinstance(value, dict):
        if value.get("city") or value.get("countryCode"):
            return place_text(value)
        names = ("position", "studyType", "name", "area", "institution", "startDate", "endDate", "date")
        return ", ".join(str(value[name]) for name in names if value.get(name)) or item_text(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(item_text, value)))
    return str(value or "")


def day_text(text: Any) -> str:
    """Return a date of JSON Resume as it is read: "2021", "Mar 2021", "5 Mar 2021"; other text as it is."""
    year, *rest = str(text).split("-")
    if not all(each.isdigit() for each in (year, *rest)) or not 0 < int(rest[0] if rest else 1) <= 12:
        return str(text)
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"


def duration(given: Mapping[str, Any], received_on: date) -> str:
    """Return how long somebody worked somewhere, as "4 y 8 m"; "" where months are not known."""
    start, end = _months(given.get("startDate")), _months(given.get("endDate"))
    if start is None or (end is None and given.get("endDate")):
        return ""
    end = end if end is not None else received_on.year * 12 + received_on.month
    months = end - start + 1
    if months < 1:
        return ""
    years, rest = divmod(months, 12)
    return " ".join(filter(None, (f"{years} y" if years else "", f"{rest} m" if rest else "")))


def _months(text: Any) -> int | None:
    parts = str(text or "").split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        return None
    return int(parts[0]) * 12 + int(parts[1])
