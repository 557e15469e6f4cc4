"""What a résumé tells that an employer has no business to weigh: recognised, named, and left out of the profile."""

import re

from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.parts import LONGEST_LINE, list_parts
from ats.resumes.text import Line
from ats.vocabulary.contact_labels import find_label, find_telling_word, is_left_out

_BORN = re.compile(
    r"\b(?:born(?: on)?|geb(?:oren)?\.?(?: am)?|née? le|nacid[oa] el|urodzon[ya]|ur\.|nat[oa] il|geboren op|dob)\b"
    r"[^\d\n]{0,20}\d{1,4}",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"(?<!\w)\d{2} (?:years old|jahre alt|ans\b(?! d)|años(?! de)|lat(?! do)|anos(?! de)|anni\b(?! d)|jaar oud)",
    re.IGNORECASE,
)
_SHORT = 60


def put_left_out(draft: Draft, zone: tuple[Line, ...]) -> None:
    """Note every kind of such details among the contact and personal details; the values are not kept."""
    for part in list_parts(zone):
        if part.label and is_left_out(part.label):
            draft.leave_out(part.label)
        elif part.label is None:
            told = find_telling_word(part.text)
            for piece in part.text.split(",") if told is None and len(part.text) <= _SHORT else ():
                told = told or find_telling_word(piece)
            if told:
                draft.leave_out(told)
    for line in zone:
        text = line.text[:LONGEST_LINE]
        if _BORN.search(text):
            draft.leave_out("birth date")
        if len(text) <= _SHORT and _AGED.search(text):
            draft.leave_out("age")


def is_private(line: Line) -> bool:
    """Say whether a whole line begins with the label of something that is left out."""
    label = find_label(re.split(r"[:\t]", line.text, maxsplit=1)[0])
    return label is not None and is_left_out(label)
