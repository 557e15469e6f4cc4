"""Walking the index from the newest on: every engine gives the same keys, and reads no more of it than it has to."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from ats.applications.models import Application
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.reviews.actions import write_note
from ats.search.actions import index_applications
from ats.search.engines import engine, postgresql
from ats.search.fields import FIELDS, NAMES, PAPERS, Words
from ats.search.matching import Match
from ats.search.models import SearchEntry, key_of
from ats.search.queries import find, list_matching
from ats.search.query_language import parse
from ats.search.spelling import widen

MANY = 120
ON_POSTGRESQL = pytest.mark.parametrize(
    "app", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
NAMES_OF_PEOPLE = ("ida stone", "udo mill", "ola stone")
# In how many of a hundred texts each word stands.
SHARES = {"often": 70, "half": 50, "seldom": 6, "of": 90, "the": 90}
QUESTIONS = (
    *("often", "often half", "seldom", "nowhere", "often -half", "often OR seldom", "sel*", "-often half"),
    *(
        '"often half"',
        '"of the"',
        '"half of the"',
        '"seldom often half"',
        '"of sel*"',
        '"nowhere of"',
        "stone often",
    ),
)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """What is found shall not depend on how busy the machine is."""
    monkeypatch.setattr("ats.search.queries.SECONDS", 60.0)


@pytest.fixture
def texts(cast, once) -> dict[int, Words]:
    """The words of many applications by their keys; received in bursts and years apart, not in the order of their ids."""
    return once(lambda: many_texts(cast))


def many_texts(cast) -> dict[int, Words]:
    """Put them into the index in place of what the cast has there."""
    rng, found, seconds = random.Random(7), {}, 0
    with transaction() as session:
        first = session.get(Application, cast.application.id)
        columns = [
            each
            for each in Application.__table__.columns
            if each.name not in ("id", "public_id", "reference")
        ]
        values = {each.name: getattr(first, each.key) for each in columns}
        ages = []
        for _ in range(MANY):
            seconds += rng.choice((0, 1, 5, 3600, 86_400, 20 * 86_400))
            ages.append(seconds)
        rng.shuffle(ages)
        rows = [
            values | {"public_id": f"walk{at:05}", "reference": f"A-{at:05}",
                      "received_at": utc_now() - timedelta(seconds=age)}
            for at, age in enumerate(ages)
        ]  # fmt: skip
        session.connection().execute(Application.__table__.insert(), rows)
        ids = list(session.scalars(select(Application.id).where(Application.reference.like("A-0%"))))
        index_applications(ids)
        for key in session.scalars(select(SearchEntry.key).where(SearchEntry.application_id.in_(ids))):
            words = [word for word, share in SHARES.items() if rng.randrange(100) < share] * 2
            rng.shuffle(words)
            found[key] = Words(names=rng.choice(NAMES_OF_PEOPLE), papers=" ".join(words)).marked(1)
        engine().write(list(found.items()))
    return found


def fits(words: Words, text: str, fields: tuple[str, ...]) -> bool:
    """Say by looking at the words themselves whether they fit a question."""
    query = parse(text)
    texts = [f" {getattr(words, name)} " for name in fields]

    def holds(term) -> bool:
        wanted = " ".join(term.words)
        return any(f" {wanted}" + ("" if term.is_prefix else " ") in each for each in texts)

    return all(any(map(holds, group)) for group in query.wanted) and not any(map(holds, query.unwanted))


def read_all(match: Match, size: int, *bounds) -> list[int]:
    """Walk to the end, some at a time."""
    walk, found = engine().Walk(match, *bounds), []
    while len(keys := walk.next_keys(size)) == size:
        found += keys
    return found + keys


@pytest.mark.parametrize("first_window", [3, 1000])
def test_a_walk_gives_what_fits_from_the_newest_on(app, cast, texts, monkeypatch, first_window):
    monkeypatch.setattr(postgresql, "_FIRST_WINDOW", first_window)
    monkeypatch.setattr(postgresql, "_MOST_SLICES", 4)
    newest_first = sorted(texts, reverse=True)
    for text in QUESTIONS:
        for fields in (FIELDS, (NAMES, PAPERS)):
            match, _ = widen(parse(text), fields, None)
            expected = [key for key in newest_first if fits(texts[key], text, fields)]
            assert read_all(match, 7) == expected, (text, fields)
            below, above = newest_first[MANY // 5], newest_first[MANY // 2]
            inside = [key for key in expected if above <= key < below]
            assert read_all(match, 5, below, above) == inside, (text, fields)


def test_what_came_in_before_1970_is_found_too(app, cast, texts):
    key = key_of(datetime(1968, 5, 1, tzinfo=UTC), 1)
    with transaction() as session:
        oldest = session.get(SearchEntry, min(texts))
        application_id = oldest.application_id
        session.delete(oldest)
        session.flush()
        session.add(SearchEntry(key=key, application_id=application_id, digest=""))
        session.flush()
        engine().write([(key, Words(papers="often").marked(1))])
    match, _ = widen(parse("often"), FIELDS, None)
    assert read_all(match, 7)[-1] == key < 0


def test_a_name_is_found_among_names_alone(app, cast, texts):
    for text in ("stone", "sto*", '"ida stone"', "often"):
        match, _ = widen(parse(text), (NAMES,), None)
        expected = [key for key in sorted(texts, reverse=True) if fits(texts[key], text, (NAMES,))]
        assert read_all(match, 50) == expected, text


def statements_of(work, part: str = "search_words") -> list[tuple[str, dict]]:
    """Return the statements with a part in them that some work brings about."""
    seen: list[tuple[str, dict]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if part in statement:
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return seen


@ON_POSTGRESQL
def test_postgresql_reads_one_window_for_what_is_common(app, cast, texts, monkeypatch):
    monkeypatch.setattr(postgresql, "_FIRST_WINDOW", 20)
    match, _ = widen(parse("often"), FIELDS, None)
    walk = postgresql.Walk(match)
    asked = statements_of(lambda: walk.next_keys(5))
    assert len(asked) == 2
    with postgresql.time_limit(10):
        read = rows_read(*asked[-1])
    assert 5 <= read <= 40


@ON_POSTGRESQL
def test_postgresql_finds_what_is_rare_and_phrases_by_the_index(app, cast, texts, monkeypatch):
    monkeypatch.setattr(postgresql, "_FIRST_WINDOW", 20)
    for text, most in (("nowhere", 0), ('"nowhere of"', 0), ('"stone often"', 0), ("seldom", 3 * MANY // 10)):
        match, _ = widen(parse(text), FIELDS, None)
        asked = statements_of(lambda match=match: read_all(match, 30))
        assert len(asked) <= 5, text
        with postgresql.time_limit(10):
            assert sum(rows_read(*each) for each in asked[1:]) <= most, text


def rows_read(statement: str, parameters: dict) -> int:
    """Return how many entries a statement reads from the table, which it has to reach by the index of the words."""
    connection = db.session.connection().connection.dbapi_connection
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement, parameters)
        (plan,) = cursor.fetchone()
    nodes = list(all_nodes((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))
    assert "ix_search_words" in [node.get("Index Name") for node in nodes]
    assert not any(node["Node Type"] == "Seq Scan" for node in nodes)
    heap = [node for node in nodes if node["Node Type"] == "Bitmap Heap Scan"]
    return sum(node["Actual Rows"] + node.get("Rows Removed by Index Recheck", 0) for node in heap)


def all_nodes(plan: dict):
    """Give a plan and all under it."""
    yield plan
    for each in plan.get("Plans", ()):
        yield from all_nodes(each)


@ON_POSTGRESQL
def test_what_a_search_changes_for_itself_holds_no_longer_than_it_runs(app, cast, texts):
    settings = "SELECT current_setting('statement_timeout'), current_setting('enable_seqscan')"
    connection = db.session.connection()
    before = connection.exec_driver_sql(settings).one()
    assert find(cast.user("recruiter"), "often").total > 0
    assert connection.exec_driver_sql(settings).one() == before


def test_the_count_is_the_same_however_it_is_read(app, cast, texts, monkeypatch):
    recruiter = cast.user("recruiter")
    expected = sum(fits(words, "often", FIELDS) for words in texts.values())
    monkeypatch.setattr("ats.search.walking._COUNTING_SECONDS", 10)
    for window in (3, 1000):
        monkeypatch.setattr(postgresql, "_FIRST_WINDOW", window)
        for text in ("often", "often status:active"):
            found = find(recruiter, text, size=4)
            assert (found.total, found.is_more, len(found.hits)) == (expected, False, 4)


def test_filters_that_many_fit_are_walked_from_the_newest_on(app, cast, texts, monkeypatch):
    recruiter = cast.user("recruiter")
    with transaction() as session:
        ours = select(Application).where(Application.reference.like("A-0%")).order_by(Application.reference)
        for each in list(session.scalars(ours))[::3]:
            each.status = "rejected"
    questions = ("status:active", "status:rejected", "-often status:active", "status:active -status:active")
    asked = {text: find(recruiter, text, size=2 * MANY) for text in questions}
    expected = {text: [hit.key for hit in found.hits] for text, found in asked.items()}
    assert expected["-often status:active"] == [
        key for key in expected["status:active"] if key not in texts or fits(texts[key], "-often", FIELDS)
    ]
    assert [len(keys) > 20 for keys in expected.values()] == [True, True, True, False]
    # More than these are many, and so they are read in chunks.
    monkeypatch.setattr("ats.search.walking._FEW", 5)
    monkeypatch.setattr("ats.search.walking._FIRST_CHUNK", 8)
    for text, keys in expected.items():
        assert read_pages(recruiter, text, 9) == keys, text
        assert set(list_matching(recruiter, text, 2 * MANY)) == {
            hit.application_id for hit in asked[text].hits
        }


def read_pages(user, text: str, size: int) -> list[int]:
    """Return the keys of all hits, a page at a time."""
    keys, before = [], None
    while True:
        found = find(user, text, size=size, before_key=before)
        assert found.total >= len(found.hits)
        keys += [hit.key for hit in found.hits]
        if found.next_key is None:
            return keys
        before = found.next_key


def test_texts_that_show_no_more_are_not_fetched(app, cast, texts):
    recruiter = cast.user("recruiter")
    asked = {}
    with transaction() as session:
        application = session.get(Application, session.scalar(select(SearchEntry.application_id).limit(1)))
        write_note(application, "Plays the hurdygurdy.", by=Actor.user(recruiter.id))
        index_applications([application.id])
    for text in (cast.application.typed_name, "hurdygurdy"):
        with_notes = statements_of(lambda text=text: find(recruiter, text), "FROM notes")
        asked[text] = len(with_notes)
    assert list(asked.values()) == [0, 1]
    (snippet,) = find(recruiter, "hurdygurdy").hits[0].snippets
    assert snippet.kind == "note"
