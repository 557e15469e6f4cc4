"""Refusing requests for another host than the site's: a name that somebody made up must reach no page and no mail."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Whoever watches the server asks by whatever address it has inside.
OPEN_TO_ANY = frozenset({"health.healthz"})


def init_app(app: Flask, *, public_url: str) -> None:
    """Answer 400 to any host but that of the public address and the machine itself."""
    trusted = frozenset({_name_of(urlsplit(public_url).netloc.rpartition("@")[2]), *LOOPBACK})

    @app.before_request
    def refuse_other_hosts() -> None:
        if request.endpoint not in OPEN_TO_ANY and _name_of(request.host) not in trusted:
            abort(400)


def _name_of(host: str) -> str:
    """Return a Host header's value in small letters and without its port (RFC 9110, 7.2)."""
    name, colon, port = host.casefold().rpartition(":")
    return name if colon and port.isdecimal() else host.casefold()
