"""Facts about messages and their templates."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageEvent(Event):
    """What all facts about a message say."""

    application_id: int
    candidate_id: int
    opening_id: int
    message_id: int


@dataclass(frozen=True, kw_only=True)
class MessageWritten(MessageEvent):
    """A colleague wrote to the candidate; the mail goes out after a moment in which it can be called back."""

    kind: ClassVar[str] = "message.written"


@dataclass(frozen=True, kw_only=True)
class MessageCalledBack(MessageEvent):
    """A message was called back before it went out."""

    kind: ClassVar[str] = "message.called_back"


@dataclass(frozen=True, kw_only=True)
class MessageReceived(MessageEvent):
    """The candidate wrote, or somebody who says so (``is_confirmed`` off)."""

    kind: ClassVar[str] = "message.received"
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class MessageConfirmed(MessageEvent):
    """A message that came unconfirmed is the candidate's, or that was taken back (``is_confirmed`` off)."""

    kind: ClassVar[str] = "message.confirmed"
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class MailStopLifted(Event):
    """A colleague said that an address is right from which mail came back: it goes out again."""

    kind: ClassVar[str] = "message.stop_lifted"
    application_id: int
    candidate_id: int
    opening_id: int


@dataclass(frozen=True, kw_only=True)
class MessageTemplateSaved(Event):
    """A template was added or changed."""

    kind: ClassVar[str] = "message_template.saved"
    template_id: int
    name: str
    is_active: bool
    changed: tuple[str, ...] = ()
