"""How many examples a test of many inputs tries: some in each run, and all that it can under ``make fuzz``."""

from hypothesis import settings


def examples(usual: int, thorough: int) -> int:
    """Return the first number, or the second with ``--hypothesis-profile=thorough``."""
    return thorough if settings.get_current_profile_name() == "thorough" else usual
