"""What every process of a running system holds: only what it may need, and no more than it uses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ats.platform import migrations

ROOT = Path(__file__).resolve().parents[3]
LOADED = """
import sys, wsgi
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"alembic", "mako", "psycopg", "redis"}))
"""
# Blocks of more than Python's own 512 bytes, every hundredth kept: nothing of it is at the end of the heap.
TRIMMED = """
import os, sys, time
from pathlib import Path
from ats.operations import supervisor

supervisor.TRIM_SECONDS = 0.2
supervisor._give_memory_back()

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20

if not os.fork():
    begin = resident()
    blocks = [bytes(2000) for _ in range(40_000)]
    full, blocks = resident(), blocks[::100]
    deadline = time.monotonic() + 30
    while resident() > begin + 30 and time.monotonic() < deadline:
        time.sleep(0.05)
    print(full - begin, resident() - begin)
    sys.exit()
os.wait()
"""


def run(program: str, tmp_path, *, arguments: tuple[str, ...] = (), **settings: str) -> list[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ATS_")}
    environment = inherited | {
        "ATS_INSTANCE_DIR": str(tmp_path),
        "ATS_SECRET_KEY": "a secret key for the tests alone, 0123456789",
        **settings,
    }
    command = [sys.executable, *(arguments or ("-c", program))]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_no_migrations_and_no_drivers_of_other_servers_are_loaded(tmp_path):
    assert run(LOADED, tmp_path) == []


@pytest.mark.parametrize("start", [("-m", "flask", "--app", "wsgi"), ("-m", "ats")])
def test_the_commands_of_the_database_are_there_all_the_same(tmp_path, start):
    assert run("", tmp_path, arguments=(*start, "db", "heads")) == [migrations.head(), "(head)"]


def test_the_driver_of_redis_is_loaded_where_redis_is_used(tmp_path):
    assert run(LOADED, tmp_path, ATS_REDIS_URL="redis://127.0.0.1:1/0") == ["redis"]


def test_a_child_gives_back_what_lies_between_what_it_keeps(tmp_path):
    full, after = map(int, run(TRIMMED, tmp_path))
    assert full > 60
    assert after <= 30
