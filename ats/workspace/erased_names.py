"""Whether words that somebody keeps, such as a search, are about a person who is being erased."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from ats.accounts.models import User
from ats.applications.models import Application
from ats.candidates.models import Candidate, CandidateAddress, CandidateTag
from ats.candidates.queries import select_rows
from ats.candidates.rules import fold_tag
from ats.platform.database import db
from ats.search.actions import is_word_in_use
from ats.vocabulary.folding import tokens

# Shorter ones stand for many other things.
_FEWEST_DIGITS = 6


@dataclass(frozen=True)
class Wanted:
    """The folded words of a person's names, and those of each address, phone number and link.

    ``tags``: folded, that nobody else has.
    """

    names: list[set[str]]
    contacts: list[set[str]]
    tags: set[str]

    @classmethod
    def of(cls, candidate_id: int) -> "Wanted":
        """Return by what a candidate would be looked for."""
        names = select(Candidate.name).where(Candidate.id == candidate_id)
        typed = select(Application.typed_name).where(Application.candidate_id == candidate_id)
        return cls(
            [set(tokens(each)) for each in db.session.scalars(names.union(typed))],
            list(_contacts(candidate_id)),
            set(db.session.scalars(_own_tags(candidate_id))),
        )

    def is_in(self, title: str, query: str, *, fewest: int = 2) -> bool:
        """Return whether a title, or the values of a query string, name the person by so many words of a name.

        Two are about that person; one may be about anybody.
        """
        return self._are_in(" ".join((title, *(value for _, value in parse_qsl(query)))), fewest)

    def is_sought_by(self, query: str) -> bool:
        """Return whether a query string searches for the person: one word of a name, an address, or a tag of theirs."""
        asked = dict(parse_qsl(query))
        return self._are_in(asked.get("q", ""), 1) or fold_tag(asked.get("tag", "")) in self.tags

    def _are_in(self, text: str, fewest: int) -> bool:
        said = set(tokens(text))
        is_named = any(each and len(each & said) >= min(len(each), fewest) for each in self.names)
        return is_named or any(each and each <= said for each in self.contacts)

    def is_alone_called(self, title: str) -> bool:
        """Return whether a title holds a word of their name that nobody else in the index or the house is known by."""
        words = set().union(*self.names).intersection(tokens(title))
        if not words:
            return False
        staff = {word for name in db.session.scalars(select(User.name)) for word in tokens(name)}
        return any(not is_word_in_use(word) for word in words - staff)


def _contacts(candidate_id: int) -> Iterator[set[str]]:
    """Yield what an address, a phone number or a link is looked for by; a number also without what divides it."""
    addresses = select(CandidateAddress.address).where(CandidateAddress.candidate_id == candidate_id)
    own = select(Candidate.phone, Candidate.link).where(Candidate.id == candidate_id)
    typed = select(Application.typed_phone, Application.typed_link)
    rows = db.session.execute(own.union(typed.where(Application.candidate_id == candidate_id))).all()
    for text in (*db.session.scalars(addresses), *(row[1] for row in rows)):
        yield set(tokens(text))
    for phone, _ in rows:
        digits = "".join(filter(str.isdecimal, phone))
        if len(digits) >= _FEWEST_DIGITS:
            yield set(tokens(phone))
            yield {digits}


def _own_tags(candidate_id: int) -> Select:
    other = aliased(CandidateTag)
    is_others = exists().where(
        other.folded == CandidateTag.folded, other.candidate_id.not_in(select_rows(candidate_id))
    )
    return select(CandidateTag.folded).where(CandidateTag.candidate_id == candidate_id, ~is_others)
