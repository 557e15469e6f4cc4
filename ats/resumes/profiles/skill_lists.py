"""Lines that list skills, as groups: their names, levels, columns side by side, items that a line's end has broken."""

import re
from collections import Counter
from dataclasses import dataclass, field

from ats.resumes.profile import Source
from ats.resumes.profiles.looks import look_of
from ats.resumes.profiles.runs import Fragment, Run, fragments_of, join, run_of
from ats.resumes.profiles.skill_items import list_items, share_known
from ats.resumes.profiles.skill_tables import find_labelled
from ats.resumes.text import Line
from ats.vocabulary.languages import find_language, find_language_at_start
from ats.vocabulary.periods import find_periods
from ats.vocabulary.section_headings import find_section_kinds
from ats.vocabulary.skill_groups import is_skill_group, is_skill_level
from ats.vocabulary.skills import find_skill

MOSTLY = 0.6
_NEAR = 8.0
_LARGER = 1.3
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.[a-z]{2,6}/")
LONGEST_GROUP = 45


@dataclass
class Group:
    """A group of skills: its name and where it stands, the level of all, the text runs that list them."""

    name: str | None = None
    source: Source | None = None
    level: str | None = None
    x: float | None = None
    runs: list[Run] = field(default_factory=list)
    below: int = 0


def read_groups(lines: tuple[Line, ...], group: Group) -> list[Group]:
    """Read the lines of a list into groups; groups side by side take what stands below each of them."""
    groups = [group]
    abreast: list[Group] = []
    sizes = Counter(line.size for line in lines)
    usual = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0
    labelled = find_labelled(lines)
    for index, line in enumerate(lines):
        fragments = fragments_of(line)
        if index in labelled:
            abreast = _begin_row(groups, fragments)
            continue
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


def _begin_row(groups: list[Group], fragments: tuple[Fragment, ...]) -> list[Group]:
    """Begin a group with a row of a table; what stands beside the name of another subject is no skill."""
    label, *values = fragments
    kinds = find_section_kinds(label.text)
    if kinds and kinds[0] != "skills" and _is_other_list(" ".join(value.text for value in values)):
        groups.append(Group())
        return []
    begun = _begin(groups, [], (label,))
    for value in values:
        _append(begun[0], value)
    return begun


def _is_foreign(line: Line) -> bool:
    """A line that the reading order has put among the skills: a period, an address."""
    if line.kind in ("header", "footer") or _ADDRESS.search(line.text[:300]):
        return True
    return bool(line.text.strip() and find_periods(line.text) and len(line.text) < 60)


def _is_group(fragment: Fragment, following: Line | None, beside: int) -> bool:
    text = fragment.text.rstrip(": ")
    if len(text) > LONGEST_GROUP or not text:
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
    return (bolder or fragment.text.endswith(":")) and share_known(following.text)[0] >= MOSTLY


def _begin(groups: list[Group], before: list[Group], fragments: tuple[Fragment, ...]) -> list[Group]:
    """Begin a group for every name on a line; a second line of names goes on with the names above it."""
    begun: list[Group] = []
    for fragment in fragments:
        name, level = _without_level(fragment.text)
        above = next((group for group in before if not group.runs and _is_below(group, fragment)), None)
        if above is not None and above.name and is_skill_group(f"{above.name} {name}"):
            above.name = f"{above.name} {name}"
            begun.append(above)
            continue
        source = run_of(fragment).source(0, len(fragment.text), 0.85, "name of a group of skills")
        group = Group(name, source, level, fragment.x)
        groups.append(group)
        begun.append(group)
    kept = [group for group in before if group not in begun and not group.runs]
    return sorted(kept + begun, key=lambda group: group.x or 0.0) if kept and len(fragments) == 1 else begun


def _with_column(abreast: list[Group], begun: list[Group]) -> list[Group]:
    """Put a group that begins in one column of several in the place of the group above it."""
    if len(abreast) < 2:
        return begun
    new = begun[-1] if len(begun) == 1 else next((group for group in begun if group not in abreast), begun[0])
    others = [
        group for group in abreast if group is not new and abs((group.x or 0.0) - (new.x or 0.0)) > _NEAR
    ]
    return sorted([*others, new], key=lambda group: group.x or 0.0)


def _is_below(group: Group, fragment: Fragment) -> bool:
    return group.x is None or fragment.x is None or abs(group.x - fragment.x) <= _NEAR


def _without_level(text: str) -> tuple[str, str | None]:
    text = text.strip().rstrip(":").strip()
    bare, _, rest = text.partition("(")
    if rest and is_skill_level(rest.strip(" )")):
        return bare.strip(), rest.strip(" )")
    return text, None


def _take(groups: list[Group], abreast: list[Group], fragment: Fragment) -> None:
    """Give a fragment to its group: a group's name and colon before it begin a new one, a level is the group's."""
    group = _column(abreast, fragment) if abreast else groups[-1]
    text = fragment.text
    if is_skill_level(text.strip("()- ")):
        if not group.runs:
            group.level = text.strip("()- ")
        return
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head) <= LONGEST_GROUP and not _is_skill_with_level(head, rest):
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


def _column(abreast: list[Group], fragment: Fragment) -> Group:
    if fragment.x is None:
        return abreast[-1]
    reached = [group for group in abreast if group.x is not None and group.x <= fragment.x + _NEAR]
    return max(reached, key=lambda group: group.x or 0.0) if reached else abreast[0]


def _append(group: Group, fragment: Fragment) -> None:
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
