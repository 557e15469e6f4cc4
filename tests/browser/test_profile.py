"""The form that fills itself in from a dropped file, and the profile whose values show their places."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.browser.window import PHONE
from tests.server import ROOT

RESUME = ROOT / "ats" / "demo" / "resumes" / "ines-valdemor.pdf"
_DROP = """([box, name, bytes]) => {
  const file = new File([Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))], name, { type: "application/pdf" });
  const given = new DataTransfer();
  given.items.add(file);
  for (const kind of ["dragenter", "dragover", "drop"])
    box.dispatchEvent(new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


def test_the_form_fills_itself_from_a_dropped_file(site, open_window):
    reference = site.make_opening("Lock Keeper")
    page = open_window(size=PHONE, touch=True).page
    page.goto(f"/openings/{reference}/apply")
    page.get_by_label("Full name").fill("I. Valdemor")
    page.wait_for_function("() => !document.querySelector('.fill-action')")
    box = page.locator(".file-box").first.element_handle()
    page.evaluate(_DROP, [box, RESUME.name, base64.b64encode(RESUME.read_bytes()).decode()])
    expect(page.get_by_text("Filled in from your résumé")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("ines.valdemor@example.com")
    expect(page.get_by_label("Phone")).to_have_value("+351 900 000 101")
    expect(page.get_by_label("Full name")).to_have_value("I. Valdemor")
    expect(page.locator(".file-kept").first).to_contain_text(RESUME.name)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("may keep what I send").check()
    page.get_by_role("button", name="Send application").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def test_another_file_replaces_what_was_filled_in_and_nothing_that_was_typed(site, open_window):
    reference = site.make_opening("Ferry Keeper")
    page = open_window(size=PHONE, touch=True).page
    page.goto(f"/openings/{reference}/apply")
    page.wait_for_function("() => !document.querySelector('.fill-action')")
    page.get_by_label("Phone").fill("+31 000 000 999")
    note = page.locator("[data-fill-note]")
    page.get_by_label("Résumé", exact=True).set_input_files(RESUME.with_name("hana-mizuhara.pdf"))
    expect(note).to_contain_text("Filled in from your résumé: full name")
    expect(note).not_to_contain_text("phone")
    expect(page.get_by_label("Full name")).to_have_value("Hana Mizuhara")
    page.get_by_label("Résumé", exact=True).set_input_files(RESUME)
    expect(page.get_by_label("Full name")).to_have_value("Ines Valdemor")
    expect(page.get_by_label("E-mail")).to_have_value("ines.valdemor@example.com")
    expect(page.get_by_label("Phone")).to_have_value("+31 000 000 999")
    for field in ("Full name", "E-mail", "Link"):
        page.get_by_label(field).first.fill("https://example.com/typed")
    page.get_by_label("Résumé", exact=True).set_input_files(RESUME.with_name("hana-mizuhara.pdf"))
    expect(note).to_contain_text("what you typed stays")


def test_without_scripts_a_button_fills_the_form_in(site, open_window):
    reference = site.make_opening("Bridge Keeper")
    page = open_window(size=PHONE, touch=True, scripts=False).page
    page.goto(f"/openings/{reference}/apply")
    page.get_by_label("Résumé", exact=True).set_input_files(RESUME)
    page.get_by_role("button", name="Fill in from my résumé").tap()
    expect(page.get_by_label("Full name")).to_have_value("Ines Valdemor")
    expect(page.locator(".file-kept").first).to_contain_text(RESUME.name)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_value_shows_its_place_on_the_page(site, open_window, scripts):
    site.wait_until_idle()
    page = open_window("recruiter", scripts=scripts).page
    # By search, not from the list: what earlier journeys applied pushes older ones off its first page.
    page.goto("/dashboard/search?q=Valdemor")
    page.get_by_role("link", name="Ines Valdemor").first.click()
    value = page.locator('[data-source="/work/0/position"]')
    if scripts:
        expect(page.locator(".application")).to_have_attribute("data-controller", re.compile(r"\bsources\b"))
        page.wait_for_load_state("networkidle")
        value.press("Enter")
        expect(value).to_have_class("source is-kept")
    else:
        value.click()
    mark = page.locator("rect.is-marked")
    expect(mark).to_have_count(1)
    expect(mark).to_be_in_viewport()
    assert "/work/0/position" in mark.get_attribute("data-at").split()


def test_a_value_is_corrected_in_its_place(site, open_window):
    site.wait_until_idle()
    page = open_window("recruiter").page
    page.goto("/dashboard/search?q=Adekambo")
    page.get_by_role("link", name="Oluseyi Adekambo").first.click()
    entry = page.locator(".profile-entry").first
    entry.hover()
    entry.get_by_role("link", name="Correct").click()
    expect(page.get_by_label("Title")).to_be_focused()
    page.get_by_label("Title").fill("Principal engineer")
    page.get_by_role("button", name="Save").click()
    expect(entry).to_contain_text("Principal engineer")
    expect(entry).to_contain_text("Corrected by")
    expect(entry).to_be_in_viewport()
