"""What two candidates have in common: numbers, links, names one typing error apart, histories."""

import pytest

from ats.matching.rules import (
    Facts,
    Position,
    compare,
    complete_number,
    in_words,
    is_near_name,
    plain_link,
    shared_employers,
)


@pytest.mark.parametrize(
    ("written", "country", "complete"),
    [
        ("+49 30 1234567", "", "+49301234567"),
        ("0049 (0)30 1234567", "", "+49301234567"),
        ("030 1234567", "DE", "+49301234567"),
        ("030 1234567", "", None),
        ("06-12345678", "nl", "+31612345678"),
        ("call me", "NL", None),
        ("", "NL", None),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written, country, complete):
    assert complete_number(written, country) == complete


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("https://www.linkedin.com/in/Ada-Fern/", "linkedin:ada-fern"),
        ("linkedin.com/in/ada-fern?trk=mail", "linkedin:ada-fern"),
        ("https://nl.linkedin.com/in/ada-fern", "linkedin:ada-fern"),
        ("http://www.fern.example.com/", "fern.example.com"),
        ("https://github.com", None),
        ("https://[::1", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_a_link_is_the_same_however_it_is_written(written, plain):
    assert plain_link(written) == plain


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Maria Schmidt", "Marie Schmidt", True),
        ("Maria Schmidt", "maria  SCHMIDT", True),
        ("Zoë Ångström", "Zoe Angstrom", True),
        ("Ada M. Fern", "Ada Fern", True),
        ("A. Fern", "Ada Fern", True),
        ("Maria Schmidt", "Martin Schmidt", False),
        ("Ada Fern", "Ada Moss", False),
        ("Ada", "Ada Fern", False),
        ("", "Ada Fern", False),
    ],
)
def test_names_are_near_with_one_error_in_a_part(one, other, near):
    assert is_near_name(one, other) is near
    assert is_near_name(other, one) is near


def test_histories_are_near_by_two_employers_or_by_one_with_the_same_title_or_beginning():
    acme = Position("Acme GmbH", "Engineer", "2019-04", "2021-05")
    assert shared_employers([acme], [Position("ACME", "Engineer")]) == ["Acme GmbH (2019–2021)"]
    assert shared_employers([acme], [Position("Acme", "Cook", "2019-04-01")])
    assert not shared_employers([acme], [Position("Acme", "Cook", "2020")])
    assert not shared_employers([acme], [Position("Bolt", "Engineer", "2019-04")])
    bolt = Position("Bolt Ltd", "Baker")
    assert len(shared_employers([acme, bolt], [Position("Acme", "Cook"), Position("Bolt", "Cook")])) == 2


def test_reasons_are_said_in_words_the_strongest_first():
    work = [Position("Acme", "Engineer", "2019")]
    one = Facts(["Maria Schmidt"], ["m@example.com"], [("030 1234567", "DE")], [], {"a" * 64: "cv.pdf"}, work)
    other = Facts(
        ["Marie Schmidt"], ["M@example.com"], [("+49 30 1234567", "")], [], {"a" * 64: "x.pdf"}, work
    )
    assert [in_words(each) for each in compare(one, other)] == [
        "The same résumé file: cv.pdf",
        "The same e-mail address: m@example.com",
        "The same phone number: +49 30 1234567",
        "Nearly the same name (Maria Schmidt / Marie Schmidt) and the same employers: Acme (2019)",
    ]


def test_a_name_alone_or_a_history_alone_is_no_reason():
    work = [Position("Acme", "Engineer", "2019")]
    assert compare(Facts(["Ada Fern"]), Facts(["Ada Fern"])) == []
    assert compare(Facts(["Ada Fern"], positions=work), Facts(["Bo Moss"], positions=work)) == []
