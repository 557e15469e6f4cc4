"""What the preview of an import lets somebody add and change before anything is saved."""

import pytest

from ats.openings.queries import list_programs
from ats.platform.form_rows import split_rows
from tests.integration.openings.conftest import filled, text_of
from tests.integration.openings.importing import FILES, PAGE, SAVE, drafts, paste, upload
from tests.integration.openings.previewing import FIRST, GROUPS, focused, press, refused, save


def test_a_requirement_a_duty_and_a_line_of_text_are_added(app, cast, browser):
    form = filled(paste(browser, PAGE), "source")
    form[f"{FIRST}-title"] = "Typed before"
    form, html = press(browser, form, f"{FIRST}-requirements-add")
    added = f"{FIRST}-requirements-2"
    assert form[f"{added}-text"] == ""
    assert focused(html) == "Text of requirement 3 of opening 1"
    form[f"{added}-text"] = "A diploma of Kew"
    form[f"{added}-importance"], form[f"{added}-kind"] = "preferred", "education"
    form[f"{added}-level"], form[f"{added}-subject"] = "vocational", "gardens"
    form[f"{FIRST}-duties"] = "Cut the hedge\n  • Feed the bees\n- Mow the lawn"
    form[f"{FIRST}-body"] += "\n\nBring boots."
    (made,) = save(browser, form)
    assert made.title == "Typed before"
    assert made.description == "You look after the roof.\n\nBring boots."
    assert [each.text for each in made.responsibilities] == ["Cut the hedge", "Feed the bees", "Mow the lawn"]
    assert [each.text for each in made.requirements] == [
        "3+ years of gardening",
        "B.Sc. in Botany, and 2 years of bees",
        "A diploma of Kew",
    ]
    requirement = made.requirements[2]
    assert (requirement.importance, requirement.kind) == ("preferred", "education")
    assert requirement.facets == [{"kind": "education", "level": "vocational", "subject": "gardens"}]


def test_a_requirement_that_was_added_and_unticked_is_not_there(sqlite_app, cast, browser):
    form, _ = press(browser, filled(paste(browser, PAGE), "source"), f"{FIRST}-requirements-add")
    del form[f"{FIRST}-requirements-2-keep"]
    assert len(save(browser, form)[0].requirements) == 2


def test_every_fact_of_a_requirement_is_changed(app, cast, browser):
    form = filled(paste(browser, PAGE), "source")
    first, second = f"{FIRST}-requirements-0", f"{FIRST}-requirements-1"
    assert (form[f"{first}-years"], form[f"{first}-max_years"]) == ("3", "")
    assert (form[f"{second}-level"], form[f"{second}-subject"]) == ("bachelor", "Botany")
    form[f"{first}-years"], form[f"{first}-max_years"] = "4", "6"
    form[f"{first}-importance"], form[f"{first}-kind"] = "preferred", "skill"
    form[f"{second}-level"], form[f"{second}-subject"], form[f"{second}-years"] = "master", "Bees", ""
    made = save(browser, form)[0].requirements
    assert [(each.importance, each.kind) for each in made] == [
        ("preferred", "skill"),
        ("required", "education"),
    ]
    assert made[0].facets == [{"kind": "experience", "years": 4, "max_years": 6, "subject": "gardening"}]
    assert made[1].facets == [
        {"kind": "education", "level": "master", "subject": "Bees"},
        {"kind": "experience", "subject": "bees"},
    ]


def test_further_facts_of_a_requirement_are_changed(app, cast, browser):
    page = PAGE.replace("3+ years of gardening", "10+ years of gardening and 7+ years of hedges")
    page = page.replace("B.Sc. in Botany, and 2 years of bees", "B.Sc. in Botany; M.Sc. in Botany")
    form = filled(paste(browser, page), "source")
    spans, degrees = f"{FIRST}-requirements-0-also-0", f"{FIRST}-requirements-1-also-0"
    assert (form[f"{spans}-years"], form[f"{spans}-subject"]) == ("7", "hedges")
    assert form[f"{degrees}-level"] == "master"
    form[f"{spans}-years"], form[f"{spans}-max_years"], form[f"{spans}-subject"] = "8", "9", "box hedges"
    form[f"{degrees}-level"], form[f"{degrees}-subject"] = "", ""
    made = save(browser, form)[0].requirements
    assert made[0].facets == [
        {"kind": "experience", "years": 10, "subject": "gardening"},
        {"kind": "experience", "years": 8, "max_years": 9, "subject": "box hedges"},
    ]
    assert made[1].facets == [{"kind": "education", "level": "bachelor", "subject": "Botany"}]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"years": "5", "max_years": "5"}, "“Up to years” must be more than the years before it"),
        ({"years": "", "max_years": "5"}, "Enter from how many years on, or empty “Up to years”"),
        ({"max_years": "many"}, "“Up to years” must be a whole number from 0 to 60"),
        ({"years": "61"}, "Years of experience must be a whole number from 0 to 60"),
        ({"level": "baron"}, "“Degree” must be one of the choices"),
        ({"subject": "x" * 201}, "The subject must be 200 characters or fewer"),
        ({"text": "x" * 2001}, "A requirement must be 2,000 characters or fewer"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name(sqlite_app, cast, browser, changed, words):
    form = filled(paste(browser, PAGE), "source")
    for name, value in changed.items():
        form[f"{FIRST}-requirements-0-{name}"] = value
    if "level" in changed:
        answer = browser.post(SAVE, data=form)
        assert (answer.status_code, drafts()) == (422, [])
        assert words in text_of(answer)
    else:
        assert words in refused(browser, form)


def test_what_is_left_out_is_not_asked_about(sqlite_app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    form["programs-0-openings-1-title"], form["programs-0-openings-1-pay_min"] = "", "plenty"
    del form["programs-0-openings-1-keep"]
    form, _ = press(browser, form, f"{FIRST}-requirements-add")
    form[f"{FIRST}-requirements-0-years"] = "many"
    del form[f"{FIRST}-requirements-0-keep"]
    assert [each.title for each in save(browser, form)] == [
        "Garden Planner",
        "Flower Planner",
        "Barrel Planner",
        "Wine Planner",
    ]


def test_duties_have_the_limits_of_the_editor(sqlite_app, cast, browser):
    form = filled(paste(browser, PAGE), "source")
    form[f"{FIRST}-duties"] = "x" * 2001
    assert "Each responsibility must be 2,000 characters or fewer" in refused(browser, form)
    form[f"{FIRST}-duties"] = "\n".join(["x"] * 201)
    assert "There must be 200 responsibilities or fewer" in refused(browser, form)


def test_the_key_enter_saves_nothing(sqlite_app, cast, browser):
    form = filled(paste(browser, PAGE), "source")
    form[f"{FIRST}-title"] = "Typed"
    form, _ = press(browser, form, "move", "")
    assert form[f"{FIRST}-title"] == "Typed"
    assert drafts() == []


def test_buttons_carry_out_nothing_on_a_damaged_page(sqlite_app, cast, browser):
    form = filled(paste(browser, PAGE), "source")
    form["source"] = "{"
    answer = browser.post(SAVE, data={**form.to_dict(), f"{FIRST}-requirements-add": "1"})
    assert answer.status_code == 422
    assert "sent damaged" in text_of(answer)


def test_the_preview_counts_what_is_taken_over(sqlite_app, cast, browser):
    form = filled(paste(browser, GROUPS), "source")
    del form["programs-0-openings-1-keep"]
    assert "Create 4 drafts" in press(browser, form, "move", "")[1]


def test_lines_pasted_into_a_new_requirement_become_requirements_of_their_own(app, cast, browser):
    form, _ = press(browser, filled(paste(browser, PAGE), "source"), f"{FIRST}-requirements-add")
    added = f"{FIRST}-requirements-2"
    form[f"{added}-importance"] = "preferred"
    form[f"{added}-text"] = "• 5 to 7 years of hedges\n\n• M.Sc. in Botany\n• Patience"
    answer = browser.post(SAVE, data=form)
    assert (answer.status_code, drafts()) == (200, [])
    assert "3 lines became requirements of their own" in text_of(answer)
    assert focused(text_of(answer)) == "Text of requirement 3 of opening 1"
    form = filled(answer, "source")
    assert (form[f"{added}-years"], form[f"{added}-max_years"]) == ("5", "7")
    assert form[f"{FIRST}-requirements-3-level"] == "master"
    made = save(browser, form)[0].requirements[2:]
    assert [(each.text, each.importance, each.kind) for each in made] == [
        ("5 to 7 years of hedges", "preferred", "experience"),
        ("M.Sc. in Botany", "preferred", "education"),
        ("Patience", "preferred", "other"),
    ]


def test_lines_are_parted_before_a_button_is_carried_out(sqlite_app, cast, browser):
    form, _ = press(browser, filled(paste(browser, PAGE), "source"), f"{FIRST}-requirements-add")
    form[f"{FIRST}-requirements-2-text"] = "Patience\nBoots"
    form, html = press(browser, form, f"{FIRST}-requirements-add")
    assert [form[f"{FIRST}-requirements-{n}-text"] for n in (2, 3, 4)] == ["Patience", "Boots", ""]
    assert focused(html) == "Text of requirement 5 of opening 1"


def test_lines_of_what_was_read_or_is_unticked_stay_together(sqlite_app, cast, browser):
    form, _ = press(browser, filled(paste(browser, PAGE), "source"), f"{FIRST}-requirements-add")
    form[f"{FIRST}-requirements-0-text"] = "Three years\nof gardening"
    form[f"{FIRST}-requirements-2-text"] = "One\nTwo"
    del form[f"{FIRST}-requirements-2-keep"]
    made = save(browser, form)[0].requirements
    assert [each.text for each in made] == [
        "Three years\nof gardening",
        "B.Sc. in Botany, and 2 years of bees",
    ]


def test_the_editor_of_each_draft_holds_what_the_preview_held(app, cast, browser):
    form = filled(upload(browser, FILES / "programs.txt"), "source")
    form["programs-1-openings-0-program"], form["programs-1-openings-0-new_program"] = "new", "Gauges"
    form["programs-0-openings-0-program"] = "2"
    form, _ = press(browser, form, "move", "")
    form, _ = press(browser, form, "programs-1-openings-down", "0")
    form, _ = press(browser, form, "programs-1-openings-0-requirements-add")
    for key in form:
        if key.endswith("-max_years") and form[key.replace("max_years", "years")]:
            form[key] = "42"
        elif key.endswith("-text") and not form[key]:
            form[key] = "Added"
    del form["programs-1-openings-0-requirements-0-keep"]
    programs, others = split_rows(form.items(multi=True), "programs")
    assert others
    shown = []
    for program in programs:
        openings, about = split_rows(program, "openings")
        shown += [(dict(about)["title"], *_kept(opening)) for opening in openings]
    made = {opening.title: opening for opening in save(browser, form)}
    assert len(made) < len(shown) == len(drafts())
    for opening, (program, fields, requirements, duties_shown) in zip(_in_order(), shown, strict=True):
        editor = filled(browser.get(f"/dashboard/openings/{opening.reference}/edit"), "version")
        rows, _ = split_rows(editor.items(multi=True), "requirements")
        duties, _ = split_rows(editor.items(multi=True), "responsibilities")
        assert opening.program.name == program
        assert {name: editor[name] for name in fields} == fields
        assert [{name: dict(row)[name] for name in FACTS} for row in rows] == requirements
        assert [dict(row)["text"] for row in duties] == duties_shown


FACTS = ("text", "importance", "kind", "years", "max_years", "level", "subject")


def _kept(opening) -> tuple[dict[str, str], list[dict[str, str]], list[str]]:
    """Return the fields of an opening as its editor calls them, its requirements that are taken over, its duties."""
    rows, others = split_rows(opening, "requirements")
    fields = dict(others)
    kept = [{name: dict(row)[name] for name in FACTS} for row in rows if dict(row).get("keep")]
    same = ("title", "visibility", "workplace", "employment_type", "deadline_on", "pay_min", "pay_max")
    return (
        {name: fields[name] for name in same} | {"description": fields["body"].strip()},
        kept,
        fields["duties"].splitlines(),
    )


def _in_order() -> list:
    """Return the drafts as the public page has them."""
    places = {program.id: place for place, program in enumerate(list_programs())}
    return sorted(drafts(), key=lambda each: (places[each.program_id], each.position))


def test_more_openings_than_anybody_checks_are_refused_with_the_way_to_bring_them_in(
    sqlite_app, cast, browser
):
    page = "# Jobs\n\n## Garden\n\n" + "".join(f"### Garden Planner {n}\n\nYou dig.\n\n" for n in range(301))
    refused = paste(browser, page)
    assert refused.status_code == 422
    assert "holds 301 openings, and at most 300 can be checked at once" in text_of(refused)
    assert "flask --app wsgi openings import FILE" in text_of(refused)
    assert filled(refused, "text")["text"].split() == page.split()
