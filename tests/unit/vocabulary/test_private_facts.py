"""Facts about a person that no employer has business with, and words that are none."""

import pytest

from ats.vocabulary.private_facts import list_facts, tells_facts_alone


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Born: 3 May 1990", ("birth date",)),
        ("Born on May 3rd, 1990", ("birth date",)),
        ("Born in Leeds", ("birthplace",)),
        ("* 3. Mai 1990 in Musterstadt", ("birth date",)),
        ("Geburtsdatum 03.05.1990", ("birth date",)),
        ("Geburtsdatum/-ort: 03.05.1990, Musterstadt", ("birth date",)),
        ("Née le 03/05/1990 (36 ans)", ("birth date", "age")),
        ("Né à Lyon le 3 mai 1990", ("birth date",)),
        ("Né(e) le 3 mai 1990", ("birth date",)),
        ("ur. 3 maja 1990 w Krakowie", ("birth date",)),
        ("Nato a Torino il 3 maggio 1990", ("birth date",)),
        ("Married", ("marital status",)),
        ("Married, with two children", ("marital status", "children")),
        ("verheiratet und zwei Kinder", ("marital status", "children")),
        ("Estado civil soltera", ("marital status",)),
        ("Stan cywilny: panna", ("marital status",)),
        ("34 Jahre, verheiratet, 2 Kinder", ("age", "marital status", "children")),
        ("Age 34", ("age",)),
        ("British citizen", ("nationality",)),
        ("Deutsche Staatsangehörigkeit", ("nationality",)),
        ("Staatsangehörigkeit: deutsch", ("nationality",)),
        ("Born 1990, married, British", ("birth date", "marital status", "nationality")),
        ("Marital status: Married | Nationality: British", ("marital status", "nationality")),
        ("Passport No: X1234567", ("identity number",)),
        ("I am a married father of two.", ("marital status", "children")),
        ("I am married with two children", ("marital status", "children")),
        ("I'm a 38-year-old married father of two.", ("marital status", "age", "children")),
    ],
)
def test_lines_of_nothing_but_facts_are_known_wherever_they_stand(text: str, kinds: tuple[str, ...]) -> None:
    assert tells_facts_alone(text, at_home=False) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Single page applications", "Gift shop assistant", "Photo", "Sex education", "Religion: 15 Punkte", "Age UK",
        "Race: 2019 marathon", "34 years", "12 ans", "NATO, Brussels 2019", "Born Digital Ltd, 2019 - 2021",
        "Born in the cloud", "Born to Run 2019", "* 12.05.2019 Speaker", "Children's nurse", "Two children's books",
        "Nationality law", "Global citizenship", "Alter Wall 22, 20457 Hamburg", "British Airways", "English, Polish",
        "Deutsche Bank, 2019 - 2021", "Weight management", "Eltern: Gesprächsführung", "Panna cotta", "Wehrdienst: 2003",
        "Anna Probe, geb. Muster", "Passport control",
        "I am married to my job", "I am a single point of contact", "I am single-minded",
    ],
)  # fmt: skip
def test_words_that_only_look_like_such_facts_stay(text: str) -> None:
    assert tells_facts_alone(text, at_home=False) == ()


def test_an_age_without_a_word_for_it_counts_only_where_people_tell_of_themselves() -> None:
    assert tells_facts_alone("34 ans", at_home=True) == ("age",)
    assert tells_facts_alone("12 ans", at_home=True) == ()


def test_facts_beside_other_words_are_told_by_their_place() -> None:
    text = "Berlin, 34 ans, célibataire"
    assert [(text[fact.start : fact.end], fact.what) for fact in list_facts(text)] == [
        ("34 ans", "age"),
        ("célibataire", "marital status"),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Age: 34 years", ("age",)),
        ("Height: 1.80 m", ("health",)),
        ("Schwerbehinderung: GdB 50", ("health",)),
        ("Kinder: zwei", ("children",)),
        ("Children: 2 (aged 5)", ()),
        ("Kinder: 2 Jungen", ()),
        ("Children: 2 girls", ("children",)),
        ("Nationality: dual British", ()),
        ("Nationality: British and Irish", ("nationality",)),
        ("Nationality: Swiss clients", ()),
        ("Konfession: römisch-katholisch", ("religion",)),
        ("Religion: Unterricht in der Oberstufe", ()),
        ("Geburtsort: Musterstadt", ("birthplace",)),
        ("Birthplace: of the company", ()),
        ("Gehaltsvorstellung: 65.000 € brutto pro Jahr", ("pay",)),
        ("Expected salary: 4000 answers collected", ()),
        ("Passport: 120000 users", ()),
        ("Age 34 tables", ()),
        ("Date of birth 01.01.1900 default", ()),
        ("Data urodzenia: 3 maja 1990 r.", ("birth date",)),
    ],
)
def test_elsewhere_a_value_is_nothing_but_the_fact(text: str, kinds: tuple[str, ...]) -> None:
    assert tells_facts_alone(text, at_home=False) == kinds


def test_a_language_behind_a_picture_is_no_nationality_among_other_words() -> None:
    assert list_facts("Excel, Photo, Français", strictly=True) == ()
    assert [fact.what for fact in list_facts("Foto | British")] == ["photo", "nationality"]
