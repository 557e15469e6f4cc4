"""Somebody joins by invitation and looks after the own sessions."""

import re

from playwright.sync_api import expect

from tests.browser.people import expect_toast, mailed_link
from tests.browser.window import sign_in

PASSWORD = "ships that pass at night"


def test_an_invited_person_joins_and_signs_out_another_device(open_window):
    admin = open_window("admin").page
    admin.goto("/dashboard/settings/people")
    admin.get_by_role("link", name="Invite a person").click()
    admin.get_by_label("Full name").fill("Noor Newcomer")
    admin.get_by_label("E-mail").fill("noor@example.com")
    admin.get_by_label("Interviewer").check()
    admin.get_by_role("button", name="Send the invitation").click()
    expect(admin.get_by_role("row").filter(has_text="Noor Newcomer")).to_contain_text("Invited")

    link = mailed_link(admin, "noor@example.com", "")
    page = open_window().page
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Noor Newcomer")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set the password and sign in").click()
    expect(page).to_have_url(re.compile("/dashboard/$"))
    visitor = open_window().page
    assert visitor.goto(link).status == 404, "the invitation works once"

    other = open_window().page
    sign_in(other, "noor@example.com", PASSWORD)
    page.goto("/account")
    sessions = page.locator("#sessions .row-list > li")
    expect(sessions).to_have_count(2)
    expect(sessions.filter(has_text="This device")).to_have_count(1)
    sessions.filter(has_not_text="This device").get_by_role("button", name="Sign out").click()
    expect(sessions).to_have_count(1)
    other.goto("/dashboard/")
    expect(other).to_have_url(re.compile("/sign-in"))
    expect_toast(page, "signed out")


def test_a_wrong_password_says_nothing_of_the_account(open_window):
    page = open_window().page
    said = []
    for email in ("recruiter@example.com", "nobody@example.com"):
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        said.append(page.locator(".error-summary").inner_text())
    assert said[0] == said[1]


def test_the_way_to_a_page_goes_through_signing_in(site, open_window):
    page = open_window().page
    page.goto("/dashboard/settings/reasons")
    page.get_by_label("E-mail").fill("recruiter@example.com")
    page.get_by_label("Password").fill(site.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/dashboard/settings/reasons$"))
