"""People against a model: whatever comes, is edited, merged, taken apart and erased, nothing is lost and nothing strays.

The model knows for each row what it says by itself and what came to it. Quick as it is; with
``--hypothesis-profile=thorough`` it tries hundreds of histories.
"""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from ats.activity.models import EventRow
from ats.applications.actions import Submission, add_document, submit
from ats.applications.actions.submitting import UNCONFIRMED_FILES
from ats.applications.models import Application, Attachment
from ats.applications.queries import list_of_candidate
from ats.candidates import actions, merging, queries
from ats.candidates.models import Candidate
from ats.candidates.rules import FIELDS
from ats.documents.actions import StoredFile
from ats.documents.models import Document
from ats.messages.models import Message
from ats.messages.receiving import Incoming, receive
from ats.openings.models import Opening
from ats.platform.clock import utc_now
from ats.platform.database import db, is_sqlite, transaction
from ats.platform.events import CANDIDATE, SYSTEM, VISITOR

ADDRESSES = [f"person{number}@example.com" for number in range(5)]
CHOICES = st.sets(st.sampled_from(FIELDS))
NUMBERS = st.integers(min_value=0, max_value=100)


@dataclass
class Known:
    """One row as the model has it: what it says, and what belongs to it.

    Of each application: how many files and letters, and how many files of repeats wait for the candidate's word.
    """

    own: dict[str, str]
    above: int | None = None
    applications: dict[int, list[int]] = field(default_factory=dict)
    waiting: Counter = field(default_factory=Counter)
    tags: set[str] = field(default_factory=set)


class People(RuleBasedStateMachine):
    """Everything that happens to people, at random."""

    def __init__(self, openings: list[int]):
        super().__init__()
        self.openings, self.rows, self.serial, self.events = openings, {}, 0, set()

    def teardown(self):
        """Leave the database as it was found."""
        with transaction():
            for candidate_id in list(self.rows):
                candidate = db.session.get(Candidate, candidate_id)
                if candidate is not None:
                    actions.erase(candidate, asked_by="admin", by=SYSTEM)
        db.session.expire_all()

    def _some(self, number: int) -> Candidate:
        ids = sorted(self.rows)
        return db.session.get_one(Candidate, ids[number % len(ids)], populate_existing=True)

    def _person(self, candidate_id: int) -> set[int]:
        """All rows that the model's pointers join."""
        found = {candidate_id}
        while True:
            more = {each for each, row in self.rows.items() if row.above in found}
            more |= {self.rows[each].above for each in found if self.rows[each].above}
            if more <= found:
                return found
            found |= more

    def _source(self, rows: set[int], name: str) -> int:
        """The row whose own value is the one that is shown, as the application has it."""
        candidates = [db.session.get_one(Candidate, each) for each in sorted(rows)]
        return merging.provider_of(candidates, name).id

    def _file(self) -> StoredFile:
        self.serial += 1
        return StoredFile(f"{self.serial:064x}", 10, f"{self.serial}.txt", "text/plain")

    @rule(address=st.sampled_from(ADDRESSES), number=NUMBERS, has_file=st.booleans())
    def apply(self, address, number, has_file):
        opening_id = self.openings[number % len(self.openings)]
        file = self._file() if has_file else None
        owner = next((each for each, row in self.rows.items() if row.own["email"] == address), None)
        had = owner is not None and len(self.rows[owner].applications)
        with transaction():
            opening = db.session.get_one(Opening, opening_id)
            given = Submission(name=f"Name {self.serial}", email=address, phone=f"+31 {number}", resume=file)
            submitted = submit(opening, given, by=VISITOR, reapply_days=90)
            application = submitted.application
            candidate_id, application_id = application.candidate_id, application.id
        if owner is None:
            own = {"name": given.name, "email": address, "phone": given.phone, "link": ""}
            owner = candidate_id
            self.rows[owner] = Known(own)
        assert candidate_id == owner
        known = self.rows[owner].applications
        counts = known.setdefault(application_id, [0, 0])
        waiting = self.rows[owner].waiting
        if file is not None and not (submitted.is_repeat and waiting[application_id] == UNCONFIRMED_FILES):
            counts[0] += 1
            waiting[application_id] += submitted.is_repeat
        assert submitted.is_repeat == (had == len(known))

    @precondition(lambda self: self.rows)
    @rule(number=NUMBERS, has_file=st.booleans())
    def mail_in(self, number, has_file):
        candidate = self._some(number)
        ids = sorted(self.rows[candidate.id].applications)
        application_id = ids[number % len(ids)]
        with transaction():
            application = db.session.get_one(Application, application_id)
            files = [add_document(application, self._file(), "other", by=CANDIDATE)] if has_file else []
            letter = Incoming(
                from_address=candidate.email, subject="Hello", text="A word", received_at=utc_now()
            )
            receive(application, letter, is_confirmed=True, document_ids=files)
        self.rows[candidate.id].applications[application_id][0] += has_file
        self.rows[candidate.id].applications[application_id][1] += 1

    @precondition(lambda self: self.rows)
    @rule(number=NUMBERS, name=st.sampled_from(["name", "phone", "link"]))
    def edit(self, number, name):
        candidate, value = self._some(number), f"{name} {self.serial}-{number}"
        source = self._source(self._person(candidate.id), name)
        with transaction():
            actions.change_contact(candidate, {name: value}, by=SYSTEM)
        self.rows[source].own[name] = value

    @precondition(lambda self: self.rows)
    @rule(number=NUMBERS, label=st.sampled_from(["warm", "later"]))
    def tag(self, number, label):
        candidate = self._some(number)
        person = self._person(candidate.id)
        with transaction():
            is_new = actions.add_tag(candidate.id, label, by=SYSTEM) is not None
        assert is_new == (not any(label in self.rows[each].tags for each in person))
        if is_new:
            self.rows[candidate.id].tags.add(label)

    @precondition(lambda self: len(self.rows) > 1)
    @rule(one=NUMBERS, other=NUMBERS, take=CHOICES)
    def merge(self, one, other, take):
        first, second = self._some(one), self._some(other)
        persons = self._person(first.id), self._person(second.id)
        shown = {name: getattr(second if name in take else first, name) for name in FIELDS}
        if persons[0] == persons[1]:
            with pytest.raises(merging.AlreadyOne), transaction():
                merging.merge(first, second, take, by=SYSTEM)
            return
        with transaction():
            merging.merge(first, second, take, by=SYSTEM)
        above, below = sorted(min(each) for each in persons)
        self.rows[below].above = above
        assert {name: getattr(self._fresh(first.id), name) for name in FIELDS} == shown

    @precondition(lambda self: any(row.above for row in self.rows.values()))
    @rule(number=NUMBERS)
    def unmerge(self, number):
        under = sorted(each for each, row in self.rows.items() if row.above)
        candidate_id = under[number % len(under)]
        with transaction():
            merging.unmerge(self._fresh(candidate_id), by=SYSTEM)
        self.rows[candidate_id].above = None

    @precondition(lambda self: len(self.rows) > 2)
    @rule(number=NUMBERS)
    def erase(self, number):
        candidate_id = self._some(number).id
        gone = self._person(candidate_id)
        with transaction():
            actions.erase(self._fresh(candidate_id), asked_by="candidate", by=CANDIDATE)
        for each in gone:
            del self.rows[each]
        left = select(Document.id).where(Document.candidate_id.in_(gone))
        assert db.session.scalars(left).all() == []
        assert db.session.scalars(select(Message.id).where(Message.candidate_id.in_(gone))).all() == []

    def _fresh(self, candidate_id: int) -> Candidate:
        return db.session.get_one(Candidate, candidate_id, populate_existing=True)

    @invariant()
    def nothing_is_lost_and_nothing_strays(self):
        """Each row says what it said by itself and has all that came to it; a person has what its rows have."""
        db.session.expire_all()
        for candidate_id, known in self.rows.items():
            row, person = self._fresh(candidate_id), self._person(candidate_id)
            assert {name: row.own_value(name) for name in FIELDS} == known.own
            assert {each.id for each in queries.list_rows(row)} == person
            applications = {each.id for each in list_of_candidate(candidate_id)}
            assert applications == {one for each in person for one in self.rows[each].applications}
            tags = {tag for each in person for tag in self.rows[each].tags}
            assert set(queries.list_tags(candidate_id)) == tags
            if len(person) == 1:
                assert {name: getattr(row, name) for name in FIELDS} == known.own
            else:
                assert {row.name, row.phone, row.link} <= {
                    self.rows[each].own[name] for each in person for name in FIELDS
                }
            self._check_applications(candidate_id, known)

    def _check_applications(self, candidate_id: int, known: Known):
        for application_id, counts in known.applications.items():
            application = db.session.get_one(Application, application_id)
            assert application.candidate_id == candidate_id
            files = select(func.count()).where(Attachment.application_id == application_id)
            letters = select(func.count()).where(Message.application_id == application_id)
            assert [db.session.scalar(files), db.session.scalar(letters)] == counts

    @invariant()
    def no_event_is_lost(self):
        """The record only grows, and what is about a row stays about it."""
        rows = db.session.execute(select(EventRow.id, EventRow.candidate_id, EventRow.kind))
        events = {tuple(row) for row in rows}
        assert self.events <= events
        self.events = events


def test_whatever_happens_to_people_nothing_is_lost_and_nothing_strays(app, cast):
    openings = [cast.engineer.id, cast.editor.id]
    is_thorough = settings.get_current_profile_name() == "thorough"
    # The rules are the same on both engines: a few histories send PostgreSQL each of their statements.
    usual = 12 if is_sqlite() else 4
    how = settings(
        max_examples=400 if is_thorough else usual,
        stateful_step_count=40 if is_thorough else 15,
        deadline=None,
        phases=[Phase.generate, Phase.shrink] if is_thorough else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: People(openings), settings=how)
