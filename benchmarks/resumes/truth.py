"""What a reader should find in a document: its truth, holding only what can be seen."""

from typing import Any

from benchmarks.resumes.notation import Notation
from benchmarks.resumes.people import RECEIVED_ON, Month, Position, Study
from benchmarks.resumes.sheet import Sheet


def make_truth(sheet: Sheet, locale: str) -> dict[str, Any]:
    """JSON Resume of the person with `_meta` (locale, language, months) and `_visible` (what is printed)."""
    person = sheet.person
    months = count_months(person.work, sheet.notation)
    return {
        "basics": {
            "name": person.name,
            "label": sheet.headline or "",
            "email": person.email,
            "phone": person.phone,
            "url": "",
            "summary": person.summary,
            "location": {"city": _city(sheet), "countryCode": person.country},
            "profiles": [{"url": link} for link in person.links],
        },
        "work": [_work(job) for job in person.work],
        "education": [_education(study) for study in person.studies],
        "skills": [{"name": "", "keywords": list(person.skills)}],
        "languages": [{"language": text.split(" - ")[0]} for text in person.tongues],
        "_meta": {
            "locale": locale,
            "lang": person.language,
            "phone_e164": person.e164,
            "experience_months": months,
        },
        "_visible": _visible(sheet, months),
    }


def count_months(positions: tuple[Position, ...], notation: Notation) -> int:
    """Months of work as far as they are printed, overlaps counted once, a going-on position to the day of receipt.

    Where only years are printed, each counts from or to its middle, which is wrong by half a year at most.
    """
    months: set[int] = set()
    for position in positions:
        end = (RECEIVED_ON.year, RECEIVED_ON.month) if position.end is None else _seen(position.end, notation)
        start = _seen(position.start, notation)
        months.update(range(start[0] * 12 + start[1], end[0] * 12 + end[1]))
    return len(months)


def _seen(month: Month, notation: Notation) -> Month:
    return (month[0], 7) if notation.shows_years_only else month


def _city(sheet: Sheet) -> str:
    return sheet.person.city.split(",")[0]


def _visible(sheet: Sheet, months: int) -> dict[str, Any]:
    person, write = sheet.person, sheet.notation.visible
    headings = [section.heading for section in sheet.sections]
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "phone_e164": person.e164,
        "urls": list(person.links),
        "urls_ignore": [],
        "city": _city(sheet),
        "label": sheet.headline,
        "work": [
            {
                "name": job.employer,
                "position": job.title,
                "start": write(job.start),
                "end": write(job.end) if job.end else "present",
            }
            for job in person.work
        ],
        "education": [
            {
                "institution": study.school,
                "studyType": study.degree,
                "area": study.area,
                "start": write(study.start),
                "end": write(study.end),
            }
            for study in person.studies
        ],
        "skills": list(person.skills),
        "skills_ignore": [*headings, *(text.split(" - ")[0] for text in person.tongues)],
        "experience_months": months,
    }


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02}"


def _work(job: Position) -> dict[str, Any]:
    entry = {"name": job.employer, "position": job.title, "startDate": _month(job.start)}
    if job.end:
        entry["endDate"] = _month(job.end)
    return {**entry, "highlights": list(job.highlights)}


def _education(study: Study) -> dict[str, Any]:
    return {
        "institution": study.school,
        "studyType": study.degree,
        "area": study.area,
        "startDate": _month(study.start),
        "endDate": _month(study.end),
    }
