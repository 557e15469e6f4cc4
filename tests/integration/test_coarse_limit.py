"""The coarse limit: writing requests only, per process or over all processes with Redis."""

import uuid

import pytest

from tests import services
from tests.kept_app import folder_of, make_app


def statuses(app, number: int, method: str = "POST") -> list[int]:
    client = app.test_client()
    client.checks_pages = False
    return [client.open("/sign-out", method=method).status_code for _ in range(number)]


def test_hammering_is_refused_and_reading_is_not(sqlite_app):
    app = make_app(folder_of(sqlite_app), writes_per_minute=3)
    assert statuses(app, 5)[3:] == [429, 429]
    assert 429 not in statuses(app, 5, "GET")


@pytest.mark.redis
def test_with_redis_two_processes_count_together(sqlite_app):
    url = services.redis_url()
    network = f"10.1.{uuid.uuid4().int % 250}.{uuid.uuid4().int % 250}"
    got = []
    for _ in range(2):
        client = make_app(folder_of(sqlite_app), writes_per_minute=3, redis_url=url).test_client()
        client.checks_pages = False
        for _ in range(2):
            answer = client.post("/sign-out", environ_overrides={"REMOTE_ADDR": network})
            got.append(answer.status_code == 429)
    assert got == [False, False, False, True]
