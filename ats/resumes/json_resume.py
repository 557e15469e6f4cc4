"""Writes a profile as a JSON Resume document and takes values out of one, naming every field that is wrong.

JSON Resume: the schema "resume-schema" 1.2.1 (jsonresume.org). Its checks are written out here: kinds of values,
dates of ISO 8601 by year, month or day, addresses, and no section that the schema does not know.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from ats.resumes.profile import Profile
from ats.vocabulary.degrees import Level

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"
MOST_ENTRIES = 500
LONGEST_TEXT = 20_000
_LONGEST_NAME = 60

# Halves of surrogate pairs, which no encoding can write, and control characters but for tab and line ends.
_NO_TEXT = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DATE = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?\Z")
_DAY_LENGTH = len("2021-03-05")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\Z")
_E164, _LEVELS = re.compile(r"\+[1-9][0-9]{6,14}"), frozenset(Level)
_PERIOD = {"startDate": "date", "endDate": "date"}
_PROFILE = {"network": "text", "username": "text", "url": "url"}
_LOCATION = dict.fromkeys(("address", "postalCode", "city", "countryCode", "region"), "text")
_BASICS: dict[str, Any] = {
    **dict.fromkeys(("name", "label", "image", "phone", "summary"), "text"),
    "email": "email",
    "url": "url",
    "location": _LOCATION,
    "profiles": [_PROFILE],
}
_SECTIONS: dict[str, Any] = {
    "basics": _BASICS,
    "work": [
        {
            **dict.fromkeys(("name", "location", "description", "position", "summary"), "text"),
            **_PERIOD,
            "url": "url",
            "highlights": ["text"],
        }
    ],
    "volunteer": [
        {
            **dict.fromkeys(("organization", "position", "summary"), "text"),
            **_PERIOD,
            "url": "url",
            "highlights": ["text"],
        }
    ],
    "education": [
        {
            **dict.fromkeys(("institution", "area", "studyType", "score"), "text"),
            **_PERIOD,
            "url": "url",
            "courses": ["text"],
        }
    ],
    "awards": [{"title": "text", "date": "date", "awarder": "text", "summary": "text"}],
    "certificates": [{"name": "text", "date": "date", "url": "url", "issuer": "text"}],
    "publications": [
        {"name": "text", "publisher": "text", "releaseDate": "date", "url": "url", "summary": "text"}
    ],
    "skills": [{"name": "text", "level": "text", "keywords": ["text"]}],
    "languages": [{"language": "text", "fluency": "text"}],
    "interests": [{"name": "text", "keywords": ["text"]}],
    "references": [{"name": "text", "reference": "text"}],
    "projects": [
        {
            **dict.fromkeys(("name", "description", "entity", "type"), "text"),
            **_PERIOD,
            "url": "url",
            "highlights": ["text"],
            "keywords": ["text"],
            "roles": ["text"],
        }
    ],
}
_LEFT_OUT = ("image",)
_WORDS = {
    "text": "must be text",
    "date": "must be a date as YYYY, YYYY-MM or YYYY-MM-DD",
    "url": "must be an address of the web with http:// or https://",
    "email": "must be an e-mail address",
}


class InvalidDocument(ValueError):
    """A document is no JSON Resume. ``problems`` name the field and say what it must be, one by one."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class TakenResume:
    """What a document holds for a profile; ``left_out`` names fields that were understood and not taken.

    ``problems`` name those that are wrong and were not taken for that, with what they must be.
    """

    resume: dict[str, Any]
    left_out: tuple[str, ...] = field(default=())
    problems: tuple[str, ...] = field(default=())


def to_document(profile: Profile) -> dict[str, Any]:
    """Make a valid JSON Resume document of a profile; what the schema has no place for stands under meta.requisite."""
    document: dict[str, Any] = {"$schema": SCHEMA}
    for name, shape in _SECTIONS.items():
        value = _fitting(profile.resume.get(name), shape)
        if value:
            document[name] = value
    own = profile.resume.get("meta", {}).get("requisite")
    document["meta"] = {"version": "v1.2.1", **({"requisite": own} if own else {})}
    return document


def from_document(document: Any) -> TakenResume:
    """Take the good values of a JSON Resume document, and name the others; raise InvalidDocument where none is good.

    Pictures are left out, as everywhere; fields of an entry that the schema does not know are not taken either, but
    for ``company``, which an employer's name was called before version 1 of the schema.
    """
    document = _with_names(document)
    problems = tuple(list_problems(document))
    if not isinstance(document, dict):
        raise InvalidDocument(problems)
    left_out: list[str] = []
    sections = {name: _good(document[name], shape) for name, shape in _SECTIONS.items() if name in document}
    resume = {name: _taken(value, _SECTIONS[name], name, left_out) for name, value in sections.items()}
    resume = {name: value for name, value in resume.items() if value}
    if problems and not resume:
        raise InvalidDocument(problems)
    own = _own_of(document, resume) if resume else {}
    if own:
        resume["meta"] = {"requisite": own}
    return TakenResume(resume, tuple(left_out), problems)


def _own_of(document: dict[str, Any], resume: dict[str, Any]) -> dict[str, Any]:
    """Return the good values under meta.requisite that nothing else says again: telephones, and levels of degrees."""
    meta = document.get("meta")
    own = meta.get("requisite") if isinstance(meta, dict) else None
    if not isinstance(own, dict):
        return {}
    phones = [phone for phone in map(_phone, _few(own.get("phones"))) if phone]
    levels = [_level(entry) for entry in _few(own.get("education"))]
    # By their places: where an entry was left off, it is not certain any more whose level each one is.
    fit = len(levels) <= len(resume.get("education", ())) == len(_few(document.get("education")))
    taken = {"phones": phones, "education": levels if fit and any(levels) else []}
    return {name: value for name, value in taken.items() if value}


def _few(value: Any) -> list[Any]:
    return value[:MOST_ENTRIES] if isinstance(value, list) else []


def _phone(value: Any) -> dict[str, str]:
    """Return a telephone as it was written, with its international form where that is one."""
    if not isinstance(value, dict) or any(_problems(value.get("written"), "text", "")):
        return {}
    written, e164 = (value.get("written") or "").strip()[:_LONGEST_NAME], value.get("e164")
    if not written:
        return {}
    return {"written": written, **({"e164": e164} if isinstance(e164, str) and _E164.fullmatch(e164) else {})}


def _level(value: Any) -> dict[str, str]:
    level = value.get("level") if isinstance(value, dict) else None
    return {"level": level} if isinstance(level, str) and level in _LEVELS else {}


def _with_names(document: Any) -> Any:
    if not isinstance(document, dict) or not isinstance(document.get("work"), list):
        return document
    entries = (
        {**entry, "name": entry["company"]}
        if isinstance(entry, dict) and "company" in entry and not entry.get("name")
        else entry
        for entry in document["work"]
    )
    return {**document, "work": list(entries)}


def _good(value: Any, shape: Any) -> Any:
    """Leave off what is wrong. Without its end a period would last until today: so its beginning goes with it."""
    if value is None:
        return None
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return None
        good = {key: _good(value[key], inner) for key, inner in shape.items() if key in value}
        if "endDate" in shape and value.get("endDate") is not None and good["endDate"] is None:
            good["startDate"] = None
        if _ends_before_it_begins(value, shape):
            good["startDate"] = good["endDate"] = None
        return good
    if isinstance(shape, list):
        return [_good(item, shape[0]) for item in value[:MOST_ENTRIES]] if isinstance(value, list) else None
    return None if any(_problems(value, shape, "")) else value


def given_back(resume: dict[str, Any]) -> dict[str, Any]:
    """Return what an import takes out of the export of a profile: less than it says where JSON Resume has no place."""
    known = {
        name: _taken(_fitting(resume.get(name), shape), shape, name, []) for name, shape in _SECTIONS.items()
    }
    return {name: value for name, value in known.items() if value}


def from_text(text: str) -> TakenResume:
    """Take the good values of a document as JSON text; raise InvalidDocument as above, also where it is no JSON."""
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise InvalidDocument(("its lists and groups lie too deep within each other",)) from error
    except ValueError as error:
        raise InvalidDocument((f"the file is no JSON: {error}",)) from error
    return from_document(document)


def list_problems(document: Any) -> Iterator[str]:
    """Yield what keeps a document from being a JSON Resume, each with the field it is about."""
    if not isinstance(document, dict):
        yield "the document must be an object"
        return
    for name, value in document.items():
        if name in _SECTIONS:
            yield from _problems(value, _SECTIONS[name], name)
        elif name == "meta":
            yield from [] if isinstance(value, dict) else ["meta: must be an object"]
        elif name != "$schema":
            yield f"{_quoted(name)}: is no section of JSON Resume"


def _quoted(name: str) -> str:
    """Return a name out of a document as it can be shown: anything may stand there, of any length."""
    begin = _NO_TEXT.sub("\ufffd", name[:_LONGEST_NAME])
    return begin if len(name) <= _LONGEST_NAME else f"{begin}…"


def _problems(value: Any, shape: Any, at: str) -> Iterator[str]:
    if value is None:
        return
    if isinstance(shape, dict):
        yield from _problems_of_object(value, shape, at)
    elif isinstance(shape, list):
        yield from _problems_of_list(value, shape[0], at)
    elif not _is(value, shape):
        yield f"{at}: {_WORDS[shape]}"
    elif _NO_TEXT.search(value):
        yield f"{at}: holds characters that belong in no text"
    elif len(value) > LONGEST_TEXT:
        yield f"{at}: is longer than {LONGEST_TEXT} characters"


def _problems_of_object(value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: must be an object"
        return
    for key, inner in shape.items():
        if key in value:
            yield from _problems(value[key], inner, f"{at}/{key}")
    if _ends_before_it_begins(value, shape):
        yield f"{at}/endDate: must not be before startDate"


def _ends_before_it_begins(value: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Compare the dates of a period by what both state: "2021" is not after "2021-03"."""
    start, end = value.get("startDate"), value.get("endDate")
    if "endDate" not in shape or not (start and end and _is(start, "date") and _is(end, "date")):
        return False
    start, end = start.strip(), end.strip()
    return start[: len(end)] > end[: len(start)]


def _problems_of_list(value: Any, shape: Any, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at}: must be a list"
        return
    if len(value) > MOST_ENTRIES:
        yield f"{at}: has more than {MOST_ENTRIES} entries"
        return
    for index, inner in enumerate(value):
        yield from _problems(inner, shape, f"{at}/{index}")


def _is(value: Any, shape: str) -> bool:
    if not isinstance(value, str):
        return False
    value = value.strip()  # as it is taken
    if shape == "date":
        return value == "" or _is_date(value)
    if shape == "email":
        return value == "" or _EMAIL.match(value) is not None
    return shape == "text" or value == "" or _is_address(value)


def _is_date(value: str) -> bool:
    if _DATE.match(value) is None:
        return False
    try:
        # The pattern lets the 30th of February through.
        return len(value) < _DAY_LENGTH or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    try:
        address = urlsplit(value)
        # Only asking for the port says that it is no number.
        host = address.hostname if address.port != 0 else None
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(host) and " " not in value


def _taken(value: Any, shape: Any, at: str, left_out: list[str]) -> Any:
    """Copy what the shape knows, without empty values; note pictures."""
    if value is None:
        return None
    if isinstance(shape, dict):
        kept: dict[str, Any] = {}
        for key, inner in shape.items():
            if value.get(key) in (None, "", [], {}) or str(value[key]).isspace():
                continue
            if key in _LEFT_OUT:
                left_out.append(f"{at}/{key}")
                continue
            kept[key] = _taken(value[key], inner, f"{at}/{key}", left_out)
        return kept
    if isinstance(shape, list):
        items = [_taken(item, shape[0], f"{at}/{index}", left_out) for index, item in enumerate(value)]
        return [item for item in items if item]
    return value.strip()


def _fitting(value: Any, shape: Any) -> Any:
    """Copy what fits the shape and leave off what does not: a profile may say more than the schema allows."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return None
        pairs = ((key, _fitting(value.get(key), inner)) for key, inner in shape.items())
        return {key: inner for key, inner in pairs if inner} or None
    if isinstance(shape, list):
        items = [_fitting(item, shape[0]) for item in value] if isinstance(value, list) else []
        return [item for item in items if item][:MOST_ENTRIES] or None
    return value[:LONGEST_TEXT] if _is(value, shape) and value else None
