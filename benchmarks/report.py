"""The figures as a table for people, as JSON for programs, and as a short table for the README."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import aims
from benchmarks.aims import Verdict
from benchmarks.figures import Figure
from benchmarks.measuring import CLIENTS, Measured

LATEST = Path(__file__).resolve().parent / "latest.json"
MET = {True: "met", False: "NOT MET", None: "-"}
README_STEPS = ("listing", "opening", "submit", "list", "board", "candidate", "move")


def table(measured: Measured) -> str:
    """Return the figures of one size: a row a step, latencies and processor time in ms."""
    lines = [
        f"\n{measured.size:,} applications ({measured.on_first:,} on the first opening), "
        f"database {measured.database_bytes / 1e6:.0f} MB, loaded in {measured.load_seconds:.1f} s",
        f"{'':20}{'-- 1 client ------------':>30}{'-- 8 clients -----------':>30}",
        f"{'step':20}"
        + f"{'p50':>10}{'p95':>10}{'req/s':>10}" * 2
        + f"{'CPU':>8}{'bytes':>10}{'SQL':>6}{'of empty':>10}",
    ]
    lines += [_line(measured, name) for name in measured.figures]
    lines += [f"PROBLEM: {problem}" for problem in measured.problems]
    return "\n".join(lines)


def _line(measured: Measured, name: str) -> str:
    by_clients = measured.figures[name]
    line = f"{name:20}"
    for clients in CLIENTS:
        line += _cells(by_clients.get(clients))
    first = by_clients.get(1)
    line += f"{first.cpu:>8.2f}" if first and first.cpu else f"{'':>8}"
    line += f"{first.size:>10}" if first and first.size else f"{'':>10}"
    line += f"{len(measured.statements[name].warm):>6}" if name in measured.statements else f"{'':>6}"
    share = aims.share_of_empty_view(measured, name, 1)
    line += f"{share:>10.2f}" if share else ""
    errors = [error for each in by_clients.values() for error in each.errors]
    return line + (f"\n{'':20}  {errors[0][:160]}" if errors else "")


def _cells(figure: Figure | None) -> str:
    if figure is None:
        return " " * 30
    if figure.is_void:
        return f"{'void':>30}"
    return f"{figure.p50:>10.2f}{figure.p95:>10.2f}{figure.rate:>10.1f}"


def verdict_table(verdicts: Sequence[Verdict]) -> str:
    """Return the aims, what was measured, and whether they are met."""
    lines = [f"\n{'':12}{'aim':60}{'measured':58}"]
    return "\n".join(
        [
            *lines,
            *(f"{each.subject:12}{each.aim:60}{each.measured:58}{MET[each.is_met]}" for each in verdicts),
        ]
    )


def as_data(sizes: Sequence[Measured], machine: dict[str, Any]) -> dict[str, Any]:
    """Return everything as plain data."""
    return {
        "machine": machine,
        "sizes": [asdict(measured) for measured in sizes],
        "aims": [asdict(verdict) for verdict in aims.judge(sizes)],
    }


def write_latest(data: dict[str, Any], path: Path = LATEST) -> None:
    """Keep the run as the latest one."""
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def markdown(path: Path = LATEST) -> str:
    """Return the latest run as the README quotes it; raise FileNotFoundError before there is one."""
    data = json.loads(path.read_text(encoding="utf-8"))
    machine, sizes = data["machine"], data["sizes"]
    about = (
        f"{machine['cores']} cores, {machine['memory']}, Python {machine['python']}, {machine['database']}"
    )
    header = "| p50 in ms, one client | " + " | ".join(f"{each['size']:,}" for each in sizes)
    lines = [
        f"Measured on {machine['date']}: {about}.",
        "",
        f"{header} | requests/s, 8 clients | statements |",
    ]
    lines.append("|---" * (len(sizes) + 3) + "|")
    lines += [_markdown_row(name, sizes) for name in ("empty view", *README_STEPS)]
    last = sizes[-1]
    peak = last["memory_peak"]
    lines += ["", f"Memory (PSS) at the highest: {peak['web and worker']:.0f} MiB for web and worker, "]
    lines[-1] += f"{peak['all with readers']:.0f} with the readers of résumés. "
    lines[-1] += f"Cold start: {sorted(last['cold_starts'])[len(last['cold_starts']) // 2]:.1f} s."
    return "\n".join(lines)


def _markdown_row(name: str, sizes: list[dict[str, Any]]) -> str:
    cells = [_number(each["figures"].get(name, {}).get("1"), "p50") for each in sizes]
    cells.append(_number(sizes[-1]["figures"].get(name, {}).get("8"), "rate"))
    statements = sizes[-1]["statements"].get(name)
    cells.append(str(len(statements["warm"])) if statements is not None else "")
    return f"| {name} | " + " | ".join(cells) + " |"


def _number(figure: dict[str, Any] | None, what: str) -> str:
    if not figure or figure["errors"]:
        return "-"
    return f"{figure[what]:.1f}" if what == "p50" else f"{figure[what]:.0f}"
