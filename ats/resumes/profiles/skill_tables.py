"""Tables in which every row has a label and, beside it, what it is about: "Sprachen | Deutsch", "EDV | SAP, Excel"."""

from ats.resumes.profiles.runs import fragments_of
from ats.resumes.text import Line
from ats.vocabulary.section_headings import find_section_kinds
from ats.vocabulary.skill_groups import is_skill_group, is_skill_level
from ats.vocabulary.skills import find_skill

_LONGEST_LABEL = 45


def find_labelled(lines: tuple[Line, ...]) -> frozenset[int]:
    """Find the rows of such a table by their place among the lines; none where the first cells are no labels.

    Some label must be known for one, and none may be a skill: else the cells are columns of skills, or their levels.
    """
    rows = {index: texts for index, line in enumerate(lines) if len(texts := _cells(line)) == 2}
    names = [label for label, _ in rows.values()]
    if (
        len(rows) < 2
        or not all(map(_may_label, names))
        or any(is_skill_level(value) for _, value in rows.values())
    ):
        return frozenset()
    subjects = sum(bool(find_section_kinds(name)) for name in names)
    known = sum(bool(find_section_kinds(name)) or is_skill_group(name) for name in names)
    return frozenset(rows) if subjects and known * 2 >= len(names) else frozenset()


def _cells(line: Line) -> list[str]:
    return [fragment.text.rstrip(": ") for fragment in fragments_of(line)]


def _may_label(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_LABEL
        and "," not in text
        and (is_skill_group(text) or find_skill(text) is None)
    )
