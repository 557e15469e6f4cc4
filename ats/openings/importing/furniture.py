"""What a page carries around its openings: "Top of Page", copyright lines, contents lists, ways to apply."""

import re
from collections.abc import Sequence

from ats.openings.importing.blocks import Block, Link
from ats.openings.importing.sentences import split_sentences

_FURNITURE = re.compile(
    r"[\[({<\u2190\u2191\u2039\u21d0\u25b2\u25c0\u00ab^ ]*(?:"
    r"(?:back to |go to |to the |return to )?(?:top|start)(?: of (?:the )?page)?|(?:back to|return to|see|"
    r"view|show|browse) (?:all |our |the |more |other )*"
    r"(?:jobs|openings|vacancies|positions|roles|careers|job listings?|results|list|search|overview)"
    r"|nach oben|zum seitenanfang|seitenanfang|zurück(?: zur? (?:übersicht|liste))?|haut de (?:la )?page|"
    r"retour(?: en haut| à la liste)?|volver(?: arriba)?|inicio"
    r"|skip to (?:main )?content|zum inhalt springen|(?:print|share|save|bookmark|e-?mail)(?: this)?(?: "
    r"page| job| opening| posting| position)?(?: to a friend)?"
    r"|apply|apply now|apply here|apply online|apply for this (?:job|position|role)|(?:jetzt )?(?:online "
    r")?bewerben|postuler|postulez|aplicar|solliciteer(?: nu)?|candidati"
    r"|learn more|read more|more details|details|mehr erfahren|weiterlesen|en savoir plus|"
    r"(?:view|see|open|show) (?:(?:the |this )?(?:job|position|opening|role|vacancy)|(?:full )?(?:job )?(?:details|"
    r"description)|more)|(?:zur stelle|stelle ansehen|details anzeigen|zur stellenanzeige)|"
    r"voir (?:le poste|l['\u2019]offre|l['\u2019]annonce|plus|le détail)|ver (?:más|oferta|puesto|detalles)|"
    r"bekijk (?:de )?vacature|lees (?:meer|verder)|scopri di più"
    r"|(?:privacy|cookie)(?: policy| notice| settings)?|terms(?: of (?:use|service))?|imprint|impressum|"
    r"datenschutz(?:erklärung)?|agb|mentions légales|sitemap"
    r"|home|contact|kontakt|log ?in|sign in|search|menu|follow us.{0,40}|page \d+(?: of \d+)?|powered by "
    r".{1,40}|posted .{0,30} ago|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés)[\])}> .!\u2191\u25b2\u00bb\u203a\u2192]*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"[ ]*(?:(?:copyright|\(c\)|\u00a9|&copy;)(?: |\d|,|\u00a9|\(c\)).{0,160}|.{0,80}(?:all rights "
    r"reserved|alle rechte vorbehalten).{0,40})",
    re.IGNORECASE,
)
_PIECES = re.compile(r" ?[|\u00b7\u2022\u2022/] ?| {2,}")
_MAX_FURNITURE = 180

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}\b")
WEB_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"')\]]{3,400}", re.IGNORECASE)
_APPLY = re.compile(
    r"\b(?:appl(?:y|ications?|icants?|ying)|(?:send|submit|e-?mail|mail|forward|upload)(?: us)?(?: in)? "
    r"(?:your|a|an|the)? ?(?:current |updated |full |complete )?"
    r"(?:résumé|resume|cv|curriculum|cover letter|application|portfolio|work samples?|covering letter)|"
    r"(?:résumé|resume|cv)s?(?: and .{1,40})? (?:to|at)|bewerb(?:ung(?:en|sunterlagen)?|en)|unterlagen|"
    r"lebenslauf|"
    r"candidatures?|postule[rz]|envoye[rz]|solicitud|envía|enviar|sollicit\w+|candidatura|inviare)\b",
    re.IGNORECASE,
)
# An address for these is not where applications go, whoever asks for one while applying.
_OTHER_MATTERS = re.compile(
    r"\b(?:accommodations?|adjustments?|disabilit(?:y|ies)|accessib\w+|barrierefrei\w*|schwerbehinder\w*|handicap\w*|"
    r"discapacidad|privacy|data protection|datenschutz\w*|complaints?)\b",
    re.IGNORECASE,
)
_BARE_APPLY = re.compile(
    r"(?:please )?(?:send|submit|e-?mail|mail) (?:your |a |us your )?(?:résumé|resume|cv)s?(?: to)? ?:?\.?",
    re.IGNORECASE,
)
_NAME_OF_ADDRESS = re.compile(
    r"[ \W]*(?:e-?mail|mail|web|website|online|adresse?|correo|courriel)?[ \W]*", re.IGNORECASE
)
_APPLY_LINK = re.compile(r"\b(?:apply|bewerben|postule[rz]?|aplicar|solliciteer|candidati)\b", re.IGNORECASE)


def is_furniture(text: str) -> bool:
    """Say whether a line on its own is no part of any opening."""
    if len(text) > _MAX_FURNITURE:
        return False
    if _FURNITURE.fullmatch(text) or _COPYRIGHT.fullmatch(text) or _BARE_APPLY.fullmatch(text):
        return True
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    return len(pieces) > 1 and all(_FURNITURE.fullmatch(piece.strip()) for piece in pieces)


def is_legal_row(line: str) -> bool:
    """Say whether a line is of a page's foot: a copyright, or several links in a row of which most are furniture."""
    if len(line) > _MAX_FURNITURE:
        return False
    if _COPYRIGHT.fullmatch(line):
        return True
    pieces = [piece.strip() for piece in _PIECES.split(line) if piece.strip()]
    known = sum(1 for piece in pieces if _FURNITURE.fullmatch(piece))
    has_copyright = any(_COPYRIGHT.fullmatch(piece) for piece in pieces)
    return len(pieces) > 1 and (has_copyright or (known > 1 and known * 2 >= len(pieces)))


def find_apply_address(text: str, links: Sequence[Link] = ()) -> str | None:
    """Find where to send an application in prose that says so, or behind a link that does; else None."""
    for sentence in split_sentences(text):
        if _APPLY.search(sentence) and not _OTHER_MATTERS.search(sentence):
            address = _address(sentence)
            if address is not None:
                return address
    return next(filter(None, (_link_address(link, text) for link in links)), None)


def address_alone(text: str) -> str | None:
    """Return the e-mail or web address that a text is, with nothing but a name for it, such as "E-mail:"."""
    address = _address(text)
    rest = text.replace(address, "") if address else text
    return address if address and _NAME_OF_ADDRESS.fullmatch(rest) else None


def speaks_of_applying(text: str) -> bool:
    """Say whether a text speaks of applying or of what is sent with an application."""
    return _APPLY.search(text) is not None


def find_addresses(text: str) -> list[str]:
    """List the e-mail addresses of a text."""
    return EMAIL.findall(text)


def without_apply_sentences(text: str, links: Sequence[Link] = ()) -> str:
    """Take the sentences out that only say where to apply; a sentence without an address stays."""
    targets = [link.text for link in links if _link_address(link, text)]
    kept = [
        sentence
        for sentence in split_sentences(text)
        if not (
            _APPLY.search(sentence)
            and (_address(sentence) or any(target and target in sentence for target in targets))
        )
    ]
    return " ".join(kept)


def contents_key(text: str) -> str:
    """Reduce a heading or an entry of a contents list to what both share: its words in lower case."""
    return " ".join(re.findall(r"\w+", re.sub(r"\(\d{1,4}\)\s*$", "", text[:200]).lower()))


def drop_contents_lists(blocks: list[Block]) -> tuple[list[Block], frozenset[str]]:
    """Leave out lists that only name the page's own headings; give the rest and the names listed."""
    headings = {contents_key(block.flat) for block in blocks if block.is_heading}
    kept: list[Block] = []
    listed: set[str] = set()
    group: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.is_item:
            group.append(block)
            continue
        if _is_contents(group, headings):
            listed.update(contents_key(entry.flat) for entry in group)
        else:
            kept.extend(group)
        group = []
        if block is not None:
            kept.append(block)
    return kept, frozenset(listed)


def _is_contents(group: list[Block], headings: set[str]) -> bool:
    if not group:
        return False
    within = sum(
        1 for entry in group if entry.linked and entry.links and entry.links[0].target.startswith("#")
    )
    named = sum(1 for entry in group if contents_key(entry.flat) in headings)
    return max(within, named) >= len(group) * 0.8 and (len(group) > 1 or within + named > 1)


def _address(sentence: str) -> str | None:
    found = EMAIL.search(sentence) or WEB_ADDRESS.search(sentence)
    return found.group().rstrip(".,;:!") if found else None


def _link_address(link: Link, around: str) -> str | None:
    target = link.target
    if target.lower().startswith("mailto:"):
        address = EMAIL.search(target[:300])
        asks = _APPLY_LINK.search(link.text) or _APPLY.search(around)
        return address.group() if address and asks else None
    if target.lower().startswith(("http://", "https://")) and _APPLY_LINK.search(link.text):
        return target
    return None
