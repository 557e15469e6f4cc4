"""How the kinds of batches are said: on the button, above the preview, while it runs and afterwards."""

import re
from dataclasses import dataclass

from ats.batches.letters import has_letter
from ats.batches.models import Batch, BatchState
from ats.batches.rules import BY_NAME, count_words
from ats.workspace.list_filter import KIND_LABELS

# What is said of one, as it is said of more.
_PLURALS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "waits": "wait",
    "gets": "get",
    "needs": "need",
    "stays": "stay",
}
_VERB = re.compile(r"(^|, and )(\w+)")


@dataclass(frozen=True)
class Words:
    """The verbs of one kind; ``noun`` is what the items are."""

    button: str
    doing: str
    done: str
    will: str
    icon: str
    noun: tuple[str, str] = ("application", "applications")


WORDS = {
    "move": Words("Move", "Moving", "Moved", "will move", "arrow-right"),
    "reject": Words("Reject", "Rejecting", "Rejected", "will be rejected", "circle-x"),
    "tag": Words("Tag", "Tagging", "Tagged", "will be tagged", "tag"),
    "untag": Words("Take a tag off", "Taking the tag off", "Took the tag off", "will lose the tag", "minus"),
    "shortlist": Words(
        "Shortlist", "Shortlisting", "Shortlisted", "will be put on the shortlist of their opening", "star"
    ),
    "message": Words("Message", "Writing to", "Wrote to", "will get a message of their own", "mail"),
    "rows": Words(
        "Bring in", "Bringing in", "Brought in", "will be brought in", "upload", ("person", "people")
    ),
    "files": Words(
        "Bring in", "Bringing in", "Brought in", "will be brought in", "upload", ("file", "files")
    ),
    "close": Words("Close the opening", "Answering", "Answered", "will get an answer", "lock"),
}


def heading(batch: Batch, undone: Batch | None) -> str:
    """Return the title of a batch in the state that it is in."""
    if undone is not None:
        verb = WORDS[undone.kind]
        what = f"{verb.button} {count_words(batch.total, *verb.noun)}"
        return f"Take back: {what[0].lower()}{what[1:]}"
    verb = WORDS[batch.kind]
    if batch.state == BatchState.DRAFT:
        return (
            f"{verb.button} {'' if batch.kind == 'close' else count_words(batch.total, *verb.noun)}".rstrip()
        )
    if batch.state == BatchState.RUNNING:
        return f"{verb.doing} {count_words(batch.total, *verb.noun)}"
    of = "" if batch.done == batch.total else f"{batch.done:,} of "
    return f"{verb.done} {of}{count_words(batch.total, *verb.noun)}"


def details(batch: Batch) -> str:
    """Return what a batch does with its items, as it follows the heading; an empty string where nothing is to say."""
    given = batch.parameters
    if batch.kind == "move" and given.get("stage"):
        return f"to {stage_words(given['stage'])}"
    if batch.kind in ("tag", "untag") and given.get("tag"):
        return f"“{given['tag']}”"
    if batch.kind == "reject":
        return "with a message to each" if has_letter(batch) else "without a message"
    return ""


def said_of(number: int, words: str) -> str:
    """Return how many something is said of, and what: "1 is hired already", "5 are hired already"."""
    if number == 1:
        return f"1 {words}"
    plural = _VERB.sub(lambda found: found[1] + _PLURALS.get(found[2], found[2]), words)
    return f"{number:,} {plural.replace(' as it is', ' as they are')}"


def stage_words(choice: str) -> str:
    """Return the choice of a stage, by name or by kind, in words."""
    if choice.startswith(BY_NAME):
        return choice.removeprefix(BY_NAME)
    kind = choice.partition(":")[2]
    return f"the first stage of the kind {KIND_LABELS.get(kind, kind)}"
