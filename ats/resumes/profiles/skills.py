"""Skills in their groups with levels: from sections of skills, and from groups and lists of skills elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.looks import look_of
from ats.resumes.profiles.runs import Fragment, Run, fragments_of, join, run_of
from ats.resumes.profiles.sections import Section
from ats.resumes.profiles.skill_items import list_items, same_skill, share_known
from ats.resumes.text import Line
from ats.vocabulary.languages import find_language, find_language_at_start
from ats.vocabulary.periods import find_periods
from ats.vocabulary.section_headings import find_section_kinds
from ats.vocabulary.skill_groups import is_skill_group, is_skill_level
from ats.vocabulary.skills import find_skill

_BY_LISTS = ("other", "summary", "contact", "languages", "personal")
_MOSTLY = 0.6
_NEAR = 8.0
_LARGER = 1.3
_FARTHEST = 1_000
_SIGNS = re.compile(r"[\t,|•·]")
_LONGEST_ITEM = 40
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.[a-z]{2,6}/")
_LONGEST_GROUP = 45
MOST_SKILLS = 400


@dataclass
class _Group:
    """A group of skills: its name and where it stands, the level of all, the text runs that list them."""

    name: str | None = None
    source: Source | None = None
    level: str | None = None
    x: float | None = None
    runs: list[Run] = field(default_factory=list)
    below: int = 0


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
    draft: Draft, index: int, group: _Group, keywords: list[tuple[str, str | None, Source]]
) -> None:
    draft.put(f"/skills/{index}/name", group.name, group.source)
    if group.level:
        draft.put(f"/skills/{index}/level", group.level, group.source)
    for position, (name, _, source) in enumerate(keywords):
        draft.put(f"/skills/{index}/keywords/{position}", name, source)


def _keywords(group: _Group, seen: set[str], sure: bool) -> Iterator[tuple[str, str | None, Source]]:
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


def _groups(sections: tuple[Section, ...]) -> Iterator[tuple[_Group, bool]]:
    for section in sections:
        if section.holds("skills"):
            for group in _read_lines(section.lines, _heading_group(section)):
                yield group, True
        elif section.heading is not None and _lists_skills(section):
            named = section.kind != "summary" or is_skill_group(section.heading.text)
            for group in _read_lines(section.lines, _Group(*_named(section.heading)) if named else _Group()):
                yield group, True
        elif section.kind != "interests":
            for line in section.lines:
                yield from _labelled(line)
            for group in _scattered(section.lines, at_home=section.kind in _BY_LISTS):
                yield group, False


def _labelled(line: Line) -> Iterator[tuple[_Group, bool]]:
    """What stands behind "Skills:" or "Technologies used:" on a line of its own, wherever that is."""
    head, colon, rest = line.text[:_FARTHEST].partition(":")
    if not colon or not rest.strip() or len(head) > _LONGEST_GROUP or find_section_kinds(head) != ("skills",):
        return
    start = len(line.text[:_FARTHEST]) - len(rest.lstrip())
    yield _Group(runs=[run_of(Fragment(line, start, len(line.text)))]), True


def _heading_group(section: Section) -> _Group:
    """A heading such as "Databases" names its group; "Skills" names none."""
    heading = section.heading
    if heading is not None and is_skill_group(heading.text) and not find_section_kinds(heading.text):
        return _Group(*_named(heading))
    return _Group()


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
    return total > 0 and known / total >= _MOSTLY


def _scattered(lines: tuple[Line, ...], *, at_home: bool) -> Iterator[_Group]:
    """Groups of skills that a column's break has put under another heading, and lines that list known skills.

    Where skills are not ``at_home``, among positions or degrees, more is asked of such lines.
    """
    index = 0
    while index < len(lines):
        end = _end_of_list(lines, index, at_home)
        if end > index:
            yield from _read_lines(lines[index:end], _Group())
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
    return items > 0 and share >= _MOSTLY


def _read_lines(lines: tuple[Line, ...], group: _Group) -> list[_Group]:
    """Read the lines of a list into groups; groups side by side take what stands below each of them."""
    groups = [group]
    abreast: list[_Group] = []
    sizes = Counter(line.size for line in lines)
    usual = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0
    for index, line in enumerate(lines):
        fragments = fragments_of(line)
        larger = line.size > usual * _LARGER and line.column != lines[0].column
        if not fragments or larger or _is_foreign(line):
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        heads = [_is_group(fragment, following, len(fragments)) for fragment in fragments]
        if all(heads):
            abreast = _begin(groups, abreast, fragments)
            continue
        for head, fragment in zip(heads, fragments, strict=True):
            if head and (len(abreast) > 1 or fragment is fragments[0]):
                abreast = _with_column(abreast, _begin(groups, abreast, (fragment,)))
            else:
                _take(groups, abreast if len(abreast) > 1 else [], fragment)
    return groups


def _is_foreign(line: Line) -> bool:
    """A line that the reading order has put among the skills: a period, an address."""
    if line.kind in ("header", "footer") or _ADDRESS.search(line.text[:300]):
        return True
    return bool(line.text.strip() and find_periods(line.text) and len(line.text) < 60)


def _is_group(fragment: Fragment, following: Line | None, beside: int) -> bool:
    text = fragment.text.rstrip(": ")
    if len(text) > _LONGEST_GROUP or not text:
        return False
    bare, _, level = text.partition("(")
    if level and is_skill_level(level.strip(" )")):
        text = bare.strip()
    named = is_skill_group(text)
    if named and (find_skill(text) is None or fragment.text.endswith(":")):
        return True
    differs = following is not None and look_of(fragment.line) != look_of(following)
    if named:
        return differs and beside == 1
    if find_skill(text) or "," in text or following is None or beside > 1 or is_skill_level(text):
        return False
    bolder = fragment.line.bold > following.bold or fragment.line.size > following.size * 1.05
    return (bolder or fragment.text.endswith(":")) and share_known(following.text)[0] >= _MOSTLY


def _begin(groups: list[_Group], before: list[_Group], fragments: tuple[Fragment, ...]) -> list[_Group]:
    """Begin a group for every name on a line; a second line of names goes on with the names above it."""
    begun: list[_Group] = []
    for fragment in fragments:
        name, level = _without_level(fragment.text)
        above = next((group for group in before if not group.runs and _is_below(group, fragment)), None)
        if above is not None and above.name and is_skill_group(f"{above.name} {name}"):
            above.name = f"{above.name} {name}"
            begun.append(above)
            continue
        source = run_of(fragment).source(0, len(fragment.text), 0.85, "name of a group of skills")
        group = _Group(name, source, level, fragment.x)
        groups.append(group)
        begun.append(group)
    kept = [group for group in before if group not in begun and not group.runs]
    return sorted(kept + begun, key=lambda group: group.x or 0.0) if kept and len(fragments) == 1 else begun


def _with_column(abreast: list[_Group], begun: list[_Group]) -> list[_Group]:
    """Put a group that begins in one column of several in the place of the group above it."""
    if len(abreast) < 2:
        return begun
    new = begun[-1] if len(begun) == 1 else next((group for group in begun if group not in abreast), begun[0])
    others = [
        group for group in abreast if group is not new and abs((group.x or 0.0) - (new.x or 0.0)) > _NEAR
    ]
    return sorted([*others, new], key=lambda group: group.x or 0.0)


def _is_below(group: _Group, fragment: Fragment) -> bool:
    return group.x is None or fragment.x is None or abs(group.x - fragment.x) <= _NEAR


def _without_level(text: str) -> tuple[str, str | None]:
    text = text.strip().rstrip(":").strip()
    bare, _, rest = text.partition("(")
    if rest and is_skill_level(rest.strip(" )")):
        return bare.strip(), rest.strip(" )")
    return text, None


def _take(groups: list[_Group], abreast: list[_Group], fragment: Fragment) -> None:
    """Give a fragment to its group: a group's name and colon before it begin a new one, a level is the group's."""
    group = _column(abreast, fragment) if abreast else groups[-1]
    text = fragment.text
    if is_skill_level(text.strip("()- ")):
        if not group.runs:
            group.level = text.strip("()- ")
        return
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head) <= _LONGEST_GROUP and not _is_skill_with_level(head, rest):
        other = find_section_kinds(head)
        if other and other[0] in ("languages", "interests", "certificates") and _is_other_list(rest):
            return
        at = fragment.start + len(text) - len(rest.lstrip())
        label = Fragment(fragment.line, fragment.start, fragment.start + len(head), fragment.x)
        group = _begin(groups, [], (label,))[0]
        fragment = Fragment(fragment.line, at, fragment.end, fragment.x)
    _append(group, fragment)


def _is_skill_with_level(head: str, rest: str) -> bool:
    return find_skill(head) is not None and (
        is_skill_level(rest) or find_skill(rest) is None and "," not in rest
    )


def _is_other_list(rest: str) -> bool:
    """Behind "Languages:" may stand spoken languages, which are no skills here, or those of programming."""
    first = rest.split(",")[0]
    return find_language_at_start(first.strip()) is not None or share_known(rest)[0] < 0.5


def _column(abreast: list[_Group], fragment: Fragment) -> _Group:
    if fragment.x is None:
        return abreast[-1]
    reached = [group for group in abreast if group.x is not None and group.x <= fragment.x + _NEAR]
    return max(reached, key=lambda group: group.x or 0.0) if reached else abreast[0]


def _append(group: _Group, fragment: Fragment) -> None:
    """Add to the runs of a group: as the end of the run above it that a line's end has broken, or as its own."""
    above = group.runs[-1].fragments[-1].line if group.runs else None
    for index in range(len(group.runs) - 1, max(len(group.runs) - 6, -1), -1):
        run = group.runs[index]
        last = run.fragments[-1]
        if last.line is not above and last.line is not fragment.line:
            break
        aligned = (
            last.x is None or fragment.x is None or abs(last.x - fragment.x) <= _NEAR or fragment.x < last.x
        )
        if last.line is not fragment.line and _goes_on(run, fragment, aligned):
            hyphen = run.text.endswith("-") and not _known_with(run, fragment, "-")
            group.runs[index] = join(run, fragment, without_hyphen=hyphen)
            return
    group.runs.append(run_of(fragment))


def _goes_on(run: Run, fragment: Fragment, aligned: bool) -> bool:
    """Say whether the first item of a line is the end of the last item of the line above."""
    if run.fragments[-1].line.page != fragment.line.page:
        return False
    items, following = list_items(run.text), list_items(fragment.text)
    if not items or not following or run.text.rstrip()[-1:] in ",;|•·/":
        return False
    last, first = (
        run.text[items[-1].start : items[-1].end],
        fragment.text[following[0].start : following[0].end],
    )
    if find_skill(f"{last} {first}"):
        return aligned or not items[-1].known
    if not aligned:
        return False
    if _known_with(run, fragment, "-") or last.count("(") > last.count(")"):
        return True
    if items[-1].known:
        return False
    return first[:1].islower() or (len(items) > 1 and not following[0].known and not find_language(first))


def _known_with(run: Run, fragment: Fragment, sign: str) -> bool:
    """Say whether the halves make a known skill with a hyphen kept ("Test-" and "driven development")."""
    items, following = list_items(run.text), list_items(fragment.text)
    if not items or not following:
        return False
    last = run.text[items[-1].start : items[-1].end].rstrip("-")
    return run.text.endswith(sign) and find_skill(f"{last}-{following[0].name}") is not None
