"""Row buttons without a script."""

from werkzeug.datastructures import MultiDict

from ats.platform.form_rows import MAX_ROWS, join_rows, press_row_button, split_rows

BLANKS = {"stages": {"name": "", "kind": "review"}, "people": {"name": ""}}


def sent(*names: str, **more: str) -> MultiDict:
    rows = [(f"stages-{number}-name", name) for number, name in enumerate(names)]
    return MultiDict([*rows, ("title", "T"), *more.items()])


def names_of(given: MultiDict) -> list[str]:
    return [value for key, value in given.items() if key.startswith("stages-")]


def press(given: MultiDict, button: str, value: str = "1"):
    given.add(button, value)
    return press_row_button(given, BLANKS)


def test_without_a_button_nothing_changes():
    given = sent("a")
    assert press_row_button(given, BLANKS) == (given, None)


def test_a_button_of_another_list_is_none_of_ours():
    assert press(sent("a"), "other-add")[1] is None


def test_add():
    given, row = press(sent("a"), "stages-add")
    assert row == "stages-1"
    assert given.to_dict() == {
        "title": "T",
        "stages-0-name": "a",
        "stages-1-name": "",
        "stages-1-kind": "review",
    }


def test_move_and_stop_at_the_ends():
    assert names_of(press(sent("a", "b", "c"), "stages-down", "0")[0]) == ["b", "a", "c"]
    assert names_of(press(sent("a", "b", "c"), "stages-up", "2")[0]) == ["a", "c", "b"]
    assert names_of(press(sent("a", "b"), "stages-up", "0")[0]) == ["a", "b"]
    assert press(sent("a", "b"), "stages-down", "0")[1] == "stages-1"


def test_remove_and_numbers_that_are_none():
    given, row = press(sent("a", "b"), "stages-remove", "0")
    assert (names_of(given), row) == (["b"], "stages")
    for value in ("7", "-1", "x", "²"):
        assert names_of(press(sent("a"), "stages-remove", value)[0]) == ["a"]


def test_gaps_are_closed_and_rows_have_a_limit():
    given = MultiDict([("stages-4-name", "a"), ("stages-9-name", "b")])
    assert list(press(given, "stages-up", "0")[0]) == ["stages-0-name", "stages-1-name"]
    full = sent(*["x"] * MAX_ROWS)
    assert len(names_of(press(full, "stages-add")[0])) == MAX_ROWS


def test_rows_within_rows():
    given = MultiDict(
        [("stages-0-people-0-name", "a"), ("stages-1-people-0-name", "b"), ("stages-1-name", "s")]
    )
    added, row = press(given.copy(), "stages-1-people-add")
    assert row == "stages-1-people-1"
    assert added["stages-1-people-1-name"] == ""
    moved, row = press(added.copy(), "stages-1-people-up", "1")
    assert row == "stages-1-people-0"
    assert [moved["stages-1-people-0-name"], moved["stages-1-people-1-name"]] == ["", "b"]
    assert names_of(press(moved, "stages-0-people-remove", "0")[0])[-1] == "b"


def test_what_is_split_is_joined():
    given = [
        ("title", "T"),
        ("stages-3-name", "a"),
        ("stages-1-people-0-name", "b"),
    ]
    rows, others = split_rows(given, "stages")
    assert (rows, others) == ([[("people-0-name", "b")], [("name", "a")]], [("title", "T")])
    assert list(join_rows(rows, "stages")) == [("stages-0-people-0-name", "b"), ("stages-1-name", "a")]
