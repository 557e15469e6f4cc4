"""Facts about the running of the system itself."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class JobRetried(Event):
    """An admin had a piece of background work tried again at once."""

    kind: ClassVar[str] = "system.job_retried"
    row_id: int
    job: str


@dataclass(frozen=True, kw_only=True)
class MailTested(Event):
    """An admin had a test mail sent; personal: to which address."""

    kind: ClassVar[str] = "system.mail_tested"
