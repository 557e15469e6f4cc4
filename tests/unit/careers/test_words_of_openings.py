"""How places and pay are said."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from ats.openings.words import pay_text, place_text


def opening(**values):
    given = {"city": "", "region": "", "country": "", "pay_min": None, "pay_max": None}
    return SimpleNamespace(**given | {"pay_currency": "EUR", "pay_period": "year"} | values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"country": "NL"}, "Netherlands"),
        ({"city": "Utrecht", "country": "NL"}, "Utrecht, Netherlands"),
        ({"city": "Singapore", "region": "Singapore", "country": "SG"}, "Singapore"),
        ({"city": "Nowhere", "country": "??"}, "Nowhere, ??"),
    ],
)
def test_place(values, said):
    assert place_text(opening(**values)) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"pay_min": 50000, "pay_currency": ""}, ""),
        ({"pay_min": 50000, "pay_max": 65000}, "€50,000 to €65,000 a year"),
        ({"pay_min": 50000, "pay_max": 50000}, "€50,000 a year"),
        ({"pay_min": 50000}, "from €50,000 a year"),
        ({"pay_min": Decimal("17.50"), "pay_period": "hour"}, "from €17.50 an hour"),
        ({"pay_min": Decimal("17.50"), "pay_max": 19, "pay_period": "hour"}, "€17.50 to €19.00 an hour"),
        ({"pay_min": 1234.5, "pay_currency": "CHF"}, "from CHF 1,234.50 a year"),
        ({"pay_max": 30, "pay_currency": "CHF", "pay_period": "hour"}, "up to CHF 30 an hour"),
    ],
)
def test_pay(values, said):
    assert pay_text(opening(**values)) == said
