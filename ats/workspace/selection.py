"""Which applications somebody chose on a list: the ticked ones, or all that match but those that were taken out."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs

from flask import current_app
from sqlalchemy import Select, select
from werkzeug.datastructures import MultiDict

from ats.accounts.models import User
from ats.applications.models import Application
from ats.batches.rules import MOST
from ats.platform.errors import Invalid
from ats.search.queries import list_matching
from ats.workspace.list_filter import LONGEST_QUERY, Asked, Choices
from ats.workspace.queries import listing
from ats.workspace.queries.conditions import ListFilter, conditions, narrowing

# With a script all are ticked, and taking a tick away leaves one out; without one the ticks mean nothing then.
ALL, EVERYTHING = "all", "everything"
# More rows than any page of ours shows.
_MOST_SHOWN = 200
_UNSAID = ("Search", "Tag")


@dataclass(frozen=True)
class Selection:
    """The query of the chosen ids, how they were chosen in words, and by the names of which conditions."""

    ids: Select
    words: str = ""
    conditions: tuple[str, ...] = field(default_factory=tuple)


def read_selection(user: User, form: MultiDict) -> Selection:
    """Return what a form of a list says: ``scope``, ``chosen`` and ``shown`` ids, and the list's own ``query``.

    Raises Invalid for a query that no list has: cut off, it would mean more people than somebody saw.
    """
    chosen, shown = (form.getlist(name)[:_MOST_SHOWN] for name in ("chosen", "shown"))
    if form.get("scope") not in (ALL, EVERYTHING):
        return Selection(
            _select(user, ListFilter()).where(Application.public_id.in_(chosen)), "The ones that were ticked"
        )
    query = form.get("query", "")
    if len(query) > LONGEST_QUERY:
        raise Invalid("This search is too long. Shorten it, so that it is certain who is meant.")
    given = parse_qs(query.lstrip("?"))
    asked = Asked.read({name: values[0] for name, values in given.items()}, current_app.config["ZONE"])
    found = _matching(user, asked)
    left_out = [public_id for public_id in shown if public_id not in chosen]
    if not left_out or form["scope"] == EVERYTHING:
        return found
    ids = found.ids.where(Application.public_id.not_in(left_out))
    return Selection(ids, f"{found.words}, without {len(left_out)}", found.conditions)


def select_matching(user: User, asked: Asked) -> Select:
    """Return the query of the ids of all that fit an address, in no order."""
    if not asked["q"]:
        return _select(user, asked.wanted())
    found = list_matching(user, asked["q"], MOST, narrowing(user, asked.wanted()))
    return select(Application.id).where(Application.id.in_(found))


def _select(user: User, wanted: ListFilter) -> Select:
    return select(Application.id).where(*conditions(user, wanted))


def _matching(user: User, asked: Asked) -> Selection:
    chips = asked.chips(Choices(listing.list_choices(user, asked["opening"]), asked))
    # What may be about one person, such as a tag or what was searched for, is not written down for good.
    said = [
        chip["label"] if chip["label"] in _UNSAID else f"{chip['label']} {chip['value']}" for chip in chips
    ]
    words = f"All that match: {', '.join(said)}" if said else "All that match"
    return Selection(select_matching(user, asked), words, tuple(chip["label"] for chip in chips))
