"""Which opening or program owns an e-mail address: each may have one to apply to and one that our mail comes from."""

from sqlalchemy import func, or_, select

from ats.company.queries import find_company
from ats.openings.models import Opening, Program
from ats.platform.database import db


def is_owned(address: str) -> bool:
    """Return whether the company, an opening or a program has an address, in whatever case it is written."""
    company, wanted = find_company(), address.casefold()
    if company is not None and wanted and company.apply_email.casefold() == wanted:
        return True
    return any(
        db.session.scalar(select(kind.id).where(_has(kind, wanted)).limit(1)) is not None
        for kind in (Opening, Program)
    )


def is_extension(extension: str) -> bool:
    """Return whether what follows the "+" of a published address names an opening or a program."""
    return find_named(extension) is not None


def find_named(extension: str) -> Opening | Program | None:
    """Return whom the extension of a published address names: an opening by its reference, a program by its slug."""
    wanted = extension.casefold()
    by_name = (
        select(Opening).where(func.lower(Opening.reference) == wanted),
        select(Program).where(Program.slug == wanted),
    )
    found = (db.session.scalar(query.limit(1)) for query in by_name) if wanted else ()
    return next(filter(None, found), None)


def find_other_owner(
    address: str, *, opening: Opening | None = None, program: Program | None = None
) -> str | None:
    """Return in words who else has an address to apply to; None for an address that is free, or one's own."""
    wanted, company = address.casefold(), find_company()
    if company is not None and company.apply_email.casefold() == wanted:
        return "the company: it is for every opening"
    query = select(Opening.title).where(func.lower(Opening.apply_email) == wanted)
    title = db.session.scalar((query.where(Opening.id != opening.id) if opening else query).limit(1))
    if title is not None:
        return f"the opening “{title}”"
    query = select(Program.name).where(func.lower(Program.apply_email) == wanted)
    name = db.session.scalar((query.where(Program.id != program.id) if program else query).limit(1))
    return f"the program “{name}”" if name is not None else None


def _has(kind: type[Opening] | type[Program], wanted: str):
    return or_(func.lower(kind.apply_email) == wanted, func.lower(kind.from_email) == wanted)
