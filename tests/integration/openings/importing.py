"""A small jobs page, and the ways it comes in."""

from pathlib import Path

from ats.company.queries import default_template
from ats.openings import actions, queries
from ats.openings.importing import ImportedPage
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled

PATH = "/dashboard/openings/import"
SAVE = f"{PATH}/save"
FILES = Path(__file__).parents[2] / "files" / "postings"
PAGE = """Jobs

Platform

Gardener

You look after the roof.

Requirements:
- 3+ years of gardening
- B.Sc. in Botany, and 2 years of bees

Send resume to: roof@example.com
"""


def upload(browser, file: Path):
    token = filled(browser.get(PATH), "text")["csrf_token"]
    return browser.post(PATH, data={"csrf_token": token, "page": (file.open("rb"), file.name)})


def paste(browser, text: str):
    return browser.post(PATH, data={**filled(browser.get(PATH), "text").to_dict(), "text": text})


def drafts():
    return [opening for opening in queries.list_all() if opening.state == "draft"]


def bring_in(page: ImportedPage, **options):
    with transaction():
        return actions.bring_in(page, template=default_template(), by=SYSTEM, **options)
