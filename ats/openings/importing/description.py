"""What an import understood, in words for a terminal."""

from collections.abc import Iterator, Sequence

from ats.openings.importing.draft import (
    ImportedOpening,
    ImportedPage,
    ImportedProgram,
    ImportedRequirement,
    Pay,
    UnplacedLine,
)
from ats.platform.amounts import write_amounts

_SHOWN = 100


def describe_import(page: ImportedPage) -> str:
    """Summarise a page: programs, openings, requirements with their years and levels, what found no place."""
    return "\n".join(_lines(page))


def _lines(page: ImportedPage) -> Iterator[str]:
    if page.title:
        yield page.title
    named = sum(1 for program in page.programs if program.title)
    yield f"{_count(named, 'program')}, {_count(len(page.openings), 'opening')}"
    if page.apply_address:
        yield f"Applications go to {page.apply_address}"
    if page.introduction:
        yield ""
        yield "Introduction of the page:"
        yield from _indented(page.introduction)
    for program in page.programs:
        yield from _program(program)
    yield from _assumed(page)
    missing = sorted([*page.unplaced, *page.left_out], key=lambda line: line.line_number)
    yield from _listed("Could not be placed", missing)
    yield from _listed("Read as names of sections and as facts", page.understood)


def _assumed(page: ImportedPage) -> Iterator[str]:
    """Say what the drafts hold that the page does not say, as they cannot be without."""
    for name, what in (("workplace", "way of working"), ("employment_type", "type of employment")):
        silent = [opening.title for opening in page.openings if getattr(opening, name) is None]
        if silent:
            taken = {"workplace": "on site", "employment_type": "full time"}[name]
            yield ""
            yield f"The page does not say the {what} of {_count(len(silent), 'opening')}, drafted as {taken}:"
            yield from (f"  {title}" for title in silent)


def _listed(what: str, lines: Sequence[UnplacedLine]) -> Iterator[str]:
    """List lines in full, as nothing else has them; what stands on the page several times is listed once."""
    if not lines:
        return
    yield ""
    yield f"{what} ({len(lines)}):"
    numbers: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        numbers.setdefault((line.text, line.why), []).append(line.line_number)
    for (text, why), at in numbers.items():
        yield f"  {_where(at)}{' '.join(text.split())} ({why.rstrip('.')})"


def _where(numbers: Sequence[int]) -> str:
    known = [str(number) for number in numbers if number]
    return f"{'line' if len(known) == 1 else 'lines'} {', '.join(known)}: " if known else ""


def _indented(text: str) -> Iterator[str]:
    yield from (f"  {line}" for line in text.split("\n") if line.strip())


def _program(program: ImportedProgram) -> Iterator[str]:
    yield ""
    yield f"{program.title or 'Without a program'} ({_count(len(program.openings), 'opening')})"
    yield from _indented(program.introduction)
    for opening in program.openings:
        yield f"  {opening.title}"
        yield from (f"    {line}" for line in _opening(opening))


def _opening(opening: ImportedOpening) -> Iterator[str]:
    facts = [
        opening.place,
        opening.workplace,
        opening.employment_type and opening.employment_type.replace("_", " "),
    ]
    if opening.pay:
        facts.append(_pay(opening.pay))
    if opening.deadline_on:
        facts.append(f"until {opening.deadline_on.isoformat()}")
    if opening.visibility == "internal":
        facts.append("internal only")
    if opening.withheld:
        facts.append(f"not to be published ({opening.withheld})")
    if any(facts):
        yield ", ".join(fact for fact in facts if fact)
    required = sum(1 for requirement in opening.requirements if requirement.importance == "required")
    preferred = len(opening.requirements) - required
    parts = [
        _count(len(opening.paragraphs), "paragraph"),
        _count(len(opening.responsibilities), "responsibility"),
    ]
    parts.append(
        f"{_count(len(opening.requirements), 'requirement')} ({required} required, {preferred} preferred)"
    )
    parts.append(_count(len(opening.suggestions), "suggestion"))
    yield ", ".join(parts)
    yield from (f"- to do: {_short(duty)}" for duty in opening.responsibilities)
    for requirement in opening.requirements:
        kind = f"{requirement.kind}{_stated(requirement)}"
        yield f"- {requirement.importance}, {kind}: {_short(requirement.text)}"


def _pay(pay: Pay) -> str:
    ends = write_amounts(
        [amount for amount in dict.fromkeys((pay.minimum, pay.maximum)) if amount is not None]
    )
    bound = "from " if pay.maximum is None else "up to " if pay.minimum is None else ""
    return f"{bound}{' to '.join(ends)} {pay.currency} a {pay.period}".replace("a hour", "an hour")


def _stated(requirement: ImportedRequirement) -> str:
    """Name the years and levels that the requirement states."""
    stated = []
    for facet in requirement.facets:
        if facet.years is not None:
            stated.append(
                f"{facet.years} to {facet.max_years} years"
                if facet.max_years
                else f"{_count(facet.years, 'year')}"
            )
        if facet.level is not None:
            stated.append(facet.level)
    return f" ({', '.join(stated)})" if stated else ""


def _count(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1].rstrip()}\u2026"
