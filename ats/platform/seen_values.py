"""What a form showed when it was opened, so that sending it later takes nothing back that somebody saved since.

A form carries a short digest of each value that it showed. The action, once it holds the record, tells by them what was
changed on the form and what by others in the meantime; only what both changed is asked about.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ats.platform.errors import Conflict

_DIGITS = 16


class ChangedMeanwhile(Conflict):
    """Somebody else changed this after you opened it. Nothing of yours was saved.

    ``names`` are the values that both changed.
    """

    def __init__(self, names: Iterable[str]):
        super().__init__()
        self.names = tuple(names)


class Seen:
    """The values that a form showed, by name; as text they go through a hidden field."""

    def __init__(self, digests: Mapping[str, str]):
        self._digests = digests

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Seen":
        """Return what is seen where these values are shown."""
        return cls({name: _digest(value) for name, value in values.items()})

    @classmethod
    def read(cls, text: str | None) -> "Seen":
        """Return what a hidden field says was seen: nothing, where no form of ours wrote it."""
        try:
            digests = json.loads(text or "{}")
        except (ValueError, RecursionError):
            return NOTHING
        return cls(digests) if isinstance(digests, dict) else NOTHING

    def __str__(self) -> str:
        return json.dumps(self._digests, separators=(",", ":"))

    def __contains__(self, name: str) -> bool:
        return name in self._digests

    def is_same(self, name: str, value: Any) -> bool:
        """Return whether a value was shown and is still the one that was."""
        return self._digests.get(name) == _digest(value)


NOTHING = Seen({})


def pick_changed(values: Mapping[str, Any], now: Mapping[str, Any], seen: Seen) -> dict[str, Any]:
    """Return those of the values that were changed since they were seen; raise ChangedMeanwhile.

    ``now`` are the values that are kept. What nobody has seen counts as changed, and is nobody's to be asked about.
    """
    changed = {name: value for name, value in values.items() if not seen.is_same(name, value)}
    by_both = [
        name
        for name, value in changed.items()
        if name in seen and not seen.is_same(name, now[name]) and _digest(value) != _digest(now[name])
    ]
    if by_both:
        raise ChangedMeanwhile(by_both)
    return changed


def _digest(value: Any) -> str:
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _plain(value: Any) -> Any:
    """Return a value as it comes back from a form: browsers write the ends of lines their own way, and forms trim."""
    if value is None or isinstance(value, str):
        return (value or "").replace("\r\n", "\n").strip()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return value
