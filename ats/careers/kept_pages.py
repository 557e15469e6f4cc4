"""Rendered public pages, kept in each process until anything that a public page could show has changed.

Only what everybody gets is kept: a page for somebody who is signed in is made for that person alone.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from urllib.parse import urlencode

from flask import Flask, Response, current_app, make_response, request

from ats.accounts.guards import viewer
from ats.company.queries import public_revision
from ats.platform.clock import today

MAX_BYTES = 16 * 1024 * 1024
# What a page costs besides its bytes: key, headers and their objects.
_OVERHEAD = 1024
_KEPT_STATUSES = frozenset({200, 410})


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One rendered page and what it was true for: the company's revision and the day in the site's zone."""

    revision: int
    day: date
    status: int
    body: bytes
    content_type: str
    etag: str


class Shelf:
    """Pages by key, the least recently used leaving first when their bytes exceed the limit."""

    def __init__(self, max_bytes: int = MAX_BYTES):
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._bytes = 0
        self._max_bytes = max_bytes
        self._lock = threading.Lock()

    def find(self, key: str, revision: int, day: date) -> KeptPage | None:
        """Return the page of a key if it is still true, else None."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.revision != revision or page.day != day:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: KeptPage) -> None:
        """Keep a page, and let go of others until all fit again."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += _size(page)
            while self._bytes > self._max_bytes and self._pages:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= _size(page)

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        """Bytes that the kept pages take."""
        return self._bytes


def _size(page: KeptPage) -> int:
    return len(page.body) + _OVERHEAD


def init_app(app: Flask) -> None:
    """Give an application its own shelf."""
    app.extensions["ats_kept_pages"] = Shelf()


def kept(parameters: Callable[[], Mapping[str, str] | None] = dict):
    """Keep what a view renders for visitors and answer 304 to those who have it.

    ``parameters()`` returns the query parameters that the page depends on; no other is part of the key.
    None says that this request's page is not worth keeping, as one of countless searches.
    """

    def decorate(view):
        @wraps(view)
        def answered(**url_arguments) -> Response:
            if viewer() is not None:
                return _for_one_person(make_response(view(**url_arguments)))
            wanted = parameters() if request.query_string else {}
            # The revision is read before the page is made: after a change in between it is made again.
            revision, day = public_revision(), today(current_app.config["ZONE"])
            shelf: Shelf = current_app.extensions["ats_kept_pages"]
            key = f"{request.path}?{urlencode(sorted(wanted.items()))}" if wanted is not None else None
            page = shelf.find(key, revision, day) if key is not None else None
            if page is None:
                response = make_response(view(**url_arguments))
                if response.status_code not in _KEPT_STATUSES:
                    return response
                page = _as_page(response, revision, day)
                if key is not None:
                    shelf.put(key, page)
            return _answer(page)

        return answered

    return decorate


def _as_page(response: Response, revision: int, day: date) -> KeptPage:
    body = response.get_data()
    etag = hashlib.sha256(body).hexdigest()[:32]
    return KeptPage(revision, day, response.status_code, body, response.content_type, etag)


def _answer(page: KeptPage) -> Response:
    is_known = "If-None-Match" in request.headers and request.if_none_match.contains_weak(page.etag)
    if is_known and page.status == 200:
        response = Response(status=304)
        del response.headers["Content-Type"]
    else:
        response = Response(page.body, status=page.status, content_type=page.content_type)
    response.headers["ETag"] = f'"{page.etag}"'
    # Anybody may store it, nobody may use it unasked: the next change shows at once.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Cookie"
    return response


def _for_one_person(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Vary"] = "Cookie"
    return response
