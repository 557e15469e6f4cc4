"""Counts, field by field, what of a document's truth a profile holds, what it misses, and what it makes up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.resumes.comparing import (
    digits,
    is_degree,
    is_employer,
    is_like,
    is_name,
    is_period,
    match,
    read_date,
    short_address,
    skill_key,
    squeeze,
)
from benchmarks.resumes.people import COUNTRIES

FIELDS = (
    "name", "email", "phone", "phone_e164", "urls", "city", "headline", "employer", "title", "work_dates",
    "work_entry", "institution", "degree", "study_area", "edu_end", "skills", "years",
)  # fmt: skip
CORE = (
    "name", "email", "phone", "urls", "city", "employer", "title", "work_dates", "work_entry", "institution",
    "degree", "edu_end", "skills",
)  # fmt: skip
"""The fields whose mean is the figure of a set."""
_CALLING_CODES = {country: about[1] for country, about in COUNTRIES.items()}
_CALLING_CODES |= {"VN": "84", "CN": "86", "IT": "39", "SE": "46", "TR": "90"}
_INSTITUTION_RATIO = 88
_NATIONAL_EXTRA = 6
_MONTHS_OFF = 12


@dataclass(frozen=True)
class Count:
    """Right, made up and missed values of one field; counts add up over documents."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there is nothing to count."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else None


def add_up(rows: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """The counts of several documents together, for every field."""
    sums = dict.fromkeys(FIELDS, Count())
    for row in rows:
        for name, count in row.items():
            sums[name] += count
    return sums


def macro(sums: dict[str, Count]) -> float:
    """The mean F1 of the core fields that anything can be said of."""
    values = [f1 for name in CORE if (f1 := sums[name].f1) is not None]
    return sum(values) / len(values) if values else 0.0


def score(truth: dict[str, Any], profile: dict[str, Any]) -> dict[str, Count]:
    """The counts of one document: `truth` as in its file, `profile` in the shape of `ats.resumes.scoring.scored`.

    Only what is printed counts (``_visible``): a document with years alone is measured by years.
    """
    counts = {
        **_basics(truth, profile.get("basics") or {}),
        **_work(truth["_visible"]["work"], profile.get("work") or []),
        **_education(truth["_visible"]["education"], profile.get("education") or []),
        "skills": _skills(truth["_visible"], profile.get("skills") or []),
        "years": _years(truth["_visible"], profile.get("experience_months")),
    }
    return {
        name: count for name, count in counts.items() if name not in truth["_visible"].get("unscored", ())
    }


def _single(wanted: Any, found: Any, is_same: Callable[[Any, Any], bool]) -> Count:
    if not wanted:
        return Count()
    if not found:
        return Count(missed=1)
    return Count(right=1) if is_same(wanted, found) else Count(extra=1, missed=1)


def _listed(wanted: Iterable[Any], found: Iterable[Any], is_same: Callable[[Any, Any], bool]) -> Count:
    first, second = [each for each in wanted if each], [each for each in found if each]
    missing, rest = match(first, second, is_same)
    return Count(len(first) - len(missing), len(rest), len(missing))


def _basics(truth: dict[str, Any], basics: dict[str, Any]) -> dict[str, Count]:
    seen = truth["_visible"]
    complete = digits(seen.get("phone_e164"))
    national = complete.removeprefix(_CALLING_CODES.get(truth["basics"]["location"].get("countryCode"), ""))

    def is_national(_wanted: str, found: str) -> bool:
        return digits(found).endswith(national) and len(digits(found)) <= len(national) + _NATIONAL_EXTRA

    phone, city = basics.get("phone"), (basics.get("location") or {}).get("city")
    return {
        "name": _single(seen["name"], basics.get("name"), is_name),
        "email": _single(seen["email"], basics.get("email"), lambda a, b: a.lower() == b.strip().lower()),
        "phone": _single(seen["phone"], phone, is_national),
        "phone_e164": _single(seen["phone"], phone, lambda _, found: digits(found) == complete),
        "urls": _urls(truth, basics),
        "city": _single(seen["city"], city, lambda a, b: squeeze(a) in squeeze(b)),
        "headline": _single(seen["label"], basics.get("label"), is_like),
    }


def _urls(truth: dict[str, Any], basics: dict[str, Any]) -> Count:
    seen, own = truth["_visible"], truth["basics"]
    known = [*seen.get("urls_ignore", []), own.get("url"), *(each["url"] for each in own.get("profiles", []))]
    given = [basics.get("url"), *(each.get("url") for each in basics.get("profiles") or [])]
    found = dict.fromkeys(filter(None, map(short_address, given)))
    missing, rest = match([short_address(url) for url in seen["urls"]], list(found), str.__eq__)
    extra = set(rest) - {short_address(url) for url in known}
    return Count(len(seen["urls"]) - len(missing), len(extra), len(missing))


def _work(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Count]:
    def period(entry: dict[str, Any]) -> tuple[str | None, str | None]:
        return read_date(entry.get("startDate")), read_date(entry.get("endDate"))

    def is_entry(entry: dict[str, Any], other: dict[str, Any]) -> bool:
        return (
            (not entry["name"] or is_employer(entry["name"], other.get("name")))
            and (not entry["position"] or is_like(entry["position"], other.get("position")))
            and is_period((entry["start"], entry["end"]), period(other))
        )

    dated = [
        (job["start"], job["end"])
        for job in wanted
        if job["start"] or (job["end"] and job["end"] != "present")
    ]
    periods = [both for both in map(period, found) if any(both)]
    return {
        "employer": _employers([job["name"] for job in wanted], [job.get("name") for job in found]),
        "title": _listed(
            [job["position"] for job in wanted], [job.get("position") for job in found], is_like
        ),
        "work_dates": _listed(dated, periods, is_period),
        "work_entry": _listed(wanted, found, is_entry),
    }


def _employers(wanted: list[str], found: list[str | None]) -> Count:
    """Employers; one that is printed once above several positions may be given once or as often."""
    names, given = [name for name in wanted if name], [name for name in found if name]
    missing, rest = match(names, given, is_employer)
    missing = [name for name in missing if not any(is_employer(name, other) for other in given)]
    return Count(len(names) - len(missing), len(rest), len(missing))


def _education(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Count]:
    def column(entries: list[dict[str, Any]], name: str) -> list[Any]:
        return [entry.get(name) for entry in entries]

    areas = [" ".join(filter(None, (entry.get("studyType"), entry.get("area")))) for entry in found]
    ends = [end for end in column(wanted, "end") if end != "present"]
    return {
        "institution": _listed(
            column(wanted, "institution"),
            column(found, "institution"),
            lambda a, b: is_like(a, b, _INSTITUTION_RATIO),
        ),
        "degree": _listed(column(wanted, "studyType"), column(found, "studyType"), is_degree),
        "study_area": _listed(
            column(wanted, "area"), areas, lambda a, b: bool(squeeze(a)) and squeeze(a) in squeeze(b)
        ),
        "edu_end": _listed(ends, map(read_date, column(found, "endDate")), lambda a, b: str(b)[:4] == a[:4]),
    }


def _skills(seen: dict[str, Any], groups: list[Any]) -> Count:
    given = [skill for group in groups for skill in (group.get("keywords") or [group.get("name")]) if skill]
    wanted = [skill_key(skill) for skill in seen["skills"]]
    found = {key for skill in given if (key := skill_key(skill))}
    right = len(found & set(wanted))
    extra = found - set(wanted) - {skill_key(word) for word in seen["skills_ignore"]}
    return Count(right, len(extra), len(set(wanted) - found))


def _years(seen: dict[str, Any], months: float | None) -> Count:
    if months is None:
        return Count(missed=1)
    is_right = abs(float(months) - seen["experience_months"]) <= _MONTHS_OFF
    return Count(right=1) if is_right else Count(extra=1, missed=1)
