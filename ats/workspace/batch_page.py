"""Putting the pages of batches together: the preview of a draft, the progress, and the report."""

import re
from dataclasses import dataclass

from flask import render_template, request

from ats.accounts.guards import get_viewer
from ats.applications.tags import list_tags
from ats.batches import queries
from ats.batches.kinds import KINDS
from ats.batches.models import Batch, BatchState, ItemState
from ats.batches.previewing import Preview, preview
from ats.batches.targets import Target, list_visible
from ats.messages.placeholders import PLACEHOLDERS
from ats.openings.queries import find_opening_by_id
from ats.platform.database import db
from ats.workspace import batch_words
from ats.workspace.batch_forms import BatchForm, form_of

# So many people of a closing stand with a choice of their own on one page of them.
PEOPLE_A_PAGE = 300
_PLACE = re.compile(r"([01])-(\d{1,9})")


@dataclass(frozen=True)
class ShownLetter:
    """One person's message, and which of how many it is, counted from 0."""

    target: Target
    subject: str
    text: str
    at: int
    of: int


@dataclass(frozen=True)
class ShownPeople:
    """One page of the people of a closing, and which of how many they are; ``following`` is the place of the next page.

    ``ticked`` are all who were answered otherwise, on whatever page they stand.
    """

    rows: list[Target]
    start: int
    of: int
    ticked: int
    here: str | None
    following: str | None


def shown_letter(seen: Preview) -> ShownLetter | None:
    """Return the message that the address asks for, or the first one; None where nobody is written to."""
    readers = seen.readers
    if not readers:
        return None
    at = request.args.get("at", 0, type=int)
    at = min(max(at, 0), len(readers) - 1)
    return ShownLetter(readers[at], *seen.letter.preview(readers[at]), at, len(readers))


def draft_page(batch: Batch, form: BatchForm | None = None, *, problem: str = "") -> str:
    """Return the page of a draft: what shall be done, and what that would come to."""
    form = form or form_of(batch, formdata=None)
    seen = None if KINDS[batch.kind].missing(batch) else preview(batch)
    return render_template(
        "workspace/batches/draft.html",
        batch=batch,
        form=form,
        problem=problem,
        barrier=KINDS[batch.kind].barrier(batch),
        heading=batch_words.heading(batch, None),
        details=batch_words.details(batch),
        words=batch_words.WORDS[batch.kind],
        opening=find_opening_by_id(batch.opening_id) if batch.opening_id else None,
        seen=seen,
        letter=shown_letter(seen) if seen else None,
        people=_people(seen) if seen and batch.kind == "close" else None,
        tags=list_tags(get_viewer()) if batch.kind in ("tag", "untag") else [],
        known=PLACEHOLDERS,
        said_of=batch_words.said_of,
    )


def place_of_people() -> str | None:
    """Return behind whom the page of people begins that the address asks for; None for the first page."""
    place = request.args.get("people", "")
    return place if _PLACE.fullmatch(place) else None


def _people(seen: Preview) -> ShownPeople:
    """Return those of a closing whose answer is somebody's affair, those first whom no message reaches.

    Whoever is ticked stays among the first, so that no tick lets a person slip from a page that was not seen yet.
    """
    silent = {target.item_id for target in seen.left_out}

    def place(target: Target) -> tuple[int, int]:
        return int(not (target.item_id in silent or target.is_exempt)), target.item_id

    everybody, here = sorted([*seen.left_out, *seen.can], key=place), place_of_people()
    group, item = map(int, _PLACE.fullmatch(here).groups()) if here else (-1, 0)
    behind = [target for target in everybody if place(target) > (group, item)]
    rows = behind[:PEOPLE_A_PAGE]
    following = "{}-{}".format(*place(rows[-1])) if len(behind) > len(rows) else None
    before = len(everybody) - len(behind)
    return ShownPeople(rows, before + 1, len(everybody), len(seen.exempted), here, following)


def report_page(batch: Batch) -> str:
    """Return the page of a batch that has begun."""
    return render_template("workspace/batches/report.html", **report(batch))


def report(batch: Batch) -> dict:
    """Return what the page of a batch shows, and the part of it that is asked for again while it runs."""
    undone = db.session.get_one(Batch, batch.undoes_id) if batch.undoes_id else None
    undo = queries.find_undo(batch.id)
    viewer, notes = get_viewer(), _groups(batch, ItemState.DONE)
    is_seen = batch.opening_id and list_visible(viewer, {batch.opening_id})
    states = (ItemState.FAILED, ItemState.SKIPPED)
    return {
        "batch": batch,
        "undone": undone,
        "undo": undo,
        "left": queries.count_left(undo) if undo and undo.state == BatchState.STOPPED else 0,
        "heading": batch_words.heading(batch, undone),
        "details": batch_words.details(undone or batch),
        "opening": find_opening_by_id(batch.opening_id) if is_seen else None,
        "groups": [(state, [_said(*each) for each in _groups(batch, state)]) for state in states],
        "notes": [note for note in notes if note[0]],
        "done": queries.list_items(batch.id, ItemState.DONE, viewer, after_id=_after()),
        "erased": _erased(batch),
        "unseen": sum(unseen for _, _, unseen, _ in notes),
    }


def _erased(batch: Batch) -> int:
    """Return how many items of a batch that is over went with their people before their turn."""
    left = batch.total - batch.passed
    return left - queries.count_waiting(batch.id) if left and batch.state != BatchState.RUNNING else 0


def _groups(batch: Batch, state: ItemState) -> list[tuple[str, int, int, list]]:
    """Return the items of one state by what is said of them: the words, how many, and the first of them.

    In between stands how many of them the viewer may not see: these are counted, and not named.
    """
    if not getattr(batch, state.value):
        return []
    found = queries.list_items(batch.id, state, get_viewer(), limit=500)
    return [
        (words, number, unseen, [item for item in found if item.words == words][:50])
        for words, number, unseen in queries.count_words_of(batch.id, state, get_viewer())
    ]


def _said(words: str, number: int, unseen: int, items: list) -> tuple[str, int, int, list]:
    return batch_words.said_of(number, words), number, unseen, items


def _after() -> int:
    after = request.args.get("after", 0, type=int) or 0
    return after if 0 < after < 2**31 else 0
