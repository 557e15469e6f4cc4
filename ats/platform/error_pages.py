"""Errors as pages: every error a sentence, the right status, and nothing of our insides."""

import logging

from flask import Flask, current_app, jsonify, render_template, request
from sqlalchemy.exc import DataError, NoResultFound, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import HTTPException

from ats.platform.database import db
from ats.platform.errors import DomainError, TooMany
from ats.platform.toasts import say

log = logging.getLogger(__name__)

HEADINGS = {
    400: "That did not work",
    403: "Not yours to do",
    404: "Not found",
    405: "Not possible here",
    409: "Changed in the meantime",
    410: "No longer here",
    413: "Too large",
    422: "Please check what you entered",
    429: "Please wait a moment",
    500: "Something went wrong on our side",
    503: "Please try again in a moment",
    507: "No room left",
}
SENTENCES = {
    404: "There is nothing at this address. It may have been moved or taken down.",
    405: "This address does not take that kind of request.",
    413: "What was sent is larger than this site accepts. Nothing was stored.",
    500: "Nothing you sent was stored by half. The error has been noted.",
    503: "The database is busy or being restarted. Nothing was stored by half.",
    507: "The server has no room left on its disk. Nothing was stored. Please tell the people who run this site.",
}


def init_app(app: Flask) -> None:
    """Map each kind of error to its page once."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(DataError, _no_such_value)
    app.register_error_handler(ObjectDeletedError, _gone)
    app.register_error_handler(NoResultFound, _gone)
    app.register_error_handler(Exception, _unexpected)


def answer(status: int, sentence: str | None = None):
    """Return the page, or for a script the JSON, of one error."""
    sentence = sentence or SENTENCES.get(status, "The request could not be answered.")
    db.session.rollback()
    if wants_json():
        return jsonify(status=status, detail=sentence), status
    if is_script():
        return say(sentence, "bad"), status
    heading = HEADINGS.get(status, "That did not work")
    try:
        return render_template("errors/error.html", heading=heading, sentence=sentence), status
    except SQLAlchemyError:
        # The page names the company and the viewer; with a database that does not answer there is neither.
        log.exception("The error page could not be rendered in full.")
        bare = current_app.jinja_env.get_template("errors/bare.html")
        return bare.render(heading=heading, sentence=sentence), status


def wants_json() -> bool:
    """Return whether the browser's script, rather than a person, asked."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def is_script() -> bool:
    """Return whether a script asked that shows the answer, a toast, where it is."""
    return request.headers.get("X-Requested-With") == "fetch"


def _domain_error(error: DomainError):
    response = answer(error.status, error.message)
    if isinstance(error, TooMany):
        return *response, {"Retry-After": str(error.retry_after)}
    return response


def _http_error(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    response = answer(error.code)
    if error.code == 405 and error.valid_methods:
        return *response, {"Allow": ", ".join(error.valid_methods)}
    return response


def _database_error(error: OperationalError):
    log.exception("database error")
    if "full" in str(error.orig).lower():
        return answer(507)
    return *answer(503), {"Retry-After": "5"}


def _no_such_value(error: DataError):
    """PostgreSQL keeps no text with the character NUL, and refuses to look for one: there is none."""
    if "NUL" not in str(error.orig):
        return _unexpected(error)
    given = request.values.items(multi=True)
    name = next((name for name, value in given if "\0" in value), None)
    if name is None or "\0" in request.path:
        return answer(404)
    return answer(
        400,
        f"“{name}” holds the character NUL, which no text can have. Go back, take it out and send it again.",
    )


def _gone(error: SQLAlchemyError):
    """A row was there when the request began and is not any more: somebody else erased it."""
    log.warning("gone in the meantime: %s", error)
    return answer(404, "It was erased or taken away in the meantime.")


def _unexpected(error: Exception):
    if isinstance(error, OSError) and error.errno == 28:
        log.exception("disk full")
        return answer(507)
    log.exception("unexpected error")
    if current_app.testing and current_app.config.get("PROPAGATE_UNEXPECTED", True):
        raise error
    return answer(500)
