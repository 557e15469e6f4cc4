"""What is made of text that strangers type, and which openings a filter lets through."""

from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wtforms.validators import StopValidation

from ats.careers.audience import source_of
from ats.careers.forms import check_email, check_link, check_name, one_line
from ats.careers.listing import ListingFilter
from ats.careers.uploads import digest_of


def field(value: str) -> SimpleNamespace:
    return SimpleNamespace(data=value)


@given(st.text())
def test_one_line_is_one_line_and_stays_as_it_is(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    assert not set(line) & set("\x00\r\n\u202e\u2066\u200b")


@pytest.mark.parametrize(
    "name", ["Ada Fern", "Dr. J.R. Oak-Ash", "O'Neill, Seán", "王小明", "María José Núñez y Ruiz", "X Æ A-12"]
)
def test_names_of_people_are_names(name):
    check_name(None, field(name))


@pytest.mark.parametrize(
    "name", ["see http://x.example", "Visit www.x", "me@example.com", "win-now.xyz", "bit.LINK ly.top"]
)
def test_addresses_are_no_names(name):
    with pytest.raises(StopValidation):
        check_name(None, field(name))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Example.COM", "Ada@example.com"),
        ("ada+jobs@example.com", "ada+jobs@example.com"),
        ("ada@bücher.example.com", "ada@xn--bcher-kva.example.com"),
        ("żółw@example.com", "żółw@example.com"),
    ],
)
def test_mail_addresses_keep_their_local_part(typed, kept):
    email = field(typed)
    check_email(None, email)
    assert email.data == kept


@pytest.mark.parametrize(
    "typed", ["ada", "ada@", "@example.com", "ada@example", "a b@example.com", "ä.@example.com", "a@b@c.com"]
)
def test_what_no_server_takes_is_refused(typed):
    with pytest.raises(StopValidation):
        check_email(None, field(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.com/ada", "https://example.com/ada"),
        ("http://example.com", "http://example.com"),
        ("HTTPS://example.com/a?b=c", "HTTPS://example.com/a?b=c"),
    ],
)
def test_links_get_a_scheme(typed, kept):
    link = field(typed)
    check_link(None, link)
    assert link.data == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.com", "http://[", "https://a b.com", "x"],
)
def test_other_links_are_refused(typed):
    with pytest.raises(StopValidation):
        check_link(None, field(typed))


@given(st.dictionaries(st.sampled_from(["program", "place", "workplace", "type", "q", "x"]), st.text()))
@example({"place": "\U0001d56c"})
def test_a_filter_survives_its_own_address(arguments):
    wanted = ListingFilter.from_arguments(arguments)
    assert ListingFilter.from_arguments(wanted.as_arguments()) == wanted


@given(st.text())
def test_a_source_is_short_and_harmless(text):
    source = source_of({"source": text})
    assert len(source) <= 40
    assert not set(source) & set("<>\"'\n\x00/")


def test_a_digest_tells_names_from_values():
    assert digest_of([("a", "bc")]) != digest_of([("ab", "c")])
    assert digest_of([("a", "1"), ("b", "2")]) == digest_of([("b", "2"), ("a", "1")])
