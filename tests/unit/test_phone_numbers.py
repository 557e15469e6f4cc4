"""What is taken for a telephone number where one is typed."""

import pytest

from ats.candidates.rules import is_phone


@pytest.mark.parametrize(
    "text",
    ["112", "+31 6 12345678", "0031(0)30-123.45.67", "030/123 45 67", "030 – 1234‑5", "+44 20 7946 0000 ext. 12",
     "555 0100 x12", "555 0100X12", "555 0100 extension 3", "+1-555-0100;ext=4", "030 123, 040 456", "030 1234 DW 5",
     "01 23 45 67 89 poste 2", "06\u00a012\u202f34", "\u202a+44 20 7946 0000\u202c", "٠١٢ ٣٤٥", "+31 6", "12·34·56",
     "\uff0b31 6 12345678"],
)  # fmt: skip
def test_numbers(text):
    assert is_phone(text)


@pytest.mark.parametrize(
    "text",
    ["", "+", "()", "ext", "<b>112</b>", "112 #5", "$100", "100%", "call me 112", "112 or 113", "112 extra", "xbox 360",
     "112\\3", "a@example.com", "https://example.com/1", "=1+1", "1*2", "五 112", "112 next"],
)  # fmt: skip
def test_what_is_none(text):
    assert not is_phone(text)


def test_a_long_one_is_judged_quickly():
    assert not is_phone("+" + "ext x1 " * 20_000 + "!")
