"""The legal forms that end a company's name, and words that names of companies and institutions hold."""

import re

from ats.vocabulary.word_lists import words

# Longest first within one country, so that "GmbH & Co. KG" is not cut to "KG".
_FORMS = (
    r"gmbh ?& ?co\.? ?kgaa|gmbh ?& ?co\.? ?kg|gmbh ?& ?co\.? ?ohg|ag ?& ?co\.? ?kg|ug ?\(haftungsbeschränkt|"
    r"ggmbh|gmbh|mbh|kgaa|ohg|gbr|e\. ?k\.|e\. ?v\.|eg|kg|ug|ag|se|"
    r"public limited company|private limited company|private limited|limited liability company|"
    r"pvt\.? ?ltd|pty\.? ?ltd|pte\.? ?ltd|co\.?,? ?ltd|sdn\.? ?bhd|limited|ltd|llc|l\.l\.c|llp|l\.l\.p|plc|"
    r"incorporated|inc|corporation|corp|company|co|l\.p|lp|"
    r"s\.a\.r\.l|s\.à ?r\.l|sàrl|sarl|s\.a\.s\.u|s\.a\.s|sasu|sas|eurl|scop|snc|gie|"
    r"s\.coop|s\. ?coop|s\.l\.u|s\.a\.u|s\.l\.l|slu|sau|sll|s\.l|s\.a|sl|sa|"
    r"sp\. ?z ?o\. ?o|spółka z o\. ?o|sp\. ?j|sp\. ?k|s\.c|spółka akcyjna|s\.k\.a|p\.s\.a|"
    r"s\.r\.l\.s|s\.r\.l|srls|srl|s\.p\.a|spa|s\.n\.c|s\.a\.p\.a|"
    r"ltda|s/a|eireli|lda|unipessoal|"
    r"b\.v|bv|n\.v|nv|v\.o\.f|vof|c\.v|bvba|sprl|"
    r"aktiebolag|ab|a/s|aps|asa|as|oyj|oy|hf|ehf|"
    r"a\.ş|a\.s|aş|ltd\. ?şti|ltd\. ?sti|şti|"
    r"s\.r\.o|a\.d|d\.o\.o|d\.d|kft|zrt|nyrt|bt|s\.c\.a|"
    r"jsc|ojsc|pjsc|ooo|tnhh|k\.k|kabushiki kaisha"
)
_SUFFIX = re.compile(rf"(?:,[ \t]?|[ \t])\(?(?:{_FORMS})\b\.?\)?\Z", re.IGNORECASE)
# As ordinary words these end sentences and titles too: "working as", "ab 2019", "y co".
_PLAIN_WORDS = words("as ab se eg co sa spa lp bt hf company bv ag sl kg ug oy nv sas ad limited dd sc cv")
_COMPANY_WORDS = words(
    """
    bank labs laboratories technologies technology tech systems systeme solutions software consulting consultants
    consultancy group gruppe groupe grupo grupa holding holdings industries industrie partners networks network
    studios studio media digital insurance versicherung versicherungen assurances seguros logistics logistik
    energy energie energia pharma pharmaceuticals health healthcare hospital klinik klinikum clinic robotics
    analytics ventures capital financial finance foundation stiftung verein association institute services
    service enterprises international global motors automotive airlines airways telecom telekom electronics
    semiconductor semiconductors foods stores retail interactive games entertainment publishing press verlag
    werke stadtwerke ministerium agentur agency agence agencia werbeagentur kanzlei architekten
    ingenieurbüro apotheke hotel restaurant sparkasse volksbank banque banco société compagnie entreprise
    empresa przedsiębiorstwo spółka fundacja soluciones servicios tecnologías consultores consultoría
    biuro zakład szpital startup aerospace bio biotech materials engineering security cloud data
    """
)
_COUNTRIES = {
    form: country
    for country, forms in (
        ("DE", "gmbh gmbh&cokg gmbh&cokgaa kgaa ohg ek ev ug ug(haftungsbeschränkt ggmbh ag"),
        ("FR", "sarl sàrl sas sasu eurl"),
        ("ES", "sl slu sll sau"),
        ("PL", "spzoo spj spk spółkazoo"),
        ("IT", "srl srls spa snc"),
        ("BR", "ltda eireli"),
        ("NL", "bv vof"),
        ("SE", "ab aktiebolag"),
        ("DK", "aps a/s"),
        ("FI", "oy oyj"),
        ("TR", "aş ltdşti ltdsti"),
        ("IN", "pvtltd privatelimited"),
        ("AU", "ptyltd"),
        ("VN", "tnhh"),
        ("CZ", "sro"),
        ("HU", "kft zrt nyrt"),
        ("US", "llc inc corp incorporated corporation"),
        ("GB", "plc"),
    )
    for form in forms.split()
}
_WORD = re.compile(r"[^\W\d_]+")


def find_legal_form(text: str) -> tuple[int, int] | None:
    """Find the legal form at the end of a name ("Acme GmbH & Co. KG"), as start and end, or None.

    Forms that are ordinary words too ("as", "se", "co") count only in capitals or with an initial capital.
    """
    text = text[:200].rstrip()
    match = _SUFFIX.search(text)
    if match is None:
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip(" \t,("))
    form = text[start:].rstrip(".)")
    if form.casefold() in _PLAIN_WORDS and not form[:1].isupper():
        return None
    return start, len(text)


def country_of_legal_form(text: str) -> str | None:
    """Return the country whose companies alone bear the legal form at the end of a name, or None."""
    found = find_legal_form(text)
    return (
        _COUNTRIES.get(re.sub(r"[\s.]", "", text[found[0] : found[1]]).casefold().strip("()"))
        if found
        else None
    )


def without_legal_form(text: str) -> str:
    """Return a company's name without the legal forms at its end; a name that is nothing else stays."""
    name = text.strip()
    for _ in range(2):
        found = find_legal_form(name)
        if found is None:
            break
        name = name[: found[0]].rstrip(" \t,(")
    return name or text.strip()


def company_words(text: str) -> int:
    """Count the words of a short text that names of companies often hold, such as "Labs" or "Versicherung"."""
    return sum(word.casefold() in _COMPANY_WORDS for word in _WORD.findall(text[:200]))
