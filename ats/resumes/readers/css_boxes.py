"""Tells boxes of CSS of which nothing shows: without extent, cut off whole, shrunk to nothing, moved far away."""

import re

from ats.resumes.readers.css import Properties

AWAY = -500.0
"""Points; text that far off the edge is nowhere on the screen."""

UNITS = {
    "px": 0.75, "pt": 1.0, "rem": 12.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "vw": 9.6, "vh": 7.2,
    "%": 9.6,
}  # fmt: skip
NUMBER = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)\s*(px|pt|r?em|in|cm|mm|pc|v[wh]|%)?(?=$|[\s/,;)])")
_ALL_NUMBERS = re.compile(r"-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(?:px|pt|r?em|in|cm|mm|pc|v[wh]|%)?")
_SHAPE = re.compile(r"(inset|circle|ellipse|polygon)\(([^()]{0,2000})\)")
_RULES = re.compile(r"([a-z]{1,20}(?:3d|[xyz])?)\(([^()]{0,200})\)")
_CLIP = re.compile(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?")
_FAR_BACK = -3750.0  # points; so far no box is pulled back over those before it, or up beside a column
_THIN = 1.0  # points; a box of less shows nothing of its text
_SMALL = 0.05  # to which text is shrunk that nobody can read
_FAR = 1000.0  # percent of its own size by which an element is moved
_WHOLE = 100.0  # percent


def hides_box(properties: Properties, *, boxed: bool, afloat: bool) -> str | None:
    """Say how the box of an element is out of sight, if it is.

    Only one that is ``boxed`` has an extent; one that is ``afloat`` stands wherever others before it leave room.
    """
    if _is_away(properties, afloat=afloat) or _is_moved_away(properties):
        return "off the page"
    absolute = properties.get("position") in ("absolute", "fixed")
    if absolute and _CLIP.match(properties.get("clip", "")) or _is_cut_off(properties.get("clip-path", "")):
        return "clipped"
    if _is_zoomed_away(properties.get("zoom", "")):
        return "small"
    if not boxed and not absolute:
        return None
    if _has_no_extent(properties):
        return "clipped"
    return "small" if _is_shrunk(properties) else None


def points(value: str | None) -> float:
    """Return a length in points, 0 if it is none."""
    found = NUMBER.match(value or "")
    if not found or found[1] in ("", "-", ".", "-."):
        return 0.0
    return float(found[1]) * UNITS.get(found[2] or "px", 12.0)


def _is_away(properties: Properties, *, afloat: bool) -> bool:
    position, pushed = properties.get("position"), 0.0
    if position in ("absolute", "fixed", "relative"):
        edges = [properties.get(edge) for edge in ("left", "top", "right", "bottom")]
        edges += properties.get("inset", "").split()
        most = _FAR_BACK if afloat and position == "relative" else AWAY
        if any(points(edge) < most for edge in edges):
            return True
        afloat = afloat or "right" in properties
        pushed = max(points(properties.get("left")), 0.0)
    # Upwards a box is pulled beside a column as long as the page.
    if any(length < _FAR_BACK for length in _margins(properties, "top", "block", 0)):
        return True
    most = (_FAR_BACK if afloat else AWAY) - pushed
    if any(length < most for length in _margins(properties, "left", "inline", 3)):
        return True
    return points(properties.get("text-indent")) < AWAY


def _margins(properties: Properties, side: str, flow: str, place: int) -> list[float]:
    """Return what is said of the margin of one side, which moves a box when it is negative."""
    sides = properties.get("margin", "").split()
    lengths = [properties.get(f"margin-{side}"), properties.get(f"margin-{flow}-start")]
    lengths += properties.get(f"margin-{flow}", "").split()[:1]
    if sides:
        lengths.append(_four(sides)[place])
    return [points(length) for length in lengths]


def _is_moved_away(properties: Properties) -> bool:
    moves = [values for name, values in _rules(properties.get("transform")) if name.startswith("translate")]
    moves += [properties["translate"]] if "translate" in properties else []
    parts = [part for move in moves for part in re.split(r"[\s,]+", move.strip())]
    return any(
        abs(_number(each)) > _FAR if each.endswith("%") else abs(points(each)) > -AWAY for each in parts
    )


def _has_no_extent(properties: Properties) -> bool:
    for side, axis, ends in (("height", "y", ("top", "bottom")), ("width", "x", ("left", "right"))):
        overflow = f"{properties.get('overflow', '')} {properties.get(f'overflow-{axis}', '')}"
        if "hidden" not in overflow and "clip" not in overflow:
            continue
        padded = [properties.get("padding", ""), *(properties.get(f"padding-{end}", "") for end in ends)]
        if any(re.search(r"[1-9]", padding) for padding in padded):
            continue
        extents = [properties[name] for name in (side, f"max-{side}") if name in properties]
        if any(_ALL_NUMBERS.fullmatch(each) and abs(points(each)) < _THIN for each in extents):
            return True
    return False


def _is_zoomed_away(zoom: str) -> bool:
    """Say whether text is zoomed to nothing; a zoom of 0 is none."""
    number = _number(zoom) / (_WHOLE if zoom.endswith("%") else 1)
    return 0 < number < _SMALL


def _is_shrunk(properties: Properties) -> bool:
    scales = [
        values.split(",")[:1] + values.split(",")[3:4] if name.startswith("matrix") else values.split(",")[:2]
        for name, values in _rules(properties.get("transform"))
        if name in ("scale", "scalex", "scaley", "scale3d", "matrix")
    ]
    scales.append(properties.get("scale", "").split()[:2])
    return any(
        _ALL_NUMBERS.fullmatch(each.strip()) and abs(_number(each)) < _SMALL
        for parts in scales
        for each in parts
    )


def _rules(transform: str | None) -> list[tuple[str, str]]:
    return _RULES.findall(transform or "")


def _is_cut_off(clip_path: str) -> bool:
    found = _SHAPE.match(clip_path)
    if not found:
        return False
    numbers = _ALL_NUMBERS.findall(found[2].partition(" round ")[0].partition(" at ")[0])
    if found[1] == "inset":
        return _is_inset(numbers)
    values = [_number(each) for each in numbers]
    if found[1] == "polygon":
        return len(values) >= 2 and _area(values) < _THIN
    return bool(values) and min(values) < _THIN


def _is_inset(numbers: list[str]) -> bool:
    if not numbers:
        return False
    top, right, bottom, left = _four(numbers)
    return any(_together(*pair) for pair in ((top, bottom), (right, left)))


def _four(sides: list[str]) -> list[str]:
    """Return what one to four values say of the sides: top, right, bottom and left."""
    top, right, bottom, left = (*sides, None, None, None)[:4]
    right = top if right is None else right
    return [top, right, top if bottom is None else bottom, right if left is None else left]


def _together(one: str, other: str) -> bool:
    """Say whether two opposite edges meet: by what they take of the box, or because no box is that large."""
    share = sum(_number(each) for each in (one, other) if each.endswith("%"))
    return share >= _WHOLE or any(points(each) > -AWAY for each in (one, other) if not each.endswith("%"))


def _area(values: list[float]) -> float:
    corners = list(zip(values[::2], values[1::2], strict=False))
    turned = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in turned)) / 2


def _number(value: str) -> float:
    found = re.match(r"\s*(-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))", value)
    return float(found[1]) if found else 0.0
