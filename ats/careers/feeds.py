"""The openings for feed readers and search engines: Atom (RFC 4287), JSON Feed 1.1 and sitemaps.org 0.9."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from ats.careers.advert import advert_html
from ats.openings.models import Opening
from ats.openings.words import EMPLOYMENT_TYPES, WORKPLACES, place_text

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What XML 1.0 (section 2.2) cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What all entries of a feed share; the addresses are full ones."""

    title: str
    author: str
    page_url: str
    feed_url: str
    updated: datetime | None


@dataclass(frozen=True)
class Entry:
    """One opening and its full address."""

    opening: Opening
    url: str

    @property
    def updated(self) -> datetime:
        """When the opening last changed."""
        return self.opening.updated_at

    @property
    def published(self) -> datetime:
        """When the opening was first published."""
        return self.opening.published_at or self.opening.updated_at

    @property
    def tags(self) -> list[str]:
        """Return program, place, way of working and employment."""
        opening = self.opening
        words = (WORKPLACES.get(opening.workplace, ""), EMPLOYMENT_TYPES.get(opening.employment_type, ""))
        return [tag for tag in (opening.program.name, place_text(opening), *words) if tag]


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Return an Atom 1.0 document."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "id", feed.feed_url)
    _add(root, "title", feed.title)
    _add(root, "updated", _time(feed.updated or _NEVER))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.feed_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    _add(_add(root, "author"), "name", feed.author)
    for entry in entries:
        _add_entry(root, entry)
    return _document(root)


def json_feed(feed: Feed, entries: Sequence[Entry]) -> str:
    """Return a JSON Feed 1.1 document."""
    items = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.opening.title,
            "content_html": str(advert_html(entry.opening)),
            "date_published": _time(entry.published),
            "date_modified": _time(entry.updated),
            "tags": entry.tags,
        }
        for entry in entries
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.feed_url,
        "language": "en",
        "authors": [{"name": feed.author}],
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def sitemap(pages: Sequence[tuple[str, datetime | None]]) -> bytes:
    """Return a sitemap of full addresses, each with when its page last changed."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for address, changed in pages:
        url = _add(root, "url")
        _add(url, "loc", address)
        if changed is not None:
            _add(url, "lastmod", _time(changed))
    return _document(root)


def _add_entry(root: ElementTree.Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.url)
    _add(element, "title", entry.opening.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", _time(entry.published))
    _add(element, "updated", _time(entry.updated))
    for tag in entry.tags:
        _add(element, "category", term=_NOT_XML.sub("", tag))
    _add(element, "content", str(advert_html(entry.opening)), type="html")


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    if text is not None:
        element.text = _NOT_XML.sub("", text)
    return element


def _document(root: ElementTree.Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
