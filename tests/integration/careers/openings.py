"""Changing openings as their editor does, for tests of what visitors then see."""

from ats.company.queries import default_template
from ats.openings.actions import OpeningContent, change_opening, change_state, create_opening
from ats.openings.models import State
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.cast import answer_everybody


def change(opening, **fields) -> None:
    """Change columns of an opening as the editor does."""
    with transaction():
        content = OpeningContent(
            fields=fields,
            program_id=opening.program_id,
            requirements=[
                {"text": r.text, "importance": r.importance, "kind": r.kind, "facets": r.facets}
                for r in opening.requirements
            ],
            responsibilities=[each.text for each in opening.responsibilities],
            questions=[
                {"id": q.id, "label": q.label, "hint": q.hint, "kind": q.kind, "choices": q.choices,
                 "is_required": q.is_required}
                for q in opening.questions
            ],
        )  # fmt: skip
        change_opening(opening, content, seen_version=opening.version, by=SYSTEM)


def set_state(opening, state: State) -> None:
    with transaction():
        if state == State.CLOSED:
            answer_everybody(opening)
        change_state(opening, state, by=SYSTEM)


def drafted(cast, title="Night Watch", **fields):
    with transaction():
        content = OpeningContent(fields={"title": title, **fields}, program_id=cast.engineer.program_id)
        return create_opening(content, template=default_template(), by=SYSTEM)


def text_of(response) -> str:
    return response.get_data(as_text=True)
