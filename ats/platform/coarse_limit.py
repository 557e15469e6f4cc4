"""A coarse limit on requests that write, against scripts that hammer: per process, exact over all with Redis.

What guards something (sign-in, reset, applying, status links) is counted in the database; see ``rate_limit``.
"""

from flask import Flask, request
from flask_limiter import Limiter

from ats.platform.rate_limit import network_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, *, redis_url: str, per_minute: int) -> None:
    """Refuse with 429 what one network address writes beyond the limit; 0 switches it off."""
    if not per_minute:
        return
    limiter = Limiter(
        lambda: network_of(request.remote_addr),
        storage_uri=redis_url or "memory://",
        key_prefix="ats",
        # A Redis that is down must not take the site with it.
        in_memory_fallback_enabled=bool(redis_url),
        application_limits=[f"{per_minute} per minute"],
        headers_enabled=False,
    )
    limiter.request_filter(lambda: request.method in SAFE_METHODS)
    limiter.init_app(app)
