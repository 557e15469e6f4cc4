"""Spoken languages and how well: "Deutsch (Muttersprache)", a language above its level, "Fluent: English, Polish"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.parts import list_parts
from ats.resumes.profiles.runs import Fragment, fragments_of, run_of
from ats.resumes.profiles.sections import Section
from ats.resumes.text import Line
from ats.vocabulary.contact_labels import find_label
from ats.vocabulary.languages import find_fluency, find_language_at_start
from ats.vocabulary.section_headings import find_section_kinds

_ITEM = re.compile(r"[^,;|•·●▪/]+(?:\([^()]*\)[^,;|•·●▪/]*)?")
_EDGES = " \t.:–—-•·*()[]"
_MOST = 20
_LABEL = 60


@dataclass
class _Spoken:
    name: str
    source: Source
    known: str
    fluency: str | None = None
    fluency_source: Source | None = None


def put_languages(draft: Draft, sections: tuple[Section, ...], zone: tuple[Line, ...]) -> None:
    """Put every language once, with its fluency as printed where the résumé says it."""
    found: dict[str, _Spoken] = {}
    for section in sections:
        if section.holds("languages"):
            for spoken in _read(section.lines):
                _keep(found, spoken)
    if not found:
        for fragment in _labelled(sections, zone):
            for spoken in _of_fragment(fragment):
                _keep(found, spoken)
    for index, spoken in enumerate(list(found.values())[:_MOST]):
        draft.put(f"/languages/{index}/language", spoken.name, spoken.source)
        if spoken.fluency:
            draft.put(f"/languages/{index}/fluency", spoken.fluency, spoken.fluency_source)


def _keep(found: dict[str, _Spoken], spoken: _Spoken) -> None:
    known = found.setdefault(spoken.known, spoken)
    if known.fluency is None:
        known.fluency, known.fluency_source = spoken.fluency, spoken.fluency_source


def _labelled(sections: tuple[Section, ...], zone: tuple[Line, ...]) -> Iterator[Fragment]:
    """Yield what stands behind "Languages:" among the skills, the personal details, or at the top."""
    for part in list_parts(zone):
        if part.label == "languages":
            yield Fragment(part.line, part.start, part.end)
    for section in sections:
        yield from _beside_label(section.lines)
        for line in section.lines:
            for fragment in fragments_of(line) if ":" in line.text[:_LABEL] else ():
                head, colon, rest = fragment.text.partition(":")
                names_them = find_section_kinds(head) == ("languages",) or find_label(head) == "languages"
                if colon and names_them and rest.strip():
                    yield Fragment(line, fragment.end - len(rest), fragment.end)


def _beside_label(lines: tuple[Line, ...]) -> Iterator[Fragment]:
    """Yield what stands in the row of a table beside "Languages", and the languages on the lines below it."""
    inside = False
    for line in lines:
        fragments = fragments_of(line)
        label = fragments[0].text.rstrip(": ") if len(fragments) > 1 else ""
        if label:
            inside = find_section_kinds(label) == ("languages",)
        inside = inside and find_language_at_start(fragments[-1].text.strip(_EDGES)) is not None
        if inside:
            yield from fragments[1:] if label else fragments


def _read(lines: tuple[Line, ...]) -> Iterator[_Spoken]:
    """Read the lines of a section; a line that holds only levels belongs to the languages above it, in order."""
    waiting: list[_Spoken] = []
    for line in lines:
        fragments = fragments_of(line)
        levels = [_level(fragment) for fragment in fragments]
        if waiting and levels and all(levels) and len(levels) <= len(waiting):
            for spoken, level in zip(waiting, levels, strict=False):
                if level is not None and spoken.fluency is None:
                    spoken.fluency, spoken.fluency_source = level
            yield from waiting[: len(levels)]
            waiting = waiting[len(levels) :]
            continue
        spoken_here: list[_Spoken] = []
        for fragment, level in zip(fragments, levels, strict=True):
            if level is not None and spoken_here and spoken_here[-1].fluency is None:
                spoken_here[-1].fluency, spoken_here[-1].fluency_source = level
            else:
                spoken_here.extend(_of_fragment(fragment))
        if spoken_here:
            yield from waiting
            waiting = spoken_here
    yield from waiting


def _level(fragment: Fragment) -> tuple[str, Source] | None:
    """Return the words of a fragment that says how well and names no language."""
    text = fragment.text.strip(_EDGES)
    found = find_fluency(text)
    if found is None or found[1] - found[0] < len(text) * 0.6:
        return None
    start = fragment.text.find(text)
    return text, run_of(fragment).source(start, start + len(text), 0.85, "level below its language")


def _of_fragment(fragment: Fragment) -> Iterator[_Spoken]:
    head, colon, rest = fragment.text.partition(":")
    shared = find_fluency(head) if colon and not _names_languages(head) else None
    begin = len(head) + 1 if shared else 0
    level = head.strip(_EDGES) if shared else None
    for match in _ITEM.finditer(fragment.text, begin):
        spoken = _of_item(fragment, match.start(), match.end(), "language with its level")
        if spoken is None:
            continue
        if spoken.fluency is None and level:
            spoken.fluency, spoken.fluency_source = (
                level,
                run_of(fragment).source(0, len(head), 0.8, "level before it"),
            )
        yield spoken


def _names_languages(text: str) -> bool:
    return any(find_language_at_start(item.strip(_EDGES)) for item in text.split(","))


def _of_item(fragment: Fragment, start: int, end: int, rule: str) -> _Spoken | None:
    """Read one item: the language first and its level behind it, or the level first ("fluent in German")."""
    text = fragment.text
    while start < end and text[start] in _EDGES:
        start += 1
    run = run_of(fragment)
    for begin in [start, *(start + match.end() for match in re.finditer(r"\s+", text[start:end][:80]))]:
        found = find_language_at_start(text[begin:end])
        if found is None:
            continue
        known, length = found
        name = text[begin : begin + length]
        spoken = _Spoken(_spelled(name), run.source(begin, begin + length, 0.95, rule), known)
        rest_start = begin + length if begin == start else start
        rest_end = end if begin == start else begin
        _add_level(spoken, fragment, rest_start, rest_end)
        return spoken
    return None


def _add_level(spoken: _Spoken, fragment: Fragment, start: int, end: int) -> None:
    rest = fragment.text[start:end]
    found = find_fluency(rest)
    if found is None:
        return
    words = rest.strip(_EDGES)
    if len(words) <= found[1] - found[0] + 30 and words.count("(") == words.count(")") and len(words) <= 60:
        at = rest.find(words)
        found = (at, at + len(words))
    spoken.fluency = rest[found[0] : found[1]].strip(_EDGES)
    spoken.fluency_source = run_of(fragment).source(
        start + found[0], start + found[1], 0.9, "level beside its language"
    )


def _spelled(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name
