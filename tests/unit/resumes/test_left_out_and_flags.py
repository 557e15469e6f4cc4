"""What is recognised and left out of a profile, and files that are no résumé."""

from datetime import date

import pytest

from ats.resumes.profiles import make_profile
from tests.unit.resumes.typed import typed

REST = "\n\n!Experience\nBaker, Sample Bakery\n2019 - 2021\n\n!Education\nDiploma, Sample School\n2015 - 2018"


def profile(text: str):
    return make_profile(typed(text), received_on=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Geburtsdatum: 03.04.1990", "birth date"),
        ("geb. 3. April 1990 in Musterstadt", "birth date"),
        ("Née le 3 avril 1990", "birth date"),
        ("Data urodzenia: 03.04.1990", "birth date"),
        ("Date of birth\t3 April 1990", "birth date"),
        ("34 ans", "age"),
        ("Familienstand: verheiratet, zwei Kinder", "marital status"),
        ("Berlin | ledig", "marital status"),
        ("Estado civil: soltera", "marital status"),
        ("Staatsangehörigkeit: deutsch", "nationality"),
        ("Nationality: Indian", "nationality"),
        ("Konfession: evangelisch", "religion"),
        ("Gender: female", "gender"),
        ("profile-pic", "photo"),
        ("PESEL: 90040312345", "identity number"),
    ],
)
def test_private_details_are_named_and_their_values_are_nowhere(line: str, what: str) -> None:
    made = profile(f"^Anna Probe\nanna@example.com\n{line}{REST}")
    assert what in made.left_out
    written = repr(made.resume)
    assert not any(
        word in written
        for word in ("1990", "verheiratet", "soltera", "evangelisch", "female", "90040312345", "Indian")
    )


def test_a_nationality_is_no_place_and_a_birthplace_no_home() -> None:
    made = profile(f"^Anna Probe\nGeburtsort: Hamburg\nWohnort: Berlin\nanna@example.com{REST}")
    assert made.resume["basics"]["location"]["city"] == "Berlin"
    assert "birthplace" in made.left_out


def codes(made) -> list[str]:
    return [flag.code for flag in made.flags]


def test_a_recipe_gives_nothing_but_a_flag() -> None:
    made = profile(
        "^Lentil Soup\nServes 4\n200 g red lentils\n1 onion\nSimmer for 25 minutes\nWritten in 2019 - 2020"
    )
    assert codes(made) == ["not-a-resume"]
    assert made.resume == {}


@pytest.mark.parametrize(
    "salutation", ["Dear hiring manager,", "Sehr geehrte Damen und Herren,", "Szanowni Państwo,"]
)
def test_a_letter_gives_its_sender_alone(salutation: str) -> None:
    made = profile(
        f"Anna Probe\nanna.probe@example.com\n\n{salutation}\nIn 2019 - 2021 I led a team of five.\nYours,\nAnna Probe"
    )
    assert codes(made) == ["not-a-resume"]
    assert made.resume == {"basics": {"name": "Anna Probe", "email": "anna.probe@example.com"}}


def test_of_two_people_the_first_is_read() -> None:
    second = REST.replace("Baker", "Accountant").replace("Bakery", "Ledgers")
    made = profile(f"^Anna Probe\nanna@example.com{REST}\n\n^Karl Muster\nkarl.muster@example.net{second}")
    assert codes(made) == ["two-people"]
    assert made.resume["basics"]["name"] == "Anna Probe"
    assert "Accountant" not in repr(made.resume)


def test_a_referee_is_no_second_person() -> None:
    made = profile(
        f"^Anna Probe\nanna@example.com{REST}\n\n!References\nKarl Muster\nkarl.muster@example.net"
    )
    assert codes(made) == []
    assert made.resume["basics"]["email"] == "anna@example.com"
    assert "karl.muster" not in repr(made.resume)


def test_a_resume_without_headings_is_one() -> None:
    assert (
        codes(
            profile(
                "^Anna Probe\nanna@example.com\n\nBaker, Sample Bakery\n2019 - 2021\n\nPupil, Sample School\n2015 - 2018"
            )
        )
        == []
    )
