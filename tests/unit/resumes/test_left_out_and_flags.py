"""What is recognised and left out of a profile, and files that are no résumé."""

from datetime import date

import pytest

from ats.resumes.profiles.making import make_profile
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


EVERYWHERE = """^Anna Probe
{}
Berlin
anna@example.com

!Profile
{}
Baker who likes large ovens and small shops, with a steady hand for the early hours.

!Experience
Baker
Sample Bakery
2019 - 2021
• Baked four hundred loaves of bread a day
{}

!Education
{}
Diploma in Baking
Sample School
2015 - 2018

!Skills
Python, SQL, Docker
{}

!Languages
English: fluent
{}

!Interests
{}
Chess, hiking"""


@pytest.mark.parametrize(
    ("fact", "what", "value"),
    [
        ("Born: 3 May 1990", "birth date", "1990"),
        ("Née le 03/05/1990 (36 ans)", "birth date", "1990"),
        ("Geburtsdatum\n3. Mai 1990", "birth date", "1990"),
        ("Born in Leeds", "birthplace", "Leeds"),
        ("Married, two children", "marital status", "arried"),
        ("Stan cywilny: panna", "marital status", "panna"),
        ("35 ans, marié", "age", "35"),
        ("Staatsangehörigkeit: deutsch", "nationality", "deutsch"),
    ],
)
@pytest.mark.parametrize("spot", range(7))
def test_private_details_are_left_out_wherever_they_stand(
    fact: str, what: str, value: str, spot: int
) -> None:
    lines = ["" for _ in range(7)]
    plain = profile(EVERYWHERE.format(*lines))
    lines[spot] = fact
    made = profile(EVERYWHERE.format(*lines))
    assert what in made.left_out
    assert value not in repr(made.resume)
    assert made.resume == plain.resume


def test_what_stands_beside_a_private_detail_stays() -> None:
    made = profile(f"^Anna Probe\n34-jährige Bäckerin\n34 Jahre, ledig, Berlin\nanna@example.com{REST}")
    assert made.resume["basics"]["label"] == "Bäckerin"
    assert made.resume["basics"]["location"]["city"] == "Berlin"
    assert "34" not in repr(made.resume)
    assert set(made.left_out) == {"age", "marital status"}


@pytest.mark.parametrize("spot", [0, 1, 2, 3, 5, 6])
def test_a_line_that_is_mostly_of_private_details_goes_everywhere_but_among_the_skills(spot: int) -> None:
    lines = ["" for _ in range(7)]
    plain = profile(EVERYWHERE.format(*lines))
    lines[spot] = "35 ans, marié, permis B"
    assert profile(EVERYWHERE.format(*lines)).resume == plain.resume


@pytest.mark.parametrize(
    ("line", "kept", "what"),
    [
        ("Excel, Montage, Photo, Anglais, Français", ["Excel", "Montage", "Photo"], ()),
        ("Photo, Video, German", ["Photo", "Video"], ()),
        ("Excel, Foto, Deutsch", ["Excel", "Foto"], ()),
        ("Foto, video, español", ["Foto", "video"], ()),
        ("Excel, 38 years old, married, Python", ["Excel", "Python"], ("age", "marital status")),
        ("Excel, married", ["Excel"], ("marital status",)),
        ("Family law, Divorce", ["Family law", "Divorce"], ()),
    ],
)
def test_of_a_list_of_skills_private_details_alone_are_taken(
    line: str, kept: list[str], what: tuple[str, ...]
) -> None:
    made = profile(f"^Anna Probe\nanna@example.com\n\n!Skills\n{line}{REST}")
    assert [skill["name"] for skill in made.resume["skills"]] == kept
    assert made.left_out == what


@pytest.mark.parametrize(
    "told",
    [
        "Health: built the health checks of 40 services",
        "Children: 3 groups of up to 12 aged 3 to 6",
        "Passport: 120000 users moved to the new login",
        "Age: 34 tables partitioned",
        "Disability: 30 accessibility issues fixed",
        "Weight: reduced by 24 kg",
        "Gewicht: 24 kg gespart",
        "Größe: 12 Mitarbeiter",
        "Kinder: Betreuung von 3 Gruppen",
        "Dzieci: opieka nad 5 podopiecznymi",
        "Date of birth: 01.01.1900 default removed",
        "Two children",
        "Deux enfants",
    ],
)
def test_points_of_a_job_that_begin_like_private_details_stay(told: str) -> None:
    made = profile(
        f"^Anna Probe\nanna@example.com\n\n!Experience\nBaker, Sample Bakery\n2019 - 2021\n- {told}\n- Baked bread"
    )
    assert made.resume["work"][0]["highlights"] == [told, "Baked bread"]
    assert made.left_out == ()


@pytest.mark.parametrize(
    "told", ["Date of birth: 03.05.1990", "Weight: 70 kg", "I am a married father of two."]
)
def test_points_of_a_job_that_are_nothing_but_private_details_go(told: str) -> None:
    made = profile(
        f"^Anna Probe\nanna@example.com\n\n!Experience\nBaker, Sample Bakery\n2019 - 2021\n- {told}\n- Baked bread"
    )
    assert made.resume["work"][0]["highlights"] == ["Baked bread"]
    assert made.left_out


@pytest.mark.parametrize(
    "name",
    [
        "Born in Berlin",
        "Two Children",
        "British Citizen",
        "Ledig",
        "Nacido en Sevilla",
        "Urodzony w Krakowie",
    ],
)
def test_names_of_projects_that_read_like_private_details_stay(name: str) -> None:
    made = profile(f"^Anna Probe\nanna@example.com{REST}\n\n!Projects\n{name}\nDocumentary film, 2019")
    assert made.resume["projects"][0]["name"] == name
    assert made.left_out == ()


@pytest.mark.parametrize(
    "told",
    [
        "I modernised a 25 year old codebase for banks.",
        "34 years old companies are my clients, and young ones.",
    ],
)
def test_the_age_of_things_stays_in_the_summary(told: str) -> None:
    made = profile(f"^Anna Probe\nanna@example.com\n\n!Profile\n{told}{REST}")
    assert made.resume["basics"]["summary"] == told
    assert made.left_out == ()


def test_sentences_of_nothing_but_private_details_are_no_part_of_the_summary() -> None:
    made = profile(
        "^Anna Probe\nanna@example.com\n\n!Profile\n"
        f"I am a 34-year-old baker who bakes bread. Born in Leeds in 1990. Married, two children. I like ovens.{REST}"
    )
    assert made.resume["basics"]["summary"] == "I am a baker who bakes bread. I like ovens."
    assert set(made.left_out) == {"age", "birthplace", "marital status", "children"}


def test_a_summary_of_private_details_alone_is_none() -> None:
    made = profile(
        f"^Anna Probe\nanna@example.com{REST}\nPersonal statement: I am a 38-year-old married father of two."
    )
    assert "summary" not in made.resume["basics"]


def test_labels_in_a_column_of_their_own_keep_their_values() -> None:
    labels, values = "Name\nMarital status\nNationality\nCity", "Anna Probe\nMarried\nBritish\nBerlin"
    made = profile(f"{labels}\n{values}\nanna@example.com{REST}")
    assert made.resume["basics"] == {
        "name": "Anna Probe",
        "email": "anna@example.com",
        "location": {"city": "Berlin", "countryCode": "DE"},
    }


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
