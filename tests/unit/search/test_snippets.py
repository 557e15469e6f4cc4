"""Snippets are cut from the texts as they were written and mark what matched."""

import pytest

from ats.search.fields import FIELDS
from ats.search.matching import Choice, Match
from ats.search.query_language import Term, parse
from ats.search.snippets import cut, pattern, spots_in
from ats.search.sources import SourceText


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
    ],
)
def test_the_written_form_is_marked(asked, text, marked):
    (snippet,) = cut([resume(text)], match(asked))
    assert snippet.parts[1] == marked
    assert (snippet.label, snippet.page) == ("Résumé", 2)


def test_c_is_not_found_in_words_or_beside_its_relatives():
    assert cut([resume("Cobol and Basic")], match("c")) == []


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
    assert pattern(terms[0], is_ascii=True).pattern.isascii()
