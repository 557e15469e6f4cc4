"""Writing an opening: the form with its rows, with and without buttons pressed, and what it refuses."""

from datetime import timedelta

import pytest

from ats.openings import actions
from ats.openings.queries import get_opening
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled, text_of

NEW = "/dashboard/openings/new"


@pytest.fixture
def path(cast):
    return f"/dashboard/openings/{cast.engineer.reference}/edit"


def test_works(app, cast, sign_in, path):
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "title")
    assert form["requirements-0-years"] == "5"
    form["title"], form["requirements-0-years"] = "Principal Engineer", "8"
    form["questions-0-label"], form["pay_min"], form["pay_currency"] = "From when?", "50000", "eur"
    answer = browser.post(path, data=form)
    assert answer.status_code == 303
    opening = get_opening(path.split("/")[3])
    assert (opening.title, opening.pay_min, opening.pay_currency) == ("Principal Engineer", 50000, "EUR")
    assert opening.requirements[0].facets == [{"kind": "experience", "years": 8}]
    assert opening.questions[0].label == "From when?"


def test_saving_what_is_there_changes_nothing(sqlite_app, cast, sign_in, path):
    browser, version = sign_in("recruiter"), cast.engineer.version
    assert browser.post(path, data=filled(browser.get(path), "title")).status_code == 303
    assert cast.engineer.version == version


def test_anonymous(sqlite_app, client, path):
    assert client.get(path).status_code == 302
    assert client.get(NEW).status_code == 302


def test_outsider(sqlite_app, sign_in, path):
    assert sign_in("outsider").get(path).status_code == 404


def test_wrong_role(sqlite_app, sign_in, path):
    assert sign_in("manager").get(path).status_code == 403
    assert sign_in("manager").get(NEW).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Enter a title"),
        ("title", "x" * 201, "The title must be 200 characters or fewer"),
        ("pay_max", "10", "must not be less than"),
        ("pay_max", "twenty", "“Pay up to” must be an amount such as 50,000 or 17.50"),
        ("pay_max", "-21", "“Pay up to” must be an amount such as 50,000 or 17.50"),
        ("pay_max", "20.0055", "“Pay up to” must be an amount such as 50,000 or 17.50"),
        ("pay_min", "2000000001", "“Pay from” must be at most 2,000,000,000"),
        ("pay_currency", "", "Enter the currency of the pay"),
        ("pay_currency", "€", "three-letter code"),
        ("pay_currency", "zzz", "three-letter code"),
        ("headcount", "0", "Enter a whole number from 1 to 1,000"),
        ("headcount", "2.5", "Enter a whole number from 1 to 1,000"),
        ("answer_within_days", "soon", "Enter a whole number of days from 1 to 365"),
        ("stale_after_days", "9" * 5000, "Enter a whole number of days from 1 to 365"),
        ("requirements-0-years", "five", "Years of experience must be a whole number from 0 to 60"),
        ("deadline_on", "tomorrow", "“Deadline” must be a day, such as 2027-01-15"),
        ("deadline_on", "99999-01-01", "“Deadline” must be a day, such as 2027-01-15"),
        ("country", "XX", "“Country” must be one of the choices"),
        ("program_id", "999", "must be one of the choices"),
        ("deadline_on", "2020-02-02", "The deadline must be today or later"),
        ("apply_email", "nobody", "Enter an e-mail address"),
        ("requirements-0-text", "", "Enter the requirement, or remove its row"),
        ("requirements-0-years", "99", "must be a whole number from 0 to 60"),
        ("requirements-0-facets", "[[]]", "was sent damaged"),
        ("requirements-0-facets", "[" * 3000, "was sent damaged"),
        ("questions-0-kind", "choice", "Enter at least two choices"),
        ("questions-0-label", "x" * 301, "A question must be 300 characters or fewer"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, path, field, value, message):
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "title")
    form["pay_min"], form["pay_currency"] = "20", "EUR"
    form["description"] = "Something I typed"
    form[field] = value
    answer = browser.post(path, data=form)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "<title>Error: " in text_of(answer)
    assert filled(answer, "title")["description"] == "Something I typed"
    assert cast.engineer.description != "Something I typed"


def test_a_third_required_question_is_refused_by_name(sqlite_app, sign_in, path):
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "title")
    for place, words in enumerate(("Where?", "When?", "Why us?")):
        form[f"questions-{place}-label"], form[f"questions-{place}-kind"] = words, "short"
        form[f"questions-{place}-is_required"] = "y"
    answer = browser.post(path, data=form)
    assert answer.status_code == 422
    assert "at most 2 answers of its own" in text_of(answer)
    assert "Let “Why us?” go without" in text_of(answer)
    del form["questions-2-is_required"]
    assert browser.post(path, data=form).status_code == 303


def test_a_deadline_that_passed_by_itself_is_no_error(sqlite_app, cast, sign_in, path):
    with transaction():
        cast.engineer.deadline_on = (utc_now() - timedelta(days=9)).date()
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "title")
    form["title"] = "Still here"
    assert browser.post(path, data=form).status_code == 303


def test_a_colleague_who_saved_in_between_is_not_overwritten_unasked(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "title")
    other = sign_in("admin")
    theirs = filled(other.get(path), "title")
    theirs["title"] = "Theirs"
    other.post(path, data=theirs)
    form["title"], form["requirements-1-text"] = "Mine", "Kept while typing"
    answer = browser.post(path, data=form)
    assert answer.status_code == 409
    assert "Somebody else saved this opening" in text_of(answer)
    again = filled(answer, "title")
    assert (again["title"], again["requirements-1-text"]) == ("Mine", "Kept while typing")
    assert browser.post(path, data=again).status_code == 303
    assert get_opening(path.split("/")[3]).title == "Mine"


def test_rows_are_added_moved_and_removed_without_a_script(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "title")
    form["requirements-0-text"], form["requirements-0-years"] = "Typed, not saved", "no number"
    moved = browser.post(path, data={**form.to_dict(), "requirements-down": "0"})
    assert moved.status_code == 200
    form = filled(moved, "title")
    assert form["requirements-1-text"] == "Typed, not saved"
    assert form["requirements-1-years"] == "no number"
    assert form["requirements-0-text"] == "Some Python"
    added = browser.post(path, data={**form.to_dict(), "requirements-add": "1"})
    assert "autofocus" in text_of(added)
    assert filled(added, "title")["requirements-2-text"] == ""
    removed = filled(browser.post(path, data={**form.to_dict(), "requirements-remove": "0"}), "title")
    assert removed["requirements-0-text"] == "Typed, not saved"
    assert "requirements-1-text" not in removed
    assert [each.text for each in cast.engineer.requirements] == [
        "5+ years of building software",
        "Some Python",
    ]


def test_facets_without_a_field_are_kept(sqlite_app, cast, sign_in, path):
    with transaction():
        cast.engineer.requirements[0].facets = [
            {"kind": "experience", "years": 10, "subject": "software"},
            {"kind": "experience", "years": 7, "subject": "trains"},
        ]
    browser = sign_in("recruiter")
    page = browser.get(path)
    assert "It also asks for 7 years: trains" in text_of(page)
    form = filled(page, "title")
    form["requirements-0-years"] = "12"
    browser.post(path, data=form)
    facets = get_opening(path.split("/")[3]).requirements[0].facets
    assert [(facet["years"], facet["subject"]) for facet in facets] == [(12, "software"), (7, "trains")]


def test_a_new_opening_is_a_draft_with_the_stages_of_its_template(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{NEW}?program=words"), "title")
    assert form["program_id"] == str(cast.editor.program_id)
    form["title"], form["description"] = "Proofreader", "Read."
    answer = browser.post(NEW, data=form)
    assert answer.status_code == 303
    opening = get_opening(answer.headers["Location"].rsplit("/", 1)[1])
    assert (opening.state, opening.title, opening.program.name) == ("draft", "Proofreader", "Words")
    assert [stage.name for stage in opening.stages][0] == "New"
    form["title"] = ""
    assert browser.post(NEW, data=form).status_code == 422


def test_a_new_opening_needs_a_program(sqlite_app, cast, sign_in):
    from ats.openings import queries

    with transaction():
        for opening in queries.list_all():
            opening.program_id = cast.editor.program_id
    with transaction():
        actions.remove_program(queries.get_program("platform"), by=SYSTEM)
    assert sign_in("recruiter").get(NEW).status_code == 200


def test_the_preview_shows_a_draft_as_candidates_will_see_it(sqlite_app, cast, sign_in):
    with transaction():
        draft = actions.copy_opening(cast.engineer, by=SYSTEM)
    preview = f"/dashboard/openings/{draft.reference}/preview"
    page = text_of(sign_in("manager").get(preview))
    assert "5+ years of building software" in page
    assert "Apply for this position" in page
    assert sign_in("outsider").get(preview).status_code == 404


def test_markdown_comes_back_clean(sqlite_app, sign_in):
    browser = sign_in("recruiter")
    token = filled(browser.get(NEW), "title")["csrf_token"]
    answer = browser.post(
        "/dashboard/markdown-preview", data={"text": "**A** <script>x</script>", "csrf_token": token}
    )
    assert text_of(answer).strip() == "<p><strong>A</strong> &lt;script&gt;x&lt;/script&gt;</p>"
