"""The rows of 100 published openings in five programs, with all that their pages show."""

import random
from datetime import datetime, timedelta

from ats.applications.models import AdvertSnapshot
from ats.company.actions import DEFAULT_STAGES
from ats.openings.models import Opening, Program, Requirement, Responsibility, Stage, State, Workplace
from benchmarks.identifiers import public_id, reference
from benchmarks.texts import CITIES, TRADES, Prose

OPENINGS = 100
PROGRAMS = 5
STAGES = len(DEFAULT_STAGES)
REQUIREMENTS = 6
DUTIES = 5


def stage_id(opening: int, stage: int) -> int:
    """Return the id of a stage; both are counted from zero."""
    return opening * STAGES + stage + 1


def make(prose: Prose, *, now: datetime, seed: int) -> dict[type, list[dict]]:
    """Return the rows by table; descriptions have five paragraphs and about 2,400 characters."""
    rng = random.Random(seed)
    rows: dict[type, list[dict]] = {
        Program: [_program(prose, rng, number, now) for number in range(PROGRAMS)]
    }
    for number in range(OPENINGS):
        opening = _opening(prose, rng, number, now)
        requirements = [
            _line(prose, rng, opening["id"], number * REQUIREMENTS, place) for place in range(REQUIREMENTS)
        ]
        for place, line in enumerate(requirements):
            line |= {"importance": "required" if place < 4 else "preferred", "kind": "skill", "facets": []}
        duties = [_line(prose, rng, opening["id"], number * DUTIES, place) for place in range(DUTIES)]
        for model, more in (
            (Opening, [opening]),
            (Requirement, requirements),
            (Responsibility, duties),
            (Stage, [_stage(rng, number, place) for place in range(STAGES)]),
            (AdvertSnapshot, [_advert(opening, requirements, duties)]),
        ):
            rows.setdefault(model, []).extend(more)
    return rows


def _program(prose: Prose, rng: random.Random, number: int, now: datetime) -> dict:
    return {
        "id": number + 1,
        "slug": f"program-{number + 1}",
        "name": f"Program {number + 1}",
        "introduction": prose.text(rng, 400),
        "position": number,
        "updated_at": now,
    }


def _opening(prose: Prose, rng: random.Random, number: int, now: datetime) -> dict:
    city, country = CITIES[number % len(CITIES)]
    published = now - timedelta(days=300 + number)
    return {
        "id": number + 1,
        "reference": reference("R", number),
        "program_id": number % PROGRAMS + 1,
        "position": number // PROGRAMS,
        "title": f"{TRADES[number % len(TRADES)]} {number + 1}",
        "state": State.PUBLISHED.value,
        "description": prose.paragraphs(rng, 5, 480),
        "city": city,
        "country": country,
        "workplace": list(Workplace)[number % 3].value,
        "pay_min": 30_000 + 500 * number,
        "pay_max": 40_000 + 500 * number,
        "pay_currency": "EUR",
        "published_at": published,
        "created_at": published,
        "updated_at": published,
    }


def _line(prose: Prose, rng: random.Random, opening_id: int, before: int, place: int) -> dict:
    return {
        "id": before + place + 1,
        "opening_id": opening_id,
        "position": place,
        "text": prose.text(rng, 80),
    }


def _stage(rng: random.Random, number: int, place: int) -> dict:
    name, kind = DEFAULT_STAGES[place]
    return {
        "id": stage_id(number, place),
        "public_id": public_id(rng),
        "opening_id": number + 1,
        "position": place,
        "name": name,
        "kind": kind.value,
    }


def _advert(opening: dict, requirements: list[dict], duties: list[dict]) -> dict:
    content = {
        name: opening[name]
        for name in ("reference", "title", "description", "workplace", "pay_min", "pay_max", "pay_currency")
    }
    content |= {
        "place": f"{opening['city']}, {opening['country']}",
        "employment_type": "full_time",
        "pay_period": "year",
        "deadline_on": None,
        "program": f"Program {opening['program_id']}",
        "responsibilities": [line["text"] for line in duties],
        "requirements": [
            {name: line[name] for name in ("text", "importance", "kind")} for line in requirements
        ],
    }
    return {
        "id": opening["id"],
        "opening_id": opening["id"],
        "opening_version": 1,
        "content": content,
        "created_at": opening["published_at"],
    }
