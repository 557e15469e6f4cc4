"""The two engines' full-text search behind one interface: write words, match a query, forget for good."""

from ats.platform.database import is_sqlite
from ats.search.engines import postgresql, sqlite


def engine():
    """Return the module that speaks to the bound database; both have the same functions."""
    return sqlite if is_sqlite() else postgresql
