"""Answers to questions that were taken away while somebody filled in a form: never dropped without a word."""

import re

from flask import request
from flask_wtf import FlaskForm

from ats.platform.web_form import clean_text

GONE = (
    "A question that you answered is not asked any more. Your answer stands below and is not sent; "
    "copy what matters into another field, and send the form."
)
_QUESTION = re.compile(r"question_[0-9]+")


def gone_answers(form: FlaskForm) -> list[str]:
    """Return what was sent for questions that a form does not ask: words as they were typed, and names of files."""
    typed = [
        text
        for name, value in request.form.items(multi=True)
        if _is_gone(form, name) and (text := clean_text(value))
    ]
    files = [
        file.filename
        for name, file in request.files.items(multi=True)
        if _is_gone(form, name) and file.filename
    ]
    return [*typed, *files]


def _is_gone(form: FlaskForm, name: str) -> bool:
    return _QUESTION.fullmatch(name) is not None and name not in form
