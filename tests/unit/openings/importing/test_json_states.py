"""Jobs of a JSON file that are not for everybody now, and addresses that are one opening's own."""

import json

import pytest

from ats.openings.importing import ImportedPage, describe_import, read_postings_page
from ats.openings.importing.json_states import read_withheld


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"isListed": False}, "isListed: false"),
        ({"published": False}, "published: false"),
        ({"archived": True}, "archived: true"),
        ({"status": "Closed"}, "status: closed"),
        ({"status": "on_hold"}, "status: on_hold"),
        ({"jobStatus": "DRAFT"}, "jobStatus: draft"),
        ({"isListed": True, "status": "open", "archived": False, "state": "CA", "remote": False}, ""),
        ({"status": "Open until filled"}, ""),
        ({"status": 3}, ""),
    ],
)
def test_what_a_job_says_of_who_may_see_it(said, found):
    assert read_withheld({"title": "Baker", **said}) == found


def test_withheld_openings_are_listed_and_said():
    jobs = {
        "jobs": [{"title": "Baker", "description": "Bake."}, {"title": "Secret Baker", "isListed": False}]
    }
    page = read_postings_page(json.dumps(jobs).encode(), "jobs.json")
    assert [opening.withheld for opening in page.openings] == ["", "isListed: false"]
    assert "isListed: false" in [line.text for line in page.unplaced]
    assert "not to be published (isListed: false)" in describe_import(page)
    assert ImportedPage.from_json(page.to_json()) == page


def test_address_of_one_opening_is_not_that_of_the_others():
    page = read_postings_page(
        b"# Jobs\n\n## Baker\n\nBake.\n\nApply to baker@foo.example.com\n\n## Chef\n\nCook.\n", "jobs.md"
    )
    assert [opening.apply_address for opening in page.openings] == ["baker@foo.example.com", None]
    assert page.apply_address is None


def test_address_that_several_share_is_that_of_the_page():
    apply = "Apply to jobs@foo.example.com"
    page = read_postings_page(
        f"# Jobs\n\n## Baker\n\nBake.\n\n{apply}\n\n## Chef\n\nCook.\n\n{apply}\n\n## Cook\n\nStir.\n".encode(),
        "jobs.md",
    )
    assert page.apply_address == "jobs@foo.example.com"


def test_address_for_adjustments_is_not_where_to_apply():
    page = read_postings_page(
        b"# Jobs\n\n## Baker\n\nBake.\n\n## Chef\n\nCook.\n\n## Accessibility\n\n"
        b"If you need an adjustment to apply, write to access@foo.example.com. Apply at jobs@foo.example.com.\n",
        "jobs.md",
    )
    assert page.apply_address == "jobs@foo.example.com"


def test_what_the_drafts_hold_and_the_page_does_not_say():
    said = describe_import(
        read_postings_page(b"# Jobs\n\n## Baker\n\nRemote | Full-time\n\n## Chef\n\nCook.\n", "jobs.md")
    )
    assert "does not say the way of working of 1 opening, drafted as on site:\n  Chef" in said
    assert "does not say the type of employment of 1 opening, drafted as full time:\n  Chef" in said
