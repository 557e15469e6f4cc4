"""The outside services that tests use when they are there: PostgreSQL, Redis, Chromium, mail servers.

``ATS_TEST_STRICT=1`` turns a missing one from a visible skip into a failure.
"""

import os
import shutil

import pytest

POSTGRESQL = os.environ.get("ATS_TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("ATS_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def missing(what: str) -> None:
    """Skip visibly, or fail where everything is mandatory."""
    if os.environ.get("ATS_TEST_STRICT") == "1":
        pytest.fail(f"{what} is mandatory here and is missing", pytrace=False)
    pytest.skip(f"{what} is not available")


def postgresql_url() -> str:
    """Return the address of a PostgreSQL server where databases may be made, or skip."""
    import psycopg

    try:
        with psycopg.connect(POSTGRESQL, connect_timeout=3):
            return POSTGRESQL
    except psycopg.OperationalError:
        return missing("PostgreSQL")


def redis_url() -> str:
    """Return the address of a Redis server, or skip."""
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.RedisError:
        return missing("Redis")
    return REDIS


def chromium() -> str:
    """Return the path of a Chromium, or skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return path or missing("Chromium")
