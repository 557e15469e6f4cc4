"""Every recorded event about an application or a candidate has a sentence, and each sentence an event."""

from dataclasses import fields
from datetime import timedelta

import pytest

from ats.activity.actions import record
from ats.activity.models import EventRow
from ats.platform.clock import utc_now
from ats.reactions import REACTIONS
from ats.workspace.timeline import LINES, say, tell

RECORDED = {
    event.kind
    for event, reactions in REACTIONS.items()
    if record in reactions and {"application_id", "candidate_id"} & {each.name for each in fields(event)}
}


def test_every_event_that_a_timeline_may_show_has_a_line_and_no_line_is_left_over():
    assert set(LINES) == RECORDED


@pytest.mark.parametrize("kind", sorted(LINES))
@pytest.mark.parametrize("actor", ["user", "candidate", "visitor", "system"])
def test_a_line_can_be_said_whoever_it_was_and_whatever_facts_are_missing(kind, actor):
    said = say(EventRow(id=1, at=utc_now(), kind=kind, actor_kind=actor, facts={}), None)
    assert said.who
    assert said.text
    assert "{" not in said.text


def test_a_candidate_who_was_there_before_the_application_is_still_told_of():
    now = utc_now()

    def event(number: int, kind: str, at, actor_id: int) -> EventRow:
        return EventRow(id=number, at=at, kind=kind, actor_kind="user", actor_id=actor_id, facts={})

    added = event(1, "candidate.added", now, 7)
    at_once = event(2, "application.submitted", now, 7)
    later, another = (
        event(3, "application.submitted", now + timedelta(days=1), 7),
        event(4, at_once.kind, now, 8),
    )
    assert [said.id for said in tell([(at_once, None), (added, None)])] == [2]
    assert [said.id for said in tell([(later, None), (added, None)])] == [3, 1]
    assert [said.id for said in tell([(another, None), (added, None)])] == [4, 1]
