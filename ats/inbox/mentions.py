"""Whose addresses stand in a mail, wherever in it: by these it is found again when somebody is erased. Pure."""

import re
from collections.abc import Iterable

from ats.candidates.rules import fold_address
from ats.inbox.verdicts import Prepared

_ADDRESS = re.compile(r"[\w.+!#$%&'*/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")
_READ = 200_000
_MOST, _LONGEST = 50, 254


def addresses_in(prepared: Prepared) -> list[str]:
    """Return the folded addresses of a mail: its people's first, then those that its words and files name."""
    mail = prepared.mail
    people = [mail.sender, *mail.reply_to, *mail.recipients]
    named = [prepared.person.address] if prepared.person else []
    texts = [mail.text, *(each.text for each in mail.nested), *(paper.text for paper in prepared.papers)]
    found = [*named, *(each.address for each in people), *_in_texts(texts)]
    found += [paper.address for paper in prepared.papers]
    folded = (fold_address(each)[:_LONGEST] for each in found if each)
    return list(dict.fromkeys(folded))[:_MOST]


def _in_texts(texts: Iterable[str]) -> list[str]:
    return [match.strip(".") for text in texts for match in _ADDRESS.findall(text[:_READ])]
