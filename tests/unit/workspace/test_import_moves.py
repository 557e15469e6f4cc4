"""Where the openings of a preview go that are sent to other programs."""

from werkzeug.datastructures import MultiDict

from ats.workspace.import_moves import move_openings

KNOWN = {"docks": "The Docks"}


def preview(*programs: tuple[str, list[dict[str, str]]]) -> MultiDict:
    """Return the fields of programs with their openings."""
    given = MultiDict([("key", "k")])
    for number, (title, openings) in enumerate(programs):
        given.add(f"programs-{number}-title", title)
        for place, fields in enumerate(openings):
            for name, value in fields.items():
                given.add(f"programs-{number}-openings-{place}-{name}", value)
    return given


def opening(title: str, line: int = 0, **more: str) -> dict[str, str]:
    return {"title": title, "first_line": str(line), **more}


def titles(given: MultiDict) -> list[tuple[str, list[str]]]:
    """Return the programs' titles with those of their openings, in their order."""
    found = []
    while (title := given.get(f"programs-{len(found)}-title")) is not None:
        prefix, own = f"programs-{len(found)}-openings", []
        while (each := given.get(f"{prefix}-{len(own)}-title")) is not None:
            assert given[f"{prefix}-{len(own)}-program"]
            own.append(each)
        found.append((title, own))
    return found


def test_nothing_chosen_changes_nothing():
    given, names = move_openings(preview(("A", [opening("a"), opening("b", program="0")]), ("B", [])), KNOWN)
    assert titles(given) == [("A", ["a", "b"]), ("B", [])]
    assert given["key"] == "k"
    assert names == {f"programs-0-openings-{n}": f"programs-0-openings-{n}" for n in range(2)}


def test_an_opening_comes_to_its_place_on_the_page_and_others_to_the_end():
    given, names = move_openings(
        preview(
            ("A", [opening("a", 20, program="1"), opening("typed", program="1")]),
            ("B", [opening("b", 10), opening("c", 30)]),
        ),
        KNOWN,
    )
    assert titles(given) == [("A", []), ("B", ["b", "a", "c", "typed"])]
    assert names["programs-0-openings-0"] == "programs-1-openings-1"
    assert given["programs-1-openings-1-program"] == "1"


def test_all_fields_of_an_opening_go_with_it():
    moving = opening("a", program="1") | {"requirements-0-text": "x", "requirements-0-also-0-years": "7"}
    given, _ = move_openings(preview(("A", [moving]), ("B", [opening("b")])), KNOWN)
    assert given["programs-1-openings-1-requirements-0-text"] == "x"
    assert given["programs-1-openings-1-requirements-0-also-0-years"] == "7"
    assert "programs-0-openings-0-title" not in given


def test_new_programs_stand_behind_the_one_that_was_left_each_once():
    given, _ = move_openings(
        preview(
            (
                "A",
                [
                    opening("a", program="new", new_program=" New "),
                    opening("b"),
                    opening("c", program="known-docks"),
                ],
            ),
            (
                "B",
                [
                    opening("d", program="new", new_program="NEW"),
                    opening("e", program="new", new_program="a"),
                ],
            ),
        ),
        KNOWN,
    )
    assert titles(given) == [("A", ["b", "e"]), ("New", ["a", "d"]), ("The Docks", ["c"]), ("B", [])]
    assert "programs-1-openings-0-new_program" not in given
    assert [given[f"programs-{n}-openings-0-program"] for n in range(3)] == ["0", "1", "2"]


def test_what_names_no_program_stays_with_what_it_says():
    for choice in ("new", "2", "-1", "known-nowhere", "x", "²"):
        given, _ = move_openings(
            preview(("A", [opening("a", program=choice, new_program=" ")]), ("B", [])), KNOWN
        )
        assert given["programs-0-openings-0-program"] == choice
        assert given["programs-0-openings-0-new_program"] == " "
