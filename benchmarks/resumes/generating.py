"""Writes a set of documents with their truth and a manifest into a folder, the same for the same seed."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.resumes.notation import choose_notation
from benchmarks.resumes.people import COUNTRIES, SHAPES, invent_person
from benchmarks.resumes.sheet import Sheet, lay_out
from benchmarks.resumes.themes import THEMES
from benchmarks.resumes.truth import make_truth
from benchmarks.resumes.writers.docx import write_docx
from benchmarks.resumes.writers.drawn import can_draw, write_drawn
from benchmarks.resumes.writers.odt import write_odt
from benchmarks.resumes.writers.plain import write_text
from benchmarks.resumes.writers.printed import open_printer, print_sheet
from benchmarks.resumes.writers.rtf import write_rtf
from benchmarks.resumes.writers.scanned import write_scan
from benchmarks.resumes.writers.web import Theme, write_html

FORMATS = (
    "pdf", "docx", "html", "pdf", "drawn", "txt", "pdf", "docx", "odt", "pdf", "rtf", "scan", "pdf", "md", "docx",
    "pdf", "html", "drawn", "pdf", "txt", "docx", "odt", "pdf", "rtf", "jpeg", "pdf", "docx", "html", "txt", "md",
)  # fmt: skip
"""What the documents of a set are, in turn."""
_SUFFIXES = {"md": "txt", "drawn": "pdf", "scan": "pdf", "jpeg": "jpg"}
_PRINTED = frozenset({"pdf", "scan", "jpeg", "png"})
_PACKED = {"docx": write_docx, "odt": write_odt, "rtf": write_rtf, "drawn": write_drawn}
SEED = 7001


@dataclass(frozen=True)
class Planned:
    """A document that is to be written."""

    file: str
    kind: str
    theme: Theme
    shape: str
    sheet: Sheet
    country: str


def generate(folder: Path, *, family: int, count: int, browser: str | None, seed: int = SEED) -> list[str]:
    """Write `count` documents of a family (0 or 1); return the names of those that this machine cannot write.

    `browser` is the path of Chromium; what is printed needs it, what is drawn needs the DejaVu fonts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plan = list(_plan(random.Random(seed + family), family, count))
    left_out = [each.file for each in plan if not _can_write(each.kind, browser)]
    kept = [each for each in plan if each.file not in left_out]
    for each in kept:
        if each.kind not in _PRINTED:
            (folder / each.file).write_bytes(_content(each))
    if browser:
        _print(folder, [each for each in kept if each.kind in _PRINTED], browser, seed)
    entries = [_entry(folder, each) for each in kept]
    (folder / "manifest.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")
    return left_out


def _can_write(kind: str, browser: str | None) -> bool:
    return browser is not None if kind in _PRINTED else kind != "drawn" or can_draw()


def _plan(rng: random.Random, family: int, count: int) -> Iterator[Planned]:
    turns: dict[str, int] = {}
    for number in range(count):
        kind = FORMATS[number % len(FORMATS)]
        if kind == "jpeg" and number // len(FORMATS) % 2:
            kind = "png"
        medium = kind if kind in _PACKED else "web"
        themes = [theme for theme in THEMES if theme.family == family and theme.medium == medium]
        turns[medium] = turns.get(medium, -1) + 1
        theme = themes[turns[medium] % len(themes)]
        country, shape = rng.choice(list(COUNTRIES)), rng.choice(SHAPES)
        sheet = _sheet(rng, country, theme, shape)
        yield Planned(
            f"{number:03}-{theme.name}.{_SUFFIXES.get(kind, kind)}", kind, theme, shape, sheet, country
        )


def _sheet(rng: random.Random, country: str, theme: Theme, shape: str) -> Sheet:
    person = invent_person(rng, country, theme.family, shape)
    notation = choose_notation(rng, person.language, theme.family)
    options = {*theme.options, f"family-{theme.family}", shape}
    return lay_out(rng, person, notation, theme.arrangement, options)


def _content(planned: Planned) -> bytes:
    if planned.kind in _PACKED:
        return _PACKED[planned.kind](planned.sheet, planned.theme.skeleton)
    if planned.kind == "html":
        return write_html(planned.sheet, planned.theme).encode()
    return write_text(planned.sheet, markdown=planned.kind == "md").encode()


def _entry(folder: Path, planned: Planned) -> dict:
    language = planned.sheet.person.language
    truth = f"{Path(planned.file).stem}.truth.json"
    made = make_truth(planned.sheet, f"{language}_{planned.country}")
    (folder / truth).write_text(json.dumps(made, ensure_ascii=False, indent=1), "utf-8")
    content = (folder / planned.file).read_bytes()
    return {
        "file": planned.file,
        "truth": truth,
        "format": planned.kind,
        "theme": planned.theme.name,
        "layout": planned.theme.skeleton,
        "shape": planned.shape,
        "locale": f"{language}_{planned.country}",
        "lang": language,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _print(folder: Path, planned: list[Planned], browser: str, seed: int) -> None:
    with open_printer(browser) as page:
        for each in planned:
            printed = print_sheet(page, each.sheet, each.theme, on_one_page=each.kind in ("jpeg", "png"))
            if each.kind != "pdf":
                printed = write_scan(printed, each.kind, random.Random(f"{seed} {each.file}"))
            (folder / each.file).write_bytes(printed)
