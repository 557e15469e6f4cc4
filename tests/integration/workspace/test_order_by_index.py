"""List, board, review and home read in the order of an index, on both engines: no page sorts all applications."""

import pytest

from ats.workspace.queries import board, home, listing, review
from ats.workspace.queries.conditions import ListFilter
from tests.statements import plans_of

LISTS = [
    ListFilter(),
    ListFilter(sort="oldest"),
    ListFilter(sort="waiting"),
    ListFilter(status="active"),
    ListFilter(status="active", sort="waiting"),
    ListFilter(source="referral"),
]


def is_sorted(plan: str) -> bool:
    return "TEMP B-TREE FOR ORDER BY" in plan or "Sort Key" in plan


@pytest.mark.parametrize("wanted", LISTS, ids=lambda each: f"{each.status} {each.source} {each.sort}")
def test_no_page_of_the_list_is_sorted(app, cast, wanted):
    user = cast.user("recruiter")
    plan = plans_of(lambda: listing.page_of_list(user, wanted))
    assert not is_sorted(plan), plan
    here = listing.encode_cursor([cast.application.received_at.isoformat(), cast.application.id])
    plan = plans_of(lambda: listing.page_of_list(user, wanted, after=here))
    assert not is_sorted(plan), plan


def test_no_column_of_the_board_is_sorted(app, cast):
    user, stage = cast.user("recruiter"), cast.engineer.stages[0]
    plan = plans_of(lambda: board.page_of_cards(user, stage, None))
    assert not is_sorted(plan), plan


@pytest.mark.parametrize("wanted", LISTS, ids=lambda each: f"{each.status} {each.source} {each.sort}")
def test_no_session_of_reviews_begins_with_sorting(app, cast, wanted):
    user = cast.user("recruiter")
    plan = plans_of(lambda: review.list_places(user, wanted))
    assert not is_sorted(plan), plan


def test_who_waits_longest_on_all_openings_is_not_sorted_by_stage(app, cast):
    figures = home.list_figures(cast.user("recruiter"))
    plan = plans_of(lambda: home.list_oldest_unanswered(figures))
    # Once, for the few of each stage together.
    assert plan.count("TEMP B-TREE FOR ORDER BY") + plan.count("Sort Key") == 1, plan
