"""Says what a recruiter should know of a reading as a whole: that it hardly is a résumé, or one of several people."""

import re
from collections.abc import Iterator

from ats.resumes.profile import Profile
from ats.resumes.text import Flag, TextRead

_HISTORY = ("work", "education", "projects", "volunteer")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_FAR_APART = 5  # lines


def judge(read: TextRead, profile: Profile) -> Iterator[Flag]:
    """Yield what is to be said of a text of which something was read."""
    if not read.lines:
        return
    if not any(profile.resume.get(part) for part in _HISTORY):
        yield Flag("no-history", "names neither a position nor a school that was recognised")
    if _names_several(read):
        yield Flag("several-people", "may hold the papers of more than one person")


def _names_several(read: TextRead) -> bool:
    """Tell whether there are two heads, each with an address of its own, with much else between."""
    places: dict[str, int] = {}
    for number, line in enumerate(read.lines):
        for found in _ADDRESS.finditer(line.text[:1000]):
            places.setdefault(found[0].lower(), number)
    numbers = sorted(places.values())
    return any(later - earlier > _FAR_APART for earlier, later in zip(numbers, numbers[1:], strict=False))
