"""Reading a page of postings, in text, HTML, Markdown or JSON, into draft programs and openings; pure."""

from collections.abc import Sequence

from ats.openings.importing.description import describe_import
from ats.openings.importing.draft import (
    Facet,
    Importance,
    ImportedOpening,
    ImportedPage,
    ImportedProgram,
    ImportedRequirement,
    Pay,
    UnplacedLine,
)
from ats.openings.importing.source import MAX_BYTES, UnreadablePage

__all__ = [
    "MAX_BYTES",
    "Facet",
    "ImportedOpening",
    "ImportedPage",
    "ImportedProgram",
    "ImportedRequirement",
    "Importance",
    "Pay",
    "UnplacedLine",
    "UnreadablePage",
    "describe_import",
    "read_opening_lines",
    "read_postings_page",
    "read_requirement_line",
]


def read_postings_page(data: bytes | str, name: str | None = None) -> ImportedPage:
    """Read a page of postings; see ``ats.openings.importing.page``, which is loaded with the first page.

    Its many patterns would lengthen each start, and few installations bring in a second page.
    """
    from ats.openings.importing.page import read_postings_page as read

    return read(data, name)


def read_opening_lines(lines: Sequence[tuple[int, str]]) -> ImportedOpening:
    """Read numbered lines of a page as one opening; see ``ats.openings.importing.one_opening``."""
    from ats.openings.importing.one_opening import read_lines

    return read_lines(lines)


def read_requirement_line(text: str, importance: Importance = "required") -> ImportedRequirement:
    """Read one entry of a list of requirements; see ``ats.openings.importing.requirement``."""
    from ats.openings.importing.requirement import read_requirement

    return read_requirement(text, importance)
