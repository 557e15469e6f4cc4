"""What a form showed, as text in a hidden field, and which of its values somebody changed since."""

import pytest

from ats.platform.seen_values import NOTHING, ChangedMeanwhile, Seen, pick_changed

SHOWN = {
    "name": "Ada",
    "about": "One\nTwo",
    "is_active": True,
    "stages": [{"name": "New", "kind": "applied"}],
}


@pytest.mark.parametrize("name", list(SHOWN))
def test_what_comes_back_as_it_was_shown_is_not_changed(name):
    seen = Seen.read(str(Seen.of(SHOWN)))
    assert pick_changed({name: SHOWN[name]}, {name: "something else"}, seen) == {}


def test_a_browsers_ends_of_lines_and_the_trimming_change_nothing():
    seen = Seen.of({"about": " One\nTwo \n", "link": None})
    now = {"about": "theirs", "link": "theirs"}
    assert pick_changed({"about": "One\r\nTwo", "link": ""}, now, seen) == {}
    assert pick_changed({"about": "One\n\nTwo"}, {"about": "One\nTwo"}, seen) == {"about": "One\n\nTwo"}


def test_only_what_both_changed_differently_is_asked_about():
    seen = Seen.of({"name": "Ada", "phone": "", "link": ""})
    typed, now = {"name": "Adah", "phone": "1", "link": ""}, {"name": "Ada", "phone": "1", "link": "theirs"}
    assert pick_changed(typed, now, seen) == {"name": "Adah", "phone": "1"}
    with pytest.raises(ChangedMeanwhile) as caught:
        pick_changed({**typed, "phone": "2"}, now, seen)
    assert caught.value.names == ("phone",)


def test_whoever_saw_nothing_means_all_of_it():
    assert pick_changed({"name": "Ada"}, {"name": "Bo"}, NOTHING) == {"name": "Ada"}


def test_what_was_seen_is_not_readable_in_the_field():
    assert "Ada" not in str(Seen.of(SHOWN))


@pytest.mark.parametrize("text", [None, "", "{", "[]", "1", "[" * 100_000])
def test_a_field_that_is_not_ours_says_nothing(text):
    assert "name" not in Seen.read(text)
