"""Degrees and their levels as adverts and résumés write them, in several languages, with the subject."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ats.vocabulary.word_lists import words


class Level(StrEnum):
    """Levels of education from the lowest to the highest; the order of definition is the order of rank."""

    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


@dataclass(frozen=True)
class DegreeMention:
    """A degree at `start:end`; `level` is None where none is stated, `subject` as written or None."""

    level: Level | None
    subject: str | None
    start: int
    end: int


# Two letters without dots are a degree only by the next words: "MS in", "BS/MS", not "MS Office".
_FOLLOWS = r"(?=,? (?:degree|in |or |and |en |from |is |required|desired|(?:strongly )?preferred)|/|[,;.)]|$)"
_DEGREE_WORD = r"(?: degrees?)?"
_LEVEL_PATTERNS: tuple[tuple[Level, str, int], ...] = (
    (
        Level.DOCTORATE,
        r"ph\.? ?d\.?(?![a-z])|doctora(?:te|l degrees?|l)\b|doctors? of philosophy\b|doctorat\b|"
        r"doctorado\b|dottorato\b|"
        r"doutorado\b|promotion (?=in )|abgeschlossene promotion\b|dr\.-ing\.|gepromoveerd\b",
        re.IGNORECASE,
    ),
    (
        Level.MASTER,
        r"masters?['\u2019]?s?"
        + _DEGREE_WORD
        + r" of (?:science|arts|engineering|business administration|laws|education)\b|"
        r"master['\u2019]s\b(?: degrees?| level)?|masters\b(?: degrees?)|masters?(?= in | level| required| "
        r"preferred| desired)|"
        r"master degrees?\b|masterabschluss\w*|masterstudium\w*|m\.? ?sc\b\.?|m\.s\.(?:c\.)?|m\.eng\b\.?|"
        r"m\.a\.(?![a-z])|"
        r"diplom(?=[ -](?:in|ingenieur|informatik)|\b,|\.|$)|diplom-\w+|bac ?\+ ?5\b|diplôme "
        r"d['\u2019]ingénieur\b|"
        r"master(?= en | in | oder | ou | of )|máster\b|laurea magistrale\b|mestrado\b|magister\b",
        re.IGNORECASE,
    ),
    (Level.MASTER, r"\bMBA\b|\bMS" + _FOLLOWS + r"|\bMA(?= in )|\bMEng\b|\bMPhil\b", 0),
    (
        Level.BACHELOR,
        r"bachelor['\u2019]?s?['\u2019]?"
        + _DEGREE_WORD
        + r"(?: of (?:science|arts|engineering|business administration|laws))?\b|"
        r"bachelorabschluss\w*|bachelorstudium\w*|b\.? ?sc\b\.?|b\.s\.(?:c\.)?|b\.eng\b\.?|b\.a\.(?![a-z])|"
        r"b\.tech\b\.?|"
        r"undergraduate degrees?\b|(?:4|four)[- ]year (?:college |university )?degrees?\b|bac ?\+ ?[34]\b|"
        r"licence(?= en )|licenciatura\b|grado(?= en )|laurea triennale\b|hbo(?=[- ])",
        re.IGNORECASE,
    ),
    (Level.BACHELOR, r"\bBS" + _FOLLOWS + r"|\bBA(?= in | degree)|\bBEng\b|\bBTech\b|\bB\.E\.(?=[ ,])", 0),
    (
        Level.ASSOCIATE,
        r"associate['\u2019]?s?['\u2019]? degrees?\b|(?:2|two)[- ]year degrees?\b|bac ?\+ ?2\b",
        re.IGNORECASE,
    ),
    (
        Level.VOCATIONAL,
        r"abgeschlossene (?:kaufmännische |technische |handwerkliche )?(?:berufs)?ausbildung\b|"
        r"berufsausbildung\b|apprenticeship\b|"
        r"vocational (?:training|qualification|degree|diploma)s?\b|trade certificate\b|formación "
        r"profesional\b|mbo(?=[- ])",
        re.IGNORECASE,
    ),
    (
        Level.SECONDARY,
        r"high[- ]school (?:diploma|degree|education)\b|secondary (?:school|education)\b|abitur\b|"
        r"baccalauréat\b|bachillerato\b|\bGED\b",
        re.IGNORECASE,
    ),
)
_UNLEVELLED = re.compile(
    r"(?<!\w)(?:(?:university|college|academic|advanced|technical|relevant|related|higher|formal) degrees?|"
    r"degrees? (?:in|from)\b|"
    r"degree(?=[,;.]| is | required| preferred|$)|(?:hochschul|universitäts|fachhochschul)?studium\b|"
    r"hochschulabschluss\b|"
    r"universitätsabschluss\b|diplôme universitaire\b|título universitario\b|titulación\b|universitair "
    r"diploma\b|laurea\b)",
    re.IGNORECASE,
)
_COMPILED = tuple(
    (level, re.compile(rf"(?<!\w)(?:{pattern})", flags)) for level, pattern, flags in _LEVEL_PATTERNS
)
_END_OF_SUBJECT = (
    r"(?=,? (?:or|oder|ou|o|of) (?:an? |any |in |einem? |einer |in einem |un |eine )*(?:related|similar|"
    r"equivalent|comparable|relevant|"
    r"vergleichbar\w*|verwandt\w*|équivalent\w*|ähnlich\w*|domaine|campo|other|closely)|"
    r" (?:is|are|with|plus|required|preferred|desired|from|mit|strongly|highly|or higher|and \d|and at "
    r"least|or \d|und \d)\b|"
    r" \(| [-\u2013\u2014] |[,;.:()]|$)"
)
_AFTER = re.compile(
    r"(?: degrees?| level| qualification|abschluss)?,? (?:in|of|en|der|des|im bereich|im fach|im|in der|in "
    r"het|em) "
    r"(?P<subject>(?!(?:a|an|the|one of|any|der) )[^\s,;.:()][^,;:()]{0,80}?)" + _END_OF_SUBJECT,
    re.IGNORECASE,
)
_AFTER_DEGREE_IN = re.compile(
    r"(?: |^)(?P<subject>(?!(?:a|an|the|one of|any) )[^\s,;.:()][^,;:()]{0,80}?)" + _END_OF_SUBJECT,
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?<!\w)(?:an?|your) (?P<subject>(?:[^\W\d_]+ ){1,3})degree\b", re.IGNORECASE)
_NOT_SUBJECTS = words(
    """
    university college academic advanced technical relevant related higher formal bachelor bachelors
    master masters good " "strong high large great certain doctoral undergraduate graduate
    postgraduate first associate associates bachelor's " "master's similar equivalent
    """
)
_JOINED = re.compile(r"\W*(?:or|and|oder|und|ou|et|o|y|e|bzw)?\W*(?:an? )?(?:higher)?\W*", re.IGNORECASE)


def find_degrees(text: str) -> tuple[DegreeMention, ...]:
    """Find every degree that the text names, in order, with its level and subject where it states them.

    "B.S. or M.S. in Physics" gives both levels the one subject. Expects single spaces between words.
    """
    levelled = _levelled(text)
    taken = [(mention.start, mention.end) for mention in levelled]
    found = levelled + [mention for mention in _unlevelled(text) if not _touches(mention, taken)]
    return tuple(_share_subjects(text, sorted(found, key=lambda mention: mention.start)))


def _levelled(text: str) -> list[DegreeMention]:
    found: list[DegreeMention] = []
    for level, pattern in _COMPILED:
        for match in pattern.finditer(text):
            mention = DegreeMention(level, _subject_after(text, match), match.start(), match.end())
            if not _touches(mention, [(other.start, other.end) for other in found]):
                found.append(mention)
    return found


def _subject_after(text: str, match: re.Match[str]) -> str | None:
    if match.group().upper() == "MBA":
        return "business administration"
    after = _AFTER.match(text, match.end())
    return _clean(after["subject"]) if after else None


def _unlevelled(text: str) -> list[DegreeMention]:
    found = []
    for match in _BEFORE.finditer(text):
        words = match["subject"].split()
        if not _NOT_SUBJECTS.intersection(word.lower() for word in words):
            found.append(DegreeMention(None, " ".join(words), match.start(), match.end()))
    taken = [(mention.start, mention.end) for mention in found]
    for match in _UNLEVELLED.finditer(text):
        pattern = _AFTER_DEGREE_IN if match.group().lower().endswith(" in") else _AFTER
        after = pattern.match(text, match.end())
        mention = DegreeMention(None, _clean(after["subject"]) if after else None, match.start(), match.end())
        if not _touches(mention, taken):
            found.append(mention)
    return found


def _clean(subject: str) -> str | None:
    return subject.strip(" -\u2013/") or None


def _touches(mention: DegreeMention, taken: list[tuple[int, int]]) -> bool:
    return any(mention.start < end and start < mention.end for start, end in taken)


def _share_subjects(text: str, mentions: list[DegreeMention]) -> list[DegreeMention]:
    """Give a degree the subject of the next one when only a conjunction stands between them."""
    shared = list(mentions)
    for index in range(len(shared) - 2, -1, -1):
        here, following = shared[index], shared[index + 1]
        if here.subject is None and _JOINED.fullmatch(text, here.end, following.start):
            shared[index] = replace(here, subject=following.subject)
    return shared
