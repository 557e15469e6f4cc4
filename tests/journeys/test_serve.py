"""``make run`` as a person sees it: it starts, restarts what dies, keeps the data, stops cleanly."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from ats.operations.worker import NICENESS
from tests.server import ROOT, Browser, Installation, free_port

pytestmark = pytest.mark.slow


def sign_in(address: str, email: str, password: str) -> int:
    browser = Browser(address)
    fields = browser.hidden_fields("/sign-in") | {"email": email, "password": password}
    answer = browser.post("/sign-in", fields)
    return browser.get("/dashboard/").status if answer.status == 303 else answer.status


def greeting(port: int) -> bytes:
    """Return what a mail server says first; wait until there is one."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                return connection.recv(200)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_a_first_start_with_the_demo_company(tmp_path):
    with Installation(tmp_path, arguments=("--demo",), ATS_DEMO_PASSWORD="a demo password") as site:
        printed = site.log.read_text()
        assert site.address in printed
        assert "recruiter@example.com" in printed
        for account in ("admin", "recruiter", "manager", "interviewer"):
            assert sign_in(site.address, f"{account}@example.com", "a demo password") == 200
        listing = Browser(site.address).get("/").body
        assert "Messaging Technologies" in listing
        (worker,), (web, *_) = site.children("ats-worker"), site.children("ats-web")
        behind = os.getpriority(os.PRIO_PROCESS, worker) - os.getpriority(os.PRIO_PROCESS, web)
        assert behind == NICENESS
    assert site.process.returncode == 0
    assert site.children("ats-web") == site.children("ats-worker") == []


def test_a_second_start_keeps_the_data_and_prints_no_password(tmp_path):
    with Installation(tmp_path, arguments=("--demo",)) as site:
        password = re.search(r"password[:\s]+(\S+)", site.log.read_text(), re.IGNORECASE).group(1)
    with Installation(tmp_path, arguments=("--demo",)) as site:
        assert password not in site.log.read_text()
        assert sign_in(site.address, "recruiter@example.com", password) == 200


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Another server runs in"),
        ({"ATS_INSTANCE_DIR": "elsewhere"}, "already. Stop it, or set ATS_PORT to another one"),
    ],
)
def test_a_second_server_ends_with_a_word_and_leaves_the_first_alone(tmp_path, settings, said):
    with Installation(tmp_path) as site:
        settings = {name: str(tmp_path / value) for name, value in settings.items()}
        command = [sys.executable, "-m", "ats", "serve"]
        second = subprocess.run(
            command, cwd=ROOT, env=site.environment | settings, capture_output=True, text=True, timeout=60
        )
        assert second.returncode == 1
        assert said in second.stderr
        assert "runs at" not in second.stdout
        assert Browser(site.address).get("/healthz").status == 200


def test_what_dies_is_started_again(tmp_path):
    lmtp = free_port()
    ways_in = {
        "ATS_INBOX_LMTP": f"127.0.0.1:{lmtp}",
        "ATS_INBOX_IMAP_URL": f"imap://jobs:secret@127.0.0.1:{free_port()}/INBOX",
    }
    with Installation(tmp_path, **ways_in) as site:
        for part in ("ats-web", "ats-worker", "ats-inbox", "ats-mailbox"):
            before = site.children(part)
            for process in before:
                os.kill(process, signal.SIGKILL)
            deadline = time.monotonic() + 30
            while not (new := set(site.children(part)) - set(before)) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert before, f"{part} was never started"
            assert new, f"{part} was not started again"
        site.wait_until_up()
        assert greeting(lmtp).startswith(b"220 ")


def test_start_prints_a_one_time_link_for_the_first_admin(tmp_path):
    with Installation(tmp_path) as site:
        link = re.search(r"http\S+/setup/\S+", site.log.read_text()).group(0)
        browser, path = Browser(site.address), link.removeprefix(site.address)
        fields = browser.hidden_fields(path) | {
            "name": "First Admin", "email": "first@example.com", "password": "a long password", "company": "Example Works",
        }  # fmt: skip
        assert browser.post(path, fields).status == 303
        assert sign_in(site.address, "first@example.com", "a long password") == 200
        assert Browser(site.address).post(path, Browser(site.address).hidden_fields("/sign-in")).status in (
            400,
            404,
        )


def test_a_restored_key_counts_at_once_in_all_processes(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    demo = {"arguments": ("--demo",), "ATS_DEMO_PASSWORD": "a demo password", "ATS_SECRET_KEY": ""}
    with Installation(tmp_path / "old", **demo) as site:
        old = Browser(site.address)
        fields = old.hidden_fields("/sign-in") | {"email": "admin@example.com", "password": "a demo password"}
        assert old.post("/sign-in", fields).status == 303
        assert site.flask("backup", str(tmp_path / "copy.zip")).returncode == 0
    with Installation(tmp_path / "new", **demo) as site:
        before = site.children("ats-web")
        restored = site.flask("restore", "--yes", str(tmp_path / "copy.zip"))
        assert restored.returncode == 0, restored.stderr
        deadline = time.monotonic() + 40
        while (set(before) & set(site.children("ats-web"))) and time.monotonic() < deadline:
            time.sleep(0.1)
        site.wait_until_up()
        # Who was signed in where the backup was made is so here: the key that signed their cookie is back.
        returning = Browser(site.address)
        returning.cookies = old.cookies
        assert returning.get("/dashboard/").status == 200
    assert site.process.returncode == 0


def test_killing_the_supervisor_leaves_nothing_behind(tmp_path):
    with Installation(tmp_path) as site:
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait(10)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and (site.children("ats-web") or site.children("ats-worker")):
            time.sleep(0.1)
        assert site.children("ats-web") == site.children("ats-worker") == []
