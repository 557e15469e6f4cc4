"""Decisions about batches that need nothing but their facts."""

from collections.abc import Iterable

# At most this many at once: beyond it somebody has more likely forgotten a filter.
MOST = 20_000

STATUS_OBSTACLES = {
    "rejected": "is rejected already",
    "withdrawn": "has withdrawn",
    "hired": "is hired already",
}
BY_NAME, BY_KIND = "name:", "kind:"


def stage_of(stages: Iterable, wanted: str):
    """Return the stage of an opening that a choice means, or None.

    The choice is "name:" and a stage's name in whatever case, or "kind:" and a kind: then the first of that kind.
    """
    for stage in stages:
        if wanted == BY_KIND + stage.kind:
            return stage
        if wanted.startswith(BY_NAME) and wanted.removeprefix(BY_NAME).casefold() == stage.name.casefold():
            return stage
    return None


def count_words(count: int, one: str, many: str) -> str:
    """Return a number with its noun: "1 application", "1,200 applications"."""
    return f"{count:,} {one if count == 1 else many}"
