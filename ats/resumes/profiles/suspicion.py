"""Files that are no résumé, or the résumés of more than one person: flagged, and nothing invented from them."""

import re

from ats.resumes.profiles.emails import find_emails
from ats.resumes.profiles.name import agreement, reads_like_a_name
from ats.resumes.profiles.parts import parts_of
from ats.resumes.profiles.sections import Section
from ats.resumes.text import Flag, Line
from ats.vocabulary.folding import fold
from ats.vocabulary.periods import find_periods
from ats.vocabulary.person_names import name_words

NOT_A_RESUME = Flag("not-a-resume", "does not read like a résumé")
A_LETTER = Flag("not-a-resume", "reads like a letter, not like a résumé")
TWO_PEOPLE = Flag("two-people", "holds the résumés of more than one person, of which the first was read")

_EVIDENCE = (
    "work",
    "education",
    "skills",
    "volunteer",
    "certificates",
    "projects",
    "publications",
    "languages",
)
_SALUTATION = re.compile(
    r"^\s*(?:dear (?:sir|madam|hiring|mr|ms|mrs|dr|team|recruit|all|prof)|to whom it may concern|"
    r"sehr geehrte|liebe[rs]? (?:frau|herr|team)|"
    r"guten tag|madame,? monsieur|monsieur,|madame,|chère? (?:madame|monsieur)|estimad[oa]s? |muy señor|szanown[aiey]|"
    r"prezad[oa]s? |egregio|gentile|spettabile|geachte|beste |hej |kære )",
    re.IGNORECASE,
)
_ENOUGH_PERIODS = 2
_MOST_IN_A_LINE = 2
_ABOVE = 3
_LINES = 400


def find_second_person(lines: tuple[Line, ...], sections: tuple[Section, ...]) -> int | None:
    """Find the line where another person's résumé begins: their name, close above an e-mail address that agrees.

    Referees, whose addresses stand under "References", are no second person.
    """
    away = {line.start for section in sections if section.holds("references") for line in section.lines}
    own: frozenset[str] | None = None
    for index, line in enumerate(lines):
        if line.start in away or "@" not in line.text[:_LINES]:
            continue
        for email in find_emails((line,)):
            found = _name_above(lines, index, email.address.partition("@")[0])
            if found is None:
                continue
            if own is None:
                own = found[1]
            elif not own & found[1]:
                return found[0]
    return None


def _name_above(lines: tuple[Line, ...], index: int, handle: str) -> tuple[int, frozenset[str]] | None:
    for above in range(index, max(index - _ABOVE, 0) - 1, -1):
        for part in parts_of(lines[above]):
            words = name_words(part.text)
            if len(words) > 1 and reads_like_a_name(part.text) and agreement(words, handle) >= 2.0:
                return above, frozenset(fold(word) for word in words if len(word) > 2)
    return None


def judge(lines: tuple[Line, ...], sections: tuple[Section, ...]) -> Flag | None:
    """Flag a text that is no résumé: no heading of one, and fewer than two periods or no address; or a letter."""
    if not lines:
        return None
    kinds = {kind for section in sections for kind in (section.kind, *section.also) if kind in _EVIDENCE}
    letter = any(_SALUTATION.match(line.text) for line in lines[:40])
    if letter and len(kinds) < 2:
        return A_LETTER
    # A line of many periods is no entry of a résumé.
    found = [find_periods(line.text[:_LINES]) for line in lines[:_LINES]]
    dated = [periods for periods in found if 0 < len(periods) <= _MOST_IN_A_LINE]
    ranges = sum(any(period.is_range for period in periods) for periods in dated)
    addressed = any("@" in line.text[:_LINES] and find_emails((line,)) for line in lines[:_LINES])
    if not kinds and ranges < _ENOUGH_PERIODS and not (addressed and dated):
        return NOT_A_RESUME
    return None
