"""Tabs of an HTML page: the words on each become the heading of what it shows."""

from ats.openings.importing.draft import UnplacedLine
from ats.openings.importing.html_elements import Attributes

_PANEL_WORDS = frozenset(("tab-pane", "tabpanel", "tab-panel", "tabcontent", "tabs-panel"))
_MAX_TAB = 90
_WHY = "It names a tab of the page."


class Tabs:
    """Gather the words on tabs and on links within a menu, by the id of what they show."""

    def __init__(self) -> None:
        self.is_open = False
        self._words: dict[str, str] = {}
        self._shown: set[str] = set()
        self._tabs: list[str] = []
        self._ids: list[str] = []
        self._text: list[str] = []
        self._tag = ""

    @staticmethod
    def is_tab(tag: str, named: Attributes) -> bool:
        return (named.get("role") or "").lower() == "tab" or (
            named.get("data-toggle") or named.get("data-bs-toggle") or ""
        ).lower() in ("tab", "pill")

    def start(self, tag: str, named: Attributes) -> None:
        """Begin to gather where an element of what is left out shows something else on the page."""
        targets = (
            named.get("aria-controls"),
            named.get("data-bs-target"),
            named.get("data-target"),
            named.get("href"),
        )
        ids = [target.lstrip("#") for target in targets if target and (target[0] == "#" or "/" not in target)]
        if Tabs.is_tab(tag, named) and named.get("id"):
            ids.append(named["id"])
        if ids:
            self._ids, self._text, self._tag = ids, [], tag
            self.is_open = self.is_open or Tabs.is_tab(tag, named)

    def add(self, text: str) -> None:
        if self._ids:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._ids and tag == self._tag:
            words = " ".join("".join(self._text).split())
            if words and len(words) <= _MAX_TAB:
                self._words.update(dict.fromkeys(self._ids, words))
                if self.is_open:
                    self._tabs.append(words)
            self.forget()

    def forget(self) -> None:
        """Leave what was being gathered."""
        self._ids, self._text, self.is_open = [], [], False

    def label_of(self, named: Attributes) -> str:
        """Return the words on the tab that shows an element; empty for anything that is no panel."""
        names = (named.get("class") or "").lower().split()
        if (named.get("role") or "").lower() != "tabpanel" and _PANEL_WORDS.isdisjoint(names):
            return ""
        words = self._words.get(named.get("id") or "") or self._words.get(named.get("aria-labelledby") or "")
        self._shown.add(words or "")
        return words or ""

    def without_panel(self) -> list[UnplacedLine]:
        """Return the words on tabs that show nothing that was found."""
        return [UnplacedLine(0, words, _WHY) for words in self._tabs if words not in self._shown]
