"""Pages to be previewed, and what somebody does with the preview of an import."""

import re

from ats.openings.queries import list_programs
from tests.integration.openings.conftest import filled, text_of
from tests.integration.openings.importing import SAVE, drafts

FIRST = "programs-0-openings-0"


GROUPS = """# Jobs

## Garden

### Garden Planner

You dig.

### Bee Planner

You listen.

### Flower Planner

You tie.

## Cellar

### Barrel Planner

You bend.

### Wine Planner

You wait.
"""


MISSED = """# Jobs

## Garden

### Garden Planner

You dig.

Beekeeping
Bath, United Kingdom, part-time
Your tasks
- Listen

Requirements

- 2 years of bees

### Tree Planner

You climb.
"""


LOOSE = """Jobs

Position: Diver
Location: Bath

Requirements
- Lungs

Position: Smith
Department: Forge

Requirements
- Arms
"""


def press(browser, form, button, value="1"):
    """Press a button of the preview; return what the preview holds then, and its HTML."""
    answer = browser.post(SAVE, data={**form.to_dict(), button: value})
    assert answer.status_code == 200
    return filled(answer, "source"), text_of(answer)


def save(browser, form):
    answer = browser.post(SAVE, data=form)
    assert answer.status_code == 303, text_of(answer)
    return drafts()


def refused(browser, form) -> str:
    """Return the page that says why nothing is saved, which still holds everything."""
    answer = browser.post(SAVE, data=form)
    assert answer.status_code == 422
    assert drafts() == []
    again = filled(answer, "source")
    assert {key: again[key] for key in form if key != "csrf_token"} == {
        key: value for key, value in form.items() if key != "csrf_token"
    }
    return text_of(answer)


def focused(html: str) -> str:
    """Return the id, or else the label, of what the cursor stands in."""
    (tag,) = re.findall(r"<\w[^>]*\bautofocus\b[^>]*>", html)
    return re.search(r'\bid="([^"]+)"|aria-label="([^"]+)"', tag).expand(r"\1\2")


def by_program() -> list[tuple[str, list[str]]]:
    """Return the names of programs with drafts and the titles of these, in the order of the public page."""
    openings = {name: [] for name in (program.name for program in list_programs())}
    for opening in sorted(drafts(), key=lambda each: (each.position, each.id)):
        openings[opening.program.name].append(opening.title)
    return [(name, titles) for name, titles in openings.items() if titles]
