"""The headline below the name: what the person calls themselves, and the summary that tells more."""

import re

from ats.resumes.profiles.draft import Draft, source_of
from ats.resumes.profiles.name import FoundName
from ats.resumes.profiles.parts import Part, list_parts, parts_of
from ats.resumes.profiles.personal import without_facts
from ats.resumes.profiles.place import read_place
from ats.resumes.profiles.sections import Section
from ats.resumes.text import Line
from ats.vocabulary.section_headings import find_section_kinds
from ats.vocabulary.titles import title_score

_AROUND = 8
_LONGEST = 120
_SENTENCE = 60


def find_headline(
    lines: tuple[Line, ...], zone: tuple[Line, ...], name: FoundName | None
) -> tuple[Part, float] | None:
    """Find the headline and how sure it is: behind its label, or the line by the name that reads like a title."""
    for part in list_parts(zone):
        if part.label == "headline" and title_score(part.text) >= 0.5:
            return part, 0.95
    if name is None or name.line is None:
        return None
    own = {line.start for line in zone}
    lines = tuple(line for line in lines if line.start in own or line is name.line)
    at = next((index for index, line in enumerate(lines) if line is name.line), 0)
    around = [*lines[at : at + _AROUND], *reversed(lines[max(at - 2, 0) : at])]
    best: tuple[float, Part] | None = None
    for distance, line in enumerate(around):
        for part in list_parts((line,)):
            score = _score(part, name) - distance / 50
            if score >= 0.6 and (best is None or score > best[0]):
                best = score, part
    return (best[1], min(best[0], 0.95)) if best else None


def _score(part: Part, name: FoundName) -> float:
    text = part.text
    own = (
        part.line is name.line
        and part.source(1, "").start < name.source.end
        and name.source.start < part.source(1, "").end
    )
    if own or part.label or len(text) > _LONGEST or "@" in text or find_section_kinds(text) or _speaks(part):
        return 0.0
    if read_place(text).score >= 3:
        return 0.0
    return title_score(text)


def _speaks(part: Part) -> bool:
    """A headline is no sentence, nor the beginning of one that goes on, nor an address of the web."""
    text = part.text
    head, colon, _ = text.partition(":")
    return bool(
        (colon and find_section_kinds(head))
        or re.search(r"\w\.[a-z]{2,}|://", text)
        or ". " in text
        or part.line.text.rstrip().endswith((".", "!"))
        or len(part.line.text) > _SENTENCE
        and " and " in text
    )


def put_summary(draft: Draft, sections: tuple[Section, ...], zone_start: Line | None) -> None:
    """Put the text below "Profile" or "Summary"; without such a heading, the first sentences at the top."""
    for section in sections:
        if section.holds("summary") and section.kind == "summary":
            lines = [
                line for line in section.lines if _is_prose(line.text) and not _is_contact(line, zone_start)
            ]
            if lines:
                _put(draft, lines, 0.9, "below the heading of the summary")
                return
    for line in (line for section in sections for line in section.lines):
        head, colon, rest = line.text[:_LONGEST].partition(":")
        if colon and rest.strip() and find_section_kinds(head) == ("summary",):
            start = len(head) + 1 + len(line.text[len(head) + 1 :]) - len(line.text[len(head) + 1 :].lstrip())
            place = source_of(line, start, len(line.text), 0.8, "behind the label of the summary")
            if shorter := without_facts(draft, line.text[start:]):
                draft.put("/basics/summary", shorter, place)
            return
    if sections and sections[0].heading is None:
        lines = [line for line in sections[0].lines if line is not zone_start and _is_sentence(line.text)]
        if lines:
            following = _with_ends(sections[0].lines, lines)
            _put(draft, following, 0.7, "sentences above the first heading")


def _is_contact(line: Line, name: Line | None) -> bool:
    return line is name or any(part.label for part in parts_of(line))


def _with_ends(lines: tuple[Line, ...], sentences: list[Line]) -> list[Line]:
    """Add the short last line of each paragraph of sentences."""
    chosen = {line.start for line in sentences}
    for before, line in zip(lines, lines[1:], strict=False):
        if (
            before.start in chosen
            and line.block == before.block
            and not before.text.rstrip().endswith((".", "!"))
        ):
            chosen.add(line.start)
    return [line for line in lines if line.start in chosen]


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 2 and "@" not in text or text.rstrip().endswith(".")


def _is_sentence(text: str) -> bool:
    return (
        len(text) >= _SENTENCE
        and len(text.split()) >= 8
        and "@" not in text
        and "|" not in text
        and "\t" not in text
    )


def _put(draft: Draft, lines: list[Line], confidence: float, rule: str) -> None:
    text = " ".join(line.text.strip().replace("\t", " ") for line in lines)
    first = source_of(lines[0], 0, len(lines[0].text), confidence, rule)
    source = type(first)(first.start, lines[-1].end, first.page, first.box, confidence, rule)
    if shorter := without_facts(draft, text):
        draft.put("/basics/summary", shorter, source)
