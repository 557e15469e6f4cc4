"""What a child of the pool can do with the bytes of a file: check, read, make a profile, draw pages."""

import json
from collections.abc import Sequence
from datetime import date

import phonenumbers
from phonenumbers import PhoneNumberType
from phonenumbers.re_util import enable_pattern_cache
from PIL import Image

from ats.platform.warm_zygote import Job, Wire
from ats.resumes import pictures as _pictures
from ats.resumes import transport
from ats.resumes.checking import Checked, RefusedFile, check_file
from ats.resumes.examples import EXAMPLES
from ats.resumes.limits import Limits
from ats.resumes.profiles.making import make_profile
from ats.resumes.reading import read_whole
from ats.resumes.text import TextRead
from ats.resumes.tools import ToolFailed, asking
from ats.resumes.transport import CHECKED, PART, PICTURE, PROFILE, REFUSED

_REGIONS = (
    "AR AT AU BD BE BG BR CA CH CL CN CO CZ DE DK EE EG ES FI FR GB GR HR HU ID IE IL IN IT JP KE KR LT LU LV MA"
    " MX MY NG NL NO NZ PE PH PK PL PT RO RS SE SG SI SK TH TR TW UA US VN ZA"
)
"""Countries whose telephone numbers every child knows from the start; it learns those of others when it needs them."""


def check(data: bytes, options: dict, wire: Wire) -> None:
    """Send what the quick check found, or why the file is refused."""
    try:
        checked = check_file(data, options["name"], Limits(**options["limits"]))
    except RefusedFile as refused:
        _send_refusal(refused, wire)
    else:
        wire.send(CHECKED, dump_checked(checked))


def read(data: bytes, options: dict, wire: Wire) -> None:
    """Send what the file is, its text part by part, and the profile; or why the file is refused."""

    def report(part: TextRead) -> None:
        wire.send(PART, transport.dump(part))

    try:
        checked = check_file(data, options["name"], Limits(**options["limits"]))
    except RefusedFile as refused:
        _send_refusal(refused, wire)
        return
    wire.send(CHECKED, dump_checked(checked))
    text = read_whole(data, checked, run=asking(wire.ask), report=report)
    _send_profile(text, options, wire)


def profile(data: bytes, options: dict, wire: Wire) -> None:
    """Make a profile of text that was read; the data are that text as JSON."""
    _send_profile(transport.text_from_json(transport.load(data)), options, wire)


def pictures(data: bytes, options: dict, wire: Wire) -> None:
    """Send the pictures of pages, each as a line of JSON about it and its bytes."""
    pages = range(options["first"], options["last"] + 1)
    for picture in _pictures.iter_pictures(data, options["kind"], pages=pages):
        about = {name: getattr(picture, name) for name in ("number", "density", "width", "height")}
        wire.send(PICTURE, json.dumps(about).encode() + b"\n" + picture.webp)


def dump_checked(checked: Checked) -> bytes:
    """Write what the quick check found as JSON."""
    return transport.dump({"kind": checked.kind, "flags": checked.flags})


def _send_refusal(refused: RefusedFile, wire: Wire) -> None:
    wire.send(REFUSED, transport.dump({"code": refused.code, "message": str(refused)}))


def _send_profile(text: TextRead, options: dict, wire: Wire) -> None:
    made = make_profile(text, received_on=date.fromisoformat(options["received_on"]))
    wire.send(PROFILE, transport.dump(made))


def _warm_up() -> None:
    """Import what is imported on first use, and fill what is kept: every child has it from the start."""
    Image.init()
    enable_pattern_cache()
    for region in _REGIONS.split():
        _know_numbers_of(region)
    for kind, data in EXAMPLES:
        text = read_whole(data, Checked(kind), run=_run_nothing)
        make_profile(text, received_on=date(2026, 1, 1))


def _know_numbers_of(region: str) -> None:
    """Load what tells a country's telephone numbers, and make its patterns, which take milliseconds each."""
    for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is not None:
            written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
            number = phonenumbers.parse(written, region)
            phonenumbers.is_valid_number(number)
            phonenumbers.is_possible_number(number)


def _run_nothing(argv: Sequence[str], data: bytes) -> bytes:
    raise ToolFailed("later")


_warm_up()
JOBS: dict[str, Job] = {"check": check, "read": read, "profile": profile, "pictures": pictures}
