"""Job titles and their parts in eight languages: how much a short line reads like one.

The nouns that name a job are those of ``roles``, which reads openings; here stand further ones, feminine and
inclusive forms, what may stand before and after the noun, and the joining words between.
"""

import re
from functools import lru_cache

from ats.vocabulary.roles import names_a_role
from ats.vocabulary.word_lists import words

_NOUNS = words(
    """
    superintendent member apprentice freelancer contractor founder cofounder co-founder owner partner principal chair
    chairman chairwoman superviser marketer merchandiser stylist barber butcher jeweller plater webmaster hacker
    copywriter proofreader lector author columnist presenter moderator host hostess dispatcher expeditor
    forwarder warehouseman storekeeper steelworker toolmaker locksmith blacksmith electrician rigger crew
    soldier sergeant lieutenant firefighter policeman policewoman constable judge prosecutor notary solicitor
    barrister clerkship lecturer teaching-assistant dean headteacher headmaster rector surgeon anaesthetist
    cardiologist radiologist physiotherapist nutritionist epidemiologist biostatistician bioinformatician
    toxicologist hydrologist meteorologist astronomer archaeologist anthropologist sociologist linguist
    philologist historian theologian pastor priest chaplain geographer cartographer urbanist landscaper
    entrepreneur intrapreneur investor analyst quant treasurer collector teller appraiser adjuster insurer
    cto cfo ceo coo cio ciso cpo cmo chro vp svp evp md pm po sde swe qa ux ui dev hiwi zivi tutor au-pair

    programmiererin entwicklerin ingenieurin beraterin leiterin managerin redakteurin gestalterin technikerin
    mechanikerin buchhalterin verkäuferin fahrerin lehrerin analystin architektin assistent assistentin
    auszubildende azubi bauleiter bauleiterin bauzeichner bürokauffrau bürokaufmann chefarzt oberarzt
    dolmetscher dozent dozentin disponent disponentin elektriker elektroniker elektronikerin fachangestellte
    fachangestellter fachinformatiker fachinformatikerin facharbeiter filialleiter forscher forscherin
    führungskraft geschäftsführer geschäftsführerin gesellschafter gründer gründerin hausmeister hilfskraft
    informatiker informatikerin inhaber inhaberin jurist juristin justiziar kameramann kellner kellnerin
    koordinator koordinatorin krankenpfleger krankenpflegerin lagerist lektor lektorin logopädin maler
    maurer mechatroniker mechatronikerin mitarbeiter mitarbeiterin monteur notar optiker personalreferent
    personalreferentin physiotherapeut physiotherapeutin polier professor professorin projektleiter
    projektleiterin projektingenieur prokurist prokuristin psychologe psychologin rechtsanwalt rechtsanwältin
    referendar sachbearbeiterin schlosser schreiner schüler sekretär sekretärin softwareentwickler
    softwareentwicklerin softwarearchitekt sozialarbeiter sozialpädagoge spezialist spezialistin steuerberater
    steuerfachangestellte systemadministrator systemadministratorin systemingenieur teamleiter teamleiterin
    tischler trainee tänzer übersetzer übersetzerin verwalter vertriebsleiter volontär volontärin vorarbeiter
    vorstand werkstudentin wissenschaftler wissenschaftlerin zeichner zerspanungsmechaniker zugbegleiter
    bereichsleiter abteilungsleiter doktorand doktorandin tester testerin datenanalyst datenwissenschaftler
    entwicklungsingenieur entwicklungsingenieurin praktikum werkstudententätigkeit ausbilder ausbilderin

    accompagnateur acheteur acheteuse administrateur administratrice agente aide-soignant aide-soignante
    animateur animatrice apprenti apprentie architecte artisan assistant assistante associé associée attaché
    attachée auditeur auditrice avocat avocate bénévole caissier caissière cadre chargé chargée chauffeur chef
    cheffe chercheur chercheuse coiffeur coiffeuse collaborateur collaboratrice commercial commerciale
    conducteur conductrice consultant consultante contrôleur contrôleuse coordinateur coordinatrice
    coordonnateur cuisinier dessinateur dessinatrice doctorant doctorante développeur·se éducateur éducatrice
    électricien électricienne expert experte fondateur fondatrice formateur formatrice gérant gérante
    graphiste hôte hôtesse informaticien informaticienne ingénieur·e instituteur institutrice intégrateur
    journaliste juriste laborantin magasinier maître maçon mécanicien mécanicienne médecin moniteur monitrice
    notaire opérateur opératrice ouvrier ouvrière peintre pharmacien pharmacienne pilote plombier
    préparateur président présidente professeur professeure programmeur programmeuse psychologue
    réceptionniste recruteur recruteuse scientifique secrétaire serveur serveuse soudeur superviseur
    testeur testeuse traducteur traductrice vacataire

    abogado abogada administrador administradora administrativo administrativa albañil analista arquitecto
    arquitecta asesor asesora asistente auxiliar ayudante becario camarero camarera carpintero científico
    científica cocinero cocinera comercial conductor conductora contable coordinador coordinadora dependiente
    dependienta doctorando economista electricista encargado encargada especialista farmacéutico farmacéutica
    formador formadora fundador fundadora gestor gestora informático informática interino investigador
    investigadora jefe jefa jurista maestro maestra mecánico mecánica médico médica monitor monitora operador
    operadora operario operaria periodista practicante prácticas programador programadora psicólogo psicóloga
    recepcionista responsable secretario secretaria socio socia subdirector supervisor supervisora técnico
    traductor traductora trabajador tutor veterinario voluntario voluntaria

    administrator administratorka adwokat analityk analityczka aplikant archiwista architekt asystent asystentka
    badacz badaczka brygadzista dekarz dentysta doktorant doktorantka doradca dostawca dyrektor dyrektorka
    dziennikarz dziennikarka ekspert ekspertka ekonomista elektryk fizjoterapeuta farmaceuta fryzjer fryzjerka
    główny grafik handlowiec hydraulik informatyk inspektor instruktor instruktorka inżynier inżynierka
    kasjer kasjerka kelner kelnerka kierowca kierownik kierowniczka konserwator konstruktor konsultant
    konsultantka koordynator koordynatorka kosmetyczka kucharz kucharka księgowy księgowa lekarz lekarka lektor
    logistyk magazynier malarz manager menadżer menedżer menedżerka mechanik monter murarz nauczyciel
    nauczycielka notariusz opiekun opiekunka operator operatorka pielęgniarka pielęgniarz pomocnik pracownik
    pracownica prawnik prawniczka praktykant praktykantka prezes programista programistka projektant
    projektantka przedstawiciel przedstawicielka psycholog radca recepcjonista recepcjonistka redaktor
    redaktorka rekruter rekruterka rzecznik sekretarka spawacz specjalista specjalistka sprzedawca
    sprzedawczyni stażysta stażystka stolarz szef ślusarz technik technolog tester testerka tłumacz tłumaczka
    trener trenerka właściciel wolontariusz wykładowca zastępca

    administrador advogado advogada analista arquiteto arquiteta assessor assessora assistente auxiliar bolsista
    chefe consultor consultora contador contadora coordenador coordenadora cozinheiro desenvolvedor
    desenvolvedora designer diretor diretora engenheiro engenheira enfermeiro enfermeira especialista
    estagiária estágio fundador gerente gestor jornalista motorista operador pesquisador pesquisadora
    professor professora programador programadora projetista recepcionista secretário secretária técnico
    técnica trainee vendedor vendedora voluntário

    addetto addetta amministratore amministratrice analista apprendista architetto assistente autista avvocato
    barista borsista cameriere cameriera capo cassiere collaboratore collaboratrice commesso commessa
    commercialista consulente contabile coordinatore coordinatrice cuoco cuoca direttore direttrice docente
    dottorando educatore elettricista esperto formatore geometra giornalista grafico impiegato infermiere
    ingegnere insegnante istruttore magazziniere meccanico medico operaio operatore operatrice progettista
    programmatore programmatrice ragioniere receptionist redattore ricercatore ricercatrice segretario
    segretaria sistemista specialista stagista sviluppatore tecnico tecnica traduttore venditore volontario

    inkoper inkoopster comprador compradora repositor estoquista costureiro costureira pedreiro soldador eletricista
    auxiliar montador torneiro motorista zelador zeladora konstrukteur konstruktor zaopatrzeniowiec brygadier
    adviseur analist architect assistent beheerder bestuurder boekhouder consultant coördinator directeur
    docent eigenaar hoofd ingenieur jurist kok leerkracht leidinggevende magazijnmedewerker manager monteur
    onderzoeker ontwikkelaar oprichter planner programmeur promovendus projectleider redacteur receptionist
    secretaresse stagiaire systeembeheerder teamleider technicus tekenaar verkoper vertaler verpleger
    voorzitter vrijwilliger werkvoorbereider zorgverlener
    """
)
_NOUN_ENDING = re.compile(
    r"(?:entwickler|ingenieur|leiter|berater|manager|techniker|mechaniker|pfleger|lehrer|verkäufer|fahrer|"
    r"buchhalter|redakteur|gestalter|meister|bearbeiter|programmierer|architekt|fachkraft|kaufmann|kauffrau|"
    r"assistent|student|praktikant|helfer|betreuer|administrator|referent|elektroniker|informatiker|analyst|"
    r"designer|tester|wissenschaftler|zeichner|monteur|schlosser|spezialist|koordinator|arbeiter|beauftragte|"
    r"beauftragter|vertreter|trainer|forscher|kraft|medewerker|ontwikkelaar|beheerder|leider|adviseur|"
    r"verpleegkundige|programista|chef|baas|vertegenwoordiger|begeleider|specialist|utvecklare|ingenj[öo]r|ledare|"
    r"konsult|lärare|säljare|prüfer|prüferin|konstrukteur|konstrukteurin|inkoper|boekhouder|planer|händler|führer|sköterska|samordnare|handläggare|utvikler|udvikler|ingeniør|rådgiver|sjef)"
    r"(?:[:*/_·]?-?in(?:nen)?|s)?\Z"
)
_BEFORE = words(
    """
    senior sr junior jr mid mid-level midlevel lead leading leadership staff principal chief head deputy assistant
    associate vice executive managing general regional global national international local group team technical
    tech entry entry-level graduate trainee freelance freelancer independent self-employed part-time full-time
    temporary interim acting certified registered chartered licensed distinguished founding expert master
    leitender leitende leitend stellvertretender stellvertretende wissenschaftlicher wissenschaftliche
    studentische studentischer technischer technische kaufmännischer kaufmännische freier freiberuflicher
    selbständiger erfahrener duale dualer
    débutant confirmé confirmée adjoint adjointe général générale principal principale indépendant stagiaire
    jefe sénior júnior becario principal adjunto adjunta general autónomo
    młodszy młodsza starszy starsza główny główna samodzielny samodzielna zastępca niezależny wiodący
    pleno sênior júnior plena geral chefe
    capo responsabile generale junior senior vice
    hoofd junior medior senior
    i ii iii iv v 1 2 3
    """
)
_FIELDS = words(
    """
    software hardware firmware embedded systems system network networks networking security cybersecurity
    information data database databases big machine learning deep ai ml artificial intelligence cloud platform
    infrastructure infra site reliability devops devsecops release build tooling backend back-end frontend
    front-end fullstack full-stack full stack web mobile ios android game games graphics vision robotics
    automation test testing qa quality assurance reliability performance storage kernel compiler application
    applications app apps solution solutions product products project program programme portfolio delivery scrum
    agile business intelligence analytics analysis research science scientific development developer engineering
    technology technologies it ict technical support service services customer client success account accounts
    key sales presales pre-sales marketing digital content social media brand growth communications communication
    public relations pr community human resources hr people talent acquisition payroll finance financial
    accounting tax treasury audit risk compliance legal contract contracts procurement purchasing supply chain
    logistics warehouse inventory operations operational production manufacturing process industrial mechanical
    electrical electronic electronics civil structural chemical biomedical environmental energy power control
    controls automotive aerospace mining petroleum nuclear materials design ux ui user experience interaction
    visual graphic motion creative art interior fashion video audio sound film editorial technical writing
    office administrative administration facility facilities event events hospitality restaurant kitchen retail
    store shop branch bank banking insurance investment credit loan real estate property medical clinical health
    healthcare nursing care dental laboratory lab school primary secondary language english math mathematics
    physics chemistry biology teaching learning education academic student curriculum training technician
    maintenance repair field integration integrations implementation migration erp crm sap salesforce
    java javascript typescript python php ruby rails golang go rust c c++ c# .net dotnet node node.js react angular
    vue scala kotlin swift perl sql oracle linux unix windows aws azure gcp blockchain crypto payments
    computer member staff crew desk help lead leader practice change innovation strategy transformation policy

    entwicklung softwareentwicklung vertrieb einkauf personal buchhaltung verwaltung kundenservice kundendienst
    produktion qualität qualitätssicherung technik forschung lehre logistik versand lager marketing
    informatik datenbank datenbanken netzwerk netzwerke sicherheit anwendungsentwicklung systemintegration
    elektrotechnik maschinenbau bau hochbau tiefbau pflege
    logiciel logiciels informatique réseau réseaux système systèmes données développement recherche études
    qualité projet projets produit ventes achats ressources humaines comptabilité maintenance sécurité
    production logistique clientèle communication commercial méthodes technique web mobile
    sistemas redes datos software desarrollo aplicaciones proyectos producto ventas compras recursos humanos
    calidad seguridad investigación marketing mantenimiento producción informática soporte técnico
    oprogramowania systemów sieci baz danych aplikacji projektu projektów produktu sprzedaży zakupów jakości
    bezpieczeństwa testów wsparcia technicznego rozwoju badań marketingu kadr obsługi klienta produkcji
    software dados redes sistemas projetos produto vendas qualidade suporte pesquisa engenharia
    sistemi reti dati progetto progetti prodotto vendite qualità ricerca sviluppo sicurezza rete
    softwareontwikkeling verkoop inkoop kwaliteit onderzoek netwerk
    """
)
_JOINING = words(
    "of for in the and & / - – — , . de del des du d la le les et en y e i u ds z w i do dla von für im und der die "
    "das di della dei per da do dos van voor het op zu zur zum bei à au aux to at"
)
_TOKEN = re.compile(r"c\+\+|c#|\.net|node\.js|[^\W_]+(?:[-:*/_·'\u2019][^\W_]+)*", re.IGNORECASE)
MAX_TITLE_CHARACTERS = 120
_MAX_WORDS = 12


@lru_cache(maxsize=2048)
def is_title_noun(word: str) -> bool:
    """Say whether a single word names who does a job ("engineer", "programistka", "Projektleiter:in")."""
    folded = word.casefold().rstrip(".")
    bare = re.sub(r"[:*/_·]-?(?:in(?:nen)?|e|ne|se|rice|ère|trice)\Z", "", folded)
    return bare in _NOUNS or _NOUN_ENDING.search(folded) is not None or names_a_role(bare)


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Return how much a short line reads like a job title, from 0 (not at all) to 1 (every word of it does).

    Without a noun that names who does the job the score stays at or below 0.4: "Software Engineering" is a
    subject, "Software Engineer" a title. Sentences and lines longer than a title score 0.
    """
    stripped = text.strip()
    if not stripped or len(stripped) > MAX_TITLE_CHARACTERS:
        return 0.0
    tokens = [token for token in _TOKEN.findall(stripped) if token.casefold() not in _JOINING]
    if not tokens or len(tokens) > _MAX_WORDS:
        return 0.0
    nouns = sum(is_title_noun(token) for token in tokens)
    known = sum(is_title_noun(token) or _is_part(token) for token in tokens)
    share = known / len(tokens)
    if nouns or names_a_role(stripped):
        return round(0.5 + share / 2, 3)
    return round(0.4 * share, 3)


def is_title(text: str) -> bool:
    """Say whether a short line most likely is a job title."""
    return title_score(text) >= 0.7


def _is_part(token: str) -> bool:
    folded = token.casefold().rstrip(".")
    if folded in _BEFORE or folded in _FIELDS or folded in _NOUNS:
        return True
    parts = re.split(r"[-/]", folded)
    return len(parts) > 1 and all(part in _BEFORE or part in _FIELDS or part in _NOUNS for part in parts)
