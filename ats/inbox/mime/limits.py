"""How much of one mail is looked at, all its parts, archives and the mails within it together."""

from dataclasses import dataclass

MOST_PARTS = 100
MOST_DEPTH = 20
MOST_FILES = 50
MOST_UNPACKED = 50 * 1024 * 1024
LONGEST_TEXT = 500_000


@dataclass
class Budget:
    """What may still be looked at: parts, files wherever they lie, and bytes that come out of archives."""

    parts: int = MOST_PARTS
    files: int = MOST_FILES
    unpacked: int = MOST_UNPACKED

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be taken."""
        return self.parts <= 0 or self.files <= 0 or self.unpacked <= 0
