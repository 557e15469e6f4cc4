"""The mail server that messages go to."""

from tests.integration.platform.conftest import postbox

__all__ = ["postbox"]
