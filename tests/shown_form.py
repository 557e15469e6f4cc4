"""What a browser would send of a form that a page shows, if nobody changed anything in it."""

from html.parser import HTMLParser

_NOT_SENT = {"submit", "button", "image", "reset", "file"}


class _Forms(HTMLParser):
    """The forms of a page, each as what would be sent of it."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._textarea: str | None = None
        self._select: str | None = None
        self._is_in_template = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "template":
            self._is_in_template = True
        if self._is_in_template:
            return
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and given.get("type") not in _NOT_SENT:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.forms[-1][name] = given.get("value") or ""
        elif tag == "textarea" and name:
            self._textarea, self.forms[-1][name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.forms[-1]):
            self.forms[-1][self._select] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "template":
            self._is_in_template = False
        if tag == "select":
            self._select = None
        if tag == "textarea" and self._textarea:
            # A browser leaves out the first end of line and writes all others its own way.
            lines = self.forms[-1][self._textarea].removeprefix("\r").removeprefix("\n").splitlines()
            self.forms[-1][self._textarea], self._textarea = "\r\n".join(lines), None

    def handle_data(self, data):
        if self._textarea:
            self.forms[-1][self._textarea] += data


def shown_form(html: str) -> dict[str, str]:
    """Return what would be sent of the form of a page that says what it has shown."""
    return next(form for form in _Forms(html).forms if "seen" in form and len(form) > 2)
