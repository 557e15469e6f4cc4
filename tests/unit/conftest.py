"""Gives the tests of readers and documents their files and the program that makes them."""

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "files" / "documents"


@pytest.fixture(scope="session")
def make():
    """The module that makes the files, for variants of them."""
    spec = importlib.util.spec_from_file_location("make_documents", FOLDER / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample():
    """Read a committed file by its name."""
    return lambda name: (FOLDER / name).read_bytes()
