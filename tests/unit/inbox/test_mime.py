"""Taking mails apart: headers, charsets, files and their names, mails within mails, archives, limits."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ats.inbox.mime import parse_mail
from ats.inbox.mime.archives import MOST_MEMBERS
from ats.inbox.mime.limits import MOST_FILES, MOST_UNPACKED
from tests.examples import examples
from tests.unit.inbox.mails import LETTER, RESUME, mail, winmail, zipped


def parse(message: EmailMessage):
    return parse_mail(message.as_bytes())


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"=?utf-8?q?Bewerbung_f=C3=BCr?= =?utf-8?b?IFrDvHJpY2g=?=", "Bewerbung für Zürich"),
        (b"=?iso-8859-1?Q?R=E9sum=E9?=", "Résumé"),
        (b"=?utf-8?B?w7w=w7w?= broken", "üü broken"),
        (b"=?no-such-charset?q?caf=C3=A9?=", "café"),
        (b"=?utf-8?q?one?=\r\n =?utf-8?q?two?=", "onetwo"),
        (b"=?utf-8?q?cut_=C3?= =?utf-8?q?=BC?=", "cut ü"),
        ("Stelle für Köchin".encode("latin-1"), "Stelle für Köchin"),
        ("Stelle für Köchin".encode(), "Stelle für Köchin"),
        (b"=?utf-8?q?two=0D=0ABcc:_x@example.com?=", "two Bcc: x@example.com"),
        ("turned \u202egpj.exe".encode(), "turned gpj.exe"),
        (b"=?utf-8?q?unended", "=?utf-8?q?unended"),
    ],
)
def test_subjects(raw, shown):
    assert parse_mail(b"Subject: " + raw + b"\r\n\r\nx").subject == shown


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        (b'"Fern, Ada" <ada@example.com>', "Fern, Ada", "ada@example.com"),
        (b"=?utf-8?q?Fern=2C_Ada?= <ada@example.com>", "Fern, Ada", "ada@example.com"),
        (b"ada@example.com", "", "ada@example.com"),
        (b"Ada Fern ada@example.com>", "Ada Fern", "ada@example.com"),
        (b"nobody at all", "", ""),
    ],
)
def test_senders(raw, name, address):
    sender = parse_mail(b"From: " + raw + b"\r\n\r\nx").sender
    assert (sender.name, sender.address) == (name, address)


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "x-unheard-of", "hex", "", "us-ascii"]
)
def test_bodies_in_charsets_that_are_right_wrong_or_unknown(charset):
    raw = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + "Grüße".encode("latin-1")
    expected = "Grüße"
    assert parse_mail(raw).text == expected


def test_words_of_html_stand_for_the_text_and_quotes_stay_quotes():
    page = "<style>p{}</style><p>I apply.<br>Kind regards</p><blockquote><p>What you wrote</p></blockquote>"
    message = EmailMessage()
    message.set_content(page, subtype="html")
    assert parse(message).text.split("\n") == ["I apply.", "Kind regards", "", "> What you wrote"]
    assert "<p>" in parse(message).html


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\cv.pdf", "cv.pdf"),
        ("Lebenslauf Müller.pdf", "Lebenslauf Müller.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_names_of_files(given, shown):
    assert [each.name for each in parse(mail(files=[(given, b"%PDF-1.4 x")])).files] == [shown]


def test_a_name_in_continued_parameters():
    raw = (
        b"MIME-Version: 1.0\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;\r\n"
        b" filename*0*=utf-8''Lebens;\r\n filename*1*=l%C3%A4ufe.pdf\r\n\r\nx"
    )
    assert parse_mail(raw).files[0].name == "Lebensläufe.pdf"


def test_a_file_without_a_name_gets_one_of_its_type():
    raw = b"MIME-Version: 1.0\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4"
    assert parse_mail(raw).files[0].name == "attachment.pdf"


def test_a_forwarded_mail_is_a_mail_within():
    inner = mail("Application as Editor", files=[("cv.txt", RESUME.encode())])
    outer = EmailMessage()
    outer["From"] = "colleague@example.com"
    outer.set_content("See below")
    outer.add_attachment(inner)
    parsed = parse(outer)
    assert parsed.text == "See below"
    assert parsed.files == ()
    assert (parsed.nested[0].subject, parsed.nested[0].text) == ("Application as Editor", LETTER.strip())
    assert [each.name for each in parsed.nested[0].files] == ["cv.txt"]


def test_a_zip_is_opened_and_programs_are_left_in_it():
    parsed = parse(mail(files=[("papers.zip", zipped(cv__txt=b"life", run__exe=b"MZ"))]))
    assert [(each.name, each.origin) for each in parsed.files] == [
        ("cv.txt", "papers.zip"),
        ("papers.zip", ""),
    ]
    assert "run.exe" in parsed.problems[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(**{f"f{number}__txt": b"x" for number in range(MOST_MEMBERS + 1)}), "more than"),
        (zipped(bomb__txt=b"\0" * 60_000_000), "beyond all measure"),
        (zipped(cv__txt=b"x" * 5000)[:-40], "damaged"),
    ],
    # The bytes carry the time: every process of the tests would name them otherwise.
    ids=["members", "inflating", "cut off"],
)
def test_a_zip_that_is_too_much_stays_closed(content, says):
    parsed = parse(mail(files=[("papers.zip", content)]))
    assert [each.name for each in parsed.files] == ["papers.zip"]
    assert says in parsed.problems[0]


def test_what_outlook_wraps_is_unwrapped():
    wrapped = winmail("My long résumé.pdf", b"%PDF-1.4 life", "I apply")
    parsed = parse(mail(text="", files=[("winmail.dat", wrapped, "application/ms-tnef")]))
    assert [(each.name, each.content) for each in parsed.files] == [("My long résumé.pdf", b"%PDF-1.4 life")]
    assert "I apply" in parsed.text


def test_beyond_the_limits_it_says_so():
    files = [(f"{number}.txt", b"x") for number in range(51)]
    assert parse(mail(files=files)).is_beyond_limits
    assert not parse(mail(files=files[:40])).is_beyond_limits
    deep = b"x"
    for number in range(150):
        deep = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n' % (
            number, number, deep, number
        )  # fmt: skip
    assert parse_mail(b"Subject: deep\r\n" + deep).is_beyond_limits
    assert parse_mail(b"Subject: deep\r\n" + deep).subject == "deep"


def test_what_lies_in_archives_counts_for_the_whole_mail():
    def papers(number: int, members: int):
        return f"{number}.zip", zipped(**{f"f{each}__txt": b"%d" % each for each in range(members)})

    assert not parse(mail(files=[papers(1, 20), papers(2, 20)])).is_beyond_limits
    parsed = parse(mail(files=[papers(number, 20) for number in range(4)]))
    assert parsed.is_beyond_limits
    assert len(parsed.files) <= MOST_FILES + 1
    large = zipped(large__txt=(bytes(range(256)) * 8 + bytes(100_000)) * 230)
    parsed = parse(mail(files=[(f"{number}.zip", large) for number in range(4)]))
    assert parsed.is_beyond_limits
    assert sum(len(each.content) for each in parsed.files if each.origin) <= MOST_UNPACKED


_NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (each, each) for each in range(90)
)
_ONE_PART = b"Content-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 900
        + b"Content-Type: text/plain\n\n"
        + b"\n" * 1000,
        _NESTED + b"Content-Type: text/plain\n\n" + b"\n" * 1_000_000,
        b"\n" + b"\r\n" * 5_000_000,
        b"\n" + b"\r" * 5_000_000,
        _ONE_PART + b"--b\n\n" * 1_000_000,
        b"X: y\n" * 2_000_000 + b"\nx",
        b" y\n" * 2_000_000 + b"\nx",
    ],
    ids=["deep", "deep and long", "empty lines", "old line ends", "parts", "fields", "one long field"],
)
def test_what_would_take_minutes_to_take_apart_is_told_from_its_bytes(body):
    begin = time.process_time()
    parsed = parse_mail(b"From: Pat <pat@example.com>\nSubject: I apply\nMIME-Version: 1.0\n" + body)
    assert time.process_time() - begin < 5
    assert parsed.is_beyond_limits
    assert (parsed.subject.strip(), parsed.sender.address) == ("I apply", "pat@example.com")


def test_a_large_mail_as_people_send_it_is_taken_apart():
    paper = ("portfolio.pdf", b"%PDF-1.7 " + bytes(range(256)) * 20_000, "application/pdf")
    parsed = parse(mail(files=[paper]))
    assert not parsed.is_beyond_limits
    assert [each.name for each in parsed.files] == ["portfolio.pdf"]


def test_fields_of_a_delivery_report():
    raw = (
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
        b"Final-Recipient: rfc822; pat@example.com\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 gone\r\n\r\n--b--\r\n"
    )
    parsed = parse_mail(raw)
    assert [each.get("action") for each in parsed.report] == [None, "failed"]


def test_how_many_servers_stand_above_a_verdict():
    raw = b"Received: a\r\nAuthentication-Results: x\r\nReceived: b\r\nAuthentication-Results: y\r\n\r\n"
    assert parse_mail(raw).received_above == {0: 1, 1: 2}


_PIECES = [
    b"Subject: =?utf-8?b?w7w?=\r\n", b"From: <a@b", b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n",
    b"--b--\r\n", b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n", b"\xff\xfe", b"\0",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*2=x\r\n", b"Content-Type: text/html; charset=\"\r\n",
    b"Content-Transfer-Encoding: uuencode\r\n", b"begin 644 x\r\n", b"=?=?=", b"<p><blockquote>", winmail("n", b"c", "t")[:60],
    zipped(a__txt=b"x"), b"Content-Type: ;;=\r\n", b"Content-Type: message/delivery-status\r\n", b"Content-ID: <x>\r\n",
]  # fmt: skip


@settings(max_examples=examples(100, 300), deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=40)), max_size=30).map(b"".join))
def test_nothing_leaves_it_whatever_the_bytes_are(raw):
    parsed = parse_mail(raw)
    for text in (parsed.subject, parsed.text, parsed.sender.name, *(each.name for each in parsed.files)):
        text.encode()
        assert "\0" not in text
