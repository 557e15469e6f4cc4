"""The company's texts, addresses and logo."""

import io
import os

import pytest
from PIL import Image
from sqlalchemy import select

from ats.activity.models import EventRow
from ats.company.queries import get_company, public_revision
from ats.documents.jobs import sweep_files
from ats.platform.database import db
from ats.platform.storage import storage

BASE = "/dashboard/settings/company"
GIVEN = {
    "name": "Fernwood Instruments",
    "website": "https://www.example.com",
    "about": "We build **scales**.",
    "contact_email": "people@example.com",
    "apply_email": "",
    "what_happens_next": "We answer within a week.",
}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "teal").save(out, "JPEG")
    return out.getvalue()


def upload(browser, data: bytes, name: str = "logo.jpg"):
    return browser.submit(
        f"{BASE}/logo", {"logo": (io.BytesIO(data), name)}, form_at=BASE, content_type="multipart/form-data"
    )


def test_works(app, cast, sign_in):
    before = public_revision()
    assert sign_in("admin").submit(BASE, GIVEN, form_at=BASE).status_code == 303
    db.session.rollback()
    assert (get_company().name, get_company().about) == ("Fernwood Instruments", "We build **scales**.")
    assert public_revision() == before + 1, "kept public pages are made anew"
    event = db.session.scalars(select(EventRow).where(EventRow.kind == "company.changed")).one()
    assert event.facts["changed"] == ["about", "contact_email", "name", "website", "what_happens_next"]


def test_saving_what_is_there_is_no_event(sqlite_app, cast, sign_in):
    browser = sign_in("admin")
    for _ in range(2):
        browser.submit(BASE, GIVEN, form_at=BASE)
    assert len(db.session.scalars(select(EventRow).where(EventRow.kind == "company.changed")).all()) == 1


def test_anonymous(sqlite_app, cast, client):
    assert client.submit(BASE, GIVEN).status_code == 401


def test_outsider(sqlite_app, cast, sign_in):
    assert sign_in("outsider").submit(BASE, GIVEN, form_at="/account").status_code == 403


def test_wrong_role(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    assert browser.get(BASE).status_code == 403
    assert upload_status(browser) == 403


def upload_status(browser) -> int:
    data = {"logo": (io.BytesIO(picture()), "logo.jpg"), "csrf_token": browser.csrf("/account")}
    return browser.post(f"{BASE}/logo", data=data, content_type="multipart/form-data").status_code


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name": ""}, "Enter the name of the company"),
        ({"website": "javascript:alert(1)"}, "Enter a full address"),
        ({"website": "ftp://example.com"}, "Enter a full address"),
        ({"contact_email": "nobody"}, "such as jobs@example.com"),
        ({"what_happens_next": "x" * 2001}, "at most 2,000"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, values, problem):
    response = sign_in("admin").submit(BASE, GIVEN | values, form_at=BASE)
    assert response.status_code == 422
    assert problem in response.text
    assert "We build **scales**." in response.text, "what was typed is still there"
    assert get_company().name == "Example Systems"


def test_the_preview_is_clean_html(sqlite_app, cast, sign_in):
    browser = sign_in("admin")
    response = browser.submit(f"{BASE}/preview", {"text": "**bold** <script>alert(1)</script>"}, form_at=BASE)
    assert "<strong>bold</strong>" in response.text
    assert "<script" not in response.text


def test_a_logo_is_drawn_anew_kept_through_the_sweep_and_removed(sqlite_app, cast, sign_in):
    browser = sign_in("admin")
    assert upload(browser, picture()).status_code == 303
    db.session.rollback()
    company = get_company()
    assert company.logo_type == "image/png"
    assert Image.open(io.BytesIO(storage().read(company.logo_sha256))).size == (512, 171)
    sha256, old = company.logo_sha256, storage().path(company.logo_sha256)
    os.utime(old, (0, 0))
    sweep_files(None)
    assert storage().exists(sha256), "a file in use is never swept away"
    assert 'alt="The present logo"' in browser.get(BASE).text
    browser.submit(f"{BASE}/logo/remove", form_at=BASE)
    db.session.rollback()
    assert get_company().logo_sha256 is None
    sweep_files(None)
    assert not storage().exists(sha256)


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload='alert(1)'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 30]
)
def test_what_is_no_picture_is_refused_on_the_form(sqlite_app, cast, sign_in, data):
    response = upload(sign_in("admin"), data, "logo.png")
    assert response.status_code == 422
    assert get_company().logo_sha256 is None
