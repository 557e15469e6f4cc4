"""What becomes of a page that was read, and the command that brings one in."""

import json

import pytest

from ats.company.queries import get_company
from ats.openings import queries
from ats.openings.actions import change_state
from ats.openings.importing import ImportedOpening, ImportedPage, ImportedProgram
from ats.openings.models import State
from ats.platform.database import transaction
from ats.platform.errors import Invalid
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import text_of
from tests.integration.openings.importing import FILES, bring_in, drafts


def test_candidates_do_not_see_where_they_applied_before(sqlite_app, cast, client):
    page = ImportedPage(
        programs=(ImportedProgram("Garden", openings=(ImportedOpening("Gardener", ("Dig.",)),)),),
        apply_address="https://elsewhere.example.com/jobs",
    )
    made = bring_in(page, is_published=True)[0].openings[0]
    assert made.former_apply_url == "https://elsewhere.example.com/jobs"
    answer = client.get(f"/openings/{made.reference}")
    assert answer.status_code == 200
    assert "elsewhere.example.com" not in text_of(answer)


def test_what_the_source_withholds_stays_a_draft(sqlite_app, cast):
    described = ("Dig.",)
    openings = (
        ImportedOpening("Gardener", described),
        ImportedOpening("Digger", described, withheld="isListed: false"),
    )
    made = bring_in(ImportedPage(programs=(ImportedProgram("Garden", openings=openings),)), is_published=True)
    assert [opening.state for opening in made[0].openings] == [State.PUBLISHED, State.DRAFT]


def test_description_that_no_form_takes_is_refused_by_the_command_too(sqlite_app, cast):
    opening = ImportedOpening("Gardener", ("x" * 20_001,))
    with pytest.raises(Invalid, match="“Gardener” is longer than 20,000"):
        bring_in(ImportedPage(programs=(ImportedProgram("Garden", openings=(opening,)),)))
    assert drafts() == []


def test_all_or_nothing(sqlite_app, cast):
    page = ImportedPage(
        programs=(
            ImportedProgram("Garden", openings=(ImportedOpening("Gardener"),)),
            ImportedProgram("Cellar", openings=(ImportedOpening("x" * 201),)),
        )
    )
    with pytest.raises(Invalid):
        bring_in(page)
    assert [program.name for program in queries.list_programs()] == ["Platform", "Words"]
    assert drafts() == []


def test_a_known_program_keeps_its_introduction_and_gets_the_openings(app, cast):
    page = ImportedPage(
        programs=(
            ImportedProgram(
                "PLATFORM", "Another text", (ImportedOpening("Gardener", visibility="internal"),)
            ),
            ImportedProgram(
                "Words", "A first text", (ImportedOpening("Poet", apply_address="https://x.example.com"),)
            ),
        )
    )
    brought = bring_in(page)
    assert [(each.program.slug, each.is_new) for each in brought] == [("platform", False), ("words", False)]
    assert [each.program.introduction for each in brought] == ["What all else **runs on**.", "A first text"]
    assert [brought[0].openings[0].visibility, brought[1].openings[0].apply_email] == ["internal", ""]
    assert brought[0].openings[0].position > cast.engineer.position


def test_a_page_without_openings_is_refused(sqlite_app, cast):
    with pytest.raises(Invalid):
        bring_in(ImportedPage())


def test_the_command_prints_what_it_understood(sqlite_app, cast):
    run = sqlite_app.test_cli_runner().invoke(args=["openings", "import", str(FILES / "programs.txt")])
    assert run.exit_code == 0, run.output
    assert "openings" in run.output
    assert "Saved as drafts" in run.output
    assert all(opening.reference in run.output for opening in drafts())


def test_the_introduction_becomes_what_the_company_says_about_itself(app, cast, tmp_path):
    def run(*more):
        return app.test_cli_runner().invoke(
            args=["openings", "import", str(FILES / "programs.txt"), "--again", *more]
        )

    with transaction():
        get_company().about = ""
    first = run()
    assert "Introduction of the page:\n  Our group builds the gauges" in first.output
    assert "is now what your public page says about the company" in first.output
    assert get_company().about.startswith("Our group builds the gauges that small ports rely on.")
    with transaction():
        get_company().about = "Words of our own."
    assert "The company says something about itself already, and keeps it" in run().output
    unplaced = json.loads(run("--json").output)["unplaced"]
    assert unplaced[0]["text"].startswith("Our group builds the gauges")
    assert get_company().about == "Words of our own."


def test_an_introduction_of_a_program_that_has_one_is_listed(sqlite_app, cast, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Jobs\n\n## Platform\n\nAnother text.\n\n### Dyer\n\nYou dye.\n\n#### Requirements\n\n- Wool\n"
    )
    run = sqlite_app.test_cli_runner().invoke(args=["openings", "import", str(page), "--json"])
    made = json.loads(run.output)
    assert made["programs"][0]["introduction"] == "What all else **runs on**."
    assert ("Another text.", "The program “Platform” has one and keeps it.") in [
        (line["text"], line["why"]) for line in made["unplaced"]
    ]


def test_what_cannot_be_published_stays_a_draft_and_says_why(app, cast, tmp_path):
    page = tmp_path / "page.md"
    text = "# Research\n\n## Dyer\n\nApply by 1 January 2020.\n\nRequirements:\n\n- A steady hand\n"
    page.write_text(text, "utf-8")
    run = app.test_cli_runner().invoke(args=["openings", "import", str(page), "--publish"])
    assert "Its deadline has passed" in run.output
    assert "Published:" not in run.output
    assert [opening.title for opening in drafts()] == ["Dyer"]
    reference, slug = drafts()[0].reference, drafts()[0].program.slug
    client = app.test_client()
    for path in (f"/programs/{slug}", f"/programs/{slug}/feed.atom", f"/programs/{slug}/feed.json"):
        assert client.get(path).status_code == 404
    with transaction():
        opening = queries.get_opening(reference)
        opening.deadline_on = None
        change_state(opening, State.PUBLISHED, by=SYSTEM)
    assert client.get(f"/programs/{slug}").status_code == 200


def test_the_command_says_what_it_made_as_json(sqlite_app, cast):
    run = sqlite_app.test_cli_runner().invoke(
        args=["openings", "import", str(FILES / "programs.txt"), "--publish", "--json"]
    )
    made = json.loads(run.output)
    assert {opening["state"] for opening in made["openings"]} == {"published"}
    assert [reference for program in made["programs"] for reference in program["openings"]] == [
        opening["reference"] for opening in made["openings"]
    ]
    assert made["introduction"].startswith("Our group builds the gauges")
    left = {line["text"]: (line["line_number"], line["why"]) for line in made["unplaced"]}
    assert left["[Top of Page]"] == (135, "Furniture of the page")
    assert "Qualifications/Necessary Skills:" in {line["text"] for line in made["understood"]}
    first = made["openings"][0]
    assert "forty years of tide readings" in first["description"]
    assert first["apply_email"] == "people@harbour.example.com"
    assert first["url"] == f"http://jobs.example.com/openings/{first['reference']}"
    assert first["requirement_counts"]["all"] == len(first["requirements"])
    listed = json.loads(sqlite_app.test_cli_runner().invoke(args=["openings", "list", "--json"]).output)
    assert {first["reference"], cast.editor.reference} <= {row["reference"] for row in listed}


def test_the_command_drafts_a_page_once_unless_it_is_told_to(app, cast):
    def run(*more):
        return app.test_cli_runner().invoke(args=["openings", "import", str(FILES / "programs.txt"), *more])

    assert run().exit_code == 0
    number = len(drafts())
    repeated = run()
    assert repeated.exit_code == 1
    assert "was imported before. Nothing was saved" in repeated.output
    assert "openings" in repeated.output.splitlines()[1]
    assert len(drafts()) == number
    assert run("--again").exit_code == 0
    assert len(drafts()) == 2 * number


def test_the_command_names_the_file_that_it_cannot_read(sqlite_app, cast, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    run = sqlite_app.test_cli_runner().invoke(args=["openings", "import", str(empty)])
    assert run.exit_code == 1
    assert f"{empty}: This page is empty" in run.output
    absent = sqlite_app.test_cli_runner().invoke(args=["openings", "import", str(tmp_path / "absent.txt")])
    assert absent.exit_code != 0
    assert "absent.txt" in absent.output


def test_several_places_are_saved(app, cast):
    page = ImportedPage(
        programs=(
            ImportedProgram(
                "Garden",
                openings=(
                    ImportedOpening("Gardener", place="Basel, CH; Bern, CH"),
                    ImportedOpening("Poet", place="Basel, CH; Lyon, FR"),
                ),
            ),
        )
    )
    gardener, poet = bring_in(page)[0].openings
    assert (gardener.city, gardener.region, gardener.country) == ("Basel; Bern", "", "CH")
    assert (poet.city, poet.country) == ("Basel, CH; Lyon, FR", "")
