"""Profiles as JSON Resume documents, and values out of such documents."""

import json
from datetime import date

import pytest

from ats.resumes.json_resume import InvalidDocument, from_document, from_text, list_problems, to_document
from ats.resumes.profile import Profile
from ats.resumes.profiles.making import make_profile
from tests.unit.resumes.typed import typed

RESUME = "^Anna Probe\nanna@example.com | 030 901820 | Berlin\n\n!Experience\nBaker, Sample Bakery\nMay 2019 - 2021\n\n!Skills\nPython, SQL"
DOCUMENT = {
    "$schema": "https://example.com/schema.json",
    "basics": {
        "name": "Anna Probe",
        "email": "anna@example.com",
        "url": "https://anna.example",
        "image": "https://anna.example/a.png",
    },
    "work": [
        {
            "name": "Sample Bakery",
            "startDate": "2019-05",
            "endDate": "",
            "highlights": ["bread", ""],
            "salary": 3,
        }
    ],
    "meta": {"version": "v1.2.1"},
}


def test_a_profile_becomes_a_valid_document_that_gives_its_values_back() -> None:
    profile = make_profile(typed(RESUME), received_on=date(2026, 11, 23))
    document = json.loads(json.dumps(to_document(profile)))
    assert list(list_problems(document)) == []
    assert document["basics"]["name"] == "Anna Probe"
    assert document["work"][0]["startDate"] == "2019-05"
    assert document["meta"]["requisite"]["phones"][0]["written"] == "030 901820"
    assert from_document(document).resume["skills"] == profile.resume["skills"]


def test_what_the_schema_does_not_allow_is_left_off_when_writing() -> None:
    document = to_document(
        Profile({"basics": {"name": "A", "url": "no address"}, "work": [{"startDate": "spring", "level": 3}]})
    )
    assert document["basics"] == {"name": "A"}
    assert "work" not in document


def test_a_document_is_taken_without_pictures_empty_and_unknown_values() -> None:
    taken = from_document(DOCUMENT)
    assert taken.resume == {
        "basics": {"name": "Anna Probe", "email": "anna@example.com", "url": "https://anna.example"},
        "work": [{"name": "Sample Bakery", "startDate": "2019-05", "highlights": ["bread"]}],
    }
    assert taken.left_out == ("basics/image",)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"basics": {"email": "nobody"}}, "basics/email: must be an e-mail address"),
        (
            {"basics": {"url": "javascript:alert(1)"}},
            "basics/url: must be an address of the web with http:// or https://",
        ),
        ({"basics": []}, "basics: must be an object"),
        (
            {"work": [{"startDate": "May 2019"}]},
            "work/0/startDate: must be a date as YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            {"work": [{"endDate": "2015-02-30"}]},
            "work/0/endDate: must be a date as YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            {"awards": [{"date": "2٠٠١"}]},
            "awards/0/date: must be a date as YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            {"projects": [{"url": "https://example.com:port"}]},
            "projects/0/url: must be an address of the web with http:// or https://",
        ),
        ({"work": [{}, {"highlights": "bread"}]}, "work/1/highlights: must be a list"),
        ({"skills": [{"keywords": ["a", 2]}]}, "skills/0/keywords/1: must be text"),
        ({"jobs": []}, "jobs: is no section of JSON Resume"),
        ({"awards": [{}] * 501}, "awards: has more than 500 entries"),
        ({"meta": 1}, "meta: must be an object"),
    ],
)
def test_a_problem_names_its_field(change: dict, problem: str) -> None:
    assert from_document(DOCUMENT | change).problems == (problem,)
    with pytest.raises(InvalidDocument) as caught:
        from_document({"basics": {"email": "nobody"}, "x": 1})
    assert caught.value.problems == (
        "basics/email: must be an e-mail address",
        "x: is no section of JSON Resume",
    )


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("2021-05", "2019-01", {}),
        ("2021-05", "2020", {}),
        ("2021-05", "2021", {"startDate": "2021-05", "endDate": "2021"}),
        ("2021", "2021-03-01", {"startDate": "2021", "endDate": "2021-03-01"}),
        ("2019-05", " ", {"startDate": "2019-05"}),
        ("2019-05 ", " 2020-01", {"startDate": "2019-05", "endDate": "2020-01"}),
    ],
)
def test_periods_are_trimmed_and_those_that_end_before_they_begin_are_named(
    start: str, end: str, kept: dict
) -> None:
    taken = from_document({"work": [{"name": "Sample Bakery", "startDate": start, "endDate": end}]})
    assert taken.resume == {"work": [{"name": "Sample Bakery", **kept}]}
    assert taken.problems == (() if kept else ("work/0/endDate: must not be before startDate",))


def test_the_company_of_an_older_document_is_the_employer() -> None:
    entries = [
        {"company": "Sample Bakery"},
        {"company": "Old", "name": "New"},
        {"company": 3, "position": "Baker"},
    ]
    taken = from_document({"work": entries})
    assert taken.resume == {"work": [{"name": "Sample Bakery"}, {"name": "New"}, {"position": "Baker"}]}
    assert taken.problems == ("work/2/name: must be text",)


def test_what_is_good_is_taken_beside_what_is_wrong() -> None:
    taken = from_document(
        {
            "basics": {"name": "Anna Probe", "email": "nobody", "phone": 30},
            "work": [
                {"name": "Sample Bakery", "position": "Baker", "startDate": "May 2019", "endDate": "2021-03"},
                {
                    "name": "Sample Mill",
                    "startDate": "2015",
                    "endDate": "in spring",
                    "highlights": ["flour", 7],
                },
                "a third one",
            ],
            "skills": {"name": "Python"},
            "jobs": [],
            "languages": [{"language": "German"}],
        }
    )
    assert taken.resume == {
        "basics": {"name": "Anna Probe"},
        "work": [
            {"name": "Sample Bakery", "position": "Baker", "endDate": "2021-03"},
            {"name": "Sample Mill", "highlights": ["flour"]},
        ],
        "languages": [{"language": "German"}],
    }
    assert [problem.partition(":")[0] for problem in taken.problems] == [
        "basics/phone",
        "basics/email",
        "work/0/startDate",
        "work/1/endDate",
        "work/1/highlights/1",
        "work/2",
        "skills",
        "jobs",
    ]


def test_of_a_list_without_end_the_first_entries_are_taken() -> None:
    taken = from_document({"awards": [{"title": f"Award {number}"} for number in range(501)]})
    assert len(taken.resume["awards"]) == 500
    assert taken.problems == ("awards: has more than 500 entries",)


@pytest.mark.parametrize("text", ["", "{", "[1]", "[" * 100_000])
def test_text_that_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(InvalidDocument):
        from_text(text)


def test_all_problems_are_told_at_once() -> None:
    assert len(list(list_problems({"basics": {"email": 1, "url": 2}, "x": 1}))) == 3


@pytest.mark.parametrize("odd", ["\\ud800", "\\u0000", "\\u001b"])
def test_characters_that_no_text_has_are_refused_with_their_field(odd):
    with pytest.raises(InvalidDocument, match="basics/name"):
        from_text(f'{{"basics": {{"name": "a{odd}b"}}}}')


@pytest.mark.parametrize(
    "document",
    [
        {"work": [{"name": "x", "highlights": [None, "bread"]}]},
        {"skills": [None, {"name": "x", "keywords": [None]}]},
        {"basics": None, "work": None},
        {"basics": {"location": None, "profiles": [None]}, "languages": [{"language": None}]},
    ],
)
def test_nothing_in_place_of_a_text_is_left_out(document):
    assert "None" not in str(from_document(document).resume)


def test_a_section_that_is_none_is_named_briefly_and_so_that_it_can_be_written():
    problem, long = list_problems({"\ud800\x00": 1, "n" * 900_000: 1})
    assert problem.encode() == "\ufffd\ufffd: is no section of JSON Resume".encode()
    assert long == f"{'n' * 60}…: is no section of JSON Resume"


OWN = {
    "phones": [{"written": "030 1234567", "e164": "+49301234567"}, {"written": "0171 1"}],
    "education": [{"level": "master"}, {}],
}


def test_telephones_and_levels_of_degrees_come_back_from_an_export() -> None:
    resume = {
        "education": [{"institution": "TU Delft"}, {"institution": "A school"}],
        "meta": {"requisite": {**OWN, "experienceMonths": 30, "urls": ["https://example.com"]}},
    }
    taken = from_document(to_document(Profile(resume)))
    assert taken.resume == {"education": resume["education"], "meta": {"requisite": OWN}}


@pytest.mark.parametrize(
    "own",
    [
        "none",
        {"phones": {"written": "1"}, "education": "master"},
        {
            "phones": [None, 7, {"written": 7}, {"written": " "}, {"written": "\0"}],
            "education": [{"level": "king"}],
        },
        {"education": [{"level": ["master"]}]},
        # The second of three was no entry: the levels may be anybody's.
        {"education": [{}, {}, {"level": "master"}]},
    ],
)
def test_what_is_wrong_under_our_own_heading_is_left_off(own) -> None:
    document = {"education": [{"area": "Law"}, {"area": " "}, {"area": "Art"}], "meta": {"requisite": own}}
    assert from_document(document).resume == {"education": [{"area": "Law"}, {"area": "Art"}]}


def test_a_telephone_whose_international_form_is_none_stays_as_it_was_written() -> None:
    own = {"phones": [{"written": " 030 1 ", "e164": "030"}]}
    document = {"basics": {"name": "Ada"}, "meta": {"requisite": own}}
    assert from_document(document).resume["meta"] == {"requisite": {"phones": [{"written": "030 1"}]}}


def test_a_document_of_nothing_but_our_own_heading_says_nothing() -> None:
    assert from_document({"meta": {"requisite": OWN}}).resume == {}
