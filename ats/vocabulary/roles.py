"""Words that name a job, in several languages: whether a short line can be the title of an opening."""

import re
from functools import lru_cache

from ats.vocabulary.word_lists import words

_ROLES = words(
    """
    engineer developer programmer architect administrator admin manager director designer analyst
    scientist researcher consultant specialist coordinator assistant associate officer executive
    representative recruiter accountant bookkeeper controller auditor lawyer counsel paralegal
    attorney writer editor copywriter journalist translator interpreter teacher tutor lecturer
    professor instructor trainer coach nurse doctor physician pharmacist therapist technician
    mechanic electrician plumber carpenter welder machinist operator driver courier packer picker
    cook chef baker barista waiter waitress bartender receptionist cashier clerk secretary
    salesperson seller buyer planner scheduler supervisor foreman lead leader head chief ceo cto cfo
    coo vp president intern trainee apprentice fellow postdoc student volunteer worker labourer
    laborer cleaner janitor guard gardener farmer florist librarian archivist curator producer
    photographer videographer animator illustrator artist musician actor dancer tester sysadmin
    devops sre dba strategist evangelist advocate advisor adviser agent broker banker trader
    underwriter actuary economist statistician mathematician physicist chemist biologist geologist
    ecologist surveyor estimator inspector investigator detective pilot steward stewardess sailor
    captain fisher forester veterinarian vet groomer carer caregiver nanny childminder midwife
    paramedic dentist optician radiographer dietitian psychologist counsellor counselor housekeeper
    keeper ranger brewer weaver
    porter concierge hairdresser beautician tailor seamstress upholsterer joiner roofer painter
    plasterer bricklayer mason glazier fitter installer maintainer operative dispatcher handler
    rigger roaster distiller brakeman greeter auctioneer buyer milliner cobbler sommelier sommelière
    plongeur serveur serveuse barman commis caissier caissière chargé chargée mitarbeiter
    camarero camarera auxiliar administrativo administrativa jefe jefa encargado encargada cocinero
    cocinera programmierer kaufmann kauffrau
    fachkraft sachbearbeiter gärtner gärtnerin referent werkstudent praktikant praktikantin auszubildende
    auszubildender azubi geselle meister pfleger krankenschwester erzieher lehrer arzt ärztin koch
    köchin bäcker fahrer verkäufer buchhalter assistenz leitung leiter ingenieur entwickler berater
    redakteur gestalter techniker mechaniker ingénieur ingénieure développeur développeuse
    responsable directeur directrice gestionnaire technicien technicienne comptable vendeur vendeuse
    infirmier infirmière enseignant enseignante conseiller conseillère stagiaire alternant
    alternante assistante analyste concepteur conceptrice rédacteur rédactrice cuisinier cuisinière
    boulanger boulangère ingeniero ingeniera desarrollador desarrolladora gerente director directora
    analista diseñador diseñadora técnico técnica contable vendedor vendedora enfermero enfermera
    profesor profesora consultor consultora becario becaria ontwikkelaar beheerder medewerker
    adviseur verpleegkundige docent stagiair verkoper ontwerper bakker chauffeur sviluppatore
    sviluppatrice ingegnere responsabile impiegato impiegata tirocinante infermiere engenheiro
    engenheira desenvolvedor desenvolvedora analista estagiário estagiária
    ayudante restaurador restauradora programador programadora administrador administradora coordinador coordinadora
    soldador soldadora dependiente dependienta conductor conductora repartidor repartidora peluquero peluquera
    mecánico mecánica electricista cuidador cuidadora limpiador limpiadora apprenti apprentie animateur animatrice
    éducateur éducatrice chauffeuse soudeur soudeuse menuisier menuisière jardinier jardinière secrétaire addetto
    addetta cuoco cuoca magazziniere commesso commessa lernende lernender
    """
)
_ROLE_SUFFIX = re.compile(
    r"(?:entwickler|ingenieur|leiter|berater|manager|techniker|mechaniker|pfleger|lehrer|verkäufer|fahrer|"
    r"bäcker|"
    r"buchhalter|redakteur|gestalter|meister|bearbeiter|programmierer|architekt|kraft|kaufmann|kauffrau|"
    r"assistent|"
    r"student|praktikant|helfer|betreuer|administrator|mitarbeiter|spezialist|koordinator|vertreter|schlosser|"
    r"elektroniker|informatiker|medewerker|ontwikkelaar|maker|macher|bauer|houder|monteur)"
    r"(?:[:*/_]?-?in(?:nen)?)?\Z|\w{2}(?:olog(?:ist|ue|e|in|o|a)|ographer|ician|wright|smith)\Z"
)
_GENDER_TAG = re.compile(
    r"\(? ?(?:(?<![a-z])[mwfdxvhn](?: ?[/|] ?[mwfdxvhn*]){1,3}(?![a-z])|all genders?|alle geschlechter) ?\)?",
    re.IGNORECASE,
)
# Two endings of one word: "Restaurador/a", "Alternant(e)", "Polymechaniker/in".
_TWO_ENDINGS = re.compile(
    r"\W*(?:\w+ ){0,2}\w{4,}(?:/-?(?:a|o|e|in|innen|ne|euse|trice|rice)(?!\w)|\((?:a|o|e|in|ne|se|euse|trice)\))",
    re.IGNORECASE,
)
_ACADEMIC = re.compile(
    r"\b(?:ph\.?d|doctoral|postdoc(?:toral)?|faculty) (?:positions?|studentships?|fellowships?|scholarships?)\b",
    re.IGNORECASE,
)
_SPEECH = words(
    """
    meet join why about our how welcome what who work working we you your the are is do does become
    here when where if wir unsere unser warum über wie was werde wer pourquoi notre nos rejoignez
    porque nuestro nuestra únete onze
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:[:*/_-]?(?:innen|in)\b)?(?:\.)?")
MAX_TITLE_WORDS = 14


@lru_cache(maxsize=2048)
def names_a_role(text: str) -> bool:
    """Say whether a short line reads like a job title: it holds a role noun or a tag such as "(m/w/d)"."""
    words = [word.lower().rstrip(".") for word in _WORD.findall(text[:300])]
    if not words or len(words) > MAX_TITLE_WORDS or words[0] in _SPEECH:
        return False
    if _GENDER_TAG.search(text) or _ACADEMIC.search(text) or _TWO_ENDINGS.match(text):
        return True
    return any(_is_role(word) for word in words)


def title_key(text: str) -> str:
    """Reduce a title to what two spellings of it share: no gender tag, no punctuation, lower case."""
    return " ".join(re.findall(r"\w+", _GENDER_TAG.sub(" ", text).lower()))


def _is_role(word: str) -> bool:
    if word in _ROLES or (word.endswith("s") and word[:-1] in _ROLES):
        return True
    return _ROLE_SUFFIX.search(word) is not None
