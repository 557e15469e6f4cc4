"""How many SQL statements one warm request takes, counted in this process."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine, event

from ats.platform.database import db
from benchmarks.client import Answer, Browser, Request
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


def list_statements(app: Flask, step: Step, browser: Browser) -> list[str]:
    """Return the statements of a step's third request; raise ValueError for a wrong answer."""
    step.prepare([browser], 3)
    exchanges = step.exchanges(0, 1, browser)
    with app.app_context():
        engine = db.engine
    for _ in range(2):
        _send(browser, next(exchanges))
    with watched(engine) as statements:
        _send(browser, next(exchanges))
    return statements


def _send(browser: Browser, exchange) -> None:
    wrong = exchange.check(browser.send(exchange.request))
    if wrong:
        raise ValueError(f"{exchange.request.path}: {wrong}")
