"""The listing of the openings, and the page of one program."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import public, viewer
from ats.careers.kept_pages import kept
from ats.careers.listing import ROWS, ListingFilter, build_listing
from ats.careers.views import blueprint
from ats.openings import queries
from ats.platform.errors import NotFound


def _filter_to_keep() -> dict[str, str] | None:
    wanted = ListingFilter.from_arguments(request.args)
    return None if wanted.q else wanted.as_arguments()


def _page_to_keep() -> dict[str, str]:
    return {"page": str(_page_number())}


@blueprint.get("/")
@public
@kept(_filter_to_keep)
def listing():
    """Show the openings by program, narrowed to what the address asks for."""
    wanted = ListingFilter.from_arguments(request.args)
    openings = queries.list_published(to_staff=viewer() is not None, with_text=bool(wanted.q))
    return render_template("careers/listing.html", listing=build_listing(openings, wanted), wanted=wanted)


@blueprint.get("/programs/<slug>")
@public
@kept(_page_to_keep)
def program(slug: str):
    """Show one program with its openings, a hundred on a page."""
    is_staff = viewer() is not None
    shown = queries.get_public_program(slug.casefold(), to_staff=is_staff)
    if shown.slug != slug:
        return redirect(url_for("careers.program", slug=shown.slug), 301)
    openings = queries.list_published(to_staff=is_staff, program=shown)
    number = _page_number()
    rows = openings[(number - 1) * ROWS : number * ROWS]
    if number > 1 and not rows:
        raise NotFound
    has_more = len(openings) > number * ROWS
    return render_template(
        "careers/program.html",
        program=shown,
        openings=rows,
        count=len(openings),
        number=number,
        has_more=has_more,
    )


def _page_number() -> int:
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) > 0 else 1
