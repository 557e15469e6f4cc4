"""Reads every document of a set and counts what is right, by field and by group."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ats.resumes.reading import read_here
from ats.resumes.scoring import RECEIVED_ON
from ats.resumes.scoring import scored as flattened
from benchmarks.figures import percentile
from benchmarks.resumes import calibrating
from benchmarks.resumes.scoring import FIELDS, Count, add_up, macro, score

GROUPS = ("format", "lang", "theme", "shape")
RECOGNISED = frozenset({"scan", "jpeg", "png", "pdf-scan", "image"})
"""Formats that are pictures of text: they need tesseract."""


@dataclass(frozen=True)
class Scored:
    """One document: its entry in the manifest, its counts, the seconds that it took, and how sure its values are."""

    entry: dict[str, Any]
    counts: dict[str, Count]
    seconds: float
    judged: list[calibrating.Judged]


def list_entries(folder: Path) -> list[dict[str, Any]]:
    """The manifest of a set."""
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def iter_scored(folder: Path, *, recognises: bool) -> Iterator[Scored]:
    """Score the documents of a set, in this process; without tesseract, pictures of text are left out."""
    for entry in list_entries(folder):
        if entry["format"] in RECOGNISED and not recognises:
            continue
        truth = json.loads((folder / entry["truth"]).read_text("utf-8"))
        begin = time.perf_counter()
        file = folder / entry["file"]
        profile = read_here(file.read_bytes(), file.name, received_on=RECEIVED_ON).profile
        seconds = time.perf_counter() - begin
        yield Scored(
            entry, score(truth, flattened(profile)), seconds, list(calibrating.judge(truth, profile))
        )


def summarise(scored: list[Scored]) -> dict[str, Any]:
    """F1 by field, the mean of the core fields, and both for every value of every group."""
    return {
        "documents": len(scored),
        "macro": _rounded(macro(add_up(each.counts for each in scored))),
        "fields": _fields(scored),
        "median_ms": _rounded(1000 * percentile([each.seconds for each in scored], 0.5)),
        "sure": {
            kind: calibrating.by_band(
                one
                for each in scored
                if (each.entry["format"] in RECOGNISED) == recognised
                for one in each.judged
            )
            for kind, recognised in (("printed", False), ("recognised", True))
        },
        "by": {group: _by(scored, group) for group in GROUPS if any(group in each.entry for each in scored)},
    }


def _fields(scored: list[Scored]) -> dict[str, float | None]:
    sums = add_up(each.counts for each in scored)
    return {name: _rounded(sums[name].f1) for name in FIELDS}


def _by(scored: list[Scored], group: str) -> dict[str, dict[str, Any]]:
    found: dict[str, list[Scored]] = {}
    for each in scored:
        found.setdefault(str(each.entry.get(group)), []).append(each)
    rows = {
        value: {
            "documents": len(them),
            "macro": _rounded(macro(add_up(each.counts for each in them))),
            "fields": _fields(them),
        }
        for value, them in found.items()
    }
    return dict(sorted(rows.items(), key=lambda row: row[1]["macro"]))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
