"""Finds text of a PDF page that is read as other words than are drawn (PDF 1.7, 14.9.4: ActualText).

It is there for ligatures and hyphens, and PDFium follows it. Whoever looks at the page sees what is drawn; so where the
two do not agree, what is drawn is the text.
"""

from collections.abc import Iterable, Iterator
from ctypes import addressof, c_ulong, create_string_buffer
from itertools import groupby

from ats.resumes.readers import pdf_calls
from ats.resumes.readers.pdf_calls import Address
from ats.resumes.readers.pdf_signs import Placed
from ats.vocabulary.folding import fold

_KEY = b"ActualText"
_MARKS = 20  # within each other
_SHORT = 4  # letters: a ligature, a hyphen
_MOSTLY = 0.8  # share of the letters: the others may be signs that the font gives no meaning
_written = c_ulong()
_written_at = addressof(_written)


def list_replaced(objects: Iterable[Address]) -> dict[Address, str]:
    """Return what text objects are read as, of those that are read as more than a few letters."""
    found = {}
    for address in objects:
        for _, words in _marks(address):
            if len(_letters(words)) > _SHORT:
                found[address] = words
    return found


def drop_replacements(objects: Iterable[Address]) -> None:
    """Have text objects read as what they draw by whatever loads the page's text from now on."""
    for address in objects:
        for mark, _ in list(_marks(address)):
            pdf_calls.remove_mark(address, mark)


def differing(said: dict[Address, str], drawn: Placed) -> dict[Address, str]:
    """Return those of the text objects that draw other letters than they are read as; ``drawn`` is without the marks.

    Signs without a meaning of their own are taken at the word of what they are read as.
    """
    letters: dict[Address, list[str]] = {address: [] for address in said}
    unmapped = set()
    for glyph, look in drawn:
        if look.handle in letters:
            letters[look.handle].append(glyph.char)
            if look.unmapped:
                unmapped.add(look.handle)
    found = {}
    # What is read as one is drawn by one or several objects that follow each other.
    for words, group in groupby(said, key=said.__getitem__):
        objects = list(group)
        printed = _letters("".join(char for each in objects for char in letters[each]))
        read = _letters(words)
        is_alike = printed in read and len(printed) >= _MOSTLY * len(read)
        if printed and not is_alike and not unmapped.intersection(objects):
            found |= dict.fromkeys(objects, words)
    return found


def _marks(address: Address) -> Iterator[tuple[Address, str]]:
    """Yield the marks of a text object that say what it is read as, and what that is."""
    for at in range(min(pdf_calls.count_marks(address), _MARKS)):
        mark = pdf_calls.mark_of(address, at)
        if mark and pdf_calls.marked_words(mark, _KEY, None, 0, _written_at):
            words = create_string_buffer(max(_written.value, 2))
            pdf_calls.marked_words(mark, _KEY, addressof(words), len(words), _written_at)
            yield mark, words.raw.decode("utf-16-le", "replace").rstrip("\0")


def _letters(words: str) -> str:
    return "".join(char for char in fold(words) if char.isalnum())
