"""What a review session begins from: the address of any list, the words of a search, or everything new."""

from dataclasses import dataclass
from functools import cached_property

from flask import Request, current_app

from ats.accounts.models import User
from ats.applications.models import Application, Status
from ats.search.collecting import list_terms, names_status
from ats.search.queries import list_matching
from ats.search.query_language import Term
from ats.workspace import list_filter
from ats.workspace.queries import listing
from ats.workspace.queries import review as queries
from ats.workspace.queries.conditions import narrowing

EVERYTHING_NEW = {"status": "active", "stage": "applied", "sort": "oldest"}


@dataclass
class Asked:
    """A list to go through, as the address names it."""

    user: User
    filter: list_filter.Asked

    @classmethod
    def read(cls, request: Request, user: User) -> "Asked":
        """Return what an address asks for; an empty one asks for everything new."""
        zone = current_app.config["ZONE"]
        given = list_filter.Asked.read(request.args, zone)
        return cls(user, given if given.query else list_filter.Asked.read(EVERYTHING_NEW, zone))

    @property
    def query(self) -> str:
        """The query string, by which it can be asked for again."""
        return self.filter.query

    @property
    def words(self) -> str:
        """The words of the search, if there is one."""
        return self.filter["q"]

    @cached_property
    def title(self) -> str:
        """What is gone through, in words."""
        if self.query == list_filter.Asked.read(EVERYTHING_NEW, self.filter.zone).query:
            return "Everything new"
        choices = list_filter.Choices(listing.list_choices(self.user, self.filter["opening"]), self.filter)
        chips = [each for each in self.filter.chips(choices) if not _is_plain(each)]
        return " · ".join(_said(each) for each in chips) or "All applications"

    @cached_property
    def places(self) -> list:
        """(application id, stage id, status) of all, one above the most that a session holds."""
        if not self.words:
            return queries.list_places(self.user, self.filter.wanted())
        beside = narrowing(self.user, self.filter.wanted())
        if not (self.filter["status"] or names_status(self.words)):
            beside.conditions.append(Application.status == Status.ACTIVE)
        return queries.list_places_of(self.user, list_matching(self.user, self.words, queries.LENGTH, beside))

    def terms(self) -> list[Term]:
        """Return what is to be marked on the papers."""
        return list_terms(self.user, self.words) if self.words else []


def _is_plain(chip: dict) -> bool:
    return (chip["label"], chip["value"]) == ("Status", "Active")


def _said(chip: dict) -> str:
    if chip["label"] in ("Opening", "Stage", "Status", "Waiting", "Team"):
        return chip["value"]
    if chip["label"] == "Search":
        return f"Search: {chip['value']}"
    return f"{chip['label']} {chip['value']}".lower()
