"""What an element of HTML is to the reader: a block, a heading, furniture, hidden, or beside the text of the page."""

import re

from ats.vocabulary.word_lists import words

Attributes = dict[str, str | None]

BLOCKS = words(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form header hr html legend main ol p pre section summary table tbody td tfoot th thead tr ul
    li h1 h2 h3 h4 h5 h6
    """
)
VOID = words(
    """
    area base br col embed hr img input link meta source track wbr
    """
)
BOLD = frozenset(("b", "strong"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED = words(
    """
    nav select iframe svg template noscript textarea object datalist option canvas video audio map
    """
)
_UNSEEN = frozenset(("svg", "template", "noscript", "object", "canvas", "video", "audio", "map", "iframe"))
_INLINE = frozenset(("i", "span", "em", "b", "svg"))
_FURNITURE_WORDS = words(
    """
    nav navbar navigation menu breadcrumb breadcrumbs cookie cookies cookiebanner cookie-banner cookie-consent
    cookie-notice cookie-bar cookie-law cookieconsent cookiebar gdpr gdpr-banner consent-banner skip-link
    skiplink pagination social share sharing
    """
)
_BESIDE_WORDS = words("sidebar site-footer page-footer")
_PLACE_WORDS = words("location place city ort standort lieu ubicacion locatie")
_FURNITURE_ROLES = frozenset(("navigation", "search", "banner-navigation", "menu", "menubar"))
_HIDDEN_STYLE = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_CONTROLS = re.compile(
    r"(?:aria-controls|data-(?:bs-)?target|data-content|href)\s{0,5}=\s{0,5}[\"']?#?([\w:.-]{1,100})"
)
_NOT_FILLED_IN = frozenset(("hidden", "submit", "button", "image", "reset", "search"))
_WORD_LIST = re.compile(r"mso-list\s{0,5}:[^;\"']{0,60}?level(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s{0,5}:\s{0,5}ignore", re.IGNORECASE)

HIDDEN = "It is hidden on the page."
FORM = "It belongs to a form of the page."
MENU = "It belongs to a menu, banner or control of the page."
ASIDE = "It stands beside the text of the page."
_FOOTER = "It stands in the footer of the page."
_DIALOG = "It stands in a dialog of the page."


def heading_level(tag: str, named: Attributes) -> int:
    """Return the level, 1 to 6, of a heading by its tag or by ARIA; 0 for anything else."""
    if (named.get("role") or "").lower() == "heading":
        level = named.get("aria-level") or ""
        return min(max(int(level), 1), 6) if re.fullmatch(r"\d", level) else 2
    return HEADINGS.get(tag, 0)


def controlled_ids(markup: str) -> frozenset[str]:
    """Return the ids that a link, tab or button of the page shows and hides."""
    return frozenset(_CONTROLS.findall(markup))


def is_dropped(tag: str, named: Attributes) -> bool:
    """Say whether an element holds nothing of the page's text: menus, drawings, fields, icons, a list's mark."""
    if tag in _DROPPED or (named.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    if is_mark(tag, named):
        return True
    return tag in BLOCKS and tag not in HEADINGS and not _FURNITURE_WORDS.isdisjoint(_names(named))


def is_mark(tag: str, named: Attributes) -> bool:
    """Say whether an element is a drawing, an icon, the mark of a list, or what no browser shows."""
    if tag in _UNSEEN or (named.get("aria-hidden") == "true" and tag in _INLINE):
        return True
    return _WORD_MARK.search(named.get("style") or "") is not None


def stands_beside(
    tag: str, named: Attributes, *, in_article: bool, is_below_heading: bool, controlled: frozenset[str]
) -> str:
    """Say why an element is no part of the page's text; empty for one that is.

    What a heading or a control opens is hidden only at first. A footer or an aside of an article belongs to it.
    """
    role = (named.get("role") or "").lower()
    if (
        _is_hidden(named)
        and not is_below_heading
        and role != "tabpanel"
        and named.get("id") not in controlled
    ):
        return HIDDEN
    if tag == "dialog" or role in ("dialog", "alertdialog"):
        return _DIALOG
    if (tag == "footer" and not in_article) or role == "contentinfo":
        return _FOOTER
    if tag not in BLOCKS or tag in ("body", "html", "main"):
        return ""
    is_aside = tag == "aside" or role == "complementary" or not _BESIDE_WORDS.isdisjoint(_names(named))
    return ASIDE if is_aside and not in_article else ""


def name_of_place(named: Attributes) -> str:
    """Return "Location: " for an element whose class or id says that it holds a place; empty for any other."""
    parts = {part for name in _names(named) for part in re.split(r"[^a-z]+", name)}
    return "" if _PLACE_WORDS.isdisjoint(parts) else "Location: "


def is_left_out(why: str) -> bool:
    """Say whether what stands there is known to be none of the openings, and nobody need look at it."""
    return why in (FORM, MENU, _FOOTER)


def is_filled_in(tag: str, named: Attributes) -> bool:
    """Say whether an element is a field that somebody fills in."""
    return tag in ("select", "textarea") or (
        tag == "input" and (named.get("type") or "text").lower() not in _NOT_FILLED_IN
    )


def word_list_depth(named: Attributes) -> int | None:
    """Return the depth, from 0, of a paragraph that a word processor wrote for an entry of a list; None for others."""
    found = _WORD_LIST.search(named.get("style") or "")
    return max(int(found[1]) - 1, 0) if found else None


def spanned(named: Attributes, name: str) -> int:
    """Return over how many columns or rows a cell reaches."""
    given = named.get(name) or ""
    return min(max(int(given), 1), 60) if re.fullmatch(r"\d{1,4}", given) else 1


def _is_hidden(named: Attributes) -> bool:
    return "hidden" in named or _HIDDEN_STYLE.search(named.get("style") or "") is not None


def _names(named: Attributes) -> list[str]:
    return f"{named.get('class') or ''} {named.get('id') or ''}".lower().split()
