"""Degrees as the head of a résumé's entry writes them, in a dozen languages: where one stands, and its level."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ats.vocabulary.degrees import Level

# What may follow the name itself: "of Science", "(Hons)", "degree".
_OF = (
    r"(?:\s?(?:degree|diploma))?"
    r"(?:\s(?:of|in)\s(?:applied\s)?(?:science|arts|engineering|technology|business\sadministration|laws?|education|"
    r"research|philosophy|commerce|computer\sapplications|public\s(?:administration|health|policy)|fine\sarts|"
    r"social\swork|music|architecture|medicine|surgery|nursing|pharmacy|design|management|applied\sscience)(?=\W|\Z))?"
)
_HONOURS = r"(?i:\s?\((?:hons?|honours|honors)\.?\)|\shons\.?(?=\W|\Z)|\s(?:with\s)?honou?rs(?=\W|\Z))?"
_LEVELS: tuple[tuple[Level, str], ...] = (
    (
        Level.DOCTORATE,
        r"ph\.?\s?d\.?(?![a-z])|d\.?\s?phil\.?(?![a-z])|doctor(?:ate)?\sof\s[a-z]+|doctorate|doctoral\sdegree|doctor\sin|"
        r"dr\.?[-\s](?:rer\.?\s?(?:nat|pol|oec)|ing|phil|med|jur|oec|sc)\.?|promotion|promovierte?r?|doktor(?:at|grad)?|"
        r"doctorat|doctorado|doctor\sen|doutorado|doutoramento|dottorato(?:\sdi\sricerca)?|habilitation|ed\.d\.?|sc\.d\.?|"
        r"juris\sdoctor|teknologie\sdoktor|promovendus",
    ),
    (
        Level.BACHELOR,
        # Before the masters: "ingeniería técnica" is none.
        r"ingenier[ií]a\st[eé]cnica(?:\sen|\sde|\sin)?|ingenier[oa]\st[eé]cnic[oa]|licence\spro(?:fessionnelle)?",
    ),
    (
        Level.MASTER,
        r"master(?:studium|studiengang|abschluss)|master\s[12](?!\d)|master(?:['\u2019]?s)?"
        + _OF
        + r"|m\.?\s?sc\.?(?![a-z])(?:\s?\(?eng\.?\)?)?|m\.\s?s\.|m\.\s?a\.|m\.?\s?eng\.?(?![a-z])|"
        r"m\.?\s?tech\.?(?![a-z])|m\.?\s?phil\.?(?![a-z])|m\.\s?e\.|(?:executive\s)?m\.?b\.?a\.?(?![a-z])|mca(?![a-z])|"
        r"m\.?\s?com\.?(?![a-z])|m\.?res(?![a-z])|ll\.?\s?m\.?(?![a-z])|m\.?f\.?a\.?(?![a-z])|mph(?![a-z])|"
        r"m\.?\s?ed\.?(?![a-z])|post\s?graduate\s(?:degree|diploma)|pg\s?diploma|"
        r"diplom[-\s](?:ingenieur|informatiker|kauf(?:mann|frau)|physiker|mathematiker|betriebswirt|volkswirt|psycholog|"
        r"biolog|chemiker|wirtschaftsingenieur|designer|p[äa]dagoge)(?:in|e)?(?:\s?\((?:fh|tu|univ\.?)\))?|"
        r"dipl(?:om)?\.?[-\s]?(?:ing|inf|inform|kfm|kffr|phys|math|betriebsw|volksw|psych|biol|chem|wirt\.?-ing)\."
        r"(?:\s?\((?:fh|tu|univ\.?)\))?|diplom(?![a-z\u00e4\u00f6\u00fc])(?:\s?\((?:fh|tu|univ\.?)\))?|diplomstudium|"
        r"staatsexamen|magister(?:\sartium|\sin\u017cynier)?|mgr\.?(?:\sin[zż]\.?)?(?![a-z])|studia\smagisterskie|"
        r"m[áa]ster(?:\suniversitario|\soficial|\spropio)?|mestrado|mestre\s(?:em|in)|laurea\s(?:magistrale|specialistica)|"
        r"dipl[oô]me\sd['\u2019\s]?\s?ing[ée]nieur|ing[ée]nieur\sdipl[oô]m[ée]e?|dea(?![a-z])|dess(?![a-z])|"
        r"ingenier[ií]a(?!\st)(?=\s(?:en|de|superior|in)\s)(?:\ssuperior)?|ingenier[oa]\s(?:en|de)(?=\s)|civilingenj[öo]r|"
        r"ing\.(?=[\s,])|masterexamen|magisterexamen|doctorandus|drs\.|y[üu]ksek\slisans",
    ),
    (
        Level.ASSOCIATE,
        r"associate(?:['\u2019]?s)?(?:\sdegree|\sof\s(?:applied\s)?(?:science|arts)|\sin\s(?:applied\s)?(?:science|arts))+|"
        r"associate['\u2019]?s(?=\W)|a\.\s?a\.\s?s\.|a\.\s?a\.|a\.\s?s\.|dut(?![a-z])|bts(?![a-z])|deug(?![a-z])|"
        r"hnd(?![a-z])|hnc(?![a-z])|foundation\sdegree|t[ée]cnico\ssuperior|[öo]n\slisans|dees(?![a-z])",
    ),
    (
        Level.BACHELOR,
        r"bachelor(?:studium|studiengang|abschluss)|bachelor(?:['\u2019]?s)?"
        + _OF
        + r"|b\.?\s?sc\.?(?![a-z])|b\.\s?s\.|b\.\s?a\.|b\.?\s?eng\.?(?![a-z])|b\.?\s?tech\.?(?![a-z])|b\.\s?e\.|"
        r"bca(?![a-z])|b\.?b\.?a\.?(?![a-z])|b\.?\s?com\.?(?![a-z])|b\.?f\.?a\.?(?![a-z])|ll\.?\s?b\.?(?![a-z])|"
        r"b\.?\s?ed\.?(?![a-z])|b\.?\s?arch\.?(?![a-z])|"
        r"undergraduate\s(?:degree|diploma)|vordiplom|licence(?![a-z])|licencjat|licenciatura|licenciad[oa]|grado(?=\s(?:en|in)|\W|\Z)|graduad[oa]\sen|"
        r"gradua[çc][ãa]o|bacharelado|bacharel|tecn[óo]logo|studia\s(?:licencjackie|in[zż]ynierskie)|in[zż]ynier(?!i)|in[zż]\.|"
        r"laurea(?:\striennale)?|diplomatura|kandidatexamen|kandidat|h[öo]gskoleexamen|h[öo]gskoleingenj[öo]r|lisans(?![a-z])|"
        r"bc\.(?=[\s,])|baccalaureus|diplôme\suniversitaire|bachelorstudium",
    ),
    (
        Level.VOCATIONAL,
        r"dipl[oô]me\sd['\u2019][ée]tat|(?:abgeschlossene\s)?(?:berufs)?ausbildung|lehre(?:\s(?:zum|zur|als))|lehrabschluss|"
        r"apprenticeship|nvq(?:\slevel\s\d)?|btec(?![a-z])(?:\snational|\sdiploma|\slevel\s\d)*|vocational\s[a-z]+|"
        r"formaci[óo]n\sprofesional|ciclo\sformativo(?:\sde\sgrado\s(?:superior|medio))?|(?:cap|bp|cqp)(?=\s[a-z])|bep(?![a-z])|"
        r"(?:brevet|titre)\sprofessionnel|"
        r"(?:higher\s|advanced\s|national\s)?diploma(?=\s(?:in|of)\s|\W*\Z)|certificate(?=\s(?:in|of)\s)|"
        r"staatlich\sgepr[üu]fter?\s[a-z]+|gesellenbrief|meisterbrief|mbo(?![a-z])(?:\sniveau\s\d)?|technik(?=\s[a-z]+\Z)|"
        r"tytu[łl]\stechnika|curso\st[ée]cnico",
    ),
    (
        Level.SECONDARY,
        r"(?:fach)?abitur(?![a-z])|allgemeine\shochschulreife|fachhochschulreife|hochschulreife|mittlere\sreife|"
        r"realschulabschluss|hauptschulabschluss|high\sschool\s(?:diploma|certificate|degree)|"
        r"higher\ssecondary(?:\s(?:certificate|education))?|senior\ssecondary|secondary\s(?:school|education)(?:\scertificate)?|"
        r"a[-\s]levels?(?![a-z])|gcses?(?![a-z])|ged(?![a-z])|baccalaur[ée]at(?:\s(?:g[ée]n[ée]ral|technologique|professionnel))?|bac(?=\s(?:s|es|l|pro|sti)(?![a-z]))|"
        r"bachillerato|matura(?![a-z])|maturit[àa]|matura\s[a-z]+|ensino\sm[ée]dio|vwo(?![a-z])|havo(?![a-z])|studentexamen|"
        r"(?:hsc|ssc|cbse|icse)(?![a-z])|international\sbaccalaureate|school\sleaving\scertificate",
    ),
)
_NAMES = tuple(
    (level, re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W\d_]){_HONOURS}", re.IGNORECASE))
    for level, pattern in _LEVELS
)
# Two capitals are a degree, two small letters a word: "BE", "ME", "MS", "AS".
_CAPITALS = (
    (Level.MASTER, re.compile(rf"(?<![^\W_])(?:MS|MA|ME|MSE|MMath|MSci|MChem)(?![\w.]){_HONOURS}")),
    (Level.BACHELOR, re.compile(rf"(?<![^\W_])(?:BS|BA|BE|BSE|BASc|AB)(?![\w.]){_HONOURS}")),
    (Level.ASSOCIATE, re.compile(r"(?<![^\W_])(?:AAS|AA|AS)(?![\w.])")),
    (Level.SECONDARY, re.compile(r"(?<![^\W_])IB(?![\w.])")),
)
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class DegreeName:
    """A degree at ``start:end`` of the text it was found in."""

    level: Level
    start: int
    end: int


@lru_cache(maxsize=1024)
def find_degree_name(text: str) -> DegreeName | None:
    """Find the first degree that a short text names; of two that begin at one place the longer one."""
    if len(text) > _LONGEST:
        return None
    best: DegreeName | None = None
    for level, pattern in (*_NAMES, *_CAPITALS):
        match = pattern.search(text)
        if match is None:
            continue
        if best is None or (match.start(), -match.end()) < (best.start, -best.end):
            best = DegreeName(level, match.start(), match.end())
    return best
