"""Files in the shapes of job boards: where their lists are, and facts that they say twice, in codes or as levels."""

import json

import pytest

from ats.openings.importing import Pay, read_postings_page


def page_of(values):
    return read_postings_page(json.dumps(values), "jobs.json")


def job(**values):
    return {"title": "Baker", "description": "You bake.", **values}


def opening_of(**values):
    (opening,) = page_of([job(**values)]).openings
    return opening


@pytest.mark.parametrize(
    "key", ["content", "offers", "joblist", "stellenangebote", "offres_d_emploi", "vacatures"]
)
def test_a_list_named_for_its_jobs_is_no_program(key):
    page = page_of({"total": 1, key: [job()]})
    assert [(each.title, len(each.openings)) for each in page.programs] == [("", 1)]


def test_a_list_named_after_a_department_is_its_program():
    page = page_of({"Kitchen": [job()], "Hall": [job(title="Waiter")]})
    assert [each.title for each in page.programs] == ["Kitchen", "Hall"]


@pytest.mark.parametrize("key", ["introduction", "intro", "about", "description", "overview"])
def test_what_introduces_a_program_and_the_page(key):
    page = page_of(
        {key: "We feed the town.", "programs": [{"name": "Kitchen", key: "We cook.", "jobs": [job()]}]}
    )
    assert (page.introduction, page.programs[0].introduction) == ("We feed the town.", "We cook.")
    assert page.unplaced == ()


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"location": "Berlin", "secondaryLocations": [{"location": "CH", "address": {"addressCountry": "CH"}}]},
         "Berlin; Switzerland"),
        ({"location": {"city": "Graz", "country": "at"}}, "Graz, AT"),
        ({"location": {"city": "Graz", "country": "at", "fullLocation": "Graz, Styria, Austria"}}, "Graz, Styria, Austria"),
        ({"location": {"name": "Berlin"}, "offices": [{"name": "Berlin Office", "location": "Berlin, Berlin, Germany"}]},
         "Berlin, Germany"),
        ({"location": {"name": "London, UK"}, "offices": [{"name": "London", "location": "London, England, United Kingdom"}]},
         "London, England, United Kingdom"),
        ({"locations": ["Portland, Maine", "Portland, Oregon"]}, "Portland, Maine; Portland, Oregon"),
        ({"locations": ["Luxembourg", "Esch, Luxembourg"]}, "Luxembourg; Esch, Luxembourg"),
    ],
)  # fmt: skip
def test_places_are_said_once_and_in_full(values, place):
    assert opening_of(**values).place == place


@pytest.mark.parametrize("level", ["Mid-Senior level", "Entry level", "Associate", "Not Applicable"])
def test_a_level_is_no_requirement(level):
    opening = opening_of(experience=level)
    assert opening.requirements == opening.suggestions == ()
    assert opening.paragraphs == (f"Experience level: {level}", "You bake.")
    assert opening_of(experienceLevel={"label": level}).paragraphs[0] == f"Experience level: {level}"


def test_experience_that_says_what_in_is_a_requirement():
    assert [each.years for each in opening_of(experience="3 years of baking").requirements] == [3]


def test_pay_that_was_read_is_not_listed_and_pay_that_was_not_stays():
    page = page_of([job(pay="€ 20–25 an hour"), job(title="Cook", pay="20 to 25 euros")])
    baker, cook = page.openings
    assert baker.pay == Pay(20, 25, "EUR", "hour")
    assert (cook.pay, cook.paragraphs) == (None, ("Pay: 20 to 25 euros", "You bake."))
    assert page.unplaced == ()


def test_a_small_pay_needs_its_period():
    ends = {"min": 20, "max": 25, "currency": "EUR"}
    assert opening_of(pay={**ends, "per": "hour"}).pay == Pay(20, 25, "EUR", "hour")
    page = page_of([job(pay=ends)])
    assert page.openings[0].pay is None
    assert "pay.min: 20" in [line.text for line in page.unplaced]


def test_a_span_of_hours_is_kept():
    opening = opening_of(employment_type_code="parttime", min_hours=16, max_hours=24)
    assert opening.employment_type == "part_time"
    assert opening.paragraphs[0] == "Employment type: parttime, 16 to 24 hours per week"


def test_a_file_with_keys_of_its_own():
    page = page_of(
        {
            "blurb": "We pickle.",
            "teams": [
                {
                    "team": "Cellar",
                    "blurb": "Forty barrels.",
                    "vacancies": [
                        {
                            "headline": "Barrel Keeper",
                            "where": ["Gdańsk, Poland"],
                            "kind": "part-time",
                            "wage": {"from": 65, "per": "hour", "currency": "PLN"},
                            "text": ["You keep barrels.", "You taste."],
                            "must": ["Patience"],
                            "plus": ["French"],
                            "until": "2027-02-10",
                            "mail": "cellar@foo.example",
                        }
                    ],
                }
            ],
        }
    )
    assert (page.introduction, page.programs[0].title, page.programs[0].introduction) == (
        "We pickle.",
        "Cellar",
        "Forty barrels.",
    )
    (keeper,) = page.openings
    assert (keeper.title, keeper.place, keeper.employment_type) == (
        "Barrel Keeper",
        "Gdańsk, Poland",
        "part_time",
    )
    assert (keeper.pay, keeper.deadline_on.isoformat()) == (Pay(65, None, "PLN", "hour"), "2027-02-10")
    assert keeper.apply_address == "cellar@foo.example"
    assert keeper.paragraphs == ("You keep barrels.", "You taste.")
    assert [(each.text, each.importance) for each in keeper.requirements] == [
        ("Patience", "required"),
        ("French", "preferred"),
    ]
    assert page.unplaced == ()
