"""Facts about users."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class UserInvited(Event):
    """Somebody was given an account; the invitation mail follows."""

    kind: ClassVar[str] = "user.invited"
    user_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class InvitationRepeated(Event):
    """Somebody who has not joined yet is sent a new invitation."""

    kind: ClassVar[str] = "user.invited_again"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class InstallationSetUp(Event):
    """The first admin was made and named the company."""

    kind: ClassVar[str] = "user.set_up"
    user_id: int
    company_name: str


@dataclass(frozen=True, kw_only=True)
class UserJoined(Event):
    """Somebody chose a password for the first time."""

    kind: ClassVar[str] = "user.joined"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class UserChanged(Event):
    """Somebody's name, role or switch was changed; personal: before and after."""

    kind: ClassVar[str] = "user.changed"
    user_id: int
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(Event):
    """Somebody asked for a new password; the mail follows, unless the address has no account (None)."""

    kind: ClassVar[str] = "user.reset_asked"
    user_id: int | None


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """Somebody has a new password; all other sessions ended."""

    kind: ClassVar[str] = "user.password_changed"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class UserSignedIn(Event):
    """Somebody signed in."""

    kind: ClassVar[str] = "user.signed_in"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event):
    """Somebody ended a session of theirs on another device."""

    kind: ClassVar[str] = "user.session_revoked"
    user_id: int
