"""Bringing a page in: the preview that is corrected, the command, and the seed page."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ats.company.queries import default_template, get_company
from ats.openings import actions, queries
from ats.openings.importing import ImportedOpening, ImportedPage, ImportedProgram, read_postings_page
from ats.openings.models import ImportKey
from ats.openings.queries import get_opening
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.platform.events import SYSTEM
from tests.integration.careers.test_races import AT_ONCE, all_at_once
from tests.integration.openings.conftest import filled, text_of

PATH = "/dashboard/openings/import"
SAVE = f"{PATH}/save"
FILES = Path(__file__).parents[2] / "files" / "postings"
SEED = Path(__file__).parents[4] / "shared" / "seeds" / "dse-job-openings-2007.txt"
PAGE = """Jobs

Platform

Gardener

You look after the roof.

Requirements:
- 3+ years of gardening
- B.Sc. in Botany, and 2 years of bees

Send resume to: roof@example.com
"""


def upload(browser, file: Path):
    token = filled(browser.get(PATH), "text")["csrf_token"]
    return browser.post(PATH, data={"csrf_token": token, "page": (file.open("rb"), file.name)})


def paste(browser, text: str):
    return browser.post(PATH, data={**filled(browser.get(PATH), "text").to_dict(), "text": text})


def drafts():
    return [opening for opening in queries.list_all() if opening.state == "draft"]


def bring_in(page: ImportedPage, **options):
    with transaction():
        return actions.bring_in(page, template=default_template(), by=SYSTEM, **options)


def test_works(app, cast, sign_in):
    browser = sign_in("recruiter")
    preview = upload(browser, FILES / "programs.txt")
    assert preview.status_code == 200
    assert drafts() == []
    read = read_postings_page((FILES / "programs.txt").read_bytes(), "programs.txt")
    answer = browser.post(SAVE, data=filled(preview, "source"))
    assert answer.status_code == 303
    made = drafts()
    assert [each.title for each in made] == [each.title for each in read.openings]
    assert [len(each.requirements) for each in made] == [len(each.requirements) for each in read.openings]
    assert [[each.text for each in opening.responsibilities] for opening in made] == [
        list(opening.responsibilities) for opening in read.openings
    ]


def test_everything_can_be_corrected_before_it_is_saved(app, cast, sign_in):
    browser = sign_in("recruiter")
    preview = paste(browser, PAGE)
    form = filled(preview, "source")
    prefix = "programs-0-openings-0"
    assert form[f"{prefix}-requirements-0-years"] == "3"
    assert "This program is there already" in text_of(preview)
    form[f"{prefix}-title"] = "Roof Gardener"
    form[f"{prefix}-body"] = "In *our* words."
    form[f"{prefix}-place"] = "Utrecht, Netherlands"
    form[f"{prefix}-requirements-0-text"] = "Some years of gardening"
    form[f"{prefix}-requirements-0-importance"] = "preferred"
    form[f"{prefix}-requirements-0-years"] = "4"
    del form[f"{prefix}-requirements-1-keep"]
    assert browser.post(SAVE, data=form).status_code == 303
    made = drafts()[0]
    assert (made.title, made.description, made.city, made.country) == (
        "Roof Gardener",
        "In *our* words.",
        "Utrecht",
        "NL",
    )
    assert (made.program.slug, made.apply_email) == ("platform", "roof@example.com")
    requirement = made.requirements[0]
    assert (requirement.text, requirement.importance, requirement.facets[0]["years"]) == (
        "Some years of gardening",
        "preferred",
        4,
    )
    assert len(made.requirements) == 1
    assert get_company().apply_email == "roof@example.com"


def test_a_suggestion_becomes_a_requirement_when_it_is_ticked(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    prose = PAGE.replace(
        "You look after the roof.", "You look after the roof. A sense of balance is required."
    )
    form = filled(paste(browser, prose), "source")
    assert "programs-0-openings-0-suggestions-0-keep" not in form
    form["programs-0-openings-0-suggestions-0-keep"] = "y"
    browser.post(SAVE, data=form)
    assert "balance" in drafts()[0].requirements[-1].text


def test_openings_and_rows_that_are_unticked_stay_out(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(upload(browser, FILES / "programs.txt"), "source")
    kept = [key for key in form if key.count("-") == 4 and key.endswith("-keep")]
    assert len(kept) > 1
    for key in kept[1:]:
        del form[key]
    browser.post(SAVE, data=form)
    assert len(drafts()) == 1


def test_anonymous(sqlite_app, client):
    assert client.get(PATH).status_code == 302


def test_wrong_role(sqlite_app, sign_in):
    for role in ("manager", "interviewer", "outsider"):
        assert sign_in(role).get(PATH).status_code == 403


def test_invalid_form(sqlite_app, cast, sign_in, tmp_path):
    browser = sign_in("recruiter")
    assert "Choose a file or paste the text" in text_of(paste(browser, ""))
    assert "No openings were found" in text_of(paste(browser, "Just a few words."))
    picture = tmp_path / "jobs.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    refused = upload(browser, picture)
    assert refused.status_code == 422
    assert "This is a picture" in text_of(refused)


def test_invalid_corrections_keep_everything(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE), "source")
    form["programs-0-openings-0-requirements-0-text"] = ""
    form["programs-0-openings-0-body"] = "Typed"
    answer = browser.post(SAVE, data=form)
    assert answer.status_code == 422
    assert "Enter the requirement, or untick it" in text_of(answer)
    again = filled(answer, "source")
    assert again["programs-0-openings-0-body"] == "Typed"
    assert again["source"] == form["source"]
    form["programs-0-openings-0-title"] = ""
    assert "Enter a title, or untick the opening" in text_of(browser.post(SAVE, data=form))
    del form["programs-0-openings-0-keep"]
    assert "Tick at least one opening" in text_of(browser.post(SAVE, data=form))
    assert drafts() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "{"),
        ("source", "[1]"),
        ("source", '[["x", "y"]]'),
        ("unplaced", "[3]"),
        ("key", "short"),
        ("programs-0-openings-0-requirements-0-facets", "nonsense"),
        ("programs-0-openings-0-requirements-0-facets", '[{"years": "ten"}]'),
    ],
)
def test_damaged_hidden_values_are_refused(sqlite_app, cast, sign_in, field, value):
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE), "source")
    form[field] = value
    answer = browser.post(SAVE, data=form)
    assert answer.status_code == 422
    assert "sent damaged" in text_of(answer)


def test_a_large_page_survives_the_way_through_the_form(sqlite_app, cast, sign_in):
    bullets = "".join(f"- {n + 1}+ years of trade number {n}\n" for n in range(20))
    text = "Jobs\n\nPlatform\n\n" + "".join(
        f"Engineer Number {n}\n\nYou build part {n}.\n\nRequirements:\n{bullets}\n" for n in range(30)
    )
    browser = sign_in("recruiter")
    preview = paste(browser, text)
    assert browser.post(SAVE, data=filled(preview, "source")).status_code == 303
    assert [len(opening.requirements) for opening in drafts()] == [20] * 30


def test_the_same_preview_sent_twice_drafts_once(app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE), "source")
    first, second = (browser.post(SAVE, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert [opening.title for opening in drafts()] == ["Gardener"]


def test_the_same_preview_sent_at_the_same_moment_drafts_once(app, cast, sign_in):
    browsers = [sign_in("recruiter") for _ in range(AT_ONCE)]
    form = filled(paste(browsers[0], PAGE), "source")
    tokens = [filled(browser.get(PATH), "text")["csrf_token"] for browser in browsers]

    def save(number: int):
        return browsers[number].post(SAVE, data={**form, "csrf_token": tokens[number]}).status_code

    assert set(all_at_once(app, save)) == {303}
    assert [opening.title for opening in drafts()] == ["Gardener"]


def test_a_page_read_once_more_is_drafted_once_more(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    for _ in range(2):
        assert browser.post(SAVE, data=filled(paste(browser, PAGE), "source")).status_code == 303
    assert len(drafts()) == 2


def test_going_back_and_correcting_asks_before_it_drafts_again(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE), "source")
    browser.post(SAVE, data=form)
    form["programs-0-openings-0-title"] = "Head Gardener"
    asked = browser.post(SAVE, data=form)
    assert asked.status_code == 409
    assert "its openings are drafted" in text_of(asked)
    assert len(drafts()) == 1
    again = filled(asked, "source")
    assert again["programs-0-openings-0-title"] == "Head Gardener"
    assert browser.post(SAVE, data=again).status_code == 303
    assert [opening.title for opening in drafts()] == ["Gardener", "Head Gardener"]


def test_keys_of_old_previews_are_forgotten(app, cast):
    page = ImportedPage(programs=(ImportedProgram("Garden", openings=(ImportedOpening("Gardener"),)),))
    with transaction():
        db.session.add(
            ImportKey(key="k" * 22, page_digest="0" * 64, created_at=utc_now() - timedelta(days=8))
        )
        db.session.add(
            ImportKey(key="m" * 22, page_digest="0" * 64, created_at=utc_now() - timedelta(days=6))
        )
    with transaction():
        actions.bring_in_once(page, key="n" * 22, template=default_template(), by=SYSTEM)
    assert set(db.session.scalars(select(ImportKey.key))) == {"m" * 22, "n" * 22}


def test_a_web_address_to_apply_at_is_kept_for_the_recruiter(app, cast, sign_in, client):
    address = "https://apply.example.com/roof?job=7"
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE.replace("roof@example.com", address)), "source")
    field = "programs-0-openings-0-apply_address"
    assert form[field] == address
    form[field] = "somewhere"
    refused = browser.post(SAVE, data=form)
    assert refused.status_code == 422
    assert "Enter an e-mail address, or a web address" in text_of(refused)
    form[field] = address
    browser.post(SAVE, data=form)
    made = drafts()[0]
    assert (made.former_apply_url, made.apply_email) == (address, "")
    path = f"/dashboard/openings/{made.reference}"
    assert "Applied before at" in text_of(browser.get(path))
    edited = filled(browser.get(f"{path}/edit"), "former_apply_url")
    assert edited["former_apply_url"] == address
    edited["former_apply_url"] = "javascript:alert(1)"
    assert browser.post(f"{path}/edit", data=edited).status_code == 422
    edited["former_apply_url"] = ""
    assert browser.post(f"{path}/edit", data=edited).status_code == 303
    assert get_opening(made.reference).former_apply_url == ""
    assert "former_apply_url" not in text_of(browser.get(f"{path}/edit"))


def test_pay_and_place_are_shown_and_can_be_corrected(app, cast, sign_in):
    browser = sign_in("recruiter")
    text = PAGE.replace("Gardener\n", "Gardener\n\nBerlin, Germany\n\n€30,000–34,000 a year\n", 1)
    form = filled(paste(browser, text), "source")
    prefix = "programs-0-openings-0"
    assert (form[f"{prefix}-place"], form[f"{prefix}-pay_min"], form[f"{prefix}-pay_currency"]) == (
        "Berlin, Germany",
        "30000",
        "EUR",
    )
    form[f"{prefix}-pay_max"] = "29000"
    assert "must not be less" in text_of(browser.post(SAVE, data=form))
    form[f"{prefix}-pay_max"] = "36000"
    assert browser.post(SAVE, data=form).status_code == 303
    made = drafts()[0]
    assert (made.city, made.country) == ("Berlin", "DE")
    assert (made.pay_min, made.pay_max, made.pay_currency, made.pay_period) == (30_000, 36_000, "EUR", "year")


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


def test_all_or_nothing(app, cast):
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


def test_the_command_prints_what_it_understood(app, cast):
    run = app.test_cli_runner().invoke(args=["openings", "import", str(FILES / "programs.txt")])
    assert run.exit_code == 0, run.output
    assert "openings" in run.output
    assert "Saved as drafts" in run.output
    assert all(opening.reference in run.output for opening in drafts())


def test_the_command_says_what_it_made_as_json(app, cast):
    run = app.test_cli_runner().invoke(
        args=["openings", "import", str(FILES / "programs.txt"), "--publish", "--json"]
    )
    made = json.loads(run.output)
    assert {opening["state"] for opening in made["openings"]} == {"published"}
    assert [reference for program in made["programs"] for reference in program["openings"]] == [
        opening["reference"] for opening in made["openings"]
    ]
    first = made["openings"][0]
    assert first["url"] == f"http://jobs.example.com/openings/{first['reference']}"
    assert first["requirement_counts"]["all"] == len(first["requirements"])
    listed = json.loads(app.test_cli_runner().invoke(args=["openings", "list", "--json"]).output)
    assert {first["reference"], cast.editor.reference} <= {row["reference"] for row in listed}


def test_the_command_drafts_a_page_once_unless_it_is_told_to(app, cast):
    def run(*more):
        return app.test_cli_runner().invoke(args=["openings", "import", str(FILES / "programs.txt"), *more])

    assert run().exit_code == 0
    number = len(drafts())
    repeated = run()
    assert repeated.exit_code == 1
    assert "was imported before. Nothing was saved" in repeated.output
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


def test_the_seed_page(app, cast, sign_in):
    if not SEED.exists():
        pytest.skip("the seed page is not beside this repository")
    browser = sign_in("recruiter")
    assert browser.post(SAVE, data=filled(upload(browser, SEED), "source")).status_code == 303
    by_program: dict[str, list] = {}
    for opening in drafts():
        by_program.setdefault(opening.program.name, []).append(opening)
    assert [len(openings) for openings in by_program.values()] == [2, 3, 2]
    made = drafts()
    assert [len(opening.requirements) for opening in made[2:]] == [10, 14, 1, 9, 9]
    years = [
        [facet.get("years") for facet in each.facets if "years" in facet] for each in made[-1].requirements
    ]
    assert [10, 7] in years
    assert len({opening.reference for opening in made}) == 7
    assert not any(
        "Top of Page" in opening.description or "Send resume" in opening.description for opening in made
    )
