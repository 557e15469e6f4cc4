"""Where in a résumé the person's own details may stand: at the top, below "Contact", in headers, beside the e-mail."""

import re
from collections.abc import Iterator

from ats.resumes.profiles.sections import Section
from ats.resumes.text import Line

_HOME = ("contact", "personal", "other", "summary")
_AWAY = ("work", "education", "volunteer", "projects", "certificates", "publications", "awards", "references")
_NEAR = 3
_SHORT = 90
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TOP_LINES = 12


def find_zone(lines: tuple[Line, ...], sections: tuple[Section, ...]) -> tuple[Line, ...]:
    """Find the lines that may hold contact details, in reading order.

    Those are the first lines, the sections of contact and personal details, headers and footers; and short lines
    near an e-mail address or a link to the person, in whatever section the order of columns has put them.
    """
    elsewhere = {line.start for section in sections if section.kind in _AWAY for line in section.lines}
    chosen = {line.start for line in lines[:TOP_LINES] if line.start not in elsewhere}
    for section in _at_home(sections, _HOME):
        chosen.update(line.start for line in section.lines)
        if section.heading is not None:
            chosen.add(section.heading.start)
    chosen.update(line.start for line in lines if line.kind in ("header", "footer", "form"))
    away = {line.start for section in sections if section.holds("references") for line in section.lines}
    for index, line in enumerate(lines):
        if line.start not in away and line.start not in chosen and _is_personal(line):
            chosen.update(_near(lines, index))
    return tuple(line for line in lines if line.start in chosen and line.start not in away)


def find_home(sections: tuple[Section, ...]) -> frozenset[int]:
    """Tell the starts of the lines that stand where contact details belong, not only near an e-mail address."""
    kinds = ("contact", "personal", "other")
    return frozenset(line.start for section in _at_home(sections, kinds) for line in section.lines)


def _at_home(sections: tuple[Section, ...], kinds: tuple[str, ...]) -> Iterator[Section]:
    """Yield sections of these kinds; those under an unknown heading only before positions and degrees begin."""
    begun = False
    for section in sections:
        begun = begun or section.kind in ("work", "education")
        if any(kind in (section.kind, *section.also) for kind in kinds) and not (
            begun and section.kind == "other"
        ):
            yield section


def _is_personal(line: Line) -> bool:
    if any(link.target.lower().startswith(("mailto:", "tel:")) for link in line.links):
        return True
    return "@" in line.text[: _SHORT * 3] and not _dated(line)


def _near(lines: tuple[Line, ...], index: int) -> list[int]:
    here = lines[index]
    around = lines[max(index - _NEAR, 0) : index + _NEAR + 1]
    return [
        line.start
        for line in around
        if line is here
        or (
            line.page == here.page
            and line.column == here.column
            and len(line.text) <= _SHORT
            and not _dated(line)
        )
    ]


def _dated(line: Line) -> bool:
    """A line with two years is a period of work or study."""
    return len(_YEARS.findall(line.text[:200])) > 1
