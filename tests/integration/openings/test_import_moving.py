"""Openings that somebody moves in the preview of an import, or that the reader has missed."""

from ats.openings import queries
from ats.openings.queries import list_programs
from tests.integration.openings.conftest import filled, text_of
from tests.integration.openings.importing import SAVE, drafts, paste
from tests.integration.openings.previewing import (
    FIRST,
    GROUPS,
    LOOSE,
    MISSED,
    by_program,
    focused,
    press,
    refused,
    save,
)


def test_an_opening_that_was_missed_is_added(app, cast, browser):
    form, html = press(browser, filled(paste(browser, GROUPS), "source"), "programs-1-openings-add")
    added = "programs-1-openings-2"
    assert focused(html) == f"{added}-title"
    assert form[f"{added}-program"] == "1"
    assert "Enter a title, or untick the opening" in refused(browser, form)
    form[f"{added}-title"], form[f"{added}-body"] = "Cellarer", "You carry."
    form, _ = press(browser, form, f"{added}-requirements-add")
    form[f"{added}-requirements-0-text"] = "A strong back"
    save(browser, form)
    assert by_program() == [
        ("Garden", ["Garden Planner", "Bee Planner", "Flower Planner"]),
        ("Cellar", ["Barrel Planner", "Wine Planner", "Cellarer"]),
    ]
    made = drafts()[-1]
    assert (made.description, made.workplace, made.employment_type) == ("You carry.", "onsite", "full_time")
    assert [each.text for each in made.requirements] == ["A strong back"]


def test_an_opening_is_moved_to_its_place_in_another_program(app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    form["programs-1-openings-0-program"] = "0"
    form, html = press(browser, form, "move", "programs-1-openings-0")
    assert form["programs-0-openings-3-title"] == "Barrel Planner"
    assert form["programs-0-openings-3-program"] == "0"
    assert focused(html) == "programs-0-openings-3-program"
    form["programs-0-openings-0-program"] = "1"
    form, _ = press(browser, form, "move", "programs-0-openings-0")
    assert form["programs-1-openings-0-title"] == "Garden Planner"
    save(browser, form)
    assert by_program() == [
        ("Garden", ["Bee Planner", "Flower Planner", "Barrel Planner"]),
        ("Cellar", ["Garden Planner", "Wine Planner"]),
    ]


def test_a_program_that_is_there_and_a_new_one_take_openings(app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    before = len(queries.list_all())
    form["programs-0-openings-0-program"] = "known-words"
    form["programs-0-openings-1-program"], form["programs-0-openings-1-new_program"] = "new", "Hives"
    form["programs-1-openings-1-program"], form["programs-1-openings-1-new_program"] = "new", "hives"
    answer = browser.post(SAVE, data={**form.to_dict(), "move": "programs-0-openings-0"})
    assert "This program is there already" in text_of(answer)
    form = filled(answer, "source")
    assert [form[f"programs-{n}-title"] for n in range(4)] == ["Garden", "Words", "Hives", "Cellar"]
    save(browser, form)
    assert by_program() == [
        ("Words", ["Garden Planner"]),
        ("Garden", ["Flower Planner"]),
        ("Hives", ["Bee Planner", "Wine Planner"]),
        ("Cellar", ["Barrel Planner"]),
    ]
    assert len(queries.list_all()) == before + 5


def test_what_is_chosen_is_saved_without_the_button_too(sqlite_app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    for place in range(3):
        form[f"programs-0-openings-{place}-program"] = "1"
    form["programs-1-title"] = "Vault"
    save(browser, form)
    assert by_program() == [
        ("Vault", ["Garden Planner", "Bee Planner", "Flower Planner", "Barrel Planner", "Wine Planner"])
    ]
    assert "Garden" not in {program.name for program in list_programs()}


def test_a_program_that_is_none_is_refused(sqlite_app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    form[f"{FIRST}-program"] = "new"
    assert "Enter the name of the new program, or choose another one" in refused(browser, form)
    form[f"{FIRST}-new_program"] = "x" * 201
    answer = browser.post(SAVE, data=form)
    assert "name must be 200 characters or fewer" in text_of(answer)
    form[f"{FIRST}-new_program"] = ""
    for nowhere in ("9", "known-nowhere", "-1"):
        form[f"{FIRST}-program"] = nowhere
        answer = browser.post(SAVE, data=form)
        assert (answer.status_code, drafts()) == (422, [])
        assert "“In program” must be one of the choices" in text_of(answer)


def test_an_opening_without_a_program_gets_one(app, cast, browser):
    form = filled(paste(browser, LOOSE), "source")
    assert [form[f"programs-{n}-title"] for n in range(2)] == ["", "Forge"]
    form[f"{FIRST}-program"] = "1"
    form, html = press(browser, form, "move", FIRST)
    assert "so this program is not made" in html
    save(browser, form)
    assert by_program() == [("Forge", ["Diver", "Smith"])]


def test_openings_are_moved_up_and_down(sqlite_app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    form["programs-1-openings-1-program"] = "0"
    form, html = press(browser, form, "programs-0-openings-down", "0")
    assert focused(html) == "Move opening 2 down"
    # What waits for its own button still does.
    assert form["programs-1-openings-1-program"] == "0"
    form["programs-1-openings-1-program"] = "1"
    form, _ = press(browser, form, "programs-1-openings-up", "1")
    save(browser, form)
    assert by_program() == [
        ("Garden", ["Bee Planner", "Garden Planner", "Flower Planner"]),
        ("Cellar", ["Wine Planner", "Barrel Planner"]),
    ]


def test_an_opening_that_was_missed_is_read_from_its_lines(app, cast, browser):
    form = filled(paste(browser, MISSED), "source")
    assert [form["programs-0-openings-0-title"], form["programs-0-openings-1-title"]] == [
        "Garden Planner",
        "Tree Planner",
    ]
    form, _ = press(browser, form, "programs-0-openings-add")
    added = "programs-0-openings-2"
    form[f"{added}-from_line"], form[f"{added}-to_line"] = "9", "16"
    form["programs-0-openings-1-title"] = "Typed meanwhile"
    form, html = press(browser, form, "read", added)
    assert focused(html) == "programs-0-openings-1-title"
    assert "Lines 9 to 16" in html
    assert f'id="{added}-from_line"' not in html
    assert "Some of these lines stand in “Garden Planner” too." in html
    save(browser, form)
    assert by_program() == [("Garden", ["Garden Planner", "Beekeeping", "Typed meanwhile"])]
    made = next(each for each in drafts() if each.title == "Beekeeping")
    assert (made.city, made.country, made.employment_type) == ("Bath", "GB", "part_time")
    assert [(each.text, each.kind) for each in made.requirements] == [("2 years of bees", "experience")]
    assert [each.text for each in made.responsibilities] == ["Listen"]


def test_lines_that_are_not_on_the_page_are_refused_by_name(sqlite_app, cast, browser):
    form, _ = press(browser, filled(paste(browser, MISSED), "source"), "programs-0-openings-add")
    added = "programs-0-openings-2"
    form[f"{added}-body"] = "Typed"
    for first, last in (("", ""), ("9", ""), ("x", "12"), ("12", "9"), ("900", "901"), ("²", "9" * 5000)):
        form[f"{added}-from_line"], form[f"{added}-to_line"] = first, last
        answer = browser.post(SAVE, data={**form.to_dict(), "read": added})
        assert answer.status_code == 422
        assert "Enter the first and the last line of the opening" in text_of(answer)
        assert focused(text_of(answer)) == f"{added}-from_line"
        assert filled(answer, "source")[f"{added}-body"] == "Typed"
    assert browser.post(SAVE, data={**form.to_dict(), "read": "nothing"}).status_code == 422


def test_lines_that_an_introduction_has_too_are_said_to(sqlite_app, cast, browser):
    form, _ = press(browser, filled(paste(browser, MISSED), "source"), "programs-0-openings-add")
    form["programs-0-introduction"] = "We grow.\n\n**Tree Planner**"
    form["programs-0-openings-2-from_line"] = form["programs-0-openings-2-to_line"] = "18"
    _, html = press(browser, form, "read", "programs-0-openings-2")
    assert "stand in the introduction of Garden and in “Tree Planner” too." in html
