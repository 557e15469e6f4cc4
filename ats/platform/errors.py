"""Errors that a user may cause or meet; each carries the sentence that the user reads."""


class DomainError(Exception):
    """Something that cannot be done, with the reason in the user's words."""

    status = 400

    def __init__(self, message: str = ""):
        self.message = message or (self.__doc__ or "").strip().splitlines()[0]
        super().__init__(self.message)


class NotFound(DomainError):
    """There is nothing at this address."""

    status = 404


class Forbidden(DomainError):
    """Your role does not allow this."""

    status = 403


class Gone(DomainError):
    """This is no longer here."""

    status = 410


class Conflict(DomainError):
    """Somebody else changed this in the meantime."""

    status = 409


class Invalid(DomainError):
    """This cannot be accepted as it is."""

    status = 422


class TooMany(DomainError):
    """Too many attempts. Please wait a while and try again."""

    status = 429

    def __init__(self, message: str = "", *, retry_after: int = 60):
        super().__init__(message)
        self.retry_after = retry_after
