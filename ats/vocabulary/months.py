"""Names of months, seasons and words for "until today" in some twenty languages."""

from ats.vocabulary.folding import fold

_MONTH_NAMES = (
    "january jan januar janner janvier janv enero ene gennaio gen januari janeiro styczen stycznia "
    "sty leden ledna "
    "ocak oca ianuarie ian tammikuu tammi sijecanj siecien január gener",
    "february feb februar febr fevrier fevr fev febrero febbraio februari fevereiro luty lutego lut "
    "unor unora subat sub "
    "februarie helmikuu helmi februar feber",
    "march mar marz mars marzo maart mrt mrz marco marzec marca brezen brezna mart martie maaliskuu "
    "maalis marcius",
    "april apr avril avr abril abr aprile kwiecien kwietnia kwi duben dubna nisan nis aprilie "
    "huhtikuu huhti aprilis",
    "may mai mayo maggio mag mei maio maj maja kveten kvetna mayis toukokuu touko majus",
    "june jun juni juin junio jun giugno giu junho czerwiec czerwca cze cerven cervna haziran haz "
    "iunie kesakuu kesa junius",
    "july jul juli juil juillet julio luglio lug julho lipiec lipca lip cervenec cervence temmuz tem "
    "iulie heinakuu heina "
    "julius",
    "august aug aout agosto ago augustus augusti sierpien sierpnia sie srpen srpna agustos agu elokuu "
    "elo augusztus",
    "september sep sept septembre septiembre set settembre setembro wrzesien wrzesnia wrz zari eylul "
    "eyl septembrie "
    "syyskuu syys szeptember",
    "october oct okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz "
    "rijen rijna ekim eki "
    "octombrie lokakuu loka",
    "november nov novembre noviembre novembro listopad listopada lis kasim kas noiembrie marraskuu marras",
    "december dec dez dezember decembre diciembre dic dicembre dezembro desember des grudzien grudnia "
    "gru prosinec prosince "
    "aralik ara decembrie joulukuu joulu",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in fold(names).split()
}
"""Folded names and abbreviations of months; words that two languages use for different months follow the commoner."""

SEASONS = frozenset(
    fold(
        "spring summer autumn fall winter fruhling fruhjahr sommer herbst printemps ete automne hiver "
        "primavera verano otono "
        "invierno wiosna lato jesien zima verao outono inverno autunno voorjaar lente zomer "
        "herfst najaar var "
        "sommar host vinter sose wise ss ws early mid late anfang mitte ende debut fin inicio "
        "principios finales"
    ).split()
)
"""Folded words that go before a year and say less than a month does: seasons, terms, "early"."""

PRESENT = (
    "present|presently|now|nowadays|current|currently|today|ongoing|to date|till date|date|"
    "(?:the )?present(?: day| time)?|"
    "(?:đến )?nay|hiện (?:nay|tại)|heute|jetzt|aktuell|laufend|andauernd|gegenwart|gegenwärtig|dato|zur zeit|derzeit|"
    "aujourd['\u2019]?\\s?hui|(?:ce|nos) jours?|présent|actuel(?:le)?(?:ment)?|maintenant|en cours|en poste|"
    "(?:la )?actualidad|(?:el )?presente|actual(?:mente|idad)?|hoy(?: en día)?|(?:la )?fecha|el momento|la actualidad|"
    "obecnie|teraz|dzi[sś](?:iaj)?|nadal|chwil[ai](?: obecn(?:ej|a))?|dnia dzisiejszego|obecn(?:ie|ej chwili)|"
    "atual(?:mente)?|hoje|o momento|momento|até hoje|agora|"
    "oggi|attuale|attualmente|in corso|ora|"
    "heden|vandaag|nu|huidig|"
    "nuvarande|pågående|idag|i dag|tills vidare|nå|d\\.d\\.|dags dato|nåværende|"
    "halen|günümüz|devam(?: ediyor)?|bugün|"
    "současnost|dosud|nyní|dnes|súčasnosť|"
    "nykyinen|nykyään|prezent|în prezent|jelenleg|jelen|napjainkig|"
    "至今|现在|現在|настоящее время|н\\.\\s?в\\."
)
"""Pattern of the words that end a range which has not ended."""
