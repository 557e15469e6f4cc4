"""What the engines match: a query whose terms have been given their other spellings."""

from dataclasses import dataclass

from ats.search.query_language import Term


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to satisfy a part of the query; ``only_names`` looks at people's names alone."""

    term: Term
    only_names: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """``groups``: one choice of each has to be there; ``unwanted``: none of these; ``fields``: where to look.

    ``marks``: one of them has to be there, where there are any.
    """

    groups: tuple[tuple[Choice, ...], ...]
    unwanted: tuple[Term, ...]
    fields: tuple[str, ...]
    marks: tuple[str, ...] = ()
