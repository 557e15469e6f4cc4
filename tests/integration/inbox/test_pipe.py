"""The pipe behind a real Postfix, set up as docs/mail.md says: what it hands over, and what becomes of each exit code.

Postfix runs no command as root, and nobody else may read a test's database: in the place of the command stands one that
keeps what it is given, which the test then gives to the real one.
"""

import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ats.inbox.models import ReceivedMail
from ats.inbox.taking_in import NO_RETURN_PATH
from ats.platform.database import db
from tests.integration.inbox.outside import Mailbox
from tests.integration.inbox.postfix import Postfix, documented, wait_for
from tests.unit.inbox.mails import mail

pytestmark = pytest.mark.slow
COMMAND = """#!/bin/sh
name=$(mktemp {folder}/got/XXXXXX)
cat > $name
printf '%s\\n' "$@" > $name.args
cat {folder}/words >&2
exit $(cat {folder}/code)
"""
RAW = mail("Editor", sender="Pat <pat@example.org>").as_bytes()


@pytest.fixture
def pipe(sqlite_app, cast):
    """A Postfix with the documented script behind it; ``become`` says how its command ends, ``take`` what it was given."""
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    folder = Path("/tmp") / f"ats-pipe-{os.getpid()}"  # noqa: S108 - another user has to reach it
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / "got").mkdir()
    (folder / "got").chmod(0o777)

    def become(code: int, words: str = "") -> None:
        (folder / "code").write_text(str(code))
        (folder / "words").write_text(words)

    def listed() -> list[Path]:
        return sorted((folder / "got").glob("*.args"), key=lambda each: each.stat().st_mtime_ns)

    def take(number: int) -> list[tuple[list[str], bytes]]:
        """Return arguments and input of each run, once there were so many."""
        wait_for(lambda: len(listed()) >= number, 20)
        return [(each.read_text().splitlines(), each.with_suffix("").read_bytes()) for each in listed()]

    def write(name: str, text: str) -> None:
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)

    script = documented("with the settings that `serve` has")
    write("deliver", script.replace("/srv/requisite", str(folder)))
    write(".venv/bin/flask", COMMAND.format(folder=folder))
    service = documented("add to `/etc/postfix/master.cf`").replace("user=requisite", "user=nobody")
    service = service.replace("/usr/local/bin/requisite-deliver", str(folder / "deliver"))
    become(0)
    try:
        with Mailbox() as box:
            main = documented("In `main.cf`, with a pipe")
            transport = documented("with a pipe, in `/etc/postfix/transport`")
            transport += f"example.org smtp:127.0.0.1:{box.port}\n"
            with Postfix(0, main=main, transport=transport, services_more=service) as server:
                yield SimpleNamespace(
                    server=server, box=box, folder=folder, become=become, take=take, app=sqlite_app
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_what_postfix_hands_over_is_taken_in_with_its_envelope(pipe):
    pipe.server.send(RAW, to="jobs+r1a2b@example.com", sender="pat@example.org")
    pipe.take(1)
    pipe.server.send(RAW.replace(b"<one@", b"<two@"), sender="<>")
    for args, raw in pipe.take(2):
        assert args[:4] == ["--app", "wsgi", "inbox", "deliver"]
        done = pipe.app.test_cli_runner().invoke(args=args[2:], input=raw)
        assert done.exit_code == 0, done.output
    db.session.rollback()
    rows = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)).all()
    assert [(row.envelope_from, row.envelope_to) for row in rows] == [
        ("pat@example.org", ["jobs+r1a2b@example.com"]),
        (NO_RETURN_PATH, ["jobs@example.com"]),
    ]


def test_what_is_too_large_goes_back_with_our_words(pipe):
    pipe.app.config["INBOX_MAX_BYTES"] = 1024 * 1024
    done = pipe.app.test_cli_runner().invoke(args=["inbox", "deliver"], input=RAW + b"x" * 2_000_000)
    pipe.become(done.exit_code, done.stderr)
    pipe.server.send(RAW)
    (bounce,) = wait_for(lambda: list(pipe.box.mails), 20)
    status = " ".join(str(bounce.get_payload()[1]).split())
    assert "larger than 1 MB: please send fewer or smaller files" in status
    assert "Status: 5.3.4" in status


@pytest.mark.parametrize("code", [75, 1, 2, 127])
def test_whatever_else_goes_wrong_is_tried_again(pipe, code):
    pipe.become(code, "4.3.0 not kept, try again later" if code == 75 else "Traceback")
    pipe.server.send(RAW)
    wait_for(lambda: "status=deferred" in pipe.server.log(), 20)
    assert (pipe.server.queued(), pipe.box.mails) == (1, [])
    pipe.become(0)
    pipe.server.flush()
    wait_for(lambda: pipe.server.queued() == 0, 20)
    assert pipe.box.mails == []


def test_the_script_without_our_folder_asks_to_try_again(tmp_path):
    script = documented("with the settings that `serve` has").replace(
        "/srv/requisite", str(tmp_path / "none")
    )
    done = subprocess.run(["/bin/sh", "-c", script], input=RAW, capture_output=True, timeout=10)
    assert done.returncode == 75
