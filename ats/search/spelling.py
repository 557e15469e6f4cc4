"""Other spellings of what was asked for: known aliases of a skill, and names one typing error away."""

from ats.search import names
from ats.search.aliases import other_names
from ats.search.matching import Choice, Match
from ats.search.query_language import Query, Term

_SHORT_BEGINNING = 3


def widen(query: Query, fields: tuple[str, ...], *, is_typing: bool) -> tuple[Match, tuple[str, ...]]:
    """Return what the engine shall match, and in words what is looked for beside what was typed."""
    groups, also = [], []
    for group in query.wanted:
        choices: list[Choice] = []
        for term in group:
            choices += _choices(term, also, is_typing=is_typing)
        groups.append(tuple(dict.fromkeys(choices)))
    return Match(tuple(groups), query.unwanted, fields), tuple(dict.fromkeys(also))


def _choices(term: Term, also: list[str], *, is_typing: bool) -> list[Choice]:
    if term.is_prefix:
        return _beginnings(term) if is_typing else [Choice(term)]
    found = [Choice(term)]
    for other in other_names(term):
        found.append(Choice(other))
        also.append(other.shown)
    if len(found) == 1 and len(term.words) == 1:
        for part in names.find_near(term.words[0]):
            found.append(Choice(Term((part,), part), only_names=True))
            also.append(f"{part} (a name)")
    return found


def _beginnings(term: Term) -> list[Choice]:
    """Return what somebody who has typed so far may mean: any word, but of two or three letters names alone."""
    if len(term.words) > 1 or len(term.words[0]) > _SHORT_BEGINNING:
        return [Choice(term)]
    parts = names.find_beginning(term.words[0])
    whole = Choice(Term(term.words, term.shown))
    return [whole, *(Choice(Term((part,), part), only_names=True) for part in parts)]
