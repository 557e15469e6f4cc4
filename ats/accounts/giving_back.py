"""A form of the dashboard that comes after its session ended, or from before a new one: nothing typed is lost.

It is given back with everything in it, to be sent again by a click of whoever is signed in by then. Only a form that
this site's own page sent gets here (``ats.platform.same_origin``), and what is given back is carried out with a fresh
CSRF token alone.
"""

from flask import render_template, request, url_for
from werkzeug.datastructures import FileStorage

from ats.accounts.models import User

# Never sent back, and a form with one of them holds nothing else that would be worth keeping.
SECRETS = frozenset({"password", "present"})


def may_be_given_back() -> bool:
    """Return whether the present request is a form that a person sent by a page, and no script that shows nothing."""
    return request.method == "POST" and "X-Requested-With" not in request.headers


def give_back(viewer: User | None):
    """Return the page with the form: how to sign in and send it again, or where that is done, one button for it."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if SECRETS.intersection(request.form):
        fields = []
    page = render_template(
        "accounts/given_back.html",
        viewer=viewer,
        action=request.full_path.rstrip("?"),
        sign_in_url=url_for("accounts.sign_in"),
        is_kept=not SECRETS.intersection(request.form),
        fields=fields,
        files=[(name, file.filename) for name, file in request.files.items(multi=True) if _is_chosen(file)],
        shown=[(_words(name), value) for name, value in fields if _is_typed(value)],
    )
    # From a form that would have changed a part of its page, this takes the place of all of it.
    headers = {"HX-Retarget": "body", "HX-Reswap": "innerHTML"} if "HX-Request" in request.headers else {}
    return page, 400 if viewer else 401, headers


def _is_chosen(file: FileStorage) -> bool:
    return bool(file.filename)


def _is_typed(value: str) -> bool:
    """Return whether a person will know a value: words, and no mark that the page itself had set."""
    return " " in value.strip() or "\n" in value.strip()


def _words(name: str) -> str:
    """Return the name of a field as words: ``requirements-0-text`` is said as "Requirements 1 text"."""
    parts = [str(int(part) + 1) if part.isdecimal() else part for part in name.replace("_", "-").split("-")]
    return " ".join(filter(None, parts)).capitalize()
