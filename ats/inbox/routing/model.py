"""What the rules know of a mail and of the openings, and what they answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpeningFacts:
    """An opening as the rules see it; ``words`` are its requirements and description.

    ``apply_email`` and ``addresses`` are its own and its program's.
    """

    id: int
    reference: str
    title: str
    program: str = ""
    program_slug: str = ""
    place: str = ""
    apply_email: str = ""
    addresses: tuple[str, ...] = ()
    takes_applications: bool = True
    words: str = ""
    visibility: str = "public"
    state: str = "published"


@dataclass(frozen=True)
class MailFacts:
    """A mail as the rules see it: ``text`` without quotations, ``papers`` its files' words, ``to`` those of ours."""

    subject: str
    text: str = ""
    papers: str = ""
    to: tuple[str, ...] = ()
    sender_name: str = ""


@dataclass(frozen=True)
class Suggestion:
    """An opening that a mail may be for: how much speaks for it, from 0 to 1, and what."""

    reference: str
    share: float
    why: str


@dataclass(frozen=True)
class Routed:
    """The opening and the rule that answered; without an opening the likeliest ones, and why none was taken."""

    opening: OpeningFacts | None
    rule: str
    why: str
    suggestions: tuple[Suggestion, ...] = ()
