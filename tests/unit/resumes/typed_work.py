"""What the positions of a typed résumé are read as."""

from datetime import date

from ats.resumes.profiles.making import make_profile
from tests.unit.resumes.typed import typed

RECEIVED = date(2026, 11, 23)


def work_of(text, *, placed=False):
    resume = make_profile(typed(text, placed=placed), received_on=RECEIVED).resume
    return [
        tuple(item.get(key) for key in ("position", "name", "startDate", "endDate"))
        for item in resume.get("work", [])
    ]
