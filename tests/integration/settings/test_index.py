"""The way into the settings, and the deployment's page."""

BASE = "/dashboard/settings"


def test_works(sqlite_app, cast, sign_in):
    assert sign_in("admin").get(f"{BASE}/").location == f"{BASE}/people"
    page = sign_in("admin").get(f"{BASE}/deployment").text
    assert "ATS_RETENTION_DAYS" in page
    assert "a secret key for the tests alone" not in page, "secrets are never shown"


def test_anonymous(sqlite_app, cast, client):
    assert client.get(f"{BASE}/").status_code == 302


def test_recruiters_see_the_sections_that_are_theirs(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    assert browser.get(f"{BASE}/").location == f"{BASE}/templates"
    page = browser.get(f"{BASE}/templates").text
    assert f"{BASE}/reasons" in page
    assert f"{BASE}/people" not in page
    assert f"{BASE}/audit" not in page


def test_wrong_role(sqlite_app, cast, sign_in):
    assert sign_in("manager").get(f"{BASE}/").status_code == 403
    assert sign_in("recruiter").get(f"{BASE}/deployment").status_code == 403
