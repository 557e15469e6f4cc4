"""Keeping the index: an application's words are written when they change and leave with it."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import select, update

from ats.applications.models import Application, is_in_no_tray
from ats.candidates.models import Candidate
from ats.candidates.queries import list_rows, select_rows
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.search import names
from ats.search.engines import engine
from ats.search.fields import FIELDS, MARKS, NAMES, Words
from ats.search.matching import Choice, Match
from ats.search.models import SearchEntry, key_of, next_key
from ats.search.query_language import Term
from ats.search.sources import list_texts, words_of


def index_applications(application_ids: Iterable[int]) -> int:
    """Bring the index up to date for some applications; return how many had changed.

    Those that wait in the tray, and those that are gone, are not in it.
    """
    ids = sorted(set(application_ids))
    query = select(Application.id, Application.received_at, Application.opening_id).where(
        Application.id.in_(ids), is_in_no_tray()
    )
    received = {row.id: row for row in db.session.execute(query)}
    known = {
        entry.application_id: entry
        for entry in db.session.scalars(select(SearchEntry).where(SearchEntry.application_id.in_(ids)))
    }
    _drop([entry for application_id, entry in known.items() if application_id not in received])
    texts = list_texts(received)
    keys = _free_keys([row for row in received.values() if row.id not in known])
    changed: list[tuple[int, Words]] = []
    for application_id, row in received.items():
        words = words_of(texts.get(application_id, ())).marked(row.opening_id)
        entry = known.get(application_id)
        if entry is None or entry.digest != digest(words):
            entry = _note_entry(entry, keys.get(application_id), application_id, words)
            changed.append((entry.key, words))
    db.session.flush()
    engine().write(changed)
    names.learn(words.names for _, words in changed)
    return len(changed)


def _free_keys(rows: Sequence) -> dict[int, int]:
    """Return a key for each application that has none yet, by its id."""
    wanted = {row.id: key_of(row.received_at, row.id) for row in rows}
    found: dict[int, int] = {}
    while wanted:
        taken = set(db.session.scalars(select(SearchEntry.key).where(SearchEntry.key.in_(wanted.values()))))
        taken |= set(found.values())
        for application_id, key in list(wanted.items()):
            if key in taken:
                wanted[application_id] = next_key(key)
            else:
                found[application_id] = wanted.pop(application_id)
                taken.add(key)
    return found


def _note_entry(entry: SearchEntry | None, key: int | None, application_id: int, words: Words) -> SearchEntry:
    if entry is None:
        entry = SearchEntry(key=key, application_id=application_id)
        db.session.add(entry)
    entry.digest, entry.indexed_at = digest(words), utc_now()
    return entry


def _drop(entries: list[SearchEntry]) -> None:
    for entry in entries:
        db.session.delete(entry)
    if entries:
        db.session.flush()
        engine().delete([entry.key for entry in entries])


def digest(words: Words) -> str:
    """Return what tells whether the words of an application have changed."""
    text = "\n".join(getattr(words, name) for name in (*FIELDS, MARKS))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def index_candidate(candidate_id: int) -> int:
    """Bring the index up to date for all applications of a person; return how many had changed."""
    query = select(Application.id).where(Application.candidate_id.in_(select_rows(candidate_id)))
    return index_applications(db.session.scalars(query))


def erase_for_candidate(event) -> None:
    """Take a person who is being erased out of the index; a reaction."""
    candidate = db.session.get(Candidate, event.candidate_id)
    applications = select(Application).where(Application.candidate_id == event.candidate_id)
    rows = list(db.session.scalars(applications))
    erased = [row.id for row in rows]
    _drop(list(db.session.scalars(select(SearchEntry).where(SearchEntry.application_id.in_(erased)))))
    # The rows of a merged person go one after the other, and their words stand in the index of each.
    people = list_rows(candidate) if candidate else []
    spoken = {row.typed_name for row in rows} | {
        name for each in people for name in (each.name, each.own_name)
    }
    names.forget(spoken, is_name_in_use)


def is_name_in_use(part: str) -> bool:
    """Return whether anybody in the index has this part in a name."""
    return is_word_in_use(part, (NAMES,))


def is_word_in_use(word: str, fields: tuple[str, ...] = FIELDS) -> bool:
    """Return whether anybody in the index is found by a folded word."""
    match = Match(((Choice(Term((word,), word)),),), (), fields)
    return bool(engine().Walk(match).next_keys(1))


def forget_digests(application_ids: Iterable[int]) -> None:
    """Have some applications written again whether their words changed or not."""
    ids = list(application_ids)
    db.session.execute(update(SearchEntry).where(SearchEntry.application_id.in_(ids)).values(digest=""))
    db.session.expire_all()
