"""The headings inside an opening ("Qualifications", "Ihre Aufgaben"): what stands under each."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ats.openings.importing.draft import Importance
from ats.vocabulary.word_lists import words


class Section(StrEnum):
    """What a part of an opening holds."""

    DESCRIPTION = "description"
    RESPONSIBILITIES = "responsibilities"
    REQUIREMENTS = "requirements"
    OFFER = "offer"
    APPLY = "apply"
    COMPANY = "company"


@dataclass(frozen=True)
class Label:
    """A recognised section heading; importance is what its list means where an entry says nothing itself.

    ``is_told`` says that prose below it tells something, as below "Your mission": only a list names duties there.
    """

    section: Section
    importance: Importance = "required"
    is_told: bool = False


_REQUIREMENT_NOUNS = words(
    """
    qualification qualifications requirement requirements skill skills skillset experience
    experiences profile competency competencies competence competences abilities ability knowledge
    credentials expertise prerequisites prerequisite criteria education educational background
    attributes certifications certification musts languages anforderungen anforderungsprofil profil
    qualifikation qualifikationen voraussetzungen kenntnisse kompetenzen fähigkeiten erfahrung
    erfahrungen ausbildung stellenanforderungen sprachkenntnisse compétences compétence exigences
    prérequis expérience expériences formation diplômes requisitos perfil habilidades conocimientos
    experiencia formación competencias profiel functie-eisen functieeisen eisen vereisten
    vaardigheden requisiti competenze profilo qualificações
    """
)
_DUTY_NOUNS = words(
    """
    responsibilities responsibility duties duty tasks task accountabilities deliverables objectives
    aufgaben aufgabe aufgabenbereich aufgabengebiet aufgabenfeld tätigkeiten tätigkeit verantwortung
    hauptaufgaben verantwortlichkeiten missions mission tâches responsabilités responsabilidades
    funciones tareas misión misiones taken takenpakket werkzaamheden verantwoordelijkheden mansioni
    responsabilità compiti attività tarefas
    """
)
_OFFER_NOUNS = words(
    """
    benefits perks benefit compensation remuneration salary pay rewards vergütung gehalt vorteile
    leistungen angebot avantages rémunération beneficios salario arbeidsvoorwaarden aanbod vantaggi
    benefícios offer
    """
)
_DESCRIPTION_NOUNS = words(
    """
    description summary overview job role position purpose stellenbeschreibung beschreibung
    tätigkeitsbeschreibung poste descriptif description puesto descripción functieomschrijving
    descrizione introduction
    """
)
_PREFERRED_WORDS = words(
    """
    preferred desired desirable optional bonus nice plus pluses advantageous extra wünschenswerte
    wünschenswert erwünschte souhaitées souhaité souhaités souhaitée appréciées deseables deseable
    valorables gewenst gewenste preferibili graditi
    """
)
_FILLERS = words(
    """
    and or of the a an your our my for this that to in with on as we you key main core essential
    minimum minimal basic required necessary needed mandatory technical professional personal
    personality candidate candidates ideal primary general specific soft hard must have job role
    position relevant typical important other additional special applicant day-to-day & + who what
    are include includes formal academic work working team s und oder ihr ihre ihren dein deine deinen unser unsere
    das die der fachliche persönliche fachlichen persönlichen wichtigste wesentliche notwendige
    erforderliche sonstige zu den stelle et ou de du des la le les vos votre ton tes principales
    principale requises requis recherché recherchées demandées l d poste techniques personnelles y o
    tu tus el los las del requeridos requeridas principales e i tuo tuoi il jouw je het een en di
    richieste richiesti
    """
)
_ALL_NOUNS = (
    (Section.RESPONSIBILITIES, _DUTY_NOUNS),
    (Section.REQUIREMENTS, _REQUIREMENT_NOUNS),
    (Section.OFFER, _OFFER_NOUNS),
    (Section.DESCRIPTION, _DESCRIPTION_NOUNS),
)
_PHRASES: tuple[tuple[re.Pattern[str], Label], ...] = tuple(
    (re.compile(rf"(?:{pattern})\Z"), label)
    for pattern, label in (
        (
            r"(?:it s |it is )?(?:nice|good|great) (?:to haves?|if you (?:also )?(?:have|bring|know|are|can))|"
            r"we (?:would|d) be (?:glad|happy|delighted) to see|what helps(?: too| also)?|"
            r"it helps(?: if.{0,20})?|bonus(?: points?| skills?)?(?: (?:if|for)(?: you(?: have)?)?)?|"
            r"(?:a |big |as a )?plus(?:es)?(?: (?:if|points|would be).{0,20})?|even better(?: if.{0,20})?|"
            r"extra credit|"
            r"(?:highly |strongly )?(?:preferred|desired|desirable)|ideally(?: you.{0,20})?|what would "
            r"(?:be|help).{0,25}|"
            r"(?:it (?:would|d) be|we d|we would) (?:great|nice|love).{0,30}|stand out.{0,20}|not required "
            r"but.{0,30}|"
            r"(?:das |dies |es )?(?:ist |wäre |wären )?(?:von vorteil|wünschenswert|toll|pluspunkte?|"
            r"gerne? gesehen|schön).{0,25}|"
            r"(?:strong |great |ideal |the best |successful )candidates? (?:may|might|could|will ideally) "
            r"(?:also )?have|you (?:may|might) also have|what sets you apart|"
            r"idealerweise.{0,25}|(?:ce qui )?(?:serai(?:en)?t )?(?:les |un |vos |des )?(?:plus|atouts?)|"
            r"idéalement|se valora(?:rá)?.{0,15}|"
            r"valorable|pré s?|"
            r"(?:een )?(?:pluspunten|pre s?|pré)",
            Label(Section.REQUIREMENTS, "preferred"),
        ),
        (
            r"(?:(?:here is |here s )?what you (?:ll |will |would |are going to |get to )?(?:do|be doing|"
            r"work on|be working on|own|take on|achieve)"
            r"|(?:as a member of (?:the|our) team )?(?:in this (?:role|position|job) )?you (?:ll|will)(?: "
            r"be)?"
            r"|(?:das |was |dabei )?(?:erwartet|erwarten) (?:sie|dich)|was (?:sie|dich) (?:bei uns "
            r")?(?:erwartet|erwarten)"
            r"|(?:das|was) (?:machst|bewegst|tust) du(?: bei uns)?|was du (?:bei uns )?(?:machst|tust|"
            r"bewegst)|(?:hier|das) bringst du dich ein"
            r"|what (?:awaits you|is waiting for you|to expect|you can expect)(?: (?:here|at work|in this role))?"
            r"|what your (?:day|days|week|job|role|work) (?:look|looks|will look) like"
            r"|ce que (?:tu|vous) (?:feras|ferez)|ce qui (?:vous|t) attend"
            r"|(?:lo )?qu[eé] (?:te espera|vas a hacer|harás)(?: aquí)?"
            r"|dit (?:ga (?:je|jij)|doe je|zijn je taken)(?: doen)?|dit wordt je werk"
            r"|cosa (?:farai|ti aspetta)"
            r"|(?:lo )?qu[eé] (?:vas a hacer|harás)|wat (?:ga|ga je|jij) "
            r".{0,15}doen.{0,10}|cosa farai)",
            Label(Section.RESPONSIBILITIES),
        ),
        (
            r"(?:how you (?:ll|will|can) (?:make|have|contribute|help).{0,30}|(?:a|your) (?:typical )?(?:day|"
            r"week).{0,20}|day to day|your (?:role|job|work|impact|mission|day).{0,12}|the (?:work|opportunity|mission)"
            r"|(?:deine|ihre|die) mission|dein(?:e|en)? (?:rolle|alltag)"
            r"|(?:ton|ta|votre|la|le) (?:mission|rôle|quotidien)"
            r"|(?:tu|su|la) (?:misión|rol|día a día)|(?:je|jouw) (?:rol|werk|dag|missie)"
            r"|(?:il tuo|la tua) (?:ruolo|lavoro|missione|giornata)|mission|misión|missione)",
            Label(Section.RESPONSIBILITIES, is_told=True),
        ),
        (
            r"(?:(?:person|job) specification|(?:selection|essential) criteria|"
            r"required|mandatory|essentials?|minimum|what we ask(?: for| of you)?|"
            r"erforderlich|zwingend|requis(?:es)?|obligatoires?|requeridos?|vereist|"
            r"who you are|about you|you are|you have|you bring|you should have|you must have|(?:must|"
            r"need to) haves?"
            r"|what you (?:ll |will )?(?:bring|need|have|offer)(?: to .{0,25})?|what (?:we re|we are|we) "
            r"(?:look(?:ing)?|searching) for(?: in.{0,20})?"
            r"|(?:who )?(?:we re|we are) looking for|what (?:it takes|we expect|we need|you ll need "
            r"to.{0,20})|we (?:expect|need|require|want|ask(?: for)?)"
            r"|(?:you might|you may|you re|you are|you ll) (?:be )?(?:a )?(?:great |good )?(?:fit|"
            r"match).{0,10}|is this you|skills and.{0,20}"
            r"|(?:das|was) (?:bringen sie|bringst du|sie|du)(?: bei uns)? ?(?:mit|mitbringen|mitbringst|"
            r"auszeichnet|ausmacht).{0,12}"
            r"|(?:das |was )?(?:wir|wünschen wir uns) ?(?:erwarten|suchen|uns wünschen)?(?: von (?:ihnen|"
            r"dir))?|(?:sie|du) (?:bringen|bringst|haben|hast)(?: mit)?"
            r"|what (?:you should|you ll need to|you need to|you must|we d like you to) (?:bring(?: along)?|have|know)"
            r"|what (?:you|to) bring(?: along| with you| to the table)|what makes you a (?:great |good )?(?:fit|match)"
            r"|(?:das|was) (?:solltest|musst|sollten|müssen) (?:du|sie) (?:mitbringen|können|haben)"
            r"|(?:das|was) (?:du|sie) (?:mitbringen|können|haben) (?:solltest|sollten|musst|müssen)"
            r"|(?:damit|so|das) (?:überzeugst|begeisterst) du(?: uns)?|das zeichnet (?:dich|sie) aus"
            r"|ce que (?:nous (?:recherchons|attendons(?: de (?:vous|toi))?)|tu apportes)"
            r"|qui es tu|tu (?:es|as|apportes)"
            r"|(?:lo )?qu[eé] (?:necesitas|aportas|esperamos(?: de ti)?|pedimos|debes tener)|quién eres"
            r"|dit (?:vragen|zoeken|verwachten) (?:wij|we)(?: van (?:jou|je))?"
            r"|dit (?:neem|breng|heb) (?:je|jij)(?: mee)?"
            r"|wat (?:neem|breng) (?:je|jij) mee|(?:dit|wie) (?:ben|zoeken) (?:je|jij|wij|we)"
            r"|cosa (?:ti serve|porti|chiediamo|ci aspettiamo(?: da te)?)|chi sei|(?:ti|le) chiediamo"
            r"|wen wir suchen|damit überzeugen sie.{0,5}|(?:ce que )?vous (?:apportez|êtes|avez)|qui êtes "
            r"vous|(?:lo )?qu[eé] buscamos"
            r"|wij (?:vragen|zoeken|verwachten)(?: van jou)?"
            r"|wat (?:vragen|zoeken|verwachten) wij.{0,10}|wat breng je mee|wie ben jij|dit breng je mee|"
            r"cosa cerchiamo|chi cerchiamo)",
            Label(Section.REQUIREMENTS),
        ),
        (
            r"(?:(?:what |here is what )?we offer(?: you)?|(?:why|what) (?:you ll )?(?:love|join|get|"
            r"work).{0,30}|perks and benefits|in return"
            r"|(?:das |was )?(?:wir )?bieten(?: wir)?(?: (?:ihnen|dir))?|(?:darauf|das) (?:können sie|"
            r"kannst du).{0,20}|unser angebot.{0,12}"
            r"|(?:ce que )?nous (?:vous )?(?:offrons|proposons)|(?:lo )?qu[eé] ofrecemos|ofrecemos|wat "
            r"(?:bieden|wij bieden).{0,6}|wij bieden|cosa offriamo)",
            Label(Section.OFFER),
        ),
        (
            r"(?:how (?:to|you can|do i) apply|apply(?: now| here)?|to apply|applying|application(?: "
            r"process| procedure)?|applications"
            r"|contact(?: us| details)?|next steps|(?:our )?(?:interview|hiring|recruitment|selection) "
            r"process|interested|ready to apply"
            r"|kontakt|(?:ihre |deine )?bewerbung|so bewerben sie sich|so bewirbst du dich|interessiert|"
            r"interesse|haben wir ihr interesse geweckt"
            r"|(?:comment )?postuler|candidature|cómo (?:aplicar|postular).{0,10}|solliciteren|come "
            r"candidarsi|contacto|contatti)",
            Label(Section.APPLY),
        ),
        (
            r"(?:about (?:us|the (?:company|team|group|organi[sz]ation|department))|who we are|the (?:team|"
            r"company)|(?:our|your) team"
            r"|our (?:company|mission|values|culture|story|process|commitment.{0,30})|equal (?:opportunity|"
            r"opportunities).{0,30}|diversity.{0,30}"
            r"|faqs?|frequently asked questions|questions and answers|questions answers|q and a|häufige fragen|"
            r"(?:häufig gestellte )?fragen und antworten|questions fréquentes|foire aux questions|preguntas frecuentes|"
            r"veelgestelde vragen|domande frequenti"
            r"|unsere mission|notre mission|nuestra misión|onze missie|la nostra missione"
            r"|über uns|das sind wir|wer wir sind|à propos(?: de nous)?|qui sommes nous|l entreprise|sobre "
            r"nosotros|quiénes somos|over ons|wie zijn wij|chi siamo)",
            Label(Section.COMPANY),
        ),
        (
            r"(?:about (?:the |this )?(?:role|job|position|opportunity|post)|die (?:stelle|position)|le "
            r"poste|el puesto|de functie|il ruolo"
            r"|key facts|at a glance|auf einen blick)",
            Label(Section.DESCRIPTION),
        ),
    )
)
MAX_LABEL = 70
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[&+]")
_RUN_IN = re.compile(r"(?P<label>[^:.!?\n]{2,70}?) ?: ?:? ?(?=\S)")


def read_label(text: str) -> Label | None:
    """Recognise a section heading ("Qualifications / Necessary Skills: :"), or None.

    Every word of it must belong to such headings, so that "Requirements Engineer" stays a title.
    """
    if len(text) > MAX_LABEL:
        return None
    words = [word.lower() for word in _WORDS.findall(text)]
    if not words or len(words) > 10:
        return None
    phrase = " ".join(words).replace("-", " ")
    return _by_phrase(phrase) or _by_words(words)


def split_run_in(text: str) -> tuple[Label, str] | None:
    """Split "Skills/Experience: A proven ..." into its label and what follows, or None."""
    match = _RUN_IN.match(text)
    label = read_label(match["label"]) if match else None
    return (label, text[match.end() :]) if match and label else None


def _by_phrase(phrase: str) -> Label | None:
    return next((label for pattern, label in _PHRASES if pattern.match(phrase)), None)


def _by_words(words: list[str]) -> Label | None:
    known = _FILLERS | _PREFERRED_WORDS
    nouns = {section for section, group in _ALL_NOUNS for word in words if word in group}
    if not nouns or any(
        word not in known and not any(word in group for _, group in _ALL_NOUNS) for word in words
    ):
        return None
    section = next(section for section, _ in _ALL_NOUNS if section in nouns)
    if section is Section.DESCRIPTION and not _is_description(words):
        return None
    preferred = not _PREFERRED_WORDS.isdisjoint(words) and "required" not in words
    return Label(section, "preferred" if preferred and section is Section.REQUIREMENTS else "required")


def _is_description(words: list[str]) -> bool:
    """Refuse a lone "Position" or "Jobs" list, which says nothing of what stands below."""
    return len(words) > 1 or words[0] not in ("job", "role", "position", "poste", "puesto")
