"""Corrections over a profile, finding entries again after another reading, differences, and the one line."""

from dataclasses import dataclass
from typing import Any

import pytest

from ats.documents.rules.corrections import corrected, moved, new_pointer, parts_of
from ats.documents.rules.differences import MOST, differences
from ats.documents.rules.entries import is_pointer, is_same, value_at
from ats.documents.rules.summary import LENGTH, one_line, years_text

FIRST = {"name": "Harbour Stream", "position": "Engineer", "startDate": "2019"}
SECOND = {"name": "Tide Works", "position": "Clerk", "startDate": "2015", "endDate": "2019"}
RESUME = {"basics": {"name": "Aro", "label": "Engineer"}, "work": [FIRST, SECOND], "skills": [{"name": "Go"}]}


@dataclass
class Said:
    pointer: str
    value: Any
    read: Any = None


@pytest.mark.parametrize("pointer", ["/basics/name", "/work/0", "/work/+1", "/skills", "/basics/profiles"])
def test_known_parts_can_be_corrected(pointer):
    assert is_pointer(pointer)


@pytest.mark.parametrize(
    "pointer", ["/work", "/work/0/name", "/meta", "/work/00000", "/work/٠", "", "/basics/image"]
)
def test_other_parts_cannot(pointer):
    assert not is_pointer(pointer)


def test_values_are_followed_and_never_raise():
    assert value_at(RESUME, "/work/1/name") == "Tide Works"
    assert value_at(RESUME, "/work/7/name") is None
    assert value_at(RESUME, "/basics/name/x") is None


def test_a_correction_counts_and_what_was_read_stays():
    said = [Said("/basics/name", "Aroha"), Said("/work/1", None), Said("/work/+1", {"name": "Own"})]
    result = corrected(RESUME, said)
    assert result["basics"]["name"] == "Aroha"
    assert [each["name"] for each in result["work"]] == ["Harbour Stream", "Own"]
    assert RESUME["work"][1] == SECOND
    gone = parts_of(RESUME, said)["work"][1]
    assert (gone.value, gone.read) == (None, SECOND)


def test_new_entries_get_pointers_that_nobody_has():
    assert new_pointer("work", [Said("/work/+1", {}), Said("/work/+2", {})]) == "/work/+3"


def test_a_corrected_entry_is_found_again_where_another_reading_put_it():
    again = {
        **RESUME,
        "work": [{"name": "New", "position": "Intern"}, FIRST, {**SECOND, "location": "Bergen"}],
    }
    found = moved(
        again, [Said("/work/1", {"name": "Tide Works Ltd"}, SECOND), Said("/basics/name", "A", "Aro")]
    )
    assert found["/work/1"] == ("/work/2", again["work"][2])
    assert found["/basics/name"] == ("/basics/name", "Aro")


def test_what_is_not_there_any_more_becomes_an_entry_of_its_own():
    found = moved({"work": []}, [Said("/work/0", {"name": "Mine"}, FIRST), Said("/work/+1", {"name": "Own"})])
    assert sorted(pointer for pointer, _ in found.values()) == ["/work/+1", "/work/+2"]
    assert found["/work/0"][1] == FIRST


def test_two_corrections_never_take_the_same_entry():
    found = moved(
        {"work": [FIRST]}, [Said("/work/0", {"name": "a"}, FIRST), Said("/work/1", {"name": "b"}, FIRST)]
    )
    assert len({pointer for pointer, _ in found.values()}) == 2


def test_differences_compare_entries_with_their_likes():
    after = {**RESUME, "work": [{"name": "New", "position": "Intern"}, {**FIRST, "endDate": "2024"}, SECOND]}
    assert differences(RESUME, after) == [
        ("/work/0/name", "", "New"),
        ("/work/0/position", "", "Intern"),
        ("/work/1/endDate", "", "2024"),
    ]
    assert differences(RESUME, RESUME) == []
    assert len(differences({}, {"work": [{"name": str(n), "position": "x"} for n in range(99)]})) == MOST


@pytest.mark.parametrize(
    ("resume", "line"),
    [
        ({**RESUME, "meta": {"requisite": {"experienceMonths": 75}}}, "Engineer at Harbour Stream, 6 years"),
        ({"work": [SECOND]}, "Clerk, last at Tide Works"),
        ({"basics": {"label": "Boat builder"}}, "Boat builder"),
        ({"meta": {"requisite": {"experienceMonths": 75}}}, ""),
        ({}, ""),
    ],
)
def test_one_line_says_who_it_is(resume, line):
    assert one_line(resume) == line


def test_the_line_fits_its_column():
    assert len(one_line({"work": [{"name": "N" * 300, "position": "P", "startDate": "2020"}]})) == LENGTH


def test_years_in_words():
    words = [years_text(months) for months in (1, 11, 12, 35, 120)]
    assert words == ["1 month", "11 months", "1 year", "2 years", "10 years"]


def test_own_entries_stand_by_number_and_by_their_dates_among_the_others():
    undated = [Said(f"/work/+{number}", {"name": str(number)}) for number in (10, 2, 1)]
    assert [part.pointer for part in parts_of({}, undated)["work"]] == ["/work/+1", "/work/+2", "/work/+10"]
    newer = Said("/work/+3", {"name": "New", "startDate": "2020-02"})
    older = Said("/work/+1", {"name": "Old", "startDate": "2016", "endDate": "2020"})
    places = [part.pointer for part in parts_of(RESUME, [older, newer])["work"]]
    assert places == ["/work/+3", "/work/0", "/work/+1", "/work/1"]


def test_a_number_that_is_kept_is_no_entry_and_is_not_given_again():
    kept = [Said("/work/+4", None)]
    assert parts_of({}, kept)["work"] == []
    assert corrected({}, kept) == {}
    assert new_pointer("work", kept) == "/work/+5"


def test_what_a_form_saw_differs_once_the_part_does():
    seen = parts_of(RESUME, [])["work"][0].seen
    assert parts_of(RESUME, [Said("/work/1", None)])["work"][0].seen == seen
    assert parts_of(RESUME, [Said("/work/0", {"name": "Other"}, FIRST)])["work"][0].seen != seen


@pytest.mark.parametrize(
    ("section", "other", "expected"),
    [
        ("work", {**FIRST, "startDate": "2019-03"}, True),
        ("work", {**FIRST, "startDate": "2009", "endDate": "2011"}, False),
        ("work", {**FIRST, "name": "Tide Works"}, True),
        ("work", SECOND, False),
        ("certificates", {"name": "harbour stream", "issuer": "A"}, True),
        ("projects", {"name": "Another"}, False),
    ],
)
def test_entries_are_the_same_by_what_they_are(section, other, expected):
    assert is_same(FIRST, other, section) is expected
