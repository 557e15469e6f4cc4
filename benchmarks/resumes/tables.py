"""The figures as tables for people, and as the table that the documents quote."""

from typing import Any

from benchmarks.resumes.scoring import FIELDS

_SHOWN = (
    "name",
    "phone",
    "urls",
    "employer",
    "title",
    "work_dates",
    "work_entry",
    "institution",
    "degree",
    "skills",
)
AIMS = (
    ("macro F1 on dev", "at least 0.95", lambda found: found["sets"].get("dev", {}).get("macro"), 0.95, True),
    (
        "work entries on dev",
        "at least 0.88",
        lambda found: found["sets"].get("dev", {}).get("fields", {}).get("work_entry"),
        0.88,
        True,
    ),
    ("weakest format on dev", "at least 0.90", lambda found: _weakest(found, "format"), 0.90, True),
    ("weakest theme on dev", "at least 0.80", lambda found: _weakest(found, "theme"), 0.80, True),
    ("dev above unseen", "at most 0.03", lambda found: _tuned(found), 0.03, False),
    ("CPU a document, median", "at most 30 ms", lambda found: _cost(found, "child_cpu_median_ms"), 30, False),
    ("CPU a document, p95", "at most 100 ms", lambda found: _cost(found, "child_cpu_p95_ms"), 100, False),
    ("hand-over, median", "at most 15 ms", lambda found: _cost(found, "hand_over_median_ms"), 15, False),
    ("picture of a page, median", "at most 200 ms", lambda found: _cost(found, "page_median_ms"), 200, False),
    ("memory of the pool", "at most 150 MiB", lambda found: found["rereading"].get("pool_mib"), 150, False),
    ("pages' p95 while re-reading", "at most 1.5 times", lambda found: found["rereading"].get("p95_ratio"), 1.5, False),
)  # fmt: skip
"""What is wanted: words, the bound, where it stands, and whether more is better."""


def fields_table(sets: dict[str, dict[str, Any]]) -> str:
    """F1 of every field in every set, as Markdown."""
    head = ["field", *(f"{name} ({found['documents']})" for name, found in sets.items())]
    rows = [
        [name.replace("_", " "), *(_cell(found["fields"][name]) for found in sets.values())]
        for name in FIELDS
    ]
    rows.append(["**mean of 13**", *(f"**{_cell(found['macro'])}**" for found in sets.values())])
    lines = [head, ["---", *("---:" for _ in sets)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def group_table(name: str, found: dict[str, Any], group: str) -> str:
    """The figures of one set by a group, the weakest first."""
    lines = [f"\n{name} by {group:<16}{'n':>5}{'mean':>7}" + "".join(f"{field[:8]:>9}" for field in _SHOWN)]
    for value, row in found["by"].get(group, {}).items():
        cells = "".join(f"{_cell(row['fields'][field]):>9}" for field in _SHOWN)
        lines.append(f"{value:<24}{row['documents']:>5}{_cell(row['macro']):>7}{cells}")
    return "\n".join(lines)


def bands_table(sets: dict[str, dict[str, Any]]) -> str:
    """What share of the values is right, by how sure the reader is of them, as Markdown; with how many there are."""
    columns = [(name, kind) for name, found in sets.items() for kind in found["sure"]]
    bands = next(iter(sets.values()))["sure"]["printed"]
    head = ["how sure", *(f"{name}, {kind}" for name, kind in columns)]
    rows = [
        [
            f"{band['from']:.2f} to {band['to']:.2f}",
            *(_share(sets[name]["sure"][kind][at]) for name, kind in columns),
        ]
        for at, band in enumerate(bands)
    ]
    lines = [head, ["---", *("---:" for _ in columns)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(band: dict[str, Any]) -> str:
    return "–" if band["right"] is None else f"{band['right']:.3f} of {band['values']:,}"


def verdicts(found: dict[str, Any]) -> list[tuple[str, str, float, bool]]:
    """What is wanted, how much of it, what was measured, and whether that is enough; without what was not measured."""
    measured = [(*aim[:2], aim[2](found), *aim[3:]) for aim in AIMS]
    return [
        (words, bound, value, value >= limit if more else value <= limit)
        for words, bound, value, limit, more in measured
        if value is not None
    ]


def verdict_table(found: dict[str, Any]) -> str:
    """The aims as lines."""
    lines = [
        f"{words:32}{bound:20}{value:>10.3f}  {'met' if is_met else 'NOT MET'}"
        for words, bound, value, is_met in verdicts(found)
    ]
    return "\n".join(["", *lines])


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _weakest(found: dict[str, Any], group: str) -> float | None:
    rows = found["sets"].get("dev", {}).get("by", {}).get(group, {})
    return min((row["macro"] for row in rows.values()), default=None)


def _tuned(found: dict[str, Any]) -> float | None:
    sets = found["sets"]
    return sets["dev"]["macro"] - sets["unseen"]["macro"] if {"dev", "unseen"} <= set(sets) else None


def _cost(found: dict[str, Any], name: str) -> float | None:
    return found["costs"].get(name)
