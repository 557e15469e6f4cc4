"""Moving the openings of an import's preview into the programs chosen for them, among the fields as they were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from ats.platform.form_rows import Pairs, join_rows, split_rows
from ats.platform.whole_numbers import read_whole_number

KNOWN, NEW = "known-", "new"
_CHOICE, _NAME = "program", "new_program"


@dataclass
class _Opening:
    """The fields of an opening, and where it was sent."""

    fields: MultiDict
    came_as: str

    @property
    def line(self) -> int:
        """The line of the page that it begins on, or 0."""
        return read_whole_number(self.fields.get("first_line", "")) or 0


@dataclass
class _Program:
    fields: Pairs
    openings: list[_Opening]
    # Made for openings that leave this one; they come right behind it.
    made: list["_Program"] = field(default_factory=list)

    @property
    def title(self) -> str:
        return next((value for name, value in self.fields if name == "title"), "").strip()

    def take(self, opening: _Opening) -> None:
        """Put an opening in the place that it has on the page, behind all others where that is unknown."""
        behind = (n for n, each in enumerate(self.openings) if opening.line and each.line > opening.line)
        self.openings.insert(next(behind, len(self.openings)), opening)


def move_openings(given: MultiDict, known: Mapping[str, str]) -> tuple[MultiDict, dict[str, str]]:
    """Move each opening to its program; return the fields, and the new names of all openings by their old ones.

    An opening names a program by its number in the preview, one that is there already as ``known-SLUG``, of the slugs
    and names in ``known``, or a new one as ``new`` with its name in another field. What names none stays, and keeps
    what it says, for the form to refuse.
    """
    programs, others = _split(given)
    for program in programs.copy():
        for opening in program.openings.copy():
            target = _find(opening, program, programs, known)
            if target is not program:
                program.openings.remove(opening)
                target.take(opening)
    return _joined([each for program in programs for each in (program, *program.made)], others)


def put_in_order(given: MultiDict, name: str) -> tuple[MultiDict, dict[str, str]]:
    """Put the opening of this name to its place among those of its program; return as ``move_openings`` does."""
    programs, others = _split(given)
    for program in programs:
        for opening in program.openings.copy():
            if opening.came_as == name:
                program.openings.remove(opening)
                program.take(opening)
    return _joined(programs, others)


def _split(given: MultiDict) -> tuple[list[_Program], Pairs]:
    rows, others = split_rows(given.items(multi=True), "programs")
    return [_read(row, f"programs-{number}") for number, row in enumerate(rows)], others


def _joined(programs: Sequence[_Program], others: Pairs) -> tuple[MultiDict, dict[str, str]]:
    for number, program in enumerate(programs):
        for opening in program.openings:
            if opening.fields.get(_CHOICE) is None:
                opening.fields[_CHOICE] = str(number)
    names = {
        opening.came_as: f"programs-{number}-openings-{place}"
        for number, program in enumerate(programs)
        for place, opening in enumerate(program.openings)
    }
    return MultiDict([*others, *join_rows(map(_written, programs), "programs")]), names


def _read(row: Pairs, name: str) -> _Program:
    openings, fields = split_rows(row, "openings")
    return _Program(
        fields,
        [_Opening(MultiDict(own), f"{name}-openings-{place}") for place, own in enumerate(openings)],
    )


def _find(
    opening: _Opening, home: _Program, programs: Sequence[_Program], known: Mapping[str, str]
) -> _Program:
    """Return the program that is chosen for an opening, made if it is new; its own for a choice that is none."""
    choice = opening.fields.get(_CHOICE) or ""
    number = read_whole_number(choice)
    if choice.startswith(KNOWN):
        name = known.get(choice.removeprefix(KNOWN), "")
    else:
        name = opening.fields.get(_NAME, "").strip() if choice == NEW else ""
    if name:
        target = _named(name, home, programs)
    elif number is not None and number < len(programs):
        target = programs[number]
    else:
        return home
    opening.fields.poplist(_CHOICE)
    opening.fields.poplist(_NAME)
    return target


def _named(name: str, home: _Program, programs: Sequence[_Program]) -> _Program:
    everywhere = (each for program in programs for each in (program, *program.made))
    found = next((each for each in everywhere if each.title.casefold() == name.casefold()), None)
    if found is None:
        found = _Program([("title", name)], [])
        home.made.append(found)
    return found


def _written(program: _Program) -> Pairs:
    own = [list(opening.fields.items(multi=True)) for opening in program.openings]
    return [*program.fields, *join_rows(own, "openings")]
