"""Sentences and clauses of prose, with an eye for abbreviations."""

import re

_END = re.compile(r"[.!?\u2026][\"\u201d\u00bb')\]]{0,3} +(?=[\"\u201c\u201e\u00ab'(\[]?[^\W_a-zà-ÿ])")
_ABBREVIATION = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]|(?<![\d.])\d{1,2}|(?<!\w)(?:e\.g|i\.e|etc|vs|inc|ltd|co|corp|mr|mrs|ms|dr|"
    r"prof|st|no|approx|incl|min|max|dept|univ|u\.s|"
    r"z\.b|bzw|ca|ggf|inkl|evtl|d\.h|u\.a|usw|nr|p\.ex|b\.sc|m\.sc|ph\.d|sr|jr))\.$",
    re.IGNORECASE,
)
_LOOK_BACK = 12
# No prose has a paragraph longer than this; what comes after it stays in the last sentence.
_READ = 20_000


def split_sentences(text: str) -> list[str]:
    """Split a paragraph on one line into its sentences; "e.g. Java" and "a B.S. in Physics" stay whole."""
    sentences = []
    start = 0
    for match in _END.finditer(text, 0, _READ):
        stop = match.end()
        head = text[max(start, match.start() - _LOOK_BACK) : match.start() + 1]
        if text[match.start()] == "." and _ABBREVIATION.search(head):
            continue
        sentences.append(text[start:stop].strip())
        start = stop
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def split_clauses(sentence: str) -> list[str]:
    """Split a sentence at its semicolons, leaving those inside brackets alone."""
    clauses, depth, start = [], 0, 0
    for index, character in enumerate(sentence):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(depth - 1, 0)
        elif character == ";" and not depth:
            clauses.append(sentence[start:index].strip())
            start = index + 1
    clauses.append(sentence[start:].strip())
    return [clause for clause in clauses if clause]
