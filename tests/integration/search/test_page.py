"""The search page: its results, its words of help, and what each role gets."""

import pytest

from ats.platform import queue
from tests.integration.workspace.conftest import post

PATH = "/dashboard/search"


@pytest.fixture
def indexed(once):
    """The cast's application, in the index."""
    once(queue.run_until_empty)


def text_of(response) -> str:
    return " ".join(response.get_data(as_text=True).split())


def test_works(app, cast, indexed, sign_in):
    page = text_of(sign_in("recruiter").get(f"{PATH}?q=ada@example.com"))
    assert "1 found" in page
    assert "<mark>ada@example.com</mark>" in page
    assert f"/dashboard/applications/{cast.application.public_id}" in page


def test_anonymous(sqlite_app, client):
    assert client.get(f"{PATH}?q=ada").status_code == 302


def test_outsider(sqlite_app, cast, indexed, sign_in):
    page = text_of(sign_in("outsider").get(f"{PATH}?q=ada"))
    assert "0 found" in page
    assert "Nothing fits “ada”" in page


def test_how_to_ask_stands_there_before_anything_is_asked(sqlite_app, cast, sign_in):
    page = text_of(sign_in("recruiter").get(PATH))
    assert "machine learning" in page
    assert "found" not in page.split('id="results"')[1].split("</dl>")[0].replace("is found", "")


def test_what_cannot_be_understood_is_said(sqlite_app, cast, indexed, sign_in):
    page = text_of(sign_in("recruiter").get(f"{PATH}?q=ada+stage:nowhere"))
    assert "No stage is called “nowhere”" in page
    assert "1 found" in page


@pytest.mark.parametrize("asked", ["stage:nowhere", "-ada", '""', "a*"])
def test_where_nothing_is_left_to_look_for_that_alone_is_said(sqlite_app, cast, indexed, sign_in, asked):
    page = text_of(sign_in("recruiter").get(PATH, query_string={"q": asked}))
    assert "Nothing is left to look for." in page
    assert "0 found" not in page
    assert "Every word has to be there" not in page


def test_results_while_typing(app, cast, indexed, sign_in):
    browser = sign_in("recruiter")
    part = browser.get(f"{PATH}/results?q=ad").get_data(as_text=True)
    assert "Ada Fern" in part
    assert "<html" not in part
    assert "Ada Fern" not in browser.get(f"{PATH}/results?q=a").get_data(as_text=True)


def test_what_is_not_complete_yet_is_not_said_to_fit_nothing(sqlite_app, cast, indexed, sign_in):
    browser = sign_in("recruiter")
    assert "Nothing yet for “ada x”" in text_of(browser.get(f"{PATH}/results?q=ada+x"))
    assert "Nothing fits “ada xyzz”" in text_of(browser.get(f"{PATH}/results?q=ada+xyzz"))


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "12"])
def test_a_broken_place_in_the_list_is_no_error(sqlite_app, cast, indexed, sign_in, before):
    assert sign_in("recruiter").get(f"{PATH}?q=ada&before={before}").status_code == 200


def test_markup_in_a_query_stays_text(sqlite_app, cast, indexed, sign_in):
    page = sign_in("recruiter").get(f"{PATH}?q=<script>alert(1)</script>").get_data(as_text=True)
    assert "<script>alert" not in page


@pytest.mark.parametrize("day", ["before:9999", "before:9999-12-31", "after:9999-12-31", "after:0001-01-01"])
@pytest.mark.parametrize(
    "path",
    [
        f"{PATH}?q=",
        f"{PATH}/results?q=",
        "/dashboard/applications?q=",
        "/dashboard/review?q=",
        "/dashboard/applications/count?q=",
    ],
)
def test_days_out_of_reach_are_explained(sqlite_app, cast, indexed, sign_in, path, day):
    answer = sign_in("recruiter").get(path + day)
    assert answer.status_code == 200
    if "results" in path or path.startswith(f"{PATH}?"):
        assert f"“{day.split(':')[1]}” is out of reach" in text_of(answer)


def test_an_export_of_days_out_of_reach_is_no_error(sqlite_app, cast, indexed, sign_in):
    asked = {"act": "export", "scope": "all", "query": "?q=before:9999"}
    answer = post(sign_in("recruiter"), "/dashboard/applications/many", asked)
    assert answer.status_code == 422
    assert "Nothing is chosen" in answer.get_data(as_text=True)


@pytest.mark.parametrize("place", ["9" * 19, "9" * 5000, "٣", "-1", "1.5"])
def test_a_place_that_no_search_has_begins_at_the_first(app, indexed, sign_in, place):
    client = sign_in("recruiter")
    for path in (f"/dashboard/search?q=ada&before={place}", f"/dashboard/applications?q=ada&after={place}"):
        answer = client.get(path)
        assert answer.status_code == 200, path[:60]
        assert "Ada Fern" in answer.get_data(as_text=True), path[:60]


@pytest.mark.parametrize("asked", ["to=9999-12-31", "from=0001-01-01", "from=9999-12-31", "to=0001-01-01"])
def test_a_list_between_days_out_of_reach_is_no_error(sqlite_app, cast, sign_in, asked):
    assert sign_in("recruiter").get(f"/dashboard/applications?{asked}").status_code == 200
