"""How the pieces of a correspondence are shown: what is quoted folded away, HTML made harmless."""

from dataclasses import dataclass, field

from flask import url_for

from ats.applications.models import Application
from ats.inbox.mime.quotations import Passage, passages
from ats.messages.models import Direction
from ats.messages.queries import Letter
from ats.platform.mail_html import LONGEST_SHOWN, MailPage, mail_page


@dataclass(frozen=True)
class ShownLetter:
    """A letter with its words as they are shown: either ``page``, or ``passages`` of plain text."""

    letter: Letter
    page: MailPage | None = None
    passages: list[Passage] = field(default_factory=list)


def show_letter(application: Application, letter: Letter) -> ShownLetter:
    """Return a letter as it is shown."""
    message = letter.message
    if message is None:
        return ShownLetter(letter)
    if message.direction == Direction.OUT:
        return ShownLetter(letter, passages=[Passage(message.text, is_quoted=False)])
    if not message.html or len(message.html) > LONGEST_SHOWN:
        return ShownLetter(letter, passages=passages(message.text))

    def picture(content_id: str) -> str:
        ids = {"public_id": application.public_id, "message_id": message.public_id}
        return url_for("workspace.message_picture", part=content_id, **ids)

    return ShownLetter(letter, page=mail_page(message.html, picture))
