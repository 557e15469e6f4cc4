"""Facts that did not come out of a file's pages: typed by a colleague, or taken over from a JSON Resume."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ats.documents.rules.entries import ENTRIES, Resume, list_entries
from ats.resumes.profiles.experience import months_of_experience
from ats.vocabulary.periods import Moment, Period

_CONTACT = ("name", "label", "email", "phone", "url")
_ORDER = {
    "work": ("position", "name", "location", "startDate", "endDate", "summary", "description"),
    "education": ("studyType", "area", "institution", "startDate", "endDate"),
    "certificates": ("name", "issuer", "date"),
    "projects": ("name", "entity", "url", "startDate", "endDate", "description"),
}


def contact_of(resume: Resume) -> dict[str, str]:
    """Return what a profile says of a person's name, email, phone and link, "" where it says nothing."""
    basics = resume.get("basics") or {}
    links = [each["url"] for each in basics.get("profiles") or () if each.get("url")]
    return {
        "name": str(basics.get("name") or ""),
        "email": str(basics.get("email") or ""),
        "phone": str(basics.get("phone") or ""),
        "link": str(basics.get("url") or next(iter(links), "")),
    }


def with_months(resume: Resume, received_on: date) -> dict[str, Any]:
    """Return a profile with the months of experience that its work comes to on the day of receipt."""
    months = months_of_experience(map(_period, list_entries(resume, "work")), received_on)
    meta = dict(resume.get("meta") or {})
    own = {key: value for key, value in (meta.get("requisite") or {}).items() if key != "experienceMonths"}
    meta["requisite"] = {**own, "experienceMonths": months} if months else own
    return {**resume, "meta": meta}


def text_of(resume: Resume) -> str:
    """Return a profile as lines of text, one blank line between its entries: what search finds, and a page shows."""
    return "\n\n".join(filter(None, ("\n".join(block) for block in _blocks(resume))))


def _blocks(resume: Resume) -> Iterator[list[str]]:
    basics = resume.get("basics") or {}
    place = ", ".join(map(str, (basics.get("location") or {}).values()))
    links = [each["url"] for each in basics.get("profiles") or () if each.get("url")]
    yield [*(str(basics[name]) for name in _CONTACT if basics.get(name)), *filter(None, [place]), *links]
    yield [str(basics["summary"])] if basics.get("summary") else []
    for section in ENTRIES:
        for entry in list_entries(resume, section):
            values = [str(entry[name]) for name in _ORDER[section] if entry.get(name)]
            yield [", ".join(values), *map(str, entry.get("highlights") or ())]
    yield [_words(each, "name", "keywords") for each in resume.get("skills") or ()]
    yield [_words(each, "language", "fluency") for each in resume.get("languages") or ()]


def _words(item: Resume, name: str, more: str) -> str:
    further = item.get(more) or ""
    further = ", ".join(map(str, further)) if isinstance(further, list) else str(further)
    return ": ".join(filter(None, (str(item.get(name) or ""), further)))


def _period(entry: Resume) -> Period:
    start, end = (_moment(entry.get(name)) for name in ("startDate", "endDate"))
    return Period(start, end, start is not None and end is None, 0, 0)


def _moment(text: Any) -> Moment | None:
    parts = str(text or "").split("-")
    return Moment(*map(int, parts)) if all(part.isdecimal() for part in parts) else None
