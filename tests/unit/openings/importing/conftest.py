"""The invented pages that the reader of postings is tried on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ats.openings.importing import ImportedPage, read_postings_page

POSTINGS = Path(__file__).parents[3] / "files" / "postings"


@pytest.fixture
def posting_file() -> Callable[[str], bytes]:
    return lambda name: (POSTINGS / name).read_bytes()


@pytest.fixture
def read_page(posting_file) -> Callable[[str], ImportedPage]:
    return lambda name: read_postings_page(posting_file(name), name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `page_name` once for each of the pages."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", sorted(path.name for path in POSTINGS.iterdir()))
