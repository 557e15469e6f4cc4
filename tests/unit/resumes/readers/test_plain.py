"""Tests of reading plain text: encodings, headings, lists, columns, and time that grows with the length alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.resumes.readers.encodings import decode
from ats.resumes.readers.plain import read_plain
from tests.unit.resumes.lines import check_sound, kinds, targets, texts


def read(text, encoding="utf-8"):
    return check_sound(read_plain(text.encode(encoding)))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Zażółć gęślą jaźń", "iso-8859-2"),
        ("Łódź, Wałbrzych, Świdnica – 2019", "cp1250"),
        ("Michał Wiśniewski\nGdańsk\nDoświadczenie", "iso-8859-2"),
        ("Příliš žluťoučký kůň úpěl", "cp1250"),
        ("José Muñoz – “Ingénieur” à Nîmes", "cp1252"),
        ("Jürgen Groß, Müllerstraße · München", "cp1252"),
        ("Noor Example – Łódź", "utf-8"),
        ("Noor Example – Łódź", "utf-8-sig"),
        ("Noor Example – Łódź", "utf-16"),
        ("Noor Example, Lodz", "utf-16-le"),
        ("Noor Example, Lodz", "utf-16-be"),
    ],
)
def test_encoding_is_told_by_content(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_wrong_bytes_and_zeros_are_passed_over():
    assert texts(check_sound(read_plain("Łódź und Köln\0\nNoor".encode() + b"\xff\xc3("))) == [
        "Łódź und Köln",
        "Noor(",
    ]


def test_headings_by_underline_hash_and_stars():
    result = read("Noor\n====\n\nExperience\n----------\n## Skills ##\n**Education:**\nText\n")
    assert kinds(result) == [
        ("heading", 1, "Noor"),
        ("heading", 2, "Experience"),
        ("heading", 2, "Skills"),
        ("heading", 3, "Education:"),
        ("body", 0, "Text"),
    ]


def test_lists_lose_their_bullets_and_keep_their_depth():
    result = read("- One\n  * Two\n• Three\no Four\n- 2019\n1. Five\n-5 degrees\n")
    assert kinds(result)[:4] == [
        ("list", 1, "One"),
        ("list", 2, "Two"),
        ("list", 1, "Three"),
        ("list", 1, "Four"),
    ]
    assert [text for _, _, text in kinds(result)[4:]] == ["- 2019", "1. Five", "-5 degrees"]


def test_wide_gaps_and_tabs_become_one_tab():
    assert texts(read("Acme Corp        2019 - 2021\nA\t\tB\nOne  two\n")) == [
        "Acme Corp\t2019 - 2021",
        "A\tB",
        "One two",
    ]


def test_markdown_marks_are_taken_off():
    result = read(
        "*2019* at **Acme** see [page](https://example.com) <noor@example.com> snake_case_name 2*3*4"
    )
    assert texts(result) == ["2019 at Acme see page noor@example.com snake_case_name 2*3*4"]
    assert targets(result) == [("page", "https://example.com")]


def test_characters_that_show_nothing_go():
    assert texts(read("no\u200bor@exa\u202emple.com\x1b[31m!\x1b[0m\u00ad")) == ["noor@example.com!"]


def test_blank_text_is_unread():
    for blank in (" \n" * 50, "\ufeff\t\r\n\u00a0"):
        result = read(blank)
        assert (result.state, result.why) == ("unread", "is empty: it holds nothing but blanks")
    assert read("-----\n" * 5).why == "holds no text"


@pytest.mark.parametrize(
    "seed", ["a.", "a@", "1-", "2019 - ", " ", "*", "**a", "[a](", "# ", "- ", "_a_ ", "\t", "<a.", "\x1b["]
)
def test_time_grows_with_the_length_alone(seed):
    spent = []
    for times in (4_000, 16_000):
        data = (seed * times + "x").encode()
        start = time.process_time()
        read_plain(data)
        spent.append(time.process_time() - start)
    assert spent[1] < 16 * max(spent[0], 0.02)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_not(data):
    check_sound(read_plain(data))


@given(st.text(max_size=500))
def test_any_text_is_read(text):
    read(text.encode("utf-8", "replace").decode())
