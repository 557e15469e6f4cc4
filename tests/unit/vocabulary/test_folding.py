"""Words are compared without case, accents and punctuation; names that live on punctuation stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.vocabulary.folding import FoldedText, fold, tokens


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("パパ", tokens("ﾊﾟﾊﾟ")),
        ("विकासकर्ता", ["विकासकर्ता"]),
        ("น้ำ", tokens("น้ํา")),
        ("Йод Ёж", tokens("иод еж")),
        ("שָׁלוֹם", ["שלום"]),
        ("مُحَمَّد", ["محمد"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("Άλφα", tokens("αλφα")),
        ("Ent\u00adwickler", ["entwickler"]),
    ],
)
def test_accents_are_left_out_and_letters_of_every_script_are_kept(text, words):
    assert tokens(text) == words
    assert len(words) == len(text.split())


def test_voice_and_vowels_tell_words_apart():
    assert tokens("パパ") != tokens("ハハ") != tokens("ババ")
    assert tokens("की") != tokens("का") != tokens("क")


@given(st.text(max_size=60))
def test_words_of_latin_letters_are_folded_as_all_else(text):
    latin = "".join(each for each in text if each < "\u0370" and each != "\u00ad")
    assert tokens(latin) == tokens(fold(latin))


@given(st.text(max_size=40))
def test_all_of_a_text_stands_where_it_stood(text):
    folded = FoldedText(text)
    start, end = folded.original_span(0, len(folded.text))
    assert 0 <= start <= end <= len(text)
