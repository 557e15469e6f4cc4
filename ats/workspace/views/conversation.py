"""What a message brought along: its files, its pictures, the mail byte for byte as it came."""

from ats.accounts.guards import requires
from ats.accounts.permissions import Permission
from ats.inbox.models import ReceivedMail
from ats.inbox.queries import find_of_message
from ats.messages.models import Message
from ats.platform.columns import is_storable_id
from ats.platform.errors import NotFound
from ats.workspace.access import load_message, load_message_part
from ats.workspace.mail_answers import answer_original, answer_picture
from ats.workspace.views import blueprint
from ats.workspace.views.documents import answer_download


@blueprint.get("/applications/<public_id>/messages/<message_id>/files/<int:part>")
@requires(Permission.DECIDE_APPLICATION, load=load_message_part)
def message_file(seen):
    """Answer with a file that went with a message or came with it, counted from 1."""
    files = seen.message.files
    if not is_storable_id(seen.part) or not 0 < seen.part <= len(files):
        raise NotFound
    return answer_download(files[seen.part - 1].document)


@blueprint.get("/applications/<public_id>/messages/<message_id>/pictures/<part>")
@requires(Permission.DECIDE_APPLICATION, load=load_message_part)
def message_picture(seen):
    """Answer with a picture that the HTML of a message shows, by its Content-ID."""
    return answer_picture(_received(seen.message), seen.part)


@blueprint.get("/applications/<public_id>/messages/<message_id>/original")
@requires(Permission.DECIDE_APPLICATION, load=load_message)
def message_original(seen):
    """Answer with the mail by which a message came, byte for byte, as a file."""
    return answer_original(_received(seen.message))


def _received(message: Message) -> ReceivedMail:
    received = find_of_message(message.id)
    if received is None:
        raise NotFound
    return received
