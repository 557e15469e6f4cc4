"""What the reader understands of a résumé: a profile in the shape of JSON Resume 1.2.1, each value with its source.

JSON Resume: the schema "resume-schema" 1.2.1. Values that it has no place for stand under ``meta.requisite``.
"""

from dataclasses import dataclass, field
from typing import Any

from ats.resumes.text import Box, Flag


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value stands: characters ``start:end`` of the text, the page and box there, how sure, by which rule.

    ``confidence`` is between 0 and 1. ``page`` is 0 and ``box`` None in formats without pages. ``rule`` names the
    rule in words that a recruiter understands, such as "line below the employer" or "mailto link".
    """

    start: int
    end: int
    page: int
    box: Box | None
    confidence: float
    rule: str


@dataclass(frozen=True)
class Profile:
    """A profile and the source of every value in it, by JSON pointer (RFC 6901), such as ``/work/0/name``.

    ``left_out`` names what was recognised and deliberately not taken over, such as "birth date"; never its value.
    ``flags`` say what a recruiter should know of the content, such as that it is no résumé.
    """

    resume: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
