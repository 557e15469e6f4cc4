"""Reads hostile files as uploads are read: each has the outcome that its manifest names, and none hurts the others.

The files lie outside the repository; `ATS_TEST_SHARED` names their folder where it is not beside it.
"""

import json
import os
import random
import socket
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from ats.platform.warm_zygote import SPARES
from ats.resumes import isolated
from ats.resumes.checking import RefusedFile
from ats.resumes.limits import DEFAULT

SHARED = Path(os.environ.get("ATS_TEST_SHARED") or Path(__file__).parents[4] / "shared")
FOLDER = SHARED / "resumes" / "hostile"
RECEIVED_ON = date(2026, 11, 23)
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
LONGEST_CHECK = 1.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the shared hostile files are not in {FOLDER}"),
]


def cases():
    lines = (FOLDER / "manifest.jsonl").read_text().splitlines() if FOLDER.is_dir() else []
    return [case for case in map(json.loads, lines) if not case["file"].endswith(".eml")]


def content(name):
    """The bytes of a case; the two with the test string of virus scanners are written here."""
    if name == "eicar.txt":
        return EICAR
    if name == "eicar_inside.docx":
        packed = BytesIO((FOLDER / "zip_slip.docx").read_bytes())
        with zipfile.ZipFile(packed, "a") as archive:
            archive.writestr("word/embeddings/x.com", EICAR)
        return packed.getvalue()
    return (FOLDER / name).read_bytes()


def read(data, name):
    """Read as the worker does: what finds the reader busy is tried again."""
    for _ in range(10):
        with suppress(isolated.ReaderBusy):
            return isolated.read_resume(data, name, received_on=RECEIVED_ON)
    raise AssertionError("the reader is busy for ever")


class Outcome:
    """What became of one file, and what it cost."""

    def __init__(self, case):
        self.case, self.refusal, self.reading, self.peaks = case, None, None, []
        data = content(case["file"])
        began = time.monotonic()
        try:
            isolated.check_file(data, case["file"])
            self.check_seconds = time.monotonic() - began
            self.reading = read(data, case["file"])
        except RefusedFile as refused:
            self.check_seconds = time.monotonic() - began
            self.refusal = str(refused)
        self.seconds = time.monotonic() - began

    @property
    def is_kept(self):
        return self.reading is not None

    def assert_expected(self):
        expected, reading = self.case["expected"], self.reading
        assert self.is_kept == (expected != "reject"), self.refusal
        if expected == "reject":
            assert self.refusal
            return
        if expected == "accept-parse":
            assert reading.state == "read"
        elif expected == "store-unparsed":
            assert (reading.state, bool(reading.why), reading.text) == ("unread", True, "")
            assert not {"work", "education", "basics"} & reading.profile.resume.keys()
        else:
            assert reading.flags or reading.why
        self.assert_truth()
        assert self.case.get("must_not_contain", "\0") not in reading.as_json()

    def assert_truth(self):
        basics = self.reading.profile.resume.get("basics", {})
        own = self.reading.profile.resume.get("meta", {}).get("requisite", {})
        found = {
            "name": basics.get("name"),
            "email": basics.get("email"),
            "phone_e164": next((phone.get("e164") for phone in own.get("phones", [])), None),
        }
        truth = self.case.get("truth", {})
        assert {key: found[key] for key in truth} == truth


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    isolated.configure(limits=DEFAULT, at_once=8, folder=tmp_path_factory.mktemp("reader"))
    yield isolated.pool()
    isolated.pool().stop()


@pytest.fixture(scope="module")
def peaks(pool):
    """The most memory that a job held, noted as they end."""
    noted = []
    run = pool.run

    def noting(*arguments, **named):
        ended = run(*arguments, **named)
        noted.append(ended.peak_kilobytes)
        return ended

    pool.run = noting
    yield noted
    del pool.run


@pytest.fixture(scope="module")
def calls():
    """What connects to the addresses that the files name: this machine, whatever the port would have been."""
    ports = [80, 8080, 8000, 9, 9999]
    listeners, heard = [], []
    for port in ports:
        listener = socket.socket()
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            continue
        listener.listen()
        listener.settimeout(0.1)
        listeners.append(listener)
    stop = threading.Event()

    def listen(listener):
        while not stop.is_set():
            try:
                heard.append(listener.accept()[1])
            except TimeoutError:
                continue

    threads = [threading.Thread(target=listen, args=(listener,)) for listener in listeners]
    for thread in threads:
        thread.start()
    yield heard
    stop.set()
    for thread in threads:
        thread.join()
    for listener in listeners:
        listener.close()


def readers():
    """This pool's processes with the reader's name: the one that forks, and its children."""
    below, found = {isolated.pool()._own._process.pid}, []
    for number in sorted(int(folder.name) for folder in Path("/proc").glob("[0-9]*")):
        try:
            before, _, after = Path(f"/proc/{number}/stat").read_text().rpartition(")")
        except OSError:
            continue
        if int(after.split()[1]) in below:
            below.add(number)
            found += [number] if before.endswith("warm-reader") else []
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["file"])
def test_file_has_exactly_its_outcome(case, pool, peaks, calls):
    isolated.check_file(b"Pat Example", "warm.txt")
    peaks.clear()
    outcome = Outcome(case)
    outcome.assert_expected()
    assert outcome.check_seconds < LONGEST_CHECK
    assert outcome.seconds * 1000 < case["max_ms"]
    assert max(peaks) < case["max_rss_mb"] * 1024
    assert not Path(case.get("must_not_exist", "/nonexistent")).exists()
    assert calls == []


def test_all_in_any_order_eight_at_once_leave_nothing_and_hurt_nobody(pool, calls):
    isolated.check_file(b"Pat Example", "warm.txt")
    before = min(readers())
    order = cases()
    random.Random(20261123).shuffle(order)  # noqa: S311
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(Outcome, order))
    wrong = [
        outcome.case["file"]
        for outcome in outcomes
        if outcome.is_kept == (outcome.case["expected"] == "reject")
    ]
    assert wrong == []
    assert min(readers()) == before, "the process that forks was hurt"
    # Left are that one and the children that wait for the next jobs, which are forked after the last answer is out.
    left, deadline = 1 + SPARES, time.monotonic() + 20
    while len(readers()) != left and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(readers()) == left
    assert isolated.read_resume(b"Pat Example", "x.txt", received_on=RECEIVED_ON).text == "Pat Example"
    assert calls == []
