"""What the demo consists of, read from the TOML files and the résumés beside this module."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
LOGO = HERE / "logo.png"

Facts = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """The company and its people, programs, openings and candidates; each file says what its keys mean."""

    company: Facts
    users: list[Facts]
    programs: list[Facts]
    openings: list[Facts]
    people: list[Facts]

    def file_names(self) -> set[str]:
        """Return the names of all files that candidates send, résumés and answers."""
        resumes = {person["resume"] for person in self.people if "resume" in person}
        applications = [each for person in self.people for each in person["applications"]]
        return resumes | {
            name for each in applications for name in map(sent_file, each.get("answers", ())) if name
        }


def read_content() -> Content:
    """Read the files; the texts lose the line breaks around them."""
    company, openings, people = (_read(name) for name in ("company.toml", "openings.toml", "people.toml"))
    return Content(
        company["company"], company["users"], company["programs"], openings["openings"], people["people"]
    )


def resume_path(name: str) -> Path:
    """Return where a file that a candidate sends is."""
    return HERE / "resumes" / name


def sent_file(answer: str) -> str | None:
    """Return the file's name for an answer that is a file, written as "file:NAME"."""
    return answer.removeprefix("file:") if answer.startswith("file:") else None


def moment(now: datetime, days_ago: float, zone: ZoneInfo, *, is_staff: bool) -> datetime:
    """Return the instant some days before now: at work from 8:30 to 17:30, candidates from 7:00 to 23:00.

    The fraction says how early on that date; what is less than a day ago is exactly that long ago.
    """
    if days_ago < 1:
        return now - timedelta(days=days_ago)
    begins, hours = (time(8, 30), 9) if is_staff else (time(7, 0), 16)
    day = (now.astimezone(zone) - timedelta(days=int(days_ago))).date()
    return datetime.combine(day, begins, zone) + timedelta(hours=hours * (1 - days_ago % 1))


def _read(name: str) -> Facts:
    return _stripped(tomllib.loads((HERE / name).read_text(encoding="utf-8")))


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {key: _stripped(each) for key, each in value.items()}
    return [_stripped(each) for each in value] if isinstance(value, list) else value
