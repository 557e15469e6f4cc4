"""Reading order: columns one after the other, dates and labels with what they stand beside."""

from laid_words import column, put, put_right, read, texts

_PROSE = "Built the service that sends the letters of forty agencies"
_PROSE_2 = "and kept it running through two moves of the data centre"
_SIDE = [
    "#Contact",
    "mara@example.com",
    "Kiel",
    "",
    "#Skills",
    "Go",
    "Python",
    "Rust",
    "Nix",
    "",
    "#Spoken",
    "German",
]
_MAIN = [
    "#Experience",
    "Engineer at Nordlicht",
    _PROSE,
    _PROSE_2,
    "",
    "Developer at Harbour",
    _PROSE,
    _PROSE_2,
]


def test_one_column_is_read_from_top_to_bottom_however_it_was_drawn():
    words = column(50, 100, _MAIN)
    assert texts(words[::-1]) == [line.removeprefix("#") for line in _MAIN if line]


def test_a_sidebar_is_read_apart_whatever_its_line_height():
    for leading in (11.0, 13.0, 15.5):
        said = texts(column(30, 100, _SIDE, leading), column(180, 100, _MAIN))
        expected = [line.removeprefix("#") for line in _SIDE + _MAIN if line]
        assert said == expected, leading


def test_a_sidebar_on_the_right_comes_second():
    said = texts(column(400, 100, _SIDE, 12), column(30, 100, _MAIN))
    assert said[:3] == ["Experience", "Engineer at Nordlicht", _PROSE]
    assert said[-2:] == ["Spoken", "German"]


def test_a_header_over_both_columns_comes_first():
    name = put(200, 60, "Mara Voss", 24)
    lines = read(name, column(30, 100, _SIDE, 12), column(180, 100, _MAIN))
    assert lines[0].text == "Mara Voss"
    assert [line.column for line in lines if line.text in ("Contact", "Experience")] == [0, 1]


def test_a_date_at_the_right_stays_on_its_titles_line():
    words = [
        put(50, 100, "Engineer", bold=True),
        put_right(545, 100, "2019 - 2021"),
        put(50, 113, "Nordlicht"),
    ]
    words += [put(50, 126, "Short"), put(50, 150, "Developer"), put_right(545, 150, "2016 - 2019")]
    words += [
        put(50, 163, "Harbour"),
        put(50, 176, "Short"),
        put(50, 200, "Student"),
        put_right(545, 200, "2015"),
    ]
    said = texts(*words)
    assert said[0] == "Engineer\t2019 - 2021"
    assert said[3] == "Developer\t2016 - 2019"
    assert said[6] == "Student\t2015"


def test_dates_in_a_column_at_the_left_stand_before_their_titles():
    words = []
    for y, dates in ((100, "2019 - 2021"), (180, "2016 - 2019"), (260, "2012 - 2016")):
        words += [put(30, y, dates), column(130, y, ["Engineer at Nordlicht", _PROSE, _PROSE_2, _PROSE])]
    said = texts(*words)
    assert [line for line in said if "\t" in line] == [
        f"{dates}\tEngineer at Nordlicht" for dates in ("2019 - 2021", "2016 - 2019", "2012 - 2016")
    ]
    assert said[1:4] == [_PROSE, _PROSE_2, _PROSE]


def test_a_date_that_was_too_long_for_its_column_is_put_together():
    words = [put(60, 90, "Work", 14)]
    for y in (110, 190):
        words += [put(36, y, "September"), put(30, y + 12, "2019 - June"), put(64, y + 24, "2021")]
        words += [column(100, y, ["Engineer at Nordlicht", _PROSE, _PROSE_2, _PROSE])]
    said = texts(*words)
    assert said[1] == "September 2019 - June 2021\tEngineer at Nordlicht"
    assert said[2:5] == [_PROSE, _PROSE_2, _PROSE]


def test_a_place_below_a_date_is_not_taken_for_its_end():
    words = []
    for y in (100, 180):
        words += [put(30, y, "03/2019 - present"), put(30, y + 12, "Hamburg")]
        words += [column(130, y, ["Engineer at Nordlicht", _PROSE, _PROSE_2, _PROSE])]
    assert texts(*words)[:3] == ["03/2019 - present\tEngineer at Nordlicht", "Hamburg", _PROSE]


def test_a_table_of_labels_is_read_by_rows():
    rows = [
        ("Languages", "Go, Python, Rust and some SQL"),
        ("Tools", "Terraform, Nix"),
        ("Spoken", "German, English"),
    ]
    words = [put(30, 80, "Skills", 14)]
    for at, (label, value) in enumerate(rows):
        words += [put(30, 100 + 14 * at, label), put(130, 100 + 14 * at, value)]
    assert texts(*words)[1:] == [f"{label}\t{value}" for label, value in rows]


def test_lists_with_headings_beside_each_other_are_read_one_by_one():
    words = [column(x, 100, lines) for x, lines in (
        (30, ["#Languages", "Go", "Python", "Rust"]), (200, ["#Tools", "Nix", "Make", "Git"]),
        (370, ["#Spoken", "German", "English", "Danish"]),
    )]  # fmt: skip
    assert texts(*words) == [
        "Languages", "Go", "Python", "Rust", "Tools", "Nix", "Make", "Git", "Spoken", "German", "English", "Danish",
    ]  # fmt: skip


def test_a_name_beside_small_print_is_no_line_with_it():
    words = [put(30, 70, "Mara Voss", 30), put(30, 92, "Engineer", 16)]
    words += [column(400, 60, ["mara@example.com", "+49 40 555 0101", "Kiel", "example.com/mara"])]
    words += [column(30, 130, [_PROSE + " " + _PROSE_2] * 3)]
    assert texts(*words)[:4] == ["Mara Voss", "Engineer", "mara@example.com", "+49 40 555 0101"]


def test_titles_with_dates_below_two_columns_of_prose_are_lines_again():
    words = [
        put(30, 80, "Summary", 14),
        column(30, 100, [_PROSE[:40]] * 4),
        column(300, 100, [_PROSE_2[:40]] * 4),
    ]
    words += [
        put(30, 180, "Work", 14),
        put(30, 200, "Engineer", bold=True),
        put_right(545, 200, "2019 - 2021"),
    ]
    words += [column(30, 213, [_PROSE + " " + _PROSE_2] * 2)]
    said = texts(*words)
    assert said[1:9] == [_PROSE[:40]] * 4 + [_PROSE_2[:40]] * 4
    assert "Engineer\t2019 - 2021" in said


def test_white_space_parts_blocks():
    lines = read(column(30, 100, ["One", "Two", "", "Three", "Four"]))
    assert [line.block for line in lines] == [0, 0, 1, 1]


def test_pieces_and_boxes_of_a_line():
    (line,) = read(put(50, 100, "Engineer", bold=True), put_right(545, 100, "2019"))
    assert [(piece.text, piece.start, piece.bold) for piece in line.pieces] == [
        ("Engineer", 0, True),
        ("2019", 9, False),
    ]
    assert line.box == (50, 100 - 7.2, 545, 100 + 2.2)
    assert line.pieces[1].box[0] == 545 - 20
    assert line.bold
    assert line.size == 10


def test_a_gutter_that_is_narrow_at_one_line_counts_as_wide_as_it_is_elsewhere():
    side = [
        "#Contact",
        "mara.voss.engineer@example.com",
        "Kiel",
        "",
        "#Skills",
        "Go",
        "Python",
        "Rust",
        "Nix",
        "Make",
    ]
    said = texts(column(30, 100, side), column(200, 100, _MAIN))
    assert said == [line.removeprefix("#") for line in side + _MAIN if line]
