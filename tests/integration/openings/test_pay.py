"""Pay with a fraction, from the form to everything that tells it."""

import json
import re
from decimal import Decimal

import pytest

from ats.openings.actions import copy_opening
from ats.openings.queries import get_opening
from ats.operations.backup import restore_backup, write_backup
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled, text_of
from tests.integration.workspace.conftest import file_application


def save_pay(browser, opening, low: str, high: str) -> None:
    path = f"/dashboard/openings/{opening.reference}/edit"
    form = filled(browser.get(path), "title")
    form["pay_min"], form["pay_max"], form["pay_currency"], form["pay_period"] = low, high, "EUR", "hour"
    assert browser.post(path, data=form).status_code == 303
    db.session.rollback()


def posting_of(page) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    return json.loads(found.group(1))


@pytest.mark.parametrize("low", ["17.50", "17,50", "17,5"])
def test_pay_an_hour_is_kept_and_told_exactly(app, cast, client, sign_in, low):
    browser, reference = sign_in("recruiter"), cast.engineer.reference
    save_pay(browser, cast.engineer, low, "19.10")
    opening = get_opening(reference)
    assert (opening.pay_min, opening.pay_max) == (Decimal("17.50"), Decimal("19.10"))
    page = client.get(f"/openings/{reference}")
    assert "€17.50 to €19.10 an hour" in text_of(page)
    value = posting_of(page)["baseSalary"]["value"]
    assert value == {"@type": "QuantitativeValue", "unitText": "HOUR", "minValue": 17.5, "maxValue": 19.1}
    form = filled(browser.get(f"/dashboard/openings/{reference}/edit"), "title")
    assert (form["pay_min"], form["pay_max"]) == ("17.50", "19.10")
    version = opening.version
    browser.post(f"/dashboard/openings/{reference}/edit", data=form)
    assert get_opening(reference).version == version
    with transaction():
        copy = copy_opening(get_opening(reference), by=SYSTEM)
    assert (copy.pay_min, copy.pay_max) == (Decimal("17.50"), Decimal("19.10"))


def test_an_application_keeps_the_pay_as_it_was(app, cast, sign_in):
    browser = sign_in("recruiter")
    save_pay(browser, cast.engineer, "17.50", "")
    application = file_application(cast.engineer, "Bela Moss")
    save_pay(browser, cast.engineer, "18", "")
    page = browser.get(f"/dashboard/applications/{application.public_id}/advert")
    assert "from €17.50 an hour" in text_of(page)


def test_a_backup_brings_it_back(app, cast, sign_in, tmp_path):
    reference = cast.engineer.reference
    save_pay(sign_in("recruiter"), cast.engineer, "17.50", "1999999999.99")
    write_backup(tmp_path / "copy.zip")
    with transaction():
        get_opening(reference).pay_min = get_opening(reference).pay_max = 1
    restore_backup(tmp_path / "copy.zip")
    opening = get_opening(reference)
    assert (opening.pay_min, opening.pay_max) == (Decimal("17.50"), Decimal("1999999999.99"))


def test_a_wrong_amount_stays_as_it_was_typed(sqlite_app, cast, sign_in):
    browser, path = sign_in("recruiter"), f"/dashboard/openings/{cast.engineer.reference}/edit"
    form = filled(browser.get(path), "title")
    form["pay_min"], form["pay_currency"] = "about 20", "EUR"
    answer = browser.post(path, data=form)
    assert answer.status_code == 422
    assert filled(answer, "title")["pay_min"] == "about 20"
