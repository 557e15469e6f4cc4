"""What stands in the way of publishing, and of a job listing in search engines."""

from datetime import date
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from ats.openings.rules import (
    mail_address,
    missing_for_job_posting,
    obstacles_to_publishing,
    refused_requirement,
)

UTC = ZoneInfo("UTC")
WHOLE = {
    "visibility": "public",
    "description": "Work",
    "country": "NL",
    "city": "Utrecht",
    "region": "",
    "workplace": "onsite",
    "deadline_on": None,
    "stages": ["New"],
    "requirements": [],
    "responsibilities": [],
}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"city": "", "region": "Holland"}, []),
        ({"city": "", "workplace": "remote"}, []),
        ({"city": ""}, ["It names no city or region."]),
        ({"country": "", "workplace": "remote"}, ["It names no country."]),
        ({"description": " "}, ["It has no description."]),
        ({"visibility": "unlisted"}, ["It is not public."]),
    ],
)
def test_missing_for_job_posting(changes, missing):
    assert missing_for_job_posting(SimpleNamespace(**{**WHOLE, **changes})) == missing


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({}, 0),
        ({"description": "", "responsibilities": ["Bake"]}, 0),
        ({"description": ""}, 1),
        ({"deadline_on": date(2020, 1, 1)}, 1),
        ({"stages": [], "description": ""}, 2),
    ],
)
def test_obstacles_to_publishing(changes, number):
    assert len(obstacles_to_publishing(SimpleNamespace(**{**WHOLE, **changes}), UTC)) == number


def test_mail_address():
    assert [mail_address(text) for text in ("a@example.com", "https://example.com", None, "")] == [
        "a@example.com",
        "",
        "",
        "",
    ]


def test_the_third_required_question_is_the_one_too_many():
    optional, needed = ("Why?", False), [("One", True), ("Two", True), ("Three", True), ("Four", True)]
    assert refused_requirement([optional, *needed[:2], optional]) is None
    assert refused_requirement([*needed[:2], optional, *needed[2:]]) == "Three"
