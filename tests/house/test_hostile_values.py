"""Values that no form of ours sends: whatever stands in an address, a query or a form, no route fails over it."""

import io
import re
from urllib.parse import urlsplit

import pytest
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from ats.applications.links import address_link, erasure_link, finish_link, status_link
from ats.imports.files import FoundFile
from ats.platform.database import db
from ats.workspace.bringing_in import hold_table
from tests.cast import Cast
from tests.house.access import everybody, only
from tests.house.test_access import ROWS, one_of_each
from tests.integration.openings.conftest import Forms

pytestmark = pytest.mark.slow

# NUL and half of a pair of UTF-16, as JSON can hold it, are texts that PostgreSQL does not keep; the larger number is one
# more than its columns take. SQLite stumbles over what is more than a machine's word, and Python over thousands of digits
# and of brackets.
TRIED = {
    "postgresql": ("a\0b", '[{"kind": "\\ud800", "text": "\\u0000"}]', "2147483648"),
    "sqlite": ("-9223372036854775809", "9" * 5000, "[" * 3000),
}
# Days that no calendar has, and the first and last ones, beyond which arithmetic ends.
DAYS = ("0000-00-00", "99999-01-01", "0001-01-01", "9999-12-31")
DAY_LIKE = re.compile(r"(?:^|[-_])(?:on|at|from|to|since|until|days|value)$")
# As raw bytes: the last two are half of a pair, and no UTF-8 at all.
RAW = ("%00", "99999999999999999999", "%ED%A0%80", "%FF%FE")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What stands behind a link of a mail, or comes only after another page.
BEHIND_LINKS = {
    "status": ("contact", "resume", "details", "document", "message", "withdraw", "erasure", "address"),
    "finish": ("",),
    "erase": ("",),
    "address": ("",),
}
LINKED = [
    (f"behind {link}", everybody(f"{{{link}_link}}{'/' + deed if deed else ''}", method=method))
    for link, deeds in BEHIND_LINKS.items()
    for deed in deeds
    for method in ("GET", "POST")
    if method == "POST" or not deed
]
TABLE = [
    ("a table", only("admin recruiter", "/dashboard/openings/{engineer}/bring-in/{table}", method=method))
    for method in ("GET", "POST")
]
ALL = [*ROWS, *LINKED, *TABLE]
POSTS = [(endpoint, row) for endpoint, row in ALL if row.method == "POST"]


class Noted(ImmutableMultiDict):
    """The fields of a request, which note what a view asks for."""

    asked: set[str] = set()

    def getlist(self, key, type=None):
        """See the base."""
        self.asked.add(key)
        return super().getlist(key, type)

    def get(self, key, default=None, type=None):
        """See the base."""
        self.asked.add(key)
        return super().get(key, default, type)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)


def places_of_all() -> dict[str, str]:
    """Make what the addresses speak of; a work for ``once``."""
    (places, _sessions), application = one_of_each(), Cast().application
    links = {
        "status": status_link(application),
        "finish": finish_link(application),
        "erase": erasure_link(application),
        "address": address_link(application, "ada.new@example.com"),
    }
    table = hold_table(FoundFile("people.csv", b"Name,E-mail\nBo Moss,bo@example.com\n"))
    return places | {f"{name}_link": urlsplit(link).path for name, link in links.items()} | {"table": table}


@pytest.fixture
def hostile(app, once, sign_in, monkeypatch):
    """Return what the placeholders stand for, and a function that sends one request for whoever may send it."""
    places = once(places_of_all)
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setitem(app.config, "PROPAGATE_UNEXPECTED", False)
    monkeypatch.setattr(app.request_class, "parameter_storage_class", Noted)
    staff, visitor = sign_in("admin"), app.test_client()
    staff.checks_pages = visitor.checks_pages = False

    def send(path: str, method: str = "GET", data: MultiDict | None = None):
        Noted.asked = set()
        browser = staff if path.startswith(("/dashboard", "/account")) else visitor
        return browser.open(path, method=method, data=data)

    return places, send


def base_of(send, row, path: str, places: dict) -> MultiDict:
    """Return what a browser would send: the form on a page above that leads there, and what the table of access says."""
    given, parts = MultiDict(), urlsplit(path).path.rstrip("/").split("/")
    for end in range(len(parts), 1, -1):
        here = "/".join(parts[:end]) or "/"
        answer = send(here)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            forms = Forms(answer.text).forms
            given = next(
                (values for action, values in forms if urlsplit(action).path in (path, "") and values), given
            )
        if given:
            break
    for name, value in row.data.items():
        given.setdefault(name, value.format(**places))
    return given


def tried_on(names, engine: str):
    """Give pairs of a field and what is tried on it: days where one could stand; of a list's rows in the first alone."""
    for name in {re.sub(r"\d+", "N", each): each for each in sorted(names, reverse=True)}.values():
        for value in TRIED[engine] + (DAYS if DAY_LIKE.search(name) else ()):
            yield name, value


def names_of_rows(rows) -> list[str]:
    return [f"{row.method} {endpoint} {row.path}" for endpoint, row in rows]


# PostgreSQL alone: it refuses all that SQLite does, and more.
@pytest.mark.parametrize("app", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize(("endpoint", "row"), ALL, ids=names_of_rows(ALL))
def test_no_address_and_no_query_fails(hostile, endpoint, row):
    places, send = hostile
    found, names = [], PLACEHOLDER.findall(row.path)
    for name in names:
        for value in RAW:
            filled = {**{each: places[each] for each in names}, name: value}
            answer = send(row.path.format(**filled), row.method)
            found += [(name, value, answer.status_code)] * (answer.status_code >= 500)
    path = row.path.format(**places)
    send(path, row.method)
    asked = sorted(each for each in Noted.asked if isinstance(each, str))
    for value in (*RAW, *DAYS) if asked else ():
        query = "&".join(f"{name}={value}" for name in asked)
        answer = send(f"{path}{'&' if '?' in path else '?'}{query}", row.method)
        found += [(asked, value, answer.status_code)] * (answer.status_code >= 500)
    assert found == []


@pytest.mark.parametrize(("endpoint", "row"), POSTS, ids=names_of_rows(POSTS))
def test_no_form_fails(hostile, endpoint, row):
    places, send = hostile
    path, found = row.path.format(**places), []
    base = base_of(send, row, path, places)
    send(path, "POST", base)
    names = {each for each in Noted.asked if isinstance(each, str)} | set(base)
    for name, value in tried_on(names, db.engine.dialect.name):
        answer = send(path, "POST", MultiDict({**base.to_dict(flat=False), name: [value]}))
        found += [(name, value[:40], answer.status_code)] * (answer.status_code >= 500)
    assert found == []


FILES = {
    "jobs.json": b'{"jobs": [{"title": "Dyer \\ud800", "description": "Dyes \\u0000 \\udfff", "location": "B\\u0000",'
    b' "salary": {"min": 1e400, "max": NaN, "currency": "EUR"}, "validThrough": "99999-01-01"}]}',
    "json": b'{"basics": {"name": "Ada \\ud800 \\u0000", "email": "a\\u0000@example.com"}, "work": [{"name": "\\udfff",'
    b' "startDate": "99999-01-01"}, {"name": "x", "startDate": "0000-00-00"}], "skills": [{"name": "\\u0000"}]}',
    "csv": b"Name,E-mail,Received on,Tags\nAda\0 Fern,a\0@example.com,9999-12-31,\0\nBo,b@example.com,0001-01-01,x\n",
    "txt": b"Ada\0 Fern\nada.fern\0@example.com\n0000-00-00\n",
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("/dashboard/applications/{application}/profile/import", "file", {}),
        ("/dashboard/openings/{engineer}/bring-in", "files", {"source": "a\0b"}),
        ("/dashboard/openings/import", "page", {}),
        ("/dashboard/applications/{application}/files", "file", {}),
    ],
)
def test_no_file_fails(hostile, path, field, more, kind):
    places, send = hostile
    file = FileStorage(io.BytesIO(FILES[kind]), f"a\0b.{kind}")
    answer = send(path.format(**places), "POST", MultiDict({field: file, **more}))
    assert answer.status_code < 500
    if answer.status_code == 303:
        assert send(answer.location).status_code < 500


def test_a_field_with_nul_that_is_looked_for_is_named(app, cast, sign_in):
    page = f"/dashboard/openings/{cast.engineer.reference}/team"
    answer = sign_in("admin").submit(f"{page}/remove", {"user": "a\0b"}, form_at=page)
    if db.engine.dialect.name == "postgresql":
        assert answer.status_code == 400
        assert "“user” holds the character NUL" in answer.text
    else:
        assert answer.status_code == 404
