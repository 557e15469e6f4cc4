"""What somebody wrote, told from what is quoted and forwarded."""

import pytest

from ats.inbox.mime.quotations import find_forwarded, is_forward_subject, passages, written_anew


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 2 Nov 2026 at 10:00, Jobs <jobs@example.com> wrote:\n> Thank you",
        "On Monday, a very long name <jobs@example.com>\nwrote:\n> Thank you",
        "Am 02.11.2026 um 10:00 schrieb Jobs <jobs@example.com>:\n> Danke",
        "Le lun. 2 nov. 2026 à 10:00, Jobs <jobs@example.com> a écrit :\n> Merci",
        "-----Original Message-----\nFrom: Jobs",
        "-----Ursprüngliche Nachricht-----\nVon: Jobs",
        "From: Jobs <jobs@example.com>\nSent: Monday\nTo: Pat\nSubject: Your application\n\nThank you",
        "Von: Jobs <jobs@example.com>\nGesendet: Montag\nAn: Pat\nBetreff: Ihre Bewerbung\n\nDanke",
        "-- \nPat Example\nSoftware Engineer at Sample plc",
    ],
)
def test_what_is_new(quoted):
    assert written_anew(f"Tuesday suits me.\n\n{quoted}\n") == "Tuesday suits me."


def test_answers_between_quotations_stay():
    assert written_anew("> When?\nTuesday.\n> Where?\nHere.") == "Tuesday.\nHere."


@pytest.mark.parametrize(
    "ordinary", ["From: Leeds to York I travelled.", "On time I wrote a letter", "To: be\nor not"]
)
def test_ordinary_lines_are_no_quotations(ordinary):
    assert written_anew(ordinary) == ordinary


@pytest.mark.parametrize(
    "head",
    [
        "---------- Forwarded message ---------\nFrom: Ada Fern <ada@example.com>\nDate: Mon\nSubject: My application\nTo: x",
        "-------- Weitergeleitete Nachricht --------\nBetreff: My application\nDatum: x\nVon: Ada Fern <ada@example.com>\nAn: y",
        "---------- Message transféré ---------\nDe : Ada Fern <ada@example.com>\nObjet : My application",
        "Begin forwarded message:\n\nFrom: Ada Fern <ada@example.com>\nSubject: My application\nDate: x",
        "> Begin forwarded message:\n> \n> From: Ada Fern <ada@example.com>\n> Subject: My application\n> Date: x",
        "From: Ada Fern <ada@example.com>\nSent: Monday\nTo: x\nSubject: My application",
        "Von: Ada Fern <mailto:ada@example.com>\nGesendet: Montag\nAn: x\nBetreff: My application",
    ],
)
def test_who_is_inside_a_forwarded_mail(head):
    found = find_forwarded("Fwd: see below", f"Please look.\n\n{head}\n\nI apply.\n")
    assert found is not None
    assert (found.sender.name, found.sender.address) == ("Ada Fern", "ada@example.com")
    assert (found.subject, found.text.endswith("I apply.")) == ("My application", True)


def test_a_quoted_mail_is_not_a_forwarded_one():
    quoted = "Yes.\n\nFrom: Ada <ada@example.com>\nSent: Monday\nTo: x\nSubject: y\n\nI apply."
    assert find_forwarded("Re: y", quoted) is None
    assert find_forwarded("WG: y", quoted) is not None
    assert not is_forward_subject("For the position: editor")


TALK = "Yes, gladly.\n\nOn Monday Rita wrote:\n> Could you come?\n>\n> Rita\n\nAnd the address?\n\n> It is in the mail.\n"


def test_a_text_in_stretches_is_still_the_whole_text():
    found = passages(TALK)
    assert [each.is_quoted for each in found] == [False, True, False, True]
    assert "On Monday Rita wrote:" in found[1].text
    assert "".join(each.text for each in found).replace("\n", "") == TALK.replace("\n", "")


def test_below_the_fields_of_outlook_all_is_quoted():
    text = (
        "Thanks\n\nFrom: Rita <rita@example.com>\nSent: Monday\nTo: Ada\nSubject: Hello\n\nOld words\n\nMore"
    )
    assert [each.is_quoted for each in passages(text)] == [False, True]
    assert passages("") == []
    assert [each.is_quoted for each in passages("> all\n> of it")] == [True]
