"""Titles with facts behind them on the same line: "Support Agent — Lisbon, Portugal (hybrid)"."""

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.facts import read_fact_line
from ats.vocabulary.roles import names_a_role

_SEPARATORS = (" \u2014 ", " \u2013 ", " | ", " \u00b7 ", " - ", ": ", ", ")


def split_title(line: str) -> tuple[str, str]:
    """Return a title and the facts that stand behind it, set apart; empty for a line that is no such title."""
    for separator in _SEPARATORS:
        title, found, rest = line.partition(separator)
        if found and names_a_role(title) and (read_bare_place(rest) or read_fact_line(rest)):
            return title, rest
    return "", ""
