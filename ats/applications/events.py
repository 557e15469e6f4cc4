"""Facts about applications. ``left_stage_id`` and ``entered_stage_id`` say which counts of stages change."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ApplicationEvent(Event):
    """What all facts about an application say."""

    application_id: int
    candidate_id: int
    opening_id: int


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(ApplicationEvent):
    """Somebody applied, or was added by hand. Suspected ones enter no stage until they are let in."""

    kind: ClassVar[str] = "application.submitted"
    source: str
    left_stage_id: int | None = None
    entered_stage_id: int | None
    wants_receipt: bool = True


@dataclass(frozen=True, kw_only=True)
class ApplicationRepeated(ApplicationEvent):
    """The same address applied again too soon; nothing but a document was added."""

    kind: ClassVar[str] = "application.repeated"


@dataclass(frozen=True, kw_only=True)
class TraySorted(ApplicationEvent):
    """A suspected application was let in or binned, or either was taken back."""

    kind: ClassVar[str] = "application.tray_sorted"
    verdict: str
    left_stage_id: int | None
    entered_stage_id: int | None


@dataclass(frozen=True, kw_only=True)
class DecisionEvent(ApplicationEvent):
    """What all decisions say."""

    change_id: int
    left_stage_id: int | None
    entered_stage_id: int | None


@dataclass(frozen=True, kw_only=True)
class ApplicationMoved(DecisionEvent):
    """An application went to another stage."""

    kind: ClassVar[str] = "application.moved"
    from_stage: str
    to_stage: str


@dataclass(frozen=True, kw_only=True)
class ApplicationRejected(DecisionEvent):
    """An application ended with a reason."""

    kind: ClassVar[str] = "application.rejected"
    reason: str
    side: str


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(DecisionEvent):
    """The candidate stepped back, or somebody noted so on their behalf."""

    kind: ClassVar[str] = "application.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ApplicationReopened(DecisionEvent):
    """An ended application is on its way again."""

    kind: ClassVar[str] = "application.reopened"


@dataclass(frozen=True, kw_only=True)
class ApplicationHired(DecisionEvent):
    """The candidate was hired."""

    kind: ClassVar[str] = "application.hired"


@dataclass(frozen=True, kw_only=True)
class DecisionUndone(DecisionEvent):
    """A decision was taken back; ``undone`` names its kind."""

    kind: ClassVar[str] = "application.undone"
    undone: str
    undoes_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(ApplicationEvent):
    """A newer résumé or another file came; the earlier ones stay beside it."""

    kind: ClassVar[str] = "application.document_added"
    document_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class DocumentConfirmed(ApplicationEvent):
    """A file that came unconfirmed is the candidate's, or that was taken back (``is_confirmed`` off)."""

    kind: ClassVar[str] = "application.document_confirmed"
    document_id: int
    role: str
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationFinished(ApplicationEvent):
    """The candidate answered what was missing (``answers`` of them) and agreed that we keep it (``has_agreed``)."""

    kind: ClassVar[str] = "application.finished"
    answers: int
    has_agreed: bool


@dataclass(frozen=True, kw_only=True)
class TypedDetailsSettled(ApplicationEvent):
    """What was typed into the form was accepted for the candidate, or set aside."""

    kind: ClassVar[str] = "application.details_settled"
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationErased(ApplicationEvent):
    """An application was erased: past its retention, or as the mail that made it was taken out of it (``why``)."""

    kind: ClassVar[str] = "application.erased"
    left_stage_id: int | None
    entered_stage_id: int | None = None
    why: str = "retention"


@dataclass(frozen=True, kw_only=True)
class StatusLinkAsked(Event):
    """Somebody asked for new status links to an address of this candidate."""

    kind: ClassVar[str] = "candidate.link_asked"
    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Event):
    """A candidate asked to be erased; the mail with the link that confirms it follows."""

    kind: ClassVar[str] = "candidate.erasure_asked"
    candidate_id: int
    application_id: int
    opening_id: int
