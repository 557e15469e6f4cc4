"""How addresses are compared."""


def fold_address(address: str) -> str:
    """Return the form in which two spellings of one address are equal: case aside, nothing is guessed.

    Dots and plus-parts are kept: whether they matter is the mail server's own rule (RFC 5321 4.1.2).
    """
    return address.strip().casefold()
