"""The reader as a scorer of profiles wants it: one file in, a JSON Resume in the flat shape of such scorers out."""

from datetime import date
from pathlib import Path
from typing import Any

from ats.resumes.profile import Profile
from ats.resumes.reading import read_here

RECEIVED_ON = date(2026, 11, 23)
"""The day on which the documents of the measured corpus count as received."""


def profile_of(path: str) -> dict[str, Any]:
    """Read a file in this very process, pictures of text with tesseract, and return its profile as ``scored``."""
    file = Path(path)
    return scored(read_here(file.read_bytes(), file.name, received_on=RECEIVED_ON).profile)


def scored(profile: Profile) -> dict[str, Any]:
    """Flatten a profile: one telephone number, complete where its country is known, and the months of experience."""
    resume = profile.resume
    own = resume.get("meta", {}).get("requisite", {})
    basics = dict(resume.get("basics", {}))
    phones = own.get("phones", [])
    if phones:
        basics["phone"] = phones[0].get("e164") or phones[0]["written"]
    flat = {**resume, "basics": basics}
    if "experienceMonths" in own:
        flat["experience_months"] = own["experienceMonths"]
    return flat
