"""The order of the openings within a program."""

from collections.abc import Collection

from sqlalchemy import select, update

from ats.openings.events import OpeningChanged
from ats.openings.models import Opening, Program
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor, publish


def move_opening(opening: Opening, direction: int, *, among: Collection[str], by: Actor) -> None:
    """Move an opening before (-1) or behind (1) the next one of its program that is in one of some states.

    Those in other states are passed over, as they do not stand on the page where it is moved. At the end it stays.
    Raises Conflict where it went to another program meanwhile.
    """
    # One after the other, so that two people who move at once leave one order and not a mixture.
    db.session.execute(
        select(Program.id).where(Program.id == opening.program_id).with_for_update(key_share=True)
    )
    order = _order(opening.program_id)
    places = {opening_id: place for place, (opening_id, _) in enumerate(order)}
    place = places.get(opening.id)
    if place is None:
        raise Conflict
    passed = order[place + 1 :] if direction > 0 else order[:place][::-1]
    neighbour = next((opening_id for opening_id, state in passed if state in among), None)
    if neighbour is None:
        return
    order.insert(places[neighbour], order.pop(place))
    _number([opening_id for opening_id, _ in order])
    db.session.execute(update(Program).where(Program.id == opening.program_id).values(updated_at=utc_now()))
    db.session.expire(opening, ["position"])
    publish(OpeningChanged(by=by, opening_id=opening.id, changed=("position",)))


def _order(program_id: int) -> list[tuple[int, str]]:
    query = select(Opening.id, Opening.state).where(Opening.program_id == program_id)
    return [(row.id, row.state) for row in db.session.execute(query.order_by(Opening.position, Opening.id))]


def _number(ids: list[int]) -> None:
    # Past the mapper, which would count up the version: whoever edits one of them meanwhile is not disturbed.
    table = Opening.__table__
    for position, opening_id in enumerate(ids):
        stale = (table.c.id == opening_id) & (table.c.position != position)
        db.session.execute(update(table).where(stale).values(position=position))
