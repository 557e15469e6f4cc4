"""Tests of reading a row of a table: across where its cells belong together, else cell by cell."""

from ats.resumes.readers.drafts import Draft, Run, Style
from ats.resumes.readers.table_rows import read_row


def cell(*lines, kind="body", size=10.0):
    return [Draft([Run(line, Style(size=size))], kind=kind) for line in lines]


def shown(*cells):
    return [(draft.kind, draft.column, draft.text) for draft in read_row(list(cells))]


def test_lines_beside_each_other_become_one():
    assert shown(cell("2019", "2021"), cell("Acme", "Berlin")) == [
        ("cell", 0, "2019\tAcme"),
        ("cell", 0, "2021\tBerlin"),
    ]


def test_what_is_left_of_a_taller_cell_follows():
    assert shown(cell("2019"), cell("Acme", "Berlin")) == [("cell", 0, "2019\tAcme"), ("cell", 1, "Berlin")]


def test_tall_cells_are_columns_of_a_page():
    left, right = [f"a{n}" for n in range(5)], [f"b{n}" for n in range(6)]
    assert shown(cell(*left), cell(*right)) == [
        *(("body", 0, text) for text in left),
        *(("body", 1, text) for text in right),
    ]


def test_cells_with_sections_of_their_own_are_columns():
    assert shown(cell("Skills", "Go"), cell("Experience", "Acme")) == [
        ("body", 0, "Skills"),
        ("body", 0, "Go"),
        ("body", 1, "Experience"),
        ("body", 1, "Acme"),
    ]


def test_lines_of_very_different_size_are_not_one_line():
    assert [text for _, _, text in shown(cell("Pat Example", "Engineer", size=24.0), cell("Berlin", "030"))] == [
        "Pat Example", "Engineer", "Berlin", "030",
    ]  # fmt: skip


def test_lists_below_the_first_line_stay_whole():
    beside = [*cell("Acme"), *cell("Built things", "Ran things", kind="list")]
    assert shown(cell("2019"), beside) == [
        ("cell", 0, "2019\tAcme"),
        ("list", 1, "Built things"),
        ("list", 1, "Ran things"),
    ]


def test_blank_cells_count_as_columns_but_say_nothing():
    assert shown(cell(" "), cell("Acme")) == [("cell", 1, "Acme")]
    assert shown(cell(""), cell("")) == []
