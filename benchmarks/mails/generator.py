"""Generates mails in varied manners, each with the opening it is for, or None where nobody could tell."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

TITLES = (
    "Senior Software Developer", "Software Developer", "Frontend Developer", "Data Engineer", "Sales Manager",
    "Accountant", "Editor", "Nurse", "Product Designer", "Customer Support Specialist", "Warehouse Worker",
    "Project Manager", "Database Engineer", "Database Engineer",
)  # fmt: skip
_TRANSLATED = {
    "Bewerbung als Senior Softwareentwickler (m/w/d)": 0, "Candidature : développeur logiciel": 1,
    "Bewerbung: Frontend-Entwicklerin": 2, "Bewerbung als Dateningenieur": 3, "Bewerbung Vertriebsmanager (w/m/d)": 4,
    "Candidature comptable": 5, "Bewerbung als Redakteurin": 6, "Candidature au poste d'infirmière": 7,
    "Solicitud: diseñadora de producto": 8, "Candidatura: contabile": 5, "Sollicitatie verpleegkundige": 7,
    "Bewerbung als Buchhalter": 5, "Aplikacja: księgowa": 5, "Bewerbung Projektmanagerin": 11,
}  # fmt: skip
_FORMS = (
    "Application: {}", "Application for {}", "{}", "RE: {}", "{} - application", "APPLICATION {} (full time)",
    "Applying for the position of {}", "Your {} vacancy", "job application / {}", "Bewerbung als {} (m/w/d)",
    "Candidature {}", "{} at your company, available from May",
)  # fmt: skip
_FOREIGN = (
    "Application as astronaut", "Marketing Manager", "PHP Developer", "Application", "Hello", "My CV", "Bewerbung",
    "Candidature spontanée", "Sales Assistant", "Head of Legal", "Initiativbewerbung", "Electrical Engineer", "Chef",
    "Office Manager", "Data Scientist", "An opportunity",
)  # fmt: skip
_LETTERS = {
    "utf-8": "Dear team,\n\nplease find my papers attached. I look forward to hearing from you.\n\nKind regards\n{}\n",
    "iso-8859-1": "Sehr geehrte Damen und Herren,\n\nanbei meine Unterlagen für Sie.\n\nMit freundlichen Grüßen\n{}\n",
    "windows-1252": "Madame, Monsieur,\n\nveuillez trouver ma candidature ci-jointe – merci.\n\nCordialement\n{}\n",
    "iso-8859-2": "Szanowni Państwo,\n\nprzesyłam swoje dokumenty.\n\nZ poważaniem\n{}\n",
}
_RESUME = (
    "{name}\n{address}\n+44 20 7946 0{number:03}\n\nExperience\n\n2019 - 2024  Specialist, Example Ltd, Leeds\n"
    "2015 - 2019  Assistant, Sample plc, York\n\nEducation\n\n"
    "2011 - 2015  BSc, University of Leeds\n\nSkills\nOrder, calm\n"
)
_COVER = (
    "Dear Sir or Madam,\n\nI read of you. I would like to join. I learn fast.\n\nYours sincerely\n{name}\n"
)
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\xc8\0\0\0\x32" + b"s" * 900
_FIRST = ("Pat", "Ann", "Kim", "Lou", "Ida", "Max", "Zoë", "Jörg", "Łucja", "Noël", "Uma", "Eli")
_LAST = ("Example", "Sample", "Fern", "Stone", "Reed", "Lark", "Heath", "Brook", "Thorn", "Vale")


@dataclass(frozen=True)
class Sent:
    """A mail, how it was made, whose it is, and the number of the title it is for, or None."""

    message: EmailMessage
    manner: str
    address: str
    truth: int | None


def generate(count: int, references: list[str], seed: int = 4) -> Iterator[Sent]:
    """Yield mails; the same seed gives the same ones. ``references`` are those of the openings of TITLES."""
    chance = random.Random(seed)
    manners = (
        _title,
        _title,
        _title,
        _typed_wrong,
        _translated,
        _reference,
        _in_text,
        _foreign,
        _twin,
        _board,
        _forward,
    )
    for number in range(count):
        manner = manners[number % len(manners)]
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        yield manner(chance, number, name, f"person{number}@example.net", references)


def _sent(manner, chance, number, name, address, subject, truth, *, text="", headers=None, sender="") -> Sent:
    message = EmailMessage()
    message["From"] = sender or f"{name} <{address}>"
    message["To"], message["Subject"] = "jobs@example.com", subject
    message["Message-ID"] = f"<{number}@generated.example.net>"
    for key, value in (headers or {}).items():
        message[key] = value
    resume = _RESUME.format(name=name, address=address, number=number % 1000)
    in_body = chance.random() < 0.1
    charset = chance.choice(list(_LETTERS)) if name.isascii() else "utf-8"
    body = text or _LETTERS[charset].format(name)
    message.set_content(resume if in_body else body, charset="utf-8" if in_body or text else charset)
    files = [] if in_body else [(chance.choice(("cv.txt", "scan.txt", "Lebenslauf.txt")), resume)]
    if not in_body and chance.random() < 0.4:
        files.append((chance.choice(("letter.txt", "document2.txt")), _COVER.format(name=name)))
    chance.shuffle(files)
    for file_name, content in files:
        message.add_attachment(
            content.encode(), maintype="application", subtype="octet-stream", filename=file_name
        )
    if chance.random() < 0.3:
        message.add_attachment(
            _PNG, maintype="image", subtype="png", filename="image001.png", disposition="inline"
        )
    return Sent(message, manner, address, truth)


def _any_title(chance: random.Random) -> int:
    return chance.randrange(len(TITLES) - 2)


def _title(chance, number, name, address, _references):
    truth = _any_title(chance)
    title = TITLES[truth].lower() if chance.random() < 0.3 else TITLES[truth]
    subject = chance.choice(_FORMS).format(title)
    subject += f", {name}" if chance.random() < 0.3 else ""
    return _sent("title", chance, number, name, address, subject, truth)


def _typed_wrong(chance, number, name, address, _references):
    truth = _any_title(chance)
    words = TITLES[truth].split()
    at = max(range(len(words)), key=lambda each: len(words[each]))
    cut = chance.randrange(1, len(words[at]) - 1)
    words[at] = words[at][:cut] + words[at][cut + 1 :]
    return _sent("typing error", chance, number, name, address, f"Application {' '.join(words)}", truth)


def _translated(chance, number, name, address, _references):
    subject = chance.choice(list(_TRANSLATED))
    return _sent("other language", chance, number, name, address, subject, _TRANSLATED[subject])


def _reference(chance, number, name, address, references):
    truth = chance.randrange(len(TITLES))
    subject = f"My application ({references[truth]})"
    return _sent("reference", chance, number, name, address, subject, truth)


def _in_text(chance, number, name, address, _references):
    truth = _any_title(chance)
    wish = f"I would like to apply for the position of {TITLES[truth]}. My CV is attached."
    text = f"Dear team,\n\n{wish}\n\nRegards\n{name}\n"
    return _sent("title in the text", chance, number, name, address, "Application", truth, text=text)


def _foreign(chance, number, name, address, _references):
    return _sent("no opening of ours", chance, number, name, address, chance.choice(_FOREIGN), None)


def _twin(chance, number, name, address, _references):
    return _sent("two openings fit", chance, number, name, address, f"Application {TITLES[-1]}", None)


def _board(chance, number, name, address, _references):
    truth = _any_title(chance)
    subject = f"New application for {TITLES[truth]}"
    text = f"A new applicant.\n\nName: {name}\nE-mail: {address}\n"
    headers = {"Auto-Submitted": "auto-generated"}
    if chance.random() < 0.5:
        headers["Reply-To"] = f"{name} <{address}>"
    sender = f"Board {number} <no-reply@board.example.org>"
    return _sent(
        "job board", chance, number, name, address, subject, truth, text=text, headers=headers, sender=sender
    )


def _forward(chance, number, name, address, _references):
    truth = _any_title(chance)
    inner = _sent("forward", chance, number, name, address, f"Application as {TITLES[truth]}", truth).message
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = (
        "recruiter@example.com",
        "jobs@example.com",
        f"Fwd: {inner['Subject']}",
    )
    outer["Message-ID"] = f"<outer-{number}@generated.example.net>"
    outer["Authentication-Results"] = "mx.example.com; dkim=pass header.d=example.com"
    outer.set_content("For you.\n")
    outer.add_attachment(inner)
    return Sent(outer, "forward by a colleague", address, truth)
