"""Name, addresses, telephone, place, links, headline and summary, on short résumés of our own in several languages."""

from datetime import date

import pytest

from ats.resumes.profiles.making import make_profile
from ats.resumes.text import Line, Link, TextRead
from tests.unit.resumes.typed import typed

REST = """

!Experience
!Baker, Sample Bakery
2019 - 2021
Baked bread of three kinds

!Education
Diploma in Baking, Sample School
2015 - 2018
"""


def profile(top: str, rest: str = REST, *, placed: bool = False):
    return make_profile(typed(top + rest, placed=placed), received_on=date(2026, 11, 23))


def basics(top: str, rest: str = REST):
    return profile(top, rest).resume.get("basics", {})


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("^Anna Probe\nanna.probe@example.com", "Anna Probe"),
        ("^ANNA PROBE-MUSTER\nannap@example.com", "Anna Probe-Muster"),
        ("^A N N A   P R O B E\nanna@example.com", "Anna Probe"),
        ("^ANGUS MCSAMPLE\nangus@example.com", "ANGUS MCSAMPLE"),
        ("^Dr. Anna von der Probe, PhD\nprobe@example.com", "Dr. Anna von der Probe, PhD"),
        ("^Curriculum Vitae\nName: Nguyễn Thị Mẫu\nE-Mail: mau@example.com", "Nguyễn Thị Mẫu"),
        ("^Lebenslauf\nVor- und Nachname\tAnna Probe\nTelefon\t030 901820", "Anna Probe"),
        ("^Resume of Anna Probe\nanna@example.com", "Anna Probe"),
        ("Anna Probe | Baker | anna.probe@example.com", "Anna Probe"),
        ("Baker\nBerlin, Germany\nAnna Probe\nanna.probe@example.com", "Anna Probe"),
        ("First name: Anna\nLast name: Probe\nanna@example.com", "Anna Probe"),
        ("^Anna Probe-\n^Muster\nannaprobe@example.com", "Anna Probe-Muster"),
        ("Nagy Minta\nnagy.minta@example.com", "Nagy Minta"),
        ("José-María de la Prueba\njm@example.com", "José-María de la Prueba"),
        ("profile-pic\n^Anna Probe", "Anna Probe"),
    ],
)
def test_the_name_is_found_as_printed(top: str, name: str) -> None:
    assert basics(top).get("name") == name


@pytest.mark.parametrize(
    "top", ["^Curriculum Vitae\nBerlin", "Sample Bakery GmbH\nBerlin", "Senior Baker\nBerlin"]
)
def test_headings_companies_and_titles_are_no_names(top: str) -> None:
    assert "name" not in basics(top)


def test_without_a_line_a_plain_address_gives_the_name_and_says_so() -> None:
    made = profile("anna.probe@example.com")
    assert made.resume["basics"]["name"] == "Anna Probe"
    assert made.sources["/basics/name"].confidence < 0.5
    assert "e-mail" in made.sources["/basics/name"].rule


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("E-mail: anna.probe+jobs@mail.example.com.", "anna.probe+jobs@mail.example.com"),
        ("ANNA@EXAMPLE.COM", "anna@example.com"),
        ("anna [at] example [dot] com", "anna@example.com"),
        ("anna.probe@exam\nple.com", "anna.probe@example.com"),
        ("anna.probe@example.co\nm", "anna.probe@example.com"),
        ("anna.probe@example.de\nBerlin", "anna.probe@example.de"),
        ("anna.probe@example.de\nxy", "anna.probe@example.de"),
        ("anna @example.com", "anna@example.com"),
    ],
)
def test_an_address_is_read_however_it_is_set(line: str, address: str) -> None:
    assert basics(f"^Anna Probe\n{line}")["email"] == address


def test_the_target_of_a_link_is_the_address_and_the_broken_text_is_no_second_one() -> None:
    target = "mailto:anna-probe@example.com?subject=Hello"
    lines = (
        Line("Anna Probe", 0, size=20.0),
        Line("anna-", 11, links=(Link(0, 5, target),)),
        Line("probe@example.com", 17, links=(Link(0, 17, target),)),
        Line("Experience", 35, kind="heading"),
        Line("Baker 2019 - 2021", 46),
    )
    made = make_profile(TextRead("html", lines), received_on=date(2026, 11, 23))
    assert made.resume["basics"]["email"] == "anna-probe@example.com"
    assert "emails" not in made.resume.get("meta", {}).get("requisite", {})
    assert made.sources["/basics/email"].rule == "mailto link"


@pytest.mark.parametrize(
    ("top", "written", "e164"),
    [
        ("Berlin, Germany\n030 901820", "030 901820", "+4930901820"),
        ("Berlin\nTel.: 0176 / 04043904", "0176 / 04043904", "+4917604043904"),
        ("Rennes, France\n06.12.05.09.79", "06.12.05.09.79", "+33612050979"),
        ("Kraków, Polska\ntel. kom.: 512 345 678", "512 345 678", "+48512345678"),
        ("Madrid\n612 61 82 26", "612 61 82 26", "+34612618226"),
        ("Boston, MA\n(617) 555-0188", "(617) 555-0188", "+16175550188"),
        ("0049 30 901820", "0049 30 901820", "+4930901820"),
        ("+49 (0) 30 901820", "+49 (0) 30 901820", "+4930901820"),
        ("Hà Nội\n0912 484 475", "0912 484 475", "+84912484475"),
    ],
)
def test_a_number_is_completed_by_the_stated_place(top: str, written: str, e164: str) -> None:
    made = profile(f"^Anna Probe\n{top}")
    assert made.resume["basics"]["phone"] == written
    assert made.resume["meta"]["requisite"]["phones"][0]["e164"] == e164


def test_without_a_country_the_number_stays_as_written() -> None:
    phones = profile("^Anna Probe\n0176 04043904").resume["meta"]["requisite"]["phones"]
    assert phones == [{"written": "0176 04043904"}]


@pytest.mark.parametrize(
    "line", ["2019 - 2021", "01.02.2019 - 03.04.2021", "50,000,000 customers", "12345 Musterstadt"]
)
def test_dates_and_counts_are_no_numbers(line: str) -> None:
    assert "phone" not in basics(f"^Anna Probe\n{line}")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "Musterweg 12a, 80331 München",
            {"address": "Musterweg 12a", "postalCode": "80331", "city": "München"},
        ),
        (
            "ul. Długa 5/3, 31-147 Kraków, Polska",
            {"city": "Kraków", "postalCode": "31-147", "countryCode": "PL"},
        ),
        ("San Francisco, CA 94105", {"city": "San Francisco", "region": "CA", "countryCode": "US"}),
        ("Lives in: Smalltown, Ohio", {"city": "Smalltown", "region": "Ohio", "countryCode": "US"}),
        ("BENGALURU KARNATAKA", {"city": "Bengaluru", "region": "Karnataka", "countryCode": "IN"}),
        ("Wohnort: Hintertupfing", {"city": "Hintertupfing"}),
        ("A Coruña, Galicia ES", {"city": "A Coruña", "region": "Galicia", "countryCode": "ES"}),
        ("⌂ Leeds ✆ 07400 251537 ✉ anna@example.com", {"city": "Leeds", "countryCode": "GB"}),
    ],
)
def test_the_place_is_read_in_the_orders_of_many_countries(line: str, place: dict[str, str]) -> None:
    found = basics(f"^Anna Probe\n{line}")["location"]
    assert {key: found.get(key) for key in place} == place


@pytest.mark.parametrize(
    ("lines", "code", "city"),
    [
        ("12 Sample Street, Leeds LS1\n4AP", "LS1 4AP", "Leeds"),
        ("12 Sample Street, Springfield, IL\n62704, USA", "62704", "Springfield"),
        ("Musterweg 5, 10115\nBerlin", "10115", "Berlin"),
        ("ul. Wzorcowa 5, Warszawa\n00-950", "00-950", "Warszawa"),
    ],
)
def test_a_postal_code_over_the_end_of_a_line(lines: str, code: str, city: str) -> None:
    place = basics(f"^Anna Probe\n{lines}\nanna@example.com\n07400 123456")["location"]
    assert (place["postalCode"], place["city"]) == (code, city)


def test_a_telephone_number_below_a_city_is_no_postal_code() -> None:
    place = basics("^Anna Probe\nBerlin\n0176 1234567\nanna@example.com")["location"]
    assert place == {"city": "Berlin", "countryCode": "DE"}


def test_places_of_work_are_not_where_the_person_lives() -> None:
    rest = "\n\n!Experience\nBaker, Sample Bakery, Boston, MA\n2019 - 2021\n\n!Education\nSample School, Berlin\n2015 - 2018"
    assert "location" not in basics("^Anna Probe\nanna@example.com", rest)


def test_links_are_told_by_network_and_an_own_site() -> None:
    found = basics(
        "^Anna Probe\nlinkedin.com/in/anna-probe | github.com/annap | www.anna.example\nanna@example.com"
    )
    assert [(link["network"], link["username"]) for link in found["profiles"]] == [
        ("LinkedIn", "anna-probe"),
        ("GitHub", "annap"),
    ]
    assert found["url"] == "https://www.anna.example"


def test_a_label_alone_takes_the_target_of_its_link() -> None:
    line = Line("LinkedIn | GitHub", 11, links=(Link(0, 8, "https://www.linkedin.com/in/annap"),))
    lines = (
        Line("Anna Probe", 0, size=20.0),
        line,
        Line("Experience", 29, kind="heading"),
        Line("Baker 2019 - 2021", 40),
    )
    found = make_profile(TextRead("html", lines), received_on=date(2026, 11, 23)).resume["basics"]
    assert [link["url"] for link in found["profiles"]] == ["https://www.linkedin.com/in/annap"]


@pytest.mark.parametrize("line", ["Node.js and ASP.NET", "e.g. bread.cake", "file:///tmp/x.html"])
def test_other_dots_are_no_links(line: str) -> None:
    assert {"url", "profiles"}.isdisjoint(basics(f"^Anna Probe\n{line}"))


def test_the_headline_stands_by_the_name() -> None:
    made = profile("^Anna Probe\nSenior Software Engineer\nBerlin, Germany\nanna@example.com")
    assert made.resume["basics"]["label"] == "Senior Software Engineer"


def test_a_sentence_is_a_summary_and_no_headline() -> None:
    sentence = "Software engineer with six years of experience who likes small teams and long walks."
    found = basics(f"^Anna Probe\n{sentence}")
    assert "label" not in found
    assert found["summary"] == sentence


def test_a_summary_stands_below_its_heading() -> None:
    found = basics("^Anna Probe\n\n!Profil\nBackt seit zehn Jahren\nund gern früh am Morgen.")
    assert found["summary"] == "Backt seit zehn Jahren und gern früh am Morgen."


def test_every_value_says_where_it_stands() -> None:
    read = typed("^Anna Probe\nBaker\nBerlin, Germany | 030 901820 | anna@example.com" + REST, placed=True)
    made = make_profile(read, received_on=date(2026, 11, 23))
    for pointer, text in (
        ("/basics/name", "Anna Probe"),
        ("/basics/email", "anna@example.com"),
        ("/basics/location/city", "Berlin"),
    ):
        source = made.sources[pointer]
        assert read.text[source.start : source.end] == text
        assert source.page == 1
        assert source.box is not None
        assert 0 < source.confidence <= 1
        assert source.rule


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("15 bis, rue des Lilas\n35000 Rennes", {"address": "15 bis, rue des Lilas", "city": "Rennes"}),
        (
            "#12, 3rd Cross, Indiranagar, Bangalore - 560038, Karnataka",
            {"city": "Bangalore", "postalCode": "560038"},
        ),
        ("Campinas - SP - CEP 13010-000", {"city": "Campinas", "region": "SP"}),
        ("Dlouhá 12, 110 00 Praha 1, Czech Republic", {"city": "Praha", "countryCode": "CZ"}),
        ("Lyon 3e", {"city": "Lyon"}),
        ("Berlin-Mitte", {"city": "Berlin"}),
        ("Karlsruhe, Baden-\nWürttemberg DE", {"city": "Karlsruhe", "region": "Baden-Württemberg"}),
    ],
)
def test_streets_districts_and_chains_belong_to_the_place(line: str, place: dict[str, str]) -> None:
    found = basics(f"^Anna Probe\nanna@example.com\n{line}")["location"]
    assert {key: found.get(key) for key in place} == place


def test_two_numbers_around_a_slash_are_two() -> None:
    phones = profile("^Anna Probe\nSevilla\ntel: +34 954 123 456 / 654 321 098").resume["meta"]["requisite"][
        "phones"
    ]
    assert [phone["e164"] for phone in phones] == ["+34954123456", "+34654321098"]


def test_a_fax_is_no_telephone() -> None:
    assert "phone" not in basics("^Anna Probe\nBerlin\nFax: 030 901820")


def test_a_user_of_a_network_has_an_address() -> None:
    assert basics("^Anna Probe\nGitHub: annap")["profiles"][0]["url"] == "https://github.com/annap"


def test_labels_on_one_line_give_headline_summary_and_skills() -> None:
    made = profile(
        "^Anna Probe\nCurrent position: Baker\nObjective: To bake even better bread.\nSkills: Python, SQL"
    )
    assert made.resume["basics"]["label"] == "Baker"
    assert made.resume["basics"]["summary"] == "To bake even better bread."
    assert [skill["name"] for skill in made.resume["skills"]] == ["Python", "SQL"]


def test_labels_in_a_column_of_their_own_name_the_lines_that_follow() -> None:
    made = basics("^Curriculum Vitae\nName\nAddress\nPhone\nAnna Probe\nHintertupfing, Bayern\n030 901820")
    assert made["name"] == "Anna Probe"
    assert made["location"]["city"] == "Hintertupfing"
    assert made["phone"] == "030 901820"
