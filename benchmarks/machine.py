"""On what it was measured: the machine and the versions, as they say themselves."""

import os
import platform
import re
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("flask", "werkzeug", "sqlalchemy", "gunicorn", "jinja2")


def describe() -> dict[str, str]:
    """Return names and values; what this system does not tell is left out."""
    processor = _first(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo"))
    memory = _first(r"^MemTotal:\s*(\d+) kB$", Path("/proc/meminfo"))
    facts = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cores": str(os.cpu_count()),
        "processor": processor,
        "memory": f"{int(memory) / 1048576:.0f} GiB" if memory else "",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in PACKAGES},
    }
    return {name: value for name, value in facts.items() if value}


def load_average() -> float:
    """Return the load of the last minute: what else the machine was doing."""
    return round(os.getloadavg()[0], 2)


def _first(pattern: str, path: Path) -> str:
    try:
        match = re.search(pattern, path.read_text(), re.MULTILINE)
    except OSError:
        return ""
    return match[1].strip() if match else ""
