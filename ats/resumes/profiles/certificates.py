"""Certificates, awards and publications: the name, who gave it, and when, one entry after the other."""

import re
from collections.abc import Iterator

from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.looks import look_of
from ats.resumes.profiles.runs import Fragment, run_of
from ats.resumes.profiles.sections import Section
from ats.resumes.text import Line
from ats.vocabulary.companies import company_words, find_legal_form
from ats.vocabulary.periods import find_periods

_DIVIDER = re.compile(
    r"\t|\s*[•|·]\s*|,\s+(?=(?:\w{3,9}\.?\s)?\d{4}|\d{1,2}[./]\d{4})|;\s*|\s+[—–-]\s+(?=\W*(?:\w{3,9}\.?\s)?\d{1,4})|\s+—\s+|\s+\((?=[^()]*\d{4})"
)
_ISSUED = re.compile(
    r"(?:issued by|awarded by|by|from|issuer|ausgestellt von|verliehen von|aussteller|von|délivré par|par|organisme|"
    r"emitido por|"
    r"otorgado por|por|wystawca|wydany przez|wydane przez|przez|rilasciato da|uitgegeven door)\b\s*:?\s*",
    re.IGNORECASE,
)
_ISSUED_ON = re.compile(
    r"(?:issued|date|awarded|obtained|ausgestellt|erworben|obtenu|obtenido|data)(?: on| am| le| el)?\s*:?\s*\Z",
    re.IGNORECASE,
)
_KINDS = (
    ("certificates", "name", "issuer", "date"),
    ("awards", "title", "awarder", "date"),
    ("publications", "name", "publisher", "releaseDate"),
)
_MOST = 60
_LONGEST = 200


def put_certificates(draft: Draft, sections: tuple[Section, ...]) -> None:
    """Put certificates, awards and publications, in the order in which they stand."""
    for kind, title, giver, day in _KINDS:
        index = 0
        for section in sections:
            if section.kind != kind:
                continue
            for entry in entries_of(section.lines):
                if index < _MOST and _put_entry(draft, f"/{kind}/{index}", entry, (title, giver, day)):
                    index += 1


def entries_of(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """Divide lines into entries: by blocks that hold a date each, by the look of their first lines, or each its own."""
    lines = tuple(line for line in lines if line.kind not in ("header", "footer"))
    blocks = _by_block(lines)
    dates = [sum(bool(find_periods(line.text[:_LONGEST])) for line in block) for block in blocks]
    if len(blocks) > 1 and all(count == 1 for count in dates) and max(map(len, blocks)) > 1:
        return blocks
    heads = [line for line in lines if not _is_date(line.text)]
    looks = {look_of(line) for line in lines}
    if heads and len(looks) > 1:
        return _from_heads(lines, heads[0])
    return [(line,) for line in lines]


def _by_block(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    found: list[list[Line]] = []
    for line in lines:
        if found and found[-1][-1].block == line.block and found[-1][-1].page == line.page:
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(block) for block in found]


def _from_heads(lines: tuple[Line, ...], first: Line) -> list[tuple[Line, ...]]:
    """Begin an entry at every line that looks like the first name; a second such line in a row goes on with it."""
    look = look_of(first)
    found: list[list[Line]] = []
    for line in lines:
        follows = bool(found) and look_of(found[-1][-1]) == look and line.block == found[-1][-1].block
        if not found or (look_of(line) == look and not (follows and line.text[:1].islower())):
            found.append([line])
        else:
            found[-1].append(line)
    return [tuple(entry) for entry in found]


def _is_date(text: str) -> bool:
    periods = find_periods(text[:_LONGEST])
    if not periods:
        return False
    rest = text[: periods[0].first] + text[periods[0].last :]
    return len(re.sub(r"[\W_]", "", _ISSUED_ON.sub("", rest))) <= 3


def _put_entry(draft: Draft, pointer: str, entry: tuple[Line, ...], keys: tuple[str, str, str]) -> bool:
    title_key, giver_key, date_key = keys
    title: Fragment | None = None
    giver: Fragment | None = None
    for fragment in _fragments(entry):
        text = fragment.text
        periods = find_periods(text)
        issued = _ISSUED.match(text)
        if periods and _is_date(text):
            moment = periods[0].start or periods[0].end
            place = run_of(fragment).source(periods[0].first, periods[0].last, 0.9, "date beside the name")
            draft.put(f"{pointer}/{date_key}", str(moment), place)
        elif issued and issued.end() < len(text) and giver is None:
            giver = Fragment(fragment.line, fragment.start + issued.end(), fragment.end)
        elif title is None:
            title, behind = _divide(fragment)
            giver = giver or behind
        elif giver is None and len(text) <= 60:
            giver = fragment
    if title is None:
        return False
    draft.put(
        f"{pointer}/{title_key}",
        title.text,
        run_of(title).source(0, len(title.text), 0.85, "first words of an entry"),
    )
    if giver is not None:
        draft.put(
            f"{pointer}/{giver_key}",
            giver.text,
            run_of(giver).source(0, len(giver.text), 0.7, "words behind the name"),
        )
    return True


def _divide(fragment: Fragment) -> tuple[Fragment, Fragment | None]:
    """Divide "Certificate, Sample Foundation": behind the last comma stands who gave it, if it names a company."""
    name, comma, behind = fragment.text.rpartition(",")
    if not comma or not (find_legal_form(behind) or company_words(behind)):
        return fragment, None
    start = fragment.end - len(behind.lstrip())
    return Fragment(fragment.line, fragment.start, fragment.start + len(name)), Fragment(
        fragment.line, start, fragment.end
    )


def _fragments(entry: tuple[Line, ...]) -> Iterator[Fragment]:
    for line in entry:
        start, limit = 0, min(len(line.text), _LONGEST)
        for match in _DIVIDER.finditer(line.text, 0, limit):
            yield from _tight(line, start, match.start())
            start = match.end()
        yield from _tight(line, start, limit)


def _tight(line: Line, start: int, end: int) -> Iterator[Fragment]:
    while start < end and line.text[start] in " \t•·*-–—()▪●|,":
        start += 1
    while start < end and line.text[end - 1] in " \t•·*–—-(),;|":
        end -= 1
    if start < end and any(char.isalnum() for char in line.text[start:end]):
        yield Fragment(line, start, end)
