"""Full addresses, built from ``ATS_PUBLIC_URL`` alone: never from what a request claims its host to be."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import current_app, url_for

_MARK = "-here-"


def public_address(endpoint: str, **values) -> str:
    """Return the full address of an endpoint, in a request or out of one."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return current_app.config["PUBLIC_URL"] + path


def many_urls(endpoint: str, name: str, values: Iterable[str]) -> dict[str, str]:
    """Return the address of an endpoint for each value of the one part that varies; the routing is asked once.

    For pages that link to many of a kind: what ``url_for`` does of itself costs as much as the rest of a row.
    """
    before, after = url_for(endpoint, **{name: _MARK}).split(_MARK)
    return {value: f"{before}{quote(value, safe='')}{after}" for value in values}
