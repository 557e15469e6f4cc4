"""Who gets through to a view: every view carries exactly one of these decorators, or is refused."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError

from ats.accounts import queries
from ats.accounts.actions import touch_session
from ats.accounts.giving_back import give_back, may_be_given_back
from ats.accounts.models import SESSION_LIFE, User
from ats.accounts.permissions import Permission
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.error_pages import answer, wants_json
from ats.platform.errors import Forbidden, NotFound
from ats.platform.events import Actor

log = logging.getLogger(__name__)
login_manager = LoginManager()

# A session in use is noted this often, not with every request.
TOUCH_AFTER = timedelta(minutes=5)

_STALE = "The form was open too long or in another window. Go back, reload the page and send it again."

# Endpoints that no slice of ours owns.
OPEN_ENDPOINTS = frozenset({"static", "health.healthz"})


class SignedInUser:
    """What Flask-Login sees: the session's token is the identity, so that a session can be revoked."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, token: str, session_id: int, user: User):
        self.token, self.session_id, self.user = token, session_id, user

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token


def init_app(app: Flask, *, tie: Callable[[User, int], bool]) -> None:
    """Prepare sign-in. ``tie(user, opening id)`` says whether somebody is on an opening's hiring team."""
    app.extensions["ats_tie"] = tie
    app.config.update(
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        # The cookie would otherwise stand in every answer, and no answer could be kept.
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    login_manager.session_protection = None
    login_manager.init_app(app)

    @login_manager.user_loader
    def load(token: str) -> SignedInUser | None:
        row = queries.find_session(token)
        if row is None:
            return None
        # Not the row itself: the session may be ended while the request is answered.
        g.session_use = row.id, row.seen_at
        return SignedInUser(token, row.id, row.user)

    @app.before_request
    def refuse_what_has_no_rule() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and request.endpoint not in OPEN_ENDPOINTS and not hasattr(view, "access"):
            app.logger.error("The view %s has no access rule.", request.endpoint)
            abort(404)

    @app.errorhandler(CSRFError)
    def answer_without_token(_error: CSRFError):
        rule, _ = getattr(app.view_functions.get(request.endpoint or ""), "access", (None, None))
        if rule == "requires" and may_be_given_back() and not wants_json():
            return give_back(viewer())
        return answer(400, _STALE)

    @app.after_request
    def note_use(response: Response) -> Response:
        session_id, seen_at = g.pop("session_use", (None, None))
        if session_id is not None and seen_at < utc_now() - TOUCH_AFTER:
            _touch(session_id)
        return response


def _touch(session_id: int) -> None:
    """Note the use after the answer is made: a database that is busy just then must not spoil it."""
    try:
        with transaction():
            touch_session(session_id)
    except SQLAlchemyError:
        log.warning("The use of session %s was not noted.", session_id, exc_info=True)


def start_session(token: str) -> None:
    """Give this browser a session that is its own from here on: nothing of the one before stays."""
    session.clear()
    session.permanent = True
    session["_user_id"] = token
    session["_fresh"] = True


def session_id() -> int:
    """Return the id of the session that this request came in."""
    get_viewer()
    return current_user.session_id


def end_session() -> str | None:
    """Take the session away from this browser; return its token, or None without one."""
    token = session.get("_user_id")
    session.clear()
    return token


def viewer() -> User | None:
    """Return the signed-in user of this request, or None; asks nothing of the database without a cookie."""
    if "_user_id" not in session:
        return None
    return current_user.user if current_user.is_authenticated else None


def get_viewer() -> User:
    """Return the signed-in user in a view that requires one."""
    user = viewer()
    if user is None:
        raise RuntimeError("this view is not guarded")
    return user


def actor() -> Actor:
    """Return the signed-in user as the actor of an action."""
    return Actor.user(get_viewer().id)


def public(view):
    """Let everybody in."""
    view.access = ("public", None)
    return view


def signed_in(view):
    """Let everybody in who is signed in."""
    return requires(Permission.SEE_DASHBOARD)(view)


def requires(permission: Permission, *, load: Callable[..., Any] | None = None):
    """Let those in who have a permission and, for a record, a tie to its opening.

    ``load(**url arguments)`` returns the record, which says its ``opening_id``, or raises NotFound. The view
    gets the record in place of the URL's arguments. Not signed in: to sign-in. Without a tie: NotFound, as
    for a record that does not exist. With a tie but without the permission: Forbidden.
    """

    def decorate(view):
        @wraps(view)
        def guarded(**url_arguments):
            user = viewer()
            if user is None:
                return to_sign_in()
            if load is None:
                check(user, permission)
                return view(**url_arguments)
            record = load(**url_arguments)
            if not may_see_opening(user, record.opening_id):
                raise NotFound
            check(user, permission)
            return view(record)

        guarded.access = ("requires", permission)
        guarded.is_scoped = load is not None
        return guarded

    return decorate


def check(user: User, permission: Permission) -> None:
    """Raise Forbidden for somebody whose role lacks a permission."""
    if not user.can(permission):
        raise Forbidden


def may_see_opening(user: User, opening_id: int | None) -> bool:
    """Return whether somebody sees all openings or is on this one's team."""
    if user.can(Permission.SEE_ALL_OPENINGS):
        return True
    return opening_id is not None and current_app.extensions["ats_tie"](user, opening_id)


def to_sign_in():
    """Send a visitor to sign-in and back afterwards; a form is given back instead, so that it can be sent again."""
    if wants_json():
        return {"status": 401, "detail": "Please sign in again."}, 401
    if may_be_given_back():
        return give_back(None)
    if request.headers.get("HX-Request"):
        # The sign-in page inside a part of another would help nobody: the whole page goes there.
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = f"{page.path}?{page.query}".rstrip("?")
        target = url_for("accounts.sign_in", next=back if is_local_path(back) else None)
        return "", 401, {"HX-Redirect": target}
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=back))


def is_local_path(target: str | None) -> bool:
    """Return whether a redirect target stays on this site: one slash, then neither slash nor backslash."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return False
    return not any(ord(char) < 33 or char == "\\" for char in target)
