"""A reader of filled-in forms: a test sends back what the page held, as a browser without a script does."""

from html.parser import HTMLParser

import pytest
from werkzeug.datastructures import MultiDict


class Forms(HTMLParser):
    """Collects the fields that each POST form of a page would send."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[tuple[str, MultiDict]] = []
        self._open = self._in_template = False
        self._select: str | None = None
        self._chosen: list[str] = []
        self._textarea: tuple[str, list[str]] | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given.get("action", ""), MultiDict()))
            self._open = True
        elif tag == "template":
            self._in_template = True
        elif self._open and not self._in_template:
            self._field(tag, given)

    def _field(self, tag, given):
        if tag == "input" and given.get("type") not in ("submit", "file") and given.get("name"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.forms[-1][1].add(
                    given["name"], given.get("value", "on" if given.get("type") == "checkbox" else "")
                )
        elif tag == "select":
            self._select, self._chosen = given["name"], []
        elif tag == "option" and ("selected" in given or not self._chosen):
            self._chosen = [given.get("value", "")]
        elif tag == "textarea":
            self._textarea = (given["name"], [])

    def handle_data(self, data):
        if self._textarea is not None:
            self._textarea[1].append(data)

    def handle_endtag(self, tag):
        if tag == "template":
            self._in_template = False
        elif tag == "form":
            self._open = False
        elif tag == "select" and self._select is not None:
            self.forms[-1][1].add(self._select, (self._chosen or [""])[0])
            self._select = None
        elif tag == "textarea" and self._textarea is not None:
            name, parts = self._textarea
            self.forms[-1][1].add(name, "".join(parts).removeprefix("\r\n").removeprefix("\n"))
            self._textarea = None


def filled(answer, field: str) -> MultiDict:
    """Return what the form with a field of this name would send as it stands."""
    forms = Forms(answer.get_data(as_text=True)).forms
    return next(values for _, values in forms if field in values)


def text_of(answer) -> str:
    """Return the HTML of an answer."""
    return answer.get_data(as_text=True)


@pytest.fixture
def browser(sign_in):
    """The browser of a recruiter."""
    return sign_in("recruiter")
