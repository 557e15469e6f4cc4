"""What each file of a mail is, by what stands in it and how it is called, never by its place. Pure."""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ats.inbox.mime.model import MailFile
from ats.vocabulary.folding import fold
from ats.vocabulary.periods import find_periods
from ats.vocabulary.section_headings import find_section_kinds


class Kind(StrEnum):
    """What a file that came by mail is."""

    RESUME = "resume"
    COVER_LETTER = "cover_letter"
    PORTFOLIO = "portfolio"
    CERTIFICATE = "certificate"
    SIGNATURE_PICTURE = "signature_picture"
    CALENDAR = "calendar"
    OTHER = "other"


@dataclass(frozen=True)
class Classified:
    """A file's kind, how much speaks for a résumé and for a letter, and what was decisive, in words."""

    kind: Kind
    why: str
    resume_score: float = 0.0
    letter_score: float = 0.0


_NAMES = {
    Kind.COVER_LETTER: r"cover|letter|anschreiben|motivation\w*|lettre|ldm|carta|list motywacyjny|lm|"
                       r"presentacion|begeleidende|"
                       r"bewerbungsschreiben|lettera|brief|motivatiebrief|sollicitatiebrief|apresentacao",
    Kind.CERTIFICATE: r"zeugnis\w*|arbeitszeugnis\w*|zertifikat\w*|certificat\w*|certif\w*|diplom\w*|urkunde|"
                      r"transcript|"
                      r"bescheinigung|attestation|swiadectwo|dyplom|attest|titulo|laurea|grades|references?|referenzen|"
                      r"recommendation|empfehlung\w*",
    Kind.PORTFOLIO: r"portfolio|work\s?samples?|arbeitsproben?|samples?|case\s?stud\w*|mappe|book|showcase|projects?",
    Kind.RESUME: r"cv|resume|lebenslauf|curriculum\w*|vitae|vita|zyciorys|werdegang|hojadevida|cvs",
}  # fmt: skip
_PATTERNS = {kind: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for kind, words in _NAMES.items()}
_WHOLE_APPLICATION = re.compile(
    r"bewerbung|application|candidature|kandidatur|candidatura|solicitud|bewerbungsunterlagen"
)
_GREETING = re.compile(
    r"^[^\S\n]*(?:dear|hello|hi|to whom it may concern|"
    r"sehr geehrte\w*|liebe[rs]?|guten tag|hallo|madame|monsieur|bonjour|"
    r"cher|chere|estimad\w+|hola|buenos dias|gentile|egregi\w+|spett\w*|buongiorno|geachte|beste|szanown\w+|dzien "
    r"dobry|prezad\w+|caro|cara|exm\w*|bom dia|hej)\b",
    re.MULTILINE,
)
_CLOSING = re.compile(
    r"^[^\S\n]*(?:yours|sincerely|kind regards|best regards|"
    r"best wishes|regards|mit freundlichen|mit besten|viele grusse|"
    r"freundliche grusse|cordialement|veuillez agreer|je vous prie d'agreer|salutations|atentamente|un saludo|saludos|"
    r"cordiali saluti|distinti saluti|met vriendelijke|hoogachtend|z powazaniem|pozdrawiam|atenciosamente|"
    r"cumprimentos|med vanlig)\b",
    re.MULTILINE,
)
_CERTIFIES = re.compile(
    r"\b(?:this is to certify|certifies that|certificate of|has (?:successfully )?completed|hereby confirm|"
    r"arbeitszeugnis|"
    r"zwischenzeugnis|zeugnis uber|wird bescheinigt|hiermit bestatig\w+|hat erfolgreich|attestation de|certifie que|"
    r"certifica que|si certifica|transcript of records|niniejszym zaswiadcza|diploma supplement|war vom .{5,60} als|"
    r"verleiht|is awarded|has been awarded)\b"
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\+?\d[\d ()/.-]{7,}\d")
_READ = 12_000
_SMALL_PICTURE = 60_000
_SMALL_SIDE = 600
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "webp", "svg", "tif", "tiff"})
_DOCUMENTS = frozenset(
    {"pdf", "doc", "docx", "docm", "odt", "rtf", "txt", "html", "htm", "mht", "mhtml", "bin"}
)
_CALENDAR = frozenset({"ics", "vcf", "vcs"})
_SURE_RESUME, _MAYBE_RESUME = 4.0, 2.5


def classify(file: MailFile, text: str | None) -> Classified:
    """Return what a file is; ``text`` are its words, or None where they cannot be read."""
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    if extension in _CALENDAR or file.media_type in ("text/calendar", "text/vcard", "text/x-vcard"):
        return Classified(Kind.CALENDAR, "a calendar entry or business card")
    by_name = kind_by_name(file.name)
    if (extension in _PICTURES or file.media_type.startswith("image/")) and by_name is None:
        if _is_signature_picture(file):
            return Classified(Kind.SIGNATURE_PICTURE, "a small picture in the text")
        return Classified(Kind.OTHER, "a picture")
    if extension not in _DOCUMENTS | _PICTURES and "." in file.name and not text:
        return Classified(
            by_name if by_name == Kind.PORTFOLIO else Kind.OTHER, "a file that is not read here"
        )
    return _by_content(by_name, text or "", file.name)


def kind_by_name(name: str) -> Kind | None:
    """Return what a file's name says it is, or None."""
    stem = re.sub(
        r"[_\W\d]+", " ", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(".")[0] or name))
    )
    found = [kind for kind, pattern in _PATTERNS.items() if pattern.search(stem)]
    if Kind.RESUME in found and len(found) > 1 and re.search(r"resume|cv|lebenslauf|curriculum", stem):
        # "cover letter and CV" in one file is the résumé; "portfolio CV Example" is one too.
        return Kind.RESUME
    return found[0] if found else None


def _by_content(by_name: Kind | None, text: str, name: str) -> Classified:
    resume, letter, certificate = resume_score(text), letter_score(text), _certificate_score(text)
    if _WHOLE_APPLICATION.search(fold(name)) and by_name is None:
        resume += 1.0
    scores = {
        Kind.RESUME: resume,
        Kind.COVER_LETTER: letter,
        Kind.CERTIFICATE: certificate,
        Kind.PORTFOLIO: 0.0,
    }
    if by_name is not None:
        scores[by_name] += 3.0
    kind = max(scores, key=lambda each: scores[each])
    if scores[kind] < _MAYBE_RESUME:
        kind = Kind.OTHER
    named = f"its name says {kind.replace('_', ' ')}" if by_name == kind else ""
    said = "it reads like one" if kind in scores and scores[kind] - (3.0 if named else 0) >= 2 else ""
    why = " and ".join(each for each in (named, said) if each) or "nothing says what it is"
    return Classified(kind, why, scores[Kind.RESUME], scores[Kind.COVER_LETTER])


def resume_score(text: str) -> float:
    """Return how much of a résumé a text shows: headings of sections, periods, ways to reach somebody."""
    lines = [line.strip() for line in text[:_READ].split("\n") if line.strip()]
    kinds = {kind for line in lines if len(line) < 60 for kind in find_section_kinds(line)} - {"other"}
    periods = sum(bool(find_periods(line)) for line in lines[:200])
    contact = len(_CONTACT.findall(text[:2000]))
    return 1.2 * min(len(kinds), 5) + 0.5 * min(periods, 6) + 0.5 * min(contact, 2)


def letter_score(text: str) -> float:
    """Return how much of a letter a text shows: a greeting, a closing, sentences."""
    folded = fold(text[:_READ])
    greeting, closing = _GREETING.search(folded[:3000]), _CLOSING.search(folded)
    sentences = len(re.findall(r"[a-z]{2}[.!?](?:\s|\Z)", folded))
    return 2.0 * bool(greeting) + 2.0 * bool(closing) + min(sentences, 10) * 0.15


def _certificate_score(text: str) -> float:
    return 4.5 if _CERTIFIES.search(fold(text[:3000])) else 0.0


def reads_like_resume(text: str) -> bool:
    """Return whether a text surely is a résumé: for what stands in a mail itself."""
    return resume_score(text) >= _SURE_RESUME and resume_score(text) > letter_score(text)


def choose_resume(found: Sequence[Classified], files: Sequence[MailFile]) -> list[Classified]:
    """Return the kinds with at most one résumé: the likeliest; a document alone, whatever it says, is taken for one."""
    kinds = list(found)
    resumes = [number for number, each in enumerate(kinds) if each.kind == Kind.RESUME]
    if len(resumes) > 1:
        best = max(resumes, key=lambda number: kinds[number].resume_score)
        for number in resumes:
            if number != best:
                kinds[number] = Classified(
                    Kind.OTHER, "another file is the résumé", kinds[number].resume_score
                )
    if not resumes:
        unclear = [
            number
            for number, each in enumerate(kinds)
            if each.kind == Kind.OTHER and _may_be_document(files[number])
        ]
        if len(unclear) == 1:
            kinds[unclear[0]] = Classified(Kind.RESUME, "the only document that may be one")
    return kinds


def _may_be_document(file: MailFile) -> bool:
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else "bin"
    return extension in _DOCUMENTS or (extension in _PICTURES and len(file.content) > 2 * _SMALL_PICTURE)


def _is_signature_picture(file: MailFile) -> bool:
    sides = picture_sides(file.content)
    is_small = len(file.content) < _SMALL_PICTURE or (sides is not None and min(sides) < 120)
    return is_small or (file.is_inline and sides is not None and max(sides) < _SMALL_SIDE)


def picture_sides(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or GIF in pixels by its header, or None."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack_from(">II", content, 16)
    if content.startswith(b"GIF8") and len(content) >= 10:
        return struct.unpack_from("<HH", content, 6)
    return None
