"""The scorer of profiles: what counts as right, made up and missed, field by field."""

import pytest

from benchmarks.resumes.comparing import is_degree, is_employer, is_name, is_period, read_date, skill_key
from benchmarks.resumes.scoring import CORE, FIELDS, Count, add_up, macro, score

JOB = {"name": "Larkfield Mills Ltd", "position": "Stock Controller", "start": "2020-03", "end": "present"}
STUDY = {
    "institution": "Tarnhill College",
    "studyType": "BSc",
    "area": "Chemistry",
    "start": "2010",
    "end": "2013",
}
TRUTH = {
    "basics": {
        "location": {"city": "Leeds", "countryCode": "GB"},
        "profiles": [{"url": "https://github.com/orla"}],
    },
    "_visible": {
        "name": "Dr. Orla Haddow",
        "email": "orla@example.com",
        "phone": "07400 123456",
        "phone_e164": "+447400123456",
        "urls": ["https://github.com/orla"],
        "urls_ignore": [],
        "city": "Leeds",
        "label": None,
        "work": [JOB],
        "education": [STUDY],
        "skills": ["C++", "Excel"],
        "skills_ignore": ["English"],
        "experience_months": 80,
    },
}
PROFILE = {
    "basics": {
        "name": "Orla Haddow",
        "email": "Orla@example.com",
        "phone": "07400 123456",
        "location": {"city": "Leeds"},
        "profiles": [{"url": "http://www.github.com/orla/"}],
    },
    "work": [{"name": "Larkfield Mills", "position": "Stock controller", "startDate": "2020-03"}],
    "education": [
        {
            "institution": "Tarnhill College",
            "studyType": "Bachelor",
            "area": "Chemistry",
            "endDate": "2013-06",
        }
    ],
    "skills": [{"name": "Skills", "keywords": ["C++", "excel", "English"]}],
    "experience_months": 86,
}


def test_all_that_is_right_counts_as_right():
    counts = score(TRUTH, PROFILE)
    wrong = [name for name in FIELDS if counts[name].extra or counts[name].missed]
    assert wrong == ["phone_e164"]  # written as on the page, without its country
    assert macro(add_up([counts])) == 1.0


def test_nothing_read_misses_everything_and_makes_up_nothing():
    counts = score(TRUTH, {})
    assert all(counts[name].missed for name in CORE)
    assert not any(count.extra or count.right for count in counts.values())


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"work": [{**PROFILE["work"][0], "startDate": "2020-04"}]}, "work_entry", Count(0, 1, 1)),
        ({"work": [{**PROFILE["work"][0], "name": "Quillstone"}]}, "work_entry", Count(0, 1, 1)),
        ({"work": PROFILE["work"] * 2}, "title", Count(1, 1, 0)),
        ({"skills": [{"keywords": ["C", "Excel", "Chess"]}]}, "skills", Count(1, 2, 1)),
        ({"experience_months": 93}, "years", Count(0, 1, 1)),
        ({"basics": {"profiles": [{"url": "https://example.com"}]}}, "urls", Count(0, 1, 1)),
    ],
)
def test_mistakes_are_counted(change, field, expected):
    assert score(TRUTH, PROFILE | change)[field] == expected


def test_employer_printed_once_above_two_positions_may_be_given_once():
    visible = TRUTH["_visible"] | {"work": [JOB, JOB | {"position": "Clerk"}]}
    assert score(TRUTH | {"_visible": visible}, PROFILE)["employer"] == Count(2, 0, 0)


def test_sums_and_means():
    sums = add_up([{"name": Count(1, 0, 0)}, {"name": Count(0, 1, 1)}])
    assert sums["name"] == Count(1, 1, 1)
    assert sums["name"].f1 == 0.5
    assert sums["email"].f1 is None
    assert macro(sums) == 0.5


def test_values_that_are_the_same():
    assert is_employer("Kranz & Söhne GmbH & Co. KG", "Kranz & Söhne")
    assert not is_employer("Kranz & Söhne GmbH", "Kranich Sohn AG")
    assert is_name("Wübbels, Almut", "WÜBBELS Almut")
    assert not is_name("Almut Wübbels", "Almut")
    assert is_degree("Inżynier", "BSc")
    assert not is_degree("BSc", "MSc")
    assert skill_key("C#") != skill_key("C")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/2020", "2020-03"),
        ("2020-13", "2020"),
        ("2020-03-01", "2020-03"),
        ("", None),
        ("heute", "present"),
    ],
)
def test_dates_are_read(text, expected):
    assert read_date(text) == expected


def test_periods_are_compared_as_precisely_as_printed():
    assert is_period(("2020", "2022-05"), ("2020-11", "2022-05"))
    assert not is_period(("2020-10", "2022-05"), ("2020", "2022-05"))
    assert is_period(("2020", "present"), ("2020-01", None))
    assert not is_period(("2020", "present"), (None, None))
