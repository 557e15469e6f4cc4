"""Answers to questions that were taken away while somebody filled in a form: never dropped without a word."""

import re
from collections.abc import Container

from flask import request

from ats.platform.web_form import clean_text

GONE = (
    "A question that you answered is not asked any more. Your answer stands below and is not sent; "
    "copy what matters into another field, and send the form."
)
GONE_FROM_FINISHING = (
    "A question that you answered is not asked any more. Your answer stands below and is not sent; "
    "if it matters, answer our mail with it. Everything else is kept: send the form."
)
_QUESTION = re.compile(r"question_([0-9]{1,18})")


def gone_answers(asked: Container[str], answered: Container[int] = ()) -> list[str]:
    """Return what was sent for questions that no field asks: words as they were typed, and names of files.

    ``asked`` is the form, or the names of its fields; ``answered`` are the ids of questions that have an answer.
    """
    typed = [
        text
        for name, value in request.form.items(multi=True)
        if _is_gone(name, asked, answered) and (text := clean_text(value))
    ]
    files = [
        file.filename
        for name, file in request.files.items(multi=True)
        if _is_gone(name, asked, answered) and file.filename
    ]
    return [*typed, *files]


def _is_gone(name: str, asked: Container[str], answered: Container[int]) -> bool:
    question = _QUESTION.fullmatch(name)
    return question is not None and name not in asked and int(question[1]) not in answered
