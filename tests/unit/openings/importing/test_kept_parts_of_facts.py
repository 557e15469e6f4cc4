"""Lines of facts of which the fields hold a part: the rest alone stays in the text."""

import json

import pytest

from ats.openings.importing import Pay, read_postings_page

_PAGE = "Jobs\n\nBaker\n{}\n\nYou bake.\n\nRequirements\n- Flour\n"


@pytest.mark.parametrize(
    ("line", "place", "workplace", "employment", "kept"),
    [
        ("Vienna (hybrid, 2 days a week)", "Vienna", "hybrid", None, "Hybrid, 2 days a week"),
        ("Location: Vienna (hybrid, 2 days a week)", "Vienna", "hybrid", None, "Hybrid, 2 days a week"),
        ("Vienna | Hybrid (2 days a week)", "Vienna", "hybrid", None, "Hybrid (2 days a week)"),
        (
            "Vienna (hybrid, 2 days a week) | Full-time",
            "Vienna",
            "hybrid",
            "full_time",
            "Full-time, hybrid, 2 days a week",
        ),
        ("Wien, Österreich · Teilzeit (20 h)", "Wien, Österreich", None, "part_time", "Teilzeit (20 h)"),
    ],
)
def test_what_the_fields_do_not_hold_stays(line, place, workplace, employment, kept):
    page = read_postings_page(_PAGE.format(line))
    (opening,) = page.openings
    assert (opening.place, opening.workplace, opening.employment_type) == (place, workplace, employment)
    assert opening.paragraphs == (kept, "You bake.")
    assert page.unplaced == ()


def test_a_place_that_contradicts_an_earlier_one_stays_whole():
    (opening,) = read_postings_page(
        _PAGE.format("Location: Leeds (remote)\nLocation: York (hybrid, 2 days a week)")
    ).openings
    assert (opening.place, opening.workplace) == ("Leeds; York", "remote")
    assert opening.paragraphs[0] == "Location: York (hybrid, 2 days a week)"


def test_place_with_its_way_in_json():
    page = read_postings_page(
        json.dumps(
            [{"title": "Baker", "description": "You bake.", "location": "Vienna (hybrid, 2 days a week)"}]
        )
    )
    assert page.openings[0].paragraphs == ("Way of working: Hybrid, 2 days a week", "You bake.")
    assert page.unplaced == ()


@pytest.mark.parametrize(
    ("line", "pay", "kept"),
    [
        (
            "Leeds | Full-time, 37 hours a week | £30k",
            Pay(30_000, 30_000, "GBP"),
            "Full-time, 37 hours a week",
        ),
        ("Leeds | £30k | 37 hours a week", Pay(30_000, 30_000, "GBP"), "37 hours a week"),
        ("Leeds | £12 per hour | 20 hours a week", Pay(12, 12, "GBP", "hour"), "20 hours a week"),
        ("Leeds | £12 | per hour", Pay(12, 12, "GBP", "hour"), "You bake."),
    ],
)
def test_hours_a_week_beside_a_pay_are_not_its_period(line, pay, kept):
    (opening,) = read_postings_page(_PAGE.format(line)).openings
    assert (opening.place, opening.pay, opening.paragraphs[0]) == ("Leeds", pay, kept)
