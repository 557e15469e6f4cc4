"""The audit log in words."""

from ats.activity.actions import record
from ats.reactions import REACTIONS
from ats.settings import audit_words


def test_every_recorded_kind_of_event_has_words_and_a_group():
    recorded = {event.kind for event, reactions in REACTIONS.items() if record in reactions}
    assert recorded - set(audit_words.WORDS) == set()
    assert [kind for kind in recorded if not kind.startswith(tuple(audit_words.GROUPS))] == []


def test_before_and_after_are_paired_and_ids_are_left_out():
    personal = {"before": {"name": "Ann", "phone": ""}, "after": {"name": "Anne", "phone": "1"}}
    lines = audit_words.details({"user_id": 3, "changed": ["name"], "is_active": False}, personal)
    assert lines == [("Name", "Ann → Anne"), ("Phone", "nothing → 1"), ("Active", "no")]


def test_a_kind_of_an_earlier_version_is_shown_as_it_is():
    assert audit_words.in_words("opening.renamed") == "opening.renamed"
