"""Whether the reader is right as often as it says: values by how sure it is of them, and how many of each are right."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ats.resumes.profile import Profile
from benchmarks.resumes.comparing import (
    digits,
    is_degree,
    is_employer,
    is_like,
    is_name,
    read_date,
    short_address,
    skill_key,
    squeeze,
)

BANDS = (0.0, 0.6, 0.75, 0.85, 0.95)
"""Where each band begins; the last one ends at 1."""

Judged = tuple[float, bool]
"""How sure the reader was of a value, and whether that is right."""

_Judge = Callable[[dict[str, Any], Any], bool]
_ENOUGH = 8  # last digits of a telephone number that agree


def judge(truth: dict[str, Any], profile: Profile) -> Iterator[Judged]:
    """Yield every value that the truth can be asked about; what is right under another entry counts as right."""
    for pointer, source in profile.sources.items():
        if pointer.endswith("/name") and f"{pointer[:-4]}keywords/0" in profile.sources:
            continue  # what a group of skills is called is no skill
        is_right = _JUDGES.get(re.sub(r"\d+", "-", pointer))
        if is_right is not None:
            yield source.confidence, is_right(truth, _value_at(profile.resume, pointer))


def by_band(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Return for each band how many values it holds, what share is right, and what share the reader expects to be."""
    rows: list[list[Judged]] = [[] for _ in BANDS]
    for one in judged:
        rows[sum(one[0] >= begin for begin in BANDS) - 1].append(one)
    ends = [*BANDS[1:], 1.0]
    return [
        {
            "from": begin,
            "to": end,
            "values": len(row),
            "said": round(sum(sure for sure, _ in row) / len(row), 3) if row else None,
            "right": round(sum(right for _, right in row) / len(row), 3) if row else None,
        }
        for begin, end, row in zip(BANDS, ends, rows, strict=True)
    ]


def _value_at(resume: Any, pointer: str) -> Any:
    found = resume
    for key in pointer.strip("/").split("/"):
        found = found[int(key)] if isinstance(found, list) else found[key]
    return found


def _address(truth: dict[str, Any], value: Any) -> bool:
    own = truth["basics"]
    known = [
        *truth["_visible"]["urls"],
        own.get("url"),
        *(each.get("url") for each in own.get("profiles", [])),
    ]
    return short_address(value) in {short_address(url) for url in known if url}


def _phone(truth: dict[str, Any], value: Any) -> bool:
    wanted = digits(truth["_visible"].get("phone_e164") or truth["basics"].get("phone"))
    return bool(wanted) and digits(value)[-_ENOUGH:] == wanted[-_ENOUGH:]


def _among(section: str, name: str, is_same: Callable[[Any, Any], bool]) -> _Judge:
    return lambda truth, value: any(
        each.get(name) and is_same(each[name], value) for each in truth["_visible"][section]
    )


def _date(section: str, name: str) -> _Judge:
    def is_right(truth: dict[str, Any], value: Any) -> bool:
        found = str(read_date(value))
        return any(
            (wanted := str(each.get(name) or "")) and (found.startswith(wanted) or wanted.startswith(found))
            for each in truth["_visible"][section]
        )

    return is_right


def _skill(truth: dict[str, Any], value: Any) -> bool:
    seen = truth["_visible"]
    return skill_key(value) in {skill_key(skill) for skill in (*seen["skills"], *seen["skills_ignore"])}


def _is_area(wanted: Any, value: Any) -> bool:
    return bool(squeeze(wanted)) and (squeeze(wanted) in squeeze(value) or is_like(wanted, value))


_JUDGES: dict[str, _Judge] = {
    "/basics/name": lambda truth, value: is_name(truth["basics"]["name"], value),
    "/basics/email": lambda truth, value: squeeze(truth["basics"]["email"]) == squeeze(value),
    "/basics/phone": _phone,
    "/basics/url": _address,
    "/basics/profiles/-/url": _address,
    "/basics/location/city": lambda truth, value: is_like(truth["basics"]["location"].get("city"), value),
    "/work/-/name": _among("work", "name", is_employer),
    "/work/-/position": _among("work", "position", is_like),
    "/work/-/startDate": _date("work", "start"),
    "/work/-/endDate": _date("work", "end"),
    "/education/-/institution": _among("education", "institution", lambda a, b: is_like(a, b, 88)),
    "/education/-/studyType": _among("education", "studyType", is_degree),
    "/education/-/area": _among("education", "area", _is_area),
    "/education/-/endDate": _date("education", "end"),
    "/skills/-/keywords/-": _skill,
    "/skills/-/name": _skill,
}
