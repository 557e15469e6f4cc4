"""Education: institution, degree, subject, grade and time of every entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ats.resumes.profiles.dated import Dated
from ats.resumes.profiles.draft import Draft, source_of
from ats.resumes.profiles.entries import Entry, find_entries
from ats.resumes.profiles.heads import Head, read_heads
from ats.resumes.profiles.marks import is_label, is_prose, is_stack, place_score
from ats.resumes.profiles.rows import Part, Row, cut, make_rows
from ats.resumes.profiles.sections import Section
from ats.resumes.profiles.work import split_place
from ats.vocabulary.degree_names import DegreeName, find_degree_name
from ats.vocabulary.degrees import Level
from ats.vocabulary.institutions import institution_words

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_GRADE_WORDS = (
    r"(?:c?gpa|grade|note|abschlussnote|gesamtnote|notendurchschnitt|durchschnittsnote|average|score|percentage|"
    r"marks|"
    r"moyenne|mention|nota(?:\smedia)?|promedio|średnia|ocena|media|voto|betyg|cijfer)"
)
_HONOUR = (
    r"(?:(?:summa|magna)\s)?cum\slaude|first[- ]class(?:\shonou?rs)?|"
    r"(?:upper|lower)\ssecond(?:[- ]class)?(?:\shonou?rs)?|"
    r"second[- ]class(?:\shonou?rs)?|with\s(?:high(?:est)?\s)?(?:distinction|honou?rs)|distinction|"
    r"mention\s(?:très\s)?bien|mention\sassez\sbien|mit\sauszeichnung|sehr\sgut|z\swyróżnieniem|matrícula\sde\shonor|sobresaliente|2:[12]|1st"
)
_GRADE = re.compile(
    rf"(?:{_GRADE_WORDS}\s?(?:of\s|:\s?|-\s?|\s)?(?:{_HONOUR}|{_NUMBER})(?:\s?(?:/|out\sof|von|sur|z)\s?{_NUMBER})?%?"
    rf"|{_HONOUR}|\(?{_NUMBER}\s?/\s?{_NUMBER}\)?|{_NUMBER}\s?%)",
    re.IGNORECASE,
)
_BARE_GRADE = re.compile(r"(?:\A|\s[-\u2013\u2014,]\s|,\s)(?P<grade>\d{1,2}[.,]\d{1,2})\Z")
_JOINT = re.compile(
    r"\A\W*(?:(?:degree|studium|abschluss)\b\W*)?(?:(?:zum|zur|als|in|of|en|em|w|im\sfach|im\sbereich|in\sder|fach|de|des|der|di|au|on|i|"
    r"na\skierunku|kierunek|major(?:ing)?\sin|speciali[sz]ation|fachrichtung|schwerpunkt|mention|spécialité|option|"
    r"especialidad)\s)?\W*",
    re.IGNORECASE,
)
_TRAILING_JOINT = re.compile(r"[\s,;:|(\[\u2013\u2014-]+(?:in|of|en|em|w|de)?\s*\Z", re.IGNORECASE)
_OTHER_LABEL = re.compile(r"[^\W\d_]{3,30}\s?:\s")  # "Sprachen: Deutsch" is no subject
_SUBJECT_LABEL = re.compile(
    r"\A(?:major|field of study|subject|specialization|fach|fachrichtung|schwerpunkt|spécialité|especialidad|kierunek|"
    r"specjalność)\s?:\s?",
    re.IGNORECASE,
)


@dataclass
class _Study:
    """One entry with its head and the grade that stood in it."""

    entry: Entry
    grade: Part | None


def read_education(sections: Sequence[Section], draft: Draft) -> None:
    """Put all education under ``/education``, the level of each degree under ``/meta/requisite/education``."""
    number = 0
    for section in sections:
        if not section.holds("education"):
            continue
        studies = [_without_grade(entry) for entry in _apart(find_entries(make_rows(section.lines)))]
        heads = read_heads([study.entry for study in studies], degree_score, institution_score)
        _give_back(heads)
        for study, head in zip(studies, heads, strict=True):
            if (head.first is None and head.second is None) or head.inherited and head.first is None:
                continue
            _put(draft, number, study, head)
            number += 1


def _give_back(heads: Sequence[Head]) -> None:
    """Take the school away from a degree that got it from the entry above, unless it stands there as a heading does.

    Below or behind its degree a school belongs to that degree alone; and nobody leaves school at a university.
    """
    owner: Head | None = None
    for head in heads:
        if not head.inherited:
            owner = head
        elif owner is None or not _leads(owner) or _is_of_school(head) and not _is_of_school(owner):
            head.second = None


def _leads(head: Head) -> bool:
    first, second = head.first, head.second
    return second is not None and (
        first is None or (second.line.start, second.start) < (first.line.start, first.start)
    )


def _is_of_school(head: Head) -> bool:
    found = find_degree_name(head.first.text) if head.first is not None else None
    return found is not None and found.level is Level.SECONDARY


def _apart(entries: Sequence[Entry]) -> list[Entry]:
    """Divide undated rows in which a degree and a school follow each other again and again."""
    found: list[Entry] = []
    for entry in entries:
        kinds = [_kind(row) for row in entry.lead]
        if entry.dated is not None or min(kinds.count("degree"), kinds.count("school")) < 2:
            found.append(entry)
            continue
        first = next(kind for kind in kinds if kind)
        for row, kind in zip(entry.lead, kinds, strict=True):
            if kind == first or row is entry.lead[0]:
                found.append(Entry([row]))
            else:
                found[-1].lead.append(row)
        found[-1].body = entry.body
    return found


def _kind(row: Row) -> str:
    if find_degree_name(row.text) is not None and (
        _degree_first(row.text) or not institution_words(row.text)
    ):
        return "degree"
    return "school" if institution_words(row.text) else ""


def degree_score(text: str) -> float:
    """Return how much a text reads like a degree or subject, from 0 to 1."""
    if is_prose(text):
        return 0.0
    if find_degree_name(text) is not None:
        return 0.4 if institution_words(text) and not _degree_first(text) else 1.0
    return 0.0 if institution_words(text) else 0.3


def _degree_first(text: str) -> bool:
    found = find_degree_name(text)
    return found is not None and found.start <= 2


def institution_score(text: str) -> float:
    """Return how much a text reads like the name of a school or university, from 0 to 1."""
    if is_prose(text):
        return 0.0
    count = institution_words(text)
    degree = find_degree_name(text) is not None
    if count:
        return 0.5 if degree and _degree_first(text) else min(1.0, 0.8 + 0.1 * count)
    return 0.0 if degree else 0.4 - place_score(text) / 4


def _without_grade(entry: Entry) -> _Study:
    """Take the grade out of the head of an entry, or find it in the rows below."""
    study = _Study(entry, None)
    entry.lead = [_strip(row, study) for row in entry.lead]
    entry.anchor = _strip(entry.anchor, study) if entry.anchor else None
    entry.tail = [_strip(row, study) for row in entry.tail]
    if study.grade is None:
        for row in entry.body:
            _strip(row, study)
    return study


def _strip(row: Row, study: _Study) -> Row:
    parts = []
    for part in row.parts:
        spot = _grade_in(part.text)
        if spot is None:
            parts.append(part)
            continue
        study.grade = study.grade or cut(part, *spot)
        rest = (cut(part, 0, spot[0]), cut(part, spot[1], len(part.text)))
        parts += [piece for piece in rest if piece is not None and len(piece.text) > 1]
    return replace(row, parts=tuple(parts))


def _grade_in(text: str) -> tuple[int, int] | None:
    match = _GRADE.search(text) if len(text) < 160 else None
    if match is not None:
        return match.span()
    bare = _BARE_GRADE.search(text) if len(text) < 160 else None
    return (bare.start(), bare.end()) if bare else None


def _put(draft: Draft, number: int, study: _Study, head: Head) -> None:
    pointer = f"/education/{number}"
    if head.second is not None:
        name, _ = split_place(head.second)
        _put_part(draft, f"{pointer}/institution", name, head.sure, "name of the school")
    degree, area = _degree_and_area(head)
    if degree is not None:
        _put_part(draft, f"{pointer}/studyType", degree[0], head.sure, "known name of a degree")
        source = source_of(degree[0].line, degree[0].start, degree[0].end, head.sure, "level of the degree")
        draft.put(f"/meta/requisite/education/{number}/level", degree[1].level.value, source)
    else:
        draft.put(f"/meta/requisite/education/{number}/level", None, None)
    if area is not None:
        _put_part(draft, f"{pointer}/area", area, head.sure * 0.9, "subject beside the degree")
    _put_time(draft, pointer, study.entry.dated)
    if study.grade is not None:
        _put_part(draft, f"{pointer}/score", study.grade, 0.8, "grade")


def _put_part(draft: Draft, pointer: str, part: Part, sure: float, rule: str) -> None:
    text = " ".join(part.text.split())
    draft.put(pointer, text, source_of(part.line, part.start, part.end, round(sure, 2), rule))


def _put_time(draft: Draft, pointer: str, dated: Dated | None) -> None:
    """Put when it was; a single date is the end: that of graduation, be it expected."""
    if dated is None:
        return
    period = dated.period
    start, end = (period.start, period.end) if period.is_range else (None, period.end or period.start)
    for name, moment, spot in (("startDate", start, 0), ("endDate", end, -1)):
        if moment is not None:
            line, first, last = dated.spots[spot]
            rule = "period at the head of the entry" if period.is_range else "single date, taken for the end"
            draft.put(
                f"{pointer}/{name}",
                str(moment),
                source_of(line, first, last, 0.95 if period.is_range else 0.8, rule),
            )


def _degree_and_area(head: Head) -> tuple[tuple[Part, DegreeName] | None, Part | None]:
    """Divide the part with the degree into degree and subject; a subject may stand in a part of its own."""
    parts = [part for part in (head.first, *head.rest) if part is not None and not is_stack(part.text)]
    holder = next((part for part in parts if find_degree_name(part.text)), None)
    if holder is None and head.second is not None and find_degree_name(head.second.text):
        holder = head.second
    found = find_degree_name(holder.text) if holder else None
    if holder is None or found is None:
        return None, _free_subject(parts)
    degree = cut(holder, found.start, found.end)
    rest = [part for part in parts if part is not holder]
    area = None if holder is head.second else _beside(holder, found) or _free_subject(rest)
    return ((degree, found) if degree else None), area


def _beside(holder: Part, found: DegreeName) -> Part | None:
    after = holder.text[found.end :]
    joint = _JOINT.match(after)
    start = found.end + (joint.end() if joint else 0)
    again = find_degree_name(holder.text[start:])
    if again is not None and again.start <= 1:
        # "Master of Engineering - MEng, Mechatronics"
        start += again.end
        joint = _JOINT.match(holder.text[start:])
        start += joint.end() if joint else 0
    area = cut(holder, start, len(holder.text))
    if area is not None and len(area.text) > 1:
        return area
    before = _TRAILING_JOINT.sub("", holder.text[: found.start])
    label = _SUBJECT_LABEL.match(before)
    return cut(holder, label.end() if label else 0, len(before)) if len(before) > 1 else None


def _free_subject(parts: Sequence[Part]) -> Part | None:
    for part in parts:
        text = part.text
        label = _SUBJECT_LABEL.match(text)
        if label:
            return cut(part, label.end(), len(text))
        if (
            not is_prose(text)
            and not is_label(text)
            and not _OTHER_LABEL.match(text)
            and not institution_words(text)
            and place_score(text) < 0.8
        ):
            return part
    return None
