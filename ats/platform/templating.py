"""Templates: undefined names are errors, and the filters that say dates, ages and sizes in words."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from flask import Flask
from jinja2 import StrictUndefined

from ats.platform.clock import utc_now
from ats.platform.dates import age_in_words
from ats.platform.markup import markdown_to_html

_REMEMBERED = 1024


def init_app(app: Flask, settings) -> None:
    """Prepare an application's template environment."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    zone = settings.zone

    def local(value: datetime) -> datetime:
        return value.astimezone(zone)

    app.jinja_env.filters.update(
        ago=age_in_words,
        datetime=lambda value: f"{local(value):%-d %b %Y, %H:%M}" if value else "",
        date=lambda value: _date(local(value) if isinstance(value, datetime) else value),
        isotime=lambda value: value.isoformat(timespec="seconds") if value else "",
        filesize=file_size,
        markdown=markdown_to_html,
    )
    app.jinja_env.globals["remembered"] = remembered
    app.jinja_env.globals.update(now=utc_now, public_url=settings.public_url, time_zone=settings.time_zone)


def remembered(macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that makes the same markup of the same arguments once.

    For small ones that pages draw by the hundred and that look at nothing but their arguments. Arguments of
    other types are others: a plain text and the same one that is safe already differ.
    """
    return lru_cache(maxsize=_REMEMBERED, typed=True)(macro)


def _date(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else ""


def file_size(size: int) -> str:
    """Return a size in bytes as people say it, such as "100 kB"."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
