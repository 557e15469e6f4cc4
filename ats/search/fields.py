"""The fields of the index: what may be searched by whom. Both engines keep the words of each apart."""

from dataclasses import dataclass

NAMES, PAPERS, MAIL, INTERNAL = "names", "papers", "mail", "internal"
# Names of people; résumés, letters, answers, addresses, tags; mails; what colleagues wrote.
FIELDS = (NAMES, PAPERS, MAIL, INTERNAL)


@dataclass(frozen=True)
class Words:
    """The folded words of one application, by field."""

    names: str = ""
    papers: str = ""
    mail: str = ""
    internal: str = ""
