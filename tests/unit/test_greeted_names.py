"""By which names our mail greets."""

import pytest

from ats.candidates.rules import greeted_name


@pytest.mark.parametrize(
    "name",
    ["Pat Example", "Prof. Dr. Jane O'Neill-Smith", "J.R. Tolkien", "Müller, Anna", "María de los Ángeles Ruiz y Vega",
     "山田 太郎", "Ruth (Bo) Example"],
)  # fmt: skip
def test_names(name):
    assert greeted_name(f" {name} ") == name


@pytest.mark.parametrize(
    "name",
    ["Call 0900 123456 now, your parcel waits evil.tk/x", "Win 50 today", "evil.tk", "Your parcel waits, call us now",
     "pat@example.com", "see https://x", "Buy cheap!", "a" * 61, "Click here to get the money that waits for you"],
)  # fmt: skip
def test_advertisements(name):
    assert greeted_name(name) == ""
