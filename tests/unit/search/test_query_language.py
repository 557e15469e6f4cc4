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
        ("java AND go && sql", [["java"], ["go"], ["sql"]]),
        ("java || go", [["java", "go"]]),
        ("(python OR java) go", [["python", "java"], ["go"]]),
        ('("machine learning" OR (ml OR ai)) go', [["machine learning", "ml", "ai"], ["go"]]),
        ("(020) 12345 f(x)", [["020"], ["12345"], ["f x"]]),
        ('"pyth*" "machine learn"*', [["pyth*"], ["machine learn*"]]),
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


@pytest.mark.parametrize(
    "text", ["java -go -rust", "java NOT go NOT rust", "java AND NOT go AND NOT rust", "java -(go OR rust)",
             "java NOT (go OR rust)", "NOT (go OR rust) java"]
)  # fmt: skip
def test_what_is_left_out_by_words_and_brackets(text):
    query = parse(text)
    assert words(query) == [["java"]]
    assert [term.words for term in query.unwanted] == [("go",), ("rust",)]
    assert query.problems == ()


def test_a_space_before_the_colon_is_understood_and_said():
    query = parse('java -stage :offer Opening :"data engineer" "no stage :offer"')
    assert query.filters == (Filter("stage", "offer", is_not=True), Filter("opening", "data engineer"))
    assert words(query) == [["java"], ["no stage offer"]]
    assert "“stage :” was read as stage:" in query.problems[0]


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
        ("ratio:high", "There is no filter ratio:. There are stage:, status:"),
        ("title: baker", "There is no filter title:"),
        ("stags:offer", "Did you mean stage:?"),
        ("*thon", "for “*thon”, “thon” was looked for"),
        ("py*on", "for “py*on”, “py*” was looked for"),
        ('"py* dev"', "for “py* dev”, “py dev” was looked for"),
        ("python AND", "AND needs a word on each side"),
        ("AND python", "AND needs a word on each side"),
        ("python NOT", "NOT needs a word behind it"),
        ("python OR NOT java", "OR stands between words"),
        ("java -php OR go", "OR stands between words"),
        ("python OR AND java", "AND needs a word on each side"),
        ("(python sql) OR java", "not all that stands in brackets"),
        ("java OR (python sql)", "not all that stands in brackets"),
        ("java -(python sql)", "left out by itself"),
        ("java -(python OR -sql)", "left out by itself"),
        ("(python", "bracket is not closed"),
        ("python)", "never opened"),
        ("java !go", "write -go"),
        ("java|go", "write java OR go"),
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


@given(st.text(alphabet=st.sampled_from('ab "*-:ORANDstage()!|+#.ß“\u0301\x00'), max_size=80))
def test_nothing_that_is_typed_raises(text):
    query = open_last_word(parse(text), text)
    for term in [*query.unwanted, *(term for group in query.wanted for term in group)]:
        assert isinstance(term, Term)
        assert term.words
        assert all(word.isalnum() for word in term.words)
