"""Runs one target under atheris: `python -m tests.fuzz.child TARGET [libFuzzer options] SEEDS`."""

import sys

import atheris

with atheris.instrument_imports(include=["ats.resumes"]):
    from tests.fuzz.targets import TARGETS, load

if __name__ == "__main__":
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["ats.resumes"]):
        load(name)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()
