"""Sections of a job that JSON keeps as headings with texts, somewhere within the job."""

import json
from typing import Any

import pytest

from ats.openings.importing import ImportedOpening, read_postings_page

_TASKS, _ASKED = "<ul><li>Bake bread</li></ul>", "<ul><li>2 years of baking</li><li>Humour</li></ul>"


def _opening(**values: Any) -> ImportedOpening:
    (opening,) = read_postings_page(
        json.dumps({"jobs": [{"name": "Baker", "city": "Bath", **values}]})
    ).openings
    return opening


@pytest.mark.parametrize(
    "values",
    [
        {
            "jobAd": {
                "sections": {
                    "tasks": {"title": "Your tasks", "text": _TASKS},
                    "qualifications": {"title": "Qualifications", "text": _ASKED},
                }
            }
        },
        {
            "jobDescriptions": {
                "jobDescription": [
                    {"name": "Your tasks", "value": _TASKS},
                    {"name": "Your profile", "value": _ASKED},
                ]
            }
        },
        {"sections": [{"name": "Your tasks", "value": _TASKS}, {"name": "Your profile", "value": _ASKED}]},
    ],
)
def test_texts_with_headings_are_sections_wherever_they_stand(values: dict[str, Any]) -> None:
    baker = _opening(**values)
    assert baker.responsibilities == ("Bake bread",)
    assert [requirement.text for requirement in baker.requirements] == ["2 years of baking", "Humour"]
    assert baker.paragraphs == ()


def test_heading_that_names_no_section_stays_above_its_text() -> None:
    about = {"title": "Company Description", "text": "<p>We bake.</p>"}
    page = read_postings_page(json.dumps({"jobs": [{"name": "Baker", "jobAd": {"sections": {"a": about}}}]}))
    assert page.openings[0].paragraphs == ("**Company Description**", "We bake.")
    assert page.unplaced == ()


def test_short_values_are_fields_and_no_sections() -> None:
    baker = _opening(custom=[{"name": "Employment type", "value": "Part-time"}])
    assert (baker.employment_type, baker.paragraphs) == ("part_time", ())


@pytest.mark.parametrize(
    ("flags", "workplace"),
    [({"hybrid": True}, "hybrid"), ({"hybrid": False}, None), ({"hybrid": True, "remote": True}, "remote")],
)
def test_flags_say_the_way_of_working(flags: dict[str, bool], workplace: str | None) -> None:
    assert _opening(**flags).workplace == workplace


def test_code_of_the_type_of_employment_is_read() -> None:
    assert _opening(employment_type_code="fulltime_permanent").employment_type == "full_time"


def test_sections_that_the_description_holds_already_are_not_repeated() -> None:
    parts = [{"title": "Your tasks", "text": _TASKS}, {"title": "Your profile", "text": _ASKED}]
    whole = f"<h3>Your tasks</h3>{_TASKS}<h3>Your profile</h3>{_ASKED}"
    baker = _opening(description=whole, jobAd={"sections": parts})
    assert baker.responsibilities == ("Bake bread",)
    assert [requirement.text for requirement in baker.requirements] == ["2 years of baking", "Humour"]
