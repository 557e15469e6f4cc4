"""Searching for tags on both engines: as words, by the filter, and after they changed."""

import pytest

from ats.candidates import actions
from ats.platform import queue
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from ats.search.queries import find
from tests.cast import Cast


@pytest.fixture
def tagged(once):
    once(tag_and_index)


def tag_and_index() -> None:
    with transaction():
        for label in ("Storage Engines", "C++"):
            actions.add_tag(Cast().application.candidate_id, label, by=SYSTEM)
    queue.run_until_empty()


def found(user, text: str) -> list[str]:
    return [hit.candidate for hit in find(user, text).hits]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('tag:"storage engines"', True),
        ("tag:STORAGE", True),
        ("tag:c++", True),
        ("-tag:c++ fern", False),
        ("has:tag", True),
        ("has:tags fern", True),
        ("-has:tag fern", False),
        ("storage", True),
        ("engines c++", True),
        ('"engines c++"', False),
        ("tag:c", False),
        ("tag:stor", False),
    ],
)
def test_what_is_found(app, cast, tagged, text, is_found):
    assert found(cast.user("recruiter"), text) == (["Ada Fern"] if is_found else [])


def test_a_hit_says_that_it_was_a_tag(app, cast, tagged):
    (hit,) = find(cast.user("recruiter"), "storage").hits
    assert [(each.kind, each.label, each.parts[1]) for each in hit.snippets] == [("tag", "Tag", "Storage")]


def test_another_spelling_is_offered_but_never_a_tag_of_others(app, cast, tagged):
    (problem,) = find(cast.user("recruiter"), "tag:storrage fern").problems
    assert "Nobody is tagged “storrage”. Did you mean “Storage Engines”?" in problem
    (problem,) = find(cast.user("outsider"), 'tag:"storage engines" fern').problems
    assert "Did you mean" not in problem
    assert found(cast.user("outsider"), "tag:c++") == []
    assert found(cast.user("manager"), "tag:c++") == ["Ada Fern"]


def test_a_tag_that_is_taken_away_is_not_found_any_more(app, cast, tagged):
    with transaction():
        actions.remove_tag(cast.application.candidate_id, "storage engines", by=SYSTEM)
    queue.run_until_empty()
    assert found(cast.user("recruiter"), "storage") == []
    assert found(cast.user("recruiter"), "c++") == ["Ada Fern"]
