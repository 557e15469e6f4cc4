"""The list and the board read in the order of an index, on both engines: no page sorts all applications."""

import pytest

from ats.workspace.queries import board, listing
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
