"""Hostile files sent to a running site, eight at once: refused or stored as their manifest says, and all outlive it."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.integration.resumes.test_hostile import FOLDER, cases, content
from tests.journeys.test_durability import prepare, rows
from tests.server import Browser, Installation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the shared hostile files are not in {FOLDER}"),
]

LONGEST_READING = 600  # seconds until the last of them is read: those that need recognition go one by one
UNREAD = "SELECT count(*) FROM documents WHERE reading_state IN ('waiting', 'reading')"


def send(address, reference, number, case):
    """Apply with one file; return the case, the status and where the answer leads."""
    browser, path = Browser(address), f"/openings/{reference}/apply"
    fields = browser.hidden_fields(path)
    fields |= {"name": f"Person {number}", "email": f"hostile{number}@example.com", "consent": "y"}
    answer = browser.post_file(path, fields, "resume", case["file"], content(case["file"]))
    return case, answer


def wait_until_read(folder):
    deadline = time.monotonic() + LONGEST_READING
    while (left := rows(folder, UNREAD)[0][0]) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert left == 0, rows(folder, "SELECT name, reading_state FROM documents")


def test_a_site_takes_or_refuses_them_all_and_goes_on(tmp_path):
    reference, order = prepare(tmp_path), cases()
    random.Random(20261125).shuffle(order)  # noqa: S311
    with Installation(tmp_path, ATS_APPLICATIONS_PER_HOUR="10000") as site:
        before = site.children("ats-web") + site.children("ats-worker")
        with ThreadPoolExecutor(8) as threads:
            numbers = range(len(order))
            sent = list(
                threads.map(lambda at: send(site.address, reference, at, order[at]), numbers, timeout=600)
            )
        refused = {case["file"] for case, answer in sent if answer.status == 422}
        taken = {case["file"] for case, answer in sent if answer.status in (200, 303)}
        assert refused == {case["file"] for case in order if case["expected"] == "reject"}
        assert taken == {case["file"] for case in order} - refused
        wait_until_read(tmp_path)
        # None of them died; a web process may have come up after the first healthy answer.
        assert set(before) <= set(site.children("ats-web") + site.children("ats-worker"))
        assert Browser(site.address).get(f"/openings/{reference}/apply").status == 200
        assert "Traceback" not in site.log.read_text()
    states = rows(
        tmp_path,
        "SELECT applications.typed_email, documents.reading_state, documents.reading_why FROM applications"
        " JOIN attachments AS part ON part.application_id = applications.id AND part.role = 'resume'"
        " JOIN documents ON documents.id = part.document_id",
    )
    found = {email: (state, why) for email, state, why in states if email.startswith("hostile")}
    assert len(found) == len(taken)
    for number, case in enumerate(order):
        if case["expected"] in ("accept-parse", "store-unparsed"):
            state, why = found[f"hostile{number}@example.com"]
            assert state == ("read" if case["expected"] == "accept-parse" else "unread"), (case["file"], why)
