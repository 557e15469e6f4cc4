"""A profile while it is being made: values are put at JSON pointers, each together with its source."""

from typing import Any

from ats.resumes.profile import Profile, Source
from ats.resumes.text import Box, Flag, Line


class Draft:
    """Collects values and their sources; ``profile`` hands them over when every subject has been read."""

    def __init__(self) -> None:
        self._resume: dict[str, Any] = {}
        self._sources: dict[str, Source] = {}
        self._left_out: list[str] = []
        self._flags: list[Flag] = []

    def put(self, pointer: str, value: Any, source: Source | None) -> None:
        """Put a value at a JSON pointer (RFC 6901); ``/work/-/name`` is no place here, count the index yourself.

        ``source`` is None only for values that follow from others, such as the months of experience.
        """
        *parents, last = pointer.strip("/").split("/")
        place: Any = self._resume
        for key, following in zip(parents, [*parents[1:], last], strict=True):
            place = _child(place, key, [] if following.isdigit() else {})
        if isinstance(place, list):
            place.append(value)
        else:
            place[last] = value
        if source is not None:
            self._sources[pointer] = source

    def leave_out(self, what: str) -> None:
        """Note that something was recognised and not taken over, such as "birth date"; once for each kind."""
        if what not in self._left_out:
            self._left_out.append(what)

    def flag(self, flag: Flag) -> None:
        """Note something that a recruiter should know of the content."""
        self._flags.append(flag)

    def profile(self) -> Profile:
        """Hand over what was put so far."""
        return Profile(self._resume, self._sources, tuple(self._left_out), tuple(self._flags))


def source_of(line: Line, start: int, end: int, confidence: float, rule: str) -> Source:
    """Say where characters ``start:end`` of a line stand: in the text, and on which page in which box."""
    return Source(
        line.start + start, line.start + end, line.page, _box_of(line, start, end), confidence, rule
    )


def _box_of(line: Line, start: int, end: int) -> Box | None:
    """Join the boxes of the pieces that the characters touch, each cut to its share; the line's where none has one."""
    boxes = [
        _cut(piece.box, len(piece.text), start - piece.start, end - piece.start)
        for piece in line.pieces
        if piece.box is not None and piece.start < end and start < piece.start + len(piece.text)
    ]
    if not boxes:
        return _cut(line.box, len(line.text), start, end) if line.box is not None else None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _cut(box: Box, length: int, start: int, end: int) -> Box:
    """Cut a box to the share of characters ``start:end``, as if all of them were equally wide."""
    left, top, right, bottom = box
    wide = (right - left) / max(length, 1)
    return left + wide * max(start, 0), top, right - wide * max(length - end, 0), bottom


def _child(place: Any, key: str, empty: Any) -> Any:
    if isinstance(place, list):
        if int(key) == len(place):
            place.append(empty)
        return place[int(key)]
    return place.setdefault(key, empty)
