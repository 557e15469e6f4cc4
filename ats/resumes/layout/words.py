"""Makes words of glyphs in the order of the content stream, by gaps rather than by the spaces a generator wrote."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ats.resumes.layout.shapes import Glyph, Word, median

_JUMP = 0.5  # em to the left, or away from the baseline: another run of text
_GAP = 0.16  # em beyond the usual distance of letters: a space, whether one was written or not
_BREAK = 1.0  # em without a space character: another run
_WIDE_BREAK = 3.0
_SPREAD = 0.12  # em between letters from which they count as letter-spaced


def make_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words, runs in the order in which they were drawn."""
    return [word for run in _runs(glyphs) for word in _words_of(run)]


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what is drawn along one baseline without a jump."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            if not _continues(last, glyph):
                yield run
                run = []
            elif glyph.char == last.char and _overprints(last, glyph):
                continue
        run.append(glyph)
    if run:
        yield run


def _continues(last: Glyph, glyph: Glyph) -> bool:
    char, x0, x1, base, ink = glyph
    size = max(last.ink.size, ink.size) if ink is not last.ink else ink.size
    if base != last.base and abs(base - last.base) > 0.1 * size:
        return False
    if x0 == last.x0 and x1 == last.x1:
        return True  # letters of a ligature
    gap = x0 - last.x1
    wide = _WIDE_BREAK if char == " " or last.char == " " else _BREAK
    return -_JUMP * size < gap < wide * size


def _overprints(last: Glyph, glyph: Glyph) -> bool:
    """Bold is sometimes made by drawing a character twice, a little apart; a ligature's parts share one place."""
    return glyph.ink is not last.ink and abs(glyph.x0 - last.x0) < 0.1 * glyph.ink.size


def _words_of(run: list[Glyph]) -> Iterator[Word]:
    letters = [glyph for glyph in run if glyph.char != " "]
    if not letters:
        return
    after_space = _after_space(run)
    breaks = _breaks(_gaps(letters), after_space)
    start, ink = 0, letters[0].ink
    for at in range(1, len(letters)):
        if breaks[at - 1] or (letters[at].ink is not ink and letters[at].ink != ink):
            yield _word(letters[start:at], start, breaks, after_space)
            start, ink = at, letters[at].ink
    yield _word(letters[start:], start, breaks, after_space)


def _gaps(letters: list[Glyph]) -> list[float]:
    """Return the white between letters, in em of the larger one; negative where they overlap."""
    ink = letters[0].ink
    if all([letter.ink is ink for letter in letters]):
        size = max(ink.size, 0.1)
        return [(b.x0 - a.x1) / size for a, b in pairwise(letters)]
    return [(b.x0 - a.x1) / max(a.ink.size, b.ink.size, 0.1) for a, b in pairwise(letters)]


def _word(letters: list[Glyph], start: int, breaks: list[bool], after_space: list[bool]) -> Word:
    first = letters[0]
    glued = start > 0 and not breaks[start - 1]
    text = "".join([glyph.char for glyph in letters])
    tracking = median([b.x0 - a.x1 for a, b in pairwise(letters)]) if len(letters) > 2 else 0.0
    tracking = tracking if tracking > _SPREAD * first.ink.size else 0.0
    return Word(
        text,
        first.x0,
        max([g.x1 for g in letters]),
        first.base,
        first.ink,
        glued,
        after_space[start],
        tracking,
    )


def _after_space(run: list[Glyph]) -> list[bool]:
    """Say of every letter whether a space character stands before it."""
    flags, space = [], False
    for glyph in run:
        if glyph.char == " ":
            space = True
        else:
            flags.append(space)
            space = False
    return flags


def _breaks(gaps: list[float], after_space: list[bool]) -> list[bool]:
    """Say of every gap between letters whether it parts words."""
    spaced = after_space[1:]
    if _letter_spaced(spaced):
        usual = median(gaps)
        return [gap > 1.5 * usual + 0.05 for gap in gaps]
    inside = [gap for gap, space in zip(gaps, spaced, strict=True) if not space]
    usual = max(median(inside), 0.0) if len(inside) > 2 else 0.0
    if usual > _SPREAD and not any(spaced):
        return [gap > 1.35 * usual + 0.08 for gap in gaps]
    return [space or gap > usual + _GAP for gap, space in zip(gaps, spaced, strict=True)]


def _letter_spaced(spaced: list[bool]) -> bool:
    """Tell words whose letters are set apart by spaces, as in "E X P E R I E N C E"."""
    if len(spaced) < 3:
        return False
    return sum(spaced) >= 0.8 * len(spaced)
