"""Tables of people: encoding and separator by content, columns by their headings, bad rows by line and column."""

import re
from datetime import date

import pytest

from ats.imports.rows import check_rows, find_mapping_problem
from ats.imports.sheets import UnreadableSheet, read_sheet

TODAY = date(2026, 11, 25)


def checked(text: str, mapping: list[str] | None = None):
    sheet = read_sheet(text.encode())
    return check_rows(sheet, mapping or sheet.guessed, today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_told_by_content(encoding, separator):
    text = "\r\n".join(
        separator.join(cells)
        for cells in (
            ["Vorname", "Nachname", "E-Mail"],
            ["Jörg", "Müßig", "j@example.com"],
            ["Zoë", "Moß", ""],
        )
    )
    sheet = read_sheet(text.encode(encoding))
    assert (sheet.headings, sheet.separator) == (["Vorname", "Nachname", "E-Mail"], separator)
    assert sheet.guessed == ["first_name", "last_name", "email"]
    assert [each.name for each in check_rows(sheet, sheet.guessed, today=TODAY).people] == [
        "Jörg Müßig",
        "Zoë Moß",
    ]


@pytest.mark.parametrize(
    ("headings", "guessed"),
    [
        ("Candidate Name,E-mail address,Mobile phone,LinkedIn URL", ["name", "email", "phone", "link"]),
        ("Name,Vorname,Mail", ["name", "first_name", "email"]),
        ("nom,prénom,courriel", ["last_name", "first_name", "email"]),
        ("Name,Surname,Email,Email", ["first_name", "last_name", "email", ""]),
        ("Shoe size,Name", ["", "name"]),
    ],
)
def test_columns_are_guessed_by_their_headings_each_once(headings, guessed):
    assert read_sheet(f"{headings}\na,b,c,d\n".encode()).guessed == guessed


def test_a_table_without_headings_is_guessed_by_its_content():
    sheet = read_sheet(b"Ada Fern,ada@example.com,+31 6 12345678\nBo Moss,bo@example.com,+31 6 87654321\n")
    assert sheet.guessed == ["name", "email", "phone"]
    assert len(sheet.rows) == 2


def test_a_cell_may_hold_separators_and_lines_and_rows_keep_their_lines():
    found = checked(
        'Name,Letter,E-mail\n"Fern, Ada","Dear all,\n\nI am.",ada@example.com\n\nBo Moss,,bo@example.com\n'
    )
    assert [(each.line, each.name) for each in found.people] == [(2, "Fern, Ada"), (6, "Bo Moss")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",a@example.com,,,", "Line 2, Name: the name is missing"),
        ("Ada,nonsense,,,", "Line 2, E-mail: “nonsense” is no e-mail address"),
        ("Ada,a@b,,,", "Line 2, E-mail: “a@b” is no e-mail address"),
        (f"{'A' * 201},,,,", "Line 2, Name: it is longer than 200 characters"),
        ("Ada,,31.02.2026,,", "Line 2, Received: “31.02.2026” is no day: write 2026-06-30 or 30.06.2026"),
        ("Ada,,2027-01-01,,", "Line 2, Received: 2027-01-01 lies in the future"),
        (f"Ada,,,{'x' * 41},", f"Line 2, Tags: “{'x' * 41}”: tag must be 40 characters or less"),
        ("Ada,,,,,,,,one too many", "Line 2: it has 9 cells, and there are 5 columns"),
    ],
)
def test_a_bad_row_is_named_with_line_and_column(row, said):
    found = checked(f"Name,E-mail,Received,Tags,Nothing\n{row}\n")
    assert [str(each) for each in found.problems] == [said]
    assert found.people == []


def test_values_are_read_as_people_write_them():
    (person,) = checked(
        "Name,Link,Tags,Received\n Ada   Fern ,linkedin.com/in/ada,warm; later|warm,30.06.2026\n"
    ).people
    assert (person.name, person.link, person.tags) == (
        "Ada Fern",
        "https://linkedin.com/in/ada",
        ["warm", "later"],
    )
    assert person.received_at.isoformat() == "2026-06-30T12:00:00+00:00"


def test_a_row_that_repeats_an_address_is_named_with_the_first():
    found = checked("Name,E-mail\nAda,ada@example.com\nA. Fern,ADA@example.com\n")
    assert [str(each) for each in found.repeats] == ["Line 3: ADA@example.com stands in line 2 already"]
    assert len(found.people) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"Name,E-mail\n", "no row below"),
        (
            b'Name,E-mail\nAda,"ada@example.com\n',
            "Line 2 cannot be read: a quotation mark is opened and never closed",
        ),
        (b'Name,E-mail\n"Ada"x,b\n', "Line 2 cannot be read: something follows a closing quotation mark"),
        (bytes(range(256)) * 50, "no text"),
    ],
)
def test_what_is_no_table_says_why(data, said):
    with pytest.raises(UnreadableSheet, match=said):
        read_sheet(data)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (["email"], "Say which column holds the name"),
        (["name", "name"], "Two columns are said to hold the same"),
        (["last_name", ""], None),
    ],
)
def test_a_choice_of_columns_that_cannot_be_is_named(mapping, said):
    assert find_mapping_problem(mapping) == said


def test_the_line_that_tells_the_separator_is_no_heading():
    sheet = read_sheet(b"sep=;\r\nName;E-mail\r\nFern, Ada;ada@example.com\r\n")
    assert (sheet.headings, sheet.separator) == (["Name", "E-mail"], ";")
    assert [(row.line, row.cells[0]) for row in sheet.rows] == [(3, "Fern, Ada")]
    with pytest.raises(UnreadableSheet, match="It is empty"):
        read_sheet(b"sep=;\n")


def test_names_in_cyrillic_are_read_in_the_code_page_of_windows():
    table = "Name,Email\nИван Петров,ivan@example.com\nПётр Иванов,petr@example.com\n"
    assert [row.cells[0] for row in read_sheet(table.encode("cp1251")).rows] == ["Иван Петров", "Пётр Иванов"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "À Évry, près d'Orléans: ÉCOLE, été à Liège. Jürgen Groß wohnt in Überlingen, ÄÖÜ."),
        ("cp1250", "Łukasz Żółć, Ľuboš Šťastný a Jiří Dvořák: později."),
        ("cp1253", "Γιώργος Παπαδόπουλος, Ελένη Νικολάου, Αθήνα και Θεσσαλονίκη"),
        ("koi8-r", "Иван Петров, Пётр Иванов, Анна Смирнова"),
        ("cp1255", "משה כהן, דוד לוי, רחל אברהם"),
        ("gb18030", "王小明,李小龙,张伟,刘洋"),
    ],
)
def test_other_languages_are_not_taken_for_cyrillic(encoding, text):
    assert not re.search(
        "[а-я]", read_sheet(f"Name;Mail\n{text};x@example.com\n".encode(encoding)).rows[0].cells[0]
    )


@pytest.mark.parametrize(
    ("encoding", "codec", "name"),
    [
        ("utf-8", "utf-8-sig", "Zoë Łęcka"),
        ("utf-16", "utf-16", "Иван Петров"),
        ("utf-16", "utf-16-le", "Иван Петров"),
        ("utf-16", "utf-16-be", "Иван Петров"),
        ("windows-1252", "cp1252", "Zoë Größe"),
        ("windows-1250", "cp1250", "Łęcka Žižka"),
        ("iso-8859-2", "iso-8859-2", "Łęcka Žižka"),
        ("windows-1251", "cp1251", "Иван Петров"),
        ("koi8-r", "koi8-r", "Иван Петров"),
        ("windows-1253", "cp1253", "Νίκος Ωραίος"),
        ("windows-1255", "cp1255", "דוד כהן"),
        ("macintosh", "mac-roman", "Zoë Größe"),
    ],
)
def test_a_table_is_read_in_what_is_chosen(encoding, codec, name):
    data = f"Name,E-mail\n{name},a@example.com\n".encode(codec)
    sheet = read_sheet(data, encoding)
    assert (sheet.rows[0].cells[0], sheet.headings[0], sheet.encoding) == (name, "Name", encoding)


@pytest.mark.parametrize(
    ("codec", "name", "told"),
    [
        ("ascii", "Ada", "utf-8"),
        ("utf-8-sig", "Zoë", "utf-8"),
        ("utf-16", "Ada", "utf-16"),
        ("utf-16-be", "Ada Fern", "utf-16"),
        ("cp1252", "Zoë Größe", "windows-1252"),
        ("cp1251", "Иван Петров", "windows-1251"),
        ("cp1250", "Łęcka Žižka", "windows-1250"),
    ],
)
def test_it_is_told_in_what_a_table_is_written(codec, name, told):
    assert read_sheet(f"Name,E-mail\n{name},a@example.com\n".encode(codec)).encoding == told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_does_not_fit_what_is_chosen_is_named_with_its_line(encoding):
    with pytest.raises(
        UnreadableSheet, match=rf"Line \d cannot be read: it is not written in {encoding.upper()}"
    ):
        read_sheet(
            "Name,E-mail\nZoë,a@example.com\n".encode("cp1252")[: 30 - (encoding == "utf-16")], encoding
        )
