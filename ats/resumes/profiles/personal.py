"""What a résumé tells that an employer has no business to weigh: recognised, named, and left out of the profile."""

import re
from dataclasses import replace
from itertools import zip_longest

from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.parts import LONGEST_LINE, Part, list_parts
from ats.resumes.profiles.sections import Section
from ats.resumes.text import Line
from ats.vocabulary.contact_labels import find_label, is_left_out
from ats.vocabulary.private_facts import list_facts, tells_facts_alone

_HOME = ("contact", "summary", "personal", "other", "interests", "languages")
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3}[.!?])|(?<=\d{4}[.!?]))\s+")
_AGED = re.compile(r"\b\d{2}(?:[- ]years?[- ]old|-?jährige[rn]?)\s", re.IGNORECASE)


def put_left_out(draft: Draft, zone: tuple[Line, ...]) -> None:
    """Note every kind of such details among the contact and personal details; the values are not kept."""
    for part in list_parts(zone):
        if part.label and is_left_out(part.label):
            draft.leave_out(part.label)
    for line in zone:
        for fact in list_facts(line.text[:LONGEST_LINE]):
            draft.leave_out(fact.what)


def set_apart(draft: Draft, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Take the lines out of all sections that tell nothing but such details, and note their kinds."""
    return tuple(_without(draft, section) for section in sections)


def _without(draft: Draft, section: Section) -> Section:
    private: set[int] = set()
    at_home = section.kind in _HOME
    for line, following in zip_longest(section.lines, section.lines[1:]):
        told = tells_facts_alone(line.text, at_home=at_home) or _several(line.text)
        private.update([line.start] if told else [])
        label = find_label(line.text) if following is not None and not told else None
        if label is not None and is_left_out(label):  # its value stands on the line below
            told = tells_facts_alone(f"{line.text}: {following.text}", at_home=at_home)
            private.update([line.start, following.start] if told else [])
        for what in told:
            draft.leave_out(what)
    if not private:
        return section
    return replace(section, lines=tuple(line for line in section.lines if line.start not in private))


def _several(text: str) -> tuple[str, ...]:
    """Return the kinds of such details on a line of several: what else stands there is of no other subject."""
    facts = list_facts(text) if "@" not in text else ()
    kinds = tuple(dict.fromkeys(fact.what for fact in facts))
    return kinds if len(kinds) > 1 and any(fact.sure for fact in facts) else ()


def without_facts(draft: Draft, text: str) -> str:
    """Take the sentences out of a text that tell nothing but such details, and an age set before a noun."""
    kept, sentences = [], _SENTENCE_END.split(text)
    for sentence in sentences:
        told = tells_facts_alone(sentence, at_home=True)
        for what in told:
            draft.leave_out(what)
        if not told:
            kept.append(sentence)
    if len(kept) == len(sentences) and not _AGED.search(text):
        return text
    if _AGED.search(text):
        draft.leave_out("age")
    return _AGED.sub("", " ".join(kept))


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
