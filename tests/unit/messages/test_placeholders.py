"""Placeholders: what is unknown, half or empty is named, and nothing but placeholders changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.messages.placeholders import PLACEHOLDERS, PlaceholderProblem, check, fill, preview

VALUES = {**dict.fromkeys(PLACEHOLDERS, "x"), "first_name": "Zoë", "company": ""}


def test_filled():
    assert fill("Hello {{first_name}}, {{ first_name }}!", VALUES) == "Hello Zoë, Zoë!"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello {{ firstname }}", "There is no placeholder {{ firstname }}"),
        ("Hello {{ first_name }", "not whole"),
        ("Hello first_name }}", "not whole"),
        ("{{ }}", "There is no placeholder"),
    ],
)
def test_what_cannot_be_filled_ever(text, said):
    with pytest.raises(PlaceholderProblem, match=said.replace("{", "\\{")):
        check(text)


def test_what_is_empty_here_is_named_and_left_in_the_preview():
    with pytest.raises(PlaceholderProblem, match="company"):
        fill("From {{ company }}", VALUES)
    assert preview("{{ first_name }} at {{ company }}", VALUES) == "Zoë at {{ company }}"


@given(st.text(max_size=50))
def test_values_are_not_read_again(value):
    values = {**VALUES, "first_name": "{{ company }}" + value}
    assert fill("{{ first_name }}", values) == "{{ company }}" + value
