"""``python -m benchmarks.resumes FOLDER``: write the sets `seen` and `unseen` below a folder."""

import argparse
import shutil
from pathlib import Path

from benchmarks.resumes.generating import generate


def main() -> None:
    """Write both sets; say which documents were left out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resumes")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=120, help="documents in each set")
    options = parser.parse_args()
    browser = shutil.which("chromium")
    for family, name in enumerate(("seen", "unseen")):
        left_out = generate(options.folder / name, family=family, count=options.count, browser=browser)
        print(
            f"{name}: {options.count - len(left_out)} documents; without Chromium left out: {len(left_out)}"
        )


if __name__ == "__main__":
    main()
