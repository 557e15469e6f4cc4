"""Filling in the form to apply as a person does, with whatever a test wants different."""

import io
import time

from ats.platform import tokens
from tests.page import PageClient

RESUME = b"Ten years of careful work in plain words.\n" * 20


def person(number: int = 1) -> dict[str, str]:
    """Return somebody who has not applied yet."""
    return {"name": "Ben Oak", "email": f"ben{number}@example.com"}


def load_form(client: PageClient, reference: str, seconds_ago: int = 60) -> dict[str, str]:
    """Return the hidden values of a freshly loaded form, as if it had been loaded some time ago."""
    values = client.page(f"/openings/{reference}/apply").form_values("/apply")
    hidden = {name: values[name] for name in ("csrf_token", "key", "opened", "source")}
    return hidden | {"opened": tokens.sign("form", [reference, int(time.time()) - seconds_ago])}


def file(data: bytes = RESUME, name: str = "cv.txt") -> tuple[io.BytesIO, str]:
    """Return a chosen file."""
    return io.BytesIO(data), name


def send(client: PageClient, reference: str, hidden: dict | None = None, **changes):
    """Send the form; a value of None leaves its field out."""
    values = {
        **(hidden or load_form(client, reference)),
        **person(),
        "consent": "y",
        "resume": file(),
        **changes,
    }
    data = {name: value for name, value in values.items() if value is not None}
    return client.post(f"/openings/{reference}/apply", data=data, content_type="multipart/form-data")
