"""Skills with groups and levels, spoken languages, certificates and projects."""

from datetime import date

import pytest

from ats.resumes.profiles.making import make_profile
from ats.resumes.profiles.skill_items import list_items
from tests.unit.resumes.typed import typed

TOP = "^Anna Probe\nanna@example.com\n\n!Experience\nBaker, Sample Bakery\n2019 - 2021\nBaked bread\n\n"


def resume(text: str, *, placed: bool = False):
    return make_profile(typed(TOP + text, placed=placed), received_on=date(2026, 11, 23)).resume


def names(found) -> list[str]:
    return [name for skill in found.get("skills", []) for name in skill.get("keywords", [skill["name"]])]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("C, C++, C#, .NET, Node.js", ["C", "C++", "C#", ".NET", "Node.js"]),
        ("SPI • POSIX threads · CAN bus", ["SPI", "POSIX threads", "CAN bus"]),
        ("Groovy Java Kotlin", ["Groovy", "Java", "Kotlin"]),
        ("AWS (EC2, S3), Docker/Kubernetes", ["AWS", "EC2", "S3", "Docker", "Kubernetes"]),
        ("Java and Kotlin, Sourdough baking", ["Java", "Kotlin", "Sourdough baking"]),
        ("FREERTOS, TECHNICAL WRITING", ["FreeRTOS", "Technical writing"]),
        (
            "SAP QM, DATA OF THE SEA, PLANUNG UND LEITUNG",
            ["SAP QM", "DATA OF THE SEA", "Planung und leitung"],
        ),
        ("Python ●●●○○, SQL 80%, Rust (5 years)", ["Python", "SQL", "Rust"]),
        ("I built services in Python and ran them on Kubernetes for years", ["Python", "Kubernetes"]),
    ],
)
def test_a_list_is_divided_into_its_skills(text: str, items: list[str]) -> None:
    assert [item.name for item in list_items(text)] == items


def test_levels_stay_with_their_skills() -> None:
    assert [
        (item.name, item.level)
        for item in list_items("Python (Expert), C++ - Advanced, Java: Grundkenntnisse")
    ] == [
        ("Python", "Expert"),
        ("C++", "Advanced"),
        ("Java", "Grundkenntnisse"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "!Skills\nDatabases: MySQL, Redis\nSprachen: C, Rust",
        "!Kenntnisse\nDatabases\tMySQL, Redis\nSprachen\tC, Rust",
        "!Compétences\n_Databases\nMySQL, Redis\n_Sprachen\nC, Rust",
    ],
)
def test_groups_are_kept_however_they_are_set(text: str) -> None:
    assert resume(text)["skills"] == [
        {"name": "Databases", "keywords": ["MySQL", "Redis"]},
        {"name": "Sprachen", "keywords": ["C", "Rust"]},
    ]


def test_a_level_of_a_group_is_no_skill() -> None:
    assert resume("!Skills\nDatabases (Expert): MySQL\n_Tools\nAdvanced\nGit")["skills"] == [
        {"name": "Databases", "level": "Expert", "keywords": ["MySQL"]},
        {"name": "Tools", "level": "Advanced", "keywords": ["Git"]},
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neo4j, Microsoft SQL\nServer, Redis", ["Neo4j", "Microsoft SQL Server", "Redis"]),
        ("Agile, Domain-\ndriven design", ["Agile", "Domain-driven design"]),
        ("Java, Python\nRust, Go", ["Java", "Python", "Rust", "Go"]),
        ("Machine\nlearning\nScrum", ["Machine learning", "Scrum"]),
    ],
)
def test_a_skill_goes_on_over_the_end_of_a_line(text: str, expected: list[str]) -> None:
    assert names(resume(f"!Skills\n{text}")) == expected


def test_the_place_of_a_skill_over_two_lines_is_both_of_them() -> None:
    read = typed(TOP + "!Skills\nNeo4j, Microsoft SQL\nServer", placed=True)
    made = make_profile(read, received_on=date(2026, 11, 23))
    source = made.sources["/skills/1/name"]
    assert read.text[source.start : source.end] == "Microsoft SQL\nServer"


def test_groups_that_a_column_put_elsewhere_are_found_and_sentences_are_not() -> None:
    text = "!Education\nDiploma, Sample School\n2015 - 2018\nFrameworks\nDjango, Flask\nRails\nWorked on billing: SQL, code reviews, documentation"
    assert names(resume(text)) == ["Django", "Flask", "Rails"]


def test_spoken_languages_are_no_skills() -> None:
    found = resume("!Skills\nPython, Rust\nLanguages: German (native), French")
    assert names(found) == ["Python", "Rust"]
    assert [language["language"] for language in found["languages"]] == ["German", "French"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "!Sprachen\nDeutsch (Muttersprache), Englisch - verhandlungssicher",
            [("Deutsch", "Muttersprache"), ("Englisch", "verhandlungssicher")],
        ),
        (
            "!Langues\nfrançais : langue maternelle\nanglais : C1",
            [("français", "langue maternelle"), ("anglais", "C1")],
        ),
        ("!Idiomas\nEspañol\nNativo\nInglés\nB2", [("Español", "Nativo"), ("Inglés", "B2")]),
        (
            "!Języki\njęzyk angielski - biegle | niemiecki B1",
            [("język angielski", "biegle"), ("niemiecki", "B1")],
        ),
        ("!Languages\nEnglish\tFrench\nNative\tBasic", [("English", "Native"), ("French", "Basic")]),
        ("!Languages\nFluent: English, Polish", [("English", "Fluent"), ("Polish", "Fluent")]),
        ("!Languages\nEnglish", [("English", None)]),
    ],
)
def test_languages_are_read_with_their_fluency(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(spoken["language"], spoken.get("fluency")) for spoken in resume(text)["languages"]] == expected


def test_certificates_have_name_issuer_and_date() -> None:
    text = "!Certificates\n_Certified Kneader, Level 2\nIssued by Dough Board\nMay 2020\n_Oven Licence, Heat Foundation, 2018"
    assert resume(text)["certificates"] == [
        {"name": "Certified Kneader, Level 2", "issuer": "Dough Board", "date": "2020-05"},
        {"name": "Oven Licence", "issuer": "Heat Foundation", "date": "2018"},
    ]


def test_projects_have_name_period_text_and_link() -> None:
    text = "!Projects\n_breadbox (2019 - 2020)\nKeeps loaves fresh\ngithub.com/annap/breadbox\n_ovenwatch\nWatches ovens"
    first, second = resume(text)["projects"]
    assert (first["name"], first["startDate"], first["endDate"]) == ("breadbox", "2019", "2020")
    assert first["url"] == "https://github.com/annap/breadbox"
    assert second == {"name": "ovenwatch", "description": "Watches ovens"}


def test_interests_are_listed() -> None:
    assert resume("!Interests\nChess, long walks")["interests"] == [{"name": "Chess"}, {"name": "long walks"}]


@pytest.mark.parametrize("placed", [False, True])
def test_rows_with_labels_are_groups_and_those_of_other_subjects_are_none(placed):
    read = resume(
        "!Kenntnisse\nSprachen\tDeutsch (Muttersprache)\n\t\tEnglisch (verhandlungssicher)\n"
        "EDV\tMS Office, SAP\nDatenbanken\tPostgreSQL, Oracle\nFührerschein\tKlasse B",
        placed=placed,
    )
    assert [(group["name"], group["keywords"]) for group in read["skills"]] == [
        ("EDV", ["MS Office", "SAP"]),
        ("Datenbanken", ["PostgreSQL", "Oracle"]),
    ]
    assert read["languages"] == [
        {"language": "Deutsch", "fluency": "Muttersprache"},
        {"language": "Englisch", "fluency": "verhandlungssicher"},
    ]


def test_columns_of_skills_and_their_levels_are_no_rows_with_labels():
    assert names(resume("!Skills\nDatabases\tAdvanced\nPython\tExpert")) == ["Python"]
    assert names(resume("!Skills\nPython\tDocker\nSQL\tSAP")) == ["Python", "Docker", "SQL", "SAP"]
