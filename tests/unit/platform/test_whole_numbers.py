"""Whole numbers from forms: what is none, or longer than anything of ours, is nobody's row and no error."""

import pytest

from ats.platform.whole_numbers import read_whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_works(text, number):
    assert read_whole_number(text) == number


@pytest.mark.parametrize("text", [None, "", "-1", "1.0", " 1", "x", "٣", "²", "1" * 10, "9" * 5000])
def test_anything_else_is_none(text):
    assert read_whole_number(text) is None
