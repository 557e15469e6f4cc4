"""Whether words that somebody keeps, such as a search, are about a person who is being erased."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy import select

from ats.applications.models import Application
from ats.candidates.models import Candidate, CandidateAddress
from ats.platform.database import db
from ats.vocabulary.folding import tokens


@dataclass(frozen=True)
class Wanted:
    """The folded words of a person's names, and those of their addresses."""

    names: list[set[str]]
    addresses: list[set[str]]

    @classmethod
    def of(cls, candidate_id: int) -> "Wanted":
        """Return by what a candidate would be looked for."""
        names = select(Candidate.name).where(Candidate.id == candidate_id)
        typed = select(Application.typed_name).where(Application.candidate_id == candidate_id)
        addresses = select(CandidateAddress.address).where(CandidateAddress.candidate_id == candidate_id)
        return cls(
            [set(tokens(each)) for each in db.session.scalars(names.union(typed))],
            [set(tokens(each)) for each in db.session.scalars(addresses)],
        )

    def is_in(self, title: str, query: str, *, fewest: int = 2) -> bool:
        """Return whether a title, or the values of a query string, name the person by so many words of a name.

        Two are about that person; one may be about anybody.
        """
        said = set(tokens(" ".join((title, *(value for _, value in parse_qsl(query))))))
        is_named = any(each and len(each & said) >= min(len(each), fewest) for each in self.names)
        return is_named or any(each and each <= said for each in self.addresses)
