"""Colours as CSS writes them. Format: CSS Color 4, 5 to 7."""

import re
from colorsys import hls_to_rgb
from typing import NamedTuple

from PIL import ImageColor

_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_PART = r"\s*(-?[\d.]{1,10})(%|deg)?\s*"
_CALLED = re.compile(rf"(rgb|hsl)a?\({_PART}[\s,]{_PART}[\s,]{_PART}(?:[,/]{_PART})?\)")
_FUNCTION = re.compile(r"[a-z-]+\([^()]{0,200}\)|[^\s(),/]+")
CLEAR = 0.05  # opacity below which nothing is seen


class Colour(NamedTuple):
    """A colour 0xRRGGBB, and how opaque it is from 0 to 1."""

    rgb: int
    alpha: float = 1.0


def parse_colour(value: str | None) -> Colour | None:
    """Read one colour; None if it is none that is known."""
    if not value:
        return None
    if value == "transparent":
        return Colour(0, 0.0)
    value = ImageColor.colormap.get(value, value)
    if not isinstance(value, str):
        return None
    if digits := _HEX.match(value):
        return _of_digits(digits[1])
    if found := _CALLED.match(value):
        return _of_numbers(found)
    return None


def find_ground(value: str) -> Colour | None:
    """Return the one colour that a background is made of; None if it has none, or more than that."""
    colours = [colour for part in _FUNCTION.findall(value) if (colour := parse_colour(part))]
    return colours[0] if len(colours) == 1 and not re.search(r"gradient|url|image", value) else None


def _of_digits(digits: str) -> Colour | None:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    return Colour(int(digits[:6], 16), int(digits[6:] or "ff", 16) / 255)


def _of_numbers(found: re.Match[str]) -> Colour | None:
    try:
        first, second, third = (float(found[index]) for index in (2, 4, 6))
        alpha = float(found[8] or 1) / (100 if found[9] == "%" else 1)
    except ValueError:
        return None
    if found[1] == "hsl":
        light, much = (min(max(part / 100, 0.0), 1.0) for part in (third, second))
        parts = [255 * part for part in hls_to_rgb(first % 360 / 360, light, much)]
    else:
        scales = (2.55 if found[index] == "%" else 1.0 for index in (3, 5, 7))
        parts = [part * scale for part, scale in zip((first, second, third), scales, strict=True)]
    red, green, blue = (min(max(round(part), 0), 255) for part in parts)
    return Colour(red << 16 | green << 8 | blue, min(max(alpha, 0.0), 1.0))
