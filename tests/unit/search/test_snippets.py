"""Snippets are cut from the texts as they were written and mark what matched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.search.fields import FIELDS
from ats.search.matching import Choice, Match
from ats.search.query_language import Term, parse
from ats.search.snippets import cut, spots_in
from ats.search.sources import SourceText
from ats.vocabulary.folding import tokens


def match(text: str) -> Match:
    groups = tuple(tuple(Choice(term) for term in group) for group in parse(text).wanted)
    return Match(groups, (), FIELDS)


def resume(text: str) -> SourceText:
    return SourceText(1, "resume", "Résumé", "papers", text, page=2)


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("zoe", "Written by Zoë Moss", "Zoë"),
        ("strasse", "Lange Straße 3", "Straße"),
        ("C++", "I know C, C++ and C#.", "C++"),
        ("C#", "I know C, C++ and C#.", "C#"),
        ("node.js", "Servers in Node.js since 2015", "Node.js"),
        (".net", "ten years of .NET work", ".NET"),
        ("lodz", "Politechnika Łódzka, Łódź", "Łódź"),
        ('"machine learning"', "in Machine-\nLearning at scale", "Machine- Learning"),
        ("kub*", "runs Kubernetes", "Kub"),
        ("개발자", "경력 개발자 10년", "개발자"),
        ("개발*", "경력 개발자 10년", "개발"),
        ("エンジニア", "私はエンジニア・設計 エンジニア です", "エンジニア"),
        ("ガイド", "観光 ガイド", "ガイド"),
        ("ガイド", "観光 ｶﾞｲﾄﾞ", "ｶﾞｲﾄﾞ"),
        ("विकासकर्ता", "वरिष्ठ विकासकर्ता हूँ", "विकासकर्ता"),
        ("finance", "head of ﬁnance, Łódź", "ﬁnance"),
        ("fin*", "head of ﬁnance", "ﬁn"),
        ("viii", "Henry ⅷ.", "ⅷ"),
        ("½", "a ½ day", "½"),
        ("zoe", "by Zoe\u0308, Moss", "Zoe\u0308"),
        ("entwickler", "als Ent\u00adwickler tätig", "Ent\u00adwickler"),
        ("strasse", "Große STRAẞE", "STRAẞE"),
        ("java", "Oracle Java™ und", "Java"),
        ("C", "C++, C#, é and C.", "C"),
        ("C", "c++ C# .NET ÇA c", "c"),
        ("net", "VB.NET, .NET and net", "net"),
        ("c++", "Ünder C ++ and C++17", "C ++"),
        ("asp.net", "é ASP.NET", "ASP.NET"),
        ('"c++ node.js"', "é C++ / Node.JS.", "C++ / Node.JS"),
    ],
)
def test_the_written_form_is_marked(asked, text, marked):
    (snippet,) = cut([resume(text)], match(asked))
    assert snippet.parts[1] == marked
    assert (snippet.label, snippet.page) == ("Résumé", 2)


def test_c_is_not_found_in_words_or_beside_its_relatives():
    assert cut([resume("Cobol and Basic")], match("c")) == []


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("C", "C++, C# and é"),
        ("net", "in .NET"),
        ("ハハ", "パパ"),
        ("व", "विकास"),
        ("वि", "विकास"),
        ("कास", "विकास"),
        ("js", "node.js"),
        ("c++", "c+ c c#"),
    ],
)
def test_what_the_index_has_as_another_word_is_not_marked(asked, text):
    assert cut([resume(text)], match(asked)) == []
    (group,) = match(asked).groups
    assert not set(group[0].term.words) <= set(tokens(text))


@given(st.text(alphabet=st.sampled_from("aC+#.netjsßﬁé½ガパ\u3099विक개™\u0308\u00ad İ_-"), max_size=30))
def test_every_word_of_the_index_is_marked_where_it_stands(text):
    for word in tokens(text):
        spots = spots_in(text, [Term((word,), word)])
        assert spots
        for start, end in spots:
            assert 0 <= start < end <= len(text)
            assert tokens(text[start:end]) == [word] or len(tokens(text[start:end])) > 1


def test_a_long_text_of_another_script_is_read_quickly():
    text = "개발자 パパ विकास été " * 1500 + "ende"
    begin = time.process_time()
    (spot,) = spots_in(text, [Term(("ende",), "ende")])
    assert text[slice(*spot)] == "ende"
    assert time.process_time() - begin < 0.5


def test_each_part_of_the_query_is_shown_once():
    texts = [resume("Python for ten years. " * 30), SourceText(1, "note", "Note", "internal", "Knows Rust.")]
    snippets = cut(texts, match("python rust"))
    assert [(each.kind, each.parts[1]) for each in snippets] == [("resume", "Python"), ("note", "Rust")]


def test_a_long_text_is_cut_at_words():
    text = "begin " + "filler " * 60 + "needle " + "filler " * 60 + "end"
    (snippet,) = cut([resume(text)], match("needle"))
    assert snippet.parts[0].startswith("… filler")
    assert snippet.parts[-1].endswith("filler …")
    assert len("".join(snippet.parts)) < 300


def test_a_name_that_was_meant_is_marked_in_names_alone():
    wanted = Match(((Choice(Term(("jonsson",), "jonsson"), only_names=True),),), (), FIELDS)
    paper = resume("Jonsson and Sons")
    name = SourceText(1, "name", "Name", "names", "Eva Jonsson")
    assert [each.kind for each in cut([paper, name], wanted)] == ["name"]


def test_spots_for_marking_a_page():
    text = "SQL, more SQL and MySQL"
    assert [text[start:end] for start, end in spots_in(text, [Term(("sql",), "sql")])] == ["SQL", "SQL"]


@pytest.mark.parametrize(
    "asked", ["c++", "c#", ".net", "node.js", "massage", "aether", '"go to MARKET"', "kub*", "zoe"]
)
def test_a_text_without_accents_is_read_as_one_with_them(asked):
    text = "C, C++, c# and .NET, Node.js NODEJS: Massage, AETHER; go-to\nmarket. Kubernetes. zoe Zoe2 C+"
    terms = [choice.term for group in match(asked).groups for choice in group]
    assert spots_in(text, terms) == spots_in(text + " é", terms) != []
