"""The search box's language: what is understood, and what is said of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.search.query_language import Filter, Query, Term, open_last_word, parse


def words(query: Query) -> list[list[str]]:
    return [[" ".join(term.words) + "*" * term.is_prefix for term in group] for group in query.wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("python django", [["python"], ["django"]]),
        ('"machine learning" sql', [["machine learning"], ["sql"]]),
        ("go OR rust OR zig linux", [["go", "rust", "zig"], ["linux"]]),
        ("kub*", [["kub*"]]),
        ("C C++ C# .NET node.js", [["c"], ["cplusplus"], ["csharp"], ["dotnet"], ["nodejs"]]),
        ("Zoë ŁÓDŹ Straße", [["zoe"], ["lodz"], ["strasse"]]),
        ("“curly quotes”", [["curly quotes"]]),
        ("ada@example.com", [["ada example com"]]),
        ("or and not", [["or"], ["and"], ["not"]]),
        ("ratio:high", [["ratio high"]]),
    ],
)
def test_words_phrases_choices_and_beginnings(text, wanted):
    assert words(parse(text)) == wanted
    assert parse(text).problems == ()


def test_what_is_left_out():
    query = parse('java -php -"visual basic"')
    assert words(query) == [["java"]]
    assert [term.words for term in query.unwanted] == [("php",), ("visual", "basic")]
    assert parse("co-operative").unwanted == ()


def test_filters():
    query = parse('stage:offer -status:rejected opening:"data engineer" after:2026-01 rust')
    assert query.filters == (
        Filter("stage", "offer"),
        Filter("status", "rejected", is_not=True),
        Filter("opening", "data engineer"),
        Filter("after", "2026-01"),
    )
    assert words(query) == [["rust"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"never closed', "quotation mark"),
        ("OR python", "OR needs a word on each side"),
        ("python OR", "OR needs a word on each side"),
        ("python OR stage:offer", "OR stands between words"),
        ("-php", "Say what to look for"),
        ("stage: offer", "such as stage:offer"),
        ("a*", "at least 2 letters"),
        ('""', "no letter or number"),
        ("x" * 501, "first 500 characters"),
        ("x " * 31, "first 30 words"),
    ],
)
def test_what_cannot_be_understood_is_explained(text, said):
    assert said in " ".join(parse(text).problems)


def test_the_last_word_is_open_while_somebody_types():
    assert words(open_last_word(parse("python dja"), "python dja")) == [["python"], ["dja*"]]
    assert words(open_last_word(parse("python dja "), "python dja ")) == [["python"], ["dja"]]
    assert words(open_last_word(parse('"machine"'), '"machine"')) == [["machine"]]
    assert words(open_last_word(parse("p"), "p")) == [["p"]]
    assert open_last_word(Query(), "") == Query()


@given(st.text(alphabet=st.sampled_from('ab "*-:ORstage+#.ß“\u0301\x00'), max_size=80))
def test_nothing_that_is_typed_raises(text):
    query = open_last_word(parse(text), text)
    for term in [*query.unwanted, *(term for group in query.wanted for term in group)]:
        assert isinstance(term, Term)
        assert term.words
        assert all(word.isalnum() for word in term.words)
