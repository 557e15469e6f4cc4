"""What the demo says: its own words, small files, and a history that keeps its order."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ats.demo.content import HERE, LOGO, moment, read_content, resume_path
from ats.resumes.checking import check_file

ROOT = Path(__file__).resolve().parents[3]
SEED = ROOT.parent / "shared" / "seeds" / "dse-job-openings-2007.txt"
RUN = 6


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9+#]+", text.casefold())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def test_no_run_of_words_is_the_seed_pages():
    if not SEED.exists():
        pytest.skip("the seed page is not beside this repository")
    own = "\n".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.toml"))
    assert runs_of_words(own) & runs_of_words(SEED.read_text(encoding="utf-8")) == set()


def test_everybody_is_plainly_invented():
    content = read_content()
    addresses = [each["email"] for each in (*content.people, *content.users)]
    assert all(address.endswith("@example.com") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_the_files_are_there_accepted_and_small():
    names = read_content().file_names()
    assert {path.name for path in (HERE / "resumes").iterdir()} == names
    files = {name: resume_path(name).read_bytes() for name in names}
    assert all(check_file(data, name) for name, data in files.items())
    assert sum(name.endswith(".pdf") for name in names) >= 12
    assert sum(map(len, files.values())) < 600_000
    assert LOGO.stat().st_size < 20_000


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Adak", "Europe/Berlin"])
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_no_step_comes_before_the_one_it_follows(zone, hour):
    now = datetime(2026, 3, 29, hour, 20, tzinfo=UTC)
    published = {facts["key"]: facts.get("published_days_ago") for facts in read_content().openings}

    def when(facts):
        return moment(now, facts["ago"], ZoneInfo(zone), is_staff="by" in facts)

    for person in read_content().people:
        for application in person["applications"]:
            opened = moment(now, published[application["opening"]], ZoneInfo(zone), is_staff=True)
            times = [opened, when(application), *map(when, application.get("steps", ())), now]
            assert times == sorted(times), person["name"]
