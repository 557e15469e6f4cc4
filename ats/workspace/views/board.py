"""The board of an opening: a column per stage, each with its first cards."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.company.models import StageKind
from ats.openings.models import Opening, Stage
from ats.openings.queries import get_opening, get_stage_of, list_stages
from ats.platform.clock import utc_now
from ats.platform.dates import age_in_words
from ats.platform.pagination import encode_cursor
from ats.workspace import rules
from ats.workspace.queries import board as queries
from ats.workspace.views import blueprint


@dataclass(frozen=True)
class Card:
    """One application on the board."""

    public_id: str
    name: str
    line: str
    age: str
    lateness: str
    can_move: bool
    is_read: bool
    snoozed_until: datetime | None


@dataclass(frozen=True)
class Column:
    """One stage on the board; ``more`` is the cursor after its last card."""

    stage: Stage
    count: str
    median: str | None
    cards: list[Card]
    more: str | None
    left: int


@dataclass(frozen=True)
class SeenStage:
    """A stage, by its opening's reference and its own id."""

    opening: Opening
    stage: Stage

    @property
    def opening_id(self) -> int:
        """The opening that the guard asks about."""
        return self.opening.id


def load_stage(reference: str, stage_id: str) -> SeenStage:
    """Return one stage of an opening."""
    opening = get_opening(reference)
    return SeenStage(opening, get_stage_of(opening.id, stage_id))


@blueprint.get("/openings/<reference>/board")
@requires(Permission.VIEW_APPLICATION, load=get_opening)
def board(opening):
    """Show the board."""
    stages = list_stages(opening.id)
    facts, cards = queries.read_columns(stages), queries.list_first_cards(get_viewer(), stages)
    columns = [_column(opening, stage, facts[stage.id], cards[stage.id]) for stage in stages]
    return render_template("workspace/board/board.html", opening=opening, columns=columns)


@blueprint.get("/openings/<reference>/board/<stage_id>")
@requires(Permission.VIEW_APPLICATION, load=load_stage)
def board_cards(seen):
    """Show the cards of one stage that follow those on the board; a part of a page."""
    page = queries.page_of_cards(get_viewer(), seen.stage, request.args.get("after"))
    return render_template(
        "workspace/board/cards_only.html",
        opening=seen.opening,
        stage=seen.stage,
        cards=_cards(seen.opening, seen.stage, page.rows),
        more=page.next_cursor,
        # What the page knew to be left, less what is shown now; a colleague may have moved some.
        left=max(request.args.get("left", 0, type=int) - len(page.rows), 1),
    )


def _column(opening: Opening, stage: Stage, facts: queries.ColumnFacts, cards: list) -> Column:
    left = facts.count - len(cards)
    return Column(
        stage=stage,
        count=rules.capped(facts.count) if stage.kind == StageKind.HIRED else f"{facts.count:,}",
        median=age_in_words(facts.median_entry) if facts.median_entry else None,
        cards=_cards(opening, stage, cards),
        more=encode_cursor(queries.card_key(cards[-1])) if left > 0 and cards else None,
        left=left,
    )


def _cards(opening: Opening, stage: Stage, rows: list) -> list[Card]:
    now = utc_now()
    can_move = get_viewer().can(Permission.DECIDE_APPLICATION) and stage.kind != StageKind.HIRED
    return [
        Card(
            public_id=row.public_id,
            name=row.name,
            line=rules.one_line(row.summary, age_in_words(row.received_at, now), row.source),
            age=age_in_words(row.stage_entered_at, now),
            lateness=rules.lateness_of(stage.kind, row.stage_entered_at, opening, now),
            can_move=can_move,
            is_read=row.is_read or stage.kind == StageKind.HIRED,
            snoozed_until=row.snoozed_until,
        )
        for row in rows
    ]
