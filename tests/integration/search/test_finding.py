"""Searching on both engines: what is found, in which order, by whom, and what is said."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from ats.accounts.models import User
from ats.applications import actions
from ats.applications.actions import GivenAnswer, Submission, submit
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.candidates import actions as candidates
from ats.documents import actions as documents
from ats.messages.actions import write
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, VISITOR, Actor
from ats.reviews.actions import remove_note, write_note
from ats.reviews.queries import get_note
from ats.search.actions import index_applications
from ats.search.engines import engine
from ats.search.fields import FIELDS, Words
from ats.search.matching import Choice, Match
from ats.search.models import SearchEntry, key_of
from ats.search.names import learn
from ats.search.queries import find
from ats.search.query_language import Term
from ats.search.rebuilding import compare, rebuild
from tests.cast import Cast

RESUMES = {
    "Zoë Mossgrün": "Engineer at Łódź Software. Knows C++, Kubernetes and machine learning.\n\nPython since 2012.",
    "Bela Quill": "Wrote C# and .NET services. Learning machine design. SQL reports.",
    "Cleo Reedham": "Typesetter. Cobol, a little C. Straße zum Glück.",
}


@pytest.fixture
def people(once):
    """Three people with résumés; the oldest row is the newest application."""
    return once(three_people)


def three_people() -> dict[str, str]:
    """File the applications, do all work, and return the public ids by first name."""
    cast, found = Cast(), {}
    for days_ago, (name, text) in enumerate(RESUMES.items()):
        file = documents.store(text.encode(), "cv.txt", 1_000_000)
        answer = GivenAnswer(question_id=None, question="Why us?", kind="long", value="Curiosity above all")
        given = Submission(
            name=name, email=f"{name.split()[0].lower()}@example.com".replace("ë", "e"), resume=file,
            phone="+31 20 123 45 67" if days_ago == 0 else "", cover_letter="Dear readers" if days_ago == 1 else "",
            answers=[answer] if days_ago == 2 else [], source="referral" if days_ago == 1 else "careers page",
            received_at=utc_now() - timedelta(days=days_ago + 1),
        )  # fmt: skip
        opening = cast.editor if name.startswith("Cleo") else cast.engineer
        with transaction():
            application = submit(opening, given, by=VISITOR, reapply_days=90).application
            found[name.split()[0]] = application.public_id
    queue.run_until_empty()
    return found


@pytest.fixture
def apply_with(cast):
    """Return a function that files an application with a letter and has it indexed."""

    def file(name: str, letter: str, opening=None) -> None:
        with transaction():
            given = Submission(name=name, email=f"{name.split()[0].lower()}@example.com", cover_letter=letter)
            submit(opening or cast.engineer, given, by=VISITOR, reapply_days=90)
        queue.run_until_empty()

    return file


def names(user: User, text: str, **options) -> list[str]:
    return [hit.candidate.split()[0] for hit in find(user, text, **options).hits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("engineer", ["Zoë"]),
        ("machine learning", ["Zoë", "Bela"]),
        ('"machine learning"', ["Zoë"]),
        ("lodz OR strasse", ["Zoë", "Cleo"]),
        ("learning -kubernetes", ["Bela"]),
        ("learning AND NOT kubernetes", ["Bela"]),
        ("(lodz OR strasse) AND -(cobol OR curiosity)", ["Zoë"]),
        ('"machine learn*"', ["Zoë"]),
        ("kuber*", ["Zoë"]),
        ("C", ["Cleo"]),
        ("C++", ["Zoë"]),
        ("c#", ["Bela"]),
        (".net", ["Bela"]),
        ("ZOE mossgrun", ["Zoë"]),
        ("zoe@example.com", ["Zoë"]),
        ("31201234567", ["Zoë"]),
        ("curiosity", ["Cleo"]),
        ("readers", ["Bela"]),
        ("python curiosity", []),
        ("status:active machine", ["Zoë", "Bela"]),
        ("opening:editor", ["Cleo"]),
        ("program:words typesetter", ["Cleo"]),
        ("source:referral", ["Bela"]),
        ("stage:applied learning", ["Zoë", "Bela"]),
        ("-opening:editor -kubernetes has:resume", ["Bela"]),
        ("has:letter", ["Bela"]),
        ("has:phone", ["Zoë"]),
        ("after:2020 before:2021", []),
    ],
)
def test_what_is_found_newest_first(app, cast, people, text, found):
    result = find(cast.user("recruiter"), text)
    assert [hit.candidate.split()[0] for hit in result.hits] == found
    assert (result.total, result.is_more, result.problems) == (len(found), False, ())


def test_a_name_with_a_typing_error_is_found_and_said(app, cast, people):
    for typed in ("Mosgrün", "Mossgrunn", "Mossrgun", "Mossgrxn"):
        result = find(cast.user("recruiter"), typed)
        assert [hit.candidate for hit in result.hits] == ["Zoë Mossgrün"]
        assert result.also == ("mossgrun (a name)",)
    assert find(cast.user("recruiter"), "Mossgrun").also == ()


def test_a_name_is_said_only_to_whom_its_person_is_shown(app, cast, people):
    found = find(cast.user("outsider"), "Mosgrün")
    assert (found.hits, found.also) == ([], ())
    assert find(cast.user("recruiter"), "Mosgrün opening:editor").also == ()


def test_names_of_the_hidden_change_nothing_for_whom_they_are_hidden(app, cast, apply_with):
    apply_with("Winslet Alder", "", cast.editor)

    def told(typed: str) -> tuple:
        # Two letters are a beginning.
        result = find(cast.user("outsider"), typed, is_typing=len(typed) == 2)
        return [hit.candidate for hit in result.hits], result.total, result.also

    before = told("winsled"), told("winslett"), told("al")
    assert before == (*((["Winslet Alder"], 1, ("winslet (a name)",)),) * 2, (["Winslet Alder"], 1, ()))
    # The very name that was typed, more near ones than are looked for, and more beginnings.
    hidden = [f"Winsle{letter} Alb{one}{letter}" for letter in "dabcefghijkmn" for one in "abcd"]
    with transaction():
        learn([*hidden, "Winslett"])
    apply_with("Winsled Albany", "")
    assert (told("winsled"), told("winslett"), told("al")) == before
    assert names(cast.user("recruiter"), "winsled") == ["Winsled"]


def test_a_name_that_one_sees_stops_the_look_for_near_ones(app, cast, apply_with):
    apply_with("Winslet Alder", "", cast.editor)
    apply_with("Winsled Alder", "", cast.editor)
    assert names(cast.user("outsider"), "winsled") == ["Winsled"]


@pytest.mark.parametrize(
    ("typed", "found", "also"),
    [
        ("k8s", ["Zoë"], "Kubernetes"),
        ('"structured query language"', ["Bela"], "SQL"),
        ("sql", ["Bela"], "Structured Query Language"),
        ("machine learning", ["Zoë", "Bela"], "ML"),
        # Two words that name a skill together: its other names stand for both of them.
        ("structured query language", ["Bela"], "SQL"),
    ],
)
def test_other_names_of_a_skill_are_searched_and_said(app, cast, people, typed, found, also):
    result = find(cast.user("recruiter"), typed)
    assert [hit.candidate.split()[0] for hit in result.hits] == found
    assert also in result.also


def test_results_while_typing(app, cast, people):
    recruiter = cast.user("recruiter")
    assert names(recruiter, "be", is_typing=True) == ["Bela"]
    assert names(recruiter, "kubern", is_typing=True) == ["Zoë"]
    assert names(recruiter, "kubern") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ku", ["Zoë"]), ("kub", ["Zoë"]), ("py", ["Zoë"]), ("le", ["Zoë", "Bela"]), ("cob", ["Cleo"]),
        ("sql ma", ["Bela"]), ("machine le", ["Zoë", "Bela"]), ('"machine le', ["Zoë"]), ("-sql le", ["Zoë"]),
        # Whole already: another name of a skill, a name with an error in it.
        ("k8s", ["Zoë"]), ("Mosgrün", ["Zoë"]), ("qx", []),
    ],
)  # fmt: skip
def test_two_letters_begin_any_word(app, cast, people, typed, found):
    result = find(cast.user("recruiter"), typed, is_typing=True)
    assert [hit.candidate.split()[0] for hit in result.hits] == found
    assert all(hit.snippets for hit in result.hits)
    assert (result.total, result.is_begun) == (len(found), False)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("パパ", "パパ"), ("ﾊﾟﾊﾟ", "パパ"), ("ハハ", None), ("विकासकर्ता", "विकासकर्ता"), ("विकास", None), ("व", None),
        ("विकास*", "विकास"), ("개발자", "개발자"), ("finance", "ﬁnance"), ("net", None), (".net", ".NET"), ("c", None),
        ('"น้ำ ไม้"', "น้ำ ไม้"), ("น", None), ("ไม*", "ไม้"),
    ],
)  # fmt: skip
def test_words_of_every_script_are_told_apart_and_shown(app, cast, apply_with, typed, marked):
    apply_with("Ren Ito", "C++ .NET パパ विकासकर्ता 개발자 ﬁnance น้ำ ไม้")
    hits = find(cast.user("recruiter"), typed).hits
    assert [hit.snippets[0].parts[1] for hit in hits] == ([marked] if marked else [])


def test_more_words_than_are_looked_for_while_typing_are_said(app, cast, people, monkeypatch):
    recruiter = cast.user("recruiter")
    result = find(recruiter, "ma", is_typing=True)
    assert ([hit.candidate.split()[0] for hit in result.hits], result.is_begun) == (["Zoë", "Bela"], False)
    assert result.problems == ()
    # Of the addresses' "com" and of "cobol" the former is more frequent.
    monkeypatch.setattr("ats.search.beginnings.MOST", 1)
    result = find(recruiter, "co", is_typing=True)
    assert ([each.parts[1] for each in result.hits[0].snippets], result.is_begun) == (["com"], True)
    assert "Type on for the others." in " ".join(result.problems)
    monkeypatch.setattr("ats.search.beginnings.NEWEST", 1)
    result = find(recruiter, "typ", is_typing=True)
    assert (result.hits, result.is_begun) == ([], True)
    assert "Type on for the others." in " ".join(result.problems)
    assert names(recruiter, "type", is_typing=True) == ["Cleo"]


def test_long_texts_are_not_looked_into_for_ever_while_somebody_types(app, cast, people, monkeypatch):
    monkeypatch.setattr("ats.search.beginnings.CHUNK", 1)
    assert names(cast.user("recruiter"), "typ", is_typing=True) == ["Cleo"]
    monkeypatch.setattr("ats.search.beginnings.SECONDS", -1)
    result = find(cast.user("recruiter"), "typ", is_typing=True)
    assert (result.hits, result.is_begun) == ([], True)


def test_words_of_the_hidden_begin_nothing(app, cast, people, monkeypatch):
    monkeypatch.setattr("ats.search.beginnings.NEWEST", 1)
    # The newest that the outsider may see is Cleo's, though others are newer.
    assert names(cast.user("outsider"), "typ", is_typing=True) == ["Cleo"]
    assert names(cast.user("outsider"), "ser", is_typing=True) == []


def test_a_single_letter_behind_a_word_may_become_one(app, cast, people):
    result = find(cast.user("recruiter"), "python x", is_typing=True)
    assert (result.hits, result.is_begun) == ([], True)


def test_why_it_was_found(app, cast, people):
    (hit,) = find(cast.user("recruiter"), "zoe python").hits
    assert [(each.kind, each.parts[1]) for each in hit.snippets] == [("name", "Zoë"), ("resume", "Python")]


def test_only_what_one_may_see(app, cast, people):
    assert names(cast.user("manager"), "a OR machine OR typesetter") == ["Zoë", "Bela"]
    assert names(cast.user("outsider"), "machine OR typesetter") == ["Cleo"]
    assert find(cast.user("outsider"), "machine").total == 0


def test_mail_is_searched_for_those_alone_who_may_read_it(app, cast, people):
    with transaction():
        application = get_application(people["Bela"])
        write(application, "About you", "We liked the hurdygurdy.", by=Actor.user(cast.user("recruiter").id))
    queue.run_until_empty()
    assert names(cast.user("recruiter"), "hurdygurdy") == ["Bela"]
    assert names(cast.user("manager"), "hurdygurdy") == ["Bela"]
    assert names(cast.user("interviewer"), "hurdygurdy") == []


def test_phrases_of_common_words_are_exact(app, cast, apply_with):
    apply_with("Ida One", "I was in the office of the year and of sales.")
    apply_with("Udo Two", "The office in which and the sales of year one.")
    recruiter = cast.user("recruiter")
    assert names(recruiter, '"of the year"') == ["Ida"]
    assert names(recruiter, '"the sales of"') == ["Udo"]
    assert names(recruiter, '"of and"') == []
    assert names(recruiter, 'office -"and of"') == ["Udo"]
    assert names(recruiter, '"in the office" OR "in which"') == ["Udo", "Ida"]


def test_many_of_one_second_have_keys_of_their_own(app, cast):
    at = utc_now() - timedelta(days=3)
    with transaction():
        for number in range(3):
            given = Submission(name=f"Same {number}", email=f"same{number}@example.com", received_at=at)
            submit(cast.engineer, given, by=VISITOR, reapply_days=90)
    ids = list(db.session.scalars(select(Application.id).where(Application.received_at == at)))
    with transaction() as session:
        session.execute(delete(SearchEntry))
        entry = SearchEntry(key=key_of(at, ids[1]), application_id=cast.application.id, digest="")
        session.add(entry)
    with transaction():
        index_applications(ids)
    assert sorted(names(cast.user("recruiter"), "same")) == ["Same"] * 3


def test_a_text_beyond_what_an_engine_holds_is_searched_as_far_as_it_goes(app, cast):
    words = " ".join(f"{number}nonsense{number}" for number in range(120_000))
    with transaction():
        index_applications([cast.application.id])
        key = db.session.scalar(select(SearchEntry.key))
        engine().write([(key, Words(papers=words).marked(1))])
    found = select(engine().key).select_from(engine().words)
    match = Match(((Choice(Term(("7nonsense7",), "x")),),), (), FIELDS)
    assert len(db.session.scalars(found.where(engine().condition(match))).all()) == 1


def test_what_takes_too_long_is_stopped_and_said(app, cast, people, monkeypatch):
    monkeypatch.setattr("ats.search.queries.SECONDS", 0.0)
    result = find(cast.user("recruiter"), "machine")
    assert result.is_stopped
    assert "stopped after two seconds" in " ".join(result.problems)


def test_suggestions_name_nothing_out_of_sight(app, cast, people):
    manager = cast.user("manager")
    for text in ("opening:editr", "program:wordz", "source:carers"):
        said = " ".join(find(manager, text).problems)
        assert "left out" in said
        assert "Editor" not in said
        assert "Words" not in said
    assert "Did you mean “Editor”?" in " ".join(find(cast.user("recruiter"), "opening:editr").problems)
    assert find(manager, "opening:editor").problems


def test_what_makes_no_sense_is_explained(app, cast, people):
    recruiter = cast.user("recruiter")
    for text, said in (
        ("stage:intervieu machine", "Did you mean “Interview”?"),
        ("status:lost machine", "active, hired, rejected or withdrawn"),
        ("opening:baker machine", "No opening fits"),
        ("before:soon machine", "is no day"),
        ("has:money machine", "has: knows no"),
    ):
        result = find(recruiter, text)
        assert said in " ".join(result.problems)
        assert result.total == 2


def test_changes_are_found(app, cast, people):
    by = Actor.user(cast.user("recruiter").id)
    with transaction():
        application = get_application(people["Bela"])
        note_id = write_note(application, "Plays the bandoneon", by=by).public_id
        candidates.change_contact(application.candidate, {"name": "Bela Quillon"}, by=by)
    queue.run_until_empty()
    assert names(cast.user("recruiter"), "bandoneon quillon") == ["Bela"]
    with transaction():
        application = get_application(people["Bela"])
        remove_note(get_note(application.id, note_id), application, by=by)
    queue.run_until_empty()
    assert names(cast.user("recruiter"), "bandoneon") == []


def test_what_waits_in_the_tray_is_not_found_until_it_is_let_in(app, cast):
    with transaction():
        given = Submission(name="Dora Tern", email="dora@example.com", suspicion="too fast")
        public_id = submit(cast.engineer, given, by=VISITOR, reapply_days=90).application.public_id
    queue.run_until_empty()
    assert names(cast.user("recruiter"), "dora") == []
    with transaction():
        actions.sort_tray(get_application(public_id), is_spam=False, by=SYSTEM)
    queue.run_until_empty()
    assert names(cast.user("recruiter"), "dora") == ["Dora"]


def test_pages_follow_each_other(app, cast, people):
    recruiter = cast.user("recruiter")
    seen, key = [], None
    for _ in range(3):
        page = find(recruiter, "example.com", size=2, before_key=key)
        seen += [hit.candidate for hit in page.hits]
        key = page.next_key
        if key is None:
            break
    assert len(seen) == len(set(seen)) == 4
    assert key is None


def test_the_index_is_compared_and_made_again(app, cast, people):
    assert compare().is_whole
    with transaction() as session:
        session.delete(session.scalars(select(SearchEntry)).first())
    assert compare().missing == 1
    assert list(rebuild())[-1].changed == 1
    assert compare().is_whole
    assert list(rebuild(from_scratch=True))[-1].changed == 4
    db.session.rollback()
    assert names(cast.user("recruiter"), "kubernetes") == ["Zoë"]
