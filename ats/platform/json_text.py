"""JSON from outside: read without what no database keeps, and without an error of its own kind for any nesting."""

import json
import math
import re
from typing import Any

# NUL, and halves of surrogate pairs, which no encoding can write; in JSON they can only be escaped.
_UNKEPT, _ESCAPED = re.compile("[\0\ud800-\udfff]"), re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def read_json(text: str) -> Any:
    """Return parsed JSON; raise ValueError for anything else.

    NUL and lone surrogates are left out of its texts, and what is no finite number is None.
    """
    try:
        value = json.loads(text, parse_constant=lambda _: None, parse_float=_finite)
        return _kept(value) if _ESCAPED.search(text) else value
    except RecursionError as error:
        raise ValueError("its lists and groups lie too deep within each other") from error


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKEPT.sub("", value)
    if isinstance(value, list):
        return [_kept(each) for each in value]
    if isinstance(value, dict):
        return {_kept(name): _kept(each) for name, each in value.items()}
    return value
