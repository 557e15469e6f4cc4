"""Feeds, the sitemap, and what robots may read."""

from flask import Response

from ats.accounts.guards import public
from ats.careers import feeds
from ats.careers.kept_pages import kept
from ats.careers.views import blueprint
from ats.company.queries import get_company
from ats.openings import queries
from ats.openings.models import Opening, Program
from ats.platform.addresses import public_address

HIDDEN = ("/dashboard", "/status", "/choose", "/erase", "/sign-in")
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {each}\n" for each in HIDDEN)


@blueprint.get("/feed.atom")
@public
@kept()
def atom():
    """Send all public openings as Atom."""
    return _atom(None)


@blueprint.get("/programs/<slug>/feed.atom")
@public
@kept()
def program_atom(slug: str):
    """Send one program's public openings as Atom."""
    return _atom(queries.get_public_program(slug))


@blueprint.get("/feed.json")
@public
@kept()
def json_feed():
    """Send all public openings as JSON Feed."""
    return _json(None)


@blueprint.get("/programs/<slug>/feed.json")
@public
@kept()
def program_json(slug: str):
    """Send one program's public openings as JSON Feed."""
    return _json(queries.get_public_program(slug))


@blueprint.get("/sitemap.xml")
@public
@kept()
def sitemap():
    """List every page that search engines may show, with the time of its last change."""
    openings = queries.list_published()
    changes = queries.last_public_changes()
    pages = [(public_address("careers.listing"), max(changes.values(), default=None))]
    for program in dict.fromkeys(opening.program for opening in openings):
        pages.append((public_address("careers.program", slug=program.slug), changes[program.id]))
    pages += [(_address(opening), opening.updated_at) for opening in openings]
    return Response(feeds.sitemap(pages), content_type="application/xml; charset=utf-8")


@blueprint.get("/robots.txt")
@public
@kept()
def robots():
    """Say what robots may read and where the sitemap is."""
    text = f"{ROBOTS}\nSitemap: {public_address('careers.sitemap')}\n"
    return Response(text, content_type="text/plain; charset=utf-8")


def _atom(program: Program | None) -> Response:
    document = feeds.atom(*_feed(program, "careers.atom", "careers.program_atom"))
    return Response(document, content_type="application/atom+xml; charset=utf-8")


def _json(program: Program | None) -> Response:
    document = feeds.json_feed(*_feed(program, "careers.json_feed", "careers.program_json"))
    return Response(document, content_type="application/feed+json; charset=utf-8")


def _feed(program: Program | None, whole: str, part: str) -> tuple[feeds.Feed, list[feeds.Entry]]:
    """Return a feed's head and entries. Feeds are for visitors: what is internal is never in them."""
    company = get_company()
    changes = queries.last_public_changes()
    entries = [
        feeds.Entry(opening, _address(opening))
        for opening in queries.list_published(program=program, with_text=True)
    ]
    if program is None:
        head = feeds.Feed(
            title=f"Openings at {company.name}",
            author=company.name,
            page_url=public_address("careers.listing"),
            feed_url=public_address(whole),
            updated=max(changes.values(), default=None),
        )
    else:
        head = feeds.Feed(
            title=f"{program.name}: openings at {company.name}",
            author=company.name,
            page_url=public_address("careers.program", slug=program.slug),
            feed_url=public_address(part, slug=program.slug),
            updated=changes.get(program.id),
        )
    return head, entries


def _address(opening: Opening) -> str:
    return public_address("careers.opening", reference=opening.reference)
