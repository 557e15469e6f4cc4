"""Files of candidates: page images to look at and the original to download, neither ever run by a browser."""

from io import BytesIO

from flask import Response, request, send_file

from ats.accounts.guards import requires
from ats.accounts.permissions import Permission
from ats.documents.models import Document
from ats.documents.queries import get_page
from ats.documents.scanning import is_unscanned
from ats.platform.errors import NotFound
from ats.platform.storage import storage
from ats.resumes.file_names import download_name
from ats.workspace.access import load_document
from ats.workspace.views import blueprint

_HARMLESS = {
    # What a stranger sent must not run as this site, whatever it turns out to be.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
_A_DAY = 86400


@blueprint.get("/documents/<public_id>/pages/<int:number>.webp")
@requires(Permission.VIEW_APPLICATION, load=load_document)
def page_image(seen):
    """Answer with the picture of one page; its bytes never change, so browsers may keep it."""
    if seen.document.is_out_of_reach:
        raise NotFound
    page = get_page(seen.document, seen.number, 2 if request.args.get("density") == "2" else 1)
    response = Response(mimetype="image/webp")
    response.set_etag(page.sha256)
    response.cache_control.private = True
    response.cache_control.max_age = _A_DAY
    response.cache_control.immutable = True
    response.headers.update(_HARMLESS)
    if not request.if_none_match.contains(page.sha256):
        response.set_data(_read(page.sha256))
    return response.make_conditional(request)


@blueprint.get("/documents/<public_id>/download")
@requires(Permission.VIEW_APPLICATION, load=load_document)
def download(seen):
    """Answer with the file as it was sent, as an attachment under its own name (RFC 6266)."""
    return answer_download(seen.document)


def answer_download(document: Document) -> Response:
    """Answer with a document as an attachment; raise NotFound for one that nobody may look at."""
    if document.is_out_of_reach or is_unscanned(document):
        raise NotFound("This file waits for the virus scanner or is in quarantine.")
    file, name = BytesIO(_read(document.sha256)), download_name(document.name, document.media_type)
    response = send_file(
        file, mimetype=document.media_type, as_attachment=True, download_name=name, max_age=0
    )
    response.headers.update(_HARMLESS)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _read(sha256: str) -> bytes:
    try:
        return storage().read(sha256)
    except FileNotFoundError:
        raise NotFound("This file is missing from the store.") from None
