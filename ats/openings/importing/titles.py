"""Titles with facts behind them on the same line: "Support Agent — Lisbon, Portugal (hybrid)"."""

import re

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.facts import read_fact_line
from ats.vocabulary.roles import names_a_role

_SEPARATORS = (" \u2014 ", " \u2013 ", " | ", " \u00b7 ", " - ", ": ", ", ")
_NAMED = re.compile(
    r"(?:job title|job|position(?: title)?|title|role|vacancy|post|opening|stelle|stellenbezeichnung|titel|"
    r"poste|intitulé(?: du poste)?|puesto|functie|posizione) ?: ?(?P<title>[^\s:][^:]{1,100})",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"(?P<title>.{2,100}?) ?\((?P<place>[^()]{2,60})\)")


def read_named_title(line: str) -> str | None:
    """Return the title that a line says to be one ("Position: Head Gardener"), or None."""
    match = _NAMED.fullmatch(line)
    return match["title"].strip() if match and not match["title"].endswith((".", "?", "!")) else None


def split_title(line: str) -> tuple[str, str]:
    """Return a title and the facts that stand behind it, set apart; empty for a line that is no such title."""
    for separator in _SEPARATORS:
        title, found, rest = line.partition(separator)
        if title.count("(") != title.count(")"):
            continue
        if found and names_a_role(title) and (read_bare_place(rest) or read_fact_line(rest)):
            return title, rest
    bracket = _BRACKET.fullmatch(line)
    if bracket and names_a_role(bracket["title"]) and read_bare_place(bracket["place"]):
        return bracket["title"], bracket["place"]
    return "", ""
