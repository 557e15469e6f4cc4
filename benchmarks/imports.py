"""What bringing people in costs: 10,000 rows of a table by ``candidates import``, beside the bare SQL of the same rows.

Alone: ``python -m benchmarks.imports [ROWS]``. Without the background work that follows, such as indexing.
"""

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from ats.openings.models import Opening, State
from ats.platform.database import db
from benchmarks.installation import Installation
from benchmarks.server import ROOT, environment, free_port

ROWS, SECONDS_AIM = 10_000, 60.0


@dataclass
class Measured:
    """How long the import took and how long it had a processor, how long bare SQL took, and what went wrong."""

    rows: int
    seconds: float = 0.0
    cpu: float = 0.0
    floor: float = 0.0
    problems: list[str] = field(default_factory=list)


def measure(folder: Path, rows: int = ROWS) -> Measured:
    """Bring rows into an installation of its own by the command, as an operator would."""
    installation = Installation(folder, free_port(), 0)
    installation.make()
    table = folder / "people.csv"
    table.write_text(_table(rows))
    reference = installation.ask(_reference)
    found = Measured(rows, floor=_floor(folder / "floor.sqlite3", rows))
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "candidates", "import", str(table)]
    before, begin = _children_cpu(), time.perf_counter()
    ended = subprocess.run(
        [*command, "--opening", reference, "--json"],
        cwd=ROOT, env=environment(folder, free_port()), capture_output=True, text=True,
    )  # fmt: skip
    found.seconds, found.cpu = time.perf_counter() - begin, _children_cpu() - before
    added = len(json.loads(ended.stdout)["added"]) if ended.stdout.startswith("{") else 0
    if ended.returncode or added != rows:
        found.problems.append(f"{added} of {rows} rows were added: {ended.stderr[-500:]}")
    return found


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _table(rows: int) -> str:
    lines = [
        f"Person{number} Family{number % 977},person{number}@example.com,+31 6 1{number:07d},"
        f"https://linkedin.com/in/person{number},warm,fair,2026-0{number % 9 + 1}-0{number % 8 + 1}"
        for number in range(rows)
    ]
    return "\n".join(["Name,E-mail,Phone,Link,Tags,Source,Received on", *lines]) + "\n"


def _reference() -> str:
    query = select(Opening.reference).where(Opening.state == State.PUBLISHED).limit(1)
    return db.session.scalar(query)


def _floor(path: Path, rows: int) -> float:
    """Write the same people, addresses, applications, events and jobs by bare SQL, 40 to a durable transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    tables = ("candidates", "addresses", "applications", "tags", "keys", "events", "jobs")
    for name in tables:
        connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, one TEXT UNIQUE, other TEXT)")
    begin = time.perf_counter()
    for start in range(0, rows, 40):
        connection.execute("BEGIN IMMEDIATE")
        for number in range(start, min(start + 40, rows)):
            for name in tables:
                connection.execute(
                    f"INSERT INTO {name} (one, other) VALUES (?, ?)",
                    (f"person{number}@example.com", "x" * 200),
                )
        connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - begin


def table(found: Measured) -> str:
    """Return what was measured as lines to be read."""
    verdict = f"; aim {SECONDS_AIM:.0f} s: {'met' if found.seconds < SECONDS_AIM else 'missed'}"
    lines = [
        f"\nImport of {found.rows:,} rows: {found.seconds:.1f} s, of which {found.cpu:.1f} s of a processor "
        f"(bare SQL {found.floor:.1f} s, {found.seconds / found.floor:.0f} times"
        f"{verdict if found.rows == ROWS else ''})"
    ]
    return "\n".join([*lines, *found.problems])


def main() -> int:
    """Measure alone; return the exit status."""
    parent = ROOT / "instance"
    parent.mkdir(exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=parent))
    try:
        found = measure(folder / "import", int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    finally:
        shutil.rmtree(folder)
    print(table(found))
    return int(bool(found.problems))


if __name__ == "__main__":
    sys.exit(main())
