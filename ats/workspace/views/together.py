"""Working at the same time: saying that one looks at an application, and asking whether anything has happened.

A screen asks again and again and gets 304 while nothing moved; no request waits for news.
"""

from flask import Response, current_app, request

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.openings.queries import get_opening
from ats.platform.database import transaction
from ats.workspace.access import load_application
from ats.workspace.actions import attention
from ats.workspace.queries import attention as queries
from ats.workspace.reviewing import find_place, next_url
from ats.workspace.views import blueprint


@blueprint.post("/applications/<public_id>/here")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def here(application):
    """Note that the viewer looks at an application: it is read, and claimed for two minutes."""
    with transaction():
        attention.look_at(get_viewer().id, application.id)
    return "", 204


@blueprint.get("/applications/<public_id>/news")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def application_news(application):
    """Tell whether anything has happened to an application, who else looks at it, and who comes next."""
    user = get_viewer()
    news = queries.news_of_application(user, application)
    place = find_place(user, application)
    return _answer(news, {"then": next_url(user, place)} if place else {})


@blueprint.get("/openings/<reference>/news")
@requires(Permission.VIEW_APPLICATION, load=get_opening)
def opening_news(opening):
    """Tell whether anything has happened on a board."""
    return _answer(queries.news_of_opening(get_viewer(), opening.id))


@blueprint.get("/news")
@requires(Permission.VIEW_APPLICATION)
def news():
    """Tell whether anything has happened to any application."""
    return _answer(queries.news_of_all(get_viewer()))


def _answer(news: queries.News, more: dict | None = None) -> Response:
    body = current_app.json.dumps({"newest": news.newest, "looking": news.looking, **(more or {})})
    response = Response(body, mimetype="application/json")
    response.add_etag()
    response.cache_control.private = True
    response.cache_control.no_cache = True
    return response.make_conditional(request)
