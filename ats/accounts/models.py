"""Tables of the people who sign in."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.accounts.permissions import Permission
from ats.accounts.policy import ROLE_LABELS, Role, may
from ats.platform.clock import utc_now
from ats.platform.columns import PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model

SESSION_LIFE = timedelta(days=7)
SESSION_IDLE = timedelta(hours=8)
NOTIFY_CHOICES = ("each", "daily", "never")


class User(Model):
    """Somebody who signs in. ``password_hash`` is empty until an invitation has been accepted."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    notify: Mapped[str] = mapped_column(String(10), default="daily")
    notified_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signature: Mapped[str] = mapped_column(Text, default="", server_default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def role_label(self) -> str:
        """The role as the screens say it."""
        return ROLE_LABELS[Role(self.role)]

    @property
    def state(self) -> str:
        """One word: "active", "invited" until a password has been chosen, "off" once switched off."""
        if not self.is_active:
            return "off"
        return "active" if self.password_hash else "invited"

    def can(self, permission: Permission) -> bool:
        """Return whether the role allows it at all; ties to openings are the guards' affair."""
        return may(self.role, permission)


class UserSession(Model):
    """One signed-in browser; the cookie holds the token, the table its sha256."""

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    browser: Mapped[str] = mapped_column(String(80))

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class AccountLink(Model):
    """A one-time link by mail: an invitation, a password reset, or the set-up of the first admin."""

    __tablename__ = "account_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
