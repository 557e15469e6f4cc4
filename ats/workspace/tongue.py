"""In which language a candidate is written to: theirs where it can be told, or else that of the opening."""

from collections.abc import Iterable, Sequence

from ats.applications.models import Application
from ats.messages.models import MessageTemplate
from ats.vocabulary.tongues import is_language, tell_language


def tongue_of(application: Application, written: Iterable[str] = ()) -> str:
    """Return the language of what the candidate wrote last, or of the opening, or "" where neither can be told."""
    theirs = (tell_language(text) for text in (*written, application.cover_letter or ""))
    opening = application.opening
    return next(filter(None, theirs), "") or tell_language(f"{opening.title} {opening.description}")


def in_tongue_first(templates: Sequence[MessageTemplate], tongue: str) -> list[MessageTemplate]:
    """Return templates with those of a language first, otherwise in their order."""
    return sorted(templates, key=lambda each: not is_language(each.language, tongue))


def label_of(template: MessageTemplate, templates: Sequence[MessageTemplate]) -> str:
    """Return what a template is called where one is chosen: with its language, where there are several."""
    is_told_apart = len({each.language for each in templates}) > 1
    return f"{template.name} ({template.language})" if is_told_apart else template.name


def same_in_tongue(template_id: str, templates: Sequence[MessageTemplate], tongue: str) -> str:
    """Return the public id of a template, or of one for the same purpose in a language, where there is one."""
    chosen = next((each for each in templates if each.public_id == template_id), None)
    if chosen is None or is_language(chosen.language, tongue):
        return template_id
    same = (
        each for each in templates if each.purpose == chosen.purpose and is_language(each.language, tongue)
    )
    return next((each.public_id for each in same), template_id)
