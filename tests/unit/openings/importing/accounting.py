"""Which words of a page are found again in what was understood of it, or in what could not be placed."""

import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

from ats.openings.importing import ImportedPage
from ats.vocabulary.word_lists import words

# What the label of a field or section says is in the name of what holds its value, and so is a type of employment.
LABELS = words(
    """
    location locations ort place places city department team program position title type employment contract
    commitment salary closing date deadline apply requirements required preferred responsibilities tasks
    qualifications profile what your you will bring nice have description job ask year open positions
    befristet cdd freelance cdi
    """
)
_UNREAD = frozenset(("script", "style", "noscript", "template", "title"))


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag, attrs):
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag):
        self._unread -= tag in _UNREAD

    def handle_data(self, data):
        if not self._unread:
            self.texts.append(data)


def words_of_html(html: str) -> set[str]:
    """Return the words that somebody sees on a page, menus and buttons with it."""
    visible = _Visible()
    visible.feed(html)
    return set(_words(" ".join(visible.texts)))


def words_of_json(values: Any, unread: frozenset[str]) -> set[str]:
    """Return the words of all texts of a file, but for those under the keys that are for programs alone."""
    return {word for text in _texts(values, unread) for word in words_of_html(unescape(text))}


def lost_words(words_of_page: set[str], page: ImportedPage) -> set[str]:
    """Return the words of a page that neither a field nor what could not be placed has.

    A word of which the page sets the letters in several elements is found within a word.
    """
    held = _words_of_result(page)
    all_of_it = " ".join(sorted(held))
    return {word for word in words_of_page - held if word not in all_of_it}


def _words_of_result(page: ImportedPage) -> set[str]:
    held = json.dumps(page.to_json(), ensure_ascii=False).replace("\\n", " ").replace("_", " ")
    dates = [opening.deadline_on.strftime(" %d %B %Y") for opening in page.openings if opening.deadline_on]
    return set(_words(held + "".join(dates)))


def _texts(values: Any, unread: frozenset[str]) -> Iterator[str]:
    if isinstance(values, dict):
        for key, value in values.items():
            if key not in unread:
                yield from _texts(value, unread)
    elif isinstance(values, list):
        for value in values:
            yield from _texts(value, unread)
    elif isinstance(values, str) and not values.startswith("http"):
        yield values


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]{3,}", text.casefold()):
        if word not in LABELS:
            yield word
