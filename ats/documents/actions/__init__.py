"""What can be done to files and to what was read of them, by what it is about."""

from ats.documents.actions.correcting import (
    ChangedMeanwhile,
    TooManyCorrections,
    correct,
    import_profile,
    set_back,
)
from ats.documents.actions.keeping import (
    StoredFile,
    attach,
    dropping_homeless,
    erase_documents,
    erase_for_candidate,
    held_file,
    hold,
    keep_for_repeat,
    release,
    store,
)
from ats.documents.actions.reading import (
    ask_again,
    begin,
    note_pictures,
    note_reading,
    note_unread,
    quarantine,
    release_from_quarantine,
)
from ats.documents.actions.rereading import AlreadyRunning, change_state, note_reread, start
from ats.documents.actions.typing import MEDIA_TYPE, attach_typed, read_typed, store_typed

__all__ = [
    "MEDIA_TYPE",
    "AlreadyRunning",
    "ChangedMeanwhile",
    "StoredFile",
    "TooManyCorrections",
    "ask_again",
    "attach",
    "attach_typed",
    "begin",
    "change_state",
    "correct",
    "dropping_homeless",
    "erase_documents",
    "erase_for_candidate",
    "held_file",
    "hold",
    "import_profile",
    "keep_for_repeat",
    "note_pictures",
    "note_reading",
    "note_reread",
    "note_unread",
    "quarantine",
    "read_typed",
    "release",
    "release_from_quarantine",
    "set_back",
    "start",
    "store",
    "store_typed",
]
