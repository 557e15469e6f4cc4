"""The documents of invented people: the same for the same seed, and true to what they print."""

import json

import phonenumbers

from benchmarks.resumes.generating import generate


def _write(folder, family=0):
    generate(folder, seed=5, family=family, count=20, browser=None)
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_same_seed_gives_same_documents(tmp_path):
    assert _write(tmp_path / "a") == _write(tmp_path / "b")


def test_documents_print_what_their_truth_tells(tmp_path):
    for entry in [entry for entry in _write(tmp_path) if entry["format"] == "txt"]:
        text = (tmp_path / entry["file"]).read_text("utf-8")
        seen = json.loads((tmp_path / entry["truth"]).read_text("utf-8"))["_visible"]
        for job in seen["work"]:
            assert job["name"] in text
            assert job["position"] in text
            assert job["start"][:4][2:] in text
        assert seen["name"] in text
        assert seen["phone"] in text
        assert seen["email"] in text


def test_telephone_numbers_are_the_written_ones(tmp_path):
    for entry in _write(tmp_path, family=1):
        truth = json.loads((tmp_path / entry["truth"]).read_text("utf-8"))
        seen, region = truth["_visible"], truth["basics"]["location"]["countryCode"]
        number = phonenumbers.parse(seen["phone"], region)
        assert phonenumbers.is_valid_number(number), seen["phone"]
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == seen["phone_e164"]


def test_documents_without_chromium_are_told(tmp_path):
    assert len(generate(tmp_path, seed=5, family=0, count=5, browser=None)) == 2
