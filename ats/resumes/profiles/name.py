"""The person's name: the line at the top that is set, placed and spelled like one and agrees with the e-mail."""

import re
from dataclasses import dataclass

from ats.resumes.profile import Source
from ats.resumes.profiles.parts import Part, list_parts, trimmed
from ats.resumes.text import Line
from ats.vocabulary.companies import company_words, find_legal_form
from ats.vocabulary.countries import find_country
from ats.vocabulary.folding import fold, letters_of
from ats.vocabulary.person_names import name_words, spell_name, strip_heading_words
from ats.vocabulary.places import find_city
from ats.vocabulary.section_headings import find_section_kinds
from ats.vocabulary.skill_groups import is_skill_group
from ats.vocabulary.skills import find_skill
from ats.vocabulary.titles import title_score

_SPACED = re.compile(r"(?:[^\W\d_][.]?[ \u00a0]){2,}[^\W\d_](?![^\W\d_])")
_ENOUGH = 3.0
_TOP = 14
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as printed, where it stands, and the line."""

    name: str
    source: Source
    line: Line | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    part: Part
    order: int
    size: float
    labelled: bool
    until: Part | None = None

    def source(self, confidence: float, rule: str) -> Source:
        """Say where the name stands, from its first line into its second where it has two."""
        one = self.part.source(confidence, rule)
        if self.until is None:
            return one
        two = self.until.source(confidence, rule)
        box = one.box
        if one.box and two.box:
            box = (
                min(one.box[0], two.box[0]),
                min(one.box[1], two.box[1]),
                max(one.box[2], two.box[2]),
                max(one.box[3], two.box[3]),
            )
        return Source(one.start, two.end, one.page, box, confidence, rule)


def find_name(lines: tuple[Line, ...], zone: tuple[Line, ...], handles: tuple[str, ...]) -> FoundName | None:
    """Find the name; ``handles`` are the local parts of the e-mail addresses and the user names at networks.

    Without a line that is good enough, a name is taken from a handle that says it plainly, as the least sure.
    """
    first_page = [line for line in lines if line.page <= 1]
    largest = max((line.size for line in first_page), default=0.0)
    plain = _plain_size(first_page)
    best: tuple[float, _Candidate] | None = None
    for candidate in _candidates(lines, zone, largest):
        score = _score(candidate, largest, plain, handles)
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = score, candidate
    if best is None:
        return None
    score, candidate = best
    source = candidate.source(min(0.5 + score / 16, 0.98), _rule(candidate, largest, plain))
    return FoundName(spell_name(candidate.text), source, candidate.part.line)


def name_from_handle(handle: str) -> str | None:
    """Make "Anna Nowak" of "anna.nowak": two words of letters with a sign between them, else None."""
    words = re.split(r"[._-]", handle)
    if len(words) == 2 and all(word.isalpha() and len(word) > 1 for word in words):
        return " ".join(word.capitalize() for word in words)
    return None


def _rule(candidate: _Candidate, largest: float, plain: float) -> str:
    if candidate.labelled:
        return "behind its label"
    if candidate.size >= largest > plain:
        return "largest line of the first page"
    return "set like a name at the top"


def _plain_size(lines: list[Line]) -> float:
    weights: dict[float, int] = {}
    for line in lines:
        weights[line.size] = weights.get(line.size, 0) + len(line.text)
    return max(weights, key=lambda size: (weights[size], -size)) if weights else 0.0


def _candidates(lines: tuple[Line, ...], zone: tuple[Line, ...], largest: float) -> list[_Candidate]:
    top = [line for line in lines[:_TOP] if line.page <= 1]
    chosen = {line.start for line in (*top, *zone)}
    chosen.update(line.start for line in lines if line.page <= 1 and line.size >= largest > 0)
    ordered = tuple(line for line in lines if line.start in chosen)
    found: list[_Candidate] = []
    parts = list_parts(ordered)
    for order, part in enumerate(parts):
        if part.label not in (None, "name", "first name", "last name") or len(part.text) > 120:
            continue
        if not _is_cut(part):
            found.extend(_of_part(part, order))
        if order + 1 < len(parts):
            found.extend(_of_two(part, parts[order + 1], order))
    return found


def _of_gap(part: Part, following: Part, order: int) -> list[_Candidate]:
    """Read two single words of one line with a wide gap between them as one name."""
    gap = part.line.text[part.end : following.start]
    if gap.strip() or " " in part.text or " " in following.text:
        return []
    whole = trimmed(part.line, part.start, following.end)
    return [_Candidate(f"{part.text} {following.text}", whole, order, part.line.size, False)]


def _is_cut(part: Part) -> bool:
    """The hyphen at the end of a large line goes on below."""
    return part.end < len(part.line.text) and part.line.text.rstrip()[part.end :] == "-"


def _of_part(part: Part, order: int) -> list[_Candidate]:
    """Read a part as a name: behind "Curriculum Vitae of", before a comma and a title, or as it is."""
    begin = strip_heading_words(part.text)
    whole = part.within(begin, len(part.text)) if begin else part
    readings = [whole]
    comma = whole.text.find(",")
    if comma > 0:
        readings.append(whole.within(0, comma))
    labelled = part.label == "name"
    return [
        _Candidate(_closed_up(reading.text), reading, order, part.line.size, labelled)
        for reading in readings
        if reading.start < reading.end
    ]


def _of_two(part: Part, following: Part, order: int) -> list[_Candidate]:
    """Read two short lines of one look below each other, or the values of "First name" and "Last name", as one name."""
    labels = {part.label, following.label}
    if labels == {"first name", "last name"}:
        given, family = (part, following) if part.label == "first name" else (following, part)
        return [_Candidate(f"{given.text} {family.text}", part, order, part.line.size, True)]
    one, two = part.line, following.line
    if one is two and labels == {None}:
        return _of_gap(part, following, order)
    alike = one.size == two.size and one.bold == two.bold and one.page == two.page and one.start != two.start
    short = len(part.text.split()) <= 3 and len(following.text.split()) <= 3
    if labels != {None} or not alike or not short or one.size == 0 or one.column != two.column:
        return []
    if _is_something_else(part.text) or _is_something_else(following.text):
        return []
    joint = "-" if one.text.rstrip().endswith("-") else " "
    text = f"{_closed_up(part.text)}{joint}{_closed_up(following.text)}"
    return [_Candidate(text, part, order, one.size, False, following)]


def _closed_up(text: str) -> str:
    """Close up letters set with blanks between them: "A N N A   N O W A K"."""
    if not _SPACED.match(text):
        return text
    words = re.split(r"[ \u00a0]{2,}|\t", text.strip())
    if not all(all(len(letter.strip(".")) <= 1 for letter in word.split()) for word in words):
        return text
    return " ".join("".join(word.split()) for word in words)


def _score(candidate: _Candidate, largest: float, plain: float, handles: tuple[str, ...]) -> float:
    words = name_words(candidate.text)
    if not words or _is_something_else(candidate.text):
        return 0.0
    agreeing = max((agreement(words, handle) for handle in handles), default=0.0)
    if len(words) == 1 and not (candidate.labelled or (candidate.size >= largest > plain and agreeing)):
        return 0.0
    score = agreeing + (5.0 if candidate.labelled else 0.0)
    if candidate.size >= largest > plain * 1.1:
        score += 3.0
    elif candidate.size > plain * 1.1:
        score += 1.0
    score += (3.0, 1.5, 1.5, 1.0, 1.0, 1.0)[candidate.order] if candidate.order < 6 else 0.0
    if candidate.part.line.bold or candidate.part.line.kind in ("heading", "header"):
        score += 0.5
    if candidate.until is not None and candidate.size >= largest > plain and agreeing:
        score += 0.5  # of two large lines that go together the second belongs to the name
    if len(words) > 5:
        score -= 1.0
    return score - 3.0 * max(title_score(candidate.text) - 0.3, 0.0)


def reads_like_a_name(text: str) -> bool:
    """Say whether a short text is spelled like a name and is nothing else that the vocabularies know."""
    return bool(name_words(text)) and not _is_something_else(text)


def _is_something_else(text: str) -> bool:
    if find_section_kinds(text) or is_skill_group(text) or find_legal_form(text) or find_country(text):
        return True
    if title_score(text) >= 0.7 or company_words(text) > 1:
        return True
    return find_city(text) is not None or find_skill(text) is not None


def agreement(words: tuple[str, ...], handle: str) -> float:
    """Say how well a name agrees with the local part of an address: 0 (not) to 4 (two of its words are in it)."""
    bare = letters_of(_DIGITS.sub("", handle))
    if len(bare) < 3:
        return 0.0
    folded = [fold(word).replace("-", "").replace("'", "").strip(".") for word in words]
    inside = [word for word in folded if len(word) >= 3 and word in bare]
    if len(inside) >= 2:
        return 4.0
    if inside:
        rest = bare.replace(inside[0], "", 1)
        initials = {word[0] for word in folded if word and word != inside[0]}
        return 3.5 if rest and rest[0] in initials else 2.0
    initials_alone = "".join(word[0] for word in folded if word)
    return 1.0 if len(bare) >= 2 and bare.startswith(initials_alone) and len(initials_alone) > 1 else 0.0
