"""Other spellings of what was asked for: known aliases of a skill, and names one typing error away."""

from dataclasses import dataclass, field

from ats.accounts.models import User
from ats.search import names
from ats.search.aliases import names_skill, other_names
from ats.search.beginnings import list_beginnings
from ats.search.fields import NAMES
from ats.search.matching import Choice, Match
from ats.search.query_language import Query, Term

_SHORT_BEGINNING = 3
_LONGEST_SKILL = 5


@dataclass
class Also:
    """What is looked for beside what was typed.

    ``names`` come from everybody who is known: they may be said only to somebody who is shown a person of that name.
    ``begun`` are letters that begin more words than were looked for.
    """

    skills: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    begun: str = ""

    def said(self, seen: set[str]) -> tuple[str, ...]:
        """Return it in words, of the names those that were seen in a hit."""
        words = [*self.skills, *(f"{part} (a name)" for part in self.names if part in seen)]
        return tuple(dict.fromkeys(words))


@dataclass(frozen=True)
class Asking:
    """Who asks, whether they are still typing, and how long may be looked for the names that they mean."""

    user: User
    seconds: float
    is_typing: bool = False


def widen(query: Query, fields: tuple[str, ...], asking: Asking | None) -> tuple[Match, Also]:
    """Return what the engine shall match, and what is looked for beside what was typed.

    Without anybody who asks no names are looked for. Raises the engine's TooSlow.
    """
    also = Also()
    together = _skills_typed(query.wanted)
    in_skill = {at for start, end, _ in together for at in range(start, end)}
    groups = [
        [choice for term in group for choice in _choices(term, fields, also, asking)]
        if at not in in_skill
        else [Choice(term) for term in group]
        for at, group in enumerate(query.wanted)
    ]
    # "a b" or "c" is "a or c" and "b or c": each of the words gets the other names of the skill as a choice.
    for start, end, typed in together:
        for other in other_names(typed):
            also.skills.append(other.shown)
            for group in groups[start:end]:
                group.append(Choice(other))
    return Match(tuple(tuple(dict.fromkeys(each)) for each in groups), query.unwanted, fields), also


def _skills_typed(wanted: tuple[tuple[Term, ...], ...]) -> list[tuple[int, int, Term]]:
    """Return where words typed side by side without quotes name a skill together, the longest first found."""
    found, start = [], 0
    while start < len(wanted):
        for end in range(min(start + _LONGEST_SKILL, len(wanted)), start + 1, -1):
            run = wanted[start:end]
            if any(len(group) > 1 or group[0].is_prefix for group in run):
                continue
            typed = Term(tuple(word for group in run for word in group[0].words), "")
            if names_skill(typed):
                found.append((start, end, typed))
                start = end - 1
                break
        start += 1
    return found


def _choices(term: Term, fields: tuple[str, ...], also: Also, asking: Asking | None) -> list[Choice]:
    if term.is_prefix:
        is_short = asking and asking.is_typing and len(term.words[-1]) <= _SHORT_BEGINNING
        return _beginnings(term, fields, also, asking) if is_short else [Choice(term)]
    found = [Choice(term)]
    for other in other_names(term):
        found.append(Choice(other))
        also.skills.append(other.shown)
    if asking and len(found) == 1 and len(term.words) == 1:
        for part in names.find_near(asking.user, term.words[0], asking.seconds):
            found.append(Choice(Term((part,), part), only_names=True))
            also.names.append(part)
    return found


def _beginnings(term: Term, fields: tuple[str, ...], also: Also, asking: Asking) -> list[Choice]:
    """Return what somebody may mean who has typed two or three letters: words and names that begin so."""
    *before, start = term.words
    found = [Choice(Term(term.words, term.shown))]
    if not before:
        parts = names.find_beginning(asking.user, start)
        found += [Choice(Term((part,), part), only_names=True) for part in parts]
    if fields != (NAMES,):
        beginnings = list_beginnings(asking.user, start, fields, asking.seconds)
        found += [Choice(Term((*before, word), word)) for word in beginnings.words]
        also.begun = "" if beginnings.is_all else start
    return found
