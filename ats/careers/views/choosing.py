"""Choosing the opening for a mail that fits several, through a mailed link; opening the page writes nothing."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import public
from ats.careers.audience import is_open
from ats.careers.mailed_links import NothingThere, read_link
from ats.careers.uncached import uncached
from ats.careers.views import blueprint
from ats.inbox import sorting
from ats.inbox.jobs import lock_received
from ats.inbox.links import read_choice_token
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.queries import get_received, list_likely
from ats.openings.models import Opening
from ats.openings.queries import list_published
from ats.platform.database import transaction
from ats.platform.errors import NotFound
from ats.platform.events import CANDIDATE


@blueprint.get("/choose/<token>")
@public
def choose(token: str):
    """Show the openings that a mail may be for, and all others."""
    row = _mail_behind(token)
    return _show(token, row)


@blueprint.post("/choose/<token>")
@public
def send_choice(token: str):
    """Take the sender's choice; what has found its place meanwhile stays there."""
    row = _mail_behind(token)
    wanted = request.form.get("opening", "")
    chosen = next((each for each in _offered() if each.reference == wanted), None)
    if chosen is None:
        return _show(token, row, problem="Select the position that you apply for")
    row_id, opening_id = row.id, chosen.id
    with transaction():
        row = lock_received(row_id)
        if row.state == MailState.TRAY:
            sorting.choose(row, opening_id, by=CANDIDATE)
    return redirect(url_for("careers.choose", token=token), 303)


def _mail_behind(token: str) -> ReceivedMail:
    try:
        return get_received(read_link(read_choice_token, token))
    except NotFound as error:
        if type(error) is not NotFound:
            raise
        raise NothingThere from None


def _offered() -> list[Opening]:
    """Return what any visitor may apply to: nobody learns of more than that through a link."""
    return [each for each in list_published() if is_open(each)]


def _show(token: str, row: ReceivedMail, *, problem: str = ""):
    offered = _offered()
    likely = list_likely(row, offered)
    page = render_template(
        "careers/choose.html",
        token=token,
        row=row,
        is_waiting=row.state == MailState.TRAY,
        is_chosen=row.state in (MailState.ASSIGNED, MailState.ROUTED),
        likely=likely,
        others=[each for each in offered if each not in likely],
        problem=problem,
    )
    return uncached(page, 422 if problem else 200)
