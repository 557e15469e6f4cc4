"""Skills in their groups with levels: from sections of skills, and from groups and lists of skills elsewhere."""

import re
from collections.abc import Iterator

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.runs import Fragment, fragments_of, run_of
from ats.resumes.profiles.sections import Section
from ats.resumes.profiles.skill_items import list_items, same_skill, share_known
from ats.resumes.profiles.skill_lists import LONGEST_GROUP, MOSTLY, Group, read_groups
from ats.resumes.text import Line
from ats.vocabulary.languages import find_language_at_start
from ats.vocabulary.periods import find_periods
from ats.vocabulary.section_headings import find_section_kinds
from ats.vocabulary.skill_groups import is_skill_group, is_skill_level
from ats.vocabulary.skills import find_skill

_BY_LISTS = ("other", "summary", "contact", "languages", "personal")
_FARTHEST = 1_000
_SIGNS = re.compile(r"[\t,|•·]")
_LONGEST_ITEM = 40
MOST_SKILLS = 400


def put_skills(draft: Draft, sections: tuple[Section, ...]) -> None:
    """Put every skill once: groups with keywords, skills without a group by themselves."""
    seen: set[str] = set()
    index = 0
    for group, sure in _groups(sections):
        keywords = list(_keywords(group, seen, sure))
        if not keywords or len(seen) > MOST_SKILLS:
            continue
        if group.name:
            _put_group(draft, index, group, keywords)
            index += 1
            continue
        for name, level, source in keywords:
            draft.put(f"/skills/{index}/name", name, source)
            if level:
                draft.put(f"/skills/{index}/level", level, source)
            index += 1


def _put_group(
    draft: Draft, index: int, group: Group, keywords: list[tuple[str, str | None, Source]]
) -> None:
    draft.put(f"/skills/{index}/name", group.name, group.source)
    if group.level:
        draft.put(f"/skills/{index}/level", group.level, group.source)
    for position, (name, _, source) in enumerate(keywords):
        draft.put(f"/skills/{index}/keywords/{position}", name, source)


def _keywords(group: Group, seen: set[str], sure: bool) -> Iterator[tuple[str, str | None, Source]]:
    for run in group.runs:
        for item in list_items(run.text):
            key = same_skill(item.name)
            unfit = (
                _is_no_skill(item.name)
                if sure and not item.known
                else not (sure or (item.known and item.listed))
            )
            if key in seen or not key or unfit:
                continue
            seen.add(key)
            rule = "listed among the skills" if sure else "known skill in a list"
            source = run.source(item.start, item.end, 0.95 if item.known else 0.8, rule)
            yield item.name, item.level, source


def _is_no_skill(name: str) -> bool:
    spoken = find_language_at_start(name)
    return "@" in name or spoken is not None or is_skill_level(name) or name.isdigit() or len(name) < 2


def _groups(sections: tuple[Section, ...]) -> Iterator[tuple[Group, bool]]:
    for section in sections:
        if section.holds("skills"):
            for group in read_groups(section.lines, _heading_group(section)):
                yield group, True
        elif section.heading is not None and _lists_skills(section):
            named = section.kind != "summary" or is_skill_group(section.heading.text)
            for group in read_groups(section.lines, Group(*_named(section.heading)) if named else Group()):
                yield group, True
        elif section.kind != "interests":
            for line in section.lines:
                yield from _labelled(line)
            for group in _scattered(section.lines, at_home=section.kind in _BY_LISTS):
                yield group, False


def _labelled(line: Line) -> Iterator[tuple[Group, bool]]:
    """What stands behind "Skills:" or "Technologies used:" on a line of its own, wherever that is."""
    head, colon, rest = line.text[:_FARTHEST].partition(":")
    if not colon or not rest.strip() or len(head) > LONGEST_GROUP or find_section_kinds(head) != ("skills",):
        return
    start = len(line.text[:_FARTHEST]) - len(rest.lstrip())
    yield Group(runs=[run_of(Fragment(line, start, len(line.text)))]), True


def _heading_group(section: Section) -> Group:
    """A heading such as "Databases" names its group; "Skills" names none."""
    heading = section.heading
    if heading is not None and is_skill_group(heading.text) and not find_section_kinds(heading.text):
        return Group(*_named(heading))
    return Group()


def _named(line: Line) -> tuple[str, Source]:
    run = run_of(Fragment(line, 0, len(line.text)))
    return line.text.strip().rstrip(":"), run.source(0, len(line.text), 0.85, "heading of a group of skills")


def _lists_skills(section: Section) -> bool:
    """A section under an unknown heading, or "Languages", lists skills when most of its items are known ones."""
    if section.kind not in ("other", "languages", "summary") or not section.lines:
        return False
    if section.kind == "languages" and any(
        find_language_at_start(line.text.strip(" •·*-–")) for line in section.lines[:4]
    ):
        return False
    known = total = 0.0
    for line in section.lines[:30]:
        if is_skill_group(line.text) or is_skill_level(line.text):
            continue
        for fragment in fragments_of(line):
            share, items = share_known(fragment.text)
            known += share * items
            total += items
    return total > 0 and known / total >= MOSTLY


def _scattered(lines: tuple[Line, ...], *, at_home: bool) -> Iterator[Group]:
    """Groups of skills that a column's break has put under another heading, and lines that list known skills.

    Where skills are not ``at_home``, among positions or degrees, more is asked of such lines.
    """
    index = 0
    while index < len(lines):
        end = _end_of_list(lines, index, at_home)
        if end > index:
            yield from read_groups(lines[index:end], Group())
        index = max(end, index + 1)


def _end_of_list(lines: tuple[Line, ...], start: int, at_home: bool) -> int:
    """Return where a list that begins here ends; the start itself where none begins."""
    line = lines[start]
    begins = is_skill_group(line.text) and find_skill(line.text) is None
    if not begins and not (at_home and _is_dense(line)) and not _is_grid(lines, start):
        return start
    end, listed = start + 1, 0 if begins else 1
    while end < len(lines):
        text = lines[end].text
        if _knows(lines[end]) and (at_home or _spelled_as_listed(text)):
            listed += 1
        elif not (is_skill_group(text) or is_skill_level(text) or _is_wrapped(lines, end)):
            break
        end += 1
    return end if listed >= (1 if at_home else 2) or (listed and not begins) else start


def _is_dense(line: Line) -> bool:
    share, items = share_known(line.text)
    return items >= 3 and share >= 0.75 and not find_periods(line.text) and _spelled_as_listed(line.text)


def _is_grid(lines: tuple[Line, ...], index: int) -> bool:
    """A line of nothing but known skills, two at least, in a layout with pages and not below a list of courses."""
    line = lines[index]
    if line.page == 0 or line.text.endswith("."):
        return False
    pieces = _SIGNS.split(line.text)
    if len(pieces) < 2 or max(map(len, pieces)) > _LONGEST_ITEM:
        return False
    share, items = share_known(line.text)
    before = " ".join(before.text for before in lines[max(index - 2, 0) : index]).casefold()
    listed = (items >= 2 and share == 1.0 or items >= 4 and share >= 0.5) and _spelled_as_listed(line.text)
    return (
        listed
        and not find_periods(line.text)
        and not any(word in before for word in ("cours", "kurs", "modul", "cursos", "przedmiot"))
    )


def _spelled_as_listed(text: str) -> bool:
    """Lists write "Code review", sentences "code review"."""
    for item in list_items(text):
        skill = find_skill(item.name)
        if item.name[:1].islower() and skill and item.name not in (skill.name, *skill.others):
            return False
    return True


def _is_wrapped(lines: tuple[Line, ...], index: int) -> bool:
    """A short line between lines of skills is the end of an item of the line above."""
    words = lines[index].text.split()
    following = lines[index + 1] if index + 1 < len(lines) else None
    return len(words) <= 3 and lines[index].text.isascii() and following is not None and _knows(following)


def _knows(line: Line) -> bool:
    share, items = share_known(line.text)
    return items > 0 and share >= MOSTLY
