"""What the reader refuses, and that nothing else than a refusal comes of hostile input, which comes to an end."""

import json
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ats.openings.importing import (
    MAX_BYTES,
    ImportedPage,
    UnreadablePage,
    describe_import,
    read_postings_page,
)
from tests.examples import examples

# Large enough that quadratic work would take many times as long; of lines, fewer than are refused whatever is in them.
SIZE = 50_000
LINES = 2_500
SECONDS = 2.5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (" \n\t", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (bytes(range(32)) * 100, "not text"),
        (b"a" * (MAX_BYTES + 1), "larger than 2 MB"),
        ("A quiet day by the sea.", "No openings"),
        ('{"jobs": []}', "No openings"),
        ('{"jobs": [', "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ('{"programs": 3, "unplaced": []}', "has been changed"),
        ("a\n\n" * 30_000, "too many lines"),
    ],
)
def test_refusals_say_why(data, words):
    with pytest.raises(UnreadablePage, match=words):
        read_postings_page(data)


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<a ",
        "</",
        "<![CDATA[",
        "<?",
        "<script>",
        "<title>",
        '<a b="',
        "<a b='x\" ",
        "&",
        "<div>",
        "<ul><li>",
        "<b>",
        "a ",
        "a\n\n",
        "• a\n",
        "- a\n  ",
        "> ",
        "[",
        "[a](",
        "*a _b ",
        "1. ",
        "# a\n\n",
        "\t",
        "5 years ",
        "B.S. in a, ",
        "a@b.",
        '{"a":',
        "[{",
        "A B C ",
        "a\n=\n",
        "`",
        "**a**\n\n",
        "<td>",
        "data:",
        "We need 5 years of experience in x; ",
    ],
)
def test_hostile_repetition_comes_to_an_end(unit):
    times = LINES if "\n" in unit else SIZE // len(unit)
    text = "Kiln Engineer\n\n" + unit * times
    begun = time.process_time()
    for name in (None, "page.md"):
        with suppress(UnreadablePage):
            describe_import(read_postings_page(text, name))
    assert time.process_time() - begun < SECONDS


def test_deep_nesting_is_no_recursion():
    page = read_postings_page("<h1>Kiln Engineer</h1>" + "<ul><li>" * 50_000 + "fire")
    assert page.openings[0].title == "Kiln Engineer"


_PIECES = (
    "Engineer Requirements: Responsibilities - • * # ## === --- <h1> </h1> <ul> <li> </li> <p> </p> "
    "<b> </b> <br> <dt> <dd> <table> <tr> <th> <td> 5+ years experience B.S. preferred required (a "
    "plus) ; . : Internal External/Internal. Location: Remote | mailto:a@b.example.com "
    "a@b.example.com Apply https://x.example.com [x](#y) **x** `x` &lt; &amp; ü { } [ ] title "
)
_WORDS = st.sampled_from([*_PIECES.split(), "\n", "\n\n", '"'])


@given(
    st.lists(_WORDS, max_size=60).map(" ".join), st.sampled_from([None, "a.md", "a.html", "a.json", "a.txt"])
)
@settings(max_examples=examples(100, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_reads_or_is_refused(text, name):
    try:
        page = read_postings_page(text, name)
    except UnreadablePage:
        return
    assert page.openings
    assert ImportedPage.from_json(page.to_json()) == page
    assert describe_import(page)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
@settings(max_examples=examples(100, 300), deadline=None)
def test_any_bytes_read_or_are_refused(data):
    with suppress(UnreadablePage):
        assert read_postings_page(data).openings


_KEYS = (
    "jobs title text name description content location departments lists @type @graph item "
    "requirements categories validThrough employmentType data isRemote"
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS.split()), inner, max_size=5)
    ),
    max_leaves=25,
)


@given(_JSON)
@settings(max_examples=examples(100, 300), deadline=None)
def test_any_json_reads_or_is_refused(values):
    with suppress(UnreadablePage):
        assert read_postings_page(json.dumps(values), "page.json").openings


@pytest.mark.parametrize(
    "values",
    [
        {"programs": "x"},
        {"programs": [{"title": 3}]},
        {"programs": [{"openings": [{"visibility": "secret"}]}]},
        {"programs": [{"openings": [{"deadline_on": "soon"}]}]},
        {"programs": [{"openings": [{"source_lines": [1]}]}]},
        {"programs": [{"openings": [{"paragraphs": [1]}]}]},
        {"programs": [3]},
    ],
)
def test_edited_drafts_are_checked(values):
    with pytest.raises(ValueError):
        ImportedPage.from_json(values)
