"""The files that go with a message: judged as uploads are, kept while the form is corrected or previewed."""

from dataclasses import dataclass, field

from flask import current_app, request

from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.documents.models import HeldUpload
from ats.documents.queries import find_held
from ats.documents.scanning import refuse_harmful
from ats.platform.database import transaction
from ats.platform.templating import file_size
from ats.platform.web_form import clean_text, set_error
from ats.resumes.checking import RefusedFile
from ats.workspace.message_forms import MessageForm

MOST_FILES = 5
_TOKEN_LENGTH = 26


@dataclass
class Enclosures:
    """The files of a message that is being written; ``held`` are those that need not be chosen again."""

    files: list[StoredFile] = field(default_factory=list)
    held: list[HeldUpload] = field(default_factory=list)

    @property
    def tokens(self) -> list[str]:
        """The tokens of those that were kept from before."""
        return [each.token for each in self.held]

    def hold(self) -> list[HeldUpload]:
        """Keep all of them for the form that is shown again, and return them."""
        new = self.files[len(self.held) :]
        with transaction():
            self.held += [documents.hold(each) for each in new]
        return self.held


def take_enclosures(form: MessageForm) -> Enclosures:
    """Return the files of a message: those kept from before and those chosen now; errors stand at the form's field.

    Writes to disk, so it must not be called inside a transaction.
    """
    tokens = [clean_text(each)[:_TOKEN_LENGTH] for each in request.form.getlist("held")[:MOST_FILES]]
    held = [row for row in map(find_held, dict.fromkeys(tokens)) if row is not None]
    taken = Enclosures([documents.held_file(each) for each in held], held)
    uploads = [each for each in form.files.data or () if each and not isinstance(each, str)]
    if len(held) + len(uploads) > MOST_FILES:
        set_error(form.files, f"At most {MOST_FILES} files can go with a message")
        return taken
    limit = current_app.config["MAX_UPLOAD_BYTES"]
    for upload in uploads:
        file = _stored(form, upload, limit)
        if file is None:
            continue
        if sum(each.size for each in taken.files) + file.size > limit:
            set_error(
                form.files, f"All attachments together must be smaller than {file_size(limit)}: {file.name}"
            )
        else:
            taken.files.append(file)
    return taken


def _stored(form: MessageForm, upload, limit: int) -> StoredFile | None:
    data, name = upload.stream.read(limit + 1), upload.filename or ""
    try:
        refuse_harmful(data)
        file = documents.store(data, name, limit)
    except RefusedFile as refused:
        words = str(refused).removeprefix("The selected file ")
        set_error(form.files, f"“{name[:80]}” {words}")
        return None
    return file


def forget(taken: Enclosures) -> None:
    """Let go of what was kept, in the caller's transaction: it has found its place."""
    for token in taken.tokens:
        documents.release(token)
