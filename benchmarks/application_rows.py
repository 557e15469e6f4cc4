"""The rows of applications: candidates, their files and texts, where each stands and how it came there."""

import random
from collections import Counter
from datetime import datetime, timedelta

from ats.activity.actions import digest as personal_digest
from ats.activity.models import EventPersonal, EventRow
from ats.applications.models import Application, Attachment, StageChange, Status
from ats.candidates.models import Candidate, CandidateAddress
from ats.company.actions import DEFAULT_STAGES
from ats.documents.models import Document, PageImage
from benchmarks.identifiers import digest, public_id, reference
from benchmarks.opening_rows import OPENINGS, STAGES, stage_id
from benchmarks.texts import TRADES, Prose, person_name

# Of a hundred applications, how many stand in each stage.
SHARES = (45, 20, 15, 10, 6, 4)
FULL_OPENING = 1000
RESUME_SIZE = 3000
DAYS = 300

_STAGE_OF_PERCENT = tuple(stage for stage, share in enumerate(SHARES) for _ in range(share))


def place_of(number: int, size: int) -> tuple[int, int]:
    """Return the opening (from zero) of an application and its place among those of that opening.

    Up to 1,000 and above 10,000 applications are spread evenly; between them the first opening has 1,000.
    """
    if 1000 < size <= 10_000:
        if number < FULL_OPENING:
            return 0, number
        return (number - FULL_OPENING) % (OPENINGS - 1) + 1, (number - FULL_OPENING) // (OPENINGS - 1)
    return number % OPENINGS, number // OPENINGS


def stage_of(place: int) -> int:
    """Return the stage (from zero) of a place in an opening: the shares are exact in each hundred."""
    return _STAGE_OF_PERCENT[place * 37 % 100]


def shift_of(opening_id: int) -> str:
    """Return the word that stands in every résumé for an opening, and in none for the next one."""
    return "early" if opening_id % 2 else "late"


class Maker:
    """Makes chunks of rows and counts the active applications of each stage while it does."""

    def __init__(
        self, prose: Prose, size: int, *, now: datetime, seed: int, user_id: int, first_event_id: int
    ):
        self.prose, self.size, self.now, self.seed, self.user_id = prose, size, now, seed, user_id
        self.active_counts: Counter[int] = Counter()
        self._event_id, self._change_id = first_event_id, 1

    def chunk(self, start: int, stop: int) -> dict[type, list[dict]]:
        """Return the rows of the applications from ``start`` to before ``stop``; chunks come in order."""
        rows: dict[type, list[dict]] = {}
        for number in range(start, stop):
            for model, row in self._of_one(number):
                rows.setdefault(model, []).append(row)
        return rows

    def _of_one(self, number: int):
        rng = random.Random(self.seed * 1_000_003 + number)
        opening, place = place_of(number, self.size)
        received = self.now - timedelta(seconds=rng.randrange(DAYS * 86400))
        person = {
            "name": person_name(rng),
            "email": f"applicant{number}@example.com",
            "phone": f"+1 555 {number:07d}",
            "link": "",
        }
        ids = {"candidate_id": number + 1, "application_id": number + 1, "opening_id": opening + 1}
        application = self._application(rng, ids, person, received, stage_of(place))
        yield from self._person(rng, ids, person, received)
        yield from self._resume(rng, ids, person, received)
        yield Application, application
        yield from self._history(rng, ids, application, person)

    def _person(self, rng: random.Random, ids: dict, person: dict, received: datetime):
        candidate_id = ids["candidate_id"]
        plain = {"name": person["name"], "phone": person["phone"], "created_at": received}
        yield Candidate, {"id": candidate_id, "public_id": public_id(rng), **plain}
        address = {"address": person["email"], "folded": person["email"]}
        yield CandidateAddress, {"id": candidate_id, "candidate_id": candidate_id, **address}

    def _resume(self, rng: random.Random, ids: dict, person: dict, received: datetime):
        """A file and the picture of its page, without their bytes: no measured page reads them."""
        number = ids["application_id"]
        yield (
            Document,
            {
                "id": number,
                "public_id": public_id(rng),
                "candidate_id": ids["candidate_id"],
                "sha256": digest(rng),
                "size": 100_000,
                "name": "resume.pdf",
                "media_type": "application/pdf",
                "created_at": received,
                "reading_state": "read",
                "page_count": 1,
                "text": self._text(rng, ids, person),
            },
        )
        picture = {"sha256": digest(rng), "width": 1240, "height": 1754}
        yield PageImage, {"id": number, "document_id": number, "number": 1, "density": 1, **picture}
        yield Attachment, {"id": number, "application_id": number, "document_id": number, "role": "resume"}

    def _text(self, rng: random.Random, ids: dict, person: dict) -> str:
        """Return a résumé's text: common words, three rare ones, and a word that half of the openings never see."""
        return "\n".join(
            (
                person["name"],
                person["email"],
                f"Shift {shift_of(ids['opening_id'])}",
                f"Tools {' '.join(self.prose.tools(rng))}",
                self.prose.text(rng, RESUME_SIZE),
            )
        )

    def _application(
        self, rng: random.Random, ids: dict, person: dict, received: datetime, stage: int
    ) -> dict:
        is_hired, is_moved = stage == STAGES - 1, stage > 0
        entered = received + (self.now - received) * rng.random() if is_moved else received
        current = stage_id(ids["opening_id"] - 1, stage)
        if not is_hired:
            self.active_counts[current] += 1
        return {
            "id": ids["application_id"],
            "public_id": public_id(rng),
            "reference": reference("A", ids["application_id"]),
            "candidate_id": ids["candidate_id"],
            "opening_id": ids["opening_id"],
            "stage_id": current,
            "advert_id": ids["opening_id"],
            "status": (Status.HIRED if is_hired else Status.ACTIVE).value,
            "typed_name": person["name"],
            "typed_email": person["email"],
            "typed_phone": person["phone"],
            "consent_at": received,
            "consent_days": 365,
            "received_at": received,
            "stage_entered_at": entered,
            "decided_at": entered if is_hired else None,
            "summary": f"{rng.choice(TRADES)}, {rng.randint(1, 20)} years",
            "version": 2 if is_moved else 1,
            "last_change_id": self._change_id if is_moved else None,
        }

    def _history(self, rng: random.Random, ids: dict, application: dict, person: dict):
        """What the actions write: known, submitted and, for those who left the first stage, how they did."""
        received = application["received_at"]
        first = stage_id(ids["opening_id"] - 1, 0)
        salt = rng.randbytes(16).hex()
        added = self._event("candidate.added", received, {}, {"candidate_id": ids["candidate_id"]})
        added["personal_digest"] = personal_digest(salt, person)
        yield EventRow, added
        yield EventPersonal, {"event_id": added["id"], "salt": salt, "values": person}
        counted = {"left_stage_id": None, "entered_stage_id": first}
        facts = {"source": "careers page", "wants_receipt": True, **counted}
        yield EventRow, self._event("application.submitted", received, facts, ids)
        if application["version"] > 1:
            yield from self._step(ids, application, first)

    def _step(self, ids: dict, application: dict, first: int):
        at, is_hired = application["stage_entered_at"], application["status"] == Status.HIRED
        before = {"stage_id": first, "stage_entered_at": application["received_at"].isoformat()}
        after = {"stage_id": application["stage_id"], "stage_entered_at": at.isoformat()}
        if is_hired:
            before |= {"status": Status.ACTIVE.value, "decided_at": None}
            after |= {"status": Status.HIRED.value, "decided_at": at.isoformat()}
        counted = {"left_stage_id": first, "entered_stage_id": None if is_hired else application["stage_id"]}
        change = {
            "id": self._change_id,
            "application_id": ids["application_id"],
            "kind": "hired" if is_hired else "moved",
            "at": at,
            "actor_kind": "user",
            "user_id": self.user_id,
            "before": before,
            "after": after,
            **counted,
        }
        self._change_id += 1
        yield StageChange, change
        facts = {"change_id": change["id"], **counted}
        if not is_hired:
            names = [name for name, _ in DEFAULT_STAGES]
            facts |= {"from_stage": names[0], "to_stage": names[(application["stage_id"] - 1) % STAGES]}
        by_user = {"actor_kind": "user", "actor_id": self.user_id}
        yield EventRow, self._event(f"application.{change['kind']}", at, facts, ids) | by_user

    def _event(self, kind: str, at: datetime, facts: dict, subject: dict) -> dict:
        event = {
            "id": self._event_id,
            "at": at,
            "kind": kind,
            "actor_kind": "visitor",
            "actor_id": None,
            "opening_id": subject.get("opening_id"),
            "application_id": subject.get("application_id"),
            "candidate_id": subject.get("candidate_id"),
            "facts": facts,
            "personal_digest": None,
        }
        self._event_id += 1
        return event
