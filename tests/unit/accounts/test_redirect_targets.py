"""Where sign-in may send somebody: this site's own pages, however another address is dressed up."""

import pytest

from ats.accounts.guards import is_local_path


@pytest.mark.parametrize(
    "target", ["/", "/dashboard", "/dashboard/openings?state=draft&q=a%20b", "/a//b", "/%2e%2e/x"]
)
def test_paths_of_this_site(target):
    assert is_local_path(target)


@pytest.mark.parametrize(
    "target",
    [
        None, "", "dashboard", "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example",
        "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example",
        "javascript:alert(1)", "//evil.example@good.example", "/x\\..\\..\\evil", "/\r\nSet-Cookie: a=b",
    ],
)  # fmt: skip
def test_ways_out_are_refused(target):
    assert not is_local_path(target)
