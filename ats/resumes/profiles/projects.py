"""Projects and interests: the name of each, when, where to find it, and what the résumé says of it."""

import re

from ats.resumes.profile import Source
from ats.resumes.profiles.certificates import entries_of
from ats.resumes.profiles.draft import Draft, source_of
from ats.resumes.profiles.links import find_links
from ats.resumes.profiles.runs import Fragment, fragments_of, run_of
from ats.resumes.profiles.sections import Section
from ats.resumes.profiles.skill_items import list_items, share_known
from ats.resumes.text import Line
from ats.vocabulary.periods import Period, find_periods
from ats.vocabulary.skill_groups import is_skill_group

_BULLET = re.compile(r"^\s*[•·●▪◦‣*–—-]\s+|^\s*[▶►➤]\s*")
_TOLD = re.compile(r"\s[–—:-]\s|:\s")
_DIVIDED = re.compile(r"[,;|•·\t]+")
_MOST = 60
_LONGEST = 400


def put_projects(draft: Draft, sections: tuple[Section, ...]) -> None:
    """Put the projects in the order in which they stand."""
    index = 0
    for section in sections:
        if section.kind == "projects":
            for entry in entries_of(_without_groups(section.lines)):
                if index < _MOST and _put_entry(draft, f"/projects/{index}", entry):
                    index += 1


def _without_groups(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Leave off what follows a line of names of skill groups: a list that a column's break has put here."""
    for index, line in enumerate(lines):
        fragments = fragments_of(line)
        if index and fragments and all(is_skill_group(fragment.text) for fragment in fragments):
            return lines[:index]
    return lines


def _put_entry(draft: Draft, pointer: str, entry: tuple[Line, ...]) -> bool:
    name = _name(entry[0])
    if name is None:
        return False
    draft.put(
        f"{pointer}/name", name.text, run_of(name).source(0, len(name.text), 0.8, "first words of a project")
    )
    told: list[Fragment] = []
    highlights = keywords = 0
    for line in entry:
        for fragment in fragments_of(line):
            rest = _without_period(draft, pointer, fragment)
            if rest is None or (line is entry[0] and rest.start <= name.start < rest.end):
                rest = _behind_name(line, name, fragment)
            if rest is None:
                continue
            share, items = share_known(rest.text)
            if items and share >= 0.75:
                keywords = _put_keywords(draft, pointer, rest, keywords)
            elif _BULLET.match(line.text) or line.kind == "list":
                place = run_of(rest).source(0, len(rest.text), 0.8, "point below a project")
                draft.put(f"{pointer}/highlights/{highlights}", rest.text, place)
                highlights += 1
            else:
                told.append(rest)
    if told:
        draft.put(f"{pointer}/description", " ".join(part.text for part in told), _from_to(told))
    _put_url(draft, pointer, entry)
    return True


def _name(line: Line) -> Fragment | None:
    """Take the beginning of the first line, up to a tab, a colon or a dash between blanks, without its period."""
    for fragment in fragments_of(line):
        text = fragment.text[:_LONGEST]
        period = next(iter(find_periods(text)), None)
        end = period.first if period else len(text)
        told = _TOLD.search(text, 0, end)
        end = told.start() if told and told.start() > 1 else end
        name = text[:end].rstrip(" ,(|–—-:")
        if any(char.isalpha() for char in name):
            return Fragment(line, fragment.start, fragment.start + len(name), fragment.x)
    return None


def _behind_name(line: Line, name: Fragment, fragment: Fragment) -> Fragment | None:
    if line is not name.line or not fragment.start <= name.start < fragment.end:
        return None
    rest = line.text[name.end : fragment.end]
    text = rest.lstrip(" ,(|–—-:")
    if not text or find_periods(text[:_LONGEST]):
        return None
    return Fragment(line, fragment.end - len(text), fragment.end)


def _without_period(draft: Draft, pointer: str, fragment: Fragment) -> Fragment | None:
    """Put the period that a fragment states; return the fragment where it says more than that."""
    text = fragment.text[:_LONGEST]
    period: Period | None = next(iter(find_periods(text)), None)
    if period is None:
        return fragment
    left = re.sub(r"[\W_]", "", text[: period.first] + text[period.last :])
    if len(left) > 40:
        return fragment
    place = run_of(fragment).source(period.first, period.last, 0.85, "period of the project")
    if period.start:
        draft.put(f"{pointer}/startDate", str(period.start), place)
    if period.end:
        draft.put(f"{pointer}/endDate", str(period.end), place)
    return None if len(left) <= 3 else fragment


def _put_keywords(draft: Draft, pointer: str, fragment: Fragment, index: int) -> int:
    run = run_of(fragment)
    for item in list_items(fragment.text):
        draft.put(
            f"{pointer}/keywords/{index}",
            item.name,
            run.source(item.start, item.end, 0.8, "skill of a project"),
        )
        index += 1
    return index


def _put_url(draft: Draft, pointer: str, entry: tuple[Line, ...]) -> None:
    link = next(iter(find_links(entry, bare=False)), None)
    if link is not None:
        draft.put(f"{pointer}/url", link.url, link.source)


def _from_to(fragments: list[Fragment]) -> Source:
    first, last = fragments[0], fragments[-1]
    one = source_of(first.line, first.start, first.end, 0.75, "text of a project")
    return Source(one.start, last.line.start + last.end, one.page, one.box, one.confidence, one.rule)


def put_interests(draft: Draft, sections: tuple[Section, ...]) -> None:
    """Put the interests, each by its name."""
    index = 0
    for section in sections:
        if section.kind != "interests":
            continue
        for line in section.lines:
            for fragment in fragments_of(line):
                for start, end in _divided(fragment.text):
                    if index < _MOST and end - start <= 60:
                        place = run_of(fragment).source(start, end, 0.8, "listed among the interests")
                        draft.put(f"/interests/{index}/name", fragment.text[start:end], place)
                        index += 1


def _divided(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for match in [*_DIVIDED.finditer(text), None]:
        end = match.start() if match else len(text)
        part = text[start:end].strip(" .-–")
        if part:
            at = text.index(part, start)
            found.append((at, at + len(part)))
        start = match.end() if match else end
    return found
