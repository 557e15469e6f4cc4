"""Full addresses, built from ``ATS_PUBLIC_URL`` alone: never from what a request claims its host to be."""

from flask import current_app


def public_address(endpoint: str, **values) -> str:
    """Return the full address of an endpoint, in a request or out of one."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return current_app.config["PUBLIC_URL"] + path
