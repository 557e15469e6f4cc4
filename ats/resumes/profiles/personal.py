"""What a résumé tells that an employer has no business to weigh: recognised, named, and left out of the profile."""

import re
from dataclasses import replace
from itertools import zip_longest

from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.parts import LONGEST_LINE, Part, list_parts, trimmed
from ats.resumes.profiles.rows import BULLET
from ats.resumes.profiles.sections import Section, part_of
from ats.resumes.text import Line
from ats.vocabulary.contact_labels import find_label, is_left_out
from ats.vocabulary.private_facts import list_facts, tells_facts_alone, words_beside
from ats.vocabulary.titles import title_score

_HOME = ("contact", "personal")
_TOLD = ("summary", "other", "interests", "languages")
"""Sections where people tell of themselves, but of other things as well."""

_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3}[.!?])|(?<=\d{4}[.!?]))\s+")
_AGED = re.compile(r"\d{2}(?:[- ]years?[- ]old|-?jährige[rn]?)\s", re.IGNORECASE)
_AGED_PERSON = re.compile(rf"\b(?:I am|I[’']m|ich bin)(?: an?| eine?)? (?={_AGED.pattern})", re.IGNORECASE)
_AGED_FIRST = re.compile(rf"(?:(?<=[.!?]\s)|^)(?:(?:an?|eine?) )?(?={_AGED.pattern})", re.IGNORECASE)


def put_left_out(draft: Draft, zone: tuple[Line, ...], sections: tuple[Section, ...]) -> None:
    """Note every kind of such details among the contact and personal details; the values are not kept."""
    own = {line.start for section in sections if section.kind in _HOME for line in section.lines}
    for part in list_parts(tuple(line for line in zone if line.start in own)):
        if part.label and is_left_out(part.label):
            draft.leave_out(part.label)
    for line in zone:
        for fact in list_facts(line.text[:LONGEST_LINE], strictly=line.start not in own):
            if fact.sure or line.start in own:
                draft.leave_out(fact.what)


def set_apart(draft: Draft, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Take the lines out of all sections that tell nothing but such details, and note their kinds."""
    return tuple(_without(draft, section) for section in sections)


def _without(draft: Draft, section: Section) -> Section:
    kept: list[Line] = []
    named = False  # by a label on the line above, whose value this line is
    for line, following in zip_longest(section.lines, section.lines[1:]):
        if named:
            named = False
            continue
        told = _told(section, line, line.text)
        label = find_label(line.text) if following is not None and not told else None
        if label is not None and is_left_out(label):
            told = _told(section, line, f"{line.text}: {following.text}")
            named = bool(told)
        parts = () if told else (line,)
        if section.holds("skills") and section.kind not in _HOME and not named:
            parts, told = _cut(line)
        kept += parts
        for what in told:
            draft.leave_out(what)
    return section if tuple(kept) == section.lines else replace(section, lines=tuple(kept))


def _told(section: Section, line: Line, text: str) -> tuple[str, ...]:
    """Return the kinds of such details that a line tells, if it tells nothing else or is of several, by its section.

    The name of a project or a point of a list may be a title ("Born in Berlin"): there one detail needs its label.
    """
    if section.kind in _HOME:
        return tells_facts_alone(text, at_home=True) or _several(text, strictly=False)
    bullet = BULLET.match(text) if not text.startswith("*") else None  # which is a sign of birth as well
    text = text[bullet.end() :] if bullet else text
    told = tells_facts_alone(text, at_home=section.kind in _TOLD, strictly=True)
    titled = section.kind == "projects" or line.kind == "list" or bullet is not None
    if titled and len(told) == 1 and section.kind not in _TOLD:
        return told if any(fact.named for fact in list_facts(text, strictly=True)) else ()
    return told or _several(text, strictly=True)


def _several(text: str, *, strictly: bool) -> tuple[str, ...]:
    """Return the kinds of such details on a line of several: what else stands there is of no other subject.

    ``strictly`` asks besides that they make up most of it.
    """
    facts = list_facts(text, strictly=strictly) if "@" not in text else ()
    kinds = tuple(dict.fromkeys(fact.what for fact in facts))
    if len(kinds) < 2 or not any(fact.sure for fact in facts):
        return ()
    length = sum(fact.end - fact.start for fact in facts)
    return kinds if not strictly or length > len(words_beside(text, facts)) else ()


def _cut(line: Line) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Cut the details out of a list of skills; return what is left of the line, and the kinds that were cut out."""
    facts = list_facts(line.text, strictly=True)
    if not any(fact.sure for fact in facts):
        return (line,), ()
    facts = tuple(fact for fact in facts if fact.sure or fact.what in ("age", "children"))
    starts = (0, *(fact.end for fact in facts))
    ends = (*(fact.start for fact in facts), len(line.text))
    rest = (trimmed(line, start, end) for start, end in zip(starts, ends, strict=True))
    left = tuple(part_of(line, part.start, part.end) for part in rest if part.start < part.end)
    return left, tuple(dict.fromkeys(fact.what for fact in facts))


def without_facts(draft: Draft, text: str) -> str:
    """Take the sentences out of a text that tell nothing but such details, and an age set before a noun."""
    kept, sentences = [], _SENTENCE_END.split(text)
    for sentence in sentences:
        told = tells_facts_alone(sentence, at_home=True, strictly=True)
        for what in told:
            draft.leave_out(what)
        if not told:
            kept.append(sentence)
    if len(kept) != len(sentences):
        text = " ".join(kept)
    for match in reversed([*_AGED_PERSON.finditer(text), *_AGED_FIRST.finditer(text)]):
        aged = _AGED.match(text, match.end())
        following = text[aged.end() :].split()[:3] if aged else []
        who = (" ".join(following[:count]).rstrip(".,;") for count in (1, 2, 3))
        if aged and (match.re is _AGED_PERSON or any(title_score(words) >= 0.5 for words in who)):
            draft.leave_out("age")
            text = text[: aged.start()] + text[aged.end() :]
    return text


def without_age(draft: Draft, part: Part) -> Part:
    """Take the age off the beginning of a headline ("34-jähriger Bäcker")."""
    match = _AGED.match(part.text)
    if match is None:
        return part
    draft.leave_out("age")
    return part.within(match.end(), len(part.text))


def is_private(line: Line) -> bool:
    """Say whether a line begins with the label of something that is left out; a label alone names another line."""
    head, *rest = re.split(r"[:\t]", line.text, maxsplit=1)
    label = find_label(head)
    return label is not None and is_left_out(label) and any(part.strip() for part in rest)
