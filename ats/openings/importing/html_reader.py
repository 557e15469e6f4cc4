"""The walk over the tags of an HTML page that gathers its blocks."""

from html.parser import HTMLParser

from ats.openings.importing import html_elements as elements
from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, Link
from ats.openings.importing.draft import UnplacedLine
from ats.openings.importing.facts import is_fact_label, read_fact_line
from ats.openings.importing.html_rows import Rows
from ats.openings.importing.html_scopes import Scope, ScopeKind
from ats.openings.importing.html_tabs import Tabs
from ats.openings.importing.html_writer import BlockWriter, Segment
from ats.openings.importing.text_blocks import text_to_blocks
from ats.openings.importing.titles import split_title

_GATHERED = {"form": ScopeKind.FORM, "table": ScopeKind.TABLE, "dl": ScopeKind.TERMS}
# Stands between two elements until their line is whole; no text that was read holds such a character.
_JOINT = "\x01"
# Stands before what an element sets apart within a heading: "Driver <small>Skipton</small>".
_PART = "\x02"
_MOST_PARTS = 6
_SET_APART = frozenset(("span", "small", "em", "i"))
_INLINE = frozenset(("span", "b", "strong", "i", "em", "small", "label", "time", "a"))


class HtmlReader(HTMLParser):
    """Walk the tags with counters and flat stacks only, so that no nesting is too deep."""

    def __init__(self, markup: str, keep_furniture: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._out = BlockWriter()
        self._keep = keep_furniture
        self._controlled = elements.controlled_ids(markup)
        self._tabs = Tabs()
        self._skip_tag, self._skip_depth, self._skip_line = "", 0, 0
        self._skipped: list[str] = []
        self._is_mark = False
        self._segments = [Segment()]
        self._line = self._bold = self._pre = self._articles = 0
        self._links: list[Link] = []
        self._open_link: tuple[str, list[str]] | None = None
        self._in_title = self._ended_inline = self._is_joint = False

    @property
    def blocks(self) -> list[Block | Rows]:
        """What the page says, in its order."""
        return self._out.blocks

    @property
    def beside(self) -> list[UnplacedLine]:
        """What the page shows beside that."""
        return self._out.beside

    @property
    def left_out(self) -> list[UnplacedLine]:
        """What is none of what the page says: menus, controls, forms, footers."""
        return self._out.left_out

    def finish(self) -> None:
        """End all that is still open at the end of the page."""
        self.flush()
        self._out.close_scopes(self._out.scopes.close_all())
        self._out.beside += self._tabs.without_panel()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if self._skip_tag and not (self._tabs.is_open and elements.heading_level(tag, named)):
            self._skip_depth += tag == self._skip_tag
            self._is_mark = self._is_mark or Tabs.is_tab(tag, named)
            self._tabs.start(tag, named)
            return
        if self._skip_tag:
            # What looked like a tab holds the heading of an accordion.
            self._skip_tag = ""
            self._tabs.forget()
        if tag in elements.VOID:
            self._open_void(tag, named)
            return
        if tag in elements.HEADINGS:
            # As a browser does: a heading that was never closed ends where the next one begins.
            self._end_scopes(tag)
        self._out.scopes.started(tag)
        if self._skips(tag, named):
            return
        if tag in elements.BLOCKS:
            self.flush()
        self._is_joint, self._ended_inline = self._ended_inline and tag in _INLINE, False
        if self._out.level and tag in _SET_APART:
            self._segments[-1].text.append(f"{_PART}{elements.name_of_place(named)}")
        self._open_scope(tag, named)
        self._open(tag, named)

    def handle_endtag(self, tag: str) -> None:
        if self._skip_tag:
            self._tabs.end(tag)
            self._skip_depth -= tag == self._skip_tag
            if not self._skip_depth:
                self._end_skipping()
                self._out.scopes.ended(tag)
            return
        if tag in elements.BLOCKS:
            self.flush()
        self._close(tag)
        self._end_scopes(tag)
        self._ended_inline = tag in _INLINE

    def handle_data(self, data: str) -> None:
        if self._skip_tag:
            self._skipped.append(data)
            self._tabs.add(data)
            return
        if self._in_title:
            self.title += data
            return
        if not self._line and data.strip():
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        if self._open_link is not None:
            self._open_link[1].append(data)
        segment = self._segments[-1]
        if self._is_joint:
            segment.text.append(_joint(segment.text, data))
        self._is_joint = self._ended_inline = False
        segment.text.append(data.replace(_JOINT, "").replace(_PART, ""))
        letters = len(data.strip())
        segment.bold += letters if self._bold else 0
        segment.linked += letters if self._open_link is not None else 0

    def flush(self) -> None:
        """End the block that is open."""
        self._end_link()
        segments, self._segments = self._segments, [Segment()]
        line, self._line = self._line, 0
        links, self._links = tuple(self._links), []
        if self._pre:
            self._out.blocks.extend(
                text_to_blocks("".join("".join(part.text) for part in segments).replace(_JOINT, " "), line)
            )
            return
        texts = [_title_of(part.text) if self._out.level else _line_of(part.text) for part in segments]
        if any(texts):
            self._out.emit(segments, texts, line, links)

    def _end_scopes(self, tag: str) -> None:
        closed = self._out.scopes.ended(tag)
        if closed:
            self.flush()
            self._out.close_scopes(closed)

    def _open_head(self, scope: Scope) -> None:
        self.flush()
        self._out.head(scope)

    def _gather(self, scope: Scope) -> None:
        self.flush()
        self._out.redirect(scope)

    def _skips(self, tag: str, named: elements.Attributes) -> bool:
        """Leave out an element that is no text of the page, or have it read to stand beside it."""
        if self._keep or tag in ("html", "body", "main"):
            return False
        form = self._out.scopes.within(ScopeKind.FORM)
        if form is not None and elements.is_filled_in(tag, named):
            form.fields += 1
        is_tab = Tabs.is_tab(tag, named) and not self._out.level
        is_button = tag == "button" and not self._out.level and not _opens_something(named)
        if is_tab or is_button or elements.is_dropped(tag, named):
            self.flush()
            self._skip_tag, self._skip_depth = tag, 1
            self._skipped, self._skip_line = [], self.getpos()[0]
            self._is_mark = elements.is_mark(tag, named) or is_tab
            self._tabs.start(tag, named)
            return True
        return False

    def _end_skipping(self) -> None:
        """Name what was left out, but for marks and for tabs, which head what they show."""
        self._skip_tag = ""
        text = " ".join(" ".join(self._skipped).split())
        if text and not self._is_mark:
            self._out.left_out.append(UnplacedLine(self._skip_line, text, elements.MENU))

    def _open_void(self, tag: str, named: elements.Attributes) -> None:
        if tag == "br" and self._pre:
            self._segments[-1].text.append("\n")
        elif tag == "br":
            self._segments.append(Segment())
        elif tag == "hr":
            self.flush()
            self._out.blocks.append(Block(Kind.BREAK, "", self.getpos()[0]))
        elif elements.is_filled_in(tag, named) and (form := self._out.scopes.within(ScopeKind.FORM)):
            form.fields += 1

    def _open_scope(self, tag: str, named: elements.Attributes) -> None:
        """Open what changes how the content of this element is read."""
        why = "" if self._keep else self._why_beside(tag, named)
        depth = elements.word_list_depth(named)
        if why:
            self._gather(Scope(tag, ScopeKind.BESIDE, level=self._out.outline, why=why))
        elif tag == "header" and not (self._keep or self._articles or self._out.items):
            self._gather(Scope(tag, ScopeKind.BANNER, level=self._out.outline))
        elif tag in _GATHERED:
            self._gather(Scope(tag, _GATHERED[tag], level=self._out.outline))
        elif tag == "details":
            self._out.open_details(
                Scope(tag, ScopeKind.OUTLINE, level=self._out.level_below()), self.getpos()[0]
            )
        elif label := self._tabs.label_of(named):
            level = self._out.level_below()
            self._out.scopes.push(Scope(tag, ScopeKind.OUTLINE, level=level))
            self._out.blocks.append(Block(Kind.HEADING, label, self.getpos()[0], level))
        elif depth is not None:
            self._out.scopes.push(Scope(tag, ScopeKind.ENTRY, level=depth))
        elif not self._out.level:
            self._open_heading(tag, named)

    def _open_heading(self, tag: str, named: elements.Attributes) -> None:
        level = elements.heading_level(tag, named)
        outlines = self._out.scopes.outlines()
        if tag == "summary":
            self._open_head(
                Scope(tag, ScopeKind.SUMMARY, level=outlines[-1].level if outlines else WEAK_LEVEL)
            )
        elif level:
            self._open_head(Scope(tag, ScopeKind.HEADING, level=level))
        elif _opens_something(named):
            self._open_head(Scope(tag, ScopeKind.CONTROL, level=self._out.control_level()))

    def _why_beside(self, tag: str, named: elements.Attributes) -> str:
        if tag in ("td", "th", "tr", "tbody", "dt", "dd", "li"):
            return ""
        return elements.stands_beside(
            tag,
            named,
            in_article=self._articles > 0,
            is_below_heading=bool(self._out.blocks)
            and isinstance(self._out.blocks[-1], Block)
            and self._out.blocks[-1].is_heading,
            controlled=self._controlled,
        )

    def _open(self, tag: str, named: elements.Attributes) -> None:
        if tag in elements.BOLD:
            self._bold += 1
        elif tag == "a":
            self._end_link()
            self._open_link = (named.get("href") or "", [])
        elif tag in ("ul", "ol"):
            self._out.lists += 1
        elif tag == "li":
            self._out.open_item()
        elif tag == "pre":
            self._pre += 1
        elif tag in ("article", "main", "section"):
            self._articles += 1
        elif tag == "title" and not self.title:
            self._in_title = True
        elif tag in ("tr", "td", "th", "dt", "dd"):
            self._out.open_cell(tag, named)

    def _close(self, tag: str) -> None:
        if tag in elements.BOLD:
            self._bold = max(self._bold - 1, 0)
        elif tag == "a":
            self._end_link()
        elif tag == "title":
            self._in_title = False
        elif tag in ("ul", "ol"):
            self._out.close_list()
        elif tag == "li" and self._out.items:
            self._out.items.pop()
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag in ("article", "main", "section"):
            self._articles = max(self._articles - 1, 0)
        elif tag in ("td", "th"):
            self._out.close_cell()

    def _end_link(self) -> None:
        if self._open_link is not None:
            target, text = self._open_link
            self._links.append(Link(" ".join("".join(text).split()), target.strip()))
            self._open_link = None


def _opens_something(named: elements.Attributes) -> bool:
    """Say whether a control opens and closes a part of the page below it."""
    toggles = (named.get("data-toggle") or named.get("data-bs-toggle") or "").lower() == "collapse"
    return toggles or ("aria-expanded" in named and "aria-controls" in named)


def _joint(text: list[str], data: str) -> str:
    """Return what stands between two elements that only their style sets apart: "Location" and "Oslo"."""
    before, after = "".join(text[-2:]).rstrip(_PART)[-1:], data[:1]
    if not (before.islower() or before.isdigit() or before in ".:)") or not (
        after.isupper() or after.isdigit()
    ):
        return ""
    is_label = len(text) <= 4 and is_fact_label(" ".join("".join(text).split()))
    return ": " if is_label else _JOINT


def _title_of(text: list[str]) -> str:
    """Return the words of a heading, with a bar before facts that an element of their own sets apart."""
    parts = [_line_of([part]) for part in "".join(text).split(_PART)]
    for at in range(1, min(len(parts), _MOST_PARTS)):
        title, facts = " ".join(filter(None, parts[:at])), " · ".join(filter(None, parts[at:]))
        if title and split_title(f"{title} | {facts}", is_title=True)[0] == title:
            return f"{title} | {facts}"
    return _line_of(["".join(text).replace(_PART, "")])


def _line_of(text: list[str]) -> str:
    """Return a line with what its elements set apart: a line of facts keeps these apart."""
    line = " ".join("".join(text).split())
    if _JOINT not in line:
        return line
    parted = line.replace(_JOINT, " | ")
    return parted if read_fact_line(parted) else " ".join(line.replace(_JOINT, " ").split())
