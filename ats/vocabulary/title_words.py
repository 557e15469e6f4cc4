"""Words of job titles in several languages that mean the same, for comparing a title with how somebody else says it."""

import re
from functools import lru_cache

from ats.vocabulary.folding import fold
from ats.vocabulary.word_lists import words

# Each line: one meaning, its English word first. Folded: no accents, "ß" is "ss".
_MEANINGS = """
developer dev programmer coder entwickler entwicklerin programmierer developpeur developpeuse desarrollador
  desarrolladora programador programadora sviluppatore sviluppatrice ontwikkelaar programista programistka desenvolvedor
  desenvolvedora utvecklare
engineer ingenieur ingenieurin ingenieure ingeniero ingeniera ingegnere inzynier inzynierka engenheiro engenheira eng
senior sr leitender starszy starsza
junior jr mlodszy mlodsza debutant
lead leiter leiterin leitung head chef cheffe responsable jefe jefa kierownik hoofd capo leader
manager managerin gestionnaire gerente menedzer menadzer
designer designerin gestalter gestalterin grafiker grafikerin concepteur disenador disenadora ontwerper projektant
  projektantka
analyst analystin analyste analista analityk analityczka analist
architect architekt architektin architecte arquitecto arquitecta architetto
editor redakteur redakteurin redacteur redactrice redactor redactora redattore redaktor redaktorka
writer autor autorin copywriter texter texterin
accountant buchhalter buchhalterin comptable contable contador contabile boekhouder ksiegowy ksiegowa
sales vertrieb verkauf vente ventes ventas vendite verkoop sprzedaz sprzedazy
salesperson seller verkaufer verkauferin vendeur vendeuse vendedor vendedora venditore verkoper sprzedawca
nurse pfleger pflegerin krankenpfleger krankenschwester pflegefachkraft infirmier infirmiere enfermero enfermera
  infermiere verpleegkundige pielegniarka
teacher lehrer lehrerin enseignant enseignante profesor profesora maestro insegnante docent nauczyciel nauczycielka
driver fahrer fahrerin chauffeur conducteur conductor autista kierowca
mechanic mechaniker mechanikerin mecanicien mecanico meccanico monteur mechanik
technician techniker technikerin technicien technicienne tecnico tecnica technicus technik tech
electrician elektriker elektrikerin elektroniker electricien electricista elettricista elektryk
administrator admin administratorin administrateur administrador administradora amministratore beheerder administratorka
assistant assistent assistentin assistente asistente asystent asystentka
consultant berater beraterin conseiller consultor consultora consulente adviseur doradca konsultant
scientist wissenschaftler wissenschaftlerin forscher forscherin chercheur chercheuse cientifico cientifica ricercatore
  onderzoeker naukowiec badacz researcher investigador investigadora
tester testerin testeur testeuse testerka qa
intern praktikant praktikantin praktikum stagiaire stage becario becaria practicante tirocinante stagista stazysta
  stazystka estagiario estagiaria internship
apprentice azubi auszubildende auszubildender apprenti apprentie aprendiz apprendista
student werkstudent werkstudentin etudiant estudiante
secretary sekretar sekretarin secretaire secretario secretaria segretaria sekretarka
cook koch kochin cuisinier cuisiniere cocinero cocinera cuoco kok kucharz
waiter kellner kellnerin serveur serveuse camarero camarera cameriere ober kelner
recruiter recruteur recruteuse reclutador rekruter rekruterka
translator ubersetzer ubersetzerin traducteur traductrice traductor traductora traduttore vertaler tlumacz tlumaczka
lawyer jurist juristin rechtsanwalt avocat avocate abogado abogada avvocato prawnik
buyer einkaufer einkauferin acheteur acheteuse comprador kupiec
warehouse lager entrepot almacen magazzino magazijn magazyn
worker mitarbeiter mitarbeiterin employe employee empleado empleada impiegato medewerker pracownik collaborateur
software logiciel logiciels programari oprogramowania oprogramowanie
data daten donnees datos dati danych dados
systems system systeme systemes sistemas sistemi systemow
network netzwerk reseau reseaux redes rete sieci netwerk networks
security sicherheit securite seguridad sicurezza bezpieczenstwa beveiliging
product produkt produit producto prodotto produktu
project projekt projet proyecto progetto projektu projects projekte
quality qualitat qualite calidad qualita jakosci kwaliteit
marketing
customer kunden client clients cliente clienti klienta klant
service kundendienst servicio servizio
support soporte supporto wsparcia
finance finanzen finances finanzas finanza finansow financial
research forschung recherche investigacion ricerca onderzoek badan
maintenance wartung instandhaltung mantenimiento manutenzione onderhoud
production produktion produccion produzione productie produkcji
frontend front-end
backend back-end
fullstack full-stack
mobile mobil movil
"""
_STOPPED = words(
    """
    a an and as at by de der die das den dem des du d la le les l un une el los las il lo gli of for the in im
    am to zu zur zum als als von vom bei mit und et y e i o or oder ou para por per pour au aux chez my meine
    mein mon ma mes mi su your our ihre ihr eure votre vos re aw fw fwd wg tr rv antw sv vs odp ref enc ich je
    yo application applications applying apply applied applicant bewerbung bewerben bewerbe bewerbungen
    candidature candidat candidatar postulation postuler postule solicitud solicito candidatura candidarmi
    sollicitatie sollicitatiebrief aplikacja zgloszenie podanie stanowisko oferta ofre offre annonce anzeige
    advert ad advertisement advertised ansokan position positions post poste puesto posto posizione stelle
    stellenangebot stellenausschreibung stellen job jobs role vacancy vacature vacante vaga emploi empleo lavoro
    praca arbeit arbeitsstelle opening openings opportunity stellenanzeige ausschreibung ihre unsolicited
    initiativbewerbung spontanee speculative resume cv lebenslauf curriculum vitae interest interested interesse
    regarding concerning about betreff betr subject objet asunto unterlagen dokumente documents new neu neue no
    nr number referenz reference kennziffer via from fur op voor naar na do w z on het een candidate candidat
    candidate kandidat
    """
)
_GENDER = re.compile(
    r"[(\[]\s?(?:[mwfdxvhnkai](?:\s?[/|,*]\s?[mwfdxvhnkai*]){1,3}|all genders?|alle geschlechter|gn\*?)\s?[)\]]|"
    r"(?<!\w)[mwfdxvh](?:/[mwfdxvh]){1,3}(?!\w)",
    re.IGNORECASE,
)
_FEMININE = re.compile(r"[:*/_·]-?(?:in(?:nen)?|e|ne|se|rice|euse|trice|r)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"c\+\+|c#|\.net|[^\W_]+")
_COMPOUND = 5


def _meanings() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in re.sub(r"\n\s+", " ", _MEANINGS.strip()).split("\n"):
        first, *others = line.split()
        for word in (first, *others):
            found.setdefault(word, first)
    return found


_CANONICAL = _meanings()
RANKS = frozenset({"senior", "junior", "lead", "manager", "assistant", "intern"})
"""Meanings that say less about which job it is than the others."""


@lru_cache(maxsize=4096)
def title_words(text: str) -> tuple[str, ...]:
    """Return the words of a title, or of a subject that may name one, by their meaning, without what says nothing.

    ``"Bewerbung als Softwareentwickler (m/w/d)"`` and ``"Software Dev"`` both give software, developer.
    """
    text = fold(_FEMININE.sub("", _GENDER.sub(" ", text[:2000])))
    text = re.sub(r"\b(front|back|full)[- ](end|stack)\b", r"\1\2", text)
    found: list[str] = []
    for word in _WORD.findall(text):
        if word not in _STOPPED and not (word.isdigit() and len(word) > 2):
            found += _meaning_of(word)
    return tuple(found)


def _meaning_of(word: str) -> list[str]:
    if word in _CANONICAL:
        return [_CANONICAL[word]]
    for ending in ("innen", "in", "s", "en", "n"):
        if word.endswith(ending) and word.removesuffix(ending) in _CANONICAL:
            return [_CANONICAL[word.removesuffix(ending)]]
    # German writes "Softwareentwickler" in one word.
    for at in range(3, len(word) - _COMPOUND + 1):
        if word[at:] in _CANONICAL and word[at:].isascii():
            return [*_meaning_of(word[:at].removesuffix("s")), _CANONICAL[word[at:]]]
    return [word]


def is_known_word(word: str) -> bool:
    """Return whether a word is one of the meanings."""
    return word in _CANONICAL
