"""Which opening a mail is for: titles in other words, languages and spellings; nothing is guessed."""

import pytest

from ats.inbox.routing import MailFacts, OpeningFacts, route
from ats.vocabulary.title_words import title_words

TITLES = {
    "RAAA1": "Senior Software Developer", "RAAA2": "Software Developer", "RAAA3": "Sales Manager", "RAAA4": "Editor",
    "RAAA5": "Data Engineer", "RAAA6": "Accountant", "RAAA7": "Frontend Developer", "RAAA8": "Nurse",
}  # fmt: skip
OPENINGS = [
    OpeningFacts(number, reference, title, program="Platform", program_slug="platform", place="Leeds, GB")
    for number, (reference, title) in enumerate(TITLES.items())
]


def routed(subject="", text="", openings=OPENINGS, **about):
    found = route(MailFacts(subject, text, **about), openings)
    return found.opening.reference if found.opening else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bewerbung als Softwareentwickler (m/w/d)", "Software Dev"),
        ("Candidature au poste de développeur·euse logiciel", "Developer Software"),
        ("Vertriebsmanager/in", "Sales manager"),
        ("Front-End Developer", "Frontend developer"),
    ],
)
def test_titles_by_their_meaning(one, other):
    assert title_words(one) == title_words(other)


@pytest.mark.parametrize(
    ("subject", "reference"),
    [
        ("Application: Software Developer", "RAAA2"),
        ("Senior Dev (m/w/d)", "RAAA1"),
        ("Bewerbung als Senior Softwareentwicklerin", "RAAA1"),
        ("Sofware Develper", "RAAA2"),
        ("SALES MANAGER - application", "RAAA3"),
        ("Bewerbung als Redakteurin (m/w/d)", "RAAA4"),
        ("Candidature comptable", "RAAA6"),
        ("Candidature au poste d'infirmière", "RAAA8"),
        ("Frontend developer position", "RAAA7"),
        ("Application for RAAA5", "RAAA5"),
        ("application raaa5", "RAAA5"),
        ("Manager, Sales: Pat Example", "RAAA3"),
        ("Dateningenieur", "RAAA5"),
        ("Application", None),
        ("Hello", None),
        ("Developer", None),
        ("Marketing Manager", None),
        ("PHP Developer", None),
        ("Data Scientist", None),
        ("Sales Assistant", None),
        ("Kubernetes Engineer", None),
        ("RAAA1 or RAAA2", None),
        ("Editor or accountant", None),
        ("Nurse, or Data Engineer", None),
    ],
)
def test_subjects(subject, reference):
    assert routed(subject) == reference


def test_a_name_that_is_a_job_says_nothing():
    assert routed("Application Ann Nurse", sender_name="Ann Nurse") is None
    assert routed("Application Ann Nurse", sender_name="Ann Other") == "RAAA8"


def test_two_openings_with_one_title_are_told_apart_by_place_alone():
    twins = [
        OpeningFacts(1, "RAAA1", "Editor", place="Leeds, GB"),
        OpeningFacts(2, "RAAA2", "Editor", place="York, GB"),
    ]
    assert routed("Editor", openings=twins) is None
    assert [each.reference for each in route(MailFacts("Editor"), twins).suggestions] == ["RAAA1", "RAAA2"]
    assert routed("Editor in York", openings=twins) == "RAAA2"


def test_own_addresses():
    own = [
        OpeningFacts(1, "RAAA1", "Editor", apply_email="editor@example.com", program_slug="words"),
        OpeningFacts(2, "RAAA2", "Nurse", apply_email="all@example.com", program_slug="care"),
        OpeningFacts(3, "RAAA3", "Cook", apply_email="all@example.com", program_slug="care"),
    ]
    assert routed(to=("Editor@example.com",), openings=own) == "RAAA1"
    assert routed(to=("jobs+raaa2@example.com",), openings=own) == "RAAA2"
    assert routed(to=("jobs+words@example.com",), openings=own) == "RAAA1"
    assert routed("Editor", to=("all@example.com",), openings=own) is None
    assert routed("Cook", to=("all@example.com",), openings=own) == "RAAA3"
    assert routed("Cook", to=("jobs@example.com",), openings=own) == "RAAA3"


def test_references_in_text_and_links():
    assert routed("Hello", "see https://jobs.example.com/openings/raaa3 please") == "RAAA3"
    assert routed("Hello", "I apply for RAAA3.") == "RAAA3"
    assert routed("Hello", "raaa3 in lower case is no reference in a text") is None


def test_titles_in_the_text_count_near_words_of_applying():
    assert routed("Application", "I want to apply for your position as Sales Manager.") == "RAAA3"
    assert (
        routed("Bewerbung", "hiermit bewerbe ich mich auf die Stelle als Senior Softwareentwickler.")
        == "RAAA1"
    )
    assert routed("Application", "I was a Sales Manager for years.") is None
    assert routed("Application", "I apply as Editor or for the job of Nurse.") is None


def test_suggestions_are_ranked_by_what_fits():
    found = route(MailFacts("Dev", "I know sales"), OPENINGS)
    assert found.opening is None
    assert {each.reference for each in found.suggestions[:3]} == {"RAAA1", "RAAA2", "RAAA7"}
    assert all(0 < each.share <= 1 for each in found.suggestions)


def test_a_mail_to_the_addresses_of_several_openings_suggests_them():
    openings = [
        OpeningFacts(id=1, reference="R0001", title="Florist", apply_email="flowers@example.com"),
        OpeningFacts(id=2, reference="R0002", title="Mason", apply_email="stones@example.com"),
        OpeningFacts(id=3, reference="R0003", title="Baker", apply_email="bread@example.com"),
    ]
    mail = MailFacts(subject="Hello", to=("flowers@example.com", "stones@example.com"))
    routed = route(mail, openings)
    assert routed.opening is None
    assert routed.why.startswith("It was sent to an address of 2 openings")
    assert [each.reference for each in routed.suggestions] == ["R0001", "R0002"]


def test_only_openings_with_equal_titles_are_said_to_fit_equally():
    openings = [
        OpeningFacts(id=1, reference="R0001", title="Software Engineer"),
        OpeningFacts(id=2, reference="R0002", title="Software Engineer"),
        OpeningFacts(id=3, reference="R0003", title="Florist"),
    ]
    assert (
        route(MailFacts(subject="Software Engineer"), openings).why == "The subject fits 2 openings equally"
    )
    both = route(MailFacts(subject="Software Engineer and part-time florist in the shop"), openings)
    assert (both.why, len(both.suggestions)) == ("The subject fits 3 openings, none of them clearly", 3)
