"""What the doctor finds: one look at one thing, and how it stands."""

from dataclasses import asdict, dataclass

OK, WARN, BAD = "ok", "note", "BAD"


@dataclass(frozen=True)
class Finding:
    """One look at one thing."""

    state: str
    subject: str
    found: str
    advice: str = ""

    def row(self) -> dict[str, str]:
        """Return it as a plain dictionary."""
        return asdict(self)
