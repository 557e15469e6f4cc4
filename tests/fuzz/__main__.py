"""Fuzzes the readers and the quick check: `python -m tests.fuzz [SECONDS] [TARGET ...]`.

Each target runs in a child of its own for its share of the seconds, from seeds among the test files. A run fails with
the input that raised or took too long, which is kept in the folder that it names. Where atheris cannot be imported
(it exists for some platforms only) it says so and ends.
"""

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import TARGETS, write_seeds

_SLOWEST = 5  # seconds for one input, instrumented and on a busy machine


def main() -> int:
    """Run the targets named, or all of them."""
    if importlib.util.find_spec("atheris") is None:
        print("fuzz: skipped, atheris is not installed here (it exists for some platforms only)")
        return 0
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    names = sys.argv[2:] or list(TARGETS)
    return max(_run(name, max(seconds // len(names), 5)) for name in names)


def _run(name: str, seconds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        seeds = write_seeds(name, Path(folder))
        found = Path(tempfile.gettempdir()) / f"requisite-fuzz-{name}"
        found.mkdir(exist_ok=True)
        command = [
            sys.executable, "-m", "tests.fuzz.child", name, f"-max_total_time={seconds}", f"-timeout={_SLOWEST}",
            "-max_len=65536", "-rss_limit_mb=2048", f"-artifact_prefix={found}/", "-verbosity=0",
            "-print_final_stats=1", str(seeds),
        ]  # fmt: skip
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
    runs = next((line.split()[-1] for line in finished.stderr.splitlines() if "executed_units" in line), "?")
    print(
        f"fuzz {name}: {runs} inputs in {seconds} s, {'ok' if not finished.returncode else 'FAILED'}",
        flush=True,
    )
    if finished.returncode:
        print(finished.stdout[-2000:], finished.stderr[-4000:], f"The input is in {found}/", sep="\n")
    return int(finished.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
