"""The tray by keys alone: from row to row, set aside and back, a mail to its opening, and the composer's preview."""

from email.message import EmailMessage

from playwright.sync_api import expect

from tests.unit.inbox.mails import mail


def deliver(site, message: EmailMessage) -> None:
    done = site.flask("inbox", "deliver", input=message.as_string())
    assert done.returncode == 0, done.stderr


def test_the_tray_is_sorted_by_keys(site, open_window):
    reference = site.make_opening("Lighthouse Keeper")
    text = "Hello, who do I write to about the lighthouse? I keep lights."
    deliver(site, mail("A question about lights", text, sender="Kim Sample <kim.sample@example.net>"))
    deliver(
        site, mail("Another letter", "Nothing more", sender="lee@example.net", message_id="<2@example.net>")
    )
    site.wait_until_idle()
    page = open_window("recruiter").page
    page.goto("/dashboard/tray")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    expect(page.locator("[data-tray-row]").first).to_be_focused()
    expect(page.locator("[data-tray-row]").first).to_have_text("Another letter")
    page.keyboard.press("x")
    expect(page.locator("#toasts")).to_contain_text("Set aside: not an application")
    expect(page.locator("[data-tray-row]").first).to_have_text("A question about lights")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Another letter")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("do what is suggested")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("A question about lights")
    page.wait_for_load_state("networkidle")
    page.locator("#opening").select_option(reference)
    page.get_by_role("button", name="Assign").click()
    expect(page.locator("#toasts")).to_contain_text("Goes to Lighthouse Keeper")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("A question about lights")


def test_a_message_is_previewed_and_sent_without_scripts(site, open_window):
    reference = site.make_opening("Ferry Pilot")
    application = site.make_application(reference, "Nora Quay")
    page = open_window("recruiter", scripts=False).page
    page.goto(f"/dashboard/applications/{application}/message")
    page.get_by_label("Subject").fill("About {{ opening_title }}")
    page.get_by_label("Message").fill("Hello {{ first_name }}")
    page.get_by_label("Attachments").set_input_files(
        [{"name": "Way.txt", "mimeType": "text/plain", "buffer": b"Along the quay. " * 20}]
    )
    page.get_by_role("button", name="Preview").click()
    preview = page.locator(".letter-preview")
    expect(preview).to_contain_text("About Ferry Pilot")
    expect(preview).to_contain_text("Hello Nora")
    expect(preview).to_contain_text("Way.txt")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#conversation")).to_contain_text("Way.txt")
    expect(page.locator("#conversation")).to_contain_text("Hello Nora")
