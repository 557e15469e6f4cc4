"""What is told of a query without running it, and people by the beginning of their names."""

from ats.accounts.models import User
from ats.applications.models import is_in_no_tray
from ats.search import spelling
from ats.search.engines import engine
from ats.search.fields import NAMES
from ats.search.filters import Narrowing
from ats.search.queries import SECONDS, Hit, list_hits, readable_fields
from ats.search.query_language import Term, open_last_word, parse
from ats.search.walking import Search


def names_status(text: str) -> bool:
    """Return whether a query asks for a status itself."""
    return any(each.name == "status" for each in parse(text).filters)


def list_terms(user: User, text: str) -> list[Term]:
    """Return what to mark on papers that a query found: its words and phrases, other spellings included."""
    match, _also = spelling.widen(parse(text), readable_fields(user), asking=None)
    return [choice.term for group in match.groups for choice in group if not choice.only_names]


def find_by_name(user: User, text: str, limit: int) -> list[Hit]:
    """Return applications of people whose names hold what somebody is typing, the newest first.

    Nothing where it takes too long: it is a suggestion.
    """
    query = open_last_word(parse(text), text)
    if not query.wanted:
        return []
    try:
        with engine().time_limit(SECONDS):
            asking = spelling.Asking(user, SECONDS, is_typing=True)
            match, _also = spelling.widen(query, (NAMES,), asking)
            listed = Narrowing([is_in_no_tray()])
            keys, _total, _is_more = Search(user, match, listed, None, SECONDS).run(limit)
            return list_hits(keys[:limit])
    except engine().TooSlow:
        return []
