"""Hostile mails of the shared set: each ends as its manifest says, and none is lost."""

import json
import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("ATS_TEST_SHARED") or Path(__file__).parents[4] / "shared")
FOLDER = SHARED / "resumes" / "hostile"
OUTCOMES = {"accept-parse": {"tray", "routed"}, "accept-flag": {"tray"}, "reject": {"ignored"}}


def cases() -> list:
    manifest = FOLDER / "manifest.jsonl"
    if not manifest.exists():
        return [
            pytest.param(None, marks=pytest.mark.skip(reason="the shared set of hostile files is not here"))
        ]
    rows = [json.loads(line) for line in manifest.read_text().splitlines() if line.strip()]
    return [pytest.param(row, id=row["file"]) for row in rows if row["file"].endswith(".eml")]


@pytest.mark.parametrize("case", cases())
def test_each_ends_as_it_should(sqlite_app, arrive, cast, case):
    (path,) = FOLDER.rglob(case["file"])
    row = arrive(path.read_bytes())
    assert row.state in OUTCOMES[case["expected"]]
    if "must_not_exist" in case:
        assert not Path(case["must_not_exist"]).exists()
    if case["expected"] == "accept-parse":
        assert any(part.kind == "resume" for part in row.parts)
