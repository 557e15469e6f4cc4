"""Pages for one person's eyes: stored by nobody, found by no search engine."""

from flask import Response, make_response


def uncached(page: str, status: int = 200) -> Response:
    """Return a page that neither browsers nor caches keep."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
