"""What was acknowledged stays: web processes and the worker are killed while applications come in."""

import os
import signal
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.kept_app import make_app
from tests.server import Browser, Installation, multipart

pytestmark = pytest.mark.slow

SUBMISSIONS = 200


def prepare(folder: Path) -> str:
    """Make a migrated database with the cast in it; return the reference of the opening to apply to."""
    from ats.platform.database import db
    from ats.platform.migrations import upgrade
    from tests.cast import Cast, make_cast

    app = make_app(folder)
    with app.app_context():
        upgrade()
        make_cast()
        reference = Cast().engineer.reference
        db.session.remove()
        db.engine.dispose()
    return reference


def pdf(number: int) -> bytes:
    """Return a small file that passes for a PDF by content and is unlike all others."""
    return b"%PDF-1.4\n% resume " + str(number).encode() + b"\n" + b"x" * 2000 + b"\n%%EOF\n"


def rows(folder: Path, query: str) -> list:
    with closing(sqlite3.connect(folder / "requisite.sqlite3")) as connection:
        return connection.execute(query).fetchall()


def apply(address: str, reference: str, number: int) -> bool:
    """Apply once; return whether the thank-you page came."""
    browser, path = Browser(address), f"/openings/{reference}/apply"
    fields = browser.hidden_fields(path)
    fields |= {"name": f"Person {number}", "email": f"person{number}@example.com", "consent": "y"}
    answer = browser.post_file(path, fields, "resume", f"cv{number}.pdf", pdf(number))
    return answer.status in (200, 303)


def test_no_acknowledged_application_is_lost_when_web_processes_are_killed(tmp_path):
    reference = prepare(tmp_path)
    acknowledged = set()
    with Installation(tmp_path, ATS_APPLICATIONS_PER_HOUR="10000") as site:
        for number in range(SUBMISSIONS):
            deadline = time.monotonic() + 30
            while number not in acknowledged and time.monotonic() < deadline:
                try:
                    if apply(site.address, reference, number):
                        acknowledged.add(number)
                except OSError:
                    time.sleep(0.05)
            # Right after the thank-you page: a worker process each time, everything of the web server now and then.
            web = site.children("ats-web")
            for process in web if number % 40 == 39 else web[-1:] if number % 4 == 3 else []:
                os.kill(process, signal.SIGKILL)
    assert acknowledged == set(range(SUBMISSIONS))
    stored = {
        email
        for (email,) in rows(
            tmp_path, "SELECT typed_email FROM applications WHERE typed_email LIKE 'person%'"
        )
    }
    assert stored == {f"person{number}@example.com" for number in acknowledged}
    counted = rows(tmp_path, "SELECT count(*) FROM applications WHERE typed_email LIKE 'person%'")[0][0]
    assert counted == SUBMISSIONS
    for (sha256,) in rows(tmp_path, "SELECT sha256 FROM documents"):
        assert (tmp_path / "files" / sha256[:2] / sha256).stat().st_size > 2000


def test_killing_the_worker_loses_no_receipt_and_doubles_none(tmp_path):
    reference = prepare(tmp_path)
    with Installation(tmp_path, ATS_APPLICATIONS_PER_HOUR="10000") as site:
        for number in range(40):
            assert apply(site.address, reference, number)
            if number % 4 == 0:
                for process in site.children("ats-worker"):
                    os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + 150
        waiting = -1
        while waiting != 0 and time.monotonic() < deadline:
            time.sleep(1)
            waiting = rows(tmp_path, "SELECT count(*) FROM outbox WHERE done_at IS NULL")[0][0]
    assert waiting == 0
    receipts = rows(
        tmp_path, "SELECT to_address, count(*) FROM mails WHERE purpose = 'receipt' GROUP BY to_address"
    )
    sent = {address: number for address, number in receipts if address.startswith("person")}
    # Applications that came within three seconds of opening the form wait in the tray; they get their receipt too.
    assert sent == {f"person{number}@example.com": 1 for number in range(40)}
    assert rows(tmp_path, "SELECT DISTINCT state FROM mails") == [("kept",)]


def test_slow_uploads_keep_nobody_else_from_writing(tmp_path):
    reference, seconds = prepare(tmp_path), 60.0
    with Installation(tmp_path, ATS_APPLICATIONS_PER_HOUR="10000") as site:
        # Only what the uploads hold up counts, not what a process loads for its first requests.
        with ThreadPoolExecutor(2) as pool:
            assert all(pool.map(lambda n: apply(site.address, reference, n), range(900_000, 900_008)))
        stop = threading.Event()
        uploads = [
            threading.Thread(target=trickle, args=(site, reference, n, seconds, stop)) for n in range(20)
        ]
        for upload in uploads:
            upload.start()
        time.sleep(1)
        slowest = 0.0
        with ThreadPoolExecutor(2) as pool:
            until = time.monotonic() + seconds - 5
            while time.monotonic() < until:
                started = time.monotonic()
                assert all(
                    pool.map(
                        lambda n: apply(site.address, reference, n),
                        [int(started * 1000), int(started * 1000) + 1],
                    )
                )
                slowest = max(slowest, time.monotonic() - started)
                time.sleep(0.5)
        stop.set()
        for upload in uploads:
            upload.join(30)
    assert slowest < 1.0


def trickle(site: Installation, reference: str, number: int, seconds: float, stop: threading.Event) -> None:
    """Send one application so slowly that it takes the given time, a few bytes at once."""
    browser, path = Browser(site.address), f"/openings/{reference}/apply"
    fields = browser.hidden_fields(path) | {
        "name": f"Slow {number}",
        "email": f"slow{number}@example.com",
        "consent": "y",
    }
    body, content_type = multipart(fields, "resume", "cv.pdf", pdf(number) + b"y" * 20_000)
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {browser.host}\r\nCookie: {cookies}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=90) as connection:
        connection.sendall(head.encode())
        piece = max(len(body) // int(seconds * 4), 1)
        for start in range(0, len(body), piece):
            if stop.is_set():
                return
            connection.sendall(body[start : start + piece])
            time.sleep(0.25)
        assert b" 303 " in connection.recv(100) or stop.is_set()
