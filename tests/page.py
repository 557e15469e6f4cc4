"""A test client that checks every page it gets, and speaks of forms as a person does."""

import re
import secrets
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from ats.accounts.models import User, UserSession
from ats.accounts.queries import token_hash
from ats.platform.database import db, insert_row, transaction

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_OPTIONAL_END = {"li", "p", "td", "th", "tr", "option", "dt", "dd", "thead", "tbody"}
_UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
_RAW = {"script", "style", "textarea", "title"}
_NAME, _VALUE = r"""[a-zA-Z][^\s"'<>/=]*""", r"""=(?:"[^"]*"|'[^']*')"""
_START = re.compile(rf"<([a-z][a-z0-9-]*)((?:\s+{_NAME}(?:{_VALUE})?)*)\s*>")
_ATTRIBUTES = re.compile(rf"\s+({_NAME})({_VALUE})?")
_END = re.compile(r"</([a-z][a-z0-9-]*)>")


class Page(HTMLParser):
    """One parsed page: its problems, headings, forms and ids."""

    def __init__(self, html: str):
        super().__init__()
        self.problems: list[str] = []
        self.open_tags: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.inputs: list[dict] = []
        self.forms: list[dict] = []
        self.headings: list[str] = []
        self.title = ""
        self._text: list[str] | None = None
        self.feed(html)
        self.close()
        if self.open_tags:
            self.problems.append(f"never closed: {self.open_tags}")

    def updatepos(self, i, j):
        """Count no lines: nobody asks where something stands."""
        return j

    def parse_starttag(self, i):
        """Read a tag as our templates write it by one pattern, which is most of the work, and any other as ever."""
        found = _START.match(self.rawdata, i)
        if found is None or found[1] in _RAW:
            return super().parse_starttag(i)
        given = _ATTRIBUTES.findall(found[2])
        self.handle_starttag(
            found[1], [(name.lower(), unescape(value[2:-1]) if value else None) for name, value in given]
        )
        return found.end()

    def parse_endtag(self, i):
        """The same for the end of an element."""
        found = None if self.cdata_elem else _END.match(self.rawdata, i)
        if found is None:
            return super().parse_endtag(i)
        self.handle_endtag(found[1])
        return found.end()

    def handle_starttag(self, tag, attrs):
        """Note what the rules ask about."""
        given = dict(attrs)
        if tag not in _VOID:
            self.open_tags.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        self._check_inline(tag, given)
        if tag == "label" and "for" in given:
            self.labels.add(given["for"])
        if tag in ("input", "select", "textarea"):
            self.inputs.append({**given, "tag": tag, "in_label": "label" in self.open_tags})
            if self.forms and "form" in self.open_tags:
                self.forms[-1]["fields"].append({**given, "tag": tag})
        if tag == "form":
            self.forms.append(
                {
                    "method": given.get("method", "get").lower(),
                    "action": given.get("action", ""),
                    "fields": [],
                }
            )
        if tag in ("h1", "title") and "svg" not in self.open_tags:
            self._text = []

    def _check_inline(self, tag: str, given: dict) -> None:
        if tag == "style" or "style" in given:
            self.problems.append(f"inline style in <{tag}>")
        if any(name.startswith("on") for name in given):
            self.problems.append(f"inline handler in <{tag}>")
        if (
            tag == "script"
            and "src" not in given
            and given.get("type") not in ("application/ld+json", "application/json")
        ):
            self.problems.append("inline script")
        if tag == "img" and "alt" not in given:
            self.problems.append("picture without alt")

    def handle_endtag(self, tag):
        """Check that tags close in order."""
        if tag in _VOID:
            return
        while self.open_tags and self.open_tags[-1] != tag and self.open_tags[-1] in _OPTIONAL_END:
            self.open_tags.pop()
        if not self.open_tags or self.open_tags.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")
        if tag in ("h1", "title") and self._text is not None:
            text = " ".join("".join(self._text).split())
            self._text = None
            if tag == "h1":
                self.headings.append(text)
            else:
                self.title = text

    def handle_data(self, data):
        """Collect the text of headings and title."""
        if self._text is not None:
            self._text.append(data)

    def check(self) -> list[str]:
        """Return everything that is wrong with the page."""
        found = list(self.problems)
        if len(self.headings) != 1:
            found.append(f"{len(self.headings)} level-1 headings: {self.headings}")
        elif not self.title.removeprefix("Error: ").startswith(self.headings[0]):
            found.append(f"the title {self.title!r} does not start with the heading {self.headings[0]!r}")
        found += [f"id {each!r} twice" for each in sorted({i for i in self.ids if self.ids.count(i) > 1})]
        found += [f"no label: {each}" for each in self.inputs if not self._is_labelled(each)]
        for form in self.forms:
            names = {field.get("name") for field in form["fields"]}
            if form["method"] == "post" and "csrf_token" not in names:
                found.append(f"POST form without CSRF: {form['action']}")
        return found

    def _is_labelled(self, field: dict) -> bool:
        if field.get("type") in _UNLABELLED or field["in_label"]:
            return True
        return field.get("id") in self.labels or "aria-label" in field or "aria-labelledby" in field

    def form_values(self, action_part: str = "") -> dict[str, str]:
        """Return the hidden and filled-in values of the first POST form whose action contains ``action_part``."""
        for form in self.forms:
            if form["method"] == "post" and action_part in form["action"]:
                return {f["name"]: f.get("value", "") for f in form["fields"]
                        if f.get("name") and f.get("type") in ("hidden", None, "text", "email", "tel", "url")}  # fmt: skip
        raise AssertionError(f"no POST form to {action_part!r}")


@lru_cache(maxsize=8)
def _read(html: str) -> Page:
    """Return a page that is read once, however often it is asked for; nobody changes it."""
    return Page(html)


def session_of(email: str) -> str:
    """Put in an open session of somebody, and return its token; nothing else is left of the signing in."""
    token = secrets.token_urlsafe(32)
    with transaction():
        user_id = db.session.scalar(select(User.id).where(User.email == email))
        insert_row(UserSession, token_hash=token_hash(token), user_id=user_id, browser="test")
    return token


class PageClient(FlaskClient):
    """Checks each HTML answer as it comes; ``checks_pages = False`` turns that off for hostile input."""

    checks_pages = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._with_forms: set[str] = set()

    def open(self, *args, **kwargs):
        """Send a request and check what comes back.

        Each request has an application context of its own, as on a server: else the browsers of one test would share
        one ``g``, and with it who is signed in. What the test itself has read is read anew afterwards.
        """
        db.session.rollback()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        if (
            self.checks_pages
            and response.mimetype == "text/html"
            and response.status_code not in (301, 302, 303, 304)
        ):
            body = response.get_data(as_text=True)
            if response.status_code == 200 and 'name="csrf_token"' in body:
                self._with_forms.add(response.request.full_path.removesuffix("?"))
            if "<html" in body:
                problems = _read(body).check()
                assert not problems, f"{response.request.path}: {problems}"
        return response

    def page(self, path: str, status: int = 200) -> Page:
        """Get a page, expecting a status."""
        response = self.get(path)
        assert response.status_code == status, (
            path,
            response.status_code,
            response.get_data(as_text=True)[:500],
        )
        return _read(response.get_data(as_text=True))

    def sign_in_as(self, email: str) -> "PageClient":
        """Open a session without going through the password; sign-in itself has its own tests."""
        return self.go_on_with(session_of(email))

    def go_on_with(self, token: str) -> "PageClient":
        """Take over a session that is open already, in a browser that had none."""
        signed = self.application.session_interface.get_signing_serializer(self.application)
        name = self.application.config["SESSION_COOKIE_NAME"]
        self.set_cookie(name, signed.dumps({"_user_id": token, "_fresh": True}))
        return self

    def csrf(self, path: str = "/sign-in") -> str:
        """Return a CSRF token for this browser."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).get_data(as_text=True))
        assert found, f"no CSRF token on {path}"
        return found.group(1)

    def token(self) -> str:
        """Return the CSRF token that any page would give this browser, without asking for one."""
        with self.session_transaction() as session:
            held = session.setdefault("csrf_token", secrets.token_hex(20))
        return URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(held)

    def submit(self, path: str, data: dict | None = None, *, form_at: str | None = None, **kwargs):
        """POST a form of a page, which is asked for unless this browser has had it, or of no page in particular."""
        is_new = form_at is not None and form_at not in self._with_forms
        token = self.csrf(form_at) if is_new else self.token()
        return self.post(path, data={"csrf_token": token, **(data or {})}, **kwargs)
