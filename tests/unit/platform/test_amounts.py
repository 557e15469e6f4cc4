"""Amounts of money as people write them."""

from decimal import Decimal

import pytest

from ats.platform.amounts import as_amount, as_number, read_amount, write_amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("17.50", Decimal("17.50")),
        ("17,50", Decimal("17.50")),
        ("17,5", Decimal("17.50")),
        (" 50000 ", 50_000),
        ("50,000", 50_000),
        ("50.000", 50_000),
        ("50 000", 50_000),
        ("1\u202f234\u202f567,89", Decimal("1234567.89")),
        ("1'234.50", Decimal("1234.50")),
        ("17.00", 17),
        ("0", 0),
        ("٢٥", 25),
    ],
)
def test_read(text, amount):
    read = read_amount(text)
    assert (read, type(read)) == (amount, type(amount))


@pytest.mark.parametrize(
    "text",
    ["", "-5", "1e5", "1,000,50", "1.000,5,5", "12.3456", "€17", "17.50 EUR", "NaN", "1,00,000", "9" * 5000],
)  # fmt: skip
def test_what_is_no_amount(text):
    assert read_amount(text) is None


def test_whole_amounts_are_ints_and_json_has_the_shortest_form():
    assert [type(as_amount(each)) for each in (17, 17.0, Decimal("17.00"), 17.1)] == [int, int, int, Decimal]
    assert str(as_number(as_amount(17.1))) == "17.1"


def test_amounts_that_stand_together_have_the_same_places():
    assert write_amounts([50_000, 65_000]) == ["50,000", "65,000"]
    assert write_amounts([Decimal("17.50"), 19]) == ["17.50", "19.00"]
