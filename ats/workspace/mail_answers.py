"""Answers with parts of a received mail: the whole of it byte for byte, or a picture that its HTML shows."""

from dataclasses import dataclass
from io import BytesIO

from flask import Response, request, send_file

from ats.inbox.mime import ParsedMail, parse_mail
from ats.inbox.mime.model import MailFile
from ats.inbox.models import ReceivedMail
from ats.inbox.queries import get_received, raw_of
from ats.platform.errors import NotFound

_HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
_A_DAY = 86400
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


@dataclass(frozen=True)
class SeenPicture:
    """A mail in the tray, and the Content-ID of a picture in it."""

    received: ReceivedMail
    content_id: str

    @property
    def opening_id(self) -> int | None:
        """The opening that the guard asks about."""
        return self.received.opening_id


def load_received_picture(public_id: str, content_id: str) -> SeenPicture:
    """Return a mail in the tray and which of its pictures is meant."""
    return SeenPicture(get_received(public_id), content_id)


def answer_original(row: ReceivedMail) -> Response:
    """Answer with a mail byte for byte as it came, as a file."""
    name = f"mail-{row.received_at:%Y-%m-%d}-{row.public_id[:6]}.eml"
    answer = send_file(
        BytesIO(_raw(row)), mimetype="message/rfc822", as_attachment=True, download_name=name, max_age=0
    )
    answer.headers.update(_HARMLESS)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def answer_picture(row: ReceivedMail, content_id: str) -> Response:
    """Answer with the picture of a Content-ID in a mail, whatever else the mail says it is; raise NotFound."""
    answer = Response()
    answer.set_etag(
        f"{row.sha256[:32]}-{content_id}"[:300].encode("ascii", "replace").decode().replace('"', "")
    )
    answer.cache_control.private = True
    answer.cache_control.max_age = _A_DAY
    answer.headers.update(_HARMLESS)
    file = next((each for each in _files(parse_mail(_raw(row))) if each.content_id == content_id), None)
    kind = _kind(file.content) if file is not None else None
    if file is None or kind is None:
        raise NotFound
    answer.mimetype = kind
    answer.set_data(file.content)
    return answer.make_conditional(request)


def _raw(row: ReceivedMail) -> bytes:
    try:
        return raw_of(row)
    except FileNotFoundError:
        raise NotFound("This mail is missing from the store.") from None


def _files(mail: ParsedMail) -> list[MailFile]:
    return [*mail.files, *(file for each in mail.nested for file in _files(each))]


def _kind(content: bytes) -> str | None:
    """Return the kind of a picture that browsers show, by its content; none that may hold a script."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
