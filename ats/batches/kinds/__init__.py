"""What can be done to many at once: the table of the kinds of batches."""

from ats.batches.kinds.closing import Close
from ats.batches.kinds.deciding import Move, Reject
from ats.batches.kinds.importing import ImportFiles, ImportRows
from ats.batches.kinds.kind import Kind
from ats.batches.kinds.shortlisting import Shortlist
from ats.batches.kinds.tagging import Tag, Untag
from ats.batches.kinds.undoing import Undo
from ats.batches.kinds.writing import Write

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *(Move(), Reject(), Tag(), Untag(), Shortlist(), Write(), Close()),
        *(ImportRows(), ImportFiles()),
    )
}
KINDS[Undo.name] = Undo(KINDS)

__all__ = ["KINDS", "Kind"]
