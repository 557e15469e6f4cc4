"""What can become of a received mail, decided before anything is written."""

from dataclasses import dataclass, field

from ats.inbox.mime.model import ParsedMail
from ats.inbox.papers import Paper
from ats.inbox.people import Person
from ats.inbox.routing import Suggestion


@dataclass(frozen=True)
class Prepared:
    """A mail taken apart. ``mail`` is as it came; ``subject``, ``text`` and ``html`` are those that count (of the mail
    inside a forwarded one), ``written`` is the text without quotations. ``is_verified``: the From domain is proven.
    """

    mail: ParsedMail
    subject: str
    text: str
    html: str
    written: str
    person: Person | None
    papers: tuple[Paper, ...] = ()
    is_verified: bool = False
    may_be_answered: bool = True

    @property
    def resume(self) -> Paper | None:
        """The résumé among the files, or what stands in the mail itself."""
        return next((each for each in self.papers if each.kind == "resume"), None)


@dataclass(frozen=True)
class Ignore:
    """Recorded and left alone; a bounce names the mail of ours that came back."""

    rule: str
    why: str
    bounced_mail_id: int | None = None
    candidate_id: int | None = None


@dataclass(frozen=True)
class Wait:
    """For the tray, with what went wrong and the likeliest openings; the sender may be asked which one it is for.

    ``about``: the person of whom somebody else writes.
    """

    problem: str
    suggestions: tuple[Suggestion, ...] = ()
    may_be_asked: bool = False
    about: Person | None = None


@dataclass(frozen=True)
class Join:
    """Part of an application that is there; ``is_confirmed``: the candidate surely wrote."""

    application_id: int
    rule: str
    why: str
    is_confirmed: bool


@dataclass(frozen=True)
class Apply:
    """An application to an opening; ``is_confirmed``: whoever applies surely reads the address that they wrote from."""

    opening_id: int
    rule: str
    why: str
    suggestions: tuple[Suggestion, ...] = field(default=())
    is_confirmed: bool = False


Verdict = Ignore | Wait | Join | Apply
