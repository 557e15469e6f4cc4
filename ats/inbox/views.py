"""The hook: a mail posted by a mail server or a script, signed with a shared secret."""

import time

from flask import Blueprint, current_app, jsonify, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from ats.accounts.guards import public
from ats.inbox.models import Via
from ats.inbox.signatures import is_signed
from ats.inbox.taking_in import TooLarge, take_in
from ats.platform.database import db
from ats.platform.errors import DomainError, Forbidden, NotFound

blueprint = Blueprint("hooks", __name__)


class NotKept(DomainError):
    """The mail could not be kept at the moment. Send it again later."""

    status = 503


@blueprint.post("/hooks/mail")
@public
def mail_hook():
    """Take in the raw message that is the body; 200 once it is kept, or was already.

    Without ATS_HOOK_SECRET there is no hook. The envelope may be given as ``from`` and ``to`` in the address, which is
    signed with the rest.
    """
    secret = current_app.config["HOOK_SECRET"]
    if not secret:
        raise NotFound
    body = _read_body(current_app.config["INBOX_MAX_BYTES"])
    timestamp = request.headers.get("X-Requisite-Timestamp", "")
    signature = request.headers.get("X-Requisite-Signature", "")
    if not is_signed(secret, timestamp, signature, body, envelope=request.query_string, now=time.time()):
        raise Forbidden("The signature is not ours, or older than five minutes.")
    try:
        taken = take_in(
            body,
            envelope_from=request.args.get("from", ""),
            envelope_to=request.args.getlist("to"),
            via=Via.HOOK,
        )
    except (OSError, SQLAlchemyError) as error:
        current_app.logger.exception("A posted mail could not be kept.")
        raise NotKept from error
    return jsonify(id=taken.public_id, is_known=taken.is_known)


def _read_body(most_bytes: int) -> bytes:
    """Return the body, which may be as large as a mail may and not as an upload may."""
    # Of a body that does not say how large it is no more than this is read, and no error raised.
    request.max_content_length = most_bytes + 1
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise TooLarge(most_bytes) from error
    if len(body) > most_bytes:
        raise TooLarge(most_bytes)
    return body


@blueprint.errorhandler(DomainError)
def refuse(error: DomainError):
    """Answer with the reason alone: a script reads it."""
    db.session.rollback()
    return jsonify(status=error.status, detail=error.message), error.status
