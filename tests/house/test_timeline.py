"""Every event that is recorded has a sentence, and every sentence belongs to an event."""

import pytest

from ats.activity.actions import record
from ats.activity.models import EventRow
from ats.reactions import REACTIONS
from ats.platform.clock import utc_now
from ats.workspace.timeline import LINES, say

RECORDED = {event.kind for event, reactions in REACTIONS.items() if record in reactions}


def test_every_recorded_event_has_a_line_and_no_line_is_left_over():
    assert set(LINES) == RECORDED


@pytest.mark.parametrize("kind", sorted(LINES))
def test_a_line_can_be_said_of_an_event_that_lacks_facts(kind):
    row = EventRow(id=1, at=utc_now(), kind=kind, actor_kind="system", facts={})
    said = say(row, None)
    assert said.text
    assert "{" not in said.text
