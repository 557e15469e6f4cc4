"""Titles with facts behind them on the same line: "Support Agent — Lisbon, Portugal (hybrid)"."""

import re

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.facts import read_fact_line
from ats.vocabulary.roles import names_a_role

_SEPARATORS = (" \u2014 ", " \u2013 ", " | ", " \u00b7 ", " - ", ": ", ", ")
# They stand within titles, too.
_IN_TITLES = (": ", ", ")
_NAMED = re.compile(
    r"(?:(?:now |we(?: are|['\u2019]re) )?hiring|wanted|gesucht|wir suchen|on recrute|se busca|"
    r"(?:job|position|post|role|vacancy)(?: (?:title|name))?|title|opening|stelle|stellenbezeichnung|titel|"
    r"poste|intitulé(?: du poste)?|puesto|functie|posizione) ?: ?(?P<title>[^\s:][^:]{1,100})",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:ref(?:erence|\.)?|réf(?:érence|\.)?|kennziffer|kenn-?nr\.?|job ?id|req(?:uisition)?)"
    r"(?: ?(?:no\.?|nr\.?|number|code|n[°º]))?[:. #]{0,3}[\w./-]{0,20}\d[\w/-]{0,20}"
)
_REFERENCE = re.compile(
    rf"^[\[(]?(?P<before>{_NUMBER})[\])]?[ :|,\u2013\u2014-]+|"
    rf" ?[\[(](?P<bracketed>{_NUMBER})[\])]$| ?[|,\u2013\u2014-] (?P<behind>{_NUMBER})$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"(?P<title>.{2,100}?) ?\((?P<place>[^()]{2,80})\)")


def read_named_title(line: str) -> str | None:
    """Return the title that a line says to be one ("Position: Head Gardener"), or None."""
    match = _NAMED.fullmatch(line)
    return match["title"].strip() if match and not match["title"].endswith((".", "?", "!")) else None


def is_reference(line: str) -> bool:
    """Say whether a line is the number of an opening and nothing else: "Ref. 2026/014"."""
    return re.fullmatch(_NUMBER, line, re.IGNORECASE) is not None


def split_reference(title: str) -> tuple[str, str]:
    """Part the number of an opening from its title, "Ref. 2026/014 Lecturer"; empty where it has none."""
    match = _REFERENCE.search(title)
    if match is None:
        return "", title
    rest = f"{title[: match.start()]} {title[match.end() :]}".strip()
    return (match[match.lastgroup], rest) if re.search(r"[^\W\d_]{3}", rest) else ("", title)


def has_facts_in_brackets(line: str) -> bool:
    """Say whether a line ends in how or where somebody works, as only a title does: "Deckhand (seasonal)"."""
    bracket = _BRACKET.fullmatch(line)
    return bracket is not None and bool(read_fact_line(bracket["place"]))


def split_title(line: str, *, is_title: bool = False) -> tuple[str, str]:
    """Return a title and the facts that stand behind it, set apart; empty for a line that is no such title.

    The title names a role, unless the line is known to be a title: then all but commas and colons may set it apart.
    """
    for separator in _SEPARATORS:
        title, found, rest = line.partition(separator)
        if title.count("(") != title.count(")"):
            continue
        is_sure = is_title and separator not in _IN_TITLES
        if found and (is_sure or names_a_role(title)) and (read_bare_place(rest) or read_fact_line(rest)):
            return title, rest
    bracket = _BRACKET.fullmatch(line)
    if bracket and (is_title or names_a_role(bracket["title"])):
        facts = bracket["place"]
        if read_bare_place(facts) or read_fact_line(facts):
            return bracket["title"], facts
    return "", ""
