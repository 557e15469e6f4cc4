"""Of which texts something is seen."""

import pytest

from ats.platform.unseen import if_seen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "\u3164",
        "\u00ad",
        "\u2800",
        "\u115f\u1160",
        "\u202e\u2066 \ufeff",
        "\U000e0041",
        "\ufe0f",
    ],
)
def test_nothing_is_seen(text):
    assert if_seen(text) == ""


@pytest.mark.parametrize("text", ["Bo", "\u200bBo", "李", "!", "❤\ufe0f", "नी", "\U0001fae8"])
def test_something_is_seen(text):
    assert if_seen(text) == text
