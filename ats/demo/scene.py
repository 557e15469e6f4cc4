"""What the acts of the demo share: the content, the moment they look back from, and what is there by now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from ats.accounts.models import User
from ats.demo.content import Content, moment
from ats.documents.actions import StoredFile
from ats.openings.models import Opening, Program
from ats.platform.events import Actor


@dataclass(frozen=True)
class Act:
    """Something that happened at an instant; acts of the same instant happen in the order they are listed."""

    at: datetime
    play: Callable[[], None]


@dataclass(kw_only=True)
class Scene:
    """The content with its files in the store already, and the rows made so far by the content's keys."""

    content: Content
    now: datetime
    zone: ZoneInfo
    files: dict[str, StoredFile]
    logo_sha256: str
    password_hash: str
    users: dict[str, User] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    openings: dict[str, Opening] = field(default_factory=dict)
    sign_ins: list[str] = field(default_factory=list)

    def actor(self, key: str) -> Actor:
        """Return a user as the one who does something."""
        return Actor.user(self.users[key].id)

    def staff_time(self, days_ago: float) -> datetime:
        """Return an instant at which people are at work."""
        return moment(self.now, days_ago, self.zone, is_staff=True)

    def candidate_time(self, days_ago: float) -> datetime:
        """Return an instant at which candidates are awake."""
        return moment(self.now, days_ago, self.zone, is_staff=False)
