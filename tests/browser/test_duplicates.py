"""Two people who are one: suggested with the reason, compared, merged, and two again."""

from playwright.sync_api import expect


def test_a_recruiter_merges_two_people_and_takes_it_back(site, open_window):
    reference = site.make_opening("Bridge Painter")
    page = open_window("recruiter").page
    for name, email, link in (
        ("Wanda Tessel", "wanda@example.com", ""),
        ("W. Tessel", "tessel@example.com", "https://tessel.example.com"),
    ):
        site.make_application(reference, name, email, phone="+31 6 10203040", link=link)
    site.wait_until_idle(240)
    page.goto("/dashboard/duplicates")
    row = page.locator(".duplicate-row").filter(has_text="W. Tessel")
    expect(row).to_contain_text("The same phone number: +31 6 10203040")
    row.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Are they the same person?")
    expect(page.get_by_text("Both have an application on its way to “Bridge Painter”")).to_be_visible()
    page.get_by_role("group", name="Name").get_by_label("Wanda Tessel").check()
    page.get_by_role("group", name="E-mail").get_by_label("tessel@example.com").check()
    expect(page.get_by_role("group", name="Link").get_by_label("tessel.example.com")).to_be_checked()
    page.get_by_role("button", name="Merge into one person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wanda Tessel")
    expect(page.locator("#contact")).to_contain_text("tessel@example.com")
    expect(page.get_by_role("heading", name="Merged from 2 candidates")).to_be_visible()
    page.locator("#merged").get_by_role("button", name="Make two people again").click()
    expect(page.get_by_text("They are two people again")).to_be_visible()
    expect(page.get_by_role("heading", name="Merged from 2 candidates")).to_have_count(0)
    page.goto("/dashboard/duplicates?show=apart")
    expect(page.locator(".duplicate-row").filter(has_text="Wanda Tessel")).to_contain_text("said so")
