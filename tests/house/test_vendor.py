"""Holds the committed files of other projects against the hashes in vendor.toml, and the icons against their use."""

import base64
import hashlib
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = tomllib.loads((ROOT / "vendor.toml").read_text())["package"]
SPRITE = next(package["sprite"] for package in PACKAGES if "sprite" in package)
PASSWORDS = next(package["passwords"] for package in PACKAGES if "passwords" in package)
PINNED = [entry for package in PACKAGES for entry in package["file"]] + [SPRITE, PASSWORDS]


@pytest.mark.parametrize("entry", PINNED, ids=lambda entry: entry["to"])
def test_file_is_the_pinned_one(entry):
    found = base64.b64encode(hashlib.sha384((ROOT / entry["to"]).read_bytes()).digest()).decode()
    assert f"sha384-{found}" == entry["sha384"]


def test_nothing_unlisted_is_vendored():
    listed = {entry["to"] for entry in PINNED}
    folders = ("ats/static/vendor", "tests/vendor")
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert found <= listed


def test_every_package_brings_its_licence():
    for package in PACKAGES:
        assert any(entry["from"].startswith("LICENSE") for entry in package["file"]), package["name"]


def test_sprite_holds_the_listed_icons():
    symbols = ElementTree.fromstring((ROOT / SPRITE["to"]).read_text())
    assert [symbol.get("id") for symbol in symbols] == [f"i-{name}" for name in sorted(SPRITE["icons"])]


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""\bicon(?:\(|_name=|=)\s*["']([a-z0-9-]+)["']""", path.read_text())
    }
    assert {(path, name) for path, name in named if name not in SPRITE["icons"]} == set()
