"""How many SQL statements one warm request takes, counted in this process."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Engine, event

from ats.platform.database import db
from benchmarks.client import Answer, Browser, Exchange, Request
from benchmarks.steps import Step

# What opens and closes transactions is no question to the database.
_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


class InnerBrowser:
    """A browser that calls the application without a server in between."""

    def __init__(self, app: Flask, cookies: dict[str, str]):
        self._client = app.test_client()
        for name, value in cookies.items():
            self._client.set_cookie(name, value)

    def send(self, request: Request) -> Answer:
        """Send a request and return the answer."""
        sent = {"data": request.body, "content_type": request.content_type} if request.body else {}
        if request.is_script:
            sent["headers"] = {"X-Requested-With": "fetch"}
        answer = self._client.open(request.path, method=request.method, **sent)
        headers = {name.lower(): value for name, value in answer.headers}
        return Answer(answer.status_code, headers, answer.get_data())


@contextmanager
def watched(engine: Engine) -> Iterator[list[str]]:
    """Give the list to which every statement is added while the block runs."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _executemany):
        if not statement.lstrip().upper().startswith(_NOT_COUNTED):
            statements.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Counted:
    """The statements of a step's first request, and of a warm one: a kept page needs fewer."""

    first: list[str]
    warm: list[str]


def count_statements(app: Flask, step: Step, browser: Browser) -> Counted:
    """Return the statements of a step; raise ValueError for a wrong answer.

    Warm is the same page again where a step shows pages, and the third one otherwise.
    """
    step.prepare([browser], 3)
    with app.app_context():
        engine = db.engine
    exchanges = step.exchanges(0, 1, browser)
    one = next(exchanges)
    first = _statements_of(engine, browser, one)
    more = itertools.repeat(one) if step.is_repeatable else exchanges
    _statements_of(engine, browser, next(more))
    return Counted(first, _statements_of(engine, browser, next(more)))


def _statements_of(engine: Engine, browser: Browser, exchange: Exchange) -> list[str]:
    with watched(engine) as statements:
        answer = browser.send(exchange.request)
    wrong = exchange.check(answer)
    if wrong:
        raise ValueError(f"{exchange.request.path}: {wrong}")
    return statements
