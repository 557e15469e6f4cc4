"""Bringing a page in: the preview that is corrected, and the seed page."""

from decimal import Decimal
from pathlib import Path

import pytest

from ats.company.queries import get_company
from ats.openings.importing import read_postings_page
from ats.openings.queries import get_opening
from ats.platform.database import transaction
from tests.integration.openings.conftest import filled, text_of
from tests.integration.openings.importing import FILES, PAGE, PATH, SAVE, drafts, paste, upload

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "dse-job-openings-2007.txt"


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


def test_the_introduction_of_the_page_can_be_corrected_and_nothing_is_left_unsaid(app, cast, sign_in):
    browser = sign_in("recruiter")
    with transaction():
        get_company().about = ""
    preview = paste(browser, f"Careers at Roofworks\n\nWe like roofs.\n\n{PAGE}\n\n[Top of Page]\n")
    said = text_of(preview)
    assert "Becomes what your public page says about the company" in said
    for text, why in (
        ("Send resume to: roof@example.com", "Says where to apply"),
        ("[Top of Page]", "Furniture of the page"),
        ("Requirements:", "The name of a section"),
    ):
        assert f'{text} <span class="muted">({why})' in said
    form = filled(preview, "source")
    assert "We like roofs." in form["introduction"]
    form["introduction"] = "We like *green* roofs."
    form["programs-0-openings-0-title"] = ""
    again = filled(browser.post(SAVE, data=form), "source")
    assert again["introduction"] == "We like *green* roofs."
    assert again["left_out"] == form["left_out"] != "[]"
    again["programs-0-openings-0-title"] = "Gardener"
    assert browser.post(SAVE, data=again).status_code == 303
    assert get_company().about == "We like *green* roofs."
    assert "keeps it. Copy from here" in text_of(paste(browser, f"We like roofs.\n\n{PAGE}"))


def test_the_preview_says_what_is_there_already_and_what_the_page_does_not_say(sqlite_app, cast, sign_in):
    browser, words = (
        sign_in("recruiter"),
        "Jobs\n\nPosition: Night Baker\nLocation: Bath\n\nRequirements\n- Flour\n",
    )
    page = paste(browser, words)
    assert "are there already" not in text_of(page)
    assert text_of(page).count("Not said on the page") == 2
    saved = browser.post(SAVE, data=filled(page, "source"))
    assert saved.status_code == 303
    assert "1 opening of this title and program is there already" in text_of(paste(browser, words))


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
        ("left_out", "{"),
        ("understood", "[3]"),
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
    form[f"{prefix}-pay_max"] = "36000,50"
    assert browser.post(SAVE, data=form).status_code == 303
    made = drafts()[0]
    assert (made.city, made.country) == ("Berlin", "DE")
    assert (made.pay_min, made.pay_max, made.pay_currency, made.pay_period) == (
        30_000,
        Decimal("36000.50"),
        "EUR",
        "year",
    )


def test_the_seed_page(sqlite_app, cast, sign_in):
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
