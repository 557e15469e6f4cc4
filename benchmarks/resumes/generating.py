"""Writes a set of documents with their truth and a manifest into a folder, the same for the same seed."""

import hashlib
import json
import random
from pathlib import Path

from benchmarks.resumes.notation import choose_notation
from benchmarks.resumes.people import COUNTRIES, invent_person
from benchmarks.resumes.sheet import Sheet, lay_out
from benchmarks.resumes.themes import THEMES
from benchmarks.resumes.truth import make_truth
from benchmarks.resumes.writers.plain import write_text
from benchmarks.resumes.writers.web import Theme, write_html

FORMATS = ("pdf", "pdf", "html", "txt", "md")
"""What the documents of a set are, in turn."""


def generate(folder: Path, *, seed: int, family: int, count: int, browser: str | None) -> list[str]:
    """Write `count` documents of a family (0 or 1); return the names of those left out for want of Chromium."""
    folder.mkdir(parents=True, exist_ok=True)
    rng, pages, manifest = random.Random(seed), {}, []
    themes = [theme for theme in THEMES if theme.family == family]
    for number in range(count):
        theme, kind = themes[number % len(themes)], FORMATS[number % len(FORMATS)]
        country = rng.choice(list(COUNTRIES))
        sheet = _sheet(rng, country, theme)
        name = f"{number:03}-{theme.name}.{'txt' if kind == 'md' else kind}"
        if kind == "pdf":
            pages[name] = write_html(sheet, theme)
        else:
            (folder / name).write_text(_text(sheet, theme, kind), "utf-8")
        manifest.append(_entry(folder, name, kind, theme, sheet, country))
    left_out = _print(folder, pages, browser)
    kept = [entry for entry in manifest if entry["file"] not in left_out]
    for entry in kept:
        content = (folder / entry["file"]).read_bytes()
        entry |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in kept), "utf-8")
    return left_out


def _sheet(rng: random.Random, country: str, theme: Theme) -> Sheet:
    person = invent_person(rng, country, theme.family)
    notation = choose_notation(rng, person.language, theme.family)
    options = {*theme.options, f"family-{theme.family}"}
    return lay_out(rng, person, notation, theme.arrangement, options)


def _text(sheet: Sheet, theme: Theme, kind: str) -> str:
    return write_html(sheet, theme) if kind == "html" else write_text(sheet, markdown=kind == "md")


def _entry(folder: Path, name: str, kind: str, theme: Theme, sheet: Sheet, country: str) -> dict:
    truth = f"{Path(name).stem}.truth.json"
    language = sheet.person.language
    locale = f"{language}_{country}"
    content = make_truth(sheet, locale)
    (folder / truth).write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    shown = {"file": name, "truth": truth, "format": kind, "theme": theme.name, "layout": theme.skeleton}
    return {**shown, "locale": locale, "lang": language}


def _print(folder: Path, pages: dict[str, str], browser: str | None) -> list[str]:
    if browser is None:
        return list(pages)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        for name, html in pages.items():
            page.set_content(html)
            page.pdf(path=folder / name, prefer_css_page_size=True, print_background=True)
        chromium.close()
    return []
