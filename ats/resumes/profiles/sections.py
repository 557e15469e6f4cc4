"""The sections of a résumé: which lines are headings, of what kind, and which lines stand below each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ats.resumes.profiles.looks import Look, look_of, stands_out
from ats.resumes.profiles.marks import company_score, is_address, is_prose, place_score
from ats.resumes.profiles.recognised import is_recognised
from ats.resumes.text import Line
from ats.vocabulary.institutions import institution_words
from ats.vocabulary.periods import find_periods
from ats.vocabulary.section_headings import SectionKind, find_section_kinds
from ats.vocabulary.skills import find_skill
from ats.vocabulary.titles import title_score

_DIVIDED = re.compile(r"\s[\u00b7|\u2022\u2013\u2014/]\s|:\s|\t")
_MOST_WORDS = 5
_LONGEST = 45
_NEARLY = 0.85


@dataclass(frozen=True)
class Section:
    """Lines below one heading. ``also`` holds further kinds of a combined heading ("Skills & Languages").

    The region at the top, above the first heading, is a section of the kind "contact" without a heading.
    """

    kind: SectionKind
    lines: tuple[Line, ...]
    heading: Line | None = None
    also: tuple[SectionKind, ...] = ()

    def holds(self, kind: SectionKind) -> bool:
        """Say whether the section is of a kind, be it only in part."""
        return kind == self.kind or kind in self.also


@dataclass(frozen=True)
class _Heading:
    """A line, or its beginning, that may be a heading: how many ``lines`` it takes, and what stands beside it there."""

    index: int
    line: Line
    look: Look
    kinds: tuple[SectionKind, ...]
    lines: int = 1
    beside: tuple[Line, ...] = ()


def find_sections(lines: Sequence[Line]) -> tuple[Section, ...]:
    """Divide lines, in reading order, at the headings; lines without letters or digits are left out."""
    written = [line for line in lines if any(char.isalnum() for char in line.text)]
    plain = _plain_look(written)
    candidates = _candidates(written)
    if is_recognised(written):
        # Measured in a picture, one heading is as large as the text and the next a third larger: only words tell.
        accepted = [heading for heading in candidates if heading.line.kind != "list"]
    else:
        accepted = _accepted(written, candidates, plain)
    accepted += _unknown(written, accepted, plain)
    return tuple(_divide(written, sorted(accepted, key=lambda heading: heading.index)))


def part_of(line: Line, start: int, end: int) -> Line:
    """Cut characters ``start:end`` out of a line as a line of its own, its pieces and place with it."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    pieces = tuple(
        replace(piece, start=piece.start - start)
        for piece in line.pieces
        if start <= piece.start and piece.start + len(piece.text) <= end
    )
    boxes = [piece.box for piece in pieces if piece.box]
    box = line.box
    if boxes:
        box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
    most = max(pieces, key=lambda piece: len(piece.text), default=None)
    links = tuple(
        replace(link, start=link.start - start, end=link.end - start)
        for link in line.links
        if start <= link.start and link.end <= end
    )
    cut = replace(
        line, text=line.text[start:end], start=line.start + start, box=box, pieces=pieces, links=links
    )
    if most is None:
        return cut
    return replace(cut, size=most.size, bold=most.bold, italic=most.italic, colour=most.colour)


def _plain_look(lines: Sequence[Line]) -> Look | None:
    amount: Counter[Look] = Counter()
    for line in lines:
        amount[look_of(line)] += len(line.text)
    return amount.most_common(1)[0][0] if amount else None


def _candidates(lines: Sequence[Line]) -> list[_Heading]:
    found: list[_Heading] = []
    taken = -1
    for index, line in enumerate(lines):
        if index <= taken or line.kind in ("header", "footer"):
            continue
        heading = _whole(lines, index) or _in_margin(lines, index)
        if heading is not None:
            found.append(heading)
            taken = index + heading.lines - 1
    return found


def _whole(lines: Sequence[Line], index: int) -> _Heading | None:
    """Find a heading that fills its line, or two lines of one look."""
    line = lines[index]
    look = look_of(line)
    following = lines[index + 1] if index + 1 < len(lines) else None
    kinds = find_section_kinds(line.text)
    if following is not None and _may_begin(line.text) and look_of(following) == look:
        joined = find_section_kinds(f"{line.text} {following.text}")
        if len(joined) == 1 and not kinds and not find_section_kinds(following.text):
            return _Heading(index, line, look, joined, 2)
    return _Heading(index, line, look, kinds) if kinds else None


def _may_begin(text: str) -> bool:
    return len(text) < _LONGEST and not any(char.isdigit() for char in text)


def _in_margin(lines: Sequence[Line], index: int) -> _Heading | None:
    """Find a heading in the margin, over one or two lines, with the first lines of its section beside it."""
    first = _margin(lines[index])
    if first is None:
        return None
    heading, beside = first
    if index + 1 < len(lines) and _may_begin(heading.text):
        below = lines[index + 1]
        second, *others = _margin(below) or (below,)
        joined = find_section_kinds(f"{heading.text} {second.text}")
        if len(joined) == 1 and second.size == heading.size and second.bold == heading.bold:
            return _Heading(index, heading, look_of(heading), joined, 2, (beside, *others))
    kinds = find_section_kinds(heading.text)
    return _Heading(index, heading, look_of(heading), kinds, 1, (beside,)) if kinds else None


def _margin(line: Line) -> tuple[Line, Line] | None:
    """Divide a line behind its first piece, where a wide gap or, for want of a blank, another style ends it."""
    if len(line.pieces) < 2 or len(line.pieces[0].text) > _LONGEST:
        return None
    first, second = line.pieces[0], line.pieces[1]
    end = first.start + len(first.text)
    glued = end == second.start and not first.text[-1:].isspace() and second.text[:1].isalnum()
    if "\t" not in line.text[end : second.start] and not glued:
        return None
    return part_of(line, first.start, end), part_of(line, second.start, len(line.text))


def _accepted(lines: Sequence[Line], candidates: list[_Heading], plain: Look | None) -> list[_Heading]:
    """Keep the candidates of the look that most headings have, and of other looks that serve headings alone."""
    groups: dict[tuple[object, ...], list[_Heading]] = defaultdict(list)
    for heading in candidates:
        groups[_style(heading.look)].append(heading)
    if not groups:
        return []
    best = max(groups, key=lambda style: _weight(groups[style], plain))
    others = Counter(_style(look_of(line)) for line in lines)
    accepted = list(groups.pop(best))
    for style, headings in groups.items():
        unknown = others[style] - sum(not heading.beside for heading in headings)
        if _serves_headings(headings, unknown, accepted[0].look, plain):
            accepted += headings
    return accepted


def _style(look: Look) -> tuple[object, ...]:
    return (look.size, look.bold, look.italic, look.colour, look.level)


def _weight(headings: list[_Heading], plain: Look | None) -> tuple[int, int, int]:
    """Weigh a group of equal looks: how many kinds of section it names, whether it stands out, how large it is."""
    kinds = {heading.kinds[0] for heading in headings}
    look = headings[0].look
    out = plain is not None and stands_out(look, plain)
    return (len(kinds) + 2 * out + ("work" in kinds), out, look.size)


def _serves_headings(headings: list[_Heading], unknown: int, best: Look, plain: Look | None) -> bool:
    look = headings[0].look
    if plain is None or not stands_out(look, plain):
        return False
    kinds = {heading.kinds[0] for heading in headings}
    if look.level and best.level:
        return look.level <= best.level or not unknown
    if look.size < best.size * _NEARLY and len(kinds) < 2:
        return False
    return unknown <= (2 * len(kinds) if len(kinds) > 1 else 0)


def _unknown(lines: Sequence[Line], accepted: list[_Heading], plain: Look | None) -> list[_Heading]:
    """Find headings in words that no dictionary holds: they look like the other headings and like nothing else."""
    styles = {heading.look for heading in accepted if plain is not None and stands_out(heading.look, plain)}
    known = {heading.index + offset for heading in accepted for offset in range(heading.lines)}
    small = any(heading.line.text[:1].islower() for heading in accepted)
    alike = [
        index
        for index, line in enumerate(lines)
        if index not in known
        and look_of(line) in styles
        and _short(line)
        and not _is_item(line)
        # In small letters where no heading is: the last word of a sentence, measured wrongly in a picture.
        and (small or not line.text[:1].islower())
    ]
    exclusive = len(alike) <= len(accepted)
    found = []
    for index in alike:
        line = lines[index]
        kinds = find_section_kinds(line.text, partly=True)
        if kinds and _names_nobody(line.text) and (exclusive or _DIVIDED.search(line.text)):
            found.append(_Heading(index, line, look_of(line), kinds))
        elif exclusive and _is_apart(lines, index, accepted):
            found.append(_Heading(index, line, look_of(line), ("other",)))
    return found


def _is_item(line: Line) -> bool:
    """The item of a list, or the name of a skill in capitals ("SQL"), is no heading."""
    return line.kind == "list" or find_skill(line.text) is not None


def _short(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not is_prose(text) and "@" not in text
    )


def _is_apart(lines: Sequence[Line], index: int, accepted: list[_Heading]) -> bool:
    """Say whether a line of a heading's look is no name, title, employer or place, and no date stands close to it."""
    first = min(heading.index for heading in accepted)
    text = lines[index].text
    if index < first or not _names_nobody(text) or place_score(text) >= 0.5:
        return False
    if is_address(text) or any(char.isdigit() for char in text):
        return False
    return not any(find_periods(line.text) for line in lines[index : index + 4])


def _names_nobody(text: str) -> bool:
    """Say whether a text is neither a job title nor the name of a company or school."""
    return title_score(text) < 0.5 and company_score(text) < 0.5 and not institution_words(text)


def _divide(lines: Sequence[Line], headings: list[_Heading]) -> Iterable[Section]:
    first = headings[0].index if headings else len(lines)
    yield Section("contact", tuple(lines[:first]))
    for position, heading in enumerate(headings):
        end = headings[position + 1].index if position + 1 < len(headings) else len(lines)
        below = tuple(lines[heading.index + heading.lines : end])
        kind, *also = heading.kinds
        yield Section(kind, (*heading.beside, *below), heading.line, tuple(also))
