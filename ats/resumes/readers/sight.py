"""What of styled text a person can tell from the ground that it stands on, by its colour and size."""

from ats.resumes.readers.drafts import TINY

WHITE = 0xFFFFFF
_CONTRAST = 1.15  # ratio of WCAG 2.2; the palest grey that anybody sets text in to be read has more
_NEAR = 40  # of 255, in every channel: yellow on white has little contrast, and is seen all the same
_BY_LOOK = frozenset((None, "white", "tiny", "as its ground"))


def hidden_by_look(hidden: str | None, colour: int | None, size: float, ground: int | None) -> str | None:
    """Return how text is hidden, given how it was before its look changed; ``ground`` is None if nobody knows it."""
    if hidden not in _BY_LOOK:
        return hidden
    if is_lost(colour, ground):
        return "white" if is_lost(WHITE, ground) else "as its ground"
    return "tiny" if 0 < size < TINY else None


def is_lost(colour: int | None, ground: int | None) -> bool:
    """Say whether text of a colour cannot be made out on a ground; not where either is unknown."""
    if colour is None or ground is None:
        return False
    if any(abs((colour >> shift & 255) - (ground >> shift & 255)) > _NEAR for shift in (16, 8, 0)):
        return False
    darker, lighter = sorted((_luminance(colour), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05) < _CONTRAST


def _luminance(colour: int) -> float:
    """Return relative luminance. Format: WCAG 2.2, definitions."""
    parts = ((colour >> shift & 255) / 255 for shift in (16, 8, 0))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
