"""From the lines of a résumé to its profile: sections first, then one subject after the other."""

from dataclasses import replace
from datetime import date

from ats.resumes.profile import Profile
from ats.resumes.profiles.certificates import put_certificates
from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.education import read_education
from ats.resumes.profiles.experience import months_of_experience
from ats.resumes.profiles.person import put_person, put_sender
from ats.resumes.profiles.personal import set_apart
from ats.resumes.profiles.projects import put_interests, put_projects
from ats.resumes.profiles.rails import align_rails
from ats.resumes.profiles.recognised import doubted, is_recognised, steady
from ats.resumes.profiles.sections import Section, find_sections
from ats.resumes.profiles.side_headings import put_beside
from ats.resumes.profiles.skills import put_skills
from ats.resumes.profiles.suspicion import TWO_PEOPLE, find_second_person, judge
from ats.resumes.profiles.unheaded import with_unheaded
from ats.resumes.profiles.work import read_volunteer, read_work
from ats.resumes.text import Flag, Line, TextRead

_LINES = 5000  # a hundred pages
LONG = Flag("long-profile", f"is so long that only its first {_LINES:,} lines were understood")


def make_profile(text: TextRead, *, received_on: date) -> Profile:
    """Make the profile of a résumé; the same lines and day of receipt always give the same profile.

    ``received_on`` is what "to date" means: never the day on which the text is read. A text that is no résumé gives
    who sent it, at most, and a flag; of two people's résumés in one file the first is read.
    """
    draft = Draft()
    if len(text.lines) > _LINES:
        draft.flag(LONG)
    lines, sections = _of_first_person(draft, align_rails(put_beside(steady(text.lines[:_LINES]))))
    flag = judge(lines, sections)
    if flag is not None:
        draft.flag(flag)
        put_sender(draft, lines, sections)
        return draft.profile()
    sections = with_unheaded(sections)
    telling = set_apart(draft, sections)
    put_person(draft, lines, sections, telling)
    sections = telling
    periods = read_work(sections, draft)
    if periods:
        draft.put("/meta/requisite/experienceMonths", months_of_experience(periods, received_on), None)
    read_volunteer(sections, draft)
    read_education(sections, draft)
    put_skills(draft, sections)
    put_certificates(draft, sections)
    put_projects(draft, sections)
    put_interests(draft, sections)
    profile = draft.profile()
    return replace(profile, sources=doubted(profile.sources)) if is_recognised(text.lines) else profile


def _of_first_person(draft: Draft, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Section, ...]]:
    sections = find_sections(lines)
    second = find_second_person(lines, sections)
    if second is None:
        return lines, sections
    draft.flag(TWO_PEOPLE)
    return lines[:second], find_sections(lines[:second])
