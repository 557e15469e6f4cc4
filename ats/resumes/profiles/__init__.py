"""From the lines of a résumé to its profile: sections first, then one subject after the other."""

from datetime import date

from ats.resumes.profile import Profile
from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.education import read_education
from ats.resumes.profiles.experience import months_of_experience
from ats.resumes.profiles.person import put_person
from ats.resumes.profiles.sections import find_sections
from ats.resumes.profiles.skills import put_skills
from ats.resumes.profiles.work import read_work
from ats.resumes.text import TextRead


def make_profile(text: TextRead, *, received_on: date) -> Profile:
    """Make the profile of a résumé; the same lines and day of receipt always give the same profile.

    ``received_on`` is what "to date" means: never the day on which the text is read.
    """
    draft = Draft()
    sections = find_sections(text.lines)
    put_person(draft, text.lines, sections)
    periods = read_work(sections, draft)
    if periods:
        draft.put("/meta/requisite/experienceMonths", months_of_experience(periods, received_on), None)
    read_education(sections, draft)
    put_skills(draft, sections)
    return draft.profile()
