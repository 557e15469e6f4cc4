"""Identifiers like those of the system, made from a seed rather than from chance."""

import base64
import random

from ats.platform.columns import REFERENCE_ALPHABET

# base64.b32encode speaks another alphabet of 32 signs (RFC 4648, section 6).
_TO_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", REFERENCE_ALPHABET.encode("ascii"))
# Odd, so that multiplying by it modulo a power of two gives every number once.
_STRIDE = 0x5_DEEC_E66D


def public_id(rng: random.Random) -> str:
    """Return 26 signs."""
    return base64.b32encode(rng.randbytes(17)).translate(_TO_OURS)[:26].decode("ascii")


def reference(letter: str, number: int) -> str:
    """Return a letter and seven signs that no other number of this letter has."""
    scattered = number * _STRIDE % 32**7
    signs = []
    for _ in range(7):
        scattered, digit = divmod(scattered, 32)
        signs.append(REFERENCE_ALPHABET[digit])
    return letter + "".join(signs)


def digest(rng: random.Random) -> str:
    """Return what could be a sha256 in hex."""
    return rng.randbytes(32).hex()
