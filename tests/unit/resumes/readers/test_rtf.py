"""Tests of reading RTF: groups, code pages, tables, fields, page headers, and what is malformed."""

import cProfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.resumes.readers.rtf import read_rtf
from tests.unit.resumes.lines import check_sound, kinds, targets, texts

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset2 Symbol;}}"
COLOURS = r"{\colortbl;\red255\green255\blue255;\red31\green78\blue121;\red254\green254\blue250;}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s2 List Bullet;}{\*\cs3 heading 1 Char;}}"


def read(body):
    return check_sound(read_rtf((HEAD + COLOURS + STYLES + body + "}").encode("latin-1")))


def test_characters_in_every_spelling():
    result = read(
        r"\pard Caf\'e9 \u8364?5 {\f1 \'a3\'f3d\'9f} \endash\~x \u-10179?\u-8704?\par{\uc0\u321 }\'f3d\par"
    )
    assert texts(result) == ["Café €5 Łódź – x \U0001f600".replace("– x", "– x").replace("– x", "– x"), "Łód"]


def test_structure_looks_and_lists():
    result = read(
        r"\pard\s1\b\fs32\cf2 Experience\par\pard\plain\fs22 {\b Acme}, Berlin\tab 2019\par"
        r"\pard\ls1\ilvl1 {\listtext\'b7\tab}Deep\par\pard\s2 Styled\par\pard {\pntext\f2\'b7\tab}Old\par\pard\outlinelevel1 Second\par"
    )
    assert kinds(result) == [
        ("heading", 1, "Experience"),
        ("body", 0, "Acme, Berlin\t2019"),
        ("list", 2, "Deep"),
        ("list", 1, "Styled"),
        ("list", 1, "Old"),
        ("heading", 2, "Second"),
    ]
    first = result.lines[0]
    assert (first.size, first.bold, first.colour) == (16.0, True, 0x1F4E79)


def test_rows_of_tables_are_read_across():
    result = read(
        r"\trowd\cellx100\cellx900\pard\intbl 2019\cell Operator\par Acme\cell\row"
        r"\pard\intbl Phone\cell 0151\cell\row\pard After\par"
    )
    assert kinds(result) == [
        ("cell", 0, "2019\tOperator"),
        ("cell", 0, "Acme"),
        ("cell", 0, "Phone\t0151"),
        ("body", 0, "After"),
    ]


def test_fields_carry_their_target():
    result = read(
        r'\pard See {\field{\*\fldinst { HYPERLINK "https://example.com/n" }}{\fldrslt {\ul My page}}}.\par'
    )
    assert texts(result) == ["See My page."]
    assert targets(result) == [("My page", "https://example.com/n")]


def test_page_headers_first_notes_and_footers_last():
    result = read(
        r"{\header\pard noor@example.com\par}{\headerf\pard noor@example.com\par}{\footer\pard Page\par}"
        r"\pard Body{\footnote\pard Note\par} goes on\par"
    )
    assert kinds(result) == [
        ("header", 0, "noor@example.com"),
        ("body", 0, "Body goes on"),
        ("body", 0, "Note"),
        ("footer", 0, "Page"),
    ]


def test_what_is_no_text_is_left_out():
    result = read(
        r"{\info{\title Secret}}{\pict 89504e47}{\*\unknown Hidden}{\*\bkmkstart a}\pard {\v vanished}{\cf1 white}{\cf3 pale}Seen{\deleted gone}\par"
    )
    assert texts(result) == ["Seen"]
    assert [(each.text, each.how) for each in result.hidden] == [
        ("vanished", "hidden"),
        ("whitepale", "white"),
        ("gone", "deleted"),
    ]


@pytest.mark.parametrize(
    ("words", "how"),
    [
        (r"{\charscalex1 unseen}", "squeezed"),
        (r"\charscalex1 unseen\charscalex100 ", "squeezed"),
        (r"\par\pard\li30000 unseen\par\pard ", "off the page"),
        (r"\par\pard\fi-20000 unseen\par\li0\fi0 ", "off the page"),
        (r"\par\pard\li-16000\plain unseen\par\pard ", "off the page"),
    ],
)
def test_what_is_squeezed_or_moved_off_the_page_is_kept_apart(words, how):
    result = read(rf"\pard Seen {words}\charscalex80\li720\fi-360 also seen\par")
    assert " ".join(texts(result)) == "Seen also seen"
    assert [(each.text, each.how) for each in result.hidden] == [("unseen", how)]


def test_objects_and_outside_references_are_flagged():
    result = read(
        r'\pard x{\object\objemb{\*\objdata 0105}}{\field{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a.png"}{\fldrslt}}\par'
    )
    assert [flag.code for flag in result.flags] == ["embedded", "external"]


def test_binary_is_passed_over_and_its_end_is_noticed():
    assert texts(read("\\pard A\\bin3 }}}B\\par")) == ["AB"]
    result = read(r"\pard Noor\par\bin2000000000 x")
    assert (result.state, texts(result)) == ("partly", ["Noor"])


def test_a_run_of_opening_braces_takes_no_text_along():
    result = read(r"\pard Noor\par{\header " + "{" * 10_000 + r"noor@example.com\par}\pard After\par")
    assert texts(result) == ["noor@example.com", "Noor", "After"]
    whole = r"{\rtf1{\fonttbl" + "{" * 10_000 + r"{\f0 Arial;}}\pard Noor\par}"
    result = read_rtf(whole.encode())
    assert texts(result) == ["Noor"]
    assert (result.state, [flag.code for flag in result.flags]) == ("read", ["deep"])


def test_deep_nesting_is_survived_and_flagged():
    result = read("{" * 50_000 + "Noor" + "}" * 50_000)
    assert texts(result) == ["Noor"]
    assert [flag.code for flag in result.flags] == ["deep"]


@pytest.mark.parametrize(
    "seed",
    [
        "{",
        "}",
        "\\par ",
        "a",
        "{\\b a}",
        "\\u8364?",
        "\\'e9",
        "{\\field{\\fldinst x}}",
        "\\cell ",
        "{\\*\\x ",
        "\\trowd\\intbl a\\cell\\row ",
    ],
)
def test_work_grows_no_faster_than_the_square_of_the_length(seed):
    spent = []
    for times in (1_000, 4_000):
        counter = cProfile.Profile()
        counter.runcall(read, seed * times)
        spent.append(sum(each.callcount for each in counter.getstats()))
    assert spent[1] < 17 * spent[0]


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "\\",
                "\\b",
                "\\par ",
                "\\cell",
                "\\row",
                "\\u-9",
                "\\'e9",
                "\\*",
                "{\\field",
                "{\\*\\fldinst HYPERLINK x",
                "{\\header ",
                "{\\footnote ",
                "\\intbl",
                "\\bin3 ",
                "x",
                " ",
                ";",
                "{\\colortbl\\red1;}",
                "\\cf9",
                "\\f2",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_words_is_read(parts):
    read("".join(parts))


@given(st.binary(max_size=500))
def test_any_bytes_are_read(data):
    check_sound(read_rtf(b"{\\rtf1" + data))
