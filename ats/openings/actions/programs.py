"""Writing, ordering and removing programs."""

from sqlalchemy import func, select

from ats.openings import queries, rules
from ats.openings.events import ProgramRemoved, ProgramSaved
from ats.openings.models import Program
from ats.platform.database import db, take_turn
from ats.platform.errors import Conflict, NotFound
from ats.platform.events import Actor, publish
from ats.platform.seen_values import NOTHING, Seen, pick_changed


def save_program(
    program: Program | None,
    *,
    name: str,
    introduction: str,
    apply_email: str | None = None,
    from_email: str | None = None,
    by: Actor,
    seen: Seen = NOTHING,
    is_demo=False,
) -> Program:
    """Add a program at the end, or change what was changed of one since it was seen.

    Its web address stays what it was, as e-mail addresses do for None. Raises Conflict when another program has that
    name, and ChangedMeanwhile.
    """
    take_turn("programs")
    values = {"name": name, "introduction": introduction}
    addresses = {"apply_email": apply_email, "from_email": from_email}
    values |= {key: value for key, value in addresses.items() if value is not None}
    if program is not None:
        now = {key: getattr(program, key) for key in values}
        values = {**now, **pick_changed(values, now, seen)}
    other = queries.find_program_by_name(values["name"])
    if other is not None and other is not program:
        raise Conflict("There is a program of this name already.")
    if program is None:
        last = db.session.scalar(select(func.max(Program.position)))
        program = Program(slug=_free_slug(name), position=0 if last is None else last + 1, is_demo=is_demo)
        program.apply_email = program.from_email = ""
        db.session.add(program)
    changed = tuple(sorted(key for key, value in values.items() if getattr(program, key) != value))
    if not changed:
        return program
    for key in changed:
        setattr(program, key, values[key])
    db.session.flush()
    publish(ProgramSaved(by=by, program_id=program.id, name=program.name, changed=changed))
    return program


def move_program(program: Program, direction: int, *, by: Actor) -> None:
    """Move a program one place up (-1) or down (1); at the end it stays. Raises NotFound for one that is gone."""
    take_turn("programs")
    programs = queries.list_programs()
    if program not in programs:
        raise NotFound
    old = programs.index(program)
    new = max(0, min(len(programs) - 1, old + direction))
    if new == old:
        return
    programs.insert(new, programs.pop(old))
    for position, each in enumerate(programs):
        each.position = position
    db.session.flush()
    publish(ProgramSaved(by=by, program_id=program.id, name=program.name))


def remove_program(program: Program, *, by: Actor) -> None:
    """Remove a program that has no openings; raise Conflict otherwise."""
    take_turn("programs")
    if queries.count_openings(program):
        raise Conflict("This program still has openings. Move them to another program first.")
    removed = ProgramRemoved(by=by, program_id=program.id, name=program.name)
    db.session.delete(program)
    db.session.flush()
    publish(removed)


def _free_slug(name: str) -> str:
    wanted, number = rules.slug(name) or "program", 1
    slug = wanted
    while db.session.scalar(select(Program.id).where(Program.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
