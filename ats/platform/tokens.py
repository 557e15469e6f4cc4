"""Signed, expiring links: one salt a purpose, so that a link for one thing never opens another."""

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer


class InvalidToken(ValueError):
    """The link was altered, is cut off, or was never ours."""


class ExpiredToken(InvalidToken):
    """The link was ours and has run out; ``payload`` says what it was for."""

    def __init__(self, payload):
        super().__init__("expired")
        self.payload = payload


def sign(purpose: str, payload) -> str:
    """Return a URL-safe token that carries a JSON payload for one purpose."""
    return _serializer(purpose).dumps(payload)


def read(purpose: str, token: str, max_age_seconds: int | None = None):
    """Return a token's payload; raise ExpiredToken or InvalidToken."""
    try:
        return _serializer(purpose).loads(token, max_age=max_age_seconds)
    except SignatureExpired as error:
        raise ExpiredToken(_serializer(purpose).load_payload(error.payload)) from None
    except BadSignature:
        raise InvalidToken("invalid") from None


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    keys = [*current_app.config.get("SECRET_KEY_FALLBACKS", []), current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt=f"ats.{purpose}")
