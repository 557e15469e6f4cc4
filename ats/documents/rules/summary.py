"""One line on who somebody is, made of a profile: what they do, where, and for how long."""

from typing import Any

from ats.documents.rules.entries import Resume, list_entries

LENGTH = 160


def experience_months(resume: Resume) -> int | None:
    """Return the months of experience that the reader counted, overlaps once; None if it counted none."""
    months = ((resume.get("meta") or {}).get("requisite") or {}).get("experienceMonths")
    return months if isinstance(months, int) and not isinstance(months, bool) and months > 0 else None


def years_text(months: int) -> str:
    """Return months of experience in words: "8 months", "1 year", "12 years"."""
    if months < 12:
        return f"{months} month{'' if months == 1 else 's'}"
    years = months // 12
    return f"{years} year{'' if years == 1 else 's'}"


def current_work(resume: Resume) -> dict[str, Any] | None:
    """Return the work that goes on, or else the first one on the document; None if there is none."""
    work = list_entries(resume, "work")
    return next((each for each in work if each.get("startDate") and not each.get("endDate")), None) or next(
        iter(work), None
    )


def one_line(resume: Resume) -> str:
    """Return who somebody is in at most LENGTH characters: "Storage engineer at Nordwind, 9 years"; "" if unknown."""
    work = current_work(resume) or {}
    basics = resume.get("basics") or {}
    role = str(work.get("position") or basics.get("label") or "").strip()
    employer = str(work.get("name") or "").strip()
    months = experience_months(resume)
    if employer and role:
        who = f"{role} at {employer}" if not work.get("endDate") else f"{role}, last at {employer}"
    else:
        who = role or employer
    line = ", ".join(filter(None, (who, years_text(months) if months and who else "")))
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip(" ,") + "…"
