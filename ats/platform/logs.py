"""Log lines: one a request, with an id, a status and a time, and without names, addresses or query strings."""

import logging
import time
from uuid import uuid4

from flask import Flask, Response, g, request

log = logging.getLogger("ats.requests")


def init_app(app: Flask, level: str) -> None:
    """Set up logging once a process and note every request."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # That of the mail listener, "mail.log", names senders, and reply addresses by which they are known to us.
    for chatty in ("huey", "alembic", "mail.log"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

    @app.before_request
    def start_clock() -> None:
        g.request_id = uuid4().hex[:12]
        g.started = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if log.isEnabledFor(logging.INFO) and request.endpoint not in ("static", "health.healthz"):
            # The rule, not the path: a path may hold a token or a reference.
            rule = request.url_rule.rule if request.url_rule else "-"
            milliseconds = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
            log.info(
                "%s %s %s %s %.0fms",
                g.get("request_id"),
                request.method,
                rule,
                response.status_code,
                milliseconds,
            )
        return response
