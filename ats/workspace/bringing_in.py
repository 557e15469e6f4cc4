"""Files that somebody sends to bring people in: told apart, held, and turned into a batch."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import current_app

from ats.batches.actions import draft_items, start
from ats.batches.models import Batch
from ats.batches.rules import count_words
from ats.documents.actions import StoredFile, hold
from ats.documents.models import HeldUpload
from ats.imports.actions import key_of
from ats.imports.files import MOST_FILES, FoundFile, is_zip, open_zip
from ats.imports.queries import list_known
from ats.imports.rows import Checked, Person, check_rows
from ats.imports.sheets import Sheet, read_sheet
from ats.openings.models import Opening
from ats.platform import clock
from ats.platform.database import transaction
from ats.platform.events import Actor
from ats.platform.storage import storage
from ats.resumes.file_names import safe_name

TABLES = (".csv", ".tsv")


class Refused(ValueError):
    """A sentence that says why what was sent cannot be brought in."""


@dataclass
class Sent:
    """What was sent: one table, or files with those that a zip held."""

    table: FoundFile | None = None
    files: list[FoundFile] = field(default_factory=list)


def take_apart(uploads: Sequence) -> Sent:
    """Tell a table from files, and open zips; raise Refused."""
    given = [each for each in uploads if each.filename]
    if not given:
        raise Refused("Choose a table, a zip, or one or more files")
    tables = [each for each in given if each.filename.lower().endswith(TABLES)]
    if tables:
        if len(given) > 1:
            raise Refused("A table is brought in alone: choose no other file with it")
        return Sent(table=FoundFile(safe_name(tables[0].filename), tables[0].read()))
    sent, most = Sent(), current_app.config["MAX_UPLOAD_BYTES"]
    for each in given:
        if each.filename.lower().endswith(".zip"):
            data, name = each.read(), safe_name(each.filename)
            if not is_zip(data):
                raise Refused(f"“{name}” is no zip, or it is damaged")
            sent.files += open_zip(data, name, most)
        else:
            sent.files.append(FoundFile(safe_name(each.filename), each.read()))
    if len(sent.files) > MOST_FILES:
        raise Refused(f"These are more than {MOST_FILES:,} files. Send them in parts")
    if not sent.files:
        raise Refused("There is no file in it")
    return sent


def hold_table(table: FoundFile) -> str:
    """Keep a table while its preview is looked at; return the token."""
    return _hold([table])[0]


def _hold(files: Sequence[FoundFile]) -> list[str]:
    kept = [StoredFile(storage().put(each.data), len(each.data), each.name, "text/csv") for each in files]
    with transaction():
        return [hold(each).token for each in kept]


def begin_files(opening_id: int, files: Sequence[FoundFile], source: str, *, by: Actor) -> str:
    """Begin to bring files in; return the public id of the batch. Those that cannot be opened are reported by it."""
    good = [each for each in files if not each.problem and each.data]
    tokens = dict(zip(map(id, good), _hold(good), strict=True))
    items = [
        {"label": each.name, "data": {"held": tokens.get(id(each), ""), "why": each.problem}}
        for each in files
    ]
    return _begin("files", items, opening_id, source, count_words(len(files), "file", "files"), by)


def begin_rows(opening_id: int, preview: "Preview", source: str, *, by: Actor) -> str:
    """Begin to bring the good rows of a table in; return the public id of the batch."""
    items = [
        {
            "label": f"Line {person.line}",
            "data": {**person.to_json(), "key": key_of(preview.digest, f"{opening_id}-{person.line}")},
        }
        for person in preview.checked.people
    ]
    return _begin("rows", items, opening_id, source, f"the table {preview.name}", by)


def _begin(kind: str, items: list[dict], opening_id: int, source: str, chosen: str, by: Actor) -> str:
    with transaction():
        batch: Batch = draft_items(
            kind, items, by=by, parameters={"source": source}, opening_id=opening_id, chosen=chosen[:300]
        )
        start(batch, seen=batch.version, by=by)
        return batch.public_id


@dataclass(frozen=True)
class Preview:
    """A table as it would be brought in."""

    name: str
    digest: bytes
    sheet: Sheet
    mapping: list[str]
    checked: Checked
    there: set[int]
    known: set[int]

    @property
    def new(self) -> list[Person]:
        """Those who will get an application."""
        return [each for each in self.checked.people if each.line not in self.there]


def preview_table(
    held: HeldUpload, opening: Opening, mapping: Sequence[str] | None, encoding: str = ""
) -> Preview:
    """Read and check a table that is held, in an encoding or the one its bytes tell; raise UnreadableSheet."""
    data = storage().read(held.sha256)
    sheet = read_sheet(data, encoding)
    chosen = list(mapping) if mapping and len(mapping) == len(sheet.headings) else sheet.guessed
    checked = check_rows(sheet, chosen, today=clock.today(current_app.config["ZONE"]))
    there, known = list_known(checked.people, opening.id)
    return Preview(held.name, hashlib.sha256(data).digest(), sheet, chosen, checked, there, known)
