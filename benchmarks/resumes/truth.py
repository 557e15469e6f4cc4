"""What a reader should find in a document: its truth, holding only what can be seen."""

from typing import Any

from benchmarks.resumes.people import Position, Study, count_months
from benchmarks.resumes.sheet import Sheet


def make_truth(sheet: Sheet, locale: str) -> dict[str, Any]:
    """JSON Resume of the person with `_meta` (locale, language, months) and `_visible` (what is printed)."""
    person = sheet.person
    months = count_months(person.work)
    return {
        "basics": {
            "name": person.name,
            "label": sheet.headline or "",
            "email": person.email,
            "phone": person.phone,
            "url": "",
            "summary": person.summary,
            "location": {"city": person.city, "countryCode": person.country},
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
        "city": person.city,
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
