"""The mails about applications, one function a message; each queues its mail in the caller's transaction."""

from flask import current_app

from ats.accounts.models import User
from ats.applications import links
from ats.applications.correspondence import answers_to, from_line, let_bounce
from ats.applications.models import Application, Status
from ats.applications.queries import find_candidate_of, find_opening_of
from ats.applications.rules import Retention
from ats.applications.unfinished import find_unfinished
from ats.openings.models import Opening
from ats.platform.addresses import public_address
from ats.platform.mailbox import Mail, cancel, find_queued, is_queued, post


def send_receipt(application: Application, *, is_repeat: bool, headers: dict[str, str] | None = None) -> Mail:
    """Tell the candidate that the application is here, or kindly that it was here already.

    ``headers`` make it the answer to a mail; without them it is marked as written by a machine of its own accord.
    """
    template = "already_applied" if is_repeat else "receipt"
    unfinished = find_unfinished(application)
    link = links.finish_link(application) if unfinished and not is_repeat else links.status_link(application)
    return _to_candidate(template, application, headers=headers, unfinished=unfinished, link=link)


def ask_to_confirm(application: Application, *, headers: dict[str, str] | None = None) -> Mail:
    """Ask the candidate whether they wrote a mail whose sender nobody has verified."""
    return _to_candidate("confirm_message", application, headers=headers)


def send_status_links(email: str, applications: list[Application]) -> Mail:
    """Send new status links for all applications of an address, and say which of them are unfinished."""
    rows = [
        (find_opening_of(each), each, links.status_link(each), _is_waited_for(each)) for each in applications
    ]
    about = ("candidate", applications[0].candidate_id)
    return post("status_links", email, about=about, is_asked_for=True, rows=rows, days=_link_days())


def send_erasure_link(application: Application) -> Mail:
    """Send the link by which a candidate confirms that everything about them shall be erased."""
    return _to_candidate("erasure", application, is_asked_for=True, link=links.erasure_link(application))


def send_address_link(application: Application, email: str) -> Mail:
    """Send the link that proves a new address to that address."""
    candidate, link = find_candidate_of(application), links.address_link(application, email)
    about = ("candidate", candidate.id)
    return post("new_address", email, about=about, is_asked_for=True, candidate=candidate, link=link)


def send_withdrawal(application: Application) -> Mail:
    """Tell the candidate that the application is withdrawn."""
    return _to_candidate("withdrawn", application)


def send_new_application(user: User, application: Application) -> Mail:
    """Tell a colleague of one new application."""
    opening, candidate = find_opening_of(application), find_candidate_of(application)
    link = _page_of(application)
    about = ("candidate", application.candidate_id)
    return post(
        "new_application", user.email, about=about, user=user, opening=opening, candidate=candidate, link=link
    )


def call_back_new_application(application: Application) -> None:
    """Stop those mails to colleagues about a new application that nobody has begun to send."""
    for waiting in find_queued("new_application", ("candidate", application.candidate_id)):
        # A person may have several applications.
        if _page_of(application) in waiting.text:
            cancel(waiting)


def send_daily(user: User, rows: list[tuple[Opening, int]]) -> Mail:
    """Tell a colleague how many applications came for each opening since the last such mail."""
    total = sum(number for _, number in rows)
    headers = {
        "Auto-Submitted": "auto-generated",
        # RFC 2369: the page where one says how many mails one wants.
        "List-Unsubscribe": f"<{public_address('accounts.account')}>",
    }
    about = ("user", user.id)
    return post(
        "new_applications", user.email, about=about, headers=headers, user=user, rows=rows, total=total
    )


def send_retention_held(user: User, holding: Retention, count: int) -> Mail:
    """Warn an admin that a retention became shorter; ``count`` applications are erased once it is not held any more."""
    link = public_address("settings.retention")
    about = ("user", user.id)
    return post("retention_held", user.email, about=about, user=user, holding=holding, count=count, link=link)


def _to_candidate(
    template: str, application: Application, *, headers: dict[str, str] | None = None, **context
) -> Mail:
    """Queue a mail whose answer comes into the application's thread, and whose bounce is known for it."""
    candidate, opening = find_candidate_of(application), find_opening_of(application)
    context.setdefault("link", links.status_link(application))
    mail = post(
        template,
        candidate.email,
        about=("candidate", candidate.id),
        topic_id=application.id,
        headers=(headers or {"Auto-Submitted": "auto-generated"}) | answers_to(application),
        sender=from_line(application),
        candidate=candidate,
        opening=opening,
        application=application,
        days=_link_days(),
        **context,
    )
    let_bounce(mail)
    return mail


def _page_of(application: Application) -> str:
    return public_address("workspace.application", public_id=application.public_id)


def _is_waited_for(application: Application) -> bool:
    if application.consent_at is not None:
        return False
    # What was written since a rejection and waits is what tells of it: until then nothing else does.
    is_untold = application.status == Status.REJECTED and is_queued(
        "message", topic_id=application.id, since=application.decided_at
    )
    return is_untold or application.status == Status.ACTIVE


def _link_days() -> int:
    return current_app.config["STATUS_LINK_DAYS"]
