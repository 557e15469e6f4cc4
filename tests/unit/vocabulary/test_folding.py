"""Words are compared without case, accents and punctuation; names that live on punctuation stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.vocabulary.folding import fold, spellings, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ZOË", "zoe"), ("Straße", "strasse"), ("ŁÓDŹ", "lodz"), ("Ærø", "aero"), ("İstanbul", "istanbul"),
        ("ﬁne", "fine"), ("Ångström", "angstrom"), ("Nguyễn", "nguyen"),
    ],
)  # fmt: skip
def test_case_and_accents_do_not_matter(text, folded):
    assert fold(text) == folded


def test_five_languages_are_five_words():
    five = ["C", "C++", "C#", ".NET", "node.js"]
    found = [tokens(each) for each in five]
    assert [len(each) for each in found] == [1] * 5
    assert len({each[0] for each in found}) == 5
    assert tokens("C, C++/C#; .net und Node.JS!") == ["c", "cplusplus", "csharp", "dotnet", "und", "nodejs"]


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text):
    words = tokens(text)
    assert tokens(" ".join(words)) == words
    assert all(word == fold(word) for word in words)


def test_every_spelling_folds_to_its_letter():
    for letter, pattern in spellings().items():
        first = pattern[1 : pattern.index("]")]
        assert {fold(each) for each in first} == {letter}
