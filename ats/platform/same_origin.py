"""Refusing requests that another site made a browser send; the second lock beside the CSRF token.

Follows "Cross-Site Request Forgery" by F. Valsorda (2025) and Go's net/http.CrossOriginProtection: browsers
say by Sec-Fetch-Site, or at least by Origin, where a request comes from.
"""

from urllib.parse import urlsplit

from flask import Flask, current_app, request

from ats.platform.errors import Forbidden

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class CrossSite(Forbidden):
    """This request came from another website and was not carried out."""


def init_app(app: Flask) -> None:
    """Look at every request that may change something, before anything else reads it."""

    @app.before_request
    def refuse_cross_site() -> None:
        if request.method not in SAFE_METHODS and not is_same_origin():
            raise CrossSite


def is_same_origin() -> bool:
    """Return whether this site's own page, or something that is no browser, sent the present request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    # Behind a proxy the Host header may be an inner name; the public address is the outer one.
    return urlsplit(origin).netloc in (request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc)
