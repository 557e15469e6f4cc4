"""JSON from outside."""

import pytest

from ats.platform.json_text import read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('["a\\u0000b", "\\ud800c", "\\udfff"]', ["ab", "c", ""]),
        ('{"\\ud800x": {"y": ["\\u0000"]}}', {"x": {"y": [""]}}),
        ('"\\ud83d\\ude00"', "😀"),
        ("[NaN, Infinity, -Infinity, 1e400, 1.5]", [None, None, None, None, 1.5]),
    ],
)
def test_what_no_database_keeps_is_left_out(text, value):
    assert read_json(text) == value


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"a":' * 50_000, "9" * 5000, '["\\u0000", ' + "[" * 5000]
)
def test_all_else_is_a_value_error(text):
    with pytest.raises(ValueError, match="."):
        read_json(text)
