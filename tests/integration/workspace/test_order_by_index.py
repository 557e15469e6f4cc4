"""The list and the board read in the order of an index, on both engines: no page sorts all applications."""

import pytest
from sqlalchemy import event

from ats.platform.database import db, is_sqlite
from ats.workspace.queries import board, listing
from ats.workspace.queries.conditions import ListFilter

LISTS = [
    ListFilter(),
    ListFilter(sort="oldest"),
    ListFilter(status="active"),
    ListFilter(status="active", sort="waiting"),
    ListFilter(source="referral"),
]


def plans_of(work) -> str:
    """Do some work and return the plans of its statements, made as if the tables were too long to be sorted."""
    asked = []

    def note(connection, cursor, statement, parameters, context, executemany):
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    cursor = db.session.connection().connection.cursor()
    if not is_sqlite():
        for name in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{name} = off")
    lines = []
    for statement, parameters in asked:
        if not statement.startswith("BEGIN"):
            cursor.execute(("EXPLAIN QUERY PLAN " if is_sqlite() else "EXPLAIN ") + statement, parameters)
            lines += [str(row[-1]) for row in cursor.fetchall()]
    db.session.rollback()
    assert lines
    return "\n".join(lines)


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
