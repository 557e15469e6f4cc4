"""Every recorded event about an application or a candidate has a sentence, and each sentence an event."""

from dataclasses import fields

import pytest

from ats.activity.actions import record
from ats.activity.models import EventRow
from ats.platform.clock import utc_now
from ats.reactions import REACTIONS
from ats.workspace.timeline import LINES, say

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
